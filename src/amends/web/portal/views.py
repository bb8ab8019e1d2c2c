"""The addresses behind a link: the page, and what she does there. Every POST ends in a page that can be reloaded."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from amends.desk.flow import buyers_page
from amends.desk.flow.buyers_page import BUYER, OfferChanged
from amends.desk.portal.models import Link, Upload
from amends.desk.portal.operations import may_try, note_opened
from amends.desk.portal.queries import finished_uploads, token_of
from amends.desk.portal.uploads import MOST_BYTES, MOST_FILES, FileRefused, forget_upload, keep_whole
from amends.desk.storage import MAX_BYTES
from amends.jobs.queue import enqueue
from amends.web.portal.forms import once_of
from amends.web.portal.gate import base_address, buyers_view, country_of
from amends.web.portal.language import tag_of
from amends.web.portal.page import shown
from amends.web.portal.showing import offer_shown, tongue_of
from amends.web.portal.telling import Form, form_of, told_in, with_lines

#: How many forms of one page are taken in an hour, and how many copies leave in a day.
MOST_FORMS, MOST_COPIES = 30, 3
#: What the sentence for a refused file is.
_FILE_PROBLEMS = {"file_kind": "error-kind", "file_size": "error-size", "file_many": "error-many"}


class _Refused(Exception):
    """Something that she can mend; ``problem`` is the key of the sentence that says how."""

    def __init__(self, problem: str, status: int = 422) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


@require_safe
@buyers_view
def page(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    now = timezone.now()
    if not request.user.is_authenticated:  # what a person of the shop looks at, the buyer has not seen
        note_opened(actor=BUYER, link=link, now=now)
    return shown(request, link, language, now)


def _done(link: Link, language: str, what: str) -> HttpResponse:
    query = urlencode({"l": language, "done": what})
    response = HttpResponseRedirect(f"{reverse('buyers_page', args=[token_of(link)])}?{query}#notice")
    response.status_code = 303
    return response


def _checked(request: HttpRequest, link: Link, now: datetime) -> str:
    """The number of the form that was sent. Raises _Refused where it is too old, or one of too many."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + MAX_BYTES:
        raise _Refused("error-size", 413)
    once = once_of(request.POST.get("once", ""), f"link:{link.pk}")
    if once is None:
        raise _Refused("error-old-form")
    if not may_try(what="form", by=str(link.pk), most=MOST_FORMS, within=timedelta(hours=1), now=now):
        raise _Refused("error-busy", 429)
    return once


@require_POST
@buyers_view
def tell(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """What is wrong, with files; or, from the other form, a question."""
    now = timezone.now()
    form = Form()
    try:
        once = _checked(request, link, now)
        form = form_of(request)
        if not buyers_page.was_told(link, once):
            _take(request, link, language, form, once, now)
    except _Refused as refused:
        form = form if form != Form() or refused.status == 413 else form_of(request)
        return shown(request, link, language, now, form=form, problem=refused.problem, status=refused.status)
    return _done(link, language, "told")


def _take(request: HttpRequest, link: Link, language: str, form: Form, once: str, now: datetime) -> None:
    if form.question:
        buyers_page.tell(link=link, text=form.question, told=None, files=(), once=once, now=now)
        return
    tag = tag_of(language, country_of(link))
    record = buyers_page.page_of(link, now)
    said = told_in(form, tag, sum(line.quantity for line in record.lines) or None)
    files = _files(request, link, now)
    if said is None and not files:
        raise _Refused("error-empty")
    text, told = said if said is not None else ("", None)
    buyers_page.tell(link=link, text=text, told=told, files=files, once=once, now=now)


def _files(request: HttpRequest, link: Link, now: datetime) -> list[Upload]:
    """What was sent piece by piece before, and what came with the form itself. Raises _Refused; then none is kept."""
    kept = finished_uploads(link, request.POST.getlist("upload")[:MOST_FILES])
    came: list[Upload] = []
    try:
        for file in request.FILES.getlist("files"):
            if file.size:
                came.append(_kept_whole(link, file, now))
    except FileRefused as refused:
        for upload in came:
            forget_upload(upload=upload)
        raise _Refused(_FILE_PROBLEMS.get(refused.code, "error-kind")) from refused
    return [*kept, *came]


def _kept_whole(link: Link, file: UploadedFile[bytes], now: datetime) -> Upload:
    if (file.size or 0) > MAX_BYTES:
        raise FileRefused("file_size", "too large")
    return keep_whole(link=link, name=file.name or "", data=file.read(), now=now)


@require_POST
@buyers_view
def answer(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """She takes one of the options, or none. What she sends is the place in the menu, never an amount."""
    now = timezone.now()
    form = Form()
    try:
        _checked(request, link, now)
        form = form_of(request)
        _answer(request, link, language, form, now)
    except _Refused as refused:
        return shown(request, link, language, now, form=form, problem=refused.problem, status=refused.status)
    except OfferChanged:
        return shown(request, link, language, now, form=form, problem="error-changed", status=409)
    return _done(link, language, "answer")


def _answer(request: HttpRequest, link: Link, language: str, form: Form, now: datetime) -> None:
    country = country_of(link)
    record = buyers_page.page_of(link, now)
    tongue = tongue_of(tag_of(language, country), country, record.present)
    offer = offer_shown(record, tongue)
    asked = request.POST.get("offer", "")
    if offer is None or not offer.open or str(offer.id) != asked:
        if offer is not None and str(offer.id) == asked and (offer.taken or offer.declined):
            return  # the same form once more: her first answer stands, and the page shows it
        raise OfferChanged("This offer was answered already, or another one has taken its place.")
    chosen = next((option for option in offer.options if str(option.place) == form.accepts), None)
    if chosen is None and form.accepts != "none":
        raise _Refused("error-empty")
    line = tongue.say("decline") if chosen is None else " ".join(filter(None, (chosen.letter, chosen.text)))
    buyers_page.answer(
        link=link, offer_id=offer.id, accepts=chosen.place if chosen else None,
        text=with_lines(form.words, [line]), words=form.words, language=language.split("-")[0], now=now,
    )  # fmt: skip


@require_POST
@buyers_view
def copy(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """A copy of the page by mail: to the address of the order, never to one that was typed here."""
    now = timezone.now()
    try:
        once = _checked(request, link, now)
        if not may_try(what="copy", by=str(link.pk), most=MOST_COPIES, within=timedelta(days=1), now=now):
            raise _Refused("error-busy", 429)
    except _Refused as refused:
        return shown(request, link, language, now, problem=refused.problem, status=refused.status)
    enqueue(
        "portal.mail_copy",
        {
            "link": link.pk,
            "version": link.version,
            "language": language,
            "address": base_address(request),
            "once": once,
        },
        now=now,
        key=f"portal:copy:{link.pk}:{once}",
    )
    return _done(link, language, "copy")


@require_POST
@buyers_view
def stop_notices(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """She wants no more notices about her orders in this shop."""
    now = timezone.now()
    try:
        _checked(request, link, now)
    except _Refused as refused:
        return shown(request, link, language, now, problem=refused.problem, status=refused.status)
    buyers_page.stop_notices(link, now)
    return _done(link, language, "notices")
