"""Rights beside the floor: dated, sourced, and only ever adding."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.vocabulary import Kind, Platform, Remedy
from amends.decide import decide, full_law, rights
from amends.decide.costs import REFUNDS
from tests.decide.cases import case

PLACES = ("DE", "NO", "GB", "US", "BR", "AU", "RU", "CN", "JP", "KR", "CA", "MX", "TR")


def remedies(answer):
    return {item.remedy for item in answer.menu}


@pytest.mark.parametrize("right", rights(), ids=lambda right: right.id)
def test_every_right_says_where_it_comes_from_and_can_be_met_with_money(right):
    assert right.source
    assert right.says
    assert right.reviewed >= date(2026, 11, 1)
    assert right.countries or right.platforms
    assert REFUNDS & right.satisfied_by, "where goods cannot be sent again, money must do"


def test_no_two_rights_share_a_name():
    names = [right.id for right in rights()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("country", PLACES)
def test_every_place_of_the_list_has_rights_of_its_own(country):
    assert any(country in right.countries for right in rights())


def test_platforms_with_a_buyer_protection_promise_have_it_on_file():
    promised = {platform for right in rights() for platform in right.platforms}
    assert {"aliexpress", "amazon", "ebay", "etsy", "temu", "walmart", "paypal", "shopee", "lazada"} <= promised
    assert promised <= {platform.value for platform in Platform}


def test_a_changed_mind_within_fourteen_days_gets_the_return_in_the_european_union_and_not_a_month_later():
    def answer(delivered):
        return decide(
            case(kind="return_request", platform="own_shop", order={"country": "DE"}, delivered_at=delivered),
            law=full_law(),
        )

    in_time, too_late = answer("2026-11-12T10:00:00Z"), answer("2026-09-12T10:00:00Z")
    assert {Remedy.RETURN_AND_REFUND, Remedy.FULL_REFUND} & remedies(in_time)
    assert any(item.entitled for item in in_time.menu)
    assert not any(item.entitled for item in too_late.menu)


def test_the_floor_alone_knows_no_withdrawal():
    request = case(
        kind="return_request", platform="own_shop", order={"country": "DE"}, delivered_at="2026-11-12T10:00:00Z"
    )
    assert not any(item.entitled for item in decide(request).menu)


def test_goods_that_were_never_dispatched_can_be_cancelled_after_thirty_days():
    late = decide(
        case(kind="not_dispatched", platform="own_shop", waited_days=31, order={"country": "US"}), law=full_law()
    )
    assert any(item.entitled and item.remedy in REFUNDS for item in late.menu)
    early = decide(
        case(kind="not_dispatched", platform="own_shop", waited_days=5, order={"country": "US"}), law=full_law()
    )
    assert not any(item.entitled for item in early.menu)


def test_unproven_delivery_may_not_be_contested_and_proven_delivery_may():
    def blocked(evidence):
        answer = decide(
            case(kind="delivered_not_received", platform="own_shop", order={"country": "FR"}, evidence=evidence),
            law=full_law(),
        )
        return [b for b in answer.blocked if b.remedy is Remedy.DEFEND and b.by == "law"]

    assert blocked(["tracking_history", "order_record"])
    assert not blocked(["delivery_proof", "order_record"])


def test_a_platforms_promise_holds_where_no_law_of_the_country_is_on_file():
    answer = decide(case(kind="damaged", platform="ebay", order={"country": "SG"}), law=full_law())
    assert any(item.entitled for item in answer.menu)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(Kind)),
    st.sampled_from([*PLACES, "SG", "IN"]),
    st.sampled_from([platform.value for platform in Platform]),
    st.integers(0, 120),
    st.sampled_from(["seller", "carrier", "unknown"]),
    st.booleans(),
)
def test_the_full_law_only_ever_adds(kind, country, platform, waited, fault, dispute):
    request = case(
        kind=kind.value, platform=platform, waited_days=waited, fault=fault, order={"country": country},
        dispute_open=dispute, budget_left="0", available=["partial_refund", "coupon", "apologise"],
    )  # fmt: skip
    floor_only, full = decide(request), decide(request, law=full_law())
    if any(item.entitled for item in floor_only.menu):
        assert any(item.entitled for item in full.menu)
