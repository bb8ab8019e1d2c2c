"""The three shipped policies, and policies of one's own that say only what is different."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from amends.core.errors import InputError
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Kind
from amends.decide import decide, decide_by_table, full_law, parse_policy, policy_names, shipped_policy
from tests.decide.cases import case


def test_three_policies_are_shipped_and_each_is_explained_in_chinese_and_english():
    assert set(policy_names()) == {"balanced", "margin_first", "rating_first"}
    for name in policy_names():
        text = files("amends.decide").joinpath("policies", f"{name}.yaml").read_text(encoding="utf-8")
        comments = [line for line in text.splitlines() if "#" in line]
        assert any("一" <= letter <= "鿿" for line in comments for letter in line)
        assert any(word in text.lower() for word in ("first", "balanced"))


def test_a_policys_version_is_its_name_and_a_hash_of_what_it_says():
    one = parse_policy({"extends": "balanced", "name": "mine", "menu": {"tie_share": 0.01}})
    same = parse_policy({"extends": "balanced", "name": "mine", "menu": {"tie_share": 0.01}})
    other = parse_policy({"extends": "balanced", "name": "mine", "menu": {"tie_share": 0.02}})
    assert one.version == same.version != other.version
    assert one.menu.grid == shipped_policy().menu.grid


def test_a_policy_that_extends_nothing_known_is_refused():
    with pytest.raises(InputError):
        parse_policy({"extends": "generous"})


def test_a_misspelt_setting_is_refused():
    with pytest.raises(ValidationError):
        parse_policy({"extends": "balanced", "menu": {"tie_shre": 0.01}})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Kind)), st.sampled_from(["BR", "DE", "MX", "RU"]), st.integers(0, 60))
def test_margin_first_is_never_dearer_and_rating_first_never_gives_less_of_a_right(kind, country, waited):
    request = case(kind=kind.value, order={"country": country}, waited_days=waited)
    answers = {name: decide(request, policy=shipped_policy(name)) for name in policy_names()}
    cent = Decimal("0.80")  # what a third item that hardly anybody takes may weigh
    assert Decimal(answers["margin_first"].expected_cost) <= Decimal(answers["balanced"].expected_cost) + cent
    entitled = {name: any(item.entitled for item in answer.menu) for name, answer in answers.items()}
    assert len(set(entitled.values())) == 1, "no policy takes a right away"


def _leaves(data):
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value)
        elif isinstance(value, float):
            yield data, key


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from([0.0, 0.05, 0.5, 1.0])), max_size=80),
    st.sampled_from(list(Kind)),
    st.booleans(),
    st.sampled_from([[], [{"remedy": "partial_refund", "amount": "5.00", "answer": "refused"}]]),
)
def test_every_policy_that_is_accepted_decides_every_case(changes, kind, disputed, refused):
    data = read_yaml("amends.decide", "policies", "balanced.yaml")
    places = list(_leaves(data))
    for number, value in changes:
        inside, key = places[number % len(places)]
        inside[key] = value
    try:
        policy = parse_policy(data)
    except ValidationError:
        return
    request = case(kind=kind.value, dispute_open=disputed, previous_offers=refused, order={"country": "DE"})
    for answer in (
        decide(request, policy=policy, law=full_law()),
        decide_by_table(request, policy=policy, law=full_law()),
    ):
        assert Decimal(answer.expected_cost).is_finite()
        assert 0 <= answer.p_refuse <= 1


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"acceptance": {"closeness": 0.01}}, "closeness"),
        ({"acceptance": {"refusal_factor": 0}}, "refusal_factor"),
        ({"approval": {"cash_above": {"USD": "fifty"}}}, "no sum of money"),
        ({"ruling": {"speaks_to": {"weather": ["damaged"]}}}, "weather"),
        ({"name": "ours@home"}, "no @"),
        ({"costs": {"minutes": {"round": -1}}}, "round"),
    ],
)
def test_what_no_case_could_be_decided_by_is_refused_where_it_stands(changes, where):
    with pytest.raises(ValidationError, match=where):
        parse_policy({"extends": "balanced", "name": "ours", **changes})


def test_a_policy_may_extend_one_that_extends_another():
    ours = parse_policy({"extends": "margin_first", "name": "ours"})
    assert ours.menu == shipped_policy("margin_first").menu
    assert ours.costs == shipped_policy().costs


@pytest.mark.parametrize("curve", [{"a": 1}, {0.0: None}, {0.0: [1]}, {}, 5])
def test_a_curve_that_is_none_is_refused(curve):
    with pytest.raises(ValidationError, match="partial_keep"):
        parse_policy({**read_yaml("amends.decide", "policies", "balanced.yaml"), **_with_curve(curve)})


def _with_curve(curve):
    acceptance = read_yaml("amends.decide", "policies", "balanced.yaml")["acceptance"]
    return {"acceptance": {**acceptance, "partial_keep": curve}}


def test_names_of_two_sorts_in_one_table_are_refused_with_a_sentence():
    with pytest.raises(InputError, match="beside each other"):
        parse_policy({"extends": "balanced", "name": "ours", "candidates": {"damaged": ["reship"], 5: ["reship"]}})
