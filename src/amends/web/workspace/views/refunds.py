"""Refunds to send: the worklist, what is done with one, and the list as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.connect.files.problems import harmless
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.flow import paying
from amends.desk.people.actors import actor_of
from amends.desk.refunds import operations, sending
from amends.desk.refunds.models import Refund
from amends.desk.refunds.queries import Asked, payment_seen_by, refund_seen_by, running_sums, worklist
from amends.desk.shops.models import Shop
from amends.web import showing
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.parameters import choice_parameter, id_parameter, shop_parameter
from amends.web.workspace.refunding import rows_of
from amends.web.workspace.today import total_of
from amends.web.workspace.views.case import case_or_404

SHOWN = 200
RUNNING = "running"
SHOWS = (RUNNING, Refund.WAITS, Refund.FAILED, "settled")
#: The longest key that a form gives.
KEY = 40
HEADER = (
    "refund", "case", "shop", "order", "amount", "currency", "sent", "way", "due", "state", "decided by",
    "confirmed by", "references",
)  # fmt: skip


@require_safe
@workspace_view
def refunds(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    frame = frame_of(request)
    shop, asked = shop_parameter(request, frame), _asked(request)
    shop_ids = [shop.pk] if shop else [each.pk for each in frame.shops]
    rows = worklist(shop_ids, asked)
    if choice_parameter(request, "as", ("csv",)):
        return _file(rows[:10_000].iterator(chunk_size=500))
    found = list(rows[: SHOWN + 1])
    sums = running_sums(shop_ids)
    place = _place(shop, asked)
    context = {
        "frame": frame, "shop": shop, "asked": asked, "more": len(found) > SHOWN, "rows": rows_of(found[:SHOWN], frame),
        "sums": [(each, showing.money_text(each.minor, each.currency, frame.language)) for each in sums],
        "total": total_of(sums, frame.organisation, frame.now),
        "here": reverse("refunds") + (f"?{place}" if place else ""),
        "file": f"?{place}&as=csv" if place else "?as=csv",
    }  # fmt: skip
    return render(request, "workspace/refunds.html", context)


def _asked(request: HttpRequest) -> Asked:
    currency = request.GET.get("currency", "")
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise BadParameter(_("“%(value)s” is no currency; write for example EUR.") % {"value": currency[:20]})
    return Asked(
        state=choice_parameter(request, "show", SHOWS) or RUNNING, currency=currency, case=id_parameter(request, "case")
    )


def _place(shop: Shop | None, asked: Asked) -> str:
    told = {
        "shop": shop.key if shop else "",
        "show": asked.state if asked.state != RUNNING else "",
        "currency": asked.currency,
        "case": asked.case or "",
    }
    return urlencode({name: value for name, value in told.items() if value})


def _file(rows: Iterator[Refund]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "refunds.csv") or "attachment"
    return response


def _lines(rows: Iterator[Refund]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, so that Excel shows Chinese; no cell is run as a formula."""
    yield b"\xef\xbb\xbf" + _line(HEADER)
    for refund in rows:
        references = [each.reference for each in refund.payments.all() if each.sent and each.undone_at is None]
        yield _line(
            (
                refund.pk, refund.case_id, refund.shop.name, refund.order.number,
                Money(refund.amount_minor, refund.currency).amount, refund.currency,
                Money(refund.sent_minor, refund.currency).amount, refund.way, refund.due.isoformat(), refund.state,
                refund.decided_by.name if refund.decided_by else "",
                refund.confirmed_by.name if refund.confirmed_by else "", "; ".join(filter(None, references)),
            )
        )  # fmt: skip


def _line(cells: tuple[object, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([harmless(str(cell)) for cell in cells])
    return text.getvalue().encode()


Action = Callable[[HttpRequest, Refund, Frame], str]


def refund_action(action: Action) -> Callable[..., HttpResponse]:
    """A POST to a refund: do it, say so, and go back to where it was pressed; a refusal is said there too."""

    @require_POST
    @workspace_view
    @wraps(action)
    def view(request: HttpRequest, refund_id: int) -> HttpResponse:
        frame = frame_of(request)
        refund = refund_seen_by(person_of(frame), refund_id) if refund_id < 2**63 else None
        if refund is None:
            raise BadParameter(_("There is no such refund in your shops."), 404)
        try:
            messages.success(request, action(request, refund, frame))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect(back_from(request, "refunds"))

    return view


def back_from(request: HttpRequest, otherwise: str) -> str:
    """Where the form was pressed; never another site."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else reverse(otherwise)


def key_given(request: HttpRequest) -> str:
    key = request.POST.get("key", "")
    if not key or len(key) > KEY:
        raise BadParameter(_("The form is incomplete; load the page again."))
    return key


def _confirmed(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    person = person_of(frame)
    operations.confirm(actor=actor_of(person), person=person, refund=refund, now=frame.present(refund.shop))
    return _("The refund is confirmed and can be sent.")


def _taken(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    person = person_of(frame)
    sending.take_in_hand(actor=actor_of(person), person=person, refund=refund, now=frame.present(refund.shop))
    return _("It is yours for half an hour: send the money now, then enter its reference.")


def _put_back(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    person = person_of(frame)
    sending.put_back(actor=actor_of(person), person=person, refund=refund, now=frame.present(refund.shop))
    return _("The refund is back in the list.")


def _sent(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    paying.pay(
        person=person_of(frame), refund=refund, amount=request.POST.get("amount", ""), key=key_given(request),
        way=request.POST.get("way", ""), reference=request.POST.get("reference", ""), now=frame.now,
    )  # fmt: skip
    refund.refresh_from_db()
    if refund.state != Refund.SENT:
        return _("The part that left is on record; the rest is still to be sent.")
    return _("The refund is on record, its promise is kept; a letter that says so waits at the case.")


def _failed(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    person = person_of(frame)
    sending.record_failed(
        actor=actor_of(person), person=person, refund=refund, key=key_given(request), way=refund.way,
        reason=request.POST.get("reason", ""), now=frame.present(refund.shop),
    )  # fmt: skip
    return _("What went wrong is on record. Try again, or choose another way.")


def _way(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    operations.choose_way(
        actor=actor_of(person_of(frame)), refund=refund, way=request.POST.get("way", ""),
        now=frame.present(refund.shop),
    )  # fmt: skip
    return _("The refund goes another way.")


def _dropped(request: HttpRequest, refund: Refund, frame: Frame) -> str:
    operations.drop(
        actor=actor_of(person_of(frame)), refund=refund, reason=request.POST.get("reason", ""),
        now=frame.present(refund.shop),
    )  # fmt: skip
    return _("It is on record that this money is not owed any more.")


confirmed, taken, put_back = refund_action(_confirmed), refund_action(_taken), refund_action(_put_back)
sent, failed = refund_action(_sent), refund_action(_failed)
way, dropped = refund_action(_way), refund_action(_dropped)


@require_POST
@workspace_view
def not_gone(request: HttpRequest, payment_id: int) -> HttpResponse:
    """The money did not go after all."""
    frame = frame_of(request)
    payment = payment_seen_by(person_of(frame), payment_id) if payment_id < 2**63 else None
    if payment is None:
        raise BadParameter(_("There is no such payment in your shops."), 404)
    try:
        paying.take_back(person=person_of(frame), payment=payment, reason=request.POST.get("reason", ""), now=frame.now)
        messages.success(request, _("It does not count any more; the money is to be sent again."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect(back_from(request, "refunds"))


@require_POST
@workspace_view
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """A person decides at a case that money goes back."""
    frame = frame_of(request)
    case = case_or_404(request, case_id)
    try:
        paying.ask_refund(
            person=person_of(frame), case=case, amount=request.POST.get("amount", ""), key=key_given(request),
            way=request.POST.get("way", ""), day=request.POST.get("day", ""), reason=request.POST.get("reason", ""),
            now=frame.now,
        )  # fmt: skip
        messages.success(request, _("The refund is in the list of what is to be sent."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("case", case_id=case_id)
