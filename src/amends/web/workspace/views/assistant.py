"""The owner's page for engines: which one, within which limits, for which platforms; and whether it works."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.connect.assist.engines import NONE
from amends.connect.assist.port import AssistError
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import Platform
from amends.desk.assistance import asking
from amends.desk.assistance.models import AssistSetup
from amends.desk.assistance.operations import BadSetup, Wanted, set_up
from amends.desk.assistance.queries import (
    calls_since,
    engine_name,
    month_start,
    remembered_number,
    setup_of,
    spent_micros,
)
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.shops.queries import is_owner
from amends.letter.faithful import differences
from amends.web import showing
from amends.web.workspace.assist_words import trouble_sentence, trouble_words
from amends.web.workspace.casepage.translated import warnings_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view

_PRICE = re.compile(r"\d{1,7}(?:[.,]\d{1,4})?")


def _owned(frame: Frame) -> Organisation:
    person = person_of(frame)
    if person.organisation is None or not is_owner(person):
        raise BadParameter(_("Only an owner of the company sets up machine help."), 403)
    return person.organisation


def _form_of(row: AssistSetup | None, organisation: Organisation) -> dict[str, Any]:
    if row is None:
        currency = "USD"
        return {
            "engine": NONE, "address": "", "model": "", "allow_local": False, "seconds": 20, "price_in": "0",
            "price_out": "0", "currency": currency, "cap": "0", "translates": True, "drafts": False, "platforms": [],
        }  # fmt: skip
    return {
        "engine": row.engine, "address": row.address, "model": row.model, "allow_local": row.allow_local,
        "seconds": row.seconds, "price_in": f"{row.price_in.normalize():f}", "price_out": f"{row.price_out.normalize():f}",
        "currency": row.currency, "cap": Money(row.cap_minor, row.currency).amount, "translates": row.translates,
        "drafts": row.drafts, "platforms": row.platforms,
    }  # fmt: skip


def _page(
    request: HttpRequest, frame: Frame, organisation: Organisation, *, form: dict[str, Any] | None = None,
    refusal: str = "", tested: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    row = AssistSetup.objects.filter(organisation=organisation).first()
    shown = form or _form_of(row, organisation)
    since = month_start(organisation, frame.now)
    active = setup_of(organisation.pk)
    ours = {shop.platform for shop in frame.shops}
    context = {
        "frame": frame, "form": shown, "setup": active, "refusal": refusal, "tested": tested,
        "engine": engine_name(active) if active else "",
        "has_key": bool(row and row.key),
        "key_help": _("One is stored; leave this empty to keep it.") if row and row.key else _("Stored encrypted. A model on this machine mostly needs none."),
        "platforms": [
            (each.value, showing.word(each.value, "Platform", frame.language), each.value in shown["platforms"])
            for each in Platform
            if each.value in ours or each.value in shown["platforms"]
        ],
        "spent": _money(spent_micros(organisation, since), active.currency, frame.language) if active else "",
        "cap": showing.money_text(active.cap_minor, active.currency, frame.language) if active else "",
        "calls": calls_since(organisation, since),
        "remembered": remembered_number(organisation),
        "trouble": trouble_sentence(active.trouble) if active and active.trouble else "",
        "paused": bool(active and active.paused_until and active.paused_until > frame.now),
    }  # fmt: skip
    return render(request, "workspace/assistant.html", context, status=409 if refusal else 200)


def _money(micros: int, currency: str, language: str) -> str:
    """A sum of calls, with as many decimals as it takes to see that it is not nothing."""
    pattern = "¤#,##0.00" if not micros or micros >= 10_000 else "¤#,##0.000000"
    value = Decimal(micros) / 1_000_000
    return format_currency(value, currency, pattern, locale=showing.locale_of(language), currency_digits=False)


def _price(request: HttpRequest, name: str) -> Decimal:
    written = request.POST.get(name, "").strip() or "0"
    if not _PRICE.fullmatch(written):
        raise BadSetup(_("“%(value)s” is no price; write a number such as 0.15.") % {"value": written[:20]})
    return Decimal(written.replace(",", "."))


def _wanted(request: HttpRequest) -> Wanted:
    posted = request.POST
    currency = posted.get("currency", "").strip().upper() or "USD"
    cap = posted.get("cap", "").strip().replace(",", ".") or "0"
    try:
        cap_minor = Money.parse(cap, currency).minor
    except InputError as error:
        raise BadSetup(error.message) from error
    seconds = posted.get("seconds", "").strip()
    if not re.fullmatch(r"\d{1,3}", seconds):
        raise BadSetup(_("Write the time limit as a whole number of seconds."))
    key = posted.get("key", "").strip()
    return Wanted(
        engine=posted.get("engine", NONE),
        address=posted.get("address", "").strip()[:300],
        key="" if posted.get("forget_key") == "yes" else key or None,
        model=posted.get("model", "").strip()[:120],
        allow_local=posted.get("allow_local") == "yes",
        seconds=int(seconds),
        price_in=_price(request, "price_in"),
        price_out=_price(request, "price_out"),
        currency=currency,
        cap_minor=cap_minor,
        translates=posted.get("translates") == "yes",
        drafts=posted.get("drafts") == "yes",
        platforms=tuple(posted.getlist("platforms")),
    )


def _as_posted(request: HttpRequest) -> dict[str, Any]:
    posted = request.POST
    names = ("engine", "address", "model", "seconds", "price_in", "price_out", "currency", "cap")
    checks = ("allow_local", "translates", "drafts")
    return (
        {name: posted.get(name, "") for name in names}
        | {name: posted.get(name) == "yes" for name in checks}
        | {"platforms": posted.getlist("platforms")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def assistant(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    organisation = _owned(frame)
    if request.method != "POST":
        return _page(request, frame, organisation)
    person = person_of(frame)
    try:
        set_up(actor=actor_of(person), person=person, organisation=organisation, wanted=_wanted(request), now=frame.now)
    except BadSetup as refusal:
        return _page(request, frame, organisation, form=_as_posted(request), refusal=refusal_text(refusal))
    messages.success(request, _("Saved. Test it before you rely on it."))
    return redirect("assistant")


@require_POST
@workspace_view
def test(request: HttpRequest) -> HttpResponse:
    """Ask the saved engine for one sentence, and say what came or what is wrong."""
    frame = frame_of(request)
    organisation = _owned(frame)
    person = person_of(frame)
    began = time.monotonic()
    try:
        text, call = asking.try_out(
            actor=actor_of(person), organisation=organisation, language=person.language, now=frame.now
        )
    except AssistError as error:
        what, cure = trouble_words(error.trouble)
        return _page(request, frame, organisation, tested={"trouble": error.trouble, "what": what, "cure": cure})
    found = differences(asking.SAMPLE, text, asking.SAMPLE_LANGUAGE, person.language)
    told = [{"what": each.what.value, "excerpt": each.excerpt, "added": each.added} for each in found]
    tested = {
        "text": text, "sample": asking.SAMPLE, "seconds": f"{time.monotonic() - began:.1f}",
        "cost": _money(call.cost_micros, call.currency, frame.language), "warnings": warnings_of(told),
    }  # fmt: skip
    return _page(request, frame, organisation, tested=tested)
