"""The policy lab: a comparison asked, worked out in steps, stopped, repeated, and made to decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW

from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy, LearnedModel
from amends.desk.policies.operations import Choice, Scope, switch_on
from amends.desk.policies.queries import standing
from amends.insight import trying
from amends.insight.models import Trial, TrialPart
from amends.insight.operations import (
    KEPT,
    NothingToCompare,
    OwnersOnly,
    Question,
    ask_trial,
    cancel_trial,
)
from amends.insight.queries import percent_done, trial_seen_by, trials_of
from amends.insight.switching import NothingToSwitch, let_decide
from amends.insight.trying import try_on
from amends.insight.ways import LEARNED, NoSuchWay, Way, way_in, way_now, way_of, ways_of
from amends.jobs.models import Job
from tests.conftest import Desk
from tests.insight.history import LONG_AGO, explored, settled

pytestmark = pytest.mark.django_db
Run = Callable[[datetime], int]


def ask(
    desk: Desk, person: Person, candidate: str = "shipped:margin_first", against: str = "now", **more: Any
) -> Trial:
    return ask_trial(
        actor=actor_of(person), person=person, organisation=desk.organisation,
        question=Question(candidate, against, **more), now=NOW,
    )  # fmt: skip


def done(trial: Trial) -> Trial:
    trial.refresh_from_db()
    return trial


def test_a_comparison_is_worked_out_by_jobs_and_tells_what_would_have_been_saved(
    desk: Desk, olga: Person, few: KeptPolicy, run_jobs: Run
) -> None:
    explored(desk.shop, 120)
    trial = ask(desk, olga)
    assert trial.state == Trial.WAITING
    run_jobs(NOW)
    trial = done(trial)
    assert trial.state == Trial.DONE
    assert trial.result is not None
    assert (trial.result["n"], trial.total) == (120, 120)
    assert trial.result["saving"]["low"] <= trial.result["saving"]["estimate"] <= trial.result["saving"]["high"]
    assert [row["country"] for row in trial.result["by_country"]] == ["BR"]
    assert [row["platform"] for row in trial.result["by_platform"]] == ["aliexpress"]
    assert not TrialPart.objects.exists(), "what was kept on the way is not kept after it"


def test_the_steps_give_the_same_as_one_replay(desk: Desk, olga: Person, run_jobs: Run, monkeypatch: Any) -> None:
    from amends.decide import full_law, shipped_policy
    from amends.decide.replay import Comparison, compare
    from amends.insight.outcomes import Span, logged

    explored(desk.shop, 30)
    monkeypatch.setattr(trying, "STEP_SECONDS", 0.0)  # one case a step
    trial = ask(desk, olga, "shipped:rating_first", "shipped:balanced")
    run_jobs(NOW)
    lines = [found.line for found in logged(Span([desk.shop.pk]), NOW) if found.line is not None]
    asked = Comparison(
        shipped_policy("rating_first"), None, shipped_policy(), None, full_law(), yardstick=shipped_policy()
    )
    assert done(trial).result == compare(lines, asked)
    assert Job.objects.filter(kind="lab.try").count() > 30


def test_its_progress_rises_and_a_lost_step_is_repeated_without_harm(
    desk: Desk, olga: Person, monkeypatch: Any
) -> None:
    explored(desk.shop, 6)
    monkeypatch.setattr(trying, "STEP_SECONDS", 0.0)
    trial = ask(desk, olga)
    seen = [percent_done(trial)]
    for number in range(40):
        before = Trial.objects.get(pk=trial.pk)
        try_on(trial.pk, NOW)
        if number == 7:  # the worker died after the work and before the job was done: the step comes again
            Trial.objects.filter(pk=trial.pk).update(state=before.state, done=before.done)
        seen.append(percent_done(done(trial)))
        if trial.state == Trial.DONE:
            break
    assert trial.result is not None
    assert trial.result["n"] == 6
    assert seen[-1] == 100
    assert len(set(seen)) > 6


def test_stopping_drops_what_was_found_and_no_step_follows(desk: Desk, olga: Person, run_jobs: Run) -> None:
    explored(desk.shop, 6)
    trial = ask(desk, olga)
    for _ in range(4):
        try_on(trial.pk, NOW)
    assert cancel_trial(actor=actor_of(olga), trial=trial, now=NOW)
    run_jobs(NOW)
    assert done(trial).state == Trial.CANCELLED
    assert trial.result is None
    assert not TrialPart.objects.exists()
    assert Entry.objects.filter(action="lab.cancelled").exists()
    assert not cancel_trial(actor=actor_of(olga), trial=trial, now=NOW)


def test_the_same_question_twice_while_it_is_at_work_is_one_trial(desk: Desk, olga: Person, run_jobs: Run) -> None:
    first = ask(desk, olga)
    assert ask(desk, olga).pk == first.pk
    run_jobs(NOW)
    assert ask(desk, olga).pk != first.pk


def test_an_empty_history_gives_an_empty_result_and_no_error(desk: Desk, olga: Person, run_jobs: Run) -> None:
    trial = ask(desk, olga)
    run_jobs(NOW)
    assert done(trial).state == Trial.DONE
    assert trial.result is not None
    assert trial.result["n"] == 0


def test_a_step_that_fails_for_good_is_told_on_the_trial(
    desk: Desk, olga: Person, run_jobs: Run, monkeypatch: Any
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a figure was missing")

    monkeypatch.setattr(trying, "logged", broken)
    trial = ask(desk, olga)
    for minutes in range(0, 20, 2):
        run_jobs(NOW + timedelta(minutes=minutes))
    assert done(trial).state == Trial.FAILED
    assert "a figure was missing" in trial.error


def test_a_span_and_a_shop_limit_what_is_looked_at(desk: Desk, olga: Person, run_jobs: Run) -> None:
    for number in range(3):
        settled(desk.shop, f"a{number}", LONG_AGO + timedelta(days=10 * number))
    settled(desk.own_shop, "b1")
    trial = ask(desk, olga, shop=desk.shop, start=LONG_AGO + timedelta(days=5), end=LONG_AGO + timedelta(days=15))
    everywhere = ask(desk, olga)
    run_jobs(NOW)
    assert done(trial).total == 1
    assert done(everywhere).total == 4


def test_the_fixed_rules_stand_behind_all_gates_in_the_lab_too(desk: Desk, olga: Person, run_jobs: Run) -> None:
    explored(desk.shop, 20)
    trial = ask(desk, olga, "table", "now")
    run_jobs(NOW)
    assert done(trial).result is not None
    assert trial.result["floor_breaches"] == 0


def test_old_comparisons_go_when_there_are_many(desk: Desk, olga: Person, run_jobs: Run) -> None:
    for _ in range(KEPT + 3):
        ask(desk, olga)
        run_jobs(NOW)
    assert Trial.objects.count() <= KEPT + 1


# Who, and what can be compared ---------------------------------------------------------------------------------------


def test_only_an_owner_asks_and_only_her_company_sees(desk: Desk, olga: Person, alice: Person, charlie: Person) -> None:
    with pytest.raises(OwnersOnly):
        ask(desk, alice)
    with pytest.raises(OwnersOnly):
        ask(desk, charlie)
    trial = ask(desk, olga)
    assert trial_seen_by(olga, trial.pk) is not None
    assert trial_seen_by(alice, trial.pk) is None
    assert trial_seen_by(charlie, trial.pk) is None
    assert not trials_of(desk.other_organisation)


def test_every_way_of_deciding_can_be_chosen_by_its_key(desk: Desk, few: KeptPolicy) -> None:
    learned = LearnedModel.objects.create(
        organisation=desk.organisation, made_at=NOW, content={"sample": 1}, digest="abc", sample=1
    )
    keys = [way.key for way in ways_of(desk.organisation, None)]
    assert keys[:2] == ["now", "table"]
    assert {"shipped:balanced", f"kept:{few.pk}", f"{LEARNED}:{learned.pk}"} <= set(keys)
    for key in keys:
        assert way_of(desk.organisation, None, key).key == key
    assert way_now(desk.organisation, None).version == few.version


@pytest.mark.parametrize(
    "key", ["", "x", "shipped:none", "kept:", "kept:x", "kept:99999", "learned:0", "learned:9" * 30]
)
def test_what_cannot_be_compared_is_refused(desk: Desk, olga: Person, key: str) -> None:
    with pytest.raises(NoSuchWay):
        ask(desk, olga, key)


def test_another_companys_policy_is_as_unknown_as_one_that_does_not_exist(
    desk: Desk, olga: Person, few: KeptPolicy
) -> None:
    KeptPolicy.objects.filter(pk=few.pk).update(organisation=desk.other_organisation)
    with pytest.raises(NoSuchWay):
        ask(desk, olga, f"kept:{few.pk}", "shipped:balanced")


def test_comparing_a_policy_with_itself_or_an_empty_span_is_refused(desk: Desk, olga: Person) -> None:
    with pytest.raises(NothingToCompare):
        ask(desk, olga, "shipped:balanced", "now")
    with pytest.raises(NothingToCompare):
        ask(desk, olga, start=NOW, end=NOW)


def test_what_is_compared_is_what_it_was_when_it_was_asked(
    desk: Desk, olga: Person, few: KeptPolicy, run_jobs: Run
) -> None:
    settled(desk.shop, "1")
    trial = ask(desk, olga)
    switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation), choice=Choice(shipped="rating_first"),
        reason="meanwhile", now=NOW,
    )  # fmt: skip
    run_jobs(NOW)
    assert way_in(done(trial).against).version == few.version


# To a decision -------------------------------------------------------------------------------------------------------


def test_an_owner_lets_it_decide_and_exploration_stays_as_it_was(desk: Desk, olga: Person) -> None:
    from decimal import Decimal

    switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation),
        choice=Choice(shipped="balanced", exploration_share=Decimal("0.050")), reason="learn", now=NOW,
    )  # fmt: skip
    way = way_of(desk.organisation, None, "shipped:margin_first")
    let_decide(person=olga, organisation=desk.organisation, shop=None, way=way, reason="it saves", now=NOW)
    stands = standing(desk.shop)
    assert stands.policy.name == "margin_first"
    assert stands.exploration is not None
    with pytest.raises(NothingToSwitch):
        let_decide(person=olga, organisation=desk.organisation, shop=None, way=way, reason="again", now=NOW)


def test_what_was_kept_out_decides_only_where_an_owner_says_so(desk: Desk, olga: Person, alice: Person) -> None:
    learned = LearnedModel.objects.create(
        organisation=desk.organisation, made_at=NOW, content={"sample": 1}, digest="abc", sample=1,
        state=LearnedModel.KEPT_OUT,
    )  # fmt: skip
    way = way_of(desk.organisation, None, f"{LEARNED}:{learned.pk}")
    from amends.desk.policies.operations import OwnersOnly as NotHers

    with pytest.raises(NotHers):
        let_decide(person=alice, organisation=desk.organisation, shop=None, way=way, reason="why not", now=NOW)
    let_decide(person=olga, organisation=desk.organisation, shop=None, way=way, reason="I know my buyers", now=NOW)
    learned.refresh_from_db()
    assert learned.state == LearnedModel.STANDING
    assert standing(desk.shop).model is not None


def test_the_fixed_rules_are_switched_on_by_stopping_to_learn(desk: Desk, olga: Person) -> None:
    let_decide(
        person=olga,
        organisation=desk.organisation,
        shop=None,
        way=Way("table", "x", table=True),
        reason="safe",
        now=NOW,
    )
    assert standing(desk.shop).fixed_table
    assert way_now(desk.organisation, None).table
