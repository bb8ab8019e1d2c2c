from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.connect.contract import Problem
from amends.connect.files import Row, problems_csv
from amends.connect.files.problems import harmless

from .building_blocks import order_mapping, order_row, orders_csv, read


def written(rows: list[Row]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(problems_csv(rows)).decode("utf-8-sig"), newline="")))


def test_the_file_names_line_field_value_and_reason_and_repeats_the_row() -> None:
    rows = read(orders_csv(order_row(), order_row(Total="-1")), order_mapping())
    header, row = written(rows)
    assert header[:4] == ["line", "field", "value", "reason"]
    assert row[:3] == ["3", "value", "'-1"]
    assert "negative" in row[3]
    assert row[4:13] == ["A-1001", "2024-03-01 09:30:00", "USD", "'-1", *order_row()[4:]]


def test_without_problems_there_is_a_header_alone() -> None:
    assert written(read(orders_csv(order_row()), order_mapping())) == [["line", "field", "value", "reason"]]


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert next(iter(problems_csv([]))).startswith(b"\xef\xbb\xbf")


def test_cells_that_fit_no_column_are_gathered() -> None:
    rows = [
        Row(1, 1, None, None, [Problem(1, None, "", "bad")], {"a": "1"}),
        Row(2, 2, None, None, [Problem(2, None, "", "bad")], {"b": "2"}),
    ]
    assert written(rows)[2][4:] == ["", "b: 2"]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1", "=cmd|'/C calc'!A0"]
)
def test_nothing_that_a_spreadsheet_would_run_comes_out(cell: str) -> None:
    assert harmless(cell).startswith("'")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_cells_come_out_as_one_harmless_row(cells: list[str]) -> None:
    raw = {f"c{number}": cell for number, cell in enumerate(cells)}
    lines = written([Row(7, 7, None, None, [Problem(7, "x", cells[0], cells[-1])], raw)])
    assert len(lines) == 2
    for cell in lines[1][1:]:
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
