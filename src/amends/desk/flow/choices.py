"""What a person decides at a case, and what follows at once: each choice is an operation, then the case is refreshed.

The page shows the result of a choice immediately; the job that the operation enqueues finds everything done. ``now``
is the real time; records of a case carry the shop's own present, letters leave by the real clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from amends.core.calendars import on_wall_clock, zone_named
from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.core.vocabulary import Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.corrections import keep_correction
from amends.desk.cases.models import Case
from amends.desk.cases.queries import next_after
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation
from amends.desk.deadlines import operations as deadlines
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.corrected import words_of
from amends.desk.flow.paying import settle_by_booking, unsettle_booking
from amends.desk.flow.refreshing import refresh
from amends.desk.flow.understanding import must_understand
from amends.desk.offers import operations as offers
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import latest_offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.orders.operations import NothingToRefund, book_refund, void_refund
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge
from amends.desk.shops.queries import is_lead, shop_ids_of, shop_now
from amends.desk.together import loaded


class LeadsOnly(DomainError):
    """Only a lead or an owner of the shop may do this."""

    code = "leads_only"


class OptionsChanged(DomainError):
    """The options on the screen are not the case's options any more."""

    code = "options_changed"


class AnotherShop(DomainError):
    """The order belongs to another shop than the case."""

    code = "another_shop"


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as it stands in a person's form: which version she read, and her text."""

    version: int
    body: str


def next_case(person: Person, case: Case, shop_ids: Sequence[int] | None = None) -> Case | None:
    """The next case by expected loss on which it is our turn; from the top again after the last one.

    A case whose letter is on its way is left out. ``shop_ids`` are the person's, where they were read before.
    """
    states = (Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR)
    answered = Reply.objects.filter(case=OuterRef("pk"), state__in=states)
    ours = Case.objects.filter(~Exists(answered), closed_at__isnull=True, turn=Turn.SELLER.value).exclude(pk=case.pk)
    ids = shop_ids_of(person) if shop_ids is None else shop_ids
    return next_after(case, ours, ids)


def letter_in_hand(case: Case) -> Reply | None:
    """The letter that is being worked on: a draft, one on its way, or one that could not be sent."""
    states = (Reply.DRAFT, Reply.QUEUED, Reply.SENDING, Reply.FAILED, Reply.UNCLEAR)
    known = loaded(case, "replies")
    if known is not None:
        return next((reply for reply in known if reply.state in states), None)
    return (
        Reply.objects.filter(case=case, state__in=states)
        .select_related("offer", "author", "overridden_by", "case__shop")
        .first()
    )


def returned_letter(case: Case) -> Reply | None:
    """The last letter that left, where it came back: the buyer has not read it."""
    known = loaded(case, "replies")
    if known is not None:
        sent = [reply for reply in known if reply.state == Reply.SENT]
        last = max(sent, key=lambda reply: (reply.sent_at or reply.drafted_at, reply.pk), default=None)
    else:
        last = Reply.objects.filter(case=case, state=Reply.SENT).order_by("-sent_at", "-pk").first()
    return last if last is not None and last.returned_at is not None else None


def _present(case: Case, now: datetime) -> datetime:
    return shop_now(case.shop, now)


def _must_lead(person: Person, case: Case) -> None:
    if not is_lead(person, case.shop_id):
        raise LeadsOnly("This is for a lead or an owner of the shop; ask one of them.")


def keep_words(*, person: Person, reply: Reply, words: Words, now: datetime) -> Reply:
    """Store what a person wrote, with what the lint says of it. Unchanged words change nothing.

    Raises LetterChanged where somebody else was faster.
    """
    body = words.body.replace("\r\n", "\n").replace("\r", "\n").strip()
    if body == reply.body.strip() and words.version == reply.version:
        return reply
    return replies.edit(
        actor=actor_of(person),
        person=person,
        reply=reply,
        version=words.version,
        body=body,
        lint=judge(reply, body, person.language),
        now=_present(reply.case, now),
    )


def choose_options(
    *, person: Person, case: Case, offer_id: int, picks: Sequence[int], words: Words | None, now: datetime
) -> Offer:
    """A person picks what the buyer is offered; the letter is written anew unless a person has edited it.

    Raises NotInMenu (nothing picked, or what the buyer is entitled to left out), OptionsChanged, LetterChanged.
    """
    offer = latest_offer(case)
    if offer is None or offer.pk != offer_id or offer.state not in (Offer.PROPOSED, Offer.CHOSEN):
        raise OptionsChanged("The options were worked out anew meanwhile; look at them once more.")
    reply = letter_in_hand(case)
    if reply is not None and reply.state == Reply.DRAFT and words is not None:
        keep_words(person=person, reply=reply, words=words, now=now)
    chosen = offers.choose(actor=actor_of(person), person=person, offer=offer, picks=picks, now=_present(case, now))
    refresh(case.pk, now)
    return chosen


def write_anew(*, person: Person, reply: Reply, version: int, now: datetime) -> None:
    """Give up a person's own words; the letter is drafted again from the options as they are chosen now."""
    replies.discard_edits(
        actor=actor_of(person), person=person, reply=reply, version=version, now=_present(reply.case, now)
    )
    refresh(reply.case_id, now)


def send_letter(*, person: Person, reply: Reply, words: Words, now: datetime, send_at: datetime | None = None) -> Reply:
    """Keep a person's words and send them: the letter leaves when the undo time is over, or at ``send_at``.

    Raises LetterBlocked, ApprovalNeeded, NotUnderstood, LetterChanged; the words are kept but in the last case. A letter
    that would pass her daily cap goes to the leads (ApprovalNeeded, too), and leaves when she sends it again after that.
    """
    kept = keep_words(person=person, reply=reply, words=words, now=now)
    must_understand(person, kept)
    try:
        return replies.queue_letter(
            actor=actor_of(person), person=person, reply=kept, version=kept.version, now=now, send_at=send_at
        )
    except replies.CapPassed as passed:
        if kept.offer is not None:
            offers.escalate(
                actor=actor_of(person), person=person, offer=kept.offer, reasons=passed.data["reasons"],
                now=_present(kept.case, now),
            )  # fmt: skip
            refresh(kept.case_id, now)
        raise


def override_lint(*, person: Person, reply: Reply, words: Words, reason: str, now: datetime) -> Reply:
    """A lead lets these words go although the lint blocks them. Raises LeadsOnly, LetterBlocked, LetterChanged."""
    _must_lead(person, reply.case)
    kept = keep_words(person=person, reply=reply, words=words, now=now)
    return replies.override(
        actor=actor_of(person), person=person, reply=kept, reason=reason, now=_present(reply.case, now)
    )


def set_kind(*, person: Person, case: Case, kind: str, now: datetime) -> None:
    """A person says what the case is about; options and letter follow. Where the company agrees, it is learned from."""
    read_as = case.claim or case.kind
    cases.set_kind(actor=actor_of(person), case=case, kind=kind, now=_present(case, now))
    if case.shop.organisation.keeps_corrections and kind != read_as:
        said = words_of(case)
        if said is not None:
            keep_correction(case=case, said=said, read_as=read_as, now=_present(case, now))
    refresh(case.pk, now)


def set_fault(*, person: Person, case: Case, fault: str, reason: str, now: datetime) -> None:
    """A person says whose fault it is; options and letter follow."""
    cases.set_fault(actor=actor_of(person), case=case, fault=fault, reason=reason, now=_present(case, now))
    refresh(case.pk, now)


def set_order(*, person: Person, case: Case, order: Order, now: datetime) -> None:
    """A person says which order a case and its conversation are about."""
    if order.shop_id != case.shop_id:
        raise AnotherShop(f"Order {order.number} belongs to another shop.")
    cases.set_order(actor=actor_of(person), case=case, order=order, now=_present(case, now))
    conversation = Conversation.objects.filter(pk=case.conversation_id).first() if case.conversation_id else None
    if conversation is not None:
        conversations.set_order(conversation=conversation, order=order)
    refresh(case.pk, now)


def no_answer_needed(*, person: Person, case: Case, now: datetime) -> None:
    """Nothing needs to be answered: the response clock of the conversation stops, and its deadlines no longer count."""
    conversation = Conversation.objects.filter(pk=case.conversation_id).first() if case.conversation_id else None
    if conversation is None:
        raise DomainError("There is no conversation in this case.")
    actor, present = actor_of(person), _present(case, now)
    conversations.no_answer_needed(actor=actor, conversation=conversation, now=present)
    keys = [key for key in case.deadlines.filter(state=Deadline.OPEN).values_list("key", flat=True) if _is_answer(key)]
    deadlines.settle(actor=actor, case=case, keys=keys, state=Deadline.CANCELLED, now=present)
    refresh(case.pk, now)


def _is_answer(key: str) -> bool:
    return key.startswith("answer:")


def reopen(*, person: Person, case: Case, reason: str, now: datetime) -> None:
    """A closed case is taken up again. Raises DomainError where the order has another open case meanwhile."""
    other = Case.objects.filter(order=case.order, closed_at__isnull=True).exclude(pk=case.pk).first()
    if case.order is not None and other is not None:
        raise DomainError(f"The order has another open case, number {other.pk}; go on there.")
    cases.reopen(actor=actor_of(person), case=case, reason=reason, now=_present(case, now))
    refresh(case.pk, now)


def refund(
    *, person: Person, case: Case, amount: str, source: str, key: str, reference: str, now: datetime
) -> list[LedgerEntry]:
    """Book what went back to the buyer, ``amount`` a decimal string in the order's currency; then refresh.

    The same key books once. Raises NothingToRefund, AlreadyRefunded.
    """
    order = case.order
    if order is None:
        raise NothingToRefund("Say first which order the case is about.")
    if source not in {name for name, _ in LedgerEntry.SOURCES}:
        raise NothingToRefund(f"{source!r} is no way in which money goes back.")
    try:
        money = Money.parse(amount.strip().replace(",", "."), order.currency)
    except InputError as error:
        raise NothingToRefund(error.message) from error
    booked = book_refund(
        actor=actor_of(person),
        order=order,
        amount=money,
        source=source,
        key=key,
        now=_present(case, now),
        reference=reference[:200],
    )
    settle_by_booking(person=person, order=order, money=money, key=key, reference=reference, now=_present(case, now))
    refresh(case.pk, now)
    return booked


def void(*, person: Person, case: Case, key: str, reason: str, now: datetime) -> int:
    """Take a booking back; what was to be claimed for it goes with it. Returns how many lines."""
    if case.order is None:
        raise NothingToRefund("Say first which order the case is about.")
    present = _present(case, now)
    taken = void_refund(actor=actor_of(person), order=case.order, key=key, reason=reason[:300], now=present)
    if taken:
        unsettle_booking(person=person, order=case.order, key=key, reason=reason, now=present)
    refresh(case.pk, now)
    return taken


def moment_there(wall: datetime, zone: str) -> datetime:
    """A wall clock time in a zone as a moment. Raises UnknownCalendar for a zone that does not exist."""
    return on_wall_clock(wall, zone_named(zone))
