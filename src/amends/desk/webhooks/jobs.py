"""Delivering what webhooks are to be told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from amends import __version__
from amends.connect.posting import AddressRefused, post
from amends.core.errors import TransportError
from amends.desk.webhooks.models import Delivery
from amends.desk.webhooks.operations import (
    follow_shops,
    keep_deliveries,
    mark_delivered,
    mark_failed,
    mark_untold,
    prune_log,
)
from amends.desk.webhooks.signing import signed_headers
from amends.jobs.registry import job
from amends.jobs.repeating import run_again


@job("webhooks.announce")
def announce(payload: dict[str, Any], now: datetime) -> None:
    """Find out who is to be told of journal entries, and queue a delivery for each."""
    keep_deliveries(entry_ids=payload["entries"], now=now)


@job("webhooks.deliver", lease_seconds=60)
def deliver(payload: dict[str, Any], now: datetime) -> None:
    """Tell one address of one event, and keep what came of it. Only a 2xx counts as taken."""
    delivery = (
        Delivery.objects.filter(pk=payload["delivery"], state=Delivery.WAITING)
        .select_related("webhook__organisation")
        .first()
    )
    if delivery is None:
        return
    if delivery.webhook.disabled_at is not None:
        mark_untold(delivery=delivery)
        return
    try:
        headers = signed_headers(delivery.webhook.secret, delivery.message_id, delivery.body, now)
        headers |= {"content-type": "application/json", "user-agent": f"Amends/{__version__}"}
        status = post(delivery.webhook.url, delivery.body.encode(), headers, private=settings.AMENDS_WEBHOOKS_PRIVATE)
    except (AddressRefused, TransportError, ValueError) as error:
        mark_failed(delivery=delivery, status=None, error=str(error), now=now)
        return
    if 200 <= status < 300:
        mark_delivered(delivery=delivery, status=status, now=now)
    else:
        said = "redirects are not followed" if 300 <= status < 400 else "only a 2xx status counts as taken"
        mark_failed(delivery=delivery, status=status, error=f"The address answered {status}; {said}.", now=now)


@job("webhooks.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep; follow shops that are new, forget the old log."""
    run_again("webhooks.sweep", every=timedelta(minutes=10), now=now)
    follow_shops()
    prune_log(now=now)
