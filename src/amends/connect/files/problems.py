"""The rows that were refused, as a CSV file to correct and import again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from amends.connect.files.encoding import readable
from amends.connect.files.parse import Row

_HEADER = ("line", "field", "value", "reason")
# A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LONGEST = 32_000  # a spreadsheet cell holds 32,767 characters


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it: an apostrophe stands before what looks like a formula."""
    plain = readable(text).replace("\x00", "\ufffd")[:_LONGEST]
    return f"'{plain}" if plain.lstrip(" \u00a0").startswith(_FORMULA) or plain.startswith(_FORMULA) else plain


def problems_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file, in pieces: line, field, value, reason, and the cells of the row as they stood.

    UTF-8 with a byte order mark, so that Excel shows Chinese. The columns are those of the first row with a problem;
    cells of others that fit none of them are gathered in the last column. Rows without problems are left out.
    """
    header: list[str] | None = None
    for row in rows:
        if not row.problems:
            continue
        if header is None:
            header = list(row.raw)
            yield b"\xef\xbb\xbf" + _line([*_HEADER, *header, "further cells"])
        known = [row.raw.get(name, "") for name in header]
        further = "; ".join(f"{name}: {cell}" for name, cell in row.raw.items() if name not in header and cell)
        for problem in row.problems:
            line = "" if problem.line is None else str(problem.line)
            yield _line([line, problem.field or "", problem.value, problem.reason, *known, further])
    if header is None:
        yield b"\xef\xbb\xbf" + _line(list(_HEADER))


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "replace")
