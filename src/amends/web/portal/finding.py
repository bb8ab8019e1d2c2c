"""Find my order: a shop's public entrance. It says the same to everybody, and looks nothing up before it answers.

The request only stores a job, whatever was typed: so neither the words nor the time of the answer tell whether an
order exists. The job compares both facts and, where they fit, mails the link to the address of the order.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from amends.desk.people.personal_data import blind_index
from amends.desk.portal.operations import may_try
from amends.desk.portal.queries import allows_links
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_by_key
from amends.jobs.queue import enqueue
from amends.web.portal.forms import once_for, once_of
from amends.web.portal.gate import base_address, caller_of, gone, guarded, spoken
from amends.web.portal.language import language_of
from amends.web.portal.telling import clean
from amends.web.portal.words import say

#: Tries in an hour: for one order number, whoever asks, and from one address, whatever is asked for.
MOST_FOR_ONE_ORDER, MOST_FROM_ONE_ADDRESS = 5, 20
_GAPS = re.compile(r"[\s\-.]+")


def proof_index(text: str) -> str:
    """A typed postcode or an order's, as a keyed hash: capitals, blanks and hyphens make no difference."""
    return blind_index(f"postcode\0{_GAPS.sub('', text)}") if text.strip() else ""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, shop_key: str) -> HttpResponse:
    shop = shop_by_key(shop_key)
    if shop is None or not allows_links(shop):
        return gone(request)
    language = language_of(request, None, None)
    problem, done, status = "", False, 200
    if request.method == "POST":
        problem, status = _asked(request, shop)
        done = not problem
    context = {
        **spoken(language), "shop": shop.name, "shop_key": shop.key, "once": once_for(f"find:{shop.pk}"), "done": done,
        "problem": say(language, problem) if problem else "", "number": request.POST.get("number", "")[:120],
    }  # fmt: skip
    return guarded(render(request, "portal/find.html", context, status=status), language)


def _asked(request: HttpRequest, shop: Shop) -> tuple[str, int]:
    """Store the question. The key of a sentence and the status where it is not taken; what it is about plays no part."""
    now, hour = timezone.now(), timedelta(hours=1)
    once = once_of(request.POST.get("once", ""), f"find:{shop.pk}")
    if once is None:
        return "error-old-form", 422
    number = clean(request.POST.get("number", "")).lstrip("#").strip()[:120]
    proof = clean(request.POST.get("proof", ""))[:254]
    if not number or not proof:
        return "error-empty", 422
    here = may_try(what="find", by=caller_of(request), most=MOST_FROM_ONE_ADDRESS, within=hour, now=now)
    this = may_try(what=f"find:{shop.pk}", by=number, most=MOST_FOR_ONE_ORDER, within=hour, now=now)
    if not here or not this:
        return "error-busy", 429
    enqueue(
        "portal.find_order",
        {
            "shop": shop.pk, "number": number, "email": blind_index(proof), "postcode": proof_index(proof),
            "address": base_address(request), "once": once,
        },
        now=now,
        key=f"portal:find:{shop.pk}:{once}",
    )  # fmt: skip
    return "", 200
