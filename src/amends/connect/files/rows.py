"""What all file formats have in common: a row, the limits, and the errors of a file as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import BaseModel, ConfigDict

from amends.core.contracts.fields import MAX_TEXT
from amends.core.errors import DomainError

#: More columns than this are no table of orders.
MAX_COLUMNS = 1000
#: Longest cell, in characters: the longest text that a record may hold.
MAX_CELL = MAX_TEXT
#: Longest row in characters, quoted line breaks included. It bounds the memory that one row can take.
MAX_RECORD = 8_000_000
#: A quoted cell over more lines than this is a quotation mark that was never closed.
MAX_RECORD_LINES = 2_000
#: Rows of one order or parcel; more are refused.
MAX_GROUP = 1_000
#: How much of a refused row is kept for showing it.
SHOWN = 1_000


class UnreadableFile(DomainError):
    """The file as a whole cannot be read: what is wrong with it and what to save instead."""

    code = "unreadable_file"


class MappingMismatch(DomainError):
    """The mapping does not fit this file: ``data["missing"]`` names the columns, ``data["header"]`` what is there."""

    code = "mapping_mismatch"


class SpreadsheetNumber(str):
    """A cell that held a number, not text: Excel keeps only 15 digits of it."""

    __slots__ = ()


@dataclass(slots=True)
class RawRow:
    """One row as it stands in the file. ``line`` counts from 1 with the header, as a person counts.

    ``flaw`` says why the row cannot be used at all. ``nested`` is the JSON object, ``text`` its spelling.
    """

    line: int
    cells: dict[str, str]
    flaw: str | None = None
    nested: dict[str, Any] | None = None
    text: str | None = None


class Layout(BaseModel):
    """Where in a file the rows are; everything that is left out is found out.

    ``path`` leads to the rows inside a JSON document (``["orders"]``); ``shape`` says whether there is a list or an
    object whose values are the rows. ``header_row`` counts from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["csv", "xlsx", "json", "jsonl"] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int = 1
    path: tuple[str, ...] = ()
    shape: Literal["list", "values"] | None = None


@dataclass(frozen=True)
class Source:
    """A file: a path, bytes, or a binary stream that can seek (read by one reader at a time)."""

    content: Path | bytes | BinaryIO = field(repr=False)
    name: str

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        if isinstance(self.content, Path):
            try:
                stream: BinaryIO = self.content.open("rb")
            except OSError as failure:
                raise UnreadableFile(f"{self.name} cannot be opened: {failure.strerror}.") from failure
            with stream:
                yield stream
        elif isinstance(self.content, bytes):
            yield io.BytesIO(self.content)
        else:
            self.content.seek(0)
            yield self.content


def column_names(cells: list[str]) -> tuple[list[str], list[str]]:
    """Names for a header row, each once, and remarks for the user: an empty name is ``column 3``, a second
    ``price`` is ``price (2)``."""
    names: list[str] = []
    remarks: list[str] = []
    taken: set[str] = set()
    for index, cell in enumerate(cells, start=1):
        plain = " ".join(cell.replace("\ufeff", "").split()) or f"column {index}"
        name, count = plain, 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        if count > 1:
            remarks.append(f"The column {plain!r} appears more than once; the later one is called {name!r}.")
        taken.add(name)
        names.append(name)
    return names, remarks


def check_header(names: list[str], file_name: str) -> None:
    """Raises UnreadableFile where there are more columns than any export has, or names that are whole texts."""
    if len(names) > MAX_COLUMNS:
        raise UnreadableFile(
            f"{file_name} has {len(names)} columns; at most {MAX_COLUMNS} can be read. Export fewer columns, or check "
            "that the file is a table."
        )
    for name in names:
        if len(name) > 500:
            raise UnreadableFile(
                f"The first row of {file_name} is no header: {name[:60]!r}… has {len(name)} characters. Put the "
                "column names into the first row, or say which row they are in."
            )


def show(cells: dict[str, str]) -> dict[str, str]:
    """The cells cut to what can be shown."""
    return {name: cell if len(cell) <= SHOWN else cell[:SHOWN] + "…" for name, cell in cells.items()}


def aligned(names: list[str], values: list[str], line: int) -> RawRow:
    """A row of a table with a header; says so where it has too few or too many cells, or one that is too long."""
    if len(values) > len(names) and not any(cell.strip() for cell in values[len(names) :]):
        values = values[: len(names)]
    if len(values) != len(names):
        cells = dict(zip(names, values, strict=False))
        if len(values) > len(names):
            cells["(further cells)"] = " | ".join(values[len(names) : len(names) + 20])
        flaw = (
            f"This row has {len(values)} cells, the header {len(names)}: a cell probably holds the delimiter or a line "
            "break without quotation marks. Correct the row and import it again."
        )
        return RawRow(line, show(cells), flaw)
    cells = dict(zip(names, values, strict=True))
    for name, cell in cells.items():
        if len(cell) > MAX_CELL:
            flaw = (
                f"The cell in column {name!r} has {len(cell)} characters; at most {MAX_CELL} are read. Shorten it, or "
                "attach it as a file."
            )
            return RawRow(line, show(cells), flaw)
    return RawRow(line, cells)
