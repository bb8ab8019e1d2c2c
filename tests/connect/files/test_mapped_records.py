from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from amends.connect.contract import (
    DisputeRecord,
    MessageRecord,
    OrderRecord,
    ParcelRecord,
    RecordKind,
    ReviewRecord,
)
from amends.connect.files import FileSet, Mapping, MappingMismatch, open_table, read_records
from amends.connect.files.rows import MAX_GROUP

from .building_blocks import (
    ORDER_HEADER,
    csv_bytes,
    order_mapping,
    order_row,
    orders_csv,
    read,
    read_one,
    xlsx_bytes,
)


def order_of(*cells: str, **constants: Any) -> OrderRecord:
    mapping = order_mapping().with_constants(**constants) if constants else None
    row = read_one(list(cells), mapping)
    assert isinstance(row.record, OrderRecord), row.problems
    return row.record


def refused(row: list[str], mapping: Mapping | None = None) -> tuple[str | None, str, str]:
    """Field, value and reason of the only problem."""
    found = read_one(row, mapping)
    assert found.record is None
    assert [problem.line for problem in found.problems] == [2]
    return found.problems[0].field, found.problems[0].value, found.problems[0].reason


def test_a_good_row_becomes_a_record() -> None:
    order = order_of(*order_row())
    assert order.placed_at == datetime(2024, 3, 1, 1, 30, tzinfo=UTC)
    assert (order.number, order.value, order.currency, order.country) == ("A-1001", "25.90", "USD", "BR")
    assert order.buyer.reference == "dana01"
    assert [(line.sku, line.quantity, line.unit_price, line.unit_cost) for line in order.lines] == [
        ("MUG", 2, "11.00", None)
    ]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"Total": "-25.90"}, "value", "negative"),
        ({"Total": "(25.90)"}, "value", "negative"),
        ({"Total": "25,90"}, "value", "decimal mark"),
        ({"Total": "25.905"}, "value", "more than the 2 decimals"),
        ({"Total": "about 25"}, "value", "is no currency"),
        ({"Total": "€25.90"}, "value", "in EUR, the record in USD"),
        ({"Total": ""}, "value", "needed"),
        ({"Date": "1970-01-01 00:00:00"}, "placed_at", "1970"),
        ({"Date": "2100-01-01 12:00:00"}, "placed_at", "2100"),
        ({"Date": "2024-02-30"}, "placed_at", "calendar"),
        ({"Date": "03/04/2024"}, "placed_at", "date order"),
        ({"Date": "01.03.24"}, "placed_at", "two digits"),
        ({"Date": "last week"}, "placed_at", "no date"),
        ({"Currency": "ABC"}, "currency", "ISO code"),
        ({"Currency": ""}, "currency", "missing"),
        ({"Country": "Atlantis"}, "country", "two-letter code"),
        ({"Order_No": "1.23E+15"}, "number", "as text"),
        ({"Order_No": "8,00123E+15"}, "number", "as text"),
        ({"Order_No": ""}, "number", "needed"),
        ({"Order_No": "x" * 121}, "number", "121 characters"),
        ({"Order_No": "A\n1"}, "number", "line break"),
        ({"Buyer": "N/A"}, "buyer.reference", "needed"),
        ({"Qty": "0"}, "quantity", "between 1"),
        ({"Qty": "1.5"}, "quantity", "whole number"),
        ({"Price": "-1"}, "unit_price", "negative"),
        ({"Total": "9999999999999.00"}, "value", "more than an order can cost"),
        ({"Total": "1" * 40}, "value", "too many digits"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_its_field_and_what_to_do(
    changed: dict[str, str], field: str, words: str
) -> None:
    told_field, value, reason = refused(order_row(**changed))
    assert (told_field or "").removeprefix("lines.") == field
    assert words in reason
    assert value == next(iter(changed.values()))[:200] or words in ("needed", "missing")


def test_good_rows_around_a_bad_one_are_kept() -> None:
    content = orders_csv(order_row(), order_row(Total="-1"), order_row(Order_No="A-3"))
    rows = read(content, order_mapping())
    assert [row.record is not None for row in rows] == [True, False, True]
    assert [row.line for row in rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("spelling", "mark", "expected"),
    [
        ("1,249.90", ".", "1249.90"),
        ("$1,249.90", ".", "1249.90"),
        ("US $ 1 249.90", ".", "1249.90"),
        ("1249.9 USD", ".", "1249.90"),
        ("1.249,90", ",", "1249.90"),
        ("US$ 1.249,90", ",", "1249.90"),
        ("1\u00a0249,9", ",", "1249.90"),
        ("1,234", ".", "1234.00"),
        ("0012.50", ".", "12.50"),
        ("12.5000", ".", "12.50"),
    ],
)
def test_amounts_are_read_in_every_usual_spelling(spelling: str, mark: str, expected: str) -> None:
    assert order_of(*order_row(Total=spelling, Price="1"), decimal_mark=mark).value == expected


def test_digits_follow_the_currency() -> None:
    assert order_of(*order_row(Currency="JPY", Total="1200.00", Price="600")).value == "1200"
    assert order_of(*order_row(Currency="KWD", Total="3.25", Price="1.5")).value == "3.250"
    assert "0 decimals" in refused(order_row(Currency="JPY", Total="12.50"))[2]


@given(st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2), st.sampled_from([".", ","]))
def test_an_amount_means_the_same_with_either_decimal_mark(amount: Decimal, mark: str) -> None:
    spelled = f"{amount:,.2f}"
    if mark == ",":
        spelled = spelled.translate(str.maketrans(",.", ".,"))
    assert Decimal(order_of(*order_row(Total=spelled, Price="1"), decimal_mark=mark).value) == amount


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("2024-03-01T09:30:00Z", datetime(2024, 3, 1, 9, 30, tzinfo=UTC)),
        ("2024-03-01 09:30:00 +02:00", datetime(2024, 3, 1, 7, 30, tzinfo=UTC)),
        ("2024-03-01 09:30 UTC", datetime(2024, 3, 1, 9, 30, tzinfo=UTC)),
        ("2024-03-01T09:30:00.123456789Z", datetime(2024, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)),
        ("2024/3/1 9:30", datetime(2024, 3, 1, 1, 30, tzinfo=UTC)),
        ("2024年3月1日 9时30分", datetime(2024, 3, 1, 1, 30, tzinfo=UTC)),
        ("2024年3月1日", datetime(2024, 2, 29, 16, tzinfo=UTC)),
        ("01.03.2024 09:30", datetime(2024, 3, 1, 1, 30, tzinfo=UTC)),
        ("2024-03-01", datetime(2024, 2, 29, 16, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_every_usual_spelling(spelling: str, expected: datetime) -> None:
    assert order_of(*order_row(Date=spelling)).placed_at == expected


def test_the_order_of_day_and_month_is_a_setting() -> None:
    assert order_of(*order_row(Date="03/04/2024"), date_order="DMY").placed_at.date().month == 4
    assert (
        order_of(*order_row(Date="03/04/2024 01:05 PM"), date_order="MDY").placed_at.isoformat()
        == "2024-03-04T13:05:00+08:00"
    )


def test_named_date_formats_come_first() -> None:
    for spelling, formats in (
        ("Mar 1, 2024 9:30 AM", ["%b %d, %Y %I:%M %p"]),
        ("1709256600", ["unix"]),
        ("1709256600000", ["unix_ms"]),
    ):
        mapping = order_mapping()
        fields = {**mapping.to_dict()["fields"], "placed_at": {"column": "Date", "date_formats": formats}}
        record = read_one(order_row(Date=spelling), order_mapping(fields=fields)).record
        assert isinstance(record, OrderRecord)
        assert record.placed_at == datetime(2024, 3, 1, 1, 30, tzinfo=UTC)


def test_a_time_without_a_zone_is_not_guessed() -> None:
    assert "time zone of the mapping" in refused(order_row(), order_mapping(constants={}))[2]


def test_a_time_that_a_clock_change_skipped_is_moved_behind_it() -> None:
    # São Paulo, 15 October 2017: the clock went from 00:00 to 01:00.
    order = order_of(*order_row(Date="2017-10-15 00:00:00"), time_zone="America/Sao_Paulo")
    assert order.placed_at.isoformat() == "2017-10-15T01:00:00-02:00"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("BR", "BR"), ("br", "BR"), ("BRA", "BR"), ("Brazil", "BR"), ("Brasil", "BR"), ("巴西", "BR"), ("Бразилия", "BR"),
        ("USA", "US"), ("美国", "US"), ("Estados Unidos", "US"), ("США", "US"), ("UK", "GB"), ("英国", "GB"),
        ("Russian Federation", "RU"), ("俄罗斯", "RU"), ("Rússia", "RU"), ("Deutschland", "DE"), ("德国", "DE"),
        ("Korea, Republic of", "KR"), ("NA", "NA"),
    ],
)  # fmt: skip
def test_countries_are_known_by_code_and_name(name: str, code: str) -> None:
    assert order_of(*order_row(Country=name)).country == code


@pytest.mark.parametrize(
    ("name", "code"), [("usd", "USD"), ("US$", "USD"), ("人民币", "CNY"), ("R$", "BRL"), ("руб.", "RUB")]
)
def test_currencies_are_known_by_code_sign_and_word(name: str, code: str) -> None:
    assert order_of(*order_row(Currency=name)).currency == code


# Numbers that a spreadsheet mangled ----------------------------------------------------------------------------------


def test_a_long_number_stored_as_a_number_is_refused() -> None:
    for number in (8123456789012345, 8.123456789012345e18):
        content = xlsx_bytes([ORDER_HEADER, [number, *order_row()[1:]]])
        row = read(content, order_mapping(), "orders.xlsx")[0]
        assert row.record is None
        assert "Excel keeps only 15 digits" in row.problems[0].reason


def test_a_long_number_stored_as_text_is_kept() -> None:
    content = xlsx_bytes([ORDER_HEADER, order_row(Order_No="8123456789012345678")])
    record = read(content, order_mapping(), "orders.xlsx")[0].record
    assert isinstance(record, OrderRecord)
    assert record.number == "8123456789012345678"


def test_a_short_number_stored_as_a_number_is_kept_with_its_digits() -> None:
    content = xlsx_bytes([ORDER_HEADER, [100123456789012, *order_row()[1:3], 25.9, *order_row()[4:]]])
    record = read(content, order_mapping(), "orders.xlsx")[0].record
    assert isinstance(record, OrderRecord)
    assert (record.number, record.value) == ("100123456789012", "25.90")


def test_a_sum_with_binary_noise_is_rounded_but_a_real_third_decimal_is_not() -> None:
    noisy = xlsx_bytes([ORDER_HEADER, [*order_row()[:3], 0.1 + 0.2, *order_row()[4:]]])
    record = read(noisy, order_mapping(), "orders.xlsx")[0].record
    assert isinstance(record, OrderRecord)
    assert record.value == "0.30"
    real = xlsx_bytes([ORDER_HEADER, [*order_row()[:3], 12.345, *order_row()[4:]]])
    assert read(real, order_mapping(), "orders.xlsx")[0].record is None


def test_a_whole_column_of_long_numbers_ending_in_zeros_is_refused() -> None:
    mangled = [order_row(Order_No=f"81234567890{n}000") for n in range(1000, 1010)]
    rows = read(orders_csv(*mangled), order_mapping())
    assert all(row.record is None and "cut them off" in row.problems[0].reason for row in rows)


def test_a_single_long_number_ending_in_zeros_among_others_is_kept() -> None:
    rows = [order_row(Order_No=f"81234567890{n}123") for n in range(1000, 1010)]
    rows.append(order_row(Order_No="812345678901234000"))
    assert all(row.record is not None for row in read(orders_csv(*rows), order_mapping()))


def test_excels_ways_to_keep_a_number_as_text_are_taken_off() -> None:
    assert order_of(*order_row(Order_No='="0012345"')).number == "0012345"
    assert order_of(*order_row(Order_No="'0012345")).number == "0012345"


# Damage --------------------------------------------------------------------------------------------------------------


def test_broken_bytes_in_a_number_refuse_the_row_and_only_it() -> None:
    header = ",".join(ORDER_HEADER).encode()
    good = ",".join(order_row(Buyer="José")).encode()
    bad = ",".join(order_row(Buyer="XX")).encode().replace(b"XX", b"Jos\xe9")
    rows = read(b"\n".join([header, good, good, bad, good]), order_mapping())
    assert [row.record is not None for row in rows] == [True, True, False, True]
    assert rows[2].problems[0].field == "buyer.reference"
    assert "UTF-8" in rows[2].problems[0].reason
    assert rows[2].problems[0].value == "Jos\ufffd"


@pytest.mark.parametrize("group", [False, True])
def test_broken_bytes_in_the_number_itself_refuse_the_row(group: bool) -> None:
    rows = [orders_csv(order_row(Order_No=f"A-{n}", Buyer="José")).splitlines()[1] for n in range(3)]
    broken = rows[0].replace(b"A-0", b"A-\xff")
    content = b"\n".join([",".join(ORDER_HEADER).encode(), *rows, broken])
    assert [row.record is not None for row in read(content, order_mapping(group=group))] == [True, True, True, False]


def test_broken_bytes_in_a_key_of_a_join_harm_only_their_row() -> None:
    fields = {**order_mapping().to_dict()["fields"], "buyer.name": "people.name"}
    mapping = order_mapping(
        file="orders*", fields=fields, joins={"people": {"file": "p*", "here": "Buyer", "there": "id"}}
    )
    files = FileSet({"orders.csv": orders_csv(order_row()), "p.csv": b"id,name\ndana01,Dana\n\xff\xfe\xfa,x\n"})
    assert next(read_records(files, mapping)).record is not None


def test_broken_bytes_in_a_text_are_told_and_the_message_is_kept() -> None:
    mapping = Mapping.from_dict(
        {
            "kind": "message",
            "fields": {"external_id": "id", "sent_at": "at", "text": "text"},
            "constants": {"time_zone": "UTC"},
        }
    )
    content = b"id,at,text\n1,2024-03-01,ol\xc3\xa1\n2,2024-03-01,ol\xc3\xa1\n3,2024-03-01,caf\xff broken\n"
    row = read(content, mapping)[2]
    assert isinstance(row.record, MessageRecord)
    assert row.record.text == "caf\ufffd broken"
    assert row.problems[0].field == "text"


def test_nul_bytes_in_a_number_refuse_the_row() -> None:
    content = orders_csv(order_row(Order_No="A\x001"), order_row())
    rows = read(content, order_mapping())
    assert [row.record is not None for row in rows] == [False, True]
    assert "NUL" in rows[0].problems[0].reason


def test_damage_in_a_column_that_nothing_uses_harms_nothing() -> None:
    content = csv_bytes([[*ORDER_HEADER, "note"], [*order_row(), "\x00"]])
    assert read(content, order_mapping())[0].record is not None


@given(st.lists(st.text(max_size=30), min_size=9, max_size=9))
def test_hostile_cells_give_a_record_or_a_problem_and_never_break_the_run(cells: list[str]) -> None:
    content = csv_bytes([ORDER_HEADER, [cell.encode("utf-8", "replace").decode() for cell in cells], order_row()])
    rows = read(content, order_mapping())
    assert rows[-1].record is not None
    for row in rows:
        assert (row.record is None) == any(problem.reason for problem in row.problems) or row.problems
        for problem in row.problems:
            problem.value.encode()


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "'; DROP TABLE orders;--",
        "../../etc/passwd",
        "{0}{braces}",
        "%s%n",
    ],
)
def test_hostile_text_is_data(cell: str) -> None:
    assert order_of(*order_row(Buyer=cell)).buyer.reference == cell


# Several rows, several numbers ---------------------------------------------------------------------------------------


def test_rows_of_one_order_become_its_lines_wherever_they_stand() -> None:
    rows = read(
        orders_csv(order_row(), order_row(Order_No="A-2", SKU="CUP"), order_row(SKU="LID", Qty="1", Price="3.90")),
        order_mapping(group=True),
    )
    assert [
        (row.record.number, [line.sku for line in row.record.lines])
        for row in rows
        if isinstance(row.record, OrderRecord)
    ] == [
        ("A-1001", ["MUG", "LID"]),
        ("A-2", ["CUP"]),
    ]


def test_amounts_that_differ_between_rows_of_an_order_are_not_guessed_but_can_be_summed() -> None:
    content = orders_csv(order_row(Total="10"), order_row(Total="5.90"))
    row = read(content, order_mapping(group=True))[0]
    assert row.record is None
    assert "aggregate to sum" in row.problems[0].reason
    fields = {**order_mapping().to_dict()["fields"], "value": {"column": "Total", "aggregate": "sum"}}
    record = read(content, order_mapping(group=True, fields=fields))[0].record
    assert isinstance(record, OrderRecord)
    assert record.value == "15.90"


def test_a_bad_line_refuses_its_order_and_names_its_own_row() -> None:
    rows = read(orders_csv(order_row(), order_row(Qty="many"), order_row(Order_No="A-2")), order_mapping(group=True))
    assert [row.record is not None for row in rows] == [False, True]
    assert rows[0].problems[0].line == 3


def test_an_order_with_too_many_rows_is_refused() -> None:
    rows = read(orders_csv(*[order_row()] * (MAX_GROUP + 5), order_row(Order_No="A-2")), order_mapping(group=True))
    assert [row.record is not None for row in rows] == [False, True]


def test_rows_without_a_number_stand_alone() -> None:
    rows = read(orders_csv(order_row(Order_No=""), order_row(Order_No=""), order_row()), order_mapping(group=True))
    assert [row.record is not None for row in rows] == [False, False, True]


PARCELS: dict[str, Any] = {
    "kind": "parcel",
    "group": True,
    "explode": "tracking_number",
    "fields": {"tracking_number": "track", "order_numbers": "orders", "dispatched_at": "sent"},
    "constants": {"time_zone": "Asia/Shanghai", "origin": "CN", "country": "BR"},
}


@pytest.mark.parametrize("separator", [";", ",", "、", " ； ", "，"])
def test_several_orders_in_one_cell_share_the_parcel(separator: str) -> None:
    content = csv_bytes([["track", "orders", "sent"], ["LP1", separator.join(["A1", "A2"]), "2024-03-01"]])
    record = read(content, Mapping.from_dict(PARCELS))[0].record
    assert isinstance(record, ParcelRecord)
    assert record.order_numbers == ["A1", "A2"]


def test_several_parcels_of_an_order_and_several_orders_of_a_parcel_find_each_other() -> None:
    content = csv_bytes(
        [["track", "orders", "sent"], ["LP1;LP2", "A1", "2024-03-01"], ["LP2", "A2", ""], ["", "A3", ""]]
    )
    rows = read(content, Mapping.from_dict({**PARCELS, "only_if": ["track"]}))
    assert [(r.record.tracking_number, r.record.order_numbers) for r in rows if isinstance(r.record, ParcelRecord)] == [
        ("LP1", ["A1"]),
        ("LP2", ["A1", "A2"]),
    ]
    assert len(rows) == 2


def test_a_cursor_is_moved_past_a_line_only_with_its_last_record() -> None:
    content = csv_bytes([["track", "orders", "sent"], ["L1;L2;L3", "A1", ""], ["L4", "A2", ""]])
    rows = read(content, Mapping.from_dict(PARCELS))
    assert [(row.line, row.cursor) for row in rows] == [(2, 0), (2, 0), (2, 2), (3, 3)]


@given(st.integers(0, 11), st.booleans())
def test_reading_on_from_any_cursor_loses_and_repeats_nothing(stopped_after: int, group: bool) -> None:
    content = orders_csv(*[order_row(Order_No=f"A-{n % 7}", Qty="x" if n == 3 else "1") for n in range(12)])
    mapping = order_mapping(group=group)
    whole = read(content, mapping)
    first = whole[:stopped_after]
    rest = read(content, mapping, start=first[-1].cursor if first else 0)
    assert [(row.line, row.record) for row in [*first, *rest]] == [(row.line, row.record) for row in whole]


def test_scans_in_rows_become_the_events_of_their_parcel() -> None:
    mapping = {**PARCELS, "events": [{"fields": {"at": "scan", "description": "what", "source": "from"}}]}
    header = ["track", "orders", "sent", "scan", "what", "from"]
    content = csv_bytes(
        [header, ["L1", "A1", "", "2024-03-05 10:00", "Delivered", "plain"], ["L1", "A1", "", "2024-03-01 10:00", "Accepted", ""],
         ["L1", "A1", "", "2024-03-01 10:00", "Accepted", ""], ["L2", "A2", "", "2024-03-01", "x", "carrier pigeon"]]
    )  # fmt: skip
    rows = read(content, Mapping.from_dict(mapping))
    assert isinstance(rows[0].record, ParcelRecord)
    assert [event.description for event in rows[0].record.events] == ["Accepted", "Delivered"]
    assert "carrier pigeon" in rows[1].problems[0].value


# Other kinds and rules -----------------------------------------------------------------------------------------------


def test_a_message_without_an_id_gets_a_stable_one_from_its_content() -> None:
    mapping = Mapping.from_dict(
        {
            "kind": "message",
            "fields": {
                "external_id": {"fingerprint": ["buyer", "at", "text"]},
                "sent_at": "at",
                "text": "text",
                "from_buyer": "from",
                "buyer.reference": "buyer",
                "attachments": "files",
            },
            "constants": {"time_zone": "UTC"},
        }
    )
    content = csv_bytes(
        [
            ["buyer", "at", "text", "from", "files"],
            ["Dana", "2024-03-01", "Hi", "买家", "a.jpg; ../b.png"],
            ["Dana", "2024-03-01", "Ho", "seller", ""],
        ]
    )
    first, second = (row.record for row in read(content, mapping))
    again = read(content, mapping)[0].record
    assert isinstance(first, MessageRecord)
    assert isinstance(second, MessageRecord)
    assert isinstance(again, MessageRecord)
    assert first.external_id == again.external_id != second.external_id
    assert (first.from_buyer, second.from_buyer) == (True, False)
    assert [file.name for file in first.attachments] == ["a.jpg", "../b.png"]


def test_a_dispute_needs_a_currency_only_where_it_names_an_amount() -> None:
    mapping = Mapping.from_dict(
        {
            "kind": "dispute",
            "fields": {
                "external_id": "id",
                "order_number": "order",
                "opened_at": "at",
                "asked_amount": "amount",
                "asks": "asks",
            },
            "constants": {"time_zone": "UTC", "platform": "aliexpress"},
        }
    )
    content = csv_bytes(
        [
            ["id", "order", "at", "amount", "asks"],
            ["d1", "A1", "2024-03-01", "", "full_refund;Wait"],
            ["d2", "A1", "2024-03-01", "5", ""],
        ]
    )
    rows = read(content, mapping)
    assert isinstance(rows[0].record, DisputeRecord)
    assert rows[0].record.asks == ["full_refund", "wait"]
    assert rows[0].record.platform == "aliexpress"
    assert rows[1].problems[0].field == "asked_currency"
    record = read(content, mapping.with_constants(currency="USD"))[1].record
    assert isinstance(record, DisputeRecord)
    assert record.asked_amount == "5.00"


def test_a_review_has_one_to_five_stars() -> None:
    mapping = Mapping.from_dict(
        {
            "kind": "review",
            "fields": {"external_id": "id", "rating": "stars", "written_at": "at"},
            "constants": {"time_zone": "UTC"},
        }
    )
    content = csv_bytes(
        [["id", "stars", "at"], ["1", "5", "2024-03-01"], ["2", "6", "2024-03-01"], ["3", "4.0", "2024-03-01"]]
    )
    rows = read(content, mapping)
    assert [row.record.rating if isinstance(row.record, ReviewRecord) else None for row in rows] == [5, None, 4]


def test_words_minor_units_prefixes_and_yes_words_are_translated() -> None:
    fields = {
        **order_mapping().to_dict()["fields"],
        "number": {"column": "Order No", "prefix": "shop-"},
        "value": {"column": "Total", "divide": "100"},
        "currency": {"column": "Currency", "words": {"dollars": "USD"}},
        "cancelled": {"column": "Buyer", "true_words": ["DANA01"]},
    }
    record = read_one(order_row(Total="2590", Currency="Dollars"), order_mapping(fields=fields)).record
    assert isinstance(record, OrderRecord)
    assert (record.number, record.value, record.cancelled) == ("shop-A-1001", "25.90", True)


def test_costs_come_from_the_share_only_where_the_file_has_none() -> None:
    lines = {"fields": {**order_mapping().to_dict()["lines"]["fields"], "unit_cost": "Cost"}}
    mapping = order_mapping(lines=lines, constants={"time_zone": "UTC", "unit_cost_share": "0.55"})
    content = csv_bytes([[*ORDER_HEADER, "Cost"], [*order_row(), "4.2049"], [*order_row(Price="0.99"), ""]])
    costs = [row.record.lines[0].unit_cost for row in read(content, mapping) if isinstance(row.record, OrderRecord)]
    assert costs == ["4.20", "0.54"]


def test_a_file_without_the_needed_columns_says_which_and_what_it_has() -> None:
    with pytest.raises(MappingMismatch, match="Order No") as failure:
        read(csv_bytes([["id", "total"], ["1", "2"]]), order_mapping())
    assert "Currency" in failure.value.data["missing"]
    assert failure.value.data["header"] == ["id", "total"]


def test_joined_files_are_found_in_the_set_or_asked_for() -> None:
    mapping = order_mapping(
        file="orders*",
        fields={**order_mapping().to_dict()["fields"], "buyer.name": "people.name"},
        joins={"people": {"file": "people*", "here": "Buyer", "there": "id"}},
    )
    people = csv_bytes([["id", "name"], ["dana01", "Dana"]])
    files = FileSet({"Orders 2024.csv": orders_csv(order_row()), "People.csv": people})
    record = next(read_records(files, mapping)).record
    assert isinstance(record, OrderRecord)
    assert record.buyer.name == "Dana"
    with pytest.raises(MappingMismatch, match=r"people\*"):
        list(read_records(FileSet({"orders.csv": orders_csv(order_row())}), mapping))


def test_a_mapping_survives_being_saved_and_is_checked_when_loaded() -> None:
    mapping = order_mapping(group=True, assumptions={"time_zone": "Beijing"})
    assert Mapping.from_dict(mapping.to_dict()) == mapping
    for broken in (
        {"fields": {"colour": "Colour"}},
        {"constants": {"time_zone": "Mars/Olympus"}},
        {"constants": {"currency": "XYZ"}},
        {"constants": {"unit_cost_share": "-1"}},
        {"constants": {"platform": "bazaar"}},
        {"events": [{"fields": {"at": "x"}}]},
        {"explode": "country"},
        {"fields": {"number": {"column": "a", "constant": "b"}}},
    ):
        with pytest.raises(ValidationError):
            order_mapping(**broken)


def test_canonical_records_are_read_without_a_rule_and_named_when_wrong() -> None:
    content = (
        b'{"record":"order","number":"A1","placed_at":"2024-03-01T00:00:00Z","currency":"USD","value":"5.00","country":"BR","buyer":{"reference":"dana"}}\n'
        b'{"record":"review","external_id":"r1","rating":5,"written_at":"2024-03-01T00:00:00Z"}\n'
        b'{"record":"review","external_id":"r2","rating":9,"written_at":"2024-03-01T00:00:00Z"}\n'
        b'{"record":"order","number":"A2","placed_at":"2024-03-01T00:00:00","currency":"XXQ","value":5,"country":"BR","buyer":{"reference":"dana"}}\n'
        b'{"record":"hat"}\n'
        b'{"rating":5}\n'
        b"not json\n"
    )
    mixed = Mapping(canonical=True)
    rows = read(content, mixed, "records.jsonl")
    assert [row.kind for row in rows[:2]] == [RecordKind.ORDER, RecordKind.REVIEW]
    assert [row.record is not None for row in rows] == [True, True, False, False, False, False, False]
    assert rows[2].problems[0].field == "rating"
    assert {problem.field for problem in rows[3].problems} == {"placed_at", "currency", "value"}
    assert [row.line for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    only = read(content, Mapping(canonical=True, kind=RecordKind.REVIEW), "records.jsonl")
    assert [row.record is not None for row in only] == [False, True, False, False, False, False, False]


def test_canonical_records_in_a_csv_file_are_refused() -> None:
    from amends.connect.files import UnreadableFile

    with pytest.raises(UnreadableFile, match="no JSON file"):
        list(read_records(open_table(b"a,b\n1,2\n", "x.csv"), Mapping(canonical=True)))


def test_a_mail_address_that_is_none_is_left_out_and_told() -> None:
    fields = {**order_mapping().to_dict()["fields"], "buyer.email": "Mail"}
    content = csv_bytes([[*ORDER_HEADER, "Mail"], [*order_row(), "hidden by the platform"]])
    row = read(content, order_mapping(fields=fields))[0]
    assert isinstance(row.record, OrderRecord)
    assert row.record.buyer.email == ""
    assert [(problem.field, problem.line) for problem in row.problems] == [("buyer.email", 2)]
