"""The translation memory as a file of translation tools (TMX): what goes out, and what is taken of one that comes in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db.models import Count

from amends.connect.assist import tmx
from amends.core.errors import DomainError
from amends.core.sealing import reseal, seal
from amends.core.text import normal_form
from amends.desk.assistance.models import RememberedPair
from amends.desk.assistance.remembering import GivenPair, TakenPairs, may_exchange, remember_pairs
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person

#: The largest file, in bytes.
MOST_BYTES = 20 * 2**20
#: How many faults are told one by one; more are only counted.
MOST_FAULTS = 500
#: Pairs that are stored in one transaction, and read at once when they go out.
CHUNK = 500
_DIGITS = re.compile(r"\D+")


class MemoryFileRefused(DomainError):
    """A file that is not looked into at all: empty, or larger than ``MOST_BYTES``."""

    code = "memory_file_refused"


@dataclass(slots=True)
class Taken:
    """What came of a file: its pairs (see ``TakenPairs``), the first faults, and how many there were in all."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    faults: list[tmx.Fault] = field(default_factory=list)
    faulty: int = 0

    def count(self, told: TakenPairs) -> None:
        self.added += told.added
        self.changed += told.changed
        self.unchanged += told.unchanged
        self.kept += told.kept


def languages_of(organisation: Organisation) -> list[tuple[str, str, int]]:
    """From which language into which, and how many pairs."""
    rows = RememberedPair.objects.filter(organisation=organisation).values_list("source_language", "language")
    return list(rows.annotate(number=Count("pk")).order_by("source_language", "language"))


def memory_file(person: Person | None, organisation: Organisation) -> Iterator[str]:
    """The company's memory as TMX, in pieces and always in the same order. Raises LeadsOnly."""
    may_exchange(person, organisation)
    return tmx.written(_units(organisation))


def _units(organisation: Organisation) -> Iterator[tmx.Unit]:
    rows = RememberedPair.objects.filter(organisation=organisation).order_by("pk")
    number, last = 0, 0
    # By keyset: no cursor is held open while a slow reader takes the file.
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        for row in chunk:
            number += 1
            yield tmx.Unit(number, str(number), row.source_language, row.language, row.source, row.target, row.at)
        last = chunk[-1].pk


def take_in_file(
    *, actor: Actor, person: Person | None, organisation: Organisation, file: IO[bytes], now: datetime
) -> Taken:
    """Remember the pairs of a TMX file; the same file again adds nothing. Raises LeadsOnly and
    MemoryFileRefused before anything is read.

    Chunks are stored as the file is read: what stands before a place where it breaks off is kept.
    """
    may_exchange(person, organisation)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size or size > MOST_BYTES:
        raise MemoryFileRefused(f"Choose a file that is not empty and has at most {MOST_BYTES // 2**20} MB.")
    taken = Taken()
    waiting: list[GivenPair] = []

    def store() -> None:
        told = remember_pairs(actor=actor, person=person, organisation=organisation, pairs=waiting, now=now)
        taken.count(told)
        waiting.clear()

    for found in tmx.read(file):
        given = found if isinstance(found, tmx.Fault) else _given(found)
        if isinstance(given, tmx.Fault):
            taken.faulty += 1
            taken.faults = [*taken.faults, given] if taken.faulty <= MOST_FAULTS else taken.faults
            continue
        waiting.append(given)
        if len(waiting) == CHUNK:
            store()
    if waiting:
        store()
    return taken


def _given(unit: tmx.Unit) -> GivenPair | tmx.Fault:
    """The pair as the memory keeps it: what would lead to a person becomes placeholders in both texts, or is refused."""
    sealed = seal(normal_form(unit.source))
    target = reseal(normal_form(unit.target).strip(), sealed)
    lost = [value for name, value in sealed.values.items() if name not in target]
    if lost:
        return tmx.Fault(unit.number, unit.name, "lost", ", ".join(lost)[:80])
    if left := _private_left(target, sealed.text):
        return tmx.Fault(unit.number, unit.name, "private", left[:80])
    return GivenPair(unit.source_language, unit.language, sealed.text, target, unit.changed)


def _private_left(target: str, source: str) -> str:
    """An address, link or long number of the translation that the original does not hold in any way of writing."""
    digits = _DIGITS.sub("", source)
    for name, value in seal(target).values.items():
        if not name.startswith("[[NUMBER") or _DIGITS.sub("", value) not in digits:
            return value
    return ""
