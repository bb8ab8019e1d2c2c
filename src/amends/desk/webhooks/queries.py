"""Reading webhooks and the log of what they were told."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from amends.desk.people.models import Organisation
from amends.desk.webhooks.models import Delivery, Webhook


def webhooks_of(organisation: Organisation) -> QuerySet[Webhook]:
    """The webhooks of a company, the oldest first."""
    return Webhook.objects.filter(organisation=organisation).select_related("organisation")


def webhook_of(organisation: Organisation, webhook_id: int) -> Webhook | None:
    """One of a company's webhooks."""
    return webhooks_of(organisation).filter(pk=webhook_id).first()


def latest_deliveries(webhook: Webhook, most: int = 20) -> Sequence[Delivery]:
    """What an address was told last, the newest first."""
    return list(Delivery.objects.filter(webhook=webhook).order_by("-id")[:most])


def delivery_of(webhook: Webhook, delivery_id: int) -> Delivery | None:
    """One delivery of a webhook."""
    return Delivery.objects.filter(webhook=webhook, pk=delivery_id).first()


def switched_off() -> QuerySet[Webhook]:
    """Webhooks that failed for too long."""
    return Webhook.objects.filter(disabled_at__isnull=False).exclude(disabled_why="")
