"""The person herself: her languages; and what today asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel, Field, StringConstraints

from amends.core.contracts.fields import AmountOf
from amends.core.vocabulary import LANGUAGES, Scope
from amends.desk.cases.queries import stakes, tab_rows
from amends.desk.orders.queries import booked_within
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import choose_language, declare_languages
from amends.desk.promises.queries import promises_due
from amends.desk.recoveries.queries import expected_rows, expiring
from amends.desk.shops.queries import CurrencySum, rates_of
from amends.web.api.access import person_of
from amends.web.api.routes import company_of, does, reads
from amends.web.workspace.frame import frame_of
from amends.web.workspace.today import promised, silent_shops, spans_ahead, today_of, total_of, yesterday_of

Language = Annotated[str, StringConstraints(pattern=f"^({'|'.join(LANGUAGES)})$")]


class Profile(BaseModel):
    """``language``: of your screens and of the gists of letters; ``writes``: those in which you answer for words."""

    id: int
    name: str
    email: str
    language: str
    writes: list[str]
    time_zone: str
    organisation: str | None


class ProfileGiven(BaseModel):
    """What is left out stays as it is."""

    language: Literal["zh", "en"] | None = None
    writes: list[Language] | None = Field(None, max_length=60)


class SumShown(BaseModel):
    """In your company's currency; ``without_rate`` are amounts for which no rate is known."""

    number: int
    amount: AmountOf
    without_rate: list[AmountOf]


class Today(BaseModel):
    """``due``: what cases whose deadline is today put at stake; ``claims``: what claims of this week are expected to
    bring; ``paid_yesterday``: what went back to buyers; ``tabs``: open cases by tab; ``silent``: shops not heard of."""

    due: SumShown
    claims: SumShown
    paid_yesterday: SumShown
    tabs: dict[str, int]
    promises_due: int
    silent: list[str]


def _profile(person: Person) -> Profile:
    return Profile(
        id=person.pk,
        name=person.name,
        email=person.email,
        language=person.language,
        writes=person.writes,
        time_zone=person.time_zone,
        organisation=person.organisation.name if person.organisation is not None else None,
    )


@reads("/profile", Profile, tag="profile", summary="For whom this token acts")
def read_profile(request: HttpRequest) -> Any:
    return _profile(person_of(request))


@does("/profile", Profile, tag="profile", summary="Choose your languages", scope=Scope.SETTINGS, method="PUT")
def change_profile(request: HttpRequest, body: ProfileGiven) -> Any:
    """Whoever declares a language answers for her own words in it."""
    person, now = person_of(request), timezone.now()
    if body.language is not None:
        choose_language(actor=actor_of(person), person=person, language=body.language, now=now)
    if body.writes is not None:
        declare_languages(actor=actor_of(person), person=person, languages=body.writes, now=now)
    return _profile(person)


@reads("/today", Today, tag="cases", summary="What today asks for")
def read_today(request: HttpRequest) -> Any:
    """The figures of the morning page; the cases themselves are in /cases by tab."""
    company, frame = company_of(request), frame_of(request)
    ids, rates = [shop.pk for shop in frame.shops], rates_of(company, frame.now.date())

    def summed(rows: Any) -> SumShown:
        told = total_of((CurrencySum(*row) for row in rows), company, frame.now, rates)
        assert told is not None
        return SumShown(
            number=told.number,
            amount=AmountOf(**told.money.as_dict()),
            without_rate=[AmountOf(**each.as_dict()) for each in told.without_rate],
        )

    return Today(
        due=summed(stakes(today_of(frame))),
        claims=summed(expected_rows(expiring(spans_ahead(frame, timedelta(days=7))))),
        paid_yesterday=summed(booked_within(yesterday_of(frame))),
        tabs={str(tab): number for tab, number in tab_rows(ids)},
        promises_due=len(promised(frame, promises_due(ids, frame.now)[:500], timedelta(days=2))),
        silent=[shop.key for shop in silent_shops(frame)],
    )
