"""Codes come first, statuses second, descriptions refine what is coarse; an unknown code stays visible."""

from __future__ import annotations

import pytest
import yaml

from amends.core.vocabulary import TrackingSource
from amends.watch.reading import read_event
from amends.watch.steps import RANK, Step, combine
from amends.watch.tables import code_map, lanes, places, thresholds, wordings

from .parcels import ask, scan, scans, shared, shipment, way

MAPS = ["aftership", "track17", "cainiao", "karrio", "shared"]


def step(source: str, code: str | None = None, status: str | None = None, text: str | None = None) -> Step:
    return read_event(TrackingSource(source), code, status, text).step


def unmapped(source: str, code: str | None = None, status: str | None = None, text: str | None = None) -> str | None:
    return read_event(TrackingSource(source), code, status, text).unmapped


@pytest.mark.parametrize("name", MAPS)
def test_a_map_names_its_source_and_only_codes_it_has(name: str) -> None:
    table = code_map(name)
    assert table.source
    assert table.as_of >= "2026"
    assert set(table.confidence_of) <= set(table.code)
    folded = [code.casefold() for code in table.code]
    assert len(folded) == len(set(folded))


def test_every_other_data_file_is_valid_and_dated() -> None:
    for table in (places(), thresholds(), lanes(), *wordings()):
        assert table.source
        assert table.as_of >= "2026"
    last = lanes().lanes[-1]
    assert (last.origin, last.destination) == ("*", "*")
    assert set(RANK) == set(Step)


@pytest.mark.parametrize(
    ("source", "code", "status", "expected"),
    [
        ("aftership", "InTransit_002", "InTransit", Step.ACCEPTED),
        ("aftership", "Exception_004", "Exception", Step.HELD),
        ("aftership", "Exception_006", "Exception", Step.CHARGES_DUE),
        ("aftership", "Exception_011", "Exception", Step.RETURNED),
        ("aftership", "Exception_013", "Exception", Step.LOST),
        ("aftership", None, "AttemptFail", Step.ATTEMPT_FAILED),
        ("aftership", None, "Pending", Step.NEUTRAL),
        ("17track", "InTransit_CustomsRequiringInformation", "InTransit", Step.HELD),
        ("17track", "Exception_Security", "Exception", Step.HELD),
        ("17track", "Exception_Destroyed", "Exception", Step.LOST),
        ("17track", "DeliveryFailure_InvalidAddress", "DeliveryFailure", Step.ATTEMPT_FAILED),
        ("17track", None, "Expired", Step.NEUTRAL),
        ("17track", "InTransit_BrandNew", None, Step.IN_TRANSIT),
        ("cainiao", "GTMS_STA_SIGNED", None, Step.AT_PICKUP),
        ("cainiao", "GTMS_SIGNED", None, Step.DELIVERED),
        ("cainiao", "CUS_TAX", None, Step.CHARGES_DUE),
        ("cainiao", "gtms_signed", None, Step.DELIVERED),
        ("cainiao", "RT_WH_DESTROY", None, Step.LOST),
        ("karrio", "customs_duties_unpaid", "on_hold", Step.CHARGES_DUE),
        ("karrio", "carrier_parcel_lost", "delivery_failed", Step.LOST),
        ("karrio", "OK", "delivered", Step.DELIVERED),
        ("karrio", "PU", "ready_for_pickup", Step.AT_PICKUP),
        ("karrio", "CR", "in_transit", Step.CUSTOMS_RELEASED),
        ("karrio", None, "return_to_sender", Step.RETURNING),
        ("plain", "EMC", None, Step.DEPARTED),
        ("plain", "EMH", None, Step.ATTEMPT_FAILED),
        ("aftership", "POD", None, Step.NEUTRAL),
    ],
)
def test_a_code_is_read_as_its_step(source: str, code: str | None, status: str | None, expected: Step) -> None:
    assert step(source, code, status) is expected
    assert unmapped(source, code, status) is None or code == "InTransit_BrandNew"


@pytest.mark.parametrize(
    ("source", "code", "text", "expected"),
    [
        ("aftership", "InTransit_001", "Export customs clearance complete", Step.EXPORT_RELEASED),
        ("aftership", "InTransit_007", "Departed from sorting center", Step.FACILITY_SCAN),
        ("aftership", "InTransit_003", "Presented to customs", Step.CUSTOMS_STARTED),
        ("aftership", "Exception_001", "Held by customs", Step.HELD),
        ("17track", "Exception_Other", "Duty must be paid by the recipient", Step.CHARGES_DUE),
        ("aftership", "Delivered_001", "Delivered to sender", Step.RETURNED),
        ("aftership", "Delivered_001", "Delivered to parcel locker, awaiting collection", Step.AT_PICKUP),
        ("aftership", "Delivered_001", "Proof of delivery available", Step.DELIVERED),
        ("aftership", "Delivered_001", "In transit", Step.DELIVERED),
        ("cainiao", "CC_IM_START", "Held by customs: documents required", Step.HELD),
        ("cainiao", "LH_DEPART", "Arrived at sorting center", Step.DEPARTED),
        ("17track", "DeliveryFailure_Rejected", "Refused, return to sender", Step.RETURNING),
        ("cainiao", "NEW_CODE", "Out for delivery", Step.OUT_FOR_DELIVERY),
    ],
)
def test_a_description_refines_a_coarse_code_and_corrects_few_firm_ones(
    source: str, code: str, text: str, expected: Step
) -> None:
    assert step(source, code, None, text) is expected


def test_an_unknown_code_is_shown_even_where_its_text_is_understood() -> None:
    assert unmapped("cainiao", "NEW_CODE", None, "Out for delivery") == "NEW_CODE"
    assert unmapped("karrio", "QQ9", "in_transit", None) == "QQ9"
    assert unmapped("plain", None, None, "Flurbish grommet") == "Flurbish grommet"
    assert unmapped("plain", None, None, None) is None


def test_an_unknown_code_never_moves_the_parcel() -> None:
    answer = ask(shipment([*way(3), *scans((8, "XX_NEW", "CN"), (9, "YY_NEW", "CN"), source="cainiao")], 10))
    assert answer.leg.value == "origin"
    assert answer.unmapped == ["XX_NEW", "YY_NEW"]


def test_unknown_scans_are_no_dispatch() -> None:
    answer = ask(shipment([scan(1, "WHAT_IS_THIS", "CN", source="cainiao")], 7))
    assert answer.anomaly is not None
    assert answer.anomaly.value == "not_dispatched"


def test_a_code_that_says_more_than_the_text_is_kept() -> None:
    assert combine(Step.CUSTOMS_RELEASED, Step.FACILITY_SCAN) is Step.CUSTOMS_RELEASED
    assert combine(Step.UNKNOWN, Step.UNKNOWN) is Step.UNKNOWN


def test_the_codes_of_the_facts_are_all_mapped_alike() -> None:
    facts = yaml.safe_load(shared("facts", "tracking_map.yaml").read_text(encoding="utf-8"))["taxonomies"]
    assert set(facts["track17"]["sub_status"]) <= set(code_map("track17").code)
    assert set(facts["track17"]["status"]) == set(code_map("track17").status)
    assert set(facts["aftership"]["sub_status"]) <= set(code_map("aftership").code)
    assert set(facts["aftership"]["status"]) == set(code_map("aftership").status)
    assert set(facts["karrio"]["status"]) == set(code_map("karrio").status)
    assert set(facts["karrio"]["incident_reason"]) - {"unknown"} <= set(code_map("karrio").code)
    cainiao = yaml.safe_load(shared("facts", "cainiao_action_codes.yaml").read_text(encoding="utf-8"))["codes"]
    assert set(cainiao) <= set(code_map("cainiao").code)
