"""Small files and readers for the tests of the files connector."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from amends.connect.files import Mapping, Row, open_table, read_records

SHARED = Path(os.environ.get("AMENDS_SHARED", Path(__file__).resolve().parents[4] / "shared"))

ORDER_HEADER = ["Order No", "Date", "Currency", "Total", "Country", "Buyer", "SKU", "Qty", "Price"]
ORDER_ROW = ["A-1001", "2024-03-01 09:30:00", "USD", "25.90", "BR", "dana01", "MUG", "2", "11.00"]
ORDER_MAPPING: dict[str, Any] = {
    "kind": "order",
    "fields": {
        "number": "Order No",
        "placed_at": "Date",
        "currency": "Currency",
        "value": "Total",
        "country": "Country",
        "buyer.reference": "Buyer",
    },
    "lines": {"fields": {"sku": "SKU", "quantity": "Qty", "unit_price": "Price"}},
    "constants": {"time_zone": "Asia/Shanghai"},
}


def csv_bytes(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    import csv

    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def orders_csv(*rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return csv_bytes([ORDER_HEADER, *rows], delimiter, encoding)


def order_row(**changed: str) -> list[str]:
    """The usual row with other cells; underscores stand for spaces in the names."""
    cells = dict(zip(ORDER_HEADER, ORDER_ROW, strict=True))
    cells.update({name.replace("_", " "): cell for name, cell in changed.items()})
    return list(cells.values())


def xlsx_bytes(rows: Sequence[Sequence[Any]], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def order_mapping(**changed: Any) -> Mapping:
    return Mapping.from_dict({**ORDER_MAPPING, **changed})


def read(content: bytes, mapping: Mapping, name: str = "orders.csv", start: int = 0) -> list[Row]:
    return list(read_records(open_table(content, name), mapping, start))


def read_one(row: Sequence[Any], mapping: Mapping | None = None) -> Row:
    rows = read(orders_csv(row), mapping or order_mapping())
    assert len(rows) == 1
    return rows[0]


def cells_of(content: bytes, name: str = "file.csv") -> list[dict[str, str]]:
    return [row.cells for row in open_table(content, name).rows()]
