"""Progress in words: a person's own by kind and language, and a team's kinds by people, without a score of anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.core.vocabulary import Kind
from amends.desk.practice.models import Attempt
from amends.desk.practice.queries import Next, Progress, Tally, Team
from amends.web import showing
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.practising.result import wrong_words

#: So many questions that are answered with no most often are named.
NAMED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A kind or a language: how often done, how often rightly, what went wrong most often."""

    name: str
    group: str
    done: int
    right: int
    few: bool
    weak: list[str]
    tried: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """An exercise to do, and why now. Its kind is not told: that is for her to see."""

    exercise: str
    language: str
    why: str
    past: bool
    begun: bool


def rows_of(progress: Progress, language: str) -> list[Row]:
    """Every kind there is, in the vocabulary's order; those never tried stand there as such."""
    return [
        _row(
            showing.word(kind.value, "Kind", language),
            showing.word(kind.group.value, "KindGroup", language),
            progress.kinds.get(kind.value),
        )
        for kind in Kind
    ]


def language_rows(found: dict[str, Tally], language: str) -> list[Row]:
    """By the buyer's language, the most practised first."""
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].done, pair[0]))
    return [_row(language_name(code, language), "", tally) for code, tally in ordered]


def _row(name: str, group: str, tally: Tally | None) -> Row:
    if tally is None:
        return Row(name, group, 0, 0, True, [], False)
    return Row(name, group, tally.done, tally.right, tally.few, weak_spots(tally), True)


def weak_spots(tally: Tally) -> list[str]:
    """What is most often answered with no; cost is told elsewhere and is no weakness."""
    found = [(name, count) for name, count in tally.wrong.most_common() if name != "cost"]
    return [f"{wrong_words(name)} ({count})" for name, count in found[:NAMED]]


def suggested(found: Iterable[Next], language: str, begun: Collection[str] = ()) -> list[Suggested]:
    """The next exercises with the reason of their turn."""
    words = {
        "new": _("a kind that you have not tried"),
        "weak": _("this kind went wrong last time"),
        "due": _("its rest is over"),
        "ahead": _("before its time: everything else is done"),
    }
    return [
        Suggested(
            exercise=each.exercise,
            language=language_name(each.language, language),
            why=words[each.why],
            past=each.exercise.startswith("case:"),
            begun=each.exercise in begun,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class Done:
    """One of her own answers."""

    id: int
    kind: str
    language: str
    at: Attempt
    right: bool
    weak: list[str]


def done_rows(attempts: Iterable[Attempt], language: str) -> list[Done]:
    """Her newest answers."""
    return [
        Done(
            id=each.pk,
            kind=showing.word(each.kind, "Kind", language),
            language=language_name(each.language, language),
            at=each,
            right=bool(each.right),
            weak=[
                wrong_words(point["question"])
                for point in each.points
                if point["good"] is False and point["question"] != "cost"
            ],
        )
        for each in attempts
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one kind; ``tally`` is None where she has not tried it."""

    person: str
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One kind over all people."""

    name: str
    total: Tally
    weak: list[str]
    cells: list[Cell]


def team_rows(team: Team, language: str) -> list[TeamRow]:
    """Kinds by people. Kinds with enough answers come first, the weakest of them on top; people stand by name."""
    return [
        TeamRow(
            name=showing.word(kind, "Kind", language),
            total=team.totals[kind],
            weak=weak_spots(team.totals[kind]),
            cells=[Cell(name, team.cells.get((kind, pk))) for pk, name in team.people],
        )
        for kind in team.kinds
    ]
