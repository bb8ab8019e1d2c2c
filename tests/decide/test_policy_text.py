"""A policy's text: one value changes, and nothing else of what its owner wrote moves."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.errors import InputError
from amends.decide import policy_names, shipped_text
from amends.decide.policy_text import in_language, number_key, read_policy_text, with_values, written


def at(data, path):
    for part in path:
        data = {number_key(key): value for key, value in data.items()}[part]
    return data


def leaves(policy, below=()):
    for key, value in (at(policy.data, below) if below else policy.data).items():
        path = (*below, number_key(key))
        if isinstance(value, dict) and value:
            yield from leaves(policy, path)
        else:
            yield path


PLACES = [(name, path) for name in policy_names() for path in leaves(read_policy_text(shipped_text(name)))]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6, unique_by=lambda place: place[1]), st.floats(0, 1))
def test_a_changed_value_is_all_that_changes(places, number):
    name = places[0][0]
    paths = [path for owner, path in places if owner == name]
    before = shipped_text(name)
    after = with_values(read_policy_text(before), dict.fromkeys(paths, str(round(number, 4))))
    changed = [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]
    assert len(changed) <= 2 * len(paths)
    said = read_policy_text(after)
    assert all(at(said.data, path) == round(number, 4) for path in paths)
    rest = [path for path in leaves(said) if path not in paths]
    original = read_policy_text(before)
    assert all(at(said.data, path) == at(original.data, path) for path in rest)
    assert comments_of(after) == comments_of(before)


def comments_of(text):
    return [line[line.index("#") :] for line in text.split("\n") if "#" in line]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([path for name, path in PLACES if name == "balanced"]), min_size=1, max_size=5, unique=True
    )
)
def test_what_a_policy_takes_from_another_can_be_changed_in_it(paths):
    before = shipped_text("margin_first").rstrip("\n")
    after = with_values(read_policy_text(before), dict.fromkeys(paths, "0.5"))
    said = read_policy_text(after)
    assert all(at(said.data, path) == 0.5 for path in paths)
    assert comments_of(after) == comments_of(before)


def test_points_of_a_curve_are_found_however_they_are_spelt():
    policy = read_policy_text("curve: {0: 0.1, 0.50: 0.2}\n")
    assert with_values(policy, {("curve", "0.0"): "0.3", ("curve", "0.5"): "0.4"}) == "curve: {0: 0.3, 0.50: 0.4}\n"


def test_an_empty_or_broken_off_text_can_be_filled():
    assert with_values(read_policy_text("a: {}"), {("a", "b", "c"): "1"}) == "a: {b: {c: 1}}"
    assert yaml.safe_load(with_values(read_policy_text("a:\n  b: 1  # why"), {("a", "c"): "2"})) == {
        "a": {"b": 1, "c": 2}
    }


@pytest.mark.parametrize(
    "value", ["0.5", "ours", "two words", "a: b", "x\ny: 1", "# no comment", "yes", "null", "店铺", ""]
)
def test_a_word_never_becomes_more_than_a_word(value):
    text = f"name: {written(value, text=True)}\nnext: 1\n"
    assert yaml.safe_load(text) == {"name": value, "next": 1}


def test_a_list_and_a_sum_of_money_keep_their_kind():
    assert written(("reship", "full_refund")) == "[reship, full_refund]"
    assert written("50.00", text=True) == '"50.00"'
    assert written("50.00") == "50.00"


def test_comments_are_help_in_the_language_of_the_screen():
    policy = read_policy_text(shipped_text("balanced"))
    help_ = policy.comments()
    assert in_language(help_[("acceptance", "refusal_factor")], "zh") == "拒绝一次之后,其他方案的优势打折"
    assert in_language(help_[("acceptance", "refusal_factor")], "en") == "odds of other items after one refusal"
    assert in_language("nur Deutsch", "zh") == "nur Deutsch"
    assert in_language("只有中文", "en") == "只有中文"
    assert ("name",) not in help_, "what stands at the top is about the whole policy"
    assert "lawful first" in policy.description()
    assert policy.description().startswith("平衡策略")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2\n", "line 2: a stands here a second time"),
        ("c: {0: 1, 0.0: 2}\n", "second time"),
        ("a: &x {b: 1}\nc: *x\n", "without & and"),
        ("a: {<<: 1}\n", "without & and"),
        ("a: 1\nb: [1, 2\nc: 3\n", "line 3"),
        ("? [a]\n: 1\n", "name is missing"),
        ("- a\n", "list of names"),
        ("", "list of names"),
        ("a: " + "x" * 100_001, "at most"),
        ("a: \x00", "YAML"),
        ("!!python/object/apply:os.system ['true']", "line|list of names"),
        ("a: !!python/name:os.system ''", "line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, said):
    with pytest.raises(InputError, match=said):
        read_policy_text(text)


@pytest.mark.parametrize(
    ("before", "path", "told", "after"),
    [
        ("a:\n- x\n- y\nb: 1\n", ("a",), "[z]", "a: [z]\nb: 1\n"),
        ("a:  # why\n  - x  # because\n  - y\nb: 1\n", ("a",), "[z]", "a: [z]  # why · because\nb: 1\n"),
        ("a: |\n  long\n  words\nb: 1\n", ("a",), "short", "a: short\nb: 1\n"),
        ("a:\nb: 1\n", ("a",), "5", "a: 5\nb: 1\n"),
        ("a: [x,  # first\n  y]  # both\nb: 1\n", ("a",), "[z]", "a: [z]  # first  # both\nb: 1\n"),
        ("a: {b: [x,  # first\n  y], c: 1}\n", ("a", "b"), "[z]", "a: {b: [z]  # first\n        , c: 1}\n"),
        ("a:\n  b: 1\n  # the end\n", ("a", "c"), "2", "a:\n  b: 1\n  c: 2\n  # the end\n"),
    ],
)
def test_values_of_every_shape_are_replaced_and_no_comment_is_lost(before, path, told, after):
    changed = with_values(read_policy_text(before), {path: told})
    assert changed == after
    assert yaml.safe_load(written_back(changed, path)) == yaml.safe_load(told)


def written_back(text, path):
    return yaml.safe_dump(at(yaml.safe_load(text), path))
