"""``amends memory``: the translation memory of a company as TMX, out or in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amends.cli.main import set_up_desk

if TYPE_CHECKING:
    from amends.desk.people.models import Organisation


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", metavar="FILE.tmx", help="write the memory there; - for standard output")
    way.add_argument("--input", metavar="FILE.tmx", help="remember what stands in this file")
    parser.add_argument("--organisation", metavar="NAME", help="of which company; needed where there are more")


def run(arguments: argparse.Namespace) -> int:
    """Returns 0, 1 where units of the file could not be used (each on standard error), 2 for what cannot be used."""
    set_up_desk()
    from amends.core.errors import DomainError
    from amends.desk.people.models import Organisation

    companies = Organisation.objects.order_by("pk")
    if arguments.organisation:
        companies = companies.filter(name=arguments.organisation)
    found = list(companies[:2])
    if len(found) != 1:
        known = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        print(f"amends memory: say which company with --organisation; known are: {known}.", file=sys.stderr)
        return 2
    try:
        return _take_in(found[0], Path(arguments.input)) if arguments.input else _give_out(found[0], arguments.out)
    except (DomainError, OSError) as error:
        print(f"amends memory: {error}", file=sys.stderr)
        return 2


def _give_out(organisation: Organisation, target: str) -> int:
    from amends.desk.assistance.exchange import memory_file

    pieces = memory_file(None, organisation)
    if target == "-":
        sys.stdout.buffer.writelines(piece.encode() for piece in pieces)
        return 0
    with Path(target).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
    return 0


def _take_in(organisation: Organisation, path: Path) -> int:
    from django.utils import timezone, translation

    from amends.desk.assistance.exchange import take_in_file
    from amends.desk.people.actors import SYSTEM
    from amends.web.workspace.memory_words import fault_text

    with path.open("rb") as file:
        taken = take_in_file(actor=SYSTEM, person=None, organisation=organisation, file=file, now=timezone.now())
    with translation.override("en"):
        for fault in taken.faults:
            place = f"unit {fault.number}" if fault.number else "the file"
            print(f"{place}{f' ({fault.name})' if fault.name else ''}: {fault_text(fault)}", file=sys.stderr)
    print(
        f"{taken.added} new, {taken.changed} changed, {taken.unchanged} there already, {taken.kept} left as they were, "
        f"{taken.faulty} not usable"
    )
    return 1 if taken.faulty else 0
