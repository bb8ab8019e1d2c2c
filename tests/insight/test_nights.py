"""Learning at night: what was learned decides only through the gate, once a night, and never without a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from making import NOW

from amends.decide import Model
from amends.decide.promotion import INCOMPARABLE, Promotion
from amends.desk.journal.models import Entry
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.policies.learning import LearningStopped, keep_model, keep_out, promote, stop_exploring
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.operations import Choice, Scope, stop_learning, switch_on, undo_switch
from amends.desk.policies.queries import newest_switch, standing
from amends.insight import nights
from amends.insight.models import Night
from amends.insight.nights import DRIFTED, NOTHING_KNOWN, NOTHING_NEW, STOPPED, learn_night
from amends.jobs.models import Job
from tests.conftest import Desk
from tests.insight.history import case_of, explored, sent, settled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_what_saves_and_harms_nobody_is_promoted_with_its_reason_and_can_be_undone(
    desk: Desk, few: KeptPolicy, olga: Person
) -> None:
    explored(desk.shop, 440)
    night = learn_night(desk.organisation, TODAY, NOW)
    assert night.promoted, night.reasons
    assert night.reasons[0].startswith("It saves between ")
    assert night.figures["saving"]["ess"] >= 100
    now_stands = standing(desk.shop)
    assert now_stands.model is not None
    assert now_stands.policy.version == few.version, "the policy stays; only what was learned is new"
    learned = LearnedModel.objects.get()
    assert (learned.state, learned.reason) == (LearnedModel.STANDING, night.reasons[0])
    assert Entry.objects.filter(action="policy.promoted").get().data["reason"] == night.reasons[0]
    switch = newest_switch(desk.organisation.pk, None)
    assert switch is not None
    assert switch.by is None
    undo_switch(actor=actor_of(olga), person=olga, switch=switch, reason="", now=NOW)
    assert standing(desk.shop).model is None


def test_a_first_outcome_is_learned_from_and_kept_out(desk: Desk) -> None:
    settled(desk.shop, "1")
    night = learn_night(desk.organisation, TODAY, NOW)
    assert (night.sample, night.promoted) == (1, False)
    assert night.reasons
    assert LearnedModel.objects.get().state == LearnedModel.KEPT_OUT
    assert Entry.objects.filter(action="policy.kept_out").exists()
    assert standing(desk.shop).model is None


def test_as_long_as_every_later_case_is_open_what_was_learned_is_kept_out(desk: Desk) -> None:
    settled(desk.shop, "1")
    sent(case_of(desk.shop, "2", NOW - timedelta(days=1)))
    night = learn_night(desk.organisation, TODAY, NOW)
    assert (night.sample, night.still_open, night.promoted) == (1, 1, False)
    assert night.reasons == [INCOMPARABLE]
    assert LearnedModel.objects.get().state == LearnedModel.KEPT_OUT


def test_without_any_outcome_nothing_is_learned_and_that_is_said(desk: Desk) -> None:
    night = learn_night(desk.organisation, TODAY, NOW)
    assert night.reasons == [NOTHING_KNOWN]
    assert not LearnedModel.objects.exists()


def test_the_same_day_twice_and_a_day_without_news_change_nothing(desk: Desk) -> None:
    settled(desk.shop, "1")
    first = learn_night(desk.organisation, TODAY, NOW)
    assert learn_night(desk.organisation, TODAY, NOW).pk == first.pk
    second = learn_night(desk.organisation, TODAY + timedelta(days=1), NOW + timedelta(days=1))
    assert second.reasons == [NOTHING_NEW]
    assert LearnedModel.objects.count() == 1


def test_a_night_that_broke_off_after_learning_still_asks_the_gate(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk.shop, "1")

    def pulled(*_: object, **__: object) -> Promotion:
        raise RuntimeError("the plug was pulled")

    with monkeypatch.context() as broken:
        broken.setattr(nights, "judge_run", pulled)
        with pytest.raises(RuntimeError):
            learn_night(desk.organisation, TODAY, NOW)
    assert LearnedModel.objects.get().state == LearnedModel.CANDIDATE
    learn_night(desk.organisation, TODAY, NOW)
    assert LearnedModel.objects.get().state == LearnedModel.KEPT_OUT


def test_while_learning_is_stopped_nothing_is_promoted(desk: Desk, few: KeptPolicy, olga: Person) -> None:
    settled(desk.shop, "1")
    stop_learning(actor=actor_of(olga), person=olga, scope=Scope(desk.organisation), reason="odd offers", now=NOW)
    night = learn_night(desk.organisation, TODAY, NOW)
    assert night.reasons == [STOPPED]
    kept, _ = keep_model(actor=SYSTEM, organisation=desk.organisation, model=Model(sample=3), now=NOW)
    with pytest.raises(LearningStopped):
        promote(actor=SYSTEM, model=kept, reason="x", now=NOW)


def test_a_shop_with_something_of_its_own_neither_teaches_nor_is_changed(
    desk: Desk, few: KeptPolicy, olga: Person
) -> None:
    settled(desk.own_shop, "1")
    switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation, desk.own_shop),
        choice=Choice(shipped="margin_first"), reason="a test", now=NOW,
    )  # fmt: skip
    assert learn_night(desk.organisation, TODAY, NOW).lines == 0


def test_another_companys_outcomes_teach_nothing_here(desk: Desk) -> None:
    settled(desk.other_shop, "1")
    assert learn_night(desk.organisation, TODAY, NOW).lines == 0


# Drift ---------------------------------------------------------------------------------------------------------------


def test_drift_stops_exploration_everywhere_and_is_told(
    desk: Desk, few: KeptPolicy, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(olga)
    share = Decimal("0.100")
    switch_on(
        actor=actor, person=olga, scope=Scope(desk.organisation), choice=Choice(policy=few, exploration_share=share),
        reason="learn", now=NOW,
    )  # fmt: skip
    switch_on(
        actor=actor, person=olga, scope=Scope(desk.organisation, desk.own_shop),
        choice=Choice(shipped="balanced", exploration_share=share), reason="learn", now=NOW,
    )  # fmt: skip
    settled(desk.shop, "1")
    real = nights.learn

    def drifted(*arguments: object, **more: object) -> Model:
        model = real(*arguments, **more)  # type: ignore[arg-type]
        return model.model_copy(update={"report": model.report.model_copy(update={"drift": True})})

    monkeypatch.setattr(nights, "learn", drifted)
    night = learn_night(desk.organisation, TODAY, NOW)
    assert night.drift
    assert DRIFTED in night.reasons
    for shop in (desk.shop, desk.own_shop):
        assert standing(shop).exploration is None
    assert standing(desk.shop).policy.version == few.version
    assert Entry.objects.filter(action="policy.exploration_stopped").count() == 2
    assert stop_exploring(actor=SYSTEM, organisation=desk.organisation, reason="again", now=NOW) == []


# The job -------------------------------------------------------------------------------------------------------------


def test_each_company_learns_once_a_day_after_two_on_its_own_clock(
    desk: Desk, run_jobs: Callable[[datetime], int]
) -> None:
    from amends.desk.flow import start_sweeps

    settled(desk.shop, "1")
    early = datetime.fromisoformat("2026-11-20T01:30:00+08:00")
    start_sweeps(early)
    run_jobs(early)
    assert not Night.objects.exists()
    later = early + timedelta(hours=1)
    run_jobs(later)
    run_jobs(later + timedelta(hours=1))
    run_jobs(later + timedelta(hours=2))
    assert [(night.organisation_id, night.day) for night in Night.objects.order_by("organisation_id")] == [
        (desk.organisation.pk, TODAY),
        (desk.other_organisation.pk, TODAY),
    ]
    assert Job.objects.filter(kind="lab.sweep", done_at__isnull=True).count() == 1


# What was learned ----------------------------------------------------------------------------------------------------


def test_a_model_is_kept_once_and_what_no_switch_has_any_more_is_retired(desk: Desk) -> None:
    one, fresh = keep_model(actor=SYSTEM, organisation=desk.organisation, model=Model(sample=3), now=NOW)
    assert fresh
    promote(actor=SYSTEM, model=one, reason="better", now=NOW)
    again, fresh = keep_model(actor=SYSTEM, organisation=desk.organisation, model=Model(sample=3), now=NOW)
    assert (again.pk, fresh) == (one.pk, False)
    other, _ = keep_model(actor=SYSTEM, organisation=desk.organisation, model=Model(sample=9), now=NOW)
    promote(actor=SYSTEM, model=other, reason="better still", now=NOW)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (LearnedModel.RETIRED, LearnedModel.STANDING)
    keep_out(actor=SYSTEM, model=other, reason="too late", now=NOW)
    other.refresh_from_db()
    assert other.state == LearnedModel.STANDING, "what was decided is not decided again"
    assert Switch.objects.count() == 2
