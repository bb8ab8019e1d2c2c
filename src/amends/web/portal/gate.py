"""What every answer of the buyer's page stands in: a strict policy, no cookie, no trace in searches or referrers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from amends.desk.portal.models import Link
from amends.desk.portal.queries import case_of, link_of, order_of
from amends.web.portal.language import language_of, tag_of
from amends.web.portal.words import NAMES

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def guarded(response: HttpResponse, language: str) -> HttpResponse:
    """The headers of every answer here."""
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    response["Content-Language"] = language
    return response


def spoken(language: str, country: str = "") -> dict[str, Any]:
    """What every template needs to speak: the page's language, its tag with the region, its direction."""
    return {
        "language": language,
        "tag": tag_of(language, country),
        "direction": "rtl" if language == "ar" else "ltr",
        "names": NAMES,
    }


def buyers_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The gate of a page behind a link. Whatever is wrong with an address, the answer is the same.

    The view gets the link and the language. Django's own check against forged forms is replaced by ``forms``: it
    needs a cookie, and a page that sends no referrer would not pass it.
    """

    @csrf_exempt
    @wraps(view)
    def gated(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        link = link_of(token, timezone.now())
        if link is None:
            return gone(request)
        language = language_of(request, order_of(link), case_of(link))
        return guarded(view(request, link, language, **more), language)

    return gated


def gone(request: HttpRequest) -> HttpResponse:
    """The address does not open anything, or not any more: which of the two is not said."""
    language = language_of(request, None, None)
    return guarded(render(request, "portal/gone.html", spoken(language), status=404), language)


def country_of(link: Link) -> str:
    """Where the buyer is, as far as the order says."""
    order = order_of(link)
    if order is not None:
        return order.country
    return link.case.buyer.country if link.case is not None and link.case.buyer is not None else ""


def caller_of(request: HttpRequest) -> str:
    """The address from which somebody asks, as the nearest proxy that is ours has seen it."""
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    behind: int = settings.AMENDS_PROXIES
    if behind and passed:
        return str(passed[-min(behind, len(passed))])
    return str(request.META.get("REMOTE_ADDR", ""))


def base_address(request: HttpRequest) -> str:
    """What stands before the path of a buyer's link."""
    told: str = settings.AMENDS_PUBLIC_ADDRESS
    return told or request.build_absolute_uri("/").rstrip("/")
