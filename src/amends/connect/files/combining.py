"""Several texts to one value: cells with several numbers, rows of one record, lines inside a JSON record."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from amends.connect.files.jsonrows import flatten
from amends.connect.files.mapping import FieldRule
from amends.connect.files.rows import RawRow
from amends.connect.files.targets import Shape, Target
from amends.connect.files.values import Unusable
from amends.connect.files.words import is_empty
from amends.core.money import Money
from amends.core.vocabulary import Remedy


def said(cell: str) -> str:
    """The cell, or nothing where it says nothing (a dash, ``N/A``, white space)."""
    plain = cell.strip() if cell and (cell[0].isspace() or cell[-1].isspace()) else cell
    return "" if is_empty(plain) else plain


def split_cell(text: str, separators: str) -> list[str]:
    if not any(mark in text for mark in separators):
        return [text]
    return [part.strip() for part in re.split(f"[{re.escape(separators)}]", text) if part.strip()]


def remedy(word: str) -> Remedy:
    try:
        return Remedy(word.casefold().replace(" ", "_"))
    except ValueError as failure:
        raise Unusable(f"{word[:40]!r} is no remedy; there are {', '.join(Remedy)}.") from failure


def combined(read: list[Any], aggregate: str | None, shape: Shape, currency: str) -> Any:
    if shape is Shape.IDENTIFIERS:
        return list(dict.fromkeys(number for numbers in read for number in numbers))
    if aggregate == "sum" and shape in (Shape.MONEY, Shape.COST):
        return sum((Money.parse(value, currency) for value in read), Money.zero(currency)).amount
    if aggregate == "sum":
        return sum(read)
    if aggregate in ("min", "max"):
        choose = min if aggregate == "min" else max
        return choose(read, key=_comparable)
    if aggregate == "all" and shape is Shape.TEXT:
        return "\n".join(dict.fromkeys(read))
    return read[0]


def _comparable(value: Any) -> Any:
    return (
        value if isinstance(value, datetime | int) else Decimal(value) if str(value).replace(".", "").isdigit() else 0
    )


def sum_of_lines(lines: list[dict[str, Any]], currency: str) -> Money:
    total = Money.zero(currency)
    for line in lines:
        total += Money.parse(line["unit_price"], currency).times(line.get("quantity", 1))
    return total


def nested_cells(row: RawRow, path: str) -> list[dict[str, str]]:
    inner: Any = row.nested
    for name in path.split("."):
        inner = inner.get(name) if isinstance(inner, dict) else None
    items = inner if isinstance(inner, list) else list(inner.values()) if isinstance(inner, dict) else []
    return [flatten(item) for item in items if isinstance(item, dict)]


def missing_reason(target: Target, rule: FieldRule | None) -> str:
    if rule is None:
        return f"The field is needed ({target.meaning}). Map its column, or set it as a constant."
    columns = ", ".join(rule.columns_used())
    return f"The field is needed ({target.meaning}) and the cell is empty ({columns}). Fill it in and import the row again."


def with_column(rule: FieldRule, reason: str) -> str:
    columns = rule.columns_used()
    return f"Column {columns[0]!r}: {reason}" if len(columns) == 1 and columns[0][:1] != "\x00" else reason


def disagreement(name: str) -> str:
    how = " or, if they are amounts of the lines, set aggregate to sum" if name in ("value", "shipping_paid") else ""
    return f"The rows of this order do not agree about it. Correct them{how}."
