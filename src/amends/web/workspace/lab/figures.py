"""A trial's result as the screen shows it: the answer in a sentence, bars with their numbers, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.decide.estimates import ENOUGH, SUPPORTED
from amends.web import showing
from amends.web.workspace.lab.words import Unit, share_text

#: Bars are drawn on a line of this length.
WIDTH = 240
#: Parts with fewer cases than this are folded away, and so are those after the largest ones.
FEW, MOST = 5, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a common scale: where it begins and ends, its estimate, and where nothing is. Lengths of WIDTH."""

    start: float
    length: float
    at: float
    zero: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval in words, and as a bar."""

    estimate: str
    low: str
    high: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the cases: what both policies cost there, and the saving."""

    name: str
    cases: int
    mine: str
    other: str
    saving: Interval
    enough: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The cases by kind, country or platform: the largest parts in which the two differ, the smaller ones folded away,
    and the names of those in which both would have sent the same."""

    name: str
    title: str
    rows: list[Row]
    folded: list[Row]
    same: list[str]
    faint: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that stands beside the money, under both policies; ``tone`` says whether the first one is worse."""

    name: str
    explained: str
    mine: str
    other: str
    tone: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole result. ``verdict``: ``saves``, ``costs``, ``open`` (the interval holds nothing) or ``unknown``."""

    verdict: str
    headline: str
    needed: str
    cases: int
    ess: str
    mine: Interval
    other: Interval
    saving: Interval
    beside: list[Beside]
    rests_on: list[str]
    tables: list[Table]


def answer_of(result: dict[str, Any], untold: int, language: str) -> Answer:
    """What the report of a trial says, for a screen."""
    unit = Unit(result["unit"], language)
    saving, other = result["saving"], result["against"]
    costs = _scale([result, other])
    return Answer(
        verdict=_verdict(saving),
        headline=_headline(saving, unit),
        needed=_needed(saving, language),
        cases=result["n"],
        ess=showing.number_text(round(saving["ess"]), language),
        mine=_interval(result, unit, costs),
        other=_interval(other, unit, costs),
        saving=_saving(saving, unit, _scale([saving], zero=True)),
        beside=_beside(result, other, language),
        rests_on=_rests_on(result, untold, language),
        tables=_tables(result, unit, language),
    )


def _verdict(saving: dict[str, Any]) -> str:
    if saving["verdict"] != "ok":
        return "unknown"
    return "saves" if saving["low"] > 0 else "costs" if saving["high"] < 0 else "open"


def _headline(saving: dict[str, Any], unit: Unit) -> str:
    figures = {
        "figure": unit.shown(abs(saving["estimate"])), "low": unit.shown(saving["low"]), "high": unit.shown(saving["high"]),
    }  # fmt: skip
    verdict = _verdict(saving)
    if verdict == "unknown":
        return _("Not enough evidence.")
    if not saving["differ"]:
        return _("Both would have sent the same in every case.")
    if verdict == "saves":
        return _("The first policy would have saved %(figure)s a case (%(low)s to %(high)s).") % figures
    if verdict == "costs":
        return _("The first policy would have cost %(figure)s more a case (saving %(low)s to %(high)s).") % figures
    return _("No difference can be told: the saving a case lies between %(low)s and %(high)s.") % figures


def _needed(saving: dict[str, Any], language: str) -> str:
    """How far the evidence is from enough, in plain words; empty where it is enough."""
    if saving["verdict"] == "ok":
        return ""
    more = saving["more_needed"]
    figures = {"ess": round(saving["ess"]), "enough": round(ENOUGH), "support": round(saving["support"])}
    if saving["ess"] < ENOUGH:
        said = _("For this question the history is worth %(ess)s cases; %(enough)s are needed.") % figures
    else:
        figures["enough"] = round(SUPPORTED)
        said = (
            _("Where the two differ, what was really sent is worth %(support)s cases; %(enough)s are needed.") % figures
        )
    if more is None:
        return (
            said
            + " "
            + _(
                "More of the same history would not help: what the first policy would send was never sent. Let a small "
                "share of cases be explored, or switch it on in one shop."
            )
        )
    return (
        said
        + " "
        + ngettext(
            "About %(number)s more closed case like these would do.",
            "About %(number)s more closed cases like these would do.",
            more,
        )
        % {"number": showing.number_text(more, language)}
    )


# Bars ----------------------------------------------------------------------------------------------------------------


def _scale(parts: list[dict[str, Any]], *, zero: bool = False) -> tuple[float, float]:
    """The lowest and highest figure of a set of bars, with a little air."""
    low, high = min(part["low"] for part in parts), max(part["high"] for part in parts)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    air = (high - low) * 0.06 or abs(high) * 0.5 or 1.0
    return low - air, high + air


def _bar(part: dict[str, Any], scale: tuple[float, float], tone: str) -> Bar:
    low, high = scale

    def place(figure: float) -> float:
        return round(min(max((figure - low) / (high - low), 0.0), 1.0) * WIDTH, 1)

    start, end = place(part["low"]), place(part["high"])
    zero = place(0.0) if low <= 0 <= high else None
    return Bar(start, max(round(end - start, 1), 1.5), place(part["estimate"]), zero, tone)


def _interval(part: dict[str, Any], unit: Unit, scale: tuple[float, float]) -> Interval:
    return Interval(
        unit.shown(part["estimate"]), unit.shown(part["low"]), unit.shown(part["high"]), _bar(part, scale, "plain")
    )


def _saving(part: dict[str, Any], unit: Unit, scale: tuple[float, float]) -> Interval:
    tone = {"saves": "good", "costs": "bad", "open": "plain", "unknown": "faint"}[_verdict(part)]
    estimate, low, high = (unit.shown(part[name], sign=True) for name in ("estimate", "low", "high"))
    return Interval(estimate, low, high, _bar(part, scale, tone))


# Beside the money ----------------------------------------------------------------------------------------------------


def _beside(mine: dict[str, Any], other: dict[str, Any], language: str) -> list[Beside]:
    gets, gets_other = mine["buyer_gets"]["estimate"], other["buyer_gets"]["estimate"]
    spread, spread_other = mine["fairness"]["spread"], other["fairness"]["spread"]
    return [
        Beside(
            _("What buyers get"),
            _("of what they paid: offers taken, and rulings"),
            share_text(gets, language),
            share_text(gets_other, language),
            "bad" if gets < gets_other - 0.005 else "",
        ),
        Beside(
            _("Less than the law gives"),
            _("menus in which nothing makes an entitled buyer whole"),
            showing.number_text(mine["floor_breaches"], language),
            showing.number_text(other["floor_breaches"], language),
            "bad" if mine["floor_breaches"] else "",
        ),
        Beside(
            _("Spread among like cases"),
            _("how far the best offers lie apart where kind, fault, value and country are alike"),
            share_text(spread, language),
            share_text(spread_other, language),
            "bad" if spread > spread_other + 0.01 else "",
        ),
    ]


def _rests_on(result: dict[str, Any], untold: int, language: str) -> list[str]:
    """What the figures rest on and what they leave out."""
    differ, count = result["saving"]["differ"], result["n"]
    lines = [
        (count, ngettext("%(number)s closed case.", "%(number)s closed cases.", count)),
        (
            differ,
            ngettext("They would differ in %(number)s case.", "They would differ in %(number)s cases.", differ),
        ),
        (
            result["open"],
            ngettext(
                "%(number)s menu is still open and left out: a review or a bank may still follow.",
                "%(number)s menus are still open and left out: a review or a bank may still follow.",
                result["open"],
            ),
        ),
        (
            untold,
            ngettext(
                "%(number)s case is over and nobody has told how it ended; tell it on its page.",
                "%(number)s cases are over and nobody has told how they ended; tell it on their pages.",
                untold,
            ),
        ),
        (
            result["edited"],
            ngettext(
                "In %(number)s case a person changed what was proposed; the figures assume that people would do so again.",
                "In %(number)s cases a person changed what was proposed; the figures assume that people would do so again.",
                result["edited"],
            ),
        ),
        (
            result["unusable"],
            ngettext(
                "%(number)s record could not be read.", "%(number)s records could not be read.", result["unusable"]
            ),
        ),
    ]
    return [
        said % {"number": showing.number_text(number, language)}
        for place, (number, said) in enumerate(lines)
        if number or place < 2
    ]


# By kind, country, platform ------------------------------------------------------------------------------------------


def _tables(result: dict[str, Any], unit: Unit, language: str) -> list[Table]:
    territories = Locale.parse(showing.locale_of(language)).territories

    def kind(value: str) -> str:
        return showing.word(value, "Kind", language)

    def country(value: str) -> str:
        return str(territories.get(value, value))

    def platform(value: str) -> str:
        return showing.word(value, "Platform", language)

    named: list[tuple[str, str, Callable[[str], str]]] = [
        ("kind", _("By kind"), kind),
        ("country", _("By country"), country),
        ("platform", _("By platform"), platform),
    ]
    return [_table(name, title, result[f"by_{name}"], called, unit) for name, title, called in named]


def _table(name: str, title: str, parts: list[dict[str, Any]], called: Callable[[str], str], unit: Unit) -> Table:
    """The parts by their number of cases. Bars share the scale of the rows that stand at the top."""
    parts = sorted(parts, key=lambda part: (-part["n"], part[name]))
    differing = [part for part in parts if part["saving"]["differ"]]
    top = [part for part in differing if part["n"] >= FEW][:MOST] or differing[:MOST]
    rest = [part for part in differing if part not in top]
    scale = _scale([part["saving"] for part in top], zero=True) if top else (-1.0, 1.0)

    def row(part: dict[str, Any]) -> Row:
        return Row(
            name=called(part[name]),
            cases=part["n"],
            mine=unit.shown(part["estimate"]),
            other=unit.shown(part["against"]["estimate"]),
            saving=_saving(part["saving"], unit, scale),
            enough=part["saving"]["verdict"] == "ok",
        )

    same = [f"{called(part[name])} ({part['n']})" for part in parts if not part["saving"]["differ"]]
    faint = any(part["saving"]["verdict"] != "ok" for part in differing)
    return Table(name, title, [row(part) for part in top], [row(part) for part in rest], same, faint)
