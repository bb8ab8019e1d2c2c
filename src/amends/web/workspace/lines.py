"""The queue's line of a case, ready to be shown: words, money and times of one row.

Everything comes from the case's own row and what was read with it; only which deadlines were missed is asked, once for
all rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from amends.core.calendars import UnknownCalendar, country_zone
from amends.core.vocabulary import Flag
from amends.desk.cases.models import Case
from amends.desk.deadlines.queries import missed_last
from amends.web import showing
from amends.web.workspace.frame import Frame

#: Flags that weigh more than the others.
GRAVE = frozenset(
    {Flag.EXTORTION.value, Flag.LEGAL_THREAT.value, Flag.SAFETY_HAZARD.value, Flag.CHARGEBACK_THREAT.value}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the queue. ``*_there`` is the clock of the buyer's country (else the shop's), ``*_here`` the agent's."""

    id: int
    risk: str
    loss: str
    rate: str
    consequence: str
    due: datetime | None
    ladder: int
    left: str
    stopped: bool
    past_safe: bool
    due_there: str
    due_here: str
    missed: str
    platform: str
    shop: str
    buyer: str
    country: str
    flags: list[tuple[str, str]]
    kind: str
    confidence: str
    unsure: bool
    parcel: str
    proposal: str
    proposal_cost: str
    approval: bool
    turn: str
    ours: bool
    until: str
    have: int
    wanted: int
    gauge: int
    assignee: str


@lru_cache(maxsize=512)
def _zone_of_country(country: str) -> str:
    try:
        return country_zone(country).key
    except UnknownCalendar:
        return ""


@lru_cache(maxsize=1024)
def _rate_text(source: str, target: str, rate: str, day: str, language: str) -> str:
    return _("1 %(source)s = %(rate)s %(target)s, %(day)s") % {
        "source": source, "target": target, "rate": f"{Decimal(rate).normalize():f}", "day": day,
    }  # fmt: skip


def _rate(rate: dict[str, str], language: str) -> str:
    """With which rate the expected loss was converted."""
    if "missing" in rate:
        return _("no exchange rate")
    if not rate or rate.get("from") == rate.get("to"):
        return ""
    return _rate_text(rate["from"], rate["to"], rate["rate"], rate["day"], language)


def _confidence(case: Case, language: str) -> str:
    if case.kind_set_by:
        return _("set by hand")
    return showing.percent_text(round(case.confidence, 2), language) if case.confidence else ""


def _there(there: str, here: str, place: str) -> str:
    """The same moment on the other clock: the date only where it differs; nothing where both show the same."""
    if not there or there == here:
        return ""
    day, _space, clock = there.rpartition(" ")
    return f"{clock if here.startswith(day) else there} {place}"


def line_of(case: Case, frame: Frame, missed: datetime | None = None) -> Line:
    """The case's row as ``frame``'s person sees it. Needs shop, buyer, order and assignee read with the case.

    ``missed``: when its last deadline was due that nobody met, where no other runs.
    """
    language, here, shop = frame.language, frame.zone, case.shop
    present = frame.present(shop)
    left = case.due - present if case.due else None
    country = (case.order.country if case.order else "") or (case.buyer.country if case.buyer else "")
    there = _zone_of_country(country) or shop.time_zone
    due_here = showing.moment_text(case.due, here, language) if case.due else ""
    due_there = showing.moment_text(case.due, there, language) if case.due else ""
    return Line(
        id=case.pk,
        risk=showing.money_text(case.stake_minor, case.stake_currency, language),
        loss=showing.money_text(case.loss_minor, frame.currency, language) if case.loss_rate else "",
        rate=_rate(case.loss_rate, language),
        consequence=showing.consequence_text(case.consequence) if case.consequence else "",
        due=case.due,
        ladder=showing.ladder_step(left),
        left=showing.left_text(left) if left is not None else "",
        stopped=shop.as_of is not None,
        past_safe=case.in_danger,
        due_there=_there(due_there, due_here, showing.place_of(there, language)),
        due_here=due_here,
        missed=showing.left_text(missed - present) if missed is not None and case.due is None else "",
        platform=showing.word(shop.platform, "Platform", language),
        shop=shop.name,
        buyer=(case.buyer.name or case.buyer.reference) if case.buyer else "",
        country=country,
        flags=[(showing.word(flag, "Flag", language), "bad" if flag in GRAVE else "warn") for flag in case.flags],
        kind=showing.word(case.kind, "Kind", language),
        confidence=_confidence(case, language),
        unsure=case.abstained and not case.kind_set_by,
        parcel=showing.word(case.parcel_leg, "Leg", language) if case.parcel_leg else "",
        proposal=showing.word(case.proposal, "Remedy", language) if case.proposal else "",
        proposal_cost=""
        if case.proposal_cost_minor is None
        else showing.money_text(case.proposal_cost_minor, case.stake_currency, language),
        approval=case.needs_approval,
        turn=showing.word(case.turn, "Turn", language),
        ours=case.turn == "seller",
        until=showing.moment_text(case.waiting_until, here, language) if case.waiting_until else "",
        have=case.evidence_have,
        wanted=case.evidence_wanted,
        gauge=round(44 * min(case.evidence_have / case.evidence_wanted, 1)) if case.evidence_wanted else 0,
        assignee=case.assignee.name if case.assignee else "",
    )


def lines_of(cases: Sequence[Case], frame: Frame) -> list[Line]:
    missed = missed_last(case.pk for case in cases if case.due is None and case.turn == "seller")
    return [line_of(case, frame, missed.get(case.pk)) for case in cases]
