"""Many cases answered at once: what can go, who has to agree, and sending it in stages.

Each case stays an operation of its own: what is refused or has changed costs one line and no other. Letters leave by the
outbox, with its undo time and the buyer's own hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.vocabulary import Flag, LetterChannel, Turn, Verdict
from amends.desk.batches import operations as batches
from amends.desk.batches.models import Batch, Item
from amends.desk.batches.queries import items_of, sums
from amends.desk.cases.models import Case
from amends.desk.flow.sending import sending_of
from amends.desk.offers.approving import NotApproved, limits_of
from amends.desk.offers.models import ApprovalLimit, Offer
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Membership
from amends.desk.shops.queries import latest_rates, leads_of, shop_now
from amends.jobs.registry import job

#: So many cases at most in one batch.
MOST = 200
#: So many go first; a person looks at them before the rest goes.
FIRST = 5
#: So many of the rest are queued at a time, and how long it takes until the next: time to press stop.
STRIDE, PAUSE = 10, timedelta(seconds=10)
#: What a person must read herself.
GRAVE = frozenset(
    {Flag.EXTORTION.value, Flag.LEGAL_THREAT.value, Flag.SAFETY_HAZARD.value, Flag.CHARGEBACK_THREAT.value}
)
_ON_ITS_WAY = (Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR)


def prepare(*, person: Person, organisation: Organisation, case_ids: Sequence[int], now: datetime) -> Batch:
    """Judge the chosen cases (those of the person's shops, in their order, ``MOST`` at most) and keep the result.

    The batch is about one kind: that of most cases whose letter could go. Raises DomainError where none was chosen.
    """
    wanted = list(dict.fromkeys(case_ids))[:MOST]
    found = Case.objects.filter(pk__in=wanted, shop__memberships__person=person, shop__organisation=organisation)
    cases = found.select_related("shop__organisation", "order", "buyer").in_bulk()
    files = _files([cases[pk] for pk in wanted if pk in cases])
    judged = [(case, reply, judge(case, reply, case.pk in files.refused, now)) for case, reply in files.letters]
    kinds = Counter(case.kind for case, _, why in judged if not why)
    kind = kinds.most_common(1)[0][0] if kinds else ""
    items = [
        _item(position, case, reply, why or ("other_kind" if case.kind != kind else ""))
        for position, (case, reply, why) in enumerate(judged)
    ]
    return batches.make_batch(
        actor=actor_of(person), person=person, organisation=organisation, kind=kind, items=items, now=now
    )


@dataclass(frozen=True, slots=True)
class _Files:
    """The cases with the letter at hand of each, and those whose buyer refused an offer before."""

    letters: list[tuple[Case, Reply | None]]
    refused: set[int]


def _files(cases: Sequence[Case]) -> _Files:
    ids = [case.pk for case in cases]
    at_hand: dict[int, Reply] = {}
    letters = Reply.objects.filter(case__in=ids, state__in=(Reply.DRAFT, *_ON_ITS_WAY)).select_related("offer")
    for reply in letters.order_by("id"):
        if reply.case_id not in at_hand or reply.state != Reply.DRAFT:
            at_hand[reply.case_id] = reply
    refused = set(Offer.objects.filter(case__in=ids, state=Offer.REFUSED).values_list("case_id", flat=True))
    return _Files([(case, at_hand.get(case.pk)) for case in cases], refused)


def judge(case: Case, reply: Reply | None, refused: bool, now: datetime) -> str:
    """Why a case cannot be answered together with others, as a code; empty where it can."""
    if case.closed_at is not None:
        return "closed"
    if reply is not None and reply.state in _ON_ITS_WAY:
        return "on_its_way"
    if case.turn != Turn.SELLER.value:
        return "not_ours"
    if reply is None:
        return "no_letter"
    if reply.edited or reply.overridden_by_id is not None:
        return "own_words"
    return _of_the_case(case, refused) or _of_the_letter(case, reply, now)


def _of_the_case(case: Case, refused: bool) -> str:
    if case.dispute_open:
        return "platform_form"
    if set(case.flags) & GRAVE:
        return "flagged"
    if case.abstained and not case.kind_set_by:
        return "unsure"
    return "refused" if refused else ""


def _of_the_letter(case: Case, reply: Reply, now: datetime) -> str:
    if reply.channel == LetterChannel.REVIEW.value:
        return "public"
    if reply.verdict == Verdict.BLOCK.value:
        return "lint"
    offer = reply.offer
    if offer is not None and offer.approval_needed and offer.approved_by_id is None and _menu(reply):
        return "approval"
    present = shop_now(case.shop, now)
    if case.due is not None and case.due <= present + PAUSE:
        return "deadline"
    return ""


def _menu(reply: Reply) -> list[dict[str, str]]:
    return list((reply.request.get("decision") or {}).get("menu") or [])


def _item(position: int, case: Case, reply: Reply | None, why: str) -> Item:
    menu = _menu(reply) if reply is not None else []
    currency = case.order.currency if case.order is not None else ""
    given = [Money.parse(item["amount"], item.get("currency") or currency) for item in menu if item.get("amount")]
    most = max(given, default=Money.zero(currency)) if currency else None
    offer = reply.offer if reply is not None else None
    cost = Money.parse(offer.result["expected_cost"], currency).minor if offer is not None and currency and menu else 0
    return Item(
        case=case,
        shop_id=case.shop_id,
        position=position,
        reply_id=reply.pk if reply is not None else None,
        version=reply.version if reply is not None else 0,
        language=reply.language if reply is not None else "",
        menu=menu,
        money_minor=most.minor if most is not None else 0,
        cost_minor=cost,
        currency=currency,
        state=Item.EXCLUDED if why else Item.READY,
        reason=why,
    )


# who has to agree ----------------------------------------------------------------------------------------------------


def worth_of(items: Iterable[Item], organisation: Organisation, now: datetime) -> Money | None:
    """What the ready items can cost at most in the company's currency; None where a rate is missing."""
    rates, total = latest_rates(organisation, now.date()), Money.zero(organisation.currency)
    for each in sums(item for item in items if item.state == Item.READY):
        if each.minor and each.currency not in rates:
            return None
        if each.minor:
            total += rates[each.currency].convert(Money(each.minor, each.currency))
    return total


def limit_for(person: Person, shop_ids: Sequence[int]) -> int | None:
    """Up to which sum a person sends a batch without asking; None: any. Without a limit of her own an agent asks always."""
    known = ApprovalLimit.objects.filter(person=person).values_list("most_minor", flat=True).first()
    if known is not None:
        return known
    led = Membership.objects.filter(person=person, shop__in=list(shop_ids)).exclude(role=Membership.AGENT)
    return None if led.count() == len(set(shop_ids)) else 0


def must_ask(person: Person, items: Sequence[Item], worth: Money | None) -> bool:
    """Whether somebody else has to agree before this person sends these."""
    shop_ids = {item.shop_id for item in items if item.state == Item.READY}
    limit = limit_for(person, sorted(shop_ids))
    return limit is not None and (worth is None or worth.minor > limit)


def may_approve(person: Person, batch: Batch, items: Sequence[Item], worth: Money | None) -> bool:
    """Whether this person may agree: a lead of all its shops, within her limit, and not her own while others could."""
    shop_ids = {item.shop_id for item in items if item.state == Item.READY}
    able = [lead for lead in _leads_of_all(shop_ids) if _covers(limits_of([lead]).get(lead.pk), worth)]
    if person.pk not in {lead.pk for lead in able}:
        return False
    return batch.person_id != person.pk or all(lead.pk == person.pk for lead in able)


def _leads_of_all(shop_ids: Iterable[int]) -> list[Person]:
    found: dict[int, Person] = {}
    common: set[int] | None = None
    for shop_id in sorted(shop_ids):
        leads = {lead.pk: lead for lead in leads_of(shop_id)}
        found |= leads
        common = set(leads) if common is None else common & set(leads)
    return [found[pk] for pk in sorted(common or ())]


def _covers(limit: int | None, worth: Money | None) -> bool:
    return limit is None or (worth is not None and worth.minor <= limit)


def send(*, person: Person, batch: Batch, keep: Sequence[int] | None, whole: bool, now: datetime) -> Batch:
    """Send the first letters, or ask where the sum is above the person's limit; ``whole`` sends the rest.

    ``keep``: the items that stay ticked, as long as nothing was decided. Raises NotNow, DomainError.
    """
    if batch.person_id != person.pk:
        raise DomainError("Only who put it together sends it.")
    if keep is not None and not batches.keep_only(batch=batch, item_ids=keep):
        raise DomainError("Nothing is left to be sent.")
    actor = actor_of(person)
    if batch.state == Batch.PREVIEW:
        items = items_of(batch)
        if must_ask(person, items, worth_of(items, batch.organisation, now)):
            return batches.ask(actor=actor, batch=batch, now=now)
    return batches.start(actor=actor, batch=batch, whole=whole or batch.state == Batch.PAUSED, now=now)


def approve(*, person: Person, batch: Batch, now: datetime) -> Batch:
    """Raises NotApproved, NotNow."""
    items = items_of(batch)
    if not may_approve(person, batch, items, worth_of(items, batch.organisation, now)):
        raise NotApproved("You put this together yourself, or it is above your limit: somebody else has to approve it.")
    return batches.approve(actor=actor_of(person), person=person, batch=batch, now=now)


def decline(*, person: Person, batch: Batch, reason: str, now: datetime) -> Batch:
    """Raises NotApproved, NotNow, DomainError without a reason."""
    if person.pk not in {lead.pk for lead in _leads_of_all({item.shop_id for item in items_of(batch)})}:
        raise NotApproved("Only a lead of all its shops can decline it.")
    return batches.decline(actor=actor_of(person), person=person, batch=batch, reason=reason, now=now)


# sending -------------------------------------------------------------------------------------------------------------


@job("flow.send_batch")
def send_batch(payload: dict[str, int], now: datetime) -> None:
    """Queue the next letters of a running batch; then pause after the first ones, go on, or end."""
    batch = Batch.objects.select_related("person").filter(pk=payload["batch"], state=Batch.RUNNING).first()
    if batch is None:
        return
    handled = batch.items.filter(state__in=(Item.QUEUED, Item.FAILED)).count()
    number = STRIDE if batch.whole else max(FIRST - handled, 0)
    for item in batch.items.filter(state=Item.READY).select_related("case__shop", "case__order", "case__buyer")[
        :number
    ]:
        if not Batch.objects.filter(pk=batch.pk, state=Batch.RUNNING).exists():
            return  # somebody pressed stop
        _send_one(batch.person, item, now)
    if not batch.items.filter(state=Item.READY).exists():
        batches.rest(actor=SYSTEM, batch=batch, state=Batch.DONE, now=now)
    elif batch.whole:
        batches.go_on(batch=batch, now=now, run_at=now + PAUSE)
    else:
        batches.rest(actor=SYSTEM, batch=batch, state=Batch.PAUSED, now=now)


def _send_one(person: Person, item: Item, now: datetime) -> None:
    """One letter into the outbox, as it was shown; what has changed since costs this line only."""
    case = item.case
    reply = Reply.objects.select_related("offer", "case__shop").filter(pk=item.reply_id or 0).first()
    if reply is not None and _is_ours(reply, person, item):
        # The process died between the outbox and this line.
        batches.note_item(item=item, was=Item.READY, state=Item.QUEUED, leaves_at=reply.send_after)
        return
    refused = Offer.objects.filter(case=case, state=Offer.REFUSED).exists()
    why = judge(case, reply, refused, now)
    if why or reply is None:
        batches.note_item(item=item, was=Item.READY, state=Item.EXCLUDED, reason=why or "no_letter")
        return
    sending = sending_of(case, now, reply.stage)
    later = sending.opens if sending is not None and sending.later else None
    try:
        queued = replies.queue_letter(
            actor=actor_of(person), person=person, reply=reply, version=item.version, now=now, send_at=later
        )
    except DomainError as refusal:
        batches.note_item(item=item, was=Item.READY, state=Item.FAILED, reason=refusal.message)
        return
    batches.note_item(item=item, was=Item.READY, state=Item.QUEUED, leaves_at=queued.send_after)


def _is_ours(reply: Reply, person: Person, item: Item) -> bool:
    gone = (Reply.QUEUED, Reply.SENDING, Reply.SENT)
    return reply.state in gone and reply.version == item.version + 1 and reply.author_id == person.pk


def stop(*, person: Person, batch: Batch, now: datetime) -> tuple[int, int]:
    """No further letter goes, and what has not left yet comes back; returns how many came back, and how many had left."""
    actor = actor_of(person)
    batches.stop(actor=actor, batch=batch, now=now)
    back = left = 0
    for item in batch.items.filter(state=Item.QUEUED).select_related("case__shop"):
        reply = Reply.objects.select_related("case").filter(pk=item.reply_id or 0).first()
        try:
            if reply is None:
                continue
            replies.undo(actor=actor, reply=reply, now=shop_now(item.case.shop, now))
        except DomainError:
            left += 1
            continue
        batches.note_item(item=item, was=Item.QUEUED, state=Item.TAKEN_BACK)
        back += 1
    return back, left
