"""What the people of the demonstration have done by now: letters sent, promises made, cases that wait or need approval.

All of it goes through the same flow as a click on the page, at the moments at which it would have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.desk.cases.models import Case
    from amends.desk.people.models import Person

#: How long ago letters were sent, and how many then: promises of the older ones fall due about now.
SENT = ((timedelta(days=3, hours=2), 5), (timedelta(days=1, hours=5), 5), (timedelta(hours=3), 4))
TO_APPROVE = 3
AT_THE_PLATFORM = 3
#: How many buyers took money by now; of their refunds one did not go, the rest waits to be sent.
TOOK_MONEY = 5
#: Above how much, in minor units of the shop's currency, the demonstration asks for a second person.
SECOND_PERSON = 2500


def work(people: list[Person], now: datetime) -> None:
    """A few days of work by ``people``, up to ``now``."""
    writers = list(people)
    for ago, number in SENT:
        moment = now - ago
        _first(number, _waiting_for_us(moment), partial(_send, people=writers, moment=moment))
    _first(TO_APPROVE, _waiting_for_us(now), partial(_ask_for_approval, person=people[0], now=now))
    _second_person(now)
    took = _first(TOOK_MONEY, _answered(), partial(_took_money, person=people[0], now=now))
    _first(1, iter(took), partial(_did_not_go, person=people[-1], now=now))
    _first(AT_THE_PLATFORM, _waiting_for_us(now), partial(_leave_to_the_platform, person=people[-1], now=now))


def _first(number: int, cases: Iterator[Case], done: Callable[[Case], bool]) -> list[Case]:
    """Go through the cases until so many are done."""
    found: list[Case] = []
    for case in cases:
        if len(found) == number:
            break
        if done(case):
            found.append(case)
    return found


def _waiting_for_us(moment: datetime) -> Iterator[Case]:
    """Open cases that were there by then, across shops and kinds: every third one, the rest stays to be done."""
    from amends.core.vocabulary import Turn
    from amends.desk.cases.models import Case

    found = Case.objects.filter(closed_at__isnull=True, turn=Turn.SELLER.value, opened_at__lt=moment, past_safe=False)
    found = found.exclude(conversation_id=None).select_related("shop__organisation", "order", "buyer")
    yield from (case for place, case in enumerate(found.order_by("kind", "pk")) if place % 3 == 0)


def _send(case: Case, people: list[Person], moment: datetime) -> bool:
    from amends.core.vocabulary import Turn, Verdict
    from amends.desk.cases.operations import assign
    from amends.desk.conversations.models import Message
    from amends.desk.flow import choices, refresh
    from amends.desk.offers.queries import latest_offer
    from amends.desk.people.actors import actor_of
    from amends.jobs.engine import run_due

    heard = (
        Message.objects.filter(conversation__pk=case.conversation_id or 0, from_buyer=True).order_by("-sent_at").first()
    )
    if heard is None or heard.sent_at > moment or case.dispute_open:
        return False
    refresh(case.pk, moment)  # the letter gives the dates of that day
    offer, reply = latest_offer(case), choices.letter_in_hand(case)
    if reply is None or offer is None:
        return False
    if reply.verdict == Verdict.BLOCK.value or offer.approval_needed:
        return False
    people.append(people.pop(0))  # they take turns
    person = people[-1]
    assign(actor=actor_of(person), case=case, person=person, now=moment)
    words = choices.Words(reply.version, reply.body)
    choices.send_letter(person=person, reply=reply, words=words, now=moment)
    run_due(lambda: moment + timedelta(minutes=1))
    case.refresh_from_db()
    return case.turn == Turn.BUYER.value


def _ask_for_approval(case: Case, person: Person, now: datetime) -> bool:
    from amends.desk.cases.operations import assign
    from amends.desk.flow import choices
    from amends.desk.offers.queries import latest_offer
    from amends.desk.people.actors import actor_of

    offer = latest_offer(case)
    if offer is None or not offer.approval_needed:
        return False
    assign(actor=actor_of(person), case=case, person=person, now=now)
    everything = range(1 if case.dispute_open else len(offer.result["menu"]))
    choices.choose_options(person=person, case=case, offer_id=offer.pk, picks=everything, words=None, now=now)
    return True


def _leave_to_the_platform(case: Case, person: Person, now: datetime) -> bool:
    from amends.core.vocabulary import Turn
    from amends.desk.cases.operations import assign, wait_until
    from amends.desk.people.actors import actor_of

    if not case.dispute_open:
        return False
    actor = actor_of(person)
    assign(actor=actor, case=case, person=person, now=now)
    wait_until(actor=actor, case=case, until=now + timedelta(days=2), turn=Turn.PLATFORM, now=now)
    return True


def _second_person(now: datetime) -> None:
    """Every shop with two people asks for a second one above a limit."""
    from amends.core.money import Money
    from amends.desk.people.actors import SYSTEM
    from amends.desk.refunds.operations import set_second_person
    from amends.desk.shops.models import Shop
    from amends.desk.shops.queries import members_of

    for shop in Shop.objects.order_by("pk"):
        if len(members_of(shop.pk)) > 1:
            set_second_person(actor=SYSTEM, shop=shop, above=Money(SECOND_PERSON, shop.currency), now=now)


def _answered() -> Iterator[Case]:
    """Open cases in which a letter went out and nothing was taken yet."""
    from amends.core.vocabulary import Turn
    from amends.desk.cases.models import Case

    found = Case.objects.filter(closed_at__isnull=True, turn=Turn.BUYER.value, dispute_open=False)
    yield from found.exclude(order=None).select_related("shop__organisation", "order__shop", "buyer").order_by("pk")


def _took_money(case: Case, person: Person, now: datetime) -> bool:
    """The buyer took the first option that gives money: somebody read it on the platform and says so."""
    from amends.desk.flow import paying
    from amends.desk.offers.endings import Told, ending_told, last_sent

    offer = last_sent(case)
    if offer is None or case.order is None or ending_told(offer) is not None:
        return False
    menu = offer.sent_menu or []
    taken = next((at for at, item in enumerate(menu) if paying.money_of(item, case.order)), None)
    if taken is None or case.refunds.exists():
        return False
    paying.tell_outcome(person=person, offer=offer, told=Told(accepted=taken), now=now)
    return case.refunds.exists()


def _did_not_go(case: Case, person: Person, now: datetime) -> bool:
    from amends.desk.people.actors import actor_of
    from amends.desk.refunds.models import Refund
    from amends.desk.refunds.sending import record_failed

    refund = case.refunds.filter(state=Refund.OPEN).first()
    if refund is None:
        return False
    record_failed(
        actor=actor_of(person), person=person, refund=refund, key="demonstration", way=refund.way,
        reason="The buyer's card is closed.", now=now,
    )  # fmt: skip
    return True
