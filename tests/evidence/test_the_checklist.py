"""What each reason asks for, what the case has, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode, EvidenceType, Kind, Platform
from amends.evidence import checklist

from .dossier import case, exhibit

T = EvidenceType


def _gaps(found, importance=None):
    return {gap.type for gap in found.gaps if importance in (None, gap.importance)}


def test_a_claim_of_non_receipt_without_a_delivery_record_lacks_it_as_needed():
    found = checklist(
        case(exhibits=[exhibit("e1", "tracking_history", text="x"), exhibit("e3", "chat_record", text="y")]), "stripe"
    )
    assert found.have == [T.TRACKING_HISTORY, T.CHAT_RECORD]
    assert _gaps(found, "needed") == {T.DELIVERY_PROOF, T.ORDER_RECORD}
    assert all(len(gap.why) > 20 for gap in found.gaps)


def test_what_is_needed_stands_before_what_helps():
    found = checklist(case(exhibits=[], timeline=[]), "paypal")
    order = [gap.importance for gap in found.gaps]
    assert order == sorted(order, key=lambda importance: importance != "needed")
    assert {"needed", "helps"} == set(order)


def test_a_signature_stands_in_for_the_delivery_record_but_not_the_other_way_round():
    signed = checklist(case(exhibits=[exhibit("e1", "delivery_signature", text="signed")]), "stripe")
    scanned = checklist(case(exhibits=[exhibit("e1", "delivery_proof", text="scanned")]), "stripe")
    assert T.DELIVERY_PROOF not in _gaps(signed)
    assert T.DELIVERY_SIGNATURE in _gaps(scanned)


@pytest.mark.parametrize(
    ("platform", "code", "needed"),
    [
        ("stripe", "product_unacceptable", T.LISTING_SNAPSHOT),
        ("stripe", "fraudulent", T.ORDER_RECORD),
        ("stripe", "duplicate", T.ORDER_RECORD),
        ("stripe", "credit_not_processed", T.CHAT_RECORD),
        ("stripe", "subscription_canceled", T.LISTING_SNAPSHOT),
        ("shopify_payments", "unrecognized", T.DELIVERY_PROOF),
        ("shopify", "general", T.CHAT_RECORD),
        ("paypal", "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED", T.LISTING_SNAPSHOT),
        ("paypal", "Merchandise or service not received", T.DELIVERY_PROOF),
        ("ebay", "ITEM-NOT-RECEIVED", T.DELIVERY_PROOF),
        ("adyen", "13.3", T.LISTING_SNAPSHOT),
        ("adyen", "4837", T.ORDER_RECORD),
        ("amazon", "MATERIALLY_DIFFERENT", T.LISTING_SNAPSHOT),
        ("shopee", "NON_RECEIPT", T.TRACKING_HISTORY),
    ],
)
def test_the_reason_code_decides_what_is_asked_for(platform, code, needed):
    found = checklist(case(exhibits=[], timeline=[], kind="other", reason_code=code), platform)
    assert needed in _gaps(found, "needed")
    assert not any("reason code" in problem for problem in found.problems)


def test_without_a_reason_code_the_kind_decides():
    found = checklist(case(exhibits=[], timeline=[], kind="counterfeit", reason_code=None), "stripe")
    assert T.CERTIFICATE in _gaps(found, "needed")


def test_a_code_too_broad_to_name_evidence_leaves_it_to_the_kind_without_complaint():
    found = checklist(case(exhibits=[], timeline=[], kind="counterfeit", reason_code="4853"), "adyen")
    assert T.CERTIFICATE in _gaps(found, "needed")
    assert found.problems == []


def test_an_unknown_reason_code_is_said_and_the_kind_decides():
    found = checklist(case(exhibits=[], timeline=[], kind="counterfeit", reason_code="XQ-99"), "stripe")
    assert T.CERTIFICATE in _gaps(found, "needed")
    assert any("XQ-99" in problem for problem in found.problems)


def test_the_code_of_the_selling_platform_is_understood_by_the_payment_platform():
    order = {**case().order.model_dump(mode="json"), "platform": "aliexpress"}
    found = checklist(case(exhibits=[], timeline=[], order=order, reason_code="SNAD"), "stripe")
    assert T.LISTING_SNAPSHOT in _gaps(found, "needed")


@pytest.mark.parametrize(
    ("value", "currency", "importance"),
    [("750.00", "USD", "needed"), ("749.99", "USD", "helps"), ("75000", "JPY", "helps")],
)
def test_paypal_needs_a_signature_from_its_amount_on(value, currency, importance):
    order = {**case().order.model_dump(mode="json"), "value": value, "currency": currency}
    found = checklist(case(exhibits=[], timeline=[], order=order), "paypal")
    assert {gap.type: gap.importance for gap in found.gaps}[T.DELIVERY_SIGNATURE] == importance


def test_an_exhibit_without_file_and_text_does_not_count_and_is_named():
    found = checklist(case(exhibits=[exhibit("e9", "delivery_proof", title="Lost scan")], timeline=[]), "stripe")
    assert found.have == []
    assert any("'e9'" in problem and "Lost scan" in problem for problem in found.problems)


def test_dangling_and_future_records_are_named():
    found = checklist(
        case(
            timeline=[
                {"at": "2026-11-01T00:00:00Z", "actor": "Dana", "text": "x", "exhibit": "nowhere"},
                {"at": "2027-01-01T00:00:00Z", "actor": "Dana", "text": "y"},
            ],
            exhibits=[exhibit("e1", "chat_record", text="x", captured_at="2027-01-01T00:00:00Z")],
            statement="  ",
        ),
        "stripe",
    )
    text = "\n".join(found.problems)
    assert "'nowhere'" in text
    assert "entry 2 is later" in text
    assert "'e1'" in text
    assert "no statement" in text


def test_an_unknown_procedure_is_said_and_never_guessed():
    found = checklist(case(procedure="court"), "amazon")
    assert any("'court'" in problem and "a_to_z_claim" in problem for problem in found.problems)


def test_two_exhibits_with_one_id_are_an_input_error():
    with pytest.raises(InputError) as caught:
        checklist(
            case(exhibits=[exhibit("e1", "chat_record", text="a"), exhibit("e1", "order_record", text="b")]), "stripe"
        )
    assert caught.value.field == "exhibits.1.id"


@pytest.mark.parametrize(("field", "value"), [("number", " "), ("platform", "")])
def test_incomplete_order_facts_are_an_input_error(field, value):
    order = {**case().order.model_dump(mode="json"), field: value}
    with pytest.raises(InputError) as caught:
        checklist(case(order=order), "stripe")
    assert caught.value.field == f"order.{field}"
    assert caught.value.code is ErrorCode.MISSING_FIELD


def test_an_amount_with_more_decimals_than_its_currency_is_an_input_error():
    order = {**case().order.model_dump(mode="json"), "value": "12.50", "currency": "JPY"}
    with pytest.raises(InputError, match="JPY"):
        checklist(case(order=order), "stripe")


def test_an_unknown_platform_is_an_input_error_that_lists_the_known():
    with pytest.raises(InputError, match="stripe") as caught:
        checklist(case(), "myspace")
    assert caught.value.code is ErrorCode.UNKNOWN_VALUE


@given(
    kind=st.sampled_from(list(Kind)),
    platform=st.sampled_from(list(Platform)),
    types=st.lists(st.sampled_from(list(EvidenceType)), max_size=8),
    more=st.sampled_from(list(EvidenceType)),
)
def test_more_evidence_never_opens_a_gap(kind, platform, types, more):
    def gaps(present):
        exhibits = [exhibit(str(i), type_.value, text="x") for i, type_ in enumerate(present)]
        found = checklist(case(kind=kind.value, reason_code=None, exhibits=exhibits, timeline=[]), platform.value)
        assert not {gap.type for gap in found.gaps} & set(found.have)
        assert found.have == [type_ for type_ in EvidenceType if type_ in present]
        return _gaps(found)

    assert gaps([*types, more]) <= gaps(types)
