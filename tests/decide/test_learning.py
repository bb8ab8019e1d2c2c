"""What outcomes teach, how fast, and what they do not teach."""

from __future__ import annotations

import json

import pytest

from amends.core.vocabulary import Remedy
from amends.decide import Model, decide, floor, parse_model, shipped_policy
from amends.decide.chances import Buyer, bad_review_when, win_chance
from amends.decide.learn import learn
from amends.decide.situation import situation_of
from tests.decide.cases import case
from tests.decide.logs import RESHIP, answers, line, log_of


def chance(model, remedy=Remedy.RESHIP, amount=0, **changes):
    return Buyer(situation_of(case(**changes), shipped_policy(), floor(), model)).takes(remedy, amount)


def test_no_outcomes_teach_nothing():
    model = learn([])
    assert chance(model) == pytest.approx(chance(None))
    untaught, plain = decide(case(), model=model), decide(case())
    assert [item.remedy for item in untaught.menu] == [item.remedy for item in plain.menu]
    assert untaught.expected_cost == plain.expected_cost
    assert untaught.basis == "default"


def test_the_first_outcome_moves_the_default_a_little_and_many_move_it_most_of_the_way():
    default = chance(None)
    assert default == pytest.approx(0.66, abs=0.005)
    after = [chance(learn(answers(count, 0).lines)) for count in (1, 8, 40, 400)]
    assert default > after[0] > after[1] > after[2] > after[3]
    assert default - after[0] < 0.2, "one refusal is one refusal"
    assert after[1] > 0.15, "eight refusals do not wipe the default out"
    assert after[3] < 0.06


def test_ten_of_twelve_is_not_taken_at_its_word():
    model = learn(answers(12, 10, offered=[{"remedy": "partial_refund", "amount": "8.19"}]).lines)
    told = chance(model, Remedy.PARTIAL_REFUND, 819)
    assert 0.55 < told < 10 / 12


def test_what_is_learned_of_one_kind_says_less_about_another():
    model = learn(answers(200, 20).lines)
    damaged, lost = chance(model), chance(model, kind="not_received")
    default = chance(None, kind="not_received")
    assert damaged < 0.2
    assert abs(lost - default) < abs(damaged - chance(None))


def test_a_remedy_that_was_never_offered_is_not_believed_to_do_better_than_its_default():
    model = learn(answers(300, 299).lines)
    assert chance(model) > 0.9
    assert chance(model, Remedy.COUPON, 234) <= chance(None, Remedy.COUPON, 234) + 0.02


def test_open_outcomes_are_open_and_no_refusals():
    settled = answers(100, 70)
    waiting = [line(200 + n, RESHIP, {"closed_at": None}) for n in range(100)]
    both = log_of(*[json.loads(entry.model_dump_json()) for entry in settled.lines], *waiting)
    assert chance(learn(both.lines)) == pytest.approx(chance(learn(settled.lines)), abs=1e-9)


def test_a_review_that_may_still_come_is_no_good_review():
    silent = [line(n, RESHIP, {"gave_up": True, "closed_at": None}) for n in range(60)]
    bad = [line(100 + n, RESHIP, {"gave_up": True, "stars": 1}) for n in range(30)]
    model = learn(log_of(*bad, *silent).lines)
    situation = situation_of(case(), shipped_policy(), floor(), model)
    assert bad_review_when(situation, "gave_up") > 0.7


def test_rulings_that_are_always_won_are_believed():
    won = log_of(*[line(n, RESHIP, {"ruled": "seller"}) for n in range(120)])
    model = learn(won.lines)
    assert win_chance(situation_of(case(), shipped_policy(), floor(), model)) > 0.85
    assert chance(model) < 0.2


def test_a_log_without_second_rounds_teaches_that_a_refusal_ends_the_talks():
    model = learn(answers(300, 100).lines)
    assert model.continues is not None
    assert model.continues < 0.03


def test_learning_is_deterministic_and_its_file_reads_back():
    one, two = learn(answers(150, 60).lines), learn(answers(150, 60).lines)
    assert one.model_dump_json() == two.model_dump_json()
    back = parse_model(json.loads(one.model_dump_json()))
    assert back.digest == one.digest
    assert decide(case(), model=back).menu == decide(case(), model=one).menu


def test_an_answer_with_a_model_says_that_it_is_learned_from_how_many_and_from_which_model():
    model = learn(answers(80, 40).lines)
    answer = decide(case(), model=model)
    assert (answer.basis, answer.sample) == ("learned", 80)
    assert answer.policy_version.endswith(model.digest)


def test_the_drift_alarm_rings_when_buyers_change_and_is_silent_when_they_do_not():
    steady = [line(n, RESHIP, {"accepted": 0} if n % 2 else {"ruled": "buyer"}) for n in range(300)]
    changed = [line(n, RESHIP, {"accepted": 0} if n < 150 else {"ruled": "buyer"}) for n in range(300)]
    assert not learn(log_of(*steady).lines).report.drift
    assert learn(log_of(*changed).lines).report.drift


def test_a_log_line_that_cannot_be_used_is_named_and_the_rest_is_learned():
    good = line(1, RESHIP, {"accepted": 0})
    past_the_menu = line(2, RESHIP, {"accepted": 4})
    impossible = {**line(3, RESHIP, {"accepted": 0}), "propensity": 0}
    log = log_of(good, past_the_menu, impossible)
    assert len(log.lines) == 1
    assert [error["id"] for error in log.errors] == ["l2", "l3"]
    assert [error["error"]["line"] for error in log.errors] == [2, 3]


def test_with_a_model_components_still_add_up_and_chances_sum_to_one():
    from decimal import Decimal

    model = learn(
        answers(120, 70, offered=[{"remedy": "reship"}, {"remedy": "partial_refund", "amount": "4.68"}]).lines
    )
    for kind in ("damaged", "not_received", "poor_quality", "return_request"):
        answer = decide(case(kind=kind), model=model)
        assert answer.p_refuse + sum(item.p_accept for item in answer.menu) == pytest.approx(1)
        for item in answer.menu:
            parts = item.components.model_dump(exclude_none=True).values()
            assert sum(Decimal(part) for part in parts) == Decimal(item.expected_cost)


def test_the_floor_holds_whatever_was_learned():
    cruel = learn(answers(300, 300, offered=[{"remedy": "apologise"}]).lines)
    assert isinstance(cruel, Model)
    for kind in sorted(floor().kinds):
        assert any(item.entitled for item in decide(case(kind=kind.value), model=cruel).menu), kind


@pytest.mark.parametrize("accepted", [0, 1])
def test_a_model_of_a_single_outcome_can_be_written_and_read(accepted):
    from amends.decide import parse_model

    model = learn(answers(1, accepted).lines)
    assert parse_model(json.loads(model.model_dump_json())) == model


def test_open_answers_teach_as_long_as_every_case_before_them_has_its_answer():
    """Of the cases after the first one that still waits, the answered would be the quick ones."""
    quick = [line(n, RESHIP, {"accepted": 0, "closed_at": None}) for n in range(40)]
    assert learn(log_of(*quick).lines).sample == 40
    one_waits = [*quick[:10], line(10, RESHIP, {"closed_at": None}), *quick[11:]]
    assert learn(log_of(*one_waits).lines).sample == 10
