"""A scenario as a case page shows it: the same timeline, parcel, order and clock, in a made-up present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amends.core.contracts.triage import TriageInput
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Fault, Kind, Leg, RequestWhat
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel as ParcelRow
from amends.desk.parcels.models import Scan as ScanRow
from amends.desk.practice.models import Attempt
from amends.desk.practice.queries import Chosen
from amends.desk.practice.reckoning import Due, dues_of, evidence_of, next_due, value_of, watched
from amends.desk.practice.scenario import Said, Scenario, Words
from amends.triage import triage
from amends.web import showing
from amends.web.sayings import saying
from amends.web.workspace.casepage.facts import OrderFacts, ParcelFacts
from amends.web.workspace.casepage.forecast import forecast_of
from amends.web.workspace.casepage.head import CONFIDENCE
from amends.web.workspace.casepage.marked import Piece
from amends.web.workspace.casepage.timeline import Entry, Run, folded_runs
from amends.web.workspace.casepage.translated import gloss_of, language_name, reads
from amends.web.workspace.frame import Frame
from amends.web.workspace.practising.form import Given, picks_of

#: What of a reading may be shown before she has decided: not what it is about.
SHOWN_SPANS = ("amount", "count", "order_number", "tracking_number", "missing")


def said_in(words: Words, language: str) -> str:
    """A sentence of a scenario in the screen's language."""
    return words.get("zh" if language.startswith("zh") else "en", "")


def present_of(scenario: Scenario, attempt: Attempt, now: datetime) -> datetime:
    """The made-up present: it began with the exercise and runs on."""
    return scenario.now + (now - attempt.started_at)


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock in words. ``ticks`` is the moment to which the page counts down, on the real clock."""

    due: Due
    ticks: datetime
    consequence: str
    source: str
    confidence: str
    rule: str
    past: bool


def clock_of(due: Due, present: datetime, now: datetime) -> Clock:
    """A deadline of the made-up present, counted down on the real clock."""
    rule = due.answer.rule if due.answer is not None else None
    consequence = showing.consequence_text(due.action) if due.action else _("Answer due")
    return Clock(
        due=due,
        ticks=now + (due.due - present),
        consequence=consequence,
        source=(rule.source or "") if rule is not None else "",
        confidence=_(CONFIDENCE[rule.confidence.value]) if rule is not None and rule.confidence is not None else "",
        rule=str(rule.id) if rule is not None else "",
        past=due.due <= present,
    )


def exercise_page(chosen: Chosen, attempt: Attempt, frame: Frame, given: Given) -> dict[str, Any]:
    """Everything but the letter."""
    scenario, language = chosen.scenario, frame.language
    present = present_of(scenario, attempt, frame.now)
    first = next_due(scenario)
    others = [due for due in dues_of(scenario) if due != first]
    return {
        "frame": frame,
        "practice": True,
        "chosen": chosen,
        "scenario": scenario,
        "attempt": attempt,
        "present": present,
        "clock": clock_of(first, present, frame.now) if first is not None else None,
        "others": [clock_of(due, present, frame.now) for due in others],
        "risk": _money(value_of(scenario).amount, scenario, language),
        "asked": _money(scenario.asked, scenario, language) if scenario.asked else "",
        "stock": said_in(scenario.stock, language),
        "buyers_language": language_name(scenario.language, language),
        "timeline": timeline_of(scenario, frame),
        "order": order_of(scenario, language),
        "parcel": parcel_of(scenario, frame),
        "evidence": [showing.word(kind.value, "EvidenceType", language) for kind in _shown(scenario)],
        "given": given,
        "picks": picks_of(given, language),
        "kinds": [(kind.value, showing.word(kind.value, "Kind", language)) for kind in Kind],
        "faults": [(fault.value, showing.word(fault.value, "Fault", language)) for fault in Fault],
        "asks": [(ask.value, showing.word(ask.value, "RequestWhat", language)) for ask in RequestWhat],
    }


def _shown(scenario: Scenario) -> list[EvidenceType]:
    return evidence_of(scenario)


def _money(amount: str, scenario: Scenario, language: str) -> str:
    return Money.parse(amount, scenario.currency).format(showing.locale_of(language))


def timeline_of(scenario: Scenario, frame: Frame) -> list[Entry | Run]:
    """What has happened so far, the newest first."""
    entries = [
        *_messages(scenario, frame), *_photos(scenario, frame), *_scans(scenario), *_dispute(scenario, frame),
        Entry(
            at=scenario.placed_at, kind="order", side="buyer", small=True,
            title=_("Order %(number)s placed") % {"number": scenario.order},
        ),
    ]  # fmt: skip
    return folded_runs(sorted(entries, key=lambda entry: entry.at, reverse=True))


def _messages(scenario: Scenario, frame: Frame) -> Iterator[Entry]:
    for said in scenario.messages:
        known = said.ours or reads(frame.person, scenario.language)
        gist = "" if known else said_in(said.says, frame.language)
        gloss = {} if known or gist else _gloss(said, scenario, frame)
        stars = _("Review: %(stars)s of 5 stars") % {"stars": scenario.rating} if scenario.rating is not None else ""
        yield Entry(
            at=said.at, kind="review" if stars else "message", side="seller" if said.ours else "buyer",
            title=stars, who=scenario.shop if said.ours else scenario.buyer.name or _("Buyer"),
            pieces=[Piece(said.text)], gist=gist, lang=scenario.language, **gloss,
        )  # fmt: skip


def _gloss(said: Said, scenario: Scenario, frame: Frame) -> dict[str, Any]:
    """Of a past case's text in a foreign language: what was recognised, but for what it is about."""
    reading = triage(TriageInput(id="practice", text=said.text, locale=scenario.language)).model_dump(mode="json")
    reading["spans"] = [span for span in reading["spans"] if span["what"].startswith(SHOWN_SPANS)]
    return {
        "foreign": language_name(scenario.language, frame.language),
        "gloss": gloss_of(said.text, reading, frame.language),
    }


def _photos(scenario: Scenario, frame: Frame) -> Iterator[Entry]:
    for photo in scenario.photos:
        yield Entry(
            at=photo.at, kind="note", side="buyer", who=scenario.buyer.name or _("Buyer"), title=_("Picture"),
            text=said_in(photo.shows, frame.language),
        )  # fmt: skip


def _scans(scenario: Scenario) -> Iterator[Entry]:
    for scan in scenario.parcel.scans if scenario.parcel is not None else ():
        yield Entry(
            at=scan.at, kind="scan", side="carrier", small=True, title=scan.text or scan.status or scan.code,
            who=scenario.parcel.carrier if scenario.parcel else "", text=scan.country,
        )  # fmt: skip


def _dispute(scenario: Scenario, frame: Frame) -> Iterator[Entry]:
    told = scenario.dispute
    if told is not None:
        asked = _money(told.asked, scenario, frame.language) if told.asked else ""
        yield Entry(
            at=told.at, kind="platform", side="platform",
            who=showing.word(told.platform or scenario.platform.value, "Platform", frame.language),
            title=_("A formal dispute was opened"),
            gist=" · ".join(part for part in (told.procedure, told.reason, asked) if part),
        )  # fmt: skip


def order_of(scenario: Scenario, language: str) -> OrderFacts:
    """The order as the case page shows it. Its row is made for the page alone and never stored."""
    paid = value_of(scenario)
    refunded = Money.parse(scenario.refunded, scenario.currency)
    return OrderFacts(
        order=Order(
            number=scenario.order, placed_at=scenario.placed_at, currency=scenario.currency, value_minor=paid.minor,
            country=scenario.country, dispatch_due=scenario.ship_by, promised_by=scenario.promised_by,
            delivered_at=scenario.delivered_at, cancelled=scenario.cancelled,
        ),
        lines=[
            {
                "title": line.title, "sku": line.sku, "quantity": line.quantity,
                "price": _money(line.price, scenario, language),
                "total": showing.money_text(
                    Money.parse(line.price, scenario.currency).minor * line.quantity, scenario.currency, language
                ),
            }
            for line in scenario.lines
        ],
        value=paid.format(showing.locale_of(language)),
        shipping=_postage(scenario, language),
        refunded=refunded.format(showing.locale_of(language)),
        open=Money(max(paid.minor - refunded.minor, 0), paid.currency).format(showing.locale_of(language)),
        open_amount="",
        bookings=[],
        ways=[],
        token="",
        listings=[],
    )  # fmt: skip


def _postage(scenario: Scenario, language: str) -> str:
    """What she paid beside the goods; nothing where that is not told."""
    goods = sum(Money.parse(line.price, scenario.currency).minor * line.quantity for line in scenario.lines)
    rest = value_of(scenario).minor - goods
    return showing.money_text(rest, scenario.currency, language) if rest > 0 else ""


def parcel_of(scenario: Scenario, frame: Frame) -> ParcelFacts | None:
    """The parcel with its forecast; what is wrong with it is for her to see."""
    told, seen, language = scenario.parcel, watched(scenario), frame.language
    if told is None or seen is None:
        return None
    under_way = seen.leg not in (Leg.DELIVERED, Leg.RETURNED)
    arrival = seen.arrival.model_dump(mode="json")
    row = ParcelRow(
        tracking_number=told.number, carrier=told.carrier, service=told.service, origin=scenario.origin,
        destination=scenario.country, leg=seen.leg.value, arrival=arrival, loss_probability=seen.loss_probability,
    )  # fmt: skip
    order = Order(promised_by=scenario.promised_by)
    chances = [
        (_("in %(days)s days") % {"days": days}, showing.percent_text(round(arrival[name], 2), language))
        for name, days in (("p7", 7), ("p14", 14), ("p30", 30))
        if arrival.get(name) is not None
    ]
    return ParcelFacts(
        parcel=row,
        reason=saying("", language),
        leg=showing.word(seen.leg.value, "Leg", language),
        anomaly="",
        loss=showing.percent_text(round(seen.loss_probability, 2), language) if under_way else "",
        chances=chances if under_way else [],
        forecast=forecast_of(row, order, scenario.now, frame),
        scans=[
            ScanRow(at=scan.at, description=scan.text, code=scan.code, country=scan.country)
            for scan in sorted(told.scans, key=lambda scan: scan.at, reverse=True)
        ],
        others=[],
    )
