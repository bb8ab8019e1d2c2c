"""Settings of shops: their hours, and of which milestones buyers are told."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path
from pydantic import BaseModel, Field

from amends.core.vocabulary import LANGUAGES, Milestone, Scope
from amends.desk.deadlines.operations import set_team_week
from amends.desk.deadlines.queries import hours_said
from amends.desk.notices.operations import MOST_A_DAY, choose_notices
from amends.desk.notices.queries import caps_of, choices_of
from amends.desk.notices.rules import rule_of
from amends.desk.notices.wording import previews
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.desk.shops.operations import MOST_HOURS, change_shop
from amends.desk.shops.queries import owns_shop
from amends.web.api.access import person_of
from amends.web.api.problems import Refused
from amends.web.api.routes import Short, does, reads, shops_asked

Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
Hours = Annotated[int, Field(ge=1, le=MOST_HOURS)]


class ShopSettings(BaseModel):
    """``response_hours``: within which a buyer is answered; ``silent_after_hours``: when a silent feed is reported."""

    name: Short
    time_zone: str = Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$", examples=["Asia/Shanghai"])
    response_hours: Hours
    silent_after_hours: Hours


class NoticeChoice(BaseModel):
    milestones: list[Milestone]
    daily_cap: Annotated[int, Field(ge=1, le=MOST_A_DAY)] = 200


class NoticesShown(NoticeChoice):
    """``allowed``: what the platform's rules let a shop tell, and ``why``, with where that was read."""

    allowed: list[Milestone]
    why: str
    source: str


class NoticePreview(BaseModel):
    """``gist`` is the notice in your own language."""

    subject: str
    body: str
    gist: str


class Span(BaseModel):
    """Hours of the wall clock of the shop; `00:00` as an end is the end of the day."""

    opens: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    closes: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


class HoursOfTeam(BaseModel):
    """By weekday, `0` is Monday; a day that is left out is free, and no day at all means day and night.

    ``calendar``: the country whose public holidays are free. Single days and worked weekends stay as they are.
    """

    week: dict[Annotated[str, Field(pattern=r"^[0-6]$")], Annotated[list[Span], Field(min_length=1, max_length=6)]]
    calendar: Annotated[str, Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")] = ""


def _owned(request: HttpRequest, key: str) -> Shop:
    shop = shops_asked(request, key)[0]
    if not owns_shop(person_of(request), shop.pk):
        raise Refused(403, "owners_only", "Only an owner of the shop changes its settings.")
    return shop


def _settings(shop: Shop) -> ShopSettings:
    return ShopSettings(
        name=shop.name, time_zone=shop.time_zone, response_hours=shop.response_hours,
        silent_after_hours=shop.silent_after_hours,
    )  # fmt: skip


def _notices(shop: Shop) -> NoticesShown:
    rule, chosen = rule_of(shop.platform), choices_of([shop.pk])[shop.pk]
    return NoticesShown(
        milestones=[each for each in Milestone if each in chosen],
        daily_cap=caps_of([shop.pk])[shop.pk],
        allowed=[each for each in Milestone if each in rule.may],
        why=rule.why,
        source=rule.source,
    )


@reads("/shops/{key}/settings", ShopSettings, tag="settings", summary="A shop's settings", scope=Scope.SETTINGS)
def read_shop_settings(request: HttpRequest, key: Key) -> Any:
    return _settings(shops_asked(request, key)[0])


@does("/shops/{key}/settings", ShopSettings, tag="settings", summary="Change a shop's settings", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def change_shop_settings(request: HttpRequest, key: Key, body: ShopSettings) -> Any:
    """Only for an owner of the shop. 409 `wrong_shop` for a time zone that does not exist."""
    shop = _owned(request, key)
    change_shop(actor=actor_of(person_of(request)), shop=shop, now=timezone.now(), **body.model_dump())
    return _settings(shop)


def _hours(shop: Shop) -> HoursOfTeam:
    said = hours_said([shop.pk]).get(shop.pk, {})
    week = {
        day: [Span(opens=each["from"], closes=each["until"]) for each in spans]
        for day, spans in said.get("week", {}).items()
        if spans
    }
    return HoursOfTeam(week=week, calendar=said.get("calendar") or "")


@reads("/shops/{key}/hours", HoursOfTeam, tag="settings", summary="When a shop's team works", scope=Scope.SETTINGS)
def read_team_hours(request: HttpRequest, key: Key) -> Any:
    return _hours(shops_asked(request, key)[0])


@does("/shops/{key}/hours", HoursOfTeam, tag="settings", summary="Set when a shop's team works", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_shop_hours(request: HttpRequest, key: Key, body: HoursOfTeam) -> Any:
    """Only for an owner of the shop. 409 `wrong_team_hours` for spans that overlap or end before they begin."""
    shop = _owned(request, key)
    week = {day: [{"from": each.opens, "until": each.closes} for each in spans] for day, spans in body.week.items()}
    set_team_week(actor=actor_of(person_of(request)), shop=shop, week=week, calendar=body.calendar, now=timezone.now())
    return _hours(shop)


@reads("/shops/{key}/notices", NoticesShown, tag="settings", summary="Of which milestones a shop's buyers are told", scope=Scope.SETTINGS)  # fmt: skip
def read_notices(request: HttpRequest, key: Key) -> Any:
    return _notices(shops_asked(request, key)[0])


@does("/shops/{key}/notices", NoticesShown, tag="settings", summary="Choose the milestones", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def choose_shop_notices(request: HttpRequest, key: Key, body: NoticeChoice) -> Any:
    """Only for an owner of the shop. 409 `notice_forbidden` for what the platform's rules do not allow."""
    shop = _owned(request, key)
    choose_notices(
        actor=actor_of(person_of(request)), shop=shop, milestones=set(body.milestones), daily_cap=body.daily_cap,
        now=timezone.now(),
    )  # fmt: skip
    return _notices(shop)


@reads("/shops/{key}/notices/{milestone}/preview", NoticePreview, tag="settings", summary="How a notice reads", scope=Scope.SETTINGS)  # fmt: skip
def preview_notice(request: HttpRequest, key: Key, milestone: Milestone, language: str = "en") -> Any:
    """To a made-up buyer, in any language of letters."""
    shop = shops_asked(request, key)[0]
    if language not in LANGUAGES:
        raise Refused(422, "unsupported", f"Choose one of {', '.join(LANGUAGES)}.")
    letter = previews(shop, [milestone], language, person_of(request).language)[milestone]
    return NoticePreview(subject=letter.subject or "", body=letter.body, gist=letter.gist)
