from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.connect.files import Layout, UnreadableFile, open_table
from amends.connect.files.rows import MAX_COLUMNS, SpreadsheetNumber

from .building_blocks import cells_of, csv_bytes, xlsx_bytes

CHINESE = [["订单号", "买家姓名", "产品名称"], *([f"800{n}", "王小明", "蓝色马克杯"] for n in range(20))]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_a_chinese_file_is_read_in_every_usual_encoding(encoding: str, expected: str) -> None:
    rows = [["order", "name", "item"], *CHINESE[1:]] if encoding == "utf-16-le" else CHINESE
    table = open_table(csv_bytes(rows, encoding=encoding), "orders.csv")
    assert table.encoding == expected
    assert [list(row.cells.values()) for row in table.rows()] == CHINESE[1:]


def test_gb18030_that_begins_after_a_megabyte_of_ascii_is_still_found() -> None:
    content = csv_bytes(
        [["a", "b"], *(["x" * 50, "y"] for _ in range(30_000)), ["王小明", "蓝色马克杯"]], encoding="gbk"
    )
    table = open_table(content, "orders.csv")
    assert table.encoding == "gb18030"
    assert [row.cells["a"] for row in table.rows()][-1] == "王小明"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_although_cells_hold_others(delimiter: str) -> None:
    rows = [["id", "text", "price"], ["1", "a, b; c | d", "1.5"], ["2", "e\tf", "2.5"]]
    table = open_table(csv_bytes(rows, delimiter), "x.csv")
    assert table.delimiter == delimiter
    assert [list(row.cells.values()) for row in table.rows()] == rows[1:]


def test_excels_own_hint_of_the_delimiter_is_no_header() -> None:
    table = open_table(b"sep=;\r\nid;price\r\n1;1,50\r\n", "x.csv")
    assert table.header == ["id", "price"]
    assert [(row.line, row.cells["price"]) for row in table.rows()] == [(3, "1,50")]


def test_a_byte_order_mark_is_no_part_of_the_first_column_name() -> None:
    assert open_table("\ufeffid,b\n1,2\n".encode(), "x.csv").header == ["id", "b"]


def test_quoted_line_breaks_stay_inside_the_cell_and_lines_count_as_in_an_editor() -> None:
    rows = list(open_table(b'id,text\n1,"one\ntwo"\n2,three\n', "x.csv").rows())
    assert [(row.line, row.cells["text"]) for row in rows] == [(2, "one\ntwo"), (4, "three")]


def test_an_unclosed_quotation_mark_costs_only_its_own_row() -> None:
    content = b'id,text\n1,one\n2,"open\n' + b"".join(b"%d,fine\n" % n for n in range(3, 40))
    rows = list(open_table(content, "x.csv").rows())
    assert [row.line for row in rows if row.flaw] == [3]
    assert [row.cells["id"] for row in rows if not row.flaw] == ["1", *map(str, range(3, 40))]


def test_a_quotation_mark_closed_by_that_of_a_later_row_costs_only_its_own_row() -> None:
    content = b'id,text\n2,"open\n3,fine\n4,"quoted, cell"\n5,fine\n'
    rows = list(open_table(content, "x.csv").rows())
    assert [row.cells["id"] for row in rows if not row.flaw] == ["3", "4", "5"]


def test_ragged_rows_are_named_and_the_others_kept() -> None:
    rows = list(open_table(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n4,5,6\n", "x.csv").rows())
    assert [row.line for row in rows if row.flaw] == [3, 4]
    assert "2 cells, the header 3" in (rows[1].flaw or "")
    assert [row.line for row in rows if not row.flaw] == [2, 5, 6]


def test_blank_rows_are_passed_over() -> None:
    assert [row.line for row in open_table(b"a,b\n\n1,2\n,\n \t,\n3,4\n", "x.csv").rows()] == [3, 6]


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        open_table(content, "x.csv")


def test_a_second_column_of_the_same_name_gets_a_name_of_its_own() -> None:
    table = open_table(b"price,price,,price\n1,2,3,4\n", "x.csv")
    assert table.header == ["price", "price (2)", "column 3", "price (3)"]
    assert any("more than once" in remark for remark in table.remarks)


def test_four_hundred_columns_are_read() -> None:
    names = [f"c{n}" for n in range(400)]
    assert cells_of(csv_bytes([names, names]))[0] == dict(zip(names, names, strict=True))


def test_too_many_columns_are_refused_with_a_reason() -> None:
    with pytest.raises(UnreadableFile, match="1001 columns"):
        open_table(csv_bytes([[f"c{n}" for n in range(MAX_COLUMNS + 1)]]), "x.csv")


def test_a_cell_of_five_megabytes_is_a_problem_of_its_row_alone() -> None:
    content = csv_bytes([["id", "text"], ["1", "x" * 5_000_000], ["2", "fine"]])
    rows = list(open_table(content, "x.csv").rows())
    assert "5000000 characters" in (rows[0].flaw or "")
    assert max(len(cell) for cell in rows[0].cells.values()) < 2_000
    assert rows[1].flaw is None


def test_a_line_without_end_is_a_problem_of_its_row_alone() -> None:
    rows = list(open_table(b"id,text\n1," + b"x" * 20_000_000 + b"\n2,fine\n", "x.csv").rows())
    assert [bool(row.flaw) for row in rows] == [True, False]


def test_reading_goes_on_after_a_line() -> None:
    table = open_table(b"a,b\n1,2\n3,4\n5,6\n", "x.csv")
    assert [row.line for row in table.rows(after=3)] == [4]


def test_memory_does_not_grow_with_the_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "big.csv"
    with path.open("w") as stream:
        stream.write("a,b\n")
        for n in range(40_000):
            stream.write(f"{n},{'x' * 200}\n")
    table = open_table(path, "big.csv")
    tracemalloc.start()
    assert sum(1 for _ in table.rows()) == 40_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 8_000_000
    assert peak < 2_500_000


def test_a_stream_is_left_open() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n")
    table = open_table(stream, "x.csv")
    assert len(list(table.rows())) == len(list(table.rows())) == 1
    assert not stream.closed


def test_an_encoding_can_be_named() -> None:
    content = csv_bytes([["заказ", "имя"], ["1", "Анна"]], encoding="windows-1251")
    table = open_table(content, "x.csv", Layout(encoding="windows-1251"))
    assert [row.cells for row in table.rows()] == [{"заказ": "1", "имя": "Анна"}]
    with pytest.raises(UnreadableFile, match="no encoding"):
        open_table(content, "x.csv", Layout(encoding="klingon"))


def test_a_header_below_a_title_is_found_by_its_row() -> None:
    table = open_table(b"Report of March,\n\nid,price\n1,2\n", "x.csv", Layout(header_row=3))
    assert table.header == ["id", "price"]
    assert [row.cells["id"] for row in table.rows()] == ["1"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08\x00"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="no table"):
        open_table(content, "orders.csv")


@given(st.binary(max_size=2_000))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    for name in ("x.csv", "x.json", "x.xlsx"):
        try:
            for row in open_table(content, name).rows():
                assert row.line >= 1
        except UnreadableFile:
            continue


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40).filter(str.strip)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_the_csv_writer_writes_comes_back(rows: list[list[str]]) -> None:
    table = open_table(csv_bytes([["a", "b"], *rows]), "x.csv", Layout(delimiter=",", encoding="utf-8"))
    assert [list(row.cells.values()) for row in table.rows()] == rows


# XLSX ----------------------------------------------------------------------------------------------------------------


def test_a_sheet_keeps_texts_numbers_and_dates_exactly() -> None:
    content = xlsx_bytes(
        [
            ["id", "price", "at", "paid"],
            ["0012", 12.1, datetime(2024, 3, 1, 9, 30, 59), True],
            ["x", 123456789012345, None, False],
        ]
    )
    assert cells_of(content, "x.xlsx") == [
        {"id": "0012", "price": "12.1", "at": "2024-03-01 09:30:59", "paid": "true"},
        {"id": "x", "price": "123456789012345", "at": "", "paid": "false"},
    ]


def test_numbers_of_a_sheet_are_told_from_texts() -> None:
    row = cells_of(xlsx_bytes([["a", "b"], ["1001", 1001]]), "x.xlsx")[0]
    assert (type(row["a"]), type(row["b"])) == (str, SpreadsheetNumber)


def test_another_sheet_is_read_by_name() -> None:
    book = openpyxl.Workbook()
    book.active.append(["cover"])  # type: ignore[union-attr]
    book.create_sheet("Orders").append(["id"])
    book["Orders"].append(["1"])
    stream = io.BytesIO()
    book.save(stream)
    table = open_table(stream.getvalue(), "x.xlsx")
    assert table.sheets == ["Sheet", "Orders"]
    assert any("Orders" in remark for remark in table.remarks)
    assert [row.cells for row in open_table(stream.getvalue(), "x.xlsx", Layout(sheet="Orders")).rows()] == [
        {"id": "1"}
    ]
    with pytest.raises(UnreadableFile, match="has no sheet 'Fees'"):
        open_table(stream.getvalue(), "x.xlsx", Layout(sheet="Fees"))


def _with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The archive with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, data)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    sheet = b"<worksheet><sheetData>" + b" " * 60_000_000 + b"</sheetData></worksheet>"
    bomb = _with_part(xlsx_bytes([["a"], ["1"]]), "xl/worksheets/sheet1.xml", sheet)
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="packed in a way"):
        open_table(bomb, "bomb.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_archive_of_thousands_of_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"p{number}.xml", b"")
    with pytest.raises(UnreadableFile, match="2001 parts"):
        open_table(out.getvalue(), "x.xlsx")


def test_entities_in_a_sheet_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
    with pytest.raises(UnreadableFile, match="document type"):
        open_table(_with_part(xlsx_bytes([["a"]]), "xl/worksheets/sheet1.xml", bomb), "x.xlsx")


def test_a_row_number_beyond_any_sheet_does_not_hang_the_reader() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="9999999999"><c r="A9999999999" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>'
    )
    table = open_table(_with_part(xlsx_bytes([["a"]]), "xl/worksheets/sheet1.xml", sheet), "x.xlsx")
    rows = list(table.rows())
    assert len(rows) == 1
    assert "cannot be read from this row on" in (rows[0].flaw or "")


@pytest.mark.parametrize("content", [b"PK\x03\x04 but not really", b"\xd0\xcf\x11\xe0" + b"\x00" * 600])
def test_a_damaged_or_old_excel_file_says_what_to_save(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"\.xlsx"):
        open_table(content, "x.xlsx")


# JSON ----------------------------------------------------------------------------------------------------------------


def test_json_lines_keep_every_digit_and_name_bad_lines() -> None:
    content = (
        b'{"id": 12345678901234567890, "price": 1.10, "a": {"b": [1, 2]}}\n{oops\n[1]\n\n{"id": null, "ok": true}\n'
    )
    rows = list(open_table(content, "x.jsonl").rows())
    assert rows[0].cells == {"id": "12345678901234567890", "price": "1.10", "a.b": "1;2"}
    assert [row.line for row in rows if row.flaw] == [2, 3]
    assert rows[-1].cells == {"id": "", "ok": "true"}
    assert rows[-1].line == 5


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list_is_read_one_record_at_a_time(indent: int | None) -> None:
    records = [{"id": f'{n} "quoted" \\ [{{', "nested": {"x": [n, {"y": "}"}]}} for n in range(300)]
    rows = list(open_table(json.dumps(records, indent=indent).encode(), "x.json").rows())
    assert [row.nested["id"] for row in rows if row.nested] == [record["id"] for record in records]
    assert rows[7].cells["nested.x.y"] == "}"
    assert [row.line for row in rows] == list(range(1, 301))


def test_records_inside_a_document_are_reached_by_their_path() -> None:
    document = {"meta": {"a": ["]", {}]}, "data": {"orders": {"k1": {"id": 1}, "k2": {"id": 2}}}}
    layout = Layout(path=("data", "orders"), shape="values")
    rows = list(open_table(json.dumps(document).encode(), "db.json", layout).rows())
    assert [(row.cells["(key)"], row.cells["id"]) for row in rows] == [("k1", "1"), ("k2", "2")]
    with pytest.raises(UnreadableFile, match="there is orders"):
        open_table(json.dumps(document).encode(), "db.json", Layout(path=("data", "users")))


def test_a_document_without_a_path_names_its_parts() -> None:
    with pytest.raises(UnreadableFile, match="users, orders"):
        open_table(json.dumps({"users": {}, "orders": []}, indent=1).encode(), "db.json")


def test_values_longer_than_the_reading_buffer_are_read_whole() -> None:
    records = [{"id": str(n), "text": 'ab\\"' * 30_000} for n in range(8)]
    rows = list(open_table(json.dumps(records).encode(), "x.json").rows())
    assert [len(row.cells["text"]) for row in rows] == [120_000] * 8


def test_a_document_that_is_cut_off_keeps_what_came_before_and_says_so() -> None:
    table_bytes = json.dumps([{"id": n, "t": "x" * 2_000} for n in range(900)]).encode()[:-100]
    seen: list[int] = []
    with pytest.raises(UnreadableFile, match="no complete JSON document"):
        seen.extend(row.line for row in open_table(table_bytes, "x.json").rows())
    assert len(seen) >= 898


def test_deep_nesting_is_refused_and_not_followed() -> None:
    rows = list(open_table(b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b'}\n{"a": 1}\n', "x.jsonl").rows())
    assert rows[0].flaw
    assert rows[1].cells == {"a": "1"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=12,
    )
)
def test_any_json_record_is_found_at_its_end(value: object) -> None:
    records = [{"v": value}, {"v": 1}]
    found = [row.nested for row in open_table(json.dumps(records).encode(), "x.json").rows()]
    assert len(found) == 2
    assert found[1] == {"v": "1"}
