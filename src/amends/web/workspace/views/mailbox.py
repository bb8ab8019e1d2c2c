"""A shop's mailbox: connecting it, trying it, how it goes, and the mails that were kept aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.connect.mail import MailTrouble
from amends.connect.mail.codes import Code, sentences
from amends.connect.mail.consent import providers
from amends.connect.mail.presets import presets
from amends.desk.mailboxes.entering import app_of, entered
from amends.desk.mailboxes.models import Mail, Mailbox
from amends.desk.mailboxes.operations import MailboxTaken, connect_mailbox, disconnect_mailbox, take_as_message
from amends.desk.mailboxes.queries import counts_of, kept_mails, mail_led_by, mailbox_of
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import is_lead
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.mailbox_form import (
    MailboxForm,
    posted_form,
    settings_of,
    shown_form,
    suggested_form,
)
from amends.web.workspace.mailbox_trial import tried_both


@dataclass(frozen=True, slots=True)
class Tried:
    """How one direction was found: nothing, or a sentence with its cure and what the server said."""

    title: str
    trouble: str = ""
    said: str = ""
    skipped: bool = False


def shop_led(request: HttpRequest, key: str) -> tuple[Frame, Shop]:
    """A shop that the person leads; another's is as unknown as one that does not exist."""
    frame = frame_of(request)
    shop = next((shop for shop in frame.shops if shop.key == key), None)
    if shop is None or not is_lead(person_of(frame), shop.pk):
        raise BadParameter(_("There is no such shop among those that you lead."), 404)
    return frame, shop


def _connected(shop: Shop) -> Mailbox | None:
    found = mailbox_of(shop.pk)
    return found if found is not None and found.active else None


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def mailbox(request: HttpRequest, key: str) -> HttpResponse:
    """The page; a post connects the mailbox or changes it."""
    frame, shop = shop_led(request, key)
    known = _connected(shop)
    if request.method != "POST":
        return _page(request, frame, shop, known, shown_form(known))
    form = posted_form(request.POST, known)
    if form.errors:
        return _page(request, frame, shop, known, form, status=422)
    try:
        today = frame.now.date()
        connect_mailbox(actor=actor_of(person_of(frame)), shop=shop, settings=settings_of(form, today), now=frame.now)
    except MailboxTaken:
        form.errors["address"] = _(
            "Another shop of yours uses this mailbox. Whoever writes to both would see that they belong together; "
            "give each shop a mailbox of its own."
        )
        return _page(request, frame, shop, known, form, status=422)
    messages.success(request, _("The mailbox is connected; what is in it comes in within a minute."))
    return redirect("mailbox", key=shop.key)


def _page(
    request: HttpRequest,
    frame: Frame,
    shop: Shop,
    known: Mailbox | None,
    form: MailboxForm,
    status: int = 200,
    tried: list[Tried] | None = None,
) -> HttpResponse:
    context = {
        "frame": frame, "shop": shop, "box": known, "form": form, "presets": presets(), "tried": tried,
        "providers": [each for each in providers().values() if app_of(each.key) is not None],
        "signed_in": providers().get(known.sign_in) if known is not None else None,
        "ways": _ways(known) if known is not None else [], "counts": counts_of(shop.pk), "kept": kept_mails(shop.pk),
    }  # fmt: skip
    return render(request, "workspace/mailbox/page.html", context, status=status)


def _ways(box: Mailbox) -> list[dict[str, Any]]:
    """How reading and sending go."""
    told = []
    for way, title, at in (("reading", _("Reading"), box.read_at), ("sending", _("Sending"), box.sent_at)):
        code = getattr(box, f"{way}_code")
        sentence = sentences()[Code(code)] if code else None
        told.append(
            {
                "title": title, "at": at, "off": way == "sending" and not box.smtp_host,
                "trouble": f"{sentence.what} {sentence.cure}" if sentence else "",
                "said": getattr(box, f"{way}_said"), "since": getattr(box, f"{way}_since"),
                "next_at": getattr(box, f"{way}_next_at"),
            }
        )  # fmt: skip
    return told


@require_safe
@workspace_view
def servers(request: HttpRequest, key: str) -> HttpResponse:
    """The servers of an address's provider, for the form."""
    shop_led(request, key)
    form = suggested_form(request.GET.get("address", "").strip()[:254])
    return render(request, "workspace/mailbox/servers.html", {"form": form, "presets": presets()})


@require_POST
@workspace_view
def test(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in both ways with what is entered; nothing is stored and nothing sent."""
    frame, shop = shop_led(request, key)
    known = _connected(shop)
    form = posted_form(request.POST, known)
    if form.errors:
        if request.headers.get("HX-Request"):
            return render(request, "workspace/mailbox/tried.html", {"errors": form.errors.values()})
        return _page(request, frame, shop, known, form, status=422)
    if known is not None and not request.POST.get("password"):
        try:
            form.token = entered(known, frame.now).token
        except MailTrouble as trouble:
            return _refused(request, frame, shop, known, form, trouble)
    tried = _try(form)
    if request.headers.get("HX-Request"):
        return render(request, "workspace/mailbox/tried.html", {"tried": tried})
    return _page(request, frame, shop, known, form, tried=tried)


def _refused(
    request: HttpRequest, frame: Frame, shop: Shop, known: Mailbox, form: MailboxForm, trouble: MailTrouble
) -> HttpResponse:
    """The provider gave no token: neither way could be tried."""
    tried = [_told(_("Reading"), trouble), _told(_("Sending"), trouble)]
    if request.headers.get("HX-Request"):
        return render(request, "workspace/mailbox/tried.html", {"tried": tried})
    return _page(request, frame, shop, known, form, tried=tried)


def _try(form: MailboxForm) -> list[Tried]:
    reading, sending = tried_both(form)
    skipped = not form.text("smtp_host")
    return [
        _told(_("Reading"), reading),
        Tried(_("Sending"), skipped=True) if skipped else _told(_("Sending"), sending),
    ]


def _told(title: str, trouble: MailTrouble | None) -> Tried:
    return Tried(title) if trouble is None else Tried(title, str(trouble), trouble.said)


@require_POST
@workspace_view
def disconnect(request: HttpRequest, key: str) -> HttpResponse:
    frame, shop = shop_led(request, key)
    known = _connected(shop)
    if known is not None:
        disconnect_mailbox(actor=actor_of(person_of(frame)), mailbox=known, now=frame.now)
        messages.success(request, _("The mailbox is disconnected and its passwords are gone; its mails stay here."))
    return redirect("mailbox", key=shop.key)


@require_POST
@workspace_view
def take(request: HttpRequest, mail_id: int) -> HttpResponse:
    """A mail that was kept aside is a message after all."""
    frame = frame_of(request)
    mail: Mail | None = mail_led_by(person_of(frame), mail_id) if mail_id < 2**63 else None
    if mail is None:
        raise BadParameter(_("There is no such mail among the shops that you lead."), 404)
    take_as_message(actor=actor_of(person_of(frame)), mail=mail, now=frame.now)
    messages.success(request, _("The mail becomes a message; its case opens in a moment."))
    shop = next(shop for shop in frame.shops if shop.pk == mail.shop_id)
    return redirect("mailbox", key=shop.key)
