"""The page put together: what is shown, and the forms that belong to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amends.desk.flow.buyers_page import Page, page_of
from amends.desk.notices.queries import may_refuse
from amends.desk.portal.models import Link
from amends.desk.portal.queries import token_of
from amends.desk.portal.uploads import MOST_FILES, PIECE
from amends.desk.storage import MAX_BYTES
from amends.letter import rights_sentence
from amends.web.portal.forms import once_for
from amends.web.portal.gate import country_of, spoken
from amends.web.portal.showing import Tongue, next_shown, offer_shown, parcel_shown, tongue_of
from amends.web.portal.telling import KINDS, OTHER, WISHES, Form, kind_label
from amends.web.portal.words import say

#: Notices that an answer may carry in its address after something was taken in.
DONE = ("told", "answer", "copy", "notices")
MEGABYTE = 2**20


def shown(
    request: HttpRequest,
    link: Link,
    language: str,
    now: datetime,
    *,
    form: Form | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; with ``problem`` (the key of a sentence) what she filled in is still there."""
    context = context_of(page_of(link, now), language, form or Form())
    done = request.GET.get("done", "")
    context["done"] = done if done in DONE and not problem else ""
    context["problem"] = say(context["tag"], problem, megabytes=MAX_BYTES // MEGABYTE) if problem else ""
    return render(request, "portal/page.html", context, status=status)


def context_of(page: Page, language: str, form: Form) -> dict[str, Any]:
    link, country = page.link, country_of(page.link)
    speech = spoken(language, country)
    tag: str = speech["tag"]
    tongue = tongue_of(tag, country, page.present)
    offer = offer_shown(page, tongue)
    buyer = page.order.buyer if page.order is not None else page.case.buyer if page.case is not None else None
    return {
        **speech,
        "page": page,
        "token": token_of(link),
        "once": once_for(f"link:{link.pk}"),
        "shop": link.shop.name,
        "ordered": tongue.say("ordered-on", date=tongue.day(page.order.placed_at)) if page.order else "",
        "promised": _promised(page, tongue),
        "parcels": [parcel_shown(parcel, tongue, page.present) for parcel in page.parcels],
        "next_step": next_shown(page, offer, tongue),
        "offer": offer,
        "rights": rights_sentence(tag),
        "said": [(one, tongue.day(one.at)) for one in reversed(page.said)],
        "kinds": [(kind.value if kind else OTHER, kind_label(kind, tag)) for kind in KINDS],
        "wishes": [(wish, tongue.say(f"wish-{wish}")) for wish in WISHES],
        "form": form,
        "may_stop": buyer is not None and may_refuse(buyer),
        "has_mail": bool(buyer is not None and buyer.email),
        "limits": {"files": MOST_FILES, "bytes": MAX_BYTES, "piece": PIECE, "megabytes": MAX_BYTES // MEGABYTE},
    }


def _promised(page: Page, tongue: Tongue) -> str:
    """The day that she was told at the sale, in the words of the letters."""
    from amends.letter.phrases import render as rendered
    from amends.letter.tongue import tongue as wording_of

    order = page.order
    if order is None or order.promised_by is None or (order.delivered_at and order.delivered_at <= page.present):
        return ""
    wording = wording_of(tongue.tag, "tag").wording
    return rendered(wording, "fact-promised-on", 0, (), {"date": tongue.day(order.promised_by)})
