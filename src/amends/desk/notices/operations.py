"""Choosing what is told, noting what was reached, sending once, and taking a refusal."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from amends.core.contracts.letter import DraftOutput
from amends.core.errors import DomainError
from amends.core.vocabulary import Milestone
from amends.desk.journal.operations import record
from amends.desk.notices.models import Choice, Notice, Refusal, Setup
from amends.desk.notices.queries import RANK, choices_of, obstacle_of, opens_at
from amends.desk.notices.rules import pace_of, rule_of
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop
from amends.jobs.queue import enqueue

MOST_A_DAY = 10_000


class NoticeForbidden(DomainError):
    """The platform does not let the seller write unasked."""

    code = "notice_forbidden"


class WrongCap(DomainError):
    code = "wrong_cap"


def choose_notices(
    *, actor: Actor, shop: Shop, milestones: Collection[Milestone], daily_cap: int, now: datetime
) -> None:
    """Of which milestones the buyers of a shop are told from now on, and how many notices leave in a day at most.

    A milestone that was chosen already keeps its ``since``. Raises NoticeForbidden for one that the platform's rules
    do not allow, WrongCap.
    """
    forbidden = set(milestones) - rule_of(shop.platform).may
    if forbidden:
        names = ", ".join(sorted(milestone.value for milestone in forbidden))
        raise NoticeForbidden(
            f"The platform does not allow to tell buyers unasked of: {names}. Nothing was changed.",
            platform=shop.platform,
        )
    if not 1 <= daily_cap <= MOST_A_DAY:
        raise WrongCap(f"Choose from 1 to {MOST_A_DAY} notices a day. Nothing was changed.")
    with transaction.atomic(durable=True):
        setup, _ = Setup.objects.select_for_update().get_or_create(shop=shop)
        known = set(choices_of([shop.pk])[shop.pk])
        if known == set(milestones) and setup.daily_cap == daily_cap:
            return
        Setup.objects.filter(pk=setup.pk).update(daily_cap=daily_cap)
        Choice.objects.filter(shop=shop).exclude(milestone__in=[each.value for each in milestones]).delete()
        Choice.objects.bulk_create(
            Choice(shop=shop, milestone=each.value, since=now) for each in Milestone if each in set(milestones) - known
        )
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="notice.chosen",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"milestones": [each.value for each in Milestone if each in milestones], "daily_cap": daily_cap},
        )


def note_reached(*, order: Order, reached: Mapping[Milestone, datetime], now: datetime) -> list[Notice]:
    """An order has reached milestones: the newest that is chosen and still news is told, each order and milestone once.

    What comes after it in the order's way and was noted before keeps it silent, whatever scans say later. The question
    for a review follows from ``delivered`` and is noted beside it. Nothing happens in a shop whose clock stands.
    """
    shop = order.shop
    if shop.as_of is not None or order.cancelled or not reached:
        return []
    chosen = {
        milestone: since
        for milestone, since in choices_of([shop.pk])[shop.pk].items()
        if milestone in rule_of(shop.platform).may
    }
    if not chosen:
        return []
    noted: list[Notice] = []
    with transaction.atomic(durable=True):
        # One order's notices are noted one after the other: two parcels of it may be looked at in the same second.
        Order.objects.select_for_update().filter(pk=order.pk).first()
        before = {Milestone(each) for each in order.notices.values_list("milestone", flat=True)}
        for milestone in _to_tell(chosen, reached, before, now):
            at = reached[Milestone.DELIVERED if milestone is Milestone.REVIEW else milestone]
            notice = Notice.objects.create(
                shop=shop,
                order=order,
                milestone=milestone.value,
                reached_at=at,
                key=secrets.token_hex(16),
                noted_at=now,
            )
            noted.append(notice)
            _enqueue(notice, now, opens_at(order, max(at + pace_of(milestone).after, now)))
    return noted


def _to_tell(
    chosen: Mapping[Milestone, datetime],
    reached: Mapping[Milestone, datetime],
    before: set[Milestone],
    now: datetime,
) -> list[Milestone]:
    """The milestones to note now: the newest of the way, and the question for a review."""
    last = max((RANK[each] for each in before if each is not Milestone.REVIEW), default=-1)
    news = [
        milestone
        for milestone, at in reached.items()
        if milestone in chosen
        and RANK[milestone] > last
        and chosen[milestone] <= at <= now
        and now <= at + pace_of(milestone).news_for
    ]
    found = [max(news, key=RANK.__getitem__)] if news else []
    delivered = reached.get(Milestone.DELIVERED)
    if Milestone.REVIEW in chosen and Milestone.REVIEW not in before and delivered is not None:
        pace = pace_of(Milestone.REVIEW)
        if chosen[Milestone.REVIEW] <= delivered and now <= delivered + pace.after + pace.news_for:
            found.append(Milestone.REVIEW)
    return found


def _enqueue(notice: Notice, now: datetime, run_at: datetime) -> None:
    enqueue("notices.send", {"notice": notice.pk}, now=now, run_at=run_at, key=f"notice:{notice.pk}", priority=-3)


def begin_sending(*, actor: Actor, notice: Notice, words: DraftOutput, now: datetime) -> bool:
    """Claim a waiting notice, with its words, before it is tried; True where it may leave now.

    One that may not leave now is queued again for when it may, or passed over with the reason. The shop's row is
    locked, so that two workers do not both send the last one of a day. A notice that is ``sending`` already is handed
    out again: its worker died, and the connector knows its key.
    """
    with transaction.atomic(durable=True):
        Setup.objects.select_for_update().get_or_create(shop_id=notice.shop_id)
        state = Notice.objects.filter(pk=notice.pk).values_list("state", flat=True).first()
        if state != Notice.WAITING:
            return state == Notice.SENDING
        obstacle = obstacle_of(notice, now)
        if obstacle is not None and obstacle.until is not None:
            _enqueue(notice, now, obstacle.until)
            return False
        why = obstacle.why if obstacle is not None else "lint" if words.verdict.value == "block" else ""
        if why:
            Notice.objects.filter(pk=notice.pk).update(state=Notice.PASSED, why=why)
            _journal(actor, notice, now=now, action="notice.passed_over", why=why)
            return False
        Notice.objects.filter(pk=notice.pk).update(
            state=Notice.SENDING,
            begun_at=now,
            language=words.language,
            subject=(words.subject or "")[:300],
            body=words.body,
        )
    return True


def mark_sent(*, actor: Actor, notice: Notice, reference: str, now: datetime) -> None:
    """It has left, once; the thread of its order is told by a job."""
    with transaction.atomic(durable=True):
        changed = Notice.objects.filter(pk=notice.pk, state=Notice.SENDING).update(
            state=Notice.SENT, sent_at=now, reference=reference[:300]
        )
        if changed:
            _journal(actor, notice, now=now, action="notice.sent", language=notice.language)
            enqueue("flow.notice_sent", {"notice": notice.pk}, now=now, key=f"notice-sent:{notice.pk}")


def mark_failed(*, actor: Actor, notice: Notice, error: str, unclear: bool = False, now: datetime) -> None:
    """It could not be sent, or nobody knows whether it was: news are not tried again."""
    state = Notice.UNCLEAR if unclear else Notice.FAILED
    with transaction.atomic(durable=True):
        if Notice.objects.filter(pk=notice.pk, state=Notice.SENDING).update(state=state, error=error[:300]):
            _journal(actor, notice, now=now, action="notice.failed", unclear=unclear)


def refuse_notices(*, actor: Actor, buyer: Buyer, how: str, now: datetime) -> bool:
    """A buyer wants no more notices: what waits for her never leaves. Returns whether that is new."""
    with transaction.atomic(durable=True):
        _, fresh = Refusal.objects.get_or_create(buyer=buyer, defaults={"how": how, "at": now})
        if fresh:
            record(
                shop=buyer.shop_id,
                actor=actor.journal_name,
                action="notice.refused",
                subject=f"buyer:{buyer.pk}",
                now=now,
                data={"how": how},
            )
    return fresh


def _journal(actor: Actor, notice: Notice, *, action: str, now: datetime, **data: object) -> None:
    record(
        shop=notice.shop_id,
        actor=actor.journal_name,
        action=action,
        subject=f"order:{notice.order_id}",
        now=now,
        data={"milestone": notice.milestone, **data},
    )
