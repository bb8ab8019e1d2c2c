"""XLSX: one sheet, streamed; a file made to exhaust memory is refused before it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from amends.connect.files.rows import (
    Layout,
    RawRow,
    Source,
    SpreadsheetNumber,
    UnreadableFile,
    aligned,
    check_header,
    column_names,
)

MAX_ENTRIES = 2_000
#: Unpacked bytes of the whole file: a full sheet of 1,048,576 rows with 20 columns has about 1 GB.
MAX_UNPACKED = 2_000_000_000
#: The table of shared texts is the only part that is held in memory.
MAX_SHARED_TEXTS = 200_000_000
#: A sheet packs about 10:1, a very repetitive one 60:1; what is made to explode packs 1000:1.
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 10_000_000
#: Rows that a sheet can have.
MAX_SHEET_ROWS = 1_048_576
_LEGACY = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    NotImplementedError,
    OSError,
)
_SAVE_AS_CSV = "Save the sheet as CSV (UTF-8) and import that."


def check_archive(stream: BinaryIO, name: str) -> None:
    """Raises UnreadableFile for anything but a sound XLSX archive of a reasonable size. Unpacks next to nothing."""
    stream.seek(0)
    if stream.read(4) == _LEGACY:
        raise UnreadableFile(
            f"{name} is in the old Excel format or protected by a password. Open it and save it as .xlsx without a "
            "password, or as CSV (UTF-8)."
        )
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_entries(archive, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as failure:
        raise UnreadableFile(f"{name} is damaged or no Excel file. Save it again as .xlsx, or as CSV.") from failure
    stream.seek(0)


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFile(f"{name} holds {len(entries)} parts; an Excel file has a few dozen. {_SAVE_AS_CSV}")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        raise UnreadableFile(f"{name} unpacks to {total // 1_000_000:,} MB; that is too much. {_SAVE_AS_CSV}")
    for entry in entries:
        if entry.file_size > _RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile(f"{name} is packed in a way that no Excel file is, and is refused. {_SAVE_AS_CSV}")
        if entry.filename.endswith("sharedStrings.xml") and entry.file_size > MAX_SHARED_TEXTS:
            raise UnreadableFile(f"{name} holds too much text for an Excel import. {_SAVE_AS_CSV}")
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(2048).upper().replace(b"\x00", b""):
                    raise UnreadableFile(f"{name} holds a document type, which Excel never writes. {_SAVE_AS_CSV}")


class SpreadsheetFile:
    """An XLSX file; ``sheets`` are the names of its sheets, the first is read unless the layout names another."""

    delimiter: str | None = None
    encoding = None

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        self.remarks: list[str] = []
        self._header_row = layout.header_row
        with source.open() as stream:
            check_archive(stream, source.name)
            book = _load(stream, source.name)
            try:
                self.sheets: list[str] = [sheet.title for sheet in book.worksheets]
                self._sheet = self._choose(layout.sheet)
                self._header_line, cells = self._find_header(book)
            finally:
                book.close()
        self.header, remarks = column_names(cells)
        self.remarks += remarks
        check_header(self.header, source.name)
        if len(self.sheets) > 1:
            others = ", ".join(title for title in self.sheets if title != self._sheet)
            self.remarks.append(f"The sheet {self._sheet!r} is read; the file also has {others}.")

    def _choose(self, wanted: str | None) -> str:
        if not self.sheets:
            raise UnreadableFile(f"{self.source.name} has no sheet with cells.")
        if wanted is None:
            return self.sheets[0]
        if wanted not in self.sheets:
            raise UnreadableFile(
                f"{self.source.name} has no sheet {wanted!r}; its sheets are {', '.join(self.sheets)}."
            )
        return wanted

    def _find_header(self, book: Any) -> tuple[int, list[str]]:
        for line, cells in self._records(book):
            if line >= self._header_row and any(cells):
                while not cells[-1]:
                    cells.pop()
                return line, cells
        raise UnreadableFile(f"The sheet {self._sheet!r} of {self.source.name} is empty.")

    def rows(self, after: int = 0) -> Iterator[RawRow]:
        """The rows below the header whose row number is greater than ``after``."""
        with self.source.open() as stream:
            book = _load(stream, self.source.name)
            line = self._header_line
            try:
                for line, cells in self._records(book):
                    if line > max(self._header_line, after) and any(cells):
                        missing = len(self.header) - len(cells)
                        # Excel leaves out empty cells at the end of a row.
                        yield aligned(self.header, cells + [""] * missing if missing > 0 else cells, line)
            except _DAMAGE:
                yield RawRow(line + 1, {}, f"The sheet cannot be read from this row on. {_SAVE_AS_CSV}")
            finally:
                book.close()

    def _records(self, book: Any) -> Iterator[tuple[int, list[str]]]:
        sheet = book[self._sheet]
        # The size that the file claims for the sheet may be wrong, or a trap.
        sheet.reset_dimensions()
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if line > MAX_SHEET_ROWS:
                raise ValueError("more rows than a sheet can have")
            cells = [_cell(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            yield line, cells


def _load(stream: BinaryIO, name: str) -> Any:
    try:
        stream.seek(0)
        return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as failure:
        raise UnreadableFile(f"{name} is damaged or no Excel file. Save it again as .xlsx, or as CSV.") from failure


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return SpreadsheetNumber(value)
    if isinstance(value, float):
        # The shortest spelling that gives the same number, without an exponent.
        return SpreadsheetNumber(_plain(value))
    if isinstance(value, datetime):
        return _to_the_second(value).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _plain(value: float) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _to_the_second(value: datetime) -> datetime:
    # Excel counts days as a binary fraction, which misses most seconds by some microseconds.
    if value.microsecond < 5_000:
        return value.replace(microsecond=0)
    if value.microsecond > 995_000:
        return value.replace(microsecond=0) + timedelta(seconds=1)
    return value
