"""All that the lab's pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from amends.desk.people.models import Organisation
from amends.desk.policies.models import Switch
from amends.desk.policies.queries import may_switch, newest_switch
from amends.insight.models import Night, Trial
from amends.insight.outcomes import Span, cases_with_offers
from amends.insight.queries import changes_since, nights_of, percent_done, trials_of
from amends.insight.ways import NOW, SHIPPED, TABLE, Way, way_in, way_now, ways_of
from amends.web.sayings import Saying, saying
from amends.web.showing import zone_of
from amends.web.workspace.frame import Frame, person_of
from amends.web.workspace.lab.figures import Answer, answer_of
from amends.web.workspace.lab.words import way_group, way_name


@dataclass(frozen=True, slots=True)
class Side:
    """One policy of a comparison in words."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Line:
    """A trial in the list."""

    trial: Trial
    candidate: Side
    against: Side
    verdict: str
    headline: str


@dataclass(frozen=True, slots=True)
class NightLine:
    """A night, with the gate's sentences and whether its model decides now."""

    night: Night
    reasons: list[Saying]
    stands: bool


def _side(way: Way) -> Side:
    return Side(way_name(way), way.version)


def lab_page(frame: Frame, organisation: Organisation, given: dict[str, str] | None = None) -> dict[str, Any]:
    """The form, what decides now, what was learned, and the comparisons so far."""
    given = given or {}
    today = frame.now.astimezone(zone_of(frame.zone)).date()
    switch = newest_switch(organisation.pk, None)
    nights = nights_of(organisation)
    return {
        "frame": frame,
        "organisation": organisation,
        "stands": _side(way_now(organisation, None)),
        "switch": switch,
        "undoable": _undoable(switch),
        "groups": _groups(ways_of(organisation, None)),
        "candidate": given.get("candidate", ""),
        "against": given.get("against", NOW),
        "chosen_shop": given.get("shop", ""),
        "first_day": given.get("from", (today - timedelta(days=365)).isoformat()),
        "last_day": given.get("to", today.isoformat()),
        "lines": [
            _line(trial, frame)
            for trial in trials_of(organisation)
            if trial.shop is None or may_switch(person_of(frame), organisation, trial.shop)
        ],
        "nights": [_night_line(night, switch, frame) for night in nights],
        "drift": bool(nights and nights[0].drift),
        "history": cases_with_offers(Span([shop.pk for shop in frame.shops])).count(),
    }


def _undoable(switch: Switch | None) -> bool:
    return switch is not None and switch.undoes_id is None


def _groups(ways: Sequence[Way]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The ways as options under their headings; those without one come first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for way in ways:
        plain = way.kind in (TABLE, SHIPPED)
        name = way_name(way) if plain else f"{way_name(way)} ({way.version})"
        groups.setdefault(way_group(way), []).append((way.key, name))
    return list(groups.items())


def _line(trial: Trial, frame: Frame) -> Line:
    answer = _answer(trial, frame)
    return Line(
        trial, _side(way_in(trial.candidate)), _side(way_in(trial.against)),
        answer.verdict if answer else "", (answer.needed or answer.headline) if answer else "",
    )  # fmt: skip


def _night_line(night: Night, switch: Switch | None, frame: Frame) -> NightLine:
    stands = switch is not None and night.model_id is not None and switch.model_id == night.model_id
    return NightLine(night, [saying(reason, frame.language) for reason in night.reasons], stands)


def _answer(trial: Trial, frame: Frame) -> Answer | None:
    """What a finished trial found; None where no case of its span had ended."""
    if trial.state != Trial.DONE or not trial.result or not trial.result["n"]:
        return None
    return answer_of(trial.result, trial.untold, frame.language)


def trial_page(frame: Frame, trial: Trial) -> dict[str, Any]:
    """A comparison: its progress while it is at work, else its answer."""
    candidate = way_in(trial.candidate)
    return {
        "frame": frame,
        "trial": trial,
        "at_work": trial.state in Trial.AT_WORK,
        "percent": percent_done(trial),
        "step": _step(trial),
        "candidate": _side(candidate),
        "against": _side(way_in(trial.against)),
        "first_day": _day_of(trial.start, frame),
        "last_day": _day_of(trial.end - timedelta(seconds=1) if trial.end else trial.asked_at, frame),
        "answer": _answer(trial, frame),
        "may_use": candidate.key != NOW,
        "changes": [
            each
            for each in changes_since(trial.organisation, trial.asked_at)
            if each.shop is None or each.shop in frame.shops
        ],
    }


def _day_of(moment: datetime | None, frame: Frame) -> date | None:
    return moment.astimezone(zone_of(frame.zone)).date() if moment is not None else None


def _step(trial: Trial) -> str:
    """What is being done, in words."""
    if trial.state == Trial.LEARNING:
        return _("Learning from one half of the history what the other half should have cost.")
    if trial.state == Trial.TRYING:
        return _("Trying both policies on each case: %(done)s of %(total)s.") % {
            "done": trial.done,
            "total": trial.total,
        }
    return _("Reading the history.")
