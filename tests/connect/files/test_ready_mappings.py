from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from amends.connect.contract import OrderRecord, ParcelRecord, RecordKind, ReviewRecord
from amends.connect.files import (
    FileSet,
    MappingMismatch,
    MappingSet,
    check_columns,
    fitting,
    open_table,
    read_records,
    ready_mappings,
    template_csv,
)

from .building_blocks import SHARED, csv_bytes, read

OLIST = {
    "olist_orders_dataset.csv": """order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date
o1,c1,delivered,2018-01-10 10:00:00,2018-01-10 11:00:00,2018-01-12 09:00:00,2018-01-20 18:30:00,2018-02-01 00:00:00
o2,c2,canceled,2018-01-11 10:00:00,,,,2018-02-02 00:00:00
o3,c9,delivered,2018-01-11 10:00:00,,,,2018-02-02 00:00:00
""",
    "olist_order_items_dataset.csv": """order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value
o1,1,p1,s1,2018-01-14 10:00:00,13.65,15.1
o1,2,p2,s1,2018-01-15 10:00:00,20.00,5
o2,1,p1,s1,2018-01-14 10:00:00,10.00,2
o3,1,p1,s1,2018-01-14 10:00:00,10.00,2
""",
    "olist_customers_dataset.csv": """customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state
c1,u1,01310,sao paulo,SP
c2,u2,20000,rio,RJ
""",
    "olist_order_payments_dataset.csv": """order_id,payment_sequential,payment_type,payment_installments,payment_value
o1,1,voucher,1,3.75
o1,2,credit_card,1,50.00
""",
    "olist_products_dataset.csv": """product_id,product_category_name
p1,beleza_saude
p2,unheard_of
""",
    "product_category_name_translation.csv": "product_category_name,product_category_name_english\nbeleza_saude,health_beauty\n",
    "olist_order_reviews_dataset.csv": """review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp
r1,o1,5,,"Muito bom,
recomendo",2018-01-21 00:00:00,2018-01-22 00:00:00
r1,o2,1,,,2018-01-21 00:00:00,
""",
}


def mapping_of(name: str, kind: RecordKind):  # type: ignore[no-untyped-def]
    mapping = ready_mappings()[name].of_kind(kind)
    assert mapping is not None
    return mapping


def olist() -> FileSet:
    return FileSet({name: text.encode() for name, text in OLIST.items()})


def test_every_ready_mapping_names_its_source_and_whether_it_was_verified() -> None:
    known = ready_mappings()
    assert set(known) == {"canonical", "dianxiaomi", "lingxing", "mabang", "olist", "tau2", "template"}
    for ready in known.values():
        assert isinstance(ready, MappingSet)
        assert ready.source
        assert {"en", "zh"} <= ready.title.keys()
        assert {"en", "zh"} <= ready.note.keys()
    assert {name for name, ready in known.items() if not ready.verified} == {"dianxiaomi", "lingxing", "mabang"}


def test_every_constant_that_is_not_in_the_file_is_explained() -> None:
    for ready in ready_mappings().values():
        for mapping in ready.mappings:
            if mapping.constants.unit_cost_share is not None:
                assert "unit_cost_share" in mapping.assumptions
            if mapping.constants.time_zone is not None:
                assert "time_zone" in mapping.assumptions or mapping.needs or mapping.kind is RecordKind.PARCEL


def test_olist_orders_gather_their_five_files() -> None:
    rows = list(read_records(olist(), mapping_of("olist", RecordKind.ORDER)))
    order = rows[0].record
    assert isinstance(order, OrderRecord)
    assert (order.value, order.shipping_paid, order.currency, order.country) == ("53.75", "20.10", "BRL", "BR")
    assert (order.buyer.reference, order.region, order.postcode) == ("u1", "SP", "01310")
    assert [(line.sku, line.title, line.unit_price, line.unit_cost) for line in order.lines] == [
        ("p1", "beleza saude", "13.65", "7.51"),
        ("p2", "unheard of", "20.00", "11.00"),
    ]
    assert order.placed_at.isoformat() == "2018-01-10T10:00:00-02:00"
    assert order.dispatch_due is not None
    assert order.dispatch_due.day == 15
    assert order.promised_by is not None
    assert order.delivered_at is not None
    assert not order.cancelled
    cancelled = rows[1].record
    assert isinstance(cancelled, OrderRecord)
    assert cancelled.cancelled
    assert cancelled.value == "12.00"
    assert rows[2].record is None
    assert rows[2].problems[0].field == "buyer.reference"


def test_olist_parcels_have_the_scans_that_the_set_knows() -> None:
    rows = list(read_records(olist(), mapping_of("olist", RecordKind.PARCEL)))
    assert len(rows) == 1
    parcel = rows[0].record
    assert isinstance(parcel, ParcelRecord)
    assert (parcel.tracking_number, parcel.order_numbers) == ("olist-o1", ["o1"])
    assert [(event.description, event.at.isoformat()) for event in parcel.events] == [
        ("Accepted by carrier", "2018-01-12T09:00:00-02:00"),
        ("Delivered", "2018-01-20T18:30:00-02:00"),
    ]


def test_olist_reviews_are_unique_although_the_set_shares_their_ids() -> None:
    records = [row.record for row in read_records(olist(), mapping_of("olist", RecordKind.REVIEW))]
    assert all(isinstance(record, ReviewRecord) for record in records)
    assert [(r.external_id, r.rating, r.text) for r in records if isinstance(r, ReviewRecord)] == [
        ("r1-o1", 5, "Muito bom,\nrecomendo"),
        ("r1-o2", 1, ""),
    ]


def tau2() -> bytes:
    orders = {
        "#W1": {
            "order_id": "#W1", "user_id": "dana_1", "address": {"country": "USA", "state": "NY", "zip": "10083"},
            "items": [{"name": "Water Bottle", "item_id": "64", "price": 47.84, "options": {"color": "blue"}},
                      {"name": "Chair", "item_id": "84", "price": 488.81, "options": {}}],
            "status": "delivered", "fulfillments": [{"tracking_id": ["3579"], "item_ids": ["64", "84"]}],
            "payment_history": [{"transaction_type": "payment", "amount": 536.65}],
        },
        "#W2": {"order_id": "#W2", "user_id": "dana_1", "address": {"country": "USA"}, "items": [{"name": "Cup", "item_id": "1", "price": 5.0}],
                "status": "cancelled", "fulfillments": [], "payment_history": []},
    }  # fmt: skip
    users = {
        "dana_1": {"user_id": "dana_1", "name": {"first_name": "Dana", "last_name": "Lee"}, "email": "dana@example.com"}
    }
    return json.dumps({"products": {"1": {"name": "x"}}, "users": users, "orders": orders}).encode()


def test_tau2_asks_for_the_date_that_it_does_not_have() -> None:
    mapping = mapping_of("tau2", RecordKind.ORDER)
    with pytest.raises(MappingMismatch, match="tau2 has no dates"):
        list(read_records(FileSet({"db.json": tau2()}), mapping))
    rows = list(read_records(FileSet({"db.json": tau2()}), mapping.with_constants(placed_at="2024-05-15 15:00")))
    order, cancelled = (row.record for row in rows)
    assert isinstance(order, OrderRecord)
    assert isinstance(cancelled, OrderRecord)
    assert order.placed_at.isoformat() == "2024-05-15T15:00:00-04:00"
    assert (order.value, order.currency, order.country, order.buyer.name) == ("536.65", "USD", "US", "Dana Lee")
    assert [(line.sku, line.title, line.unit_price) for line in order.lines] == [
        ("64", "Water Bottle", "47.84"),
        ("84", "Chair", "488.81"),
    ]
    assert (order.cancelled, cancelled.cancelled) == (False, True)


def test_tau2_parcels_are_those_of_dispatched_orders() -> None:
    rows = list(read_records(FileSet({"db.json": tau2()}), mapping_of("tau2", RecordKind.PARCEL)))
    assert [(r.record.tracking_number, r.record.order_numbers) for r in rows if isinstance(r.record, ParcelRecord)] == [
        ("3579", ["#W1"])
    ]


EXPORTS = {
    "dianxiaomi": (
        "包裹号,订单号,交易号,订单状态,下单时间,付款时间,发货时间,币种缩写,订单金额,买家支付运费,SKU,产品名称,产品售价,产品数量,商品采购价,买家账号,买家姓名,买家Email,收货人州/省,邮编,收货人国家,中文国家名,国家二字码,物流方式,运单号",
        "XM1,8012345678901,T1,已发货,2024-03-01 09:30:00,2024-03-01 09:31:00,2024-03-02 10:00:00,USD,25.90,3.90,MUG,蓝色马克杯,11.00,2,20.5,dana01,Dana,dana@example.com,SP,01310-100,Brazil,巴西,BR,云途专线,YT2401",
    ),
    "mabang": (
        "订单编号,交易号,店铺名称,站点,国家,商品名称,库存sku,付款日期,发货日期,物流公司,物流渠道,货运单号,平台,原始币种,应收货款(原始货币),销量,商品单价,客户账号,平台订单状态",
        "8012345678901,T1,S,BR,巴西,蓝色马克杯,MUG,2024-03-01 09:30:00,2024-03-02 10:00:00,云途,云途专线,YT2401,shopee,USD,25.90,2,11.00,dana01,SHIPPED",
    ),
    "lingxing": (
        "系统单号,平台单号,店铺,订单状态,订购时间,付款时间,发货时间,币种,订单总金额,客付运费,国家/地区,省/州,邮编,买家姓名,买家邮箱,MSKU,品名,数量,单价,物流商,物流方式,运单号,跟踪号",
        "103,8012345678901,S,已发货,2024-03-01 09:30:00,2024-03-01 09:31:00,2024-03-02 10:00:00,USD,25.90,3.90,巴西,SP,01310-100,Dana,dana@example.com,MUG,蓝色马克杯,2,11.00,云途,云途专线,X1,YT2401",
    ),
}


@pytest.mark.parametrize("system", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_an_export_of_a_chinese_erp_becomes_orders_and_parcels(system: str, encoding: str) -> None:
    content = "\r\n".join([*EXPORTS[system], ""]).encode(encoding)
    order = read(content, mapping_of(system, RecordKind.ORDER))[0].record
    assert isinstance(order, OrderRecord)
    assert (order.number, order.value, order.currency, order.country) == ("8012345678901", "25.90", "USD", "BR")
    assert order.placed_at.isoformat() == "2024-03-01T09:30:00+08:00"
    assert [(line.sku, line.quantity, line.unit_price, line.unit_cost) for line in order.lines] == [
        ("MUG", 2, "11.00", None)
    ]
    parcel = read(content, mapping_of(system, RecordKind.PARCEL))[0].record
    assert isinstance(parcel, ParcelRecord)
    assert (parcel.tracking_number, parcel.origin, parcel.destination, parcel.service) == (
        "YT2401",
        "CN",
        "BR",
        "云途专线",
    )


@pytest.mark.parametrize("system", EXPORTS)
def test_the_right_ready_mapping_is_found_by_its_columns(system: str) -> None:
    best = fitting(open_table("\r\n".join(EXPORTS[system]).encode(), "orders.csv"))
    assert best[0][1].name == system


def test_ready_mappings_are_found_for_sets_of_files_too() -> None:
    assert {fit[1].name for fit in fitting(olist())} == {"olist"}
    assert {fit[1].name for fit in fitting(FileSet({"db.json": tau2()}))} == {"tau2"}
    one = FileSet({"export.csv": "\r\n".join(EXPORTS["mabang"]).encode()})
    assert fitting(one)[0][1].name == "mabang"
    assert next(read_records(one, fitting(one)[0][2])).record is not None


def test_an_export_without_prices_gives_orders_without_lines_and_says_so() -> None:
    header, row = (line.split(",") for line in EXPORTS["dianxiaomi"])
    at = header.index("产品售价")
    content = csv_bytes([header[:at] + header[at + 1 :], row[:at] + row[at + 1 :]])
    mapping = mapping_of("dianxiaomi", RecordKind.ORDER)
    record = read(content, mapping)[0].record
    assert isinstance(record, OrderRecord)
    assert record.lines == []
    assert any("no lines" in remark for remark in check_columns(open_table(content, "x.csv"), mapping))


@pytest.mark.parametrize("kind", RecordKind)
def test_the_template_of_each_kind_reads_its_own_example(kind: RecordKind) -> None:
    table = open_table(template_csv(kind), f"{kind}.csv")
    (row,) = read_records(table, mapping_of("template", kind).with_constants(time_zone="Asia/Shanghai"))
    assert row.record is not None, row.problems
    assert fitting(table)[0][2].kind is kind


# The real sets, where they are at hand -------------------------------------------------------------------------------


def _folder(name: str) -> Path:
    folder = SHARED / "data" / name
    if not folder.exists():
        pytest.skip(f"{folder} is not on this machine")
    return folder


def test_the_real_olist_set_is_read_to_the_last_row() -> None:
    files = FileSet.of_folder(_folder("olist"))
    for kind in (RecordKind.ORDER, RecordKind.PARCEL, RecordKind.REVIEW):
        rows = list(read_records(files, mapping_of("olist", kind)))
        assert len(rows) > 1_000
        told = Counter((problem.field, problem.reason) for row in rows for problem in row.problems)
        assert sum(row.record is not None for row in rows) >= len(rows) * 0.99, told
    assert {fit[1].name for fit in fitting(files)} == {"olist"}


def test_the_real_tau2_set_is_read_and_its_values_are_its_payments() -> None:
    path = _folder("tau2_retail") / "db.json"
    mapping = mapping_of("tau2", RecordKind.ORDER).with_constants(placed_at="2024-05-15 15:00")
    records = [row.record for row in read_records(FileSet({"db.json": path}), mapping)]
    paid = {
        number: sum(Decimal(str(p["amount"])) for p in order["payment_history"] if p["transaction_type"] == "payment")
        for number, order in json.loads(path.read_text())["orders"].items()
    }
    assert {record.number: Decimal(record.value) for record in records if isinstance(record, OrderRecord)} == paid
