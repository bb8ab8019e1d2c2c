"""Adding, changing and removing webhooks; keeping what is to be delivered and what came of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from amends.connect.posting import AddressRefused, check_url
from amends.core.errors import DomainError
from amends.desk.journal.followed import EVENTS, follow
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import SYSTEM, Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import owns_every_shop, role_in
from amends.desk.webhooks.models import Delivery, Webhook
from amends.desk.webhooks.signing import new_secret
from amends.jobs.queue import Work, enqueue, enqueue_many

#: Waits before the second, third … attempt: together more than a day and a half, as Standard Webhooks advises.
WAITS = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400))
#: An address that has failed for so long, without one success, is told nothing more.
GIVES_UP_AFTER = timedelta(days=5)
#: How long the log of deliveries is kept.
LOG_KEPT = timedelta(days=30)
MOST = 20


class WebhookRefused(DomainError):
    """The webhook cannot be made as it was asked for."""

    code = "webhook_refused"


class NotHerShops(DomainError):
    """The webhook would be told of shops that she does not own."""

    code = "owners_only"


def add_webhook(
    *, actor: Actor, person: Person, organisation: Organisation, shop: Shop | None, url: str, events: Collection[str],
    now: datetime,
) -> Webhook:  # fmt: skip
    """Tell an address of events in one shop, or (None) in all, from now on.

    Raises NotHerShops for anybody but the owner of the shop, or of every shop; WebhookRefused for an address or an
    event that cannot be.
    """
    if shop is None and not owns_every_shop(person, organisation):
        raise NotHerShops("Only whoever owns every shop of the company has a webhook for all of them; choose one shop.")
    if shop is not None and (shop.organisation_id != organisation.pk or role_in(person, shop.pk) != Membership.OWNER):
        raise NotHerShops("Only an owner of the shop has a webhook told of what happens there.")
    _must_be_possible(url, events)
    with transaction.atomic(durable=True):
        if Webhook.objects.filter(organisation=organisation).count() >= MOST:
            raise WebhookRefused(f"There are {MOST} webhooks already; remove one first.")
        made = Webhook.objects.create(
            organisation=organisation,
            shop=shop,
            url=url.strip(),
            secret=new_secret(),
            events=_in_order(events),
            created_at=now,
        )
        _follow(organisation)
        _record(actor, made, action="webhook.added", now=now, events=made.events)
    return made


def change_webhook(*, actor: Actor, webhook: Webhook, events: Collection[str], active: bool, now: datetime) -> Webhook:
    """Other events, or switched off and on again. Raises WebhookRefused."""
    _must_be_possible(webhook.url, events)
    with transaction.atomic(durable=True):
        off = None if active else webhook.disabled_at or now
        Webhook.objects.filter(pk=webhook.pk).update(
            events=_in_order(events),
            disabled_at=off,
            disabled_why="" if active else webhook.disabled_why,
            failing_since=None if active else webhook.failing_since,
        )
        _follow(webhook.organisation)
        _record(actor, webhook, action="webhook.changed", now=now, events=_in_order(events), active=active)
    webhook.refresh_from_db()
    return webhook


def remove_webhook(*, actor: Actor, webhook: Webhook, now: datetime) -> None:
    """Nothing more is told; the log goes with it."""
    with transaction.atomic(durable=True):
        _record(actor, webhook, action="webhook.removed", now=now)
        organisation = webhook.organisation
        webhook.delete()
        _follow(organisation)


def keep_deliveries(*, entry_ids: Sequence[int], now: datetime) -> list[Delivery]:
    """Store what each address is to be told of these journal entries; told again, it stores nothing new."""
    entries = {entry.pk: entry for entry in Entry.objects.filter(pk__in=list(entry_ids))}
    shops = Shop.objects.in_bulk({entry.shop for entry in entries.values()})
    made: list[Delivery] = []
    with transaction.atomic(durable=True):
        for entry in entries.values():
            shop = shops.get(entry.shop)
            if shop is None:
                continue
            told = Q(shop__isnull=True) | Q(shop=shop)
            for webhook in Webhook.objects.filter(told, organisation=shop.organisation_id, disabled_at__isnull=True):
                if entry.action not in webhook.events:
                    continue
                identifier = "msg_" + secrets.token_hex(12)
                delivery, fresh = Delivery.objects.get_or_create(
                    webhook=webhook,
                    entry_id=entry.pk,
                    defaults={
                        "event": entry.action,
                        "message_id": identifier,
                        "body": body_of(entry, shop),
                        "created_at": now,
                        "next_at": now,
                    },
                )
                if fresh:
                    made.append(delivery)
        enqueue_many(Work("webhooks.deliver", {"delivery": each.pk}, now, f"hook:{each.pk}:0") for each in made)
    return made


def body_of(entry: Entry, shop: Shop) -> str:
    """What is sent: the type, the time, and the journal's entry. It names nobody outside the company."""
    kind, _, number = entry.subject.partition(":")
    data: dict[str, Any] = {
        "shop": shop.key,
        "subject": {"type": kind, "id": int(number) if number.isdecimal() else number},
        "sequence": entry.sequence,
        "actor": entry.actor,
        "details": entry.data,
    }
    told = {"type": entry.action, "timestamp": entry.at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def send_test(*, webhook: Webhook, now: datetime) -> Delivery:
    """An event of type ``webhook.test``, so that a receiver can be tried without waiting for something to happen."""
    body = json.dumps({"type": "webhook.test", "timestamp": now.isoformat(), "data": {}}, separators=(",", ":"))
    with transaction.atomic(durable=True):
        delivery = Delivery.objects.create(
            webhook=webhook,
            event="webhook.test",
            message_id="msg_" + secrets.token_hex(12),
            body=body,
            created_at=now,
            next_at=now,
        )
        enqueue("webhooks.deliver", {"delivery": delivery.pk}, now=now, key=f"hook:{delivery.pk}:0")
    return delivery


def replay(*, delivery: Delivery, now: datetime) -> Delivery:
    """Send an event again, under its own id: a receiver that has it knows that it does."""
    with transaction.atomic(durable=True):
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.WAITING, attempts=0, next_at=now, error="")
        enqueue("webhooks.deliver", {"delivery": delivery.pk}, now=now, key=f"hook:{delivery.pk}:0")
    delivery.refresh_from_db()
    return delivery


def mark_delivered(*, delivery: Delivery, status: int, now: datetime) -> None:
    """The address has taken it; its run of failures is over."""
    with transaction.atomic(durable=True):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.DELIVERED,
            status=status,
            error="",
            attempts=delivery.attempts + 1,
            tried_at=now,
            next_at=None,
        )
        Webhook.objects.filter(pk=delivery.webhook_id, failing_since__isnull=False).update(failing_since=None)


def mark_failed(*, delivery: Delivery, status: int | None, error: str, now: datetime) -> None:
    """This attempt failed: the next one is queued, or the delivery is given up; an address may be switched off."""
    attempts = delivery.attempts + 1
    wait = WAITS[attempts - 1] if attempts <= len(WAITS) else None
    with transaction.atomic(durable=True):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.WAITING if wait else Delivery.FAILED,
            status=status,
            error=error[:300],
            attempts=attempts,
            tried_at=now,
            next_at=now + wait if wait else None,
        )
        Webhook.objects.filter(pk=delivery.webhook_id, failing_since__isnull=True).update(failing_since=now)
        if wait:
            key = f"hook:{delivery.pk}:{attempts}"
            enqueue("webhooks.deliver", {"delivery": delivery.pk}, now=now, run_at=now + wait, key=key)
        _switch_off(delivery.webhook, now)


def mark_untold(*, delivery: Delivery) -> None:
    """Its webhook is switched off: it is not sent by itself; a person can send it again."""
    with transaction.atomic(durable=True):
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.WAITING).update(
            state=Delivery.FAILED, next_at=None, error="The webhook was switched off."
        )


def _switch_off(webhook: Webhook, now: datetime) -> None:
    why = f"It failed for {GIVES_UP_AFTER.days} days without one success."
    changed = Webhook.objects.filter(
        pk=webhook.pk, disabled_at__isnull=True, failing_since__lte=now - GIVES_UP_AFTER
    ).update(disabled_at=now, disabled_why=why)
    if changed:
        _follow(webhook.organisation)
        _record(SYSTEM, webhook, action="webhook.disabled", now=now)


def follow_shops() -> None:
    """Shops that were founded since are followed too."""
    with transaction.atomic(durable=True):
        for organisation in Organisation.objects.filter(webhooks__isnull=False).distinct():
            _follow(organisation)


def prune_log(*, now: datetime) -> int:
    """Throw away deliveries that are older than a month."""
    with transaction.atomic(durable=True):
        old = Q(created_at__lt=now - LOG_KEPT) & ~Q(state=Delivery.WAITING)
        return Delivery.objects.filter(old).delete()[0]


def _follow(organisation: Organisation) -> None:
    active = Webhook.objects.filter(organisation=organisation, disabled_at__isnull=True)
    told = set(active.values_list("shop_id", flat=True))
    shops = list(Shop.objects.filter(organisation=organisation).values_list("pk", flat=True))
    heard = [pk for pk in shops if None in told or pk in told]
    follow(heard, followed=True)
    follow([pk for pk in shops if pk not in heard], followed=False)


def _in_order(events: Collection[str]) -> list[str]:
    return [event for event in EVENTS if event in events]


def _must_be_possible(url: str, events: Collection[str]) -> None:
    if not events or not set(events) <= set(EVENTS):
        raise WebhookRefused("Choose at least one event of the list.")
    try:
        check_url(url.strip(), private=settings.AMENDS_WEBHOOKS_PRIVATE)
    except AddressRefused as error:
        raise WebhookRefused(str(error)) from error


def _record(actor: Actor, webhook: Webhook, *, action: str, now: datetime, **data: Any) -> None:
    subject = f"webhook:{webhook.pk}"
    told = {"url": webhook.url, "shop": webhook.shop.key if webhook.shop is not None else None, **data}
    record(shop=INSTALLATION, actor=actor.journal_name, action=action, subject=subject, now=now, data=told)
