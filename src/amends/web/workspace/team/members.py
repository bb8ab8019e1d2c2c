"""Colleagues and their limits, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.core.vocabulary import Kind
from amends.desk.people.models import Person
from amends.desk.people.queries import languages_known
from amends.desk.staffing.choosing import Load, weight_of, weights
from amends.desk.staffing.models import Cap
from amends.desk.staffing.queries import Colleague
from amends.web import showing
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import Frame
from amends.web.workspace.team.words import money_or_number


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague on the team's page. ``weight`` is her load in open cases; ``away_from`` may lie ahead."""

    person: Person
    languages: list[str]
    skills: list[str]
    load: Load
    weight: str
    most_open: int
    away: bool
    away_from: datetime | None
    away_until: datetime | None


def member_of(each: Colleague, load: Load | None, frame: Frame) -> Member:
    staff, language, load = each.staff, frame.language, load or Load()
    names = {shop.pk: shop.name for shop in frame.shops}
    skills = [showing.word(kind, "Kind", language) for kind in (staff.kinds if staff else ())]
    skills += [showing.word(platform, "Platform", language) for platform in (staff.platforms if staff else ())]
    skills += [names[shop] for shop in (staff.shops if staff else ()) if shop in names]
    over = staff is not None and staff.away_until is not None and staff.away_until <= frame.now
    return Member(
        person=each.person,
        languages=[language_name(code, language) for code in sorted(languages_known(each.person))],
        skills=skills,
        load=load,
        weight=f"{weight_of(load, weights()):g}",
        most_open=staff.most_open if staff else 0,
        away=each.away(frame.now),
        away_from=staff.away_from if staff and not over else None,
        away_until=staff.away_until if staff and not over else None,
    )


@dataclass(frozen=True, slots=True)
class Skills:
    """A group of boxes to tick: value, name, whether it is ticked."""

    name: str
    label: str
    boxes: list[tuple[str, str, bool]]


def skill_choices(each: Colleague, frame: Frame) -> list[Skills]:
    staff, language = each.staff, frame.language
    kinds = sorted((showing.word(kind.value, "Kind", language), kind.value) for kind in Kind)
    platforms = sorted({shop.platform for shop in frame.shops})
    known = set(staff.kinds) if staff else set()
    on = set(staff.platforms) if staff else set()
    at = set(staff.shops) if staff else set()
    return [
        Skills("kind", _("Kinds"), [(value, name, value in known) for name, value in kinds]),
        Skills("platform", _("Platforms"), [(value, showing.word(value, "Platform", language), value in on) for value in platforms]),
        Skills("shop", _("Shops"), [(str(shop.pk), shop.name, shop.pk in at) for shop in frame.shops]),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CapRow:
    """A daily limit: for whom, how much."""

    whom: str
    value: str
    currency: str
    text: str


def role_name(role: str) -> str:
    return {"agent": _("every agent"), "lead": _("every lead"), "owner": _("every owner")}.get(role, role)


def cap_rows(caps: Sequence[Cap], frame: Frame) -> list[CapRow]:
    return [
        CapRow(
            whom=cap.person.name if cap.person else role_name(cap.role),
            value=f"person:{cap.person_id}" if cap.person_id else f"role:{cap.role}",
            currency=cap.currency,
            text=money_or_number(cap.most, cap.currency, frame.language),
        )
        for cap in caps
    ]


def currencies_of(frame: Frame) -> list[str]:
    """The currencies in which the company's shops sell, its own first, then those of other markets."""
    usual = ("USD", "EUR", "GBP", "BRL", "RUB", "JPY", "KRW", "MXN", "AUD", "CAD", "PLN", "TRY", "CHF", "SEK", "SAR")
    return list(dict.fromkeys([frame.currency, *sorted({shop.currency for shop in frame.shops}), *usual, "CNY"]))
