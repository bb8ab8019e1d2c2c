"""Reading webhooks and the log of what they were told."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership
from amends.desk.shops.queries import owns_every_shop
from amends.desk.webhooks.models import Delivery, Webhook


def webhooks_for(person: Person, organisation: Organisation) -> QuerySet[Webhook]:
    """The webhooks that she may see and change, the oldest first: those of shops that she owns, and those of all shops
    where she owns every one."""
    mine = Q(shop__memberships__person=person, shop__memberships__role=Membership.OWNER)
    if owns_every_shop(person, organisation):
        mine |= Q(shop__isnull=True)
    found = Webhook.objects.filter(mine, organisation=organisation).distinct()
    return found.select_related("organisation", "shop")


def webhook_for(person: Person, organisation: Organisation, webhook_id: int) -> Webhook | None:
    """One of these; any other is as unknown as one that does not exist."""
    return webhooks_for(person, organisation).filter(pk=webhook_id).first()


def latest_deliveries(webhook: Webhook, most: int = 20) -> Sequence[Delivery]:
    """What an address was told last, the newest first."""
    return list(Delivery.objects.filter(webhook=webhook).order_by("-id")[:most])


def delivery_of(webhook: Webhook, delivery_id: int) -> Delivery | None:
    """One delivery of a webhook."""
    return Delivery.objects.filter(webhook=webhook, pk=delivery_id).first()


def switched_off() -> QuerySet[Webhook]:
    """Webhooks that failed for too long."""
    return Webhook.objects.filter(disabled_at__isnull=False).exclude(disabled_why="")
