"""The policy lab: ask what another policy would have cost, follow it, read the answer, let it decide."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field, StringConstraints

from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.policies.queries import may_switch
from amends.insight.models import Night, Trial
from amends.insight.operations import Question, ask_trial, cancel_trial
from amends.insight.queries import may_ask, model_seen_by, nights_of, percent_done, trial_seen_by, trials_of
from amends.insight.switching import let_decide
from amends.insight.ways import LEARNED, NOW, way_in, way_of, ways_of
from amends.web.api.access import person_of
from amends.web.api.policies import PolicyChange, PolicyChanges, WithReason, change_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Moment, Number, ShopNamed, Short, company_of, does, own_shop, reads

#: A way of deciding: what decides now, the fixed rules, a policy, what was learned.
Key = Annotated[
    str, StringConstraints(pattern=r"^(now|table|shipped:[a-z_]{1,40}|kept:[0-9]{1,17}|learned:[0-9]{1,17})$")
]


class ComparableWay(BaseModel):
    """What can be compared, and what it stands for today."""

    key: str
    version: str


class ComparableWays(BaseModel):
    ways: list[ComparableWay]


class Comparison(BaseModel):
    """``state``: waiting, reading, learning, trying, done, cancelled, failed; ``percent`` how far it is.

    ``result`` is null until it is done: figures as docs/how-to/compare-two-policies.md explains them.
    """

    id: int
    state: str
    percent: int
    candidate: ComparableWay
    against: ComparableWay
    shop: str | None
    start: datetime | None
    end: datetime | None
    asked_at: datetime
    asked_by: str | None
    finished_at: datetime | None
    error: str
    result: dict[str, Any] | None


class Comparisons(BaseModel):
    comparisons: list[Comparison]


class ComparisonAsked(BaseModel):
    """Two ways by their keys, one shop (null: all that have nothing of their own), and a span of the history."""

    candidate: Key
    against: Key = NOW
    shop: ShopNamed | None = None
    start: Moment | None = None
    end: Moment | None = None


class ComparisonUsed(BaseModel):
    shop: ShopNamed | None = None
    reason: Short = Field(min_length=1)


class NightShown(BaseModel):
    """What was learned in a night and what the promotion gate said of it; ``drift``: buyers answer otherwise."""

    day: str
    lines: int
    sample: int
    drift: bool
    promoted: bool
    model: int | None
    reasons: list[Any]


class Nights(BaseModel):
    nights: list[NightShown]


def _lab(request: HttpRequest) -> Organisation:
    """The lab is an owner's; to anybody else it is as if it were not there."""
    if not may_ask(person_of(request)):
        raise Refused(404, "not_found", "The policy lab is for owners; ask one of your company.")
    return company_of(request)


def _trial(request: HttpRequest, trial_id: int) -> Trial:
    found = trial_seen_by(person_of(request), trial_id)
    if found is None:
        raise no_such("comparison")
    return found


def _shown(trial: Trial) -> Comparison:
    sides = [way_in(each) for each in (trial.candidate, trial.against)]
    return Comparison(
        id=trial.pk,
        state=trial.state,
        percent=percent_done(trial),
        candidate=ComparableWay(key=sides[0].key, version=sides[0].version),
        against=ComparableWay(key=sides[1].key, version=sides[1].version),
        shop=trial.shop.key if trial.shop is not None else None,
        start=trial.start,
        end=trial.end,
        asked_at=trial.asked_at,
        asked_by=trial.asked_by.name if trial.asked_by is not None else None,
        finished_at=trial.finished_at,
        error=trial.error,
        result=trial.result if trial.state == Trial.DONE else None,
    )


@reads("/lab/ways", ComparableWays, tag="lab", summary="What can be compared")
def list_ways(request: HttpRequest) -> Any:
    return ComparableWays(
        ways=[ComparableWay(key=each.key, version=each.version) for each in ways_of(_lab(request), None)]
    )


@reads("/lab/comparisons", Comparisons, tag="lab", summary="Comparisons of policies, the newest first")
def list_comparisons(request: HttpRequest) -> Any:
    """Twenty are kept."""
    company, person = _lab(request), person_of(request)
    rows = [each for each in trials_of(company) if each.shop is None or may_switch(person, company, each.shop)]
    return Comparisons(comparisons=[_shown(each) for each in rows])


@does("/lab/comparisons", Comparison, tag="lab", summary="Ask for a comparison", scope=Scope.PROPOSE, status=202)
def ask_comparison(request: HttpRequest, body: ComparisonAsked) -> Any:
    """In the background: look at it until it is done. The same question while it is at work is the same comparison."""
    person, company = person_of(request), _lab(request)
    question = Question(body.candidate, body.against, own_shop(request, body.shop), body.start, body.end)
    trial = ask_trial(
        actor=actor_of(person), person=person, organisation=company, question=question, now=timezone.now()
    )
    return Status(202, _shown(trial))


@reads("/lab/comparisons/{trial_id}", Comparison, tag="lab", summary="How far a comparison is, and what it found")
def read_comparison(request: HttpRequest, trial_id: Number) -> Any:
    return _shown(_trial(request, trial_id))


@does("/lab/comparisons/{trial_id}/cancel", Comparison, tag="lab", summary="Stop a comparison", scope=Scope.PROPOSE)
def cancel_comparison(request: HttpRequest, trial_id: Number) -> Any:
    """409 where it has ended already."""
    if not cancel_trial(actor=actor_of(person_of(request)), trial=_trial(request, trial_id), now=timezone.now()):
        raise DomainError("This comparison has ended already.")
    return _shown(_trial(request, trial_id))


@does("/lab/comparisons/{trial_id}/use", PolicyChanges, tag="lab", summary="Let the first policy of a comparison decide", scope=Scope.SETTINGS)  # fmt: skip
def use_comparison(request: HttpRequest, trial_id: Number, body: ComparisonUsed) -> Any:
    """In one shop or in all; exploration stays as it is. Taken back like any change of what decides."""
    trial = _trial(request, trial_id)
    rows = let_decide(
        person=person_of(request), organisation=trial.organisation, shop=own_shop(request, body.shop),
        way=way_in(trial.candidate), reason=body.reason, now=timezone.now(),
    )  # fmt: skip
    return PolicyChanges(changes=[change_of(row) for row in rows])


@reads("/lab/nights", Nights, tag="lab", summary="What was learned in the last nights")
def list_nights(request: HttpRequest) -> Any:
    """Fourteen, the newest first."""
    return Nights(nights=[_night(each) for each in nights_of(_lab(request))])


def _night(night: Night) -> NightShown:
    return NightShown(
        day=night.day.isoformat(),
        lines=night.lines,
        sample=night.sample,
        drift=night.drift,
        promoted=night.promoted,
        model=night.model_id,
        reasons=night.reasons,
    )


@does(
    "/lab/models/{model_id}/use", PolicyChange, tag="lab", summary="Let what was learned decide", scope=Scope.SETTINGS
)
def use_model(request: HttpRequest, model_id: Number, body: WithReason) -> Any:
    """For an owner, whatever the gate says of it; with her reason on record."""
    company, person = _lab(request), person_of(request)
    model = model_seen_by(person, model_id)
    if model is None:
        raise no_such("model")
    rows = let_decide(
        person=person, organisation=company, shop=None, way=way_of(company, None, f"{LEARNED}:{model.pk}"),
        reason=body.reason, now=timezone.now(),
    )  # fmt: skip
    return change_of(rows[0])
