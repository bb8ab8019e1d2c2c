"""How practice goes: a person's own progress, her answers, the team's; which past cases are practised on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status
from pydantic import BaseModel, Field

from amends.core.vocabulary import Scope
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.practice.models import Attempt
from amends.desk.practice.operations import allow_past_cases, keep_buyer_out, let_buyer_in
from amends.desk.practice.queries import (
    Tally,
    attempt_of,
    begun_by,
    chosen_exercise,
    done_by,
    exercises_of,
    kept_out_buyer,
    kept_out_for,
    last_attempts,
    next_of,
    past_allowed,
    progress_of,
    team_of,
)
from amends.desk.shops.queries import is_lead, leads, owns
from amends.web.api.access import person_of
from amends.web.api.assist import Agreement
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Number, company_of, does, reads

NEXT = 3


class TallyShown(BaseModel):
    """How often done and how often rightly; ``wrong`` counts the questions that were answered with no."""

    done: int
    right: int
    wrong: dict[str, int]


class ExerciseNext(BaseModel):
    """``why``: new, weak, due, ahead."""

    exercise: str
    language: str
    why: str


class AnswerShown(BaseModel):
    """One of your own answers, with what was found in it."""

    id: int
    exercise: str
    kind: str
    language: str
    started_at: datetime
    answered_at: datetime | None
    right: bool | None
    letter: str
    points: list[dict[str, Any]]


class AnswerRow(BaseModel):
    id: int
    exercise: str
    kind: str
    language: str
    answered_at: datetime | None
    right: bool | None


class PracticeProgress(BaseModel):
    """Your own: by kind, by the buyer's language, in all; what is next; your newest twenty answers."""

    all: TallyShown
    kinds: dict[str, TallyShown]
    languages: dict[str, TallyShown]
    next: list[ExerciseNext]
    answers: list[AnswerRow]


class PracticeCell(BaseModel):
    kind: str
    person: str
    tally: TallyShown


class TeamPractice(BaseModel):
    """Kinds by people, those with enough answers and the weakest of them first; people are not ranked."""

    kinds: list[str]
    totals: dict[str, TallyShown]
    languages: dict[str, TallyShown]
    cells: list[PracticeCell]
    past_cases: bool


class BuyerKeptOut(BaseModel):
    exercise: str = Field(max_length=80, pattern=r"^case:[0-9]{1,18}$")


class KeptOutRow(BaseModel):
    """Her name is data; ``by``: who keeps her out."""

    buyer: int
    name: str
    shop: str
    at: datetime
    by: str | None


class KeptOutList(BaseModel):
    buyers: list[KeptOutRow]


def _tally(tally: Tally) -> TallyShown:
    return TallyShown(done=tally.done, right=tally.right, wrong=dict(tally.wrong))


def _tallies(found: dict[str, Tally]) -> dict[str, TallyShown]:
    return {name: _tally(each) for name, each in found.items()}


def _row(attempt: Attempt) -> dict[str, Any]:
    names = ("exercise", "kind", "language", "answered_at", "right")
    return {"id": attempt.pk, **{name: getattr(attempt, name) for name in names}}


@reads("/practice", PracticeProgress, tag="practice", summary="How your practice goes")
def read_practice(request: HttpRequest) -> Any:
    person, begun = person_of(request), begun_by(person_of(request))
    told = progress_of(person)
    following = next_of(exercises_of(person), done_by(person), timezone.now(), NEXT, begun)
    return PracticeProgress(
        all=_tally(told.all),
        kinds=_tallies(told.kinds),
        languages=_tallies(told.languages),
        next=[ExerciseNext(exercise=each.exercise, language=each.language, why=each.why) for each in following],
        answers=[AnswerRow(**_row(each)) for each in last_attempts(person)],
    )


@reads("/practice/answers/{attempt_id}", AnswerShown, tag="practice", summary="One of your answers")
def read_answer(request: HttpRequest, attempt_id: Number) -> Any:
    """Nobody else reads what you wrote."""
    found = attempt_of(person_of(request), attempt_id)
    if found is None:
        raise no_such("answer")
    return AnswerShown(**_row(found), started_at=found.started_at, letter=found.letter, points=found.points)


def _led(request: HttpRequest) -> Organisation:
    company = company_of(request)
    if not leads(person_of(request), company):
        raise Refused(404, "not_found", "Only a lead or an owner sees how the team practises.")
    return company


@reads("/practice/team", TeamPractice, tag="practice", summary="Where the team is weak")
def read_team(
    request: HttpRequest, days: Annotated[Literal["30", "90", "365"], Query(description="Of so many days.")] = "90"
) -> Any:
    """For leads and owners."""
    company = _led(request)
    told = team_of(company, timezone.now() - timedelta(days=int(days)))
    names = dict(told.people)
    return TeamPractice(
        kinds=told.kinds, totals=_tallies(told.totals), languages=_tallies(told.languages),
        cells=[PracticeCell(kind=kind, person=names[who], tally=_tally(each)) for (kind, who), each in told.cells.items()],
        past_cases=past_allowed(company),
    )  # fmt: skip


@does("/practice/past", Agreement, tag="practice", summary="Whether ended cases are practised on", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def allow_past(request: HttpRequest, body: Agreement) -> Any:
    """For owners; without names and numbers."""
    person, company = person_of(request), company_of(request)
    if not owns(person, company):
        raise Refused(403, "owners_only", "Only an owner decides whether ended cases are practised on.")
    allow_past_cases(
        actor=actor_of(person), person=person, organisation=company, agrees=body.agrees, now=timezone.now()
    )
    return body


@does("/practice/keep-out", None, tag="practice", summary="Keep a past case's buyer out of practice", scope=Scope.SETTINGS, status=204)  # fmt: skip
def keep_out(request: HttpRequest, body: BuyerKeptOut) -> Any:
    """For leads of her shop; what was written about her in practice is deleted."""
    person = person_of(request)
    chosen = chosen_exercise(person, body.exercise)
    if chosen is None or chosen.case is None or chosen.case.buyer is None or not is_lead(person, chosen.case.shop_id):
        raise no_such("exercise")
    keep_buyer_out(actor=actor_of(person), person=person, buyer=chosen.case.buyer, now=timezone.now())
    return Status(204, None)


@reads("/practice/kept-out", KeptOutList, tag="practice", summary="Buyers kept out of practice")
def list_kept_out(request: HttpRequest) -> Any:
    """In the shops that you lead: the newest hundred."""
    rows = [
        KeptOutRow(
            buyer=row.buyer_id, name=row.buyer.name, shop=row.buyer.shop.key, at=row.at, by=row.by.name if row.by else None
        )
        for row in kept_out_for(person_of(request))
    ]  # fmt: skip
    return KeptOutList(buyers=rows)


@does("/practice/kept-out/{buyer_id}", None, tag="practice", summary="Let a buyer be practised on again", scope=Scope.SETTINGS, method="DELETE", status=204)  # fmt: skip
def let_in(request: HttpRequest, buyer_id: Number) -> Any:
    """For leads of her shop; what was deleted when she was kept out stays deleted."""
    person = person_of(request)
    row = kept_out_buyer(person, buyer_id)
    if row is None:
        raise no_such("buyer")
    let_buyer_in(actor=actor_of(person), buyer=row.buyer, now=timezone.now())
    return Status(204, None)
