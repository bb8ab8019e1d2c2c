"""Webhooks of the company, for its owners."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field

from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.desk.people.actors import Actor, actor_of
from amends.desk.people.models import Organisation
from amends.desk.shops.queries import is_owner
from amends.desk.webhooks import operations
from amends.desk.webhooks.models import Delivery, Webhook
from amends.desk.webhooks.queries import delivery_of, latest_deliveries, webhook_for, webhooks_for
from amends.web.api.access import person_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Number, ShopNamed, does, own_shop, reads

Event = Annotated[str, Field(pattern=r"^[a-z_]{1,30}\.[a-z_]{1,40}$", examples=["case.opened"])]
Events = Annotated[list[Event], Field(min_length=1, max_length=60)]


class WebhookShown(BaseModel):
    """``shop`` null: told of all shops. ``failing_since``: the run of failures that goes on; ``disabled_at``: nothing is told since then."""

    id: int
    shop: str | None
    url: str
    events: list[str]
    failing_since: datetime | None
    disabled_at: datetime | None


class WebhookMade(WebhookShown):
    """``secret`` is told this once."""

    secret: str


class Webhooks(BaseModel):
    webhooks: list[WebhookShown]


class NewWebhook(BaseModel):
    """``shop``: told of this one alone; null: of all shops, for whoever owns every one."""

    url: str = Field(max_length=500, pattern=r"^[!-~]+$", examples=["https://example.com/hooks/amends"])
    events: Events
    shop: ShopNamed | None = None


class Change(BaseModel):
    events: Events
    active: bool = True


class DeliveryShown(BaseModel):
    id: int
    event: str
    message_id: str
    state: str
    attempts: int
    status: int | None
    error: str
    created_at: datetime
    next_at: datetime | None


class Deliveries(BaseModel):
    deliveries: list[DeliveryShown]


def _owner(request: HttpRequest) -> tuple[Actor, Organisation]:
    person = person_of(request)
    if person.organisation is None or not is_owner(person):
        raise Refused(403, "owners_only", "Webhooks are for an owner of the company.")
    return actor_of(person), person.organisation


def _webhook(request: HttpRequest, webhook_id: int) -> Webhook:
    found = webhook_for(person_of(request), _owner(request)[1], webhook_id)
    if found is None:
        raise no_such("webhook")
    return found


def _fields(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.pk,
        "shop": webhook.shop.key if webhook.shop is not None else None,
        "url": webhook.url,
        "events": webhook.events,
        "failing_since": webhook.failing_since,
        "disabled_at": webhook.disabled_at,
    }


def _delivery(each: Delivery) -> DeliveryShown:
    return DeliveryShown(
        id=each.pk,
        event=each.event,
        message_id=each.message_id,
        state=each.state,
        attempts=each.attempts,
        status=each.status,
        error=each.error,
        created_at=each.created_at,
        next_at=each.next_at,
    )


@reads("/webhooks", Webhooks, tag="webhooks", summary="Webhooks of your company", scope=Scope.SETTINGS)
def list_webhooks(request: HttpRequest) -> Any:
    """For owners: those of their shops, and those of all shops where they own every one."""
    return Webhooks(
        webhooks=[WebhookShown(**_fields(each)) for each in webhooks_for(person_of(request), _owner(request)[1])]
    )


@does("/webhooks", WebhookMade, tag="webhooks", summary="Add a webhook", scope=Scope.SETTINGS, status=201)
def add_webhook(request: HttpRequest, body: NewWebhook) -> Any:
    """409 `webhook_refused` for an address that is private or an event that is none."""
    actor, company = _owner(request)
    made = operations.add_webhook(
        actor=actor, person=person_of(request), organisation=company, shop=own_shop(request, body.shop), url=body.url,
        events=body.events, now=timezone.now(),
    )  # fmt: skip
    return Status(201, WebhookMade(**_fields(made), secret=made.secret))


@does("/webhooks/{webhook_id}", WebhookShown, tag="webhooks", summary="Change a webhook", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def change_webhook(request: HttpRequest, webhook_id: Number, body: Change) -> Any:
    """Other events; switched off, or on again after it failed for too long."""
    found = _webhook(request, webhook_id)
    changed = operations.change_webhook(
        actor=_owner(request)[0], webhook=found, events=body.events, active=body.active, now=timezone.now()
    )
    return WebhookShown(**_fields(changed))


@does("/webhooks/{webhook_id}", None, tag="webhooks", summary="Remove a webhook", scope=Scope.SETTINGS, method="DELETE", status=204)  # fmt: skip
def remove_webhook(request: HttpRequest, webhook_id: Number) -> Any:
    """Its log goes with it."""
    operations.remove_webhook(actor=_owner(request)[0], webhook=_webhook(request, webhook_id), now=timezone.now())
    return Status(204, None)


@reads("/webhooks/{webhook_id}/deliveries", Deliveries, tag="webhooks", summary="What a webhook was told last", scope=Scope.SETTINGS)  # fmt: skip
def list_deliveries(request: HttpRequest, webhook_id: Number) -> Any:
    """A hundred at most, the newest first."""
    return Deliveries(deliveries=[_delivery(each) for each in latest_deliveries(_webhook(request, webhook_id), 100)])


@does("/webhooks/{webhook_id}/test", DeliveryShown, tag="webhooks", summary="Send a test event", scope=Scope.SETTINGS)
def test_webhook(request: HttpRequest, webhook_id: Number) -> Any:
    return _delivery(operations.send_test(webhook=_active(request, webhook_id), now=timezone.now()))


@does("/webhooks/{webhook_id}/deliveries/{delivery_id}/replay", DeliveryShown, tag="webhooks", summary="Send an event again", scope=Scope.SETTINGS)  # fmt: skip
def replay_delivery(request: HttpRequest, webhook_id: Number, delivery_id: Number) -> Any:
    """Under its own id."""
    found = delivery_of(_active(request, webhook_id), delivery_id)
    if found is None:
        raise no_such("delivery")
    return _delivery(operations.replay(delivery=found, now=timezone.now()))


def _active(request: HttpRequest, webhook_id: int) -> Webhook:
    found = _webhook(request, webhook_id)
    if found.disabled_at is not None:
        raise DomainError("The webhook is switched off; switch it on first.")
    return found
