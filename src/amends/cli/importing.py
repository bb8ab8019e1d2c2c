"""``amends import``: files into a shop, with a rehearsal, a progress bar, and an undo."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amends.cli.main import set_up_desk

if TYPE_CHECKING:
    from amends.connect.files import FileSet, Mapping, Table
    from amends.desk.shops.models import Shop


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="FILE", help="a file, or a folder of files that belong together")
    parser.add_argument("--shop", metavar="KEY", help="into which shop (amends shop KEY creates one)")
    parser.add_argument("--mapping", metavar="NAME|FILE", help="a ready or saved mapping, or a mapping as a JSON file")
    parser.add_argument("--kind", choices=("order", "parcel", "message", "dispute", "review"), help="what the rows are")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a constant, such as placed_at=2026-05-01"
    )
    parser.add_argument("--dry-run", action="store_true", help="read everything, write nothing, say what would happen")
    parser.add_argument(
        "--show-mapping", action="store_true", help="print the mapping as JSON (to be corrected) and stop"
    )
    parser.add_argument("--problems", metavar="FILE.csv", help="write the rows that could not be read to this file")
    parser.add_argument("--attachments", metavar="DIR", help="the folder in which messages' files lie")
    parser.add_argument("--as-of", metavar="TIME", help="stop the shop's clock there, to look at history")
    parser.add_argument("--work", action="store_true", help="do the work that follows (cases, letters) before ending")
    parser.add_argument("--undo", type=int, metavar="N", help="take back import number N")
    parser.add_argument("--list", action="store_true", help="list the imports of the shop")


def _mappings(arguments: argparse.Namespace, source: Table | FileSet, shop: Shop) -> list[Mapping]:
    """The mappings to read by: the named one, else the ready one that fits, else a guess."""
    from amends.connect.contract import RecordKind
    from amends.connect.files import Mapping, fitting, guess_mapping, ready_mappings
    from amends.connect.files.table import Table as OneTable
    from amends.desk.feeds.models import Mapping as Saved

    if arguments.mapping:
        if arguments.mapping in ready_mappings():
            found = list(ready_mappings()[arguments.mapping].mappings)
        elif (saved := Saved.objects.filter(shop=shop, name=arguments.mapping).first()) is not None:
            found = [Mapping.model_validate(saved.data)]
        else:
            found = [Mapping.model_validate(json.loads(Path(arguments.mapping).read_text(encoding="utf-8")))]
        return _of_kind(found, arguments.kind)
    fits = fitting(source)
    if fits:
        best = fits[0][1]
        return _of_kind([m for _, known, m in fits if known.name == best.name], arguments.kind)
    if not arguments.kind or not isinstance(source, OneTable):
        raise ValueError(
            "no ready mapping fits these files; name one with --mapping, or say with --kind what the rows are."
        )
    guess = guess_mapping(source.header, [row.cells for row in source.sample(50)], RecordKind(arguments.kind))
    return [guess.mapping]


def _of_kind(mappings: list[Mapping], kind: str | None) -> list[Mapping]:
    """Those of the kind; else the one that reads all kinds at once; else, where no kind was asked for, all of them."""
    mine = [mapping for mapping in mappings if kind and mapping.kind and mapping.kind.value == kind]
    every = [mapping for mapping in mappings if mapping.kind is None]
    return mine or every or ([] if kind else mappings)


def _with_constants(mapping: Mapping, settings: list[str]) -> Mapping:
    changes: dict[str, object] = {}
    for setting in settings:
        name, found, value = setting.partition("=")
        if not found:
            raise ValueError(f"--set {setting}: write NAME=VALUE.")
        changes[name] = value
    if not changes:
        return mapping
    constants = {**mapping.constants.model_dump(mode="json", exclude_none=True), **changes}
    return type(mapping).model_validate({**mapping.model_dump(mode="json"), "constants": constants})


def _bar(done: int, line: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:>9,} rows read", end="", file=sys.stderr, flush=True)


def _rehearse(source: Table | FileSet, mapping: Mapping) -> None:
    from amends.desk.flow.imports import rehearse

    found = rehearse(source, mapping)
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.kinds.items()) or "none"
    print(f"{mapping.name}: {found.good} good rows ({kinds}), {found.refused} refused. Nothing was written.")
    for problem in found.problems[:20]:
        print(f"  line {problem.line}: {problem.field or ''} {problem.value!r}: {problem.reason}")
    if found.examples:
        print("  first record:", json.dumps(found.examples[0], ensure_ascii=False)[:600])


def _write_problems(path: str, source: Table | FileSet, mappings: list[Mapping]) -> None:
    from amends.connect.files import problems_csv, read_records

    with open(path, "wb") as file:
        for mapping in mappings:
            for block in problems_csv(row for row in read_records(source, mapping) if row.problems):
                file.write(block)
    print(f"rows with problems: {path}")


def _import(arguments: argparse.Namespace, shop: Shop, paths: list[Path]) -> int:
    from django.utils import timezone

    from amends.connect.files import FileSet, open_table
    from amends.desk.flow.imports import fingerprint_of, import_records, mapping_notes
    from amends.desk.people.actors import SYSTEM

    folder = paths[0].is_dir()
    source: Table | FileSet = FileSet.of_folder(paths[0]) if folder else open_table(paths[0])
    mappings = [_with_constants(mapping, arguments.set) for mapping in _mappings(arguments, source, shop)]
    if arguments.show_mapping:
        print(json.dumps([mapping.model_dump(mode="json") for mapping in mappings], ensure_ascii=False, indent=2))
        return 0
    files = sorted(path for path in paths[0].iterdir() if path.is_file()) if folder else paths
    for mapping in mappings:
        taken = "; ".join(mapping_notes(mapping))
        print(
            f"mapping {mapping.name} ({mapping.kind.value if mapping.kind else 'all kinds'}), taken for granted: {taken or 'nothing'}"
        )
        if arguments.dry_run:
            _rehearse(source, mapping)
            continue
        done = import_records(
            actor=SYSTEM,
            shop=shop,
            source=source,
            mapping=mapping,
            name=paths[0].name,
            fingerprint=fingerprint_of(files, mapping),
            clock=timezone.now,
            progress=_bar,
            attachments=Path(arguments.attachments) if arguments.attachments else None,
        )
        print(
            f"\rimport {done.pk}: {done.created} new, {done.updated} changed, {done.unchanged} known, "
            f"{done.rejected} rows with problems"
        )
    if arguments.problems:
        _write_problems(arguments.problems, source, mappings)
    return 0


def _work() -> None:
    from django.utils import timezone

    from amends.jobs.engine import run_due

    ran = run_due(timezone.now)
    print(f"{ran} pieces of work done")


def run(arguments: argparse.Namespace) -> int:
    set_up_desk()
    from django.utils import timezone

    from amends.connect.files import MappingMismatch, UnreadableFile
    from amends.core.errors import AmendsError
    from amends.desk.feeds.models import Import
    from amends.desk.flow import move_clock
    from amends.desk.flow.undoing import undo_import
    from amends.desk.people.actors import SYSTEM
    from amends.desk.shops.models import Shop
    from amends.desk.shops.operations import set_as_of

    try:
        if arguments.undo is not None:
            source = Import.objects.get(pk=arguments.undo)
            print("taken back:", undo_import(actor=SYSTEM, source=source, now=timezone.now()))
            return 0
        shop = Shop.objects.filter(key=arguments.shop or "").first()
        if shop is None:
            known = (
                ", ".join(Shop.objects.order_by("key").values_list("key", flat=True))
                or "none yet; amends shop KEY creates one"
            )
            print(f"amends import: --shop names no shop; known are: {known}.", file=sys.stderr)
            return 2
        if arguments.list:
            for done in Import.objects.filter(shop=shop).order_by("pk"):
                print(f"{done.pk}: {done.name} {done.state} {done.created} new, {done.rejected} rows with problems")
            return 0
        if arguments.as_of:
            from amends.cli.upkeep import _as_of

            shop = set_as_of(actor=SYSTEM, shop=shop, as_of=_as_of(arguments.as_of), now=timezone.now())
        status = 0
        for path in arguments.paths:
            status = status or _import(arguments, shop, [Path(path)])
        if status == 0 and arguments.as_of and not arguments.dry_run:
            move_clock(shop, timezone.now())
        if arguments.work:
            _work()
        return status
    except (UnreadableFile, MappingMismatch, AmendsError, ValueError, OSError, Import.DoesNotExist) as error:
        print(f"amends import: {error}", file=sys.stderr)
        return 2
