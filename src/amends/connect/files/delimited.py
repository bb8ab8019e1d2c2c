"""CSV and TSV: any usual delimiter and encoding, streamed; a damaged row costs nothing but itself."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from amends.connect.files.encoding import MARKING, Encoding, detect_encoding
from amends.connect.files.rows import (
    MAX_RECORD,
    MAX_RECORD_LINES,
    SHOWN,
    Layout,
    RawRow,
    Source,
    UnreadableFile,
    aligned,
    check_header,
    column_names,
)

_DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 64 * 1024
# The csv module's limit holds for the process and is 128 kB: too small to tell a long cell from a broken file.
# It is only ever raised; rows are bounded below by MAX_RECORD.
csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD + 1))

_UNCLOSED = (
    "A quotation mark in this row is opened and not closed, or the row is cut off. Correct the row (write a quotation "
    'mark inside a cell twice: "") and import it again.'
)
_OVERLONG = (
    f"This row has more than {MAX_RECORD:,} characters. Check that the file is a table with one record on each row."
)
#: Line number, cells (None where the record cannot be read), then its first line and why it cannot.
_Record = tuple[int, list[str] | None, str, str]


class _Overlong(Exception):
    """A record that takes more lines or characters than any row has."""


class _Lines:
    """Physical lines for the csv reader, with the lines of the record in hand so that they can be given back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: deque[str] = deque()
        self.number = 0
        self.held: list[str] = []
        self._size = 0
        self.ended = False
        self.overlong = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else self._text.readline(MAX_RECORD)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if len(self.held) < MAX_RECORD_LINES and self._size <= MAX_RECORD:
            self.held.append(line)
        else:
            self._returned.appendleft(line)
            self.number -= 1
            raise _Overlong
        if len(line) == MAX_RECORD and line[-1] not in "\r\n":
            self._skip_line()
            self.overlong = True
            raise _Overlong
        return line

    def _skip_line(self) -> None:
        while (rest := self._text.readline(MAX_RECORD)) and rest[-1] not in "\r\n":
            pass

    def begin(self) -> int:
        """A new record begins; the number of its first line."""
        self.held = []
        self._size = 0
        self.ended = self.overlong = False
        return self.number + 1

    def give_back(self) -> str:
        """Return all lines of this record but the first, so that they are read as rows of their own."""
        first = self.held[0] if self.held else ""
        for line in reversed(self.held[1:]):
            self._returned.appendleft(line)
        self.number -= max(len(self.held) - 1, 0)
        return first


class DelimitedFile:
    """A CSV or TSV file. ``remarks`` tells the user what was found out about it."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        self.remarks: list[str] = []
        with source.open() as stream:
            self.encoding = _chosen_encoding(layout.encoding) or detect_encoding(stream)
            text = _text(stream, self.encoding)
            sample = text.read(_SNIFFED)
            text.detach()
        if not sample.strip("\r\n\t ,;|\ufeff\x00"):
            raise UnreadableFile(f"{source.name} is empty. Export the file again.")
        self._skip = layout.header_row - 1
        # Excel's own hint: a first line such as "sep=;".
        if sample[:4].lower() == "sep=" and sample[5:6] in ("\r", "\n"):
            self._skip += 1
            self.delimiter = layout.delimiter or sample[4]
        else:
            self.delimiter = layout.delimiter or sniff_delimiter(sample)
        if self.encoding.damaged:
            self.remarks.append(
                f"Some bytes of {source.name} are no {self.encoding.codec.removesuffix('-sig').upper()} text; the rows "
                "concerned are named."
            )
        self.header, remarks = column_names(self._header_cells())
        self.remarks += remarks
        check_header(self.header, source.name)

    def _header_cells(self) -> list[str]:
        for line, cells, _, _ in self._records():
            if line > self._skip and cells is not None and any(cell.strip() for cell in cells):
                while cells and not cells[-1].strip():
                    cells.pop()
                return cells
        raise UnreadableFile(f"{self.source.name} has no row with column names. Export the file again with a header.")

    def rows(self, after: int = 0) -> Iterator[RawRow]:
        """The rows below the header whose line number is greater than ``after``."""
        header_seen = False
        for line, cells, first, flaw in self._records(len_wanted=len(self.header)):
            if not header_seen:
                header_seen = line > self._skip and cells is not None and any(cell.strip() for cell in cells)
                continue
            if line <= after:
                continue
            if cells is None:
                yield RawRow(line, {self.header[0]: first[:SHOWN]}, flaw)
            elif any(cells) and any(cell.strip() for cell in cells):
                yield aligned(self.header, cells, line)

    def _records(self, len_wanted: int | None = None) -> Iterator[_Record]:
        with self.source.open() as stream:
            text = _text(stream, self.encoding)
            try:
                yield from _parse(text, self.delimiter, len_wanted)
            finally:
                text.detach()


def _parse(text: TextIO, delimiter: str, len_wanted: int | None) -> Iterator[_Record]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    header_passed = False
    while True:
        start = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_Overlong, csv.Error):
            flaw = _OVERLONG if lines.overlong else _UNCLOSED
            yield start, None, lines.give_back(), flaw
            continue
        ragged = len_wanted is not None and header_passed and len(cells) != len_wanted
        if lines.ended or (len(lines.held) > 1 and ragged):
            # An open quotation mark swallowed the rows below: only the row where it stands is lost.
            yield start, None, lines.give_back(), _UNCLOSED
            continue
        header_passed = True
        yield start, cells, "", ""


def _chosen_encoding(name: str | None) -> Encoding | None:
    if name is None:
        return None
    try:
        "".encode(name)
    except LookupError as failure:
        raise UnreadableFile(f"{name!r} is no encoding; write for example utf-8, gb18030 or windows-1251.") from failure
    return Encoding("utf-8-sig" if name.lower() in ("utf-8", "utf8") else name)


def _text(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=encoding.codec, errors=MARKING, newline="")


def sniff_delimiter(sample: str) -> str:
    """The delimiter that gives the most columns that all of the first rows share; a comma where none does."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        rows = _first_rows(sample, delimiter)
        if not rows or len(rows[0]) < 2:
            continue
        agreeing = sum(1 for row in rows if len(row) == len(rows[0]))
        score = len(rows[0]) * (agreeing / len(rows)) ** 2
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _first_rows(sample: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > 30:
                break
    except csv.Error:
        pass
    # The sample may end inside a row.
    return rows[:-1] if len(rows) > 1 and len(sample) >= _SNIFFED else rows
