"""Who gets a case: suggested to a person, done by the rule where a shop wants it, and again where somebody is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from amends.core.errors import DomainError
from amends.core.vocabulary import Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.flow.casebook import beside
from amends.desk.people.actors import SYSTEM, Actor, actor_of
from amends.desk.people.models import Person
from amends.desk.people.queries import languages_known
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import shop_now
from amends.desk.staffing.choosing import Candidate, Load, Ranked, Wanted, ranked, suggested
from amends.desk.staffing.operations import set_away
from amends.desk.staffing.queries import Colleague, colleagues_in, shops_giving_out
from amends.desk.together import ask_together
from amends.jobs.registry import job

#: A case that falls due so soon weighs more than others.
SOON = timedelta(hours=24)


class NotAColleague(DomainError):
    """Whoever is to get the case does not work in its shop."""

    code = "not_a_colleague"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A colleague as the rule sees her for a case."""

    person: Person
    row: Ranked


def _load_rows(people: Sequence[int], now: datetime) -> QuerySet[Any, Any]:
    ours = Q(turn=Turn.SELLER.value)
    return (
        Case.objects.filter(closed_at__isnull=True, assignee__in=list(people))
        .values_list("assignee_id")
        .annotate(
            ours=Count("id", filter=ours),
            soon=Count("id", filter=ours & Q(due__lt=now + SOON)),
            waits=Count("id", filter=~ours),
        )
        .order_by()
    )


def _loads_of(rows: Iterable[Sequence[int]]) -> dict[int, Load]:
    return {person: Load(mine, soon, waits) for person, mine, soon, waits in rows}


def loads(people: Sequence[int], now: datetime) -> dict[int, Load]:
    """The open cases of these people, over all their shops."""
    return _loads_of(_load_rows(people, now))


def suggestions(case: Case, now: datetime) -> list[Suggestion]:
    """Everybody who works in the case's shop, the one to suggest first."""
    return _suggestions([case], now)[case.pk]


def _suggestions(found: Sequence[Case], now: datetime) -> dict[int, list[Suggestion]]:
    """The same for cases of one shop, from two questions for all of them."""
    staff = _staff_of(found[0])
    present = shop_now(found[0].shop, now)
    asked = ask_together(
        load=_load_rows([each.person.pk for each in staff], present),
        known=_who_knows([case.buyer_id for case in found if case.buyer_id]),
    )
    load, known = _loads_of(asked["load"]), {(author, buyer) for author, buyer in asked["known"]}
    people = {each.person.pk: each.person for each in staff}
    told: dict[int, list[Suggestion]] = {}
    for case in found:
        rows = ranked(_wanted(case), [_candidate(each, load, known, case, now) for each in staff])
        told[case.pk] = [Suggestion(people[row.person], row) for row in rows]
    return told


def _staff_of(case: Case) -> list[Colleague]:
    """Who works in the case's shop; as it was read with the case, where it was."""
    people, staff = beside(case, "people"), beside(case, "staff")
    if people is None or staff is None:
        return colleagues_in([case.shop_id])
    return [Colleague(person, staff.get(person.pk)) for person in people]


def _wanted(case: Case) -> Wanted:
    language = case.language or (case.buyer.locale if case.buyer else "")
    return Wanted(language=language, kind=case.kind, platform=case.shop.platform, shop=case.shop_id)


def _candidate(
    each: Colleague, load: dict[int, Load], known: set[tuple[int, int]], case: Case, now: datetime
) -> Candidate:
    person, staff = each.person, each.staff
    return Candidate(
        person=person.pk,
        languages=languages_known(person),
        kinds=frozenset(staff.kinds if staff else ()),
        platforms=frozenset(staff.platforms if staff else ()),
        shops=frozenset(staff.shops if staff else ()),
        most_open=staff.most_open if staff else 0,
        load=load.get(person.pk, Load()),
        away=each.away(now),
        knows_buyer=(person.pk, case.buyer_id or 0) in known,
    )


def _who_knows(buyers: Sequence[int]) -> QuerySet[Any, Any]:
    """Who has sent one of these buyers a letter: pairs of their numbers."""
    sent = Reply.objects.filter(case__buyer__in=list(buyers), state=Reply.SENT, author__isnull=False)
    return sent.order_by().values_list("author_id", "case__buyer_id").distinct()


def assign_case(*, person: Person, case: Case, to: int | None, now: datetime) -> Person | None:
    """A person gives a case to a colleague (her number), or to nobody. Raises NotAColleague."""
    got = None
    if to is not None:
        got = next((each.person for each in colleagues_in([case.shop_id]) if each.person.pk == to), None)
        if got is None:
            raise NotAColleague("This person does not work in the shop.")
    cases.assign(actor=actor_of(person), case=case, person=got, now=shop_now(case.shop, now))
    return got


@job("flow.assign_cases")
def assign_cases(payload: dict[str, Any], now: datetime) -> None:
    """Give out new cases of a shop that wants it, one after the other, so that each counts for the next.

    What a person has given to somebody meanwhile stays; where everybody is away or has enough, a case stays nobody's.
    """
    found = Case.objects.filter(pk__in=payload["cases"], closed_at__isnull=True, assignee=None)
    rows = list(found.select_related("shop", "buyer").order_by("pk"))
    giving = shops_giving_out([case.shop_id for case in rows])
    for case in rows:
        if case.shop_id in giving:
            give_by_rule(actor=SYSTEM, case=case, now=now)


def give_by_rule(*, actor: Actor, case: Case, now: datetime) -> Person | None:
    """Give a case to whom the rule suggests; None, and nothing is changed, where it suggests nobody."""
    rows = suggestions(case, now)
    best = suggested([each.row for each in rows])
    if best is None:
        return None
    got = next(each.person for each in rows if each.person.pk == best.person)
    cases.assign(actor=actor, case=case, person=got, now=shop_now(case.shop, now), why=best.reasons)
    return got


def held_by(person: Person) -> list[Case]:
    """Her open cases on which it is our turn, in shops where others work, the first due first."""
    found = Case.objects.filter(closed_at__isnull=True, assignee=person, turn=Turn.SELLER.value)
    return list(found.select_related("shop", "buyer").order_by("due", "pk"))


def be_away(*, by: Person, person: Person, start: datetime | None, end: datetime | None, now: datetime) -> None:
    """Write down that somebody is away, or at work again; see ``staffing.set_away``."""
    set_away(actor=actor_of(by), by=by, person=person, start=start, end=end, now=now)


@job("flow.cover_absence")
def cover_absence(payload: dict[str, Any], now: datetime) -> None:
    """Her absence begins: in shops that give cases out by themselves, hers on our turn go to somebody at work."""
    person = Person.objects.filter(pk=payload["person"]).select_related("staff").first()
    if person is None or not Colleague(person, getattr(person, "staff", None)).away(now):
        return
    found = held_by(person)
    giving = shops_giving_out([case.shop_id for case in found])
    for case in found:
        if case.shop_id in giving:
            give_by_rule(actor=SYSTEM, case=case, now=now)


def give_away(*, by: Person, person: Person, shop_ids: Sequence[int], now: datetime) -> tuple[int, int]:
    """A lead gives the cases of somebody who is away to others by the rule, in the shops that the lead leads.

    Returns how many were given and how many nobody could take.
    """
    given = left = 0
    for case in held_by(person):
        if case.shop_id not in shop_ids:
            continue
        if give_by_rule(actor=actor_of(by), case=case, now=now) is None:
            left += 1
        else:
            given += 1
    return given, left
