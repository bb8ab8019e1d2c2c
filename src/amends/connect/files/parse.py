"""Reading the records of a file by a mapping: good rows become records, bad rows problems, and none stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from pydantic import ValidationError

from amends.connect.contract import RECORD_TYPES, Problem, Record, RecordKind
from amends.connect.files.building import Builder, problems_of
from amends.connect.files.encoding import is_broken, readable
from amends.connect.files.joins import Joined, grouped
from amends.connect.files.mapping import Mapping
from amends.connect.files.rows import MappingMismatch, RawRow, UnreadableFile
from amends.connect.files.suspicion import Suspicion
from amends.connect.files.table import FileSet, Table
from amends.connect.files.targets import TARGETS

#: Rows by which the columns of numbers are judged.
_JUDGED = 200


@dataclass(slots=True)
class Row:
    """What became of a row (or of the rows of one record).

    ``record`` is None where it was refused; ``problems`` then say why. A record may have problems too: remarks about
    what was left out. ``cursor``: everything up to here is read; go on with ``read_records(…, start=cursor)``.
    ``raw`` are the cells of the first row, for showing it and for the file of problems.
    """

    line: int
    cursor: int
    kind: RecordKind | None
    record: Record | None
    problems: list[Problem] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)


def read_records(source: Table | FileSet, mapping: Mapping, start: int = 0) -> Iterator[Row]:
    """The records of a file, in its order, beginning after the cursor ``start``.

    Streams: memory does not grow with the file. Raises UnreadableFile where the file as a whole cannot be read, and
    MappingMismatch where the mapping does not fit it or a constant is still missing.
    """
    files = source if isinstance(source, FileSet) else None
    table = main_table(source, mapping)
    missing = mapping.missing_constants()
    if missing:
        raise MappingMismatch(
            "; ".join(f"{name} must be given: {reason}" for name, reason in missing.items()), missing=list(missing)
        )
    if mapping.canonical:
        yield from _with_cursors(_canonical(table, mapping, start), start)
        return
    check_columns(table, mapping)
    joined = Joined(mapping, table, files) if mapping.joins else None
    try:
        if table.format in ("csv", "xlsx"):
            mapping = mapping.without_columns(table.header)
        builder = Builder(mapping, joined, Suspicion(mapping, table.sample(_JUDGED)))
        yield from _with_cursors(_mapped(table, mapping, builder, start), start)
    finally:
        if joined is not None:
            joined.close()


def main_table(source: Table | FileSet, mapping: Mapping) -> Table:
    """The table whose rows become records. Raises MappingMismatch where the set lacks it."""
    if isinstance(source, Table):
        return source.laid_out(mapping.layout)
    found = source.find(mapping.file or "*")
    if found is None:
        names = ", ".join(other.name for other in source.sources) or "none"
        raise MappingMismatch(
            f"The set has no file {mapping.file!r}; its files are {names}.", missing=[mapping.file or "*"]
        )
    return Table(found, mapping.layout)


def check_columns(table: Table, mapping: Mapping) -> list[str]:
    """Raises MappingMismatch where a needed field has none of its columns.

    Returns remarks for the user: which other fields stay empty, and whether orders will have no lines.
    """
    header = set(table.header)
    assert mapping.kind is not None
    needed: list[str] = []
    remarks: list[str] = []
    for name, rule in mapping.rules():
        absent = [column for column in rule.columns_used() if not _is_there(column, header, mapping)]
        if not absent or (rule.first_of and len(absent) < len(rule.first_of)):
            continue
        target = TARGETS[mapping.kind].get(name)
        fallback = target is not None and target.constant and getattr(mapping.constants, target.constant)
        if target is not None and target.required and not fallback:
            needed += absent
        elif not name.startswith(("lines.", "listings.", "events.")):
            remarks.append(f"{name} stays empty: there is no column {' or '.join(absent)}.")
    if mapping.lines is not None and mapping.without_columns(header).lines is None:
        remarks.append("Orders get no lines: there is no column for the number of the goods or for their price.")
    if needed:
        raise MappingMismatch(
            f"{table.name} does not have the columns that this mapping needs: {', '.join(needed)}. It has "
            f"{', '.join(table.header[:40])}. Choose the columns by hand, or another mapping.",
            missing=needed,
            header=table.header,
        )
    return remarks


def _is_there(column: str, header: set[str], mapping: Mapping) -> bool:
    # JSON records differ: what the first fifty lack may still come.
    return column in header or column.partition(".")[0] in mapping.joins or mapping.layout.path != ()


def _mapped(table: Table, mapping: Mapping, builder: Builder, start: int) -> Iterator[Row]:
    if mapping.group or mapping.explode:
        for identity, rows in grouped(_wanted(table.rows(), mapping), builder.keys, start):
            record, problems = builder.build(rows, identity)
            yield Row(rows[0].line, 0, mapping.kind, record, problems, rows[0].cells)
        return
    for row in _wanted(table.rows(start), mapping):
        record, problems = builder.build([row], "")
        yield Row(row.line, 0, mapping.kind, record, problems, row.cells)


def _wanted(rows: Iterable[RawRow], mapping: Mapping) -> Iterator[RawRow]:
    if not mapping.only_if:
        yield from rows
        return
    for row in rows:
        if row.flaw is not None or any(row.cells.get(column, "").strip() for column in mapping.only_if):
            yield row


def _with_cursors(rows: Iterable[Row], start: int) -> Iterator[Row]:
    """Several records of one line are done only with the last of them: the others keep the cursor before it."""
    done = start
    held: Row | None = None
    for row in rows:
        if held is not None:
            if row.line > held.line:
                done = held.line
            held.cursor = done
            yield held
        held = row
    if held is not None:
        held.cursor = held.line
        yield held


def _canonical(table: Table, mapping: Mapping, start: int) -> Iterator[Row]:
    if table.format not in ("json", "jsonl"):
        raise UnreadableFile(f"{table.name} is no JSON file; our own records are JSON Lines, one object on each line.")
    for row in table.rows(start, flat=False):
        yield _canonical_row(row, mapping.kind)


def _canonical_row(row: RawRow, wanted: RecordKind | None) -> Row:
    raw = {"record": row.text or next(iter(row.cells.values()), "")}
    if row.flaw is not None or row.nested is None or row.text is None:
        return Row(row.line, 0, wanted, None, [Problem(row.line, None, "", row.flaw or "")], raw)
    named = row.nested.get("record")
    kind = wanted if named is None else RecordKind(named) if named in set(RecordKind) else None
    if kind is None or (wanted is not None and kind is not wanted):
        expected = wanted.value if wanted is not None else ", ".join(RecordKind)
        reason = f"The record must say what it is in the field 'record': {expected}."
        return Row(row.line, 0, wanted, None, [Problem(row.line, "record", readable(str(named)[:200]), reason)], raw)
    if is_broken(row.text):
        reason = "The record holds bytes that are no readable text. Save the file as UTF-8 and import it again."
        return Row(row.line, 0, kind, None, [Problem(row.line, None, "", reason)], raw)
    try:
        record = cast(Record, RECORD_TYPES[kind].model_validate_json(row.text))
    except ValidationError as failure:
        return Row(row.line, 0, kind, None, problems_of(failure, row.line), raw)
    return Row(row.line, 0, kind, record, [], raw)
