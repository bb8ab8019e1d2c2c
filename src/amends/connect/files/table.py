"""Opening a file of rows, whatever its format, and a set of files that belong together."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import BinaryIO

from amends.connect.files.delimited import DelimitedFile
from amends.connect.files.jsonrows import JsonFile
from amends.connect.files.rows import Layout, RawRow, Source, UnreadableFile
from amends.connect.files.spreadsheet import SpreadsheetFile

Content = Path | str | bytes | BinaryIO


class Table:
    """A file of rows, opened: what it is, its column names, and its rows as often as they are wanted.

    ``header`` are the column names (for JSON: the dotted names of the first 50 records), ``remarks`` are sentences
    for the user about what was found. Nothing but a few rows is ever held in memory.
    """

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        self.layout = layout
        self.format = layout.format or detect_format(source)
        self._file: DelimitedFile | SpreadsheetFile | JsonFile
        if self.format == "xlsx":
            self._file = SpreadsheetFile(source, layout)
        elif self.format in ("json", "jsonl"):
            self._file = JsonFile(source, layout)
        else:
            self._file = DelimitedFile(source, layout)

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def header(self) -> list[str]:
        return self._file.header

    @property
    def remarks(self) -> list[str]:
        return self._file.remarks

    @property
    def delimiter(self) -> str | None:
        return self._file.delimiter

    @property
    def encoding(self) -> str | None:
        """``utf-8``, ``utf-16``, ``gb18030`` …; None for XLSX."""
        return self._file.encoding.codec.removesuffix("-sig") if self._file.encoding else None

    @property
    def sheets(self) -> list[str]:
        return self._file.sheets if isinstance(self._file, SpreadsheetFile | JsonFile) else []

    def rows(self, after: int = 0, *, flat: bool = True) -> Iterator[RawRow]:
        """The rows whose number is greater than ``after``. ``flat`` False leaves the cells of JSON records out."""
        if isinstance(self._file, JsonFile):
            return self._file.rows(after, flat=flat)
        return self._file.rows(after)

    def sample(self, count: int = 50) -> list[RawRow]:
        """The first rows that can be read."""
        sample: list[RawRow] = []
        for row in self.rows():
            if row.flaw is None:
                sample.append(row)
            if len(sample) >= count:
                break
        return sample

    def laid_out(self, layout: Layout) -> Table:
        """The same file read with another layout."""
        return self if layout == self.layout or layout == Layout() else Table(self.source, layout)


def detect_format(source: Source) -> str:
    """``xlsx``, ``json`` (JSON Lines included) or ``csv``, from the first bytes; the name decides only for JSON.

    Raises UnreadableFile for an empty file and for what is plainly no table.
    """
    with source.open() as stream:
        head = stream.read(4096)
    if not head:
        raise UnreadableFile(f"{source.name} is empty. Export the file again.")
    ending = PurePath(source.name.lower()).suffix
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableFile(f"{source.name} is no table. Give a CSV, TSV, XLSX, JSON or JSON Lines file.")
    first = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if ending in (".json", ".jsonl", ".ndjson") or (first in (b"{", b"[") and ending not in (".csv", ".tsv", ".txt")):
        return "json"
    return "csv"


def _source(content: Content, name: str) -> Source:
    if isinstance(content, str):
        content = Path(content)
    return Source(content, name)


def open_table(content: Content, name: str | None = None, layout: Layout | None = None) -> Table:
    """Open a CSV, TSV, XLSX, JSON or JSON Lines file given as a path, as bytes or as a binary stream that can seek.

    ``name`` is the file's name as the user knows it (data: it is never opened). Raises UnreadableFile, whose message
    says what is wrong with the file and what to do.
    """
    shown = name or (str(content) if isinstance(content, str | Path) else "The file")
    return Table(_source(content, PurePath(shown).name or shown), layout or Layout())


class FileSet:
    """Files that belong together, by the name that the user knows them under (``olist_orders_dataset.csv`` …)."""

    def __init__(self, files: Mapping[str, Content]) -> None:
        self.sources = [_source(content, PurePath(name).name or name) for name, content in files.items()]

    @classmethod
    def of_folder(cls, folder: Path) -> FileSet:
        """Every file directly inside a folder."""
        return cls({path.name: path for path in sorted(folder.iterdir()) if path.is_file()})

    def find(self, pattern: str) -> Source | None:
        """The first file whose name, in lower case, matches the pattern (``olist_orders_dataset*``)."""
        for source in self.sources:
            if fnmatch.fnmatchcase(source.name.lower(), pattern.lower()):
                return source
        return None
