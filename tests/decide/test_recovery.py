"""What can be claimed back: from whom, how much, how likely, until when, and whether it is worth the minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from amends.clock import clock
from amends.clock.tables import shipped_tables
from amends.core.contracts.clock import ClockInput
from amends.core.money import Money
from amends.core.vocabulary import Confidence, EvidenceType, Fault, Kind, Leg, Recovery
from amends.decide.recovery import beside_each_other, chance_of, recoveries, situations
from amends.decide.recovery_facts import Charge, Loss, Proposal, Results
from amends.decide.recovery_rules import Situation, Window, carriers, chances, platform_ways, supplier_ways

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
EVERYTHING = frozenset(EvidenceType)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def no_rate(money: Money, currency: str) -> Money | None:
    return None


def lost_parcel(**changes: Any) -> Loss:
    """A parcel of China Post that went 40 days ago and did not come; the buyer got her 40 dollars back in chat."""
    told: dict[str, Any] = {
        "platform": "aliexpress", "kind": Kind.NOT_RECEIVED, "fault": Fault.UNKNOWN, "given_back": usd(4000),
        "goods": usd(1200), "postage": usd(300), "recovered": usd(0), "minute": Decimal("0.15"),
        "evidence": frozenset({EvidenceType.TRACKING_HISTORY, EvidenceType.ORDER_RECORD}), "carrier": "China Post",
        "leg": Leg.LINEHAUL, "anomaly": Kind.NOT_RECEIVED, "loss_probability": 0.5,
        "dispatched_at": NOW - timedelta(days=40),
    }  # fmt: skip
    return Loss(**{**told, **changes})


def found(loss: Loss, **more: Any) -> dict[Recovery, Proposal]:
    return {each.recovery: each for each in recoveries(loss, own=more.pop("own", {}), convert=no_rate, **more)}


def test_a_lost_parcel_is_claimed_from_its_carrier_at_cost_and_postage() -> None:
    claim = found(lost_parcel())[Recovery.CARRIER_CLAIM]
    assert (claim.party, claim.situation) == ("China Post", Situation.LOST)
    assert claim.asked == usd(1500)  # what the goods cost and the postage, not what the buyer paid
    assert claim.expected == usd(825)  # 0.55 x 15.00
    assert claim.effort == usd(225)  # 15 minutes at 0.15
    assert claim.net == usd(600)
    assert not claim.missing


def test_a_posts_six_months_come_from_the_convention() -> None:
    deadline = found(lost_parcel())[Recovery.CARRIER_CLAIM].deadline
    assert deadline.due == NOW - timedelta(days=40) + timedelta(days=180)
    assert deadline.confidence is Confidence.OFFICIAL
    assert "article 19" in deadline.source


@pytest.mark.parametrize("carrier", ["Cainiao", "YunExpress", "4PX", "Nobody Knows Express", "DHL"])
def test_a_window_that_nobody_found_is_unknown_and_says_why(carrier: str) -> None:
    deadline = found(lost_parcel(carrier=carrier))[Recovery.CARRIER_CLAIM].deadline
    assert deadline.due is None
    assert len(deadline.unknown) > 20


@pytest.mark.parametrize(
    ("written", "name"),
    [("China Post ePacket", "China Post"), ("燕文专线", "Yanwen"), ("UPS Ground", "UPS"), ("USPS", "USPS"),
     ("China Post EMS", "EMS"), ("DHL Express Worldwide", "DHL Express"), ("Groups Ltd", "Groups Ltd")],
)  # fmt: skip
def test_a_carrier_is_known_by_its_name_in_the_feed(written: str, name: str) -> None:
    assert found(lost_parcel(carrier=written))[Recovery.CARRIER_CLAIM].party == name


def test_a_stuck_parcel_is_traced_first_and_worth_the_chance_that_it_is_lost() -> None:
    stuck = lost_parcel(given_back=usd(0), loss_probability=0.4)
    trace = found(stuck)
    assert set(trace) == {Recovery.TRACE}
    assert trace[Recovery.TRACE].expected == usd(330)  # 0.4 x 0.55 x 15.00
    assert found(lost_parcel(given_back=usd(0), loss_probability=0.4, carrier_says_lost=True)).keys() == {
        Recovery.CARRIER_CLAIM
    }


@pytest.mark.parametrize(
    "change",
    [{"dispatched_at": None}, {"delivered_at": NOW}, {"fault": Fault.SELLER}, {"fault": Fault.BUYER}, {"leg": Leg.RETURNED}],
)  # fmt: skip
def test_a_carrier_owes_nothing_for_what_it_never_had_or_delivered_or_did_not_do(change: dict[str, Any]) -> None:
    assert Recovery.CARRIER_CLAIM not in found(lost_parcel(**change))


def test_a_supplier_is_asked_for_the_missing_pieces_only() -> None:
    short = lost_parcel(
        kind=Kind.SHORT_QUANTITY, leg=Leg.DELIVERED, given_back=usd(1600), ordered=5, missing=2, evidence=EVERYTHING
    )
    claim = found(short)[Recovery.SUPPLIER_CLAIM]
    assert claim.asked == usd(480)  # 2/5 of 12.00
    assert claim.deadline.due is None
    assert "contract" in claim.deadline.unknown


def test_nothing_is_claimed_for_faulty_goods_before_the_buyer_got_anything() -> None:
    assert not found(lost_parcel(kind=Kind.DEFECTIVE, leg=Leg.DELIVERED, given_back=usd(0), evidence=EVERYTHING))


def charged(procedure: str = "", **changes: Any) -> Loss:
    told = {
        "platform": "amazon", "kind": Kind.DELIVERED_NOT_RECEIVED, "leg": Leg.DELIVERED, "evidence": EVERYTHING,
        "charge": Charge(NOW, usd(4000), "amazon", procedure),
    }  # fmt: skip
    return lost_parcel(**{**told, **changes})


def test_a_refund_by_amazon_is_claimed_with_safe_t_and_a_granted_claim_is_appealed() -> None:
    assert set(found(charged())) == {Recovery.PLATFORM_CLAIM}
    assert set(found(charged("a_to_z_claim"))) == {Recovery.APPEAL}
    claim = found(charged())[Recovery.PLATFORM_CLAIM]
    assert (claim.way, claim.asked, claim.deadline.procedure) == ("amazon.safe_t", usd(4000), "safe_t_claim")


def test_what_a_bank_ruled_is_appealed_only_where_there_is_a_way() -> None:
    ruled = charged("dispute", charge=Charge(NOW, usd(4000), "stripe", "dispute"), platform="own_shop")
    assert not found(ruled)
    ruled = charged("dispute", charge=Charge(NOW, usd(4000), "paypal", "dispute"), platform="own_shop")
    assert found(ruled)[Recovery.APPEAL].way == "paypal.appeal"


def test_missing_evidence_lowers_the_chance_and_says_what_is_missing() -> None:
    bare = found(charged(evidence=frozenset({EvidenceType.ORDER_RECORD})))[Recovery.PLATFORM_CLAIM]
    assert bare.chance.value == chances().chance[Recovery.PLATFORM_CLAIM].gaps
    assert (EvidenceType.PACKING_PHOTO, EvidenceType.LISTING_SNAPSHOT) in bare.missing


def test_two_claims_on_one_loss_share_it() -> None:
    """0.55 of 28.00 from the carrier; the appeal is worth 0.30 of what that is expected to leave of 40.00."""
    both = lost_parcel(
        platform="amazon", goods=usd(2500), evidence=EVERYTHING, minute=Decimal("0.05"),
        charge=Charge(NOW, usd(4000), "amazon", "a_to_z_claim"),
    )  # fmt: skip
    claims = found(both)
    first, second = claims[Recovery.CARRIER_CLAIM], claims[Recovery.APPEAL]
    assert (first.expected, first.adds) == (usd(1540), usd(1540))
    assert (second.expected, second.adds) == (usd(1200), usd(738))


def test_what_costs_more_than_it_brings_is_not_proposed() -> None:
    assert not found(lost_parcel(goods=usd(200), postage=usd(100)))  # 0.55 x 3.00 against 2.25 of work
    assert found(lost_parcel(goods=usd(200), postage=usd(100), minute=Decimal(0)))
    unknown = found(lost_parcel(goods=usd(200), postage=usd(100), minute=None))[Recovery.CARRIER_CLAIM]
    assert (unknown.effort, unknown.net) == (None, None)


def test_a_limit_caps_the_amount_where_it_can_be_converted_and_is_told_where_not() -> None:
    dear = lost_parcel(carrier="UPS", goods=usd(50_000), given_back=usd(90_000))
    assert any("no exchange rate" in note for note in found(dear)[Recovery.CARRIER_CLAIM].notes)
    capped = recoveries(dear, own={}, convert=lambda money, currency: money)
    assert capped[0].asked == usd(10_000)


def test_what_came_back_already_is_not_claimed_again() -> None:
    assert found(lost_parcel(recovered=usd(3500)))[Recovery.CARRIER_CLAIM].asked == usd(500)
    assert not found(lost_parcel(recovered=usd(4000)))


def test_a_kind_that_is_decided_leaves_the_whole_loss_to_the_others() -> None:
    both = charged("a_to_z_claim", leg=Leg.LINEHAUL, kind=Kind.NOT_RECEIVED)
    assert set(found(both)) == {Recovery.APPEAL, Recovery.CARRIER_CLAIM}
    assert set(found(both, without=frozenset({Recovery.APPEAL}))) == {Recovery.CARRIER_CLAIM}


# ── learning from own results ─────────────────────────────────────────────────────────────────────────────────


def test_own_results_move_the_default_by_what_they_are_worth() -> None:
    assert chance_of(Recovery.CARRIER_CLAIM, True, "Yanwen", {}).value == 0.55
    own = {Recovery.CARRIER_CLAIM: {"Yanwen": Results(4, 0.0)}}
    here = chance_of(Recovery.CARRIER_CLAIM, True, "Yanwen", own)
    assert here.value == pytest.approx(8 * 0.55 / 12)
    assert here.own == 4
    # Another carrier is moved only as one claim of many is: through what all of them say together.
    there = chance_of(Recovery.CARRIER_CLAIM, True, "EMS", {Recovery.CARRIER_CLAIM: {"Yanwen": Results(4, 0.0)}})
    assert there.value == pytest.approx(8 * (8 * 0.55 / 12) / 8)


@given(st.integers(0, 500), st.floats(0, 1), st.integers(0, 500), st.floats(0, 1), st.booleans())
def test_a_chance_stays_between_the_default_and_what_was_seen(
    here: int, part: float, there: int, other: float, complete: bool
) -> None:
    own = {Recovery.APPEAL: {"a": Results(here, here * part), "b": Results(there, there * other)}}
    chance = chance_of(Recovery.APPEAL, complete, "a", own)
    seen = [chance.prior, *([part] if here else []), *([other] if there else [])]
    assert min(seen) - 1e-9 <= chance.value <= max(seen) + 1e-9


@given(
    st.lists(st.tuples(st.integers(1, 100_000), st.floats(0, 1), st.integers(0, 500)), max_size=5),
    st.integers(0, 100_000),
)
def test_all_claims_together_never_promise_more_than_the_loss(claims: list[tuple[int, float, int]], total: int) -> None:
    base = found(lost_parcel())[Recovery.CARRIER_CLAIM]
    asked = [
        replace(
            base,
            way=str(number),
            asked=usd(min(amount, total)),
            chance=replace(base.chance, value=chance),
            expected=usd(min(amount, total)).times(Decimal(repr(chance))),
            effort=usd(effort),
        )
        for number, (amount, chance, effort) in enumerate(claims)
    ]
    placed = beside_each_other(asked, usd(total))
    assert sum(each.adds.minor for each in placed) <= total
    assert all(each.adds <= each.expected for each in placed)


# ── the data ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", [way for way in platform_ways().ways if way.clock], ids=lambda way: way.id)
def test_a_platforms_deadline_is_one_that_the_clock_knows(way: Any) -> None:
    entries = [
        entry for entry in shipped_tables().entries()
        if (entry.platform.platform.value, entry.procedure, entry.duration.from_event)
        == (way.platform, way.clock.procedure, way.clock.event)
    ]  # fmt: skip
    assert entries, f"{way.id} names a rule that does not exist"


def test_the_deadline_of_safe_t_is_sixty_days_from_the_charge() -> None:
    deadline = found(charged())[Recovery.PLATFORM_CLAIM].deadline
    answer = clock(
        ClockInput(
            id="x", platform=deadline.platform, procedure=deadline.procedure, event=deadline.event, at=NOW, region="GB"
        )
    )
    assert answer.due - NOW == timedelta(days=60)
    assert answer.rule.confidence is Confidence.SECONDARY


def test_every_way_says_whom_it_asks_and_where_it_comes_from() -> None:
    for way in (*platform_ways().ways, *supplier_ways().ways):
        assert way.needs
        assert way.unknown or way.clock
        assert way.source or way.confidence is Confidence.GENERAL_KNOWLEDGE or way.clock
    assert len({way.id for way in platform_ways().ways}) == len(platform_ways().ways)
    assert chances().kind == "assumed"
    assert "assumed" in chances().source


def test_no_carrier_stands_behind_one_whose_name_is_a_part_of_its_own() -> None:
    rules = carriers().carriers
    for place, carrier in enumerate(rules):
        for later in rules[place + 1 :]:
            for name in carrier.names:
                assert not any(f" {name} " in f" {other} " for other in later.names), (carrier.id, later.id)


def test_a_window_that_is_neither_known_nor_unknown_is_refused() -> None:
    with pytest.raises(ValidationError, match="unknown"):
        Window.model_validate({"from": "dispatched"})
    with pytest.raises(ValidationError, match="source"):
        Window.model_validate({"value": 30, "confidence": "official"})


def test_where_the_buyer_is_at_fault_only_the_platform_can_be_asked() -> None:
    assert situations(charged(fault=Fault.BUYER)) == {Situation.CHARGED}
    assert situations(charged(fault=Fault.SELLER)) == set()


# ── the chapter ───────────────────────────────────────────────────────────────────────────────────────────────

CHAPTER = (Path(__file__).parents[2] / "docs" / "explanation" / "recoveries.md").read_text(encoding="utf-8")


def test_the_chapters_example_is_the_engines() -> None:
    gbp = {"given_back": 4000, "goods": 2500, "postage": 300, "recovered": 0}
    both = lost_parcel(
        platform="amazon", evidence=EVERYTHING, charge=Charge(NOW, Money(4000, "GBP"), "amazon", "a_to_z_claim"),
        **{name: Money(minor, "GBP") for name, minor in gbp.items()},
    )  # fmt: skip
    claims = recoveries(both, own={}, convert=no_rate)
    assert [each.recovery for each in claims] == [Recovery.CARRIER_CLAIM, Recovery.APPEAL]
    for each in claims:
        assert each.effort is not None
        assert each.net is not None
        figures = (each.asked, each.expected, each.adds, each.effort)
        told = [line for line in CHAPTER.splitlines() if f"**{each.net.amount}**" in line]
        assert len(told) == 1, each
        assert all(figure.amount in told[0] for figure in figures), (told, figures)
        assert f"{each.minutes} min" in told[0]
    assert f"**{(claims[0].adds + claims[1].adds).amount}**" in CHAPTER
    bare = replace(both, evidence=frozenset({EvidenceType.ORDER_RECORD, EvidenceType.TRACKING_HISTORY}))
    assert [each.recovery for each in recoveries(bare, own={}, convert=no_rate)] == [Recovery.CARRIER_CLAIM]


def test_the_chapters_table_of_carriers_is_the_data() -> None:
    for carrier in carriers().carriers:
        window = carrier.lost
        told = f"{window.value} days from {window.begins} | {window.confidence}" if window.value else "unknown | –"
        assert f"| {carrier.name} | {told} |" in CHAPTER
