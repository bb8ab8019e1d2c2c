"""The fixed rules that decide while learning is stopped: the same menu for every case of a kind, behind every gate."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.packaged import read_yaml
from amends.core.vocabulary import Basis, Gate, Kind, Remedy
from amends.decide import (
    decide,
    decide_by_table,
    frozen_policy,
    full_law,
    new_settings,
    parse_policy,
    resolved,
    shipped_policy,
    shipped_table,
)
from amends.decide.replay import parse_candidate, replay
from tests.decide.cases import case
from tests.decide.logs import line, log_of

EVERYTHING = [remedy.value for remedy in Remedy]


def offered(answer):
    return [item.remedy for item in answer.menu if item.remedy not in (Remedy.DEFEND, Remedy.REPORT)]


def test_the_shipped_rules_name_every_kind_and_say_where_they_come_from():
    table = shipped_table()
    assert set(table.table) == set(Kind)
    assert table.valid_from
    assert table.reviewed
    assert len(table.source) > 20
    assert table.version.startswith("fixed_rules@")


def test_a_kind_always_gets_its_line_whatever_it_costs():
    cheap = decide_by_table(case(order={"country": "US"}))
    dear = decide_by_table(case(order={"country": "US"}, costs={"postage": "19.00"}))
    assert (
        offered(cheap)
        == offered(dear)
        == [Remedy.RESHIP, Remedy.PARTIAL_REFUND, Remedy.FULL_REFUND][: len(offered(cheap))]
    )
    part = next(item for item in cheap.menu if item.remedy is Remedy.PARTIAL_REFUND)
    assert part.amount == "8.19"  # 35 % of 23.40


def test_the_answer_says_that_the_rules_decided_and_nothing_was_learned_or_tried():
    told = decide_by_table(case())
    assert told.policy_version == shipped_table().version
    assert (told.basis, told.propensity, told.explored, told.would_change) == (Basis.DEFAULT, 1.0, False, [])
    assert told.recommended == 0
    assert float(told.expected_cost) > 0


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(Kind)), st.sampled_from(["BR", "DE", "MX", "RU", "US"]), st.integers(0, 60),
    st.booleans(), st.lists(st.sampled_from(["safety_hazard", "extortion", "legal_threat"]), max_size=2, unique=True),
    st.sampled_from(["0.00", "10.00", "23.40"]),
)  # fmt: skip
def test_what_the_buyer_is_entitled_to_and_what_is_blocked_is_the_same_as_in_the_engine(
    kind, country, waited, disputed, flags, refunded
):
    request = case(
        kind=kind.value, order={"country": country}, waited_days=waited, dispute_open=disputed, flags=flags,
        refunded=refunded, available=EVERYTHING,
    )  # fmt: skip
    ruled, chosen = decide_by_table(request, law=full_law()), decide(request, law=full_law())
    assert any(item.entitled for item in ruled.menu) == any(item.entitled for item in chosen.menu)
    barred = {entry.remedy for entry in chosen.blocked if entry.by is not Gate.BUDGET}
    assert not barred & {item.remedy for item in ruled.menu}
    open_value = 23.40 - float(refunded)
    assert all(float(item.amount or 0) <= open_value + 0.005 for item in ruled.menu if item.remedy in (Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND))  # fmt: skip
    assert len(offered(ruled)) <= (1 if disputed else 3)


def test_what_is_owed_is_added_where_a_table_forgets_it():
    stingy = parse_candidate({"version": "stingy", "table": {"not_received": [{"remedy": "coupon", "share": 0.1}]},
                              "default": [{"remedy": "apologise"}]})  # fmt: skip
    request = case(kind="not_received", order={"country": "DE"})
    told = decide_by_table(request, stingy)
    assert told.menu[0].entitled
    assert Remedy.COUPON in offered(told)
    disputed = decide_by_table(request.model_copy(update={"dispute_open": True}), stingy)
    assert [item.entitled for item in disputed.menu if item.remedy is not Remedy.DEFEND] == [True]


def test_what_was_refused_is_not_offered_again():
    refused = [{"remedy": "partial_refund", "amount": "8.19", "answer": "refused"}]
    before = decide_by_table(case(order={"country": "US"}))
    after = decide_by_table(case(order={"country": "US"}, previous_offers=refused))
    assert Remedy.PARTIAL_REFUND in offered(before)
    assert Remedy.PARTIAL_REFUND not in offered(after)


def test_a_danger_keeps_out_what_would_let_her_use_it():
    told = decide_by_table(case(kind="damaged", flags=["safety_hazard"]))
    assert Remedy.PARTIAL_REFUND not in offered(told)
    assert any(entry.remedy is Remedy.PARTIAL_REFUND and entry.by is Gate.SAFETY for entry in told.blocked)
    assert told.approval.needed


@pytest.mark.parametrize("name", ["balanced", "margin_first", "rating_first"])
def test_a_policy_that_was_kept_as_json_decides_as_the_text_did(name):
    written = parse_policy({"extends": name, "name": "ours"})
    content = json.loads(json.dumps(resolved({"extends": name, "name": "ours"}), default=str))
    again = frozen_policy(content, written.digest)
    assert again == written
    assert "extends" not in content


def test_a_policy_that_was_kept_before_a_setting_existed_still_decides():
    content = json.loads(json.dumps(resolved({"extends": "balanced", "name": "ours"}), default=str))
    del content["acceptance"]["doubt"]
    del content["acceptance"]["by_kind"]["praise"]
    content["menu"]["a_setting_of_old"] = 1
    old = frozen_policy(content, "0" * 64)
    assert old.acceptance.doubt == shipped_policy().acceptance.doubt
    assert Kind.PRAISE not in old.acceptance.by_kind, "a table stays as its owner had it"
    assert old.version == "ours@000000000000"
    assert new_settings(content) == {("acceptance", "doubt"): shipped_policy().acceptance.doubt}


def test_the_shipped_rules_can_be_replayed_like_any_fixed_table():
    data = read_yaml("amends.decide", "policies", "tables", "fixed_rules.yaml")
    lines = log_of(line(1, [{"remedy": "reship"}], {"accepted": 0, "cost": "12.00"})).lines
    assert replay(lines, parse_candidate(data))["n"] == 1
