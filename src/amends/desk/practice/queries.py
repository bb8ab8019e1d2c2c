"""Which exercises a person has, which is next, how she stands, and where a team is weak."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from amends.core.vocabulary import Kind
from amends.decide import shipped_policy
from amends.desk.cases.models import Case
from amends.desk.people.models import Organisation, Person
from amends.desk.policies.queries import FIRST_POLICY, Standing, standing
from amends.desk.practice.models import Attempt, Consent, KeptOut
from amends.desk.practice.past import past_scenario
from amends.desk.practice.scenario import Scenario
from amends.desk.practice.shipped import shipped
from amends.desk.practice.spacing import Done, Exercise, in_order, why_next
from amends.desk.shops.queries import shops_led_by

#: Of so many of the newest ended cases exercises are made.
LOOK_BACK = 200
#: So many of the buyers kept out are listed.
KEPT_OUT_SHOWN = 100
#: A share of fewer answers than this says little.
FEW = 5
#: On her first day a person is asked to do so many.
FIRST_DAY = 3
#: So long after she joined somebody is new.
NEW = timedelta(days=14)
SHIPPED, PAST = "shipped", "case"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An exercise with its scenario; ``case`` where it is one of the company's own."""

    exercise: str
    scenario: Scenario
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """An exercise to be done, and why now: ``new``, ``weak``, ``due``, ``ahead``."""

    exercise: str
    kind: str
    language: str
    why: str


def past_allowed(organisation: Organisation) -> bool:
    """Whether the company's own ended cases may be practised on; not unless its owner said so."""
    return Consent.objects.filter(organisation=organisation, agrees=True).exists()


def past_cases_of(person: Person) -> QuerySet[Case]:
    """Ended cases that this person may see and practise on: where the company agrees, without buyers kept out."""
    allowed = Consent.objects.filter(agrees=True).values("organisation")
    rows = Case.objects.filter(
        shop__memberships__person=person,
        shop__organisation__in=allowed,
        closed_at__isnull=False,
        order__isnull=False,
        buyer__isnull=False,
    )
    rows = rows.exclude(buyer__in=KeptOut.objects.values("buyer")).exclude(kind=Kind.OTHER.value)
    return rows.exclude(buyer__name="").order_by("-id")


def kept_out_for(person: Person, most: int = KEPT_OUT_SHOWN) -> list[KeptOut]:
    """The buyers kept out of practice in the shops that this person leads, the newest first."""
    rows = KeptOut.objects.filter(buyer__shop__in=shops_led_by(person)).select_related("buyer__shop", "by")
    return list(rows.order_by("-at", "-id")[:most])


def kept_out_buyer(person: Person, buyer_id: int) -> KeptOut | None:
    """The same for one buyer; None unless she is kept out and the person leads her shop."""
    rows = KeptOut.objects.filter(buyer=buyer_id, buyer__shop__in=shops_led_by(person))
    return rows.select_related("buyer").first()


def chosen_exercise(person: Person, exercise: str) -> Chosen | None:
    """The exercise by its name; None for one that does not exist or that this person may not see."""
    source, _found, key = exercise.partition(":")
    if source == SHIPPED:
        scenario = shipped().get(key)
        return Chosen(exercise, scenario) if scenario is not None else None
    if source != PAST or not key.isdecimal() or len(key) > 18:
        return None
    rows = past_cases_of(person).filter(pk=int(key))
    case = rows.select_related("shop__organisation", "order__buyer", "order__shop", "buyer").first()
    found = past_scenario(case) if case is not None else None
    return Chosen(exercise, found, case) if found is not None else None


def exercises_of(person: Person) -> list[Exercise]:
    """All exercises that she may do: those that are shipped, then the company's own, the newest first."""
    found = [
        Exercise(f"{SHIPPED}:{key}", case.kind.value, case.language.split("-")[0]) for key, case in shipped().items()
    ]
    rows = past_cases_of(person).values_list("pk", "kind", "language")[:LOOK_BACK]
    return [*found, *(Exercise(f"{PAST}:{pk}", kind, language or "en") for pk, kind, language in rows)]


def done_by(person: Person) -> list[Done]:
    """What she has answered, the oldest first."""
    rows = Attempt.objects.filter(person=person, answered_at__isnull=False).order_by("answered_at", "id")
    told = rows.values_list("exercise", "kind", "language", "answered_at", "right")
    return [Done(key, kind, language, at, bool(right)) for key, kind, language, at, right in told if at is not None]


def next_of(
    exercises: Sequence[Exercise], done: Sequence[Done], now: datetime, most: int, begun: Collection[str] = ()
) -> list[Next]:
    """The next exercises, no two of one kind; those that were begun and not answered before all others."""
    found: dict[str, Next] = {}
    for each in sorted(in_order(exercises, done, now), key=lambda exercise: exercise.key not in begun):
        if each.kind not in found:
            found[each.kind] = Next(each.key, each.kind, each.language, why_next(each, done, now))
        if len(found) == most:
            break
    return list(found.values())


def attempt_of(person: Person, attempt_id: int) -> Attempt | None:
    """An answer of her own; nobody else reads what she wrote."""
    return Attempt.objects.filter(pk=attempt_id, person=person, answered_at__isnull=False).first()


def open_attempt(person: Person, exercise: str) -> Attempt | None:
    """The exercise that she has begun and not answered yet."""
    return Attempt.objects.filter(person=person, exercise=exercise, answered_at=None).first()


def answered_last(person: Person, exercise: str) -> Attempt | None:
    """Her newest answer to an exercise."""
    rows = Attempt.objects.filter(person=person, exercise=exercise, answered_at__isnull=False)
    return rows.order_by("-answered_at", "-id").first()


def begun_by(person: Person) -> set[str]:
    """The exercises that she has begun and not answered yet."""
    return set(Attempt.objects.filter(person=person, answered_at=None).values_list("exercise", flat=True))


def last_attempts(person: Person, most: int = 20) -> list[Attempt]:
    """Her newest answers."""
    return list(Attempt.objects.filter(person=person, answered_at__isnull=False).order_by("-answered_at", "-id")[:most])


def standing_for(chosen: Chosen) -> Standing:
    """What decides: in a past case what stands for its shop now, else the policy that is shipped."""
    return standing(chosen.case.shop) if chosen.case is not None else Standing(shipped_policy(FIRST_POLICY))


@dataclass(slots=True)
class Tally:
    """How often something was answered, and how often rightly; ``wrong`` counts the questions answered with no."""

    done: int = 0
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def few(self) -> bool:
        """Too few to say much."""
        return self.done < FEW

    def add(self, right: bool | None, points: Iterable[dict[str, Any]]) -> None:
        self.done += 1
        self.right += bool(right)
        self.wrong.update(point["question"] for point in points if point["good"] is False)


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's own: by kind, by language, in all."""

    kinds: dict[str, Tally]
    languages: dict[str, Tally]
    all: Tally


def progress_of(person: Person) -> Progress:
    """Everything she has answered, counted."""
    kinds: dict[str, Tally] = defaultdict(Tally)
    languages: dict[str, Tally] = defaultdict(Tally)
    total = Tally()
    rows = Attempt.objects.filter(person=person, answered_at__isnull=False)
    for kind, language, right, points in rows.values_list("kind", "language", "right", "points"):
        for tally in (kinds[kind], languages[language], total):
            tally.add(right, points)
    return Progress(dict(kinds), dict(languages), total)


@dataclass(frozen=True, slots=True)
class Team:
    """Kinds by people, the people by name. ``kinds`` holds those that anybody has tried, the weakest first."""

    people: list[tuple[int, str]]
    kinds: list[str]
    cells: dict[tuple[str, int], Tally]
    totals: dict[str, Tally]
    languages: dict[str, Tally]


def team_of(organisation: Organisation, since: datetime) -> Team:
    """How the people of a company did since then. People stand by name: nobody is ranked."""
    cells: dict[tuple[str, int], Tally] = defaultdict(Tally)
    totals: dict[str, Tally] = defaultdict(Tally)
    languages: dict[str, Tally] = defaultdict(Tally)
    people = dict(
        Person.objects.filter(organisation=organisation, is_active=True).order_by("name").values_list("pk", "name")
    )
    rows = Attempt.objects.filter(organisation=organisation, answered_at__gte=since, person__in=list(people))
    for who, kind, language, right, points in rows.values_list("person", "kind", "language", "right", "points"):
        for tally in (cells[kind, who], totals[kind], languages[language]):
            tally.add(right, points)
    practised = {who for _kind, who in cells}
    # Enough answers first: one wrong answer of one person is no weakness of a team.
    kinds = sorted(totals, key=lambda kind: (totals[kind].few, totals[kind].right / totals[kind].done, kind))
    return Team(
        [(pk, name) for pk, name in people.items() if pk in practised],
        kinds,
        dict(cells),
        dict(totals),
        dict(languages),
    )


def first_exercises(person: Person, now: datetime) -> int:
    """How many exercises are left of her first day's; none after her first two weeks."""
    if person.joined_at is None or now - person.joined_at >= NEW:
        return 0
    return max(FIRST_DAY - Attempt.objects.filter(person=person, answered_at__isnull=False).count(), 0)
