"""The end of a shift: what is hers and half done, and its way to somebody else. Nothing moves silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.vocabulary import Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.cases.queries import SHOWN, shown_cases
from amends.desk.handovers import operations as handovers
from amends.desk.handovers.models import Handover
from amends.desk.handovers.queries import lines_of
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.promises import operations as promises
from amends.desk.promises.models import Promise
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_ids_of, shop_now
from amends.desk.staffing.queries import colleagues_in

#: What falls due until then is the next shift's.
TONIGHT = timedelta(hours=24)
#: So many cases stand on a page at most; what is due first comes first.
MOST = 200


@dataclass(frozen=True, slots=True)
class Open:
    """One of her open cases as the sheet shows it.

    ``tonight``: it falls due within a day, or something promised does. ``letter`` is the state of the letter in hand
    where a person has to do with it: edited, on its way, failed, unclear.
    """

    case: Case
    tonight: bool
    promises: tuple[Promise, ...]
    letter: str

    @property
    def half_done(self) -> bool:
        return bool(self.letter)

    @property
    def ours(self) -> bool:
        return self.case.turn == Turn.SELLER.value


def open_work(person: Person, shops: Sequence[Shop], now: datetime) -> list[Open]:
    """All that is hers: what is due tonight first, then what is half done, then what is our turn, then the rest."""
    by_id = {shop.pk: shop for shop in shops}
    found = shown_cases(Case.objects.filter(closed_at__isnull=True, assignee=person, shop__in=list(by_id)))
    rows = list(found.only(*SHOWN, "closed_at").order_by("due", "-loss_minor", "pk")[:MOST])
    for case in rows:
        case.shop = by_id[case.shop_id]
    told = _gathered(rows, now)
    return sorted(told, key=lambda each: (not each.tonight, not each.half_done, not each.ours))


def work_of(rows: Sequence[Case], now: datetime) -> dict[int, Open]:
    """The same for the cases of a sheet, by their number."""
    return {each.case.pk: each for each in _gathered(rows, now)}


def _gathered(rows: Sequence[Case], now: datetime) -> list[Open]:
    ids = [case.pk for case in rows]
    promised: dict[int, list[Promise]] = defaultdict(list)
    due = Promise.objects.filter(case__in=ids, state__in=(Promise.OPEN, Promise.BROKEN)).select_related("owner")
    for promise in due.order_by("due"):
        promised[promise.case_id].append(promise)
    letters: dict[int, str] = {}
    states = (Reply.QUEUED, Reply.SENDING, Reply.FAILED, Reply.UNCLEAR)
    in_hand = Reply.objects.filter(case__in=ids).filter(state__in=(Reply.DRAFT, *states)).order_by("id")
    for case_id, state, edited in in_hand.values_list("case_id", "state", "edited"):
        if state != Reply.DRAFT or edited:
            letters[case_id] = state
    return [_one(case, promised[case.pk], letters.get(case.pk, ""), now) for case in rows]


def _one(case: Case, promised: list[Promise], letter: str, now: datetime) -> Open:
    until = shop_now(case.shop, now) + TONIGHT
    due = case.due is not None and case.due < until
    return Open(case, due or any(promise.due < until for promise in promised), tuple(promised), letter)


def receivers(person: Person, shop_ids: Sequence[int], now: datetime) -> list[Person]:
    """Colleagues in her shops who are at work."""
    return [each.person for each in colleagues_in(shop_ids) if each.person.pk != person.pk and not each.away(now)]


def hand_over(*, person: Person, to: int | None, remark: str, chosen: Mapping[int, str], now: datetime) -> Handover:
    """Leave some of her open cases, each with its note, to a colleague (her number) or to whoever is on.

    Cases that are not hers are left out; a colleague must work in the shops of all of them. Raises NotForHer.
    """
    mine = shop_ids_of(person)
    found = Case.objects.filter(pk__in=list(chosen), closed_at__isnull=True, assignee=person, shop__in=mine)
    rows = list(found.select_related("shop").order_by("due", "pk"))
    receiver = None
    if to is not None:
        receiver = Person.objects.filter(pk=to, is_active=True, organisation=person.organisation_id).first()
        shops = {case.shop_id for case in rows}
        if receiver is None or not shops <= set(shop_ids_of(receiver)):
            raise handovers.NotForHer("This colleague does not work in the shops of all these cases.")
    assert person.organisation is not None
    return handovers.hand_over(
        actor=actor_of(person), author=person, organisation=person.organisation, receiver=receiver, remark=remark,
        lines=[(case, chosen[case.pk]) for case in rows], now=now,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a sheet: cases that are hers now, and those that stayed where somebody had moved them."""

    moved: int
    stayed: int


def take_over(*, person: Person, sheet: Handover, now: datetime) -> Taken:
    """She takes a sheet: the cases that still are its author's, in shops where she works, are hers, with their promises.

    What was closed, or given to somebody else meanwhile, stays as it is. Raises NotForHer, AlreadySettled.
    """
    actor, lines = actor_of(person), lines_of(sheet, shop_ids_of(person))
    mine = [
        line.case for line in lines if line.case.closed_at is None and line.case.assignee_id in (sheet.author_id, None)
    ]
    handovers.take(actor=actor, person=person, sheet=sheet, moved=[case.pk for case in mine], now=now)
    for case in mine:
        present = shop_now(case.shop, now)
        cases.assign(actor=actor, case=case, person=person, now=present, why=("handed_over",))
        promises.hand_on(actor=actor, case=case, before=sheet.author, owner=person, now=present)
    return Taken(len(mine), sheet.lines.count() - len(mine))
