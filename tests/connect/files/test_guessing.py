from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.connect.contract import MessageRecord, OrderRecord, ParcelRecord, RecordKind
from amends.connect.files import guess_mapping, open_table, read_records

from .building_blocks import csv_bytes, orders_csv, read

VALUES = [
    "800100200300",
    "2024-03-01 09:30:00",
    "USD",
    "25.90",
    "BR",
    "dana01",
    "Dana",
    "dana@example.com",
    "MUG-1",
    "Mug",
    "2",
    "11.00",
]
NAMES = {
    "en": ["Order ID", "Purchase Date", "Currency", "Order Total", "Ship Country", "Buyer ID", "Recipient Name", "Buyer Email", "SKU", "Product Name", "Quantity", "Unit Price"],
    "zh": ["订单号", "下单时间", "币种", "订单金额", "国家", "买家账号", "收货人姓名", "买家邮箱", "商品编码", "商品名称", "数量", "单价"],
    "pt": ["Número do pedido", "Data da compra", "Moeda", "Valor total", "País", "ID do comprador", "Nome do cliente", "E-mail do comprador", "Código do produto", "Produto", "Quantidade", "Preço unitário"],
    "es": ["Número de pedido", "Fecha de compra", "Moneda", "Importe total", "País de destino", "ID del comprador", "Destinatario", "Correo electrónico", "Referencia", "Artículo", "Cantidad", "Precio unitario"],
    "ru": ["Номер заказа", "Дата заказа", "Валюта", "Сумма заказа", "Страна", "Покупатель", "Получатель", "Электронная почта", "Артикул", "Название товара", "Количество", "Цена"],
}  # fmt: skip
FIELDS = ["number", "placed_at", "currency", "value", "country", "buyer.reference", "buyer.name", "buyer.email", "lines.sku", "lines.title", "lines.quantity", "lines.unit_price"]  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_order_columns_are_recognised_in_five_languages(language: str) -> None:
    guess = guess_mapping(NAMES[language], [VALUES], RecordKind.ORDER)
    assert {name: found.column for name, found in guess.fields.items()} == dict(
        zip(FIELDS, NAMES[language], strict=True)
    )
    assert guess.missing == []
    assert guess.unused == []
    assert set(guess.questions) == {"time_zone", "unit_cost_share"}
    assert all(0.5 <= found.confidence <= 1 and found.reason for found in guess.fields.values())


@pytest.mark.parametrize("language", NAMES)
def test_a_guessed_mapping_reads_the_file_once_its_questions_are_answered(language: str) -> None:
    content = csv_bytes([NAMES[language], VALUES, [*VALUES[:8], "CUP-1", "Cup", "1", "3.90"]])
    table = open_table(content, "orders.csv")
    guess = guess_mapping(table.header, [row.cells for row in table.sample()], RecordKind.ORDER)
    mapping = guess.mapping.with_constants(time_zone="Asia/Shanghai", unit_cost_share="0.4")
    (row,) = read_records(table, mapping)
    assert isinstance(row.record, OrderRecord), row.problems
    assert [(line.sku, line.unit_cost) for line in row.record.lines] == [("MUG-1", "4.40"), ("CUP-1", "1.56")]


def test_parcels_and_messages_are_recognised_too() -> None:
    parcels = [
        ["运单号", "订单号", "物流方式", "发货时间", "目的国"],
        ["LP001CN", "A1;A2", "云途", "2024-03-01 10:00", "俄罗斯"],
    ]
    guess = guess_mapping(parcels[0], parcels[1:], RecordKind.PARCEL)
    assert "origin" in guess.questions
    record = read(csv_bytes(parcels), guess.mapping.with_constants(origin="CN", time_zone="Asia/Shanghai"))[0].record
    assert isinstance(record, ParcelRecord)
    assert (record.order_numbers, record.destination, record.service) == (["A1", "A2"], "RU", "云途")
    messages = [
        ["Message ID", "Order number", "Sender", "Sent at", "Message"],
        ["m1", "A1", "buyer", "2024-03-01T10:00:00Z", "Where?"],
    ]
    guess = guess_mapping(messages[0], messages[1:], RecordKind.MESSAGE)
    assert guess.questions == {}
    record = read(csv_bytes(messages), guess.mapping)[0].record
    assert isinstance(record, MessageRecord)
    assert (record.text, record.from_buyer) == ("Where?", True)


def test_a_name_means_what_it_ends_with() -> None:
    header = ["review_id", "review_score", "review_comment_title", "review_comment_message", "review_creation_date"]
    guess = guess_mapping(header, [["r1", "5", "Nice", "Very nice", "2024-03-01"]], RecordKind.REVIEW)
    assert (guess.fields["title"].column, guess.fields["text"].column) == (header[2], header[3])


def test_what_is_missing_is_said() -> None:
    guess = guess_mapping(["Order ID", "Colour"], [["1001", "red"]], RecordKind.ORDER)
    assert guess.missing == ["placed_at", "currency", "value", "country", "buyer.reference"]
    assert {"currency", "country", "placed_at"} <= guess.questions.keys()
    assert guess.unused == ["Colour"]


def test_a_name_whose_values_contradict_it_is_not_taken() -> None:
    guess = guess_mapping(["Order ID", "Date"], [["1001", "blue"], ["1002", "green"]], RecordKind.MESSAGE)
    assert "sent_at" not in guess.fields


def test_values_alone_can_tell_a_column() -> None:
    guess = guess_mapping(["F1", "F2"], [["RR123456785CN", "dana@example.com"]], RecordKind.PARCEL)
    assert guess.fields["tracking_number"].column == "F1"


def test_the_buyer_is_known_by_mail_or_name_where_no_account_is_given() -> None:
    guess = guess_mapping(["Order ID", "Buyer Email"], [["1001", "dana@example.com"]], RecordKind.ORDER)
    assert guess.fields["buyer.reference"].column == "Buyer Email"


def test_decimal_commas_and_the_order_of_dates_are_seen_in_the_sample() -> None:
    header = ["Pedido", "Data da compra", "Valor total"]
    guess = guess_mapping(header, [["1", "03/04/2024", "1.249,90"], ["2", "25/04/2024", "10,00"]], RecordKind.ORDER)
    assert guess.mapping.constants.decimal_mark == ","
    assert guess.mapping.constants.date_order == "DMY"
    open_question = guess_mapping(header, [["1", "03/04/2024", "10,00"]], RecordKind.ORDER)
    assert "date_order" in open_question.questions


def test_amounts_that_differ_within_an_order_are_added_up() -> None:
    header = ["Order ID", "Order Total"]
    assert guess_mapping(header, [["1", "5"], ["1", "7"]], RecordKind.ORDER).mapping.fields["value"].aggregate == "sum"
    assert guess_mapping(header, [["1", "5"], ["1", "5"]], RecordKind.ORDER).mapping.fields["value"].aggregate is None


def test_unix_times_are_recognised() -> None:
    guess = guess_mapping(["Order ID", "Created at"], [["A1", "1709256600"]], RecordKind.ORDER)
    assert guess.mapping.fields["placed_at"].date_formats == ("unix",)
    assert "time_zone" not in guess.questions


@given(st.lists(st.text(max_size=20), unique=True, max_size=12), st.sampled_from(RecordKind), st.data())
def test_any_header_gives_a_usable_proposal(header: list[str], kind: RecordKind, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(st.text(max_size=20), min_size=len(header), max_size=len(header)), max_size=3))
    guess = guess_mapping(header, rows, kind)
    assert guess.mapping.from_dict(guess.mapping.to_dict()) == guess.mapping
    assert set(guess.unused) <= set(header)


def test_a_column_without_a_name_is_left_alone_whatever_it_holds() -> None:
    guess = guess_mapping(["", "order"], [["dana@example.org", "8201-1"]], RecordKind.ORDER)
    assert "" in guess.unused


def test_the_usual_test_file_is_guessed_right() -> None:
    table = open_table(orders_csv(), "orders.csv")
    guess = guess_mapping(table.header, [], RecordKind.ORDER)
    assert guess.missing == []
