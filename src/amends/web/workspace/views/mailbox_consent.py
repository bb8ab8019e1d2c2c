"""Signing in at the mail provider: where the person goes, and what happens when she comes back."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from amends.connect.mail import MailTrouble, Server
from amends.connect.mail.consent import Access, ask, exchange, providers, refused_at_provider
from amends.desk.mailboxes.entering import app_of
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.operations import MailboxTaken, Settings, connect_mailbox
from amends.desk.mailboxes.queries import mailbox_of
from amends.desk.mailboxes.trying import try_reading
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.web.sayings import saying
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.mailbox_form import is_address
from amends.web.workspace.views.mailbox import shop_led

#: How long the provider's page may stay open.
PATIENCE = timedelta(minutes=15)
_KEPT = "mailbox_consent"


def came_back_to(request: HttpRequest) -> str:
    """The address to which the provider sends her; it has to be registered there, letter by letter."""
    path = reverse("mailbox_back")
    host = request.get_host()
    outer = next((each for each in settings.CSRF_TRUSTED_ORIGINS if urlsplit(each).netloc == host), "")
    return f"{outer.rstrip('/')}{path}" if outer else request.build_absolute_uri(path)


@require_POST
@workspace_view
def consent(request: HttpRequest, key: str) -> HttpResponse:
    """What she is about to agree to, and the way there. Nothing is stored but what has to come back with her."""
    frame, shop = shop_led(request, key)
    provider = providers().get(request.POST.get("provider", ""))
    app = app_of(provider.key) if provider is not None else None
    if provider is None or app is None:
        raise BadParameter(_("This installation is not registered at this provider."))
    address = request.POST.get("address", "").strip().lower()
    if not is_address(address):
        messages.error(request, _("Write the whole address, such as shop@example.com."))
        return redirect("mailbox", key=shop.key)
    back = came_back_to(request)
    asked = ask(provider, app, back=back, address=address)
    request.session[_KEPT] = {
        "state": asked.state, "verifier": asked.verifier, "provider": provider.key, "address": address,
        "shop": shop.key, "back": back, "until": (frame.now + PATIENCE).isoformat(),
    }  # fmt: skip
    context = {
        "frame": frame,
        "shop": shop,
        "provider": provider,
        "address": address,
        "to": asked.address,
        "back": back,
    }
    return render(request, "workspace/mailbox/consent.html", context)


@require_safe
@sensitive_variables()
@workspace_view
def back(request: HttpRequest) -> HttpResponse:
    """She comes back from the provider; what she brings counts once, and only if she was sent from here."""
    kept = request.session.pop(_KEPT, None)
    frame = frame_of(request)
    given = request.GET.get("state", "")
    if not kept or not hmac.compare_digest(given.encode(), str(kept["state"]).encode()):
        raise BadParameter(
            _("This sign-in was not begun here, or it was used already. Begin it on the mailbox’s page.")
        )
    _frame, shop = shop_led(request, kept["shop"])
    try:
        access = _access(request, kept, frame.now)
        _connect(frame, shop, kept["address"], access)
    except MailTrouble as trouble:
        told = str(saying(str(trouble), frame.language))
        messages.error(request, f"{told} ({trouble.said})" if trouble.said else told)
    except MailboxTaken as taken:
        messages.error(request, str(saying(taken.message, frame.language)))
    else:
        messages.success(request, _("The mailbox is connected; what is in it comes in within a minute."))
    return redirect("mailbox", key=shop.key)


def _access(request: HttpRequest, kept: dict[str, Any], now: datetime) -> Access:
    if error := request.GET.get("error", ""):
        raise refused_at_provider(error, request.GET.get("error_description", ""))
    app, code = app_of(kept["provider"]), request.GET.get("code", "")
    if app is None or not code or now > datetime.fromisoformat(kept["until"]):
        raise BadParameter(
            _("The sign-in took too long, or brought nothing back. Begin it again on the mailbox’s page.")
        )
    return exchange(
        providers()[kept["provider"]], app, code=code[:4000], back=kept["back"], verifier=kept["verifier"], now=now
    )


def _connect(frame: Frame, shop: Shop, address: str, access: Access) -> None:
    """Store it if the mail server lets her in as this address. Raises MailTrouble, MailboxTaken."""
    told = _settings(shop, address, access, frame)
    reading = Server(told.imap_host, told.imap_port, told.imap_security, told.imap_user, "", access.token)
    if trouble := try_reading(reading, told.folder):
        raise trouble
    connect_mailbox(actor=actor_of(person_of(frame)), shop=shop, settings=told, now=frame.now, access=access)


def _settings(shop: Shop, address: str, access: Access, frame: Frame) -> Settings:
    """The provider's servers; name, signature and the first day stay where this address was connected before."""
    servers = providers()[access.provider].servers_for(address)
    stored = mailbox_of(shop.pk)
    known = stored if stored is not None and stored.address == address else Mailbox()
    imap, smtp = servers.imap, servers.smtp
    return Settings(
        address=address, name=known.name, signature=known.signature, aliases=tuple(known.aliases),
        imap_host=imap[0], imap_port=imap[1], imap_security=imap[2], imap_user=address, imap_password="",
        folder=known.folder, smtp_host=smtp[0], smtp_port=smtp[1], smtp_security=smtp[2], smtp_user=address,
        smtp_password="", since=known.since or frame.now.date() - timedelta(days=30),
    )  # fmt: skip
