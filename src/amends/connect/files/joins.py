"""Rows kept on disk while a file is read: joined files, and rows of one record that stand far apart.

Both use a private temporary SQLite database that spills to disk and disappears when it is closed, so that the size
of a file never decides how much memory an import takes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from amends.connect.files.encoding import readable
from amends.connect.files.jsonrows import to_row
from amends.connect.files.mapping import Join, Mapping
from amends.connect.files.rows import (
    MAX_GROUP,
    MappingMismatch,
    RawRow,
    SpreadsheetNumber,
    UnreadableFile,
)
from amends.connect.files.table import FileSet, Table

_BATCH = 5_000
_CACHE_KIB = 32_768


def _temporary_database() -> sqlite3.Connection:
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA temp_store = FILE")
    database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return database


@contextmanager
def _on_disk() -> Iterator[None]:
    """Tells a full disk in words that help."""
    try:
        yield
    except sqlite3.Error as failure:
        raise UnreadableFile(
            "The temporary files of this import cannot be written. Free some disk space and repeat."
        ) from failure


def _pack(row: RawRow) -> str:
    """A row as text. What a spreadsheet held as numbers is remembered, because it decides what may be believed."""
    if row.nested is not None:
        return json.dumps([0, row.text])
    numbers = [name for name, cell in row.cells.items() if isinstance(cell, SpreadsheetNumber)]
    return json.dumps([1, row.cells, numbers, row.flaw])


def _unpack(packed: str, line: int) -> RawRow:
    parts = json.loads(packed)
    if parts[0] == 0:
        return to_row(parts[1], line)
    cells: dict[str, str] = parts[1]
    for name in parts[2]:
        cells[name] = SpreadsheetNumber(cells[name])
    return RawRow(line, cells, parts[3])


class Joined:
    """The joined rows of a mapping, looked up by key. Close it after use."""

    def __init__(self, mapping: Mapping, table: Table, files: FileSet | None) -> None:
        self.remarks: list[str] = []
        self._database = _temporary_database()
        self.joins: dict[str, Join] = {}
        self._numbers: dict[str, int] = {}
        self._last: dict[str, tuple[str, list[RawRow]]] = {}
        for number, (alias, join) in enumerate(mapping.joins.items()):
            other = self._table(alias, join, table, files)
            if other is not None:
                self.joins[alias] = join
                self._numbers[alias] = number
                self._load(number, join, other)

    def _table(self, alias: str, join: Join, table: Table, files: FileSet | None) -> Table | None:
        if join.file is None:
            return Table(table.source, join.layout)
        found = files.find(join.file) if files is not None else None
        if found is not None:
            return Table(found, join.layout)
        if join.optional:
            self.remarks.append(f"There is no file {join.file!r} in the set; what it would add ({alias}) stays empty.")
            return None
        raise MappingMismatch(
            f"This mapping also needs the file {join.file!r}. Give the files of the set together.", missing=[join.file]
        )

    def _load(self, number: int, join: Join, other: Table) -> None:
        if join.there not in other.header:
            raise MappingMismatch(
                f"{other.name} has no column {join.there!r}; it has {', '.join(other.header[:30])}.",
                missing=[join.there],
                header=other.header,
            )
        self._database.execute(f"CREATE TABLE joined_{number} (key TEXT, line INTEGER, packed TEXT)")
        rows = (
            (readable(row.cells.get(join.there, "").strip()), row.line, _pack(row))
            for row in other.rows()
            if row.flaw is None
        )
        _insert(self._database, f"joined_{number}", rows)

    def rows(self, alias: str, key: str) -> list[RawRow]:
        """The rows of the join with this key, in the order of their file; at most so many as a record may have."""
        if not key:
            return []
        if (last := self._last.get(alias)) is not None and last[0] == key:
            return last[1]  # the fields of one record look up the same rows
        found = self._database.execute(
            f"SELECT line, packed FROM joined_{self._numbers[alias]} WHERE key = ? ORDER BY line LIMIT {MAX_GROUP}",  # noqa: S608 a number of our own
            (readable(key),),
        )
        rows = [_unpack(packed, line) for line, packed in found]
        self._last[alias] = (key, rows)
        return rows

    def close(self) -> None:
        self._database.close()


def _insert(database: sqlite3.Connection, name: str, rows: Iterable[tuple[str, int, str]]) -> None:
    with _on_disk():
        database.execute("BEGIN")
        batch: list[tuple[str, int, str]] = []
        for row in rows:
            batch.append(row)
            if len(batch) >= _BATCH:
                database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", batch)  # noqa: S608
                batch.clear()
        database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", batch)  # noqa: S608
        database.execute("COMMIT")
        database.execute(f"CREATE INDEX by_key_of_{name} ON {name} (key, line)")


def grouped(
    rows: Iterable[RawRow], keys: Callable[[RawRow], list[str]], after: int
) -> Iterator[tuple[str, list[RawRow]]]:
    """Rows with the same key together, wherever they stand, by the line of their first; the key comes with them.

    A row may have several keys (several parcels in one cell). Rows without a key, or with a flaw, stand alone, with an
    empty key. Only groups whose first line is greater than ``after`` are given. A group holds at most one row more than
    ``MAX_GROUP``, so that an overfull one can be told.
    """
    database = _temporary_database()
    try:
        database.execute("CREATE TABLE spooled (key TEXT, line INTEGER, packed TEXT)")
        _insert(database, "spooled", _spooled(rows, keys))
        database.execute(
            "CREATE TABLE firsts AS SELECT key, MIN(line) AS line FROM spooled GROUP BY key HAVING MIN(line) > ?",
            (after,),
        )
        for (key,) in database.execute("SELECT key FROM firsts ORDER BY line, key"):
            found = database.execute(
                f"SELECT line, packed FROM spooled WHERE key = ? ORDER BY line LIMIT {MAX_GROUP + 1}",  # noqa: S608
                (key,),
            )
            yield key.removeprefix("=") if key[:1] == "=" else "", [_unpack(packed, line) for line, packed in found]
    finally:
        database.close()


def _spooled(rows: Iterable[RawRow], keys: Callable[[RawRow], list[str]]) -> Iterator[tuple[str, int, str]]:
    for row in rows:
        packed = _pack(row)
        found = keys(row) if row.flaw is None else []
        if not found:
            yield f"#{row.line}", row.line, packed
        for key in dict.fromkeys(found):
            yield f"={key}", row.line, packed
