"""What every page of the workspace stands in: who is signed in, her shops, her clock, her screen.

``workspace_view`` is the one gate of the agents' pages: nobody without an account passes, a parameter that cannot be
used becomes a clear 4xx page, and what the business refuses becomes a sentence instead of an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.core.errors import AmendsError, DomainError
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import shop_now, shops_of
from amends.web.sayings import saying

Answer = TypeVar("Answer", bound=HttpResponseBase)
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Frame:
    """``now`` is the moment of the request; a shop's own present may stand still (``present``)."""

    person: Person | None
    shops: tuple[Shop, ...]
    now: datetime
    language: str
    theme: str
    keys: bool
    organisation: Organisation | None

    @property
    def zone(self) -> str:
        return self.person.time_zone if self.person else "UTC"

    @property
    def currency(self) -> str:
        """The currency in which the owner counts."""
        return self.organisation.currency if self.organisation else ""

    @property
    def owner(self) -> bool:
        """Whether she owns one of these shops; read with them."""
        return any(getattr(shop, "role", "") == Membership.OWNER for shop in self.shops)

    @property
    def lead(self) -> bool:
        """Whether she leads or owns one of these shops; read with them."""
        return any(getattr(shop, "role", "") in (Membership.LEAD, Membership.OWNER) for shop in self.shops)

    @property
    def stopped(self) -> list[Shop]:
        """Shops whose clock stands still, for looking at history."""
        return [shop for shop in self.shops if shop.as_of is not None]

    def leads(self, shop_id: int) -> bool:
        """Whether she is a lead or an owner of this shop; read with her shops."""
        shop = self.shop(shop_id)
        return shop is not None and getattr(shop, "role", "") in (Membership.LEAD, Membership.OWNER)

    def present(self, shop: Shop) -> datetime:
        return shop_now(shop, self.now)

    def shop(self, shop_id: int) -> Shop | None:
        return next((shop for shop in self.shops if shop.pk == shop_id), None)


class BadParameter(Exception):
    """What the address asks for cannot be; the message says what would be right. ``status`` is 400 or 404."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def _organisation(person: Person | None, shops: tuple[Shop, ...]) -> Organisation | None:
    """The company that the person works for; read with her shops wherever she has one there."""
    if person is None:
        return None
    known = {shop.organisation_id: shop.organisation for shop in shops}
    if person.organisation_id is None:
        return next(iter(known.values()), None)
    return known.get(person.organisation_id) or person.organisation


def person_of(frame: Frame) -> Person:
    """Who is signed in; the gate has made sure that somebody is."""
    if frame.person is None:
        raise BadParameter(_("Sign in first."), 404)
    return frame.person


def frame_of(request: HttpRequest) -> Frame:
    """The frame of this request; made once."""
    known: Frame | None = getattr(request, "amends_frame", None)
    if known is not None:
        return known
    person = request.user if isinstance(request.user, Person) else None
    theme = request.COOKIES.get("theme", "")
    shops = tuple(shops_of(person).select_related("organisation", "team_hours")) if person else ()
    organisation = _organisation(person, shops)
    if person is not None and organisation is not None and person.organisation_id == organisation.pk:
        person.organisation = organisation  # read with her shops; nobody asks for it again
    frame = Frame(
        person=person,
        shops=shops,
        now=timezone.now(),
        language=get_language() or "en",
        theme=theme if theme in THEMES else "",
        keys=request.COOKIES.get("keys") != "off",
        organisation=organisation,
    )
    request.amends_frame = frame  # type: ignore[attr-defined]
    return frame


def refusal_text(refusal: AmendsError) -> str:
    """Why something was refused, in the language of the screen; what a view said itself is in it already."""
    return str(saying(str(refusal), get_language() or "en"))


def refuse(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """A page (or, for a part of a page, a bare sentence) that says what cannot be done, and why."""
    if request.headers.get("HX-Request"):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    return render(request, "workspace/refused.html", {"message": message, "status": status}, status=status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in and then back to the page; a part of a page is told in words instead, and swaps nothing in."""
    if request.headers.get("HX-Request"):
        return HttpResponse(_("You are signed out."), status=401, content_type="text/plain; charset=utf-8")
    # A form leads back to its page: what was typed there is kept there.
    page = (
        request.get_full_path()
        if request.method in ("GET", "HEAD")
        else urlsplit(request.headers.get("Referer", "")).path
    )
    return redirect_to_login(page or "/")


def workspace_view(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """The gate of every agents' page: signed in, and refusals in words."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        if not request.user.is_authenticated:
            return signed_out(request)
        try:
            return view(request, *args, **kwargs)
        except BadParameter as refusal:
            return refuse(request, refusal.message, refusal.status)
        except DomainError as refusal:
            return refuse(request, refusal_text(refusal), 409)

    return gated
