"""How a case ended, told by a person; and the link to the buyer's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field

from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.desk.flow import buyers_page
from amends.desk.offers.endings import Told, UnclearOutcome, ending_told, last_sent, record_outcome, undo_outcome
from amends.desk.offers.models import Ending, Offer
from amends.desk.people.actors import actor_of
from amends.desk.portal.models import Link
from amends.desk.portal.operations import revoke_link
from amends.desk.portal.queries import allows_links, is_open, link_for
from amends.web.api.access import person_of
from amends.web.api.problems import Refused
from amends.web.api.routes import Number, case_or_404, does, present, reads
from amends.web.portal.gate import base_address
from amends.web.portal.mail import link_address


class OutcomeGiven(BaseModel):
    """Exactly one of ``accepted`` (an item of the menu that was sent, from 0), ``ruled`` and ``gave_up``.

    ``returned``: what became of goods that come back; ``arrived``: whether a parcel that was promised came.
    """

    accepted: int | None = Field(None, ge=0, le=99)
    ruled: Literal["seller", "partial", "buyer"] | None = None
    gave_up: bool = False
    returned: Literal["sellable", "unsellable", "never"] | None = None
    arrived: bool | None = None


class OutcomeShown(BaseModel):
    """``menu`` are the options that were sent, in their order; the rest is null until somebody told it."""

    offer: int
    menu: list[dict[str, Any]]
    accepted: int | None
    ruled: str | None
    gave_up: bool | None
    returned: str | None
    arrived: bool | None
    at: datetime | None
    by: str | None


class LinkShown(BaseModel):
    """``state``: forbidden (the platform allows no links), none, open, closed. The address is told when it is made."""

    state: Literal["forbidden", "none", "open", "closed"]
    expires_at: datetime | None
    last_opened_at: datetime | None


class LinkMade(LinkShown):
    """``address`` opens the buyer's page for whoever has it: give it to the buyer alone."""

    address: str


def _sent(request: HttpRequest, case_id: int) -> Offer:
    offer = last_sent(case_or_404(request, case_id))
    if offer is None:
        raise Refused(404, "not_found", "Nothing was sent to the buyer yet.")
    return offer


def _shown(offer: Offer, told: Ending | None) -> OutcomeShown:
    return OutcomeShown(
        offer=offer.pk,
        menu=offer.sent_menu or [],
        accepted=told.accepted if told is not None else None,
        ruled=told.ruled or None if told is not None else None,
        gave_up=told.gave_up if told is not None else None,
        returned=told.returned or None if told is not None else None,
        arrived=told.arrived if told is not None else None,
        at=told.at if told is not None else None,
        by=told.by.name if told is not None and told.by is not None else None,
    )


@reads("/cases/{case_id}/outcome", OutcomeShown, tag="cases", summary="How a case ended, as far as somebody told it")
def read_outcome(request: HttpRequest, case_id: Number) -> Any:
    """Of the last menu that was sent; 404 where none was."""
    offer = _sent(request, case_id)
    return _shown(offer, ending_told(offer))


@does("/cases/{case_id}/outcome", OutcomeShown, tag="cases", summary="Say how a case ended", scope=Scope.PROPOSE, method="PUT")  # fmt: skip
def tell_outcome(request: HttpRequest, case_id: Number, body: OutcomeGiven) -> Any:
    """Told again it corrects what was told before. 409 `unclear_outcome` where it does not fit what was sent."""
    case, person = case_or_404(request, case_id), person_of(request)
    offer = last_sent(case)
    if offer is None:
        raise UnclearOutcome("Nothing was sent yet, so nothing can have come of it.")
    told = Told(
        accepted=body.accepted, ruled=body.ruled or "", gave_up=body.gave_up, returned=body.returned or "",
        arrived=body.arrived,
    )  # fmt: skip
    record_outcome(actor=actor_of(person), person=person, offer=offer, told=told, now=present(case))
    return _shown(offer, ending_told(offer))


@does("/cases/{case_id}/outcome", None, tag="cases", summary="Take back how a case ended", scope=Scope.PROPOSE, method="DELETE", status=204)  # fmt: skip
def take_outcome_back(request: HttpRequest, case_id: Number) -> Any:
    case = case_or_404(request, case_id)
    offer = last_sent(case)
    if offer is None or not undo_outcome(actor=actor_of(person_of(request)), offer=offer, now=present(case)):
        raise DomainError("Nothing is on record that could be taken back.")
    return Status(204, None)


def _link(link: Link | None, now: datetime) -> dict[str, Any]:
    if link is None:
        return {"state": "none", "expires_at": None, "last_opened_at": None}
    state = "open" if is_open(link, now) else "closed"
    return {"state": state, "expires_at": link.expires_at, "last_opened_at": link.last_opened_at}


@reads("/cases/{case_id}/link", LinkShown, tag="cases", summary="Whether the buyer has a page")
def read_link(request: HttpRequest, case_id: Number) -> Any:
    """Without its address: whoever has that can answer as the buyer."""
    case = case_or_404(request, case_id)
    if not allows_links(case.shop):
        return LinkShown(state="forbidden", expires_at=None, last_opened_at=None)
    return LinkShown(**_link(link_for(case), timezone.now()))


@does("/cases/{case_id}/link", LinkMade, tag="cases", summary="Make or renew the link to the buyer's page", scope=Scope.SEND)  # fmt: skip
def make_link(request: HttpRequest, case_id: Number) -> Any:
    """An open one stays as it is; a closed one gets a new address. 409 `links_forbidden` where the platform forbids it."""
    now = timezone.now()
    link = buyers_page.make_link(person=person_of(request), case=case_or_404(request, case_id), now=now)
    return LinkMade(**_link(link, now), address=link_address(link, base_address(request)))


@does("/cases/{case_id}/link", None, tag="cases", summary="Close the buyer's page", scope=Scope.SEND, method="DELETE", status=204)  # fmt: skip
def close_link(request: HttpRequest, case_id: Number) -> Any:
    """At once, under every address it ever had."""
    link = link_for(case_or_404(request, case_id))
    if link is None:
        raise DomainError("There is no link to close.")
    revoke_link(actor=actor_of(person_of(request)), link=link, now=timezone.now())
    return Status(204, None)
