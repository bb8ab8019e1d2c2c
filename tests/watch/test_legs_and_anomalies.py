"""Where the parcel is and what is wrong, in the situations that the contract and the source documents name."""

from __future__ import annotations

from typing import Any

import pytest

from .parcels import WAY, ask, day, scan, scans, shipment, verdict, way

HELD = (12, "Held by customs: documents required", "DE")
DUTY = (12, "Customs charges due; fee to pay before delivery", "DE")
FAILED = (14.2, "Delivery attempted - no one home", "DE")


@pytest.mark.parametrize(
    ("last", "leg"),
    list(
        zip(
            [step[0] for step in WAY],
            "pre_dispatch origin origin export_customs export_customs linehaul import_customs import_customs "
            "destination destination destination delivered".split(),
            strict=True,
        )
    ),
)
def test_an_ordinary_way_has_its_legs_and_nothing_wrong(last: float, leg: str) -> None:
    assert verdict(way(last), last + 0.1) == (leg, None)


@pytest.mark.parametrize(
    ("last", "leg"),
    list(
        zip(
            [step[0] for step in WAY],
            "pre_dispatch origin origin export_customs export_customs linehaul import_customs import_customs "
            "destination destination destination delivered".split(),
            strict=True,
        )
    ),
)
def test_the_same_way_without_countries_has_the_same_legs(last: float, leg: str) -> None:
    bare = [{key: value for key, value in event.items() if key != "country"} for event in way(last)]
    assert verdict(bare, last + 0.1) == (leg, None)


CODES: dict[str, list[tuple[float, str, str]]] = {
    "aftership": [
        (1, "InfoReceived_001", "CN"), (2, "InTransit_002", "CN"), (3, "InTransit_003", "CN"),
        (6, "InTransit_007", "CN"), (10, "InTransit_004", "DE"), (11, "InTransit_006", "DE"),
        (12, "InTransit_005", "DE"), (13, "InTransit_003", "DE"), (14, "OutForDelivery_001", "DE"),
        (14.3, "Delivered_003", "DE"),
    ],
    "17track": [
        (1, "InfoReceived", "CN"), (2, "InTransit_PickedUp", "CN"), (3, "InTransit_Other", "CN"),
        (6, "InTransit_Departure", "CN"), (10, "InTransit_Arrival", "DE"), (11, "InTransit_CustomsProcessing", "DE"),
        (12, "InTransit_CustomsReleased", "DE"), (13, "InTransit_Arrival", "DE"), (14, "OutForDelivery_Other", "DE"),
        (14.3, "Delivered_Other", "DE"),
    ],
    "cainiao": [
        (1, "GWMS_ACCEPT", "CN"), (2, "PU_PICKUP_SUCCESS", "CN"), (3, "SC_INBOUND_SUCCESS", "CN"),
        (6, "LH_DEPART", "CN"), (10, "LH_ARRIVE", "DE"), (11, "CC_IM_START", "DE"),
        (12, "CC_IM_SUCCESS", "DE"), (13, "GTMS_SC_ARRIVE", "DE"), (14, "GTMS_DO_DEPART", "DE"),
        (14.3, "GTMS_SIGNED", "DE"),
    ],
}  # fmt: skip
LEGS = "pre_dispatch origin origin linehaul import_customs import_customs destination destination destination delivered"


@pytest.mark.parametrize("source", CODES)
@pytest.mark.parametrize("count", range(1, 11))
def test_codes_alone_tell_the_leg(source: str, count: int) -> None:
    events = [scan(at, code, country, source=source) for at, code, country in CODES[source][:count]]
    assert verdict(events, CODES[source][count - 1][0] + 0.1) == (LEGS.split()[count - 1], None)


KARRIO = [
    (1, "pending", "CN", "pre_dispatch"), (2, "picked_up", "CN", "origin"), (3, "in_transit", "CN", "origin"),
    (10, "in_transit", "DE", "import_customs"), (14, "out_for_delivery", "DE", "destination"),
    (14.3, "delivered", "DE", "delivered"),
]  # fmt: skip


@pytest.mark.parametrize("count", range(1, 7))
def test_karrio_statuses_and_countries_tell_the_leg(count: int) -> None:
    events = [
        {"at": scan(at, "")["at"], "source": "karrio", "status": status, "country": country}
        for at, status, country, _ in KARRIO[:count]
    ]
    assert verdict(events, KARRIO[count - 1][0] + 0.1) == (KARRIO[count - 1][3], None)


# -- not dispatched ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "events",
    [
        [],
        scans((1, "Shipping label created", "CN")),
        scans((1, "包裹打包完成", "CN"), (2, "揽收失败", "CN")),
        scans((1, "Pending_001", None), source="aftership"),
        scans((1, "NotFound_Other", None), source="17track"),
        scans((1, "GWMS_PACKAGE", "CN"), (2, "PU_PICKUP_FAILURE", "CN"), source="cainiao"),
        scans(
            (1, "The instruction data for this shipment have been provided by the sender to DHL electronically", "DE")
        ),
    ],
)
def test_without_a_carrier_scan_past_the_due_time_it_is_not_dispatched(events: list[dict[str, Any]]) -> None:
    answer = ask(shipment(events, 5.1))
    assert (answer.leg.value, answer.anomaly and answer.anomaly.value) == ("pre_dispatch", "not_dispatched")
    assert answer.since == day(5)
    assert verdict(events, 4.9) == ("pre_dispatch", None)


def test_one_carrier_scan_is_a_dispatch_however_late() -> None:
    assert verdict(scans((5.5, "Accepted by carrier", "CN")), 6) == ("origin", None)


def test_without_a_due_time_an_old_order_without_scans_is_not_received() -> None:
    answer = ask(shipment([], 41, due=None))
    assert answer.anomaly == "not_received"
    assert answer.since == day(40)


# -- not exported -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "anomaly"), [(15.9, None), (16.1, "not_exported"), (25, "not_exported")])
def test_two_weeks_after_the_first_scan_without_leaving_it_is_not_exported(now: float, anomaly: str | None) -> None:
    assert verdict(way(5), now) == ("export_customs", anomaly)


def test_the_reason_is_sure_only_after_three_weeks() -> None:
    assert "likely stuck" in ask(shipment(way(3), 17)).reason
    assert "likely" not in ask(shipment(way(3), 24)).reason


@pytest.mark.parametrize("country", ["HK", "JP", "BE", "DE"])
def test_hong_kong_and_any_other_country_count_as_abroad(country: str) -> None:
    assert verdict([*way(3), scan(5, "Arrived at sorting center", country)], 20)[1] is None


def test_waiting_for_the_airline_is_not_leaving() -> None:
    assert verdict([*way(5), scan(6, "Handed over to airline", "CN")], 20) == ("linehaul", "not_exported")


def test_a_domestic_parcel_is_never_not_exported() -> None:
    events = scans((1, "Objeto postado", "BR"), (3, "Objeto em trânsito", "BR"))
    assert verdict(events, 30, origin="BR", destination="BR") == ("linehaul", None)


def test_a_bare_departure_code_counts_until_a_later_scan_in_the_origin_refutes_it() -> None:
    left = scans((2, "InTransit_002", "CN"), (3, "InTransit_003", "CN"), (4, "InTransit_007", "CN"), source="aftership")
    assert verdict(left, 20) == ("linehaul", None)
    refuted = [*left, scan(6, "InTransit_003", "CN", source="aftership")]
    assert verdict(refuted, 20) == ("origin", "not_exported")


def test_an_unknown_scan_abroad_is_enough_not_to_raise_a_false_alarm() -> None:
    assert verdict([*way(3), scan(9, "SOMETHING_NEW", "DE", source="cainiao")], 20) == ("origin", None)


# -- returned ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "leg"),
    [
        ("安检不通过,退回寄件人", "returning"),
        ("Returned by airline security before export", "returning"),
        ("Return to sender", "returning"),
        ("Returned to shipper", "returned"),
        ("Возврат отправителю", "returning"),
    ],
)
def test_a_return_before_export_is_returned_before_export(text: str, leg: str) -> None:
    assert verdict([*way(5), scan(7, text, "CN")], 8) == (leg, "returned_before_export")
    assert verdict([*way(5), scan(7, text)], 8) == (leg, "returned_before_export")


@pytest.mark.parametrize("country", ["DE", "CN", "HK", None])
def test_a_return_after_export_is_returned_to_sender_wherever_it_is_scanned(country: str | None) -> None:
    assert verdict([*way(13), scan(20, "Return to sender", country)], 21) == ("returning", "returned_to_sender")
    assert verdict([*way(6), scan(20, "Return to sender", country)], 21) == ("returning", "returned_to_sender")


def test_the_way_back_stays_a_return_until_the_sender_has_it() -> None:
    back = [*way(14), scan(*FAILED), scan(20, "Return to sender", "DE")]
    assert verdict([*back, scan(30, "Arrived at sorting center", "CN")], 31) == ("returning", "returned_to_sender")
    assert verdict([*back, scan(35, "Delivered", "CN")], 36) == ("returned", "returned_to_sender")
    assert verdict([*back, scan(35, "Out for delivery", "CN")], 36) == ("returning", "returned_to_sender")


def test_delivered_to_the_sender_is_no_delivery() -> None:
    assert verdict([*way(13), scan(30, "Вручено отправителю", "CN")], 31) == ("returned", "returned_to_sender")
    assert verdict([*way(13), scan(30, "Delivered to sender", "DE")], 31) == ("returned", "returned_to_sender")


def test_a_parcel_that_was_delivered_and_then_sent_back_is_a_return() -> None:
    assert verdict([*way(15), scan(20, "Return to sender", "DE")], 21) == ("returning", "returned_to_sender")


def test_not_collected_and_returned_is_returned_to_sender() -> None:
    events = [*way(13), scan(15, "Available for pickup", "DE"), scan(30, "Return to sender", "DE")]
    assert verdict(events, 31) == ("returning", "returned_to_sender")


def test_a_parcel_sent_out_again_after_a_return_before_export_is_under_way() -> None:
    events = [*way(4), scan(5, "Returned by airline security", "CN"), scan(9, "Departed country of origin", "CN")]
    assert verdict(events, 10) == ("linehaul", None)


def test_a_new_attempt_in_the_destination_ends_a_return() -> None:
    events = [*way(13), scan(15, "Return to sender", "DE"), scan(17, "Out for delivery", "DE")]
    assert verdict(events, 18) == ("destination", None)
    assert verdict([*events, scan(17.5, "Delivered", "DE")], 18) == ("delivered", None)


def test_a_domestic_return_is_returned_to_sender() -> None:
    events = scans((1, "Objeto postado", "BR"), (6, "Objeto será devolvido ao remetente", "BR"))
    assert verdict(events, 8, origin="BR", destination="BR")[1] == "returned_to_sender"


# -- customs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [(15, "Released by customs", "DE"), (15, "Out for delivery", "DE")])
def test_a_release_or_an_attempt_ends_a_hold(end: tuple[float, str, str]) -> None:
    assert verdict([*way(11), scan(*HELD)], 14) == ("import_customs", "customs_held")
    assert verdict([*way(11), scan(*HELD), scan(*end)], 16) == ("destination", None)


def test_a_payment_ends_a_demand_for_duty() -> None:
    assert verdict([*way(11), scan(*DUTY)], 14) == ("import_customs", "customs_charges")
    assert verdict([*way(11), scan(*DUTY), scan(13, "Import VAT has been paid", "DE")], 14) == ("import_customs", None)


def test_of_a_hold_and_a_demand_the_later_one_counts() -> None:
    assert verdict([*way(11), scan(*HELD), scan(13, *DUTY[1:])], 14)[1] == "customs_charges"
    assert verdict([*way(11), scan(*DUTY), scan(13, *HELD[1:])], 14)[1] == "customs_held"


def test_a_hold_is_dated_from_its_first_scan_and_shown_by_all() -> None:
    answer = ask(shipment([*way(11), scan(*HELD), scan(13, *HELD[1:])], 14))
    assert answer.since == day(12)
    assert answer.evidence == [8, 9]
    assert "customs of DE since 13 Jun" in answer.reason


def test_a_hold_in_the_origin_is_export_customs() -> None:
    assert verdict([*way(4), scan(5, HELD[1], "CN")], 8) == ("export_customs", "customs_held")
    assert verdict([*way(4), scan(5, HELD[1])], 8) == ("export_customs", "customs_held")
    released = [*way(4), scan(5, HELD[1], "CN"), scan(6, "Export customs clearance complete", "CN")]
    assert verdict(released, 8) == ("export_customs", None)


def test_the_country_decides_between_export_and_import_clearance() -> None:
    out = scans((2, "InTransit_PickedUp", "CN"), (3, "InTransit_CustomsProcessing", "CN"), source="17track")
    assert verdict(out, 4) == ("export_customs", None)
    into = [*out, *scans((9, "InTransit_CustomsProcessing", "DE"), source="17track")]
    assert verdict(into, 10) == ("import_customs", None)


def test_clearance_in_a_hub_of_the_same_customs_union_is_import_customs() -> None:
    events = [*way(6), scan(9, "Held by customs", "BE")]
    assert verdict(events, 10) == ("import_customs", "customs_held")
    assert "customs of BE" in ask(shipment(events, 10)).reason


def test_inside_a_customs_union_there_is_no_customs_on_arrival() -> None:
    events = scans((1, "Accepted by carrier", "DE"), (3, "Arrived in the destination country", "FR"))
    assert verdict(events, 4, origin="DE", destination="FR") == ("destination", None)


def test_clearance_that_takes_longer_than_almost_all_is_probably_held() -> None:
    assert verdict(way(11), 20) == ("import_customs", None)
    answer = ask(shipment(way(11), 30))
    assert answer.anomaly == "customs_held"
    assert "probably held" in answer.reason


# -- the last mile ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect address",
        "Refused by recipient",
        "收件人拒收",
        "Adresse incomplète",
        "Неверный адрес",
        "住所不明",
        "주소 오류",
    ],
)
def test_a_failed_attempt_or_a_wrong_address_is_delivery_failed(text: str) -> None:
    answer = ask(shipment([*way(14), scan(14.2, text, "DE")], 15))
    assert (answer.leg.value, answer.anomaly and answer.anomaly.value) == ("destination", "delivery_failed")
    assert answer.evidence == [11]


def test_a_new_attempt_or_the_delivery_ends_a_failed_one() -> None:
    failed = [*way(14), scan(*FAILED)]
    assert verdict([*failed, scan(15, "Out for delivery", "DE")], 15.2) == ("destination", None)
    assert verdict([*failed, scan(16, "Delivered", "DE")], 17) == ("delivered", None)


def test_signed_by_the_station_is_a_pick_up_point() -> None:
    for source, what in (("cainiao", "GTMS_STA_SIGNED"), ("plain", "Delivered by driver to Pickup parcelshop")):
        assert verdict([*way(13), scan(15, what, "DE", source=source)], 16) == ("pickup_point", None)
    collected = [*way(13), *scans((15, "GTMS_STA_SIGNED", "DE"), (17, "GTMS_SIGNED", "DE"), source="cainiao")]
    assert verdict(collected, 18) == ("delivered", None)


def test_a_parcel_that_is_not_collected_gets_a_reminder_in_the_reason() -> None:
    assert "reminded" in ask(shipment([*way(13), scan(15, "Available for pickup", "DE")], 25)).reason


def test_a_proof_of_delivery_after_the_delivery_changes_nothing() -> None:
    events = [*way(15), scan(16, "Proof of delivery available", "DE"), scan(16.1, "Arrived at sorting center", "DE")]
    answer = ask(shipment(events, 17))
    assert (answer.leg.value, answer.anomaly, answer.evidence) == ("delivered", None, [11])


def test_a_second_carrier_that_begins_with_accepted_is_in_the_destination() -> None:
    assert verdict([*way(12), scan(13, "Accepted by carrier", "DE")], 14) == ("destination", None)
    assert verdict([*way(12), scan(13, "Shipping label created", "DE")], 14) == ("destination", None)


def test_a_warehouse_that_signs_in_the_origin_is_no_delivery() -> None:
    events = scans((1, "已揽收", "CN"), (2, "派送中", "CN"), (2.5, "已签收", "CN"))
    assert verdict(events, 4) == ("origin", None)


# -- late, lost, not received -----------------------------------------------------------------------------------


def test_past_the_promise_it_is_not_received_since_the_promise() -> None:
    answer = ask(shipment(way(6), 41))
    assert (answer.leg.value, answer.anomaly and answer.anomaly.value) == ("linehaul", "not_received")
    assert answer.since == day(40)
    assert answer.evidence == [5]
    assert verdict(way(6), 39.9) == ("linehaul", None)


def test_without_a_promise_the_forecast_at_the_order_stands_in() -> None:
    assert verdict(way(6), 25, promised=None) == ("linehaul", None)
    assert verdict(way(6), 26, promised=None) == ("linehaul", "not_received")


def test_a_delivery_after_the_promise_is_late() -> None:
    answer = ask(shipment([*way(14), scan(41, "Delivered", "DE")], 42))
    assert (answer.leg.value, answer.anomaly and answer.anomaly.value) == ("delivered", "late_delivery")
    assert verdict([*way(14), scan(39, "Delivered", "DE")], 60) == ("delivered", None)
    assert verdict([*way(14), scan(41, "Delivered", "DE")], 60, promised=None) == ("delivered", None)


@pytest.mark.parametrize(
    "text", ["Parcel declared lost", "包裹丢失", "Colis déclaré perdu", "Parcel has been destroyed"]
)
def test_lost_is_not_received_even_before_the_promise(text: str) -> None:
    answer = ask(shipment([*way(12), scan(20, text, "DE")], 21))
    assert (answer.leg.value, answer.anomaly and answer.anomaly.value) == ("lost", "not_received")
    assert answer.since == day(20)
    assert answer.evidence == [9]
    assert answer.loss_probability > 0.9


def test_a_lost_parcel_that_is_scanned_again_was_found() -> None:
    events = [*way(12), scan(14, "Parcel declared lost", "DE"), scan(20, "At local sorting hub", "DE")]
    assert verdict(events, 21) == ("destination", None)


def test_damage_is_told_and_raises_the_chance_of_loss() -> None:
    answer = ask(shipment([*way(12), scan(13, "Shipment damaged", "DE")], 14))
    assert answer.anomaly is None
    assert "damaged" in answer.reason
    assert answer.loss_probability > 0.25


# -- order of precedence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "anomaly"),
    [
        ([*way(11), scan(*HELD), scan(20, "Return to sender", "DE")], "returned_to_sender"),
        ([*way(11), scan(*HELD)], "customs_held"),
        ([*way(14), scan(*FAILED)], "delivery_failed"),
        (way(3), "not_exported"),
        (way(6), "not_received"),
    ],
)
def test_when_several_hold_the_first_in_the_contract_is_the_anomaly(events: list[Any], anomaly: str) -> None:
    assert verdict(events, 60)[1] == anomaly


def test_an_event_later_than_now_has_not_happened() -> None:
    assert verdict(way(15), 14.1) == ("destination", None)
    assert verdict(way(15), 5.5) == ("export_customs", None)
