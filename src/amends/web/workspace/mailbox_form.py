"""What a person enters to connect a mailbox: two fields where the provider is known, all of it where it is not."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from amends.connect.mail import Server
from amends.connect.mail.presets import Preset, preset_for, preset_named
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.operations import Settings

#: From which day on mail is read, in days before today.
DAYS = ("0", "7", "30", "90")
SECURITIES = ("tls", "starttls", "plain")
_ADDRESS = re.compile(r"[^@\s<>\"(),;:\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_TEXTS = (
    "address", "name", "signature", "aliases", "folder", "imap_host", "imap_port", "imap_security", "imap_user",
    "smtp_host", "smtp_port", "smtp_security", "smtp_user", "days",
)  # fmt: skip
_DEFAULTS = {
    "folder": "INBOX", "imap_port": "993", "imap_security": "tls", "smtp_port": "465", "smtp_security": "tls",
    "days": "30",
}  # fmt: skip


def is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None and len(text) <= 254


@dataclass(slots=True)
class MailboxForm:
    """The values as they stand in the fields, and what is wrong with each. Passwords are never shown again."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    preset: Preset | None = None
    stored: Mailbox | None = None
    imap_password: str = ""
    smtp_password: str = ""
    token: str = ""

    @property
    def has_password(self) -> bool:
        return self.stored is not None and bool(self.stored.imap_password or self.stored.renewal)

    @property
    def has_sending_password(self) -> bool:
        return self.stored is not None and self.stored.smtp_user not in ("", self.stored.imap_user)

    def text(self, name: str) -> str:
        return self.values.get(name, "")


def shown_form(mailbox: Mailbox | None) -> MailboxForm:
    """The form of a mailbox as it is, or an empty one."""
    if mailbox is None:
        return MailboxForm(dict(_DEFAULTS))
    values = {name: str(getattr(mailbox, name)) for name in _TEXTS if name not in ("days", "aliases")}
    if mailbox.smtp_user == mailbox.imap_user:
        values["smtp_user"] = ""
    values |= {"aliases": ", ".join(mailbox.aliases), "days": ""}
    return MailboxForm(values, preset=preset_for(mailbox.address), stored=mailbox)


def suggested_form(address: str) -> MailboxForm:
    """The servers of an address's provider; for a domain of its own the usual names."""
    form = MailboxForm(dict(_DEFAULTS) | {"address": address})
    form.preset = preset_for(address)
    if form.preset is not None:
        _fill(form.values, form.preset)
    elif _ADDRESS.fullmatch(address):
        domain = address.rpartition("@")[2].lower()
        form.values |= {"imap_host": f"imap.{domain}", "smtp_host": f"smtp.{domain}"}
    form.values["imap_user"] = address
    return form


def _fill(values: dict[str, str], preset: Preset) -> None:
    for way, where in (("imap", preset.imap), ("smtp", preset.smtp)):
        values |= {f"{way}_host": where[0], f"{way}_port": str(where[1]), f"{way}_security": where[2]}


def posted_form(data: Mapping[str, Any], mailbox: Mailbox | None) -> MailboxForm:
    """What was entered, with errors. Servers that were left out come from the provider of the address."""
    values = {name: str(data.get(name, "")).strip() for name in _TEXTS}
    form = MailboxForm(values, stored=mailbox)
    form.preset = preset_named(str(data.get("preset", ""))) or preset_for(values["address"])
    if not values["imap_host"] and form.preset is not None:
        _fill(values, form.preset)
    for name, usual in _DEFAULTS.items():
        if name != "days":
            values[name] = values[name] or usual
    values["imap_user"] = values["imap_user"] or values["address"]
    form.imap_password = str(data.get("password", ""))
    form.smtp_password = str(data.get("smtp_password", ""))
    _check(form)
    _passwords(form)
    return form


def _check(form: MailboxForm) -> None:
    values, errors = form.values, form.errors
    if not _ADDRESS.fullmatch(values["address"]):
        errors["address"] = _("Write the whole address, such as shop@example.com.")
    for name in ("imap_host", "smtp_host"):
        if not _HOST.fullmatch(values[name]) and (name == "imap_host" or values[name]):
            errors[name] = _("Write the name of the server, such as imap.example.com.")
    for name in ("imap_port", "smtp_port"):
        if not (values[name].isdecimal() and 1 <= int(values[name][:6]) <= 65535):
            errors[name] = _("A port is a number from 1 to 65535.")
    for name in ("imap_security", "smtp_security"):
        if values[name] not in SECURITIES:
            errors[name] = _("Choose TLS, STARTTLS or none.")
    for way in ("imap", "smtp"):
        if values[f"{way}_security"] == "plain" and values[f"{way}_host"] and not _is_near(values[f"{way}_host"]):
            errors[f"{way}_security"] = _("The password would travel unencrypted; choose TLS or STARTTLS.")
    aliases = [alias for alias in re.split(r"[,;\s]+", values["aliases"]) if alias]
    if wrong := next((alias for alias in aliases if not _ADDRESS.fullmatch(alias)), None):
        errors["aliases"] = _("“%(address)s” is no mail address.") % {"address": wrong[:60]}
    for name, longest in (("name", 120), ("signature", 2000), ("folder", 200), ("imap_user", 254), ("smtp_user", 254)):
        if len(values[name]) > longest or (name != "signature" and re.search(r"[\r\n\0]", values[name])):
            errors[name] = _("This is too long.")


def _is_near(host: str) -> bool:
    """Whether a server is on this machine or in its own network, where a connection may go without encryption."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.lower().endswith((".local", ".localhost", ".internal"))


def _passwords(form: MailboxForm) -> None:
    """A stored password goes only to the server and user it was entered for."""
    values, stored = form.values, form.stored
    if re.search(r"[\r\n\0]", form.imap_password + form.smtp_password):
        form.errors["password"] = _("A password has no line break.")
    same_place = stored is not None and (stored.imap_host, stored.imap_user) == (
        values["imap_host"],
        values["imap_user"],
    )
    if (
        not form.imap_password
        and stored is not None
        and stored.renewal
        and same_place
        and _same_way_out(values, stored)
    ):
        return  # signed in at the provider: there is no password, and the token goes only where it was made for
    if not form.imap_password:
        if stored is None or not stored.imap_password or not same_place:
            form.errors.setdefault("password", _("Enter the password; for another server or user, enter it again."))
        else:
            form.imap_password = stored.imap_password
    if values["smtp_user"] in ("", values["imap_user"]):
        same_server = stored is not None and stored.smtp_host == values["smtp_host"]
        typed = stored is None or form.imap_password != stored.imap_password
        if values["smtp_host"] and not typed and not same_server:
            form.errors.setdefault("password", _("Enter the password; for another server or user, enter it again."))
        form.smtp_password = form.imap_password
    elif not form.smtp_password:
        same = stored is not None and (stored.smtp_host, stored.smtp_user) == (values["smtp_host"], values["smtp_user"])
        if stored is None or not same:
            form.errors["smtp_password"] = _("Enter the password; for another server or user, enter it again.")
        else:
            form.smtp_password = stored.smtp_password


def _same_way_out(values: Mapping[str, str], stored: Mailbox) -> bool:
    user = values["smtp_user"] or values["imap_user"]
    return (values["smtp_host"], user if values["smtp_host"] else "") == (stored.smtp_host, stored.smtp_user)


def imap_of(form: MailboxForm) -> Server:
    told, token = form.values, "" if form.imap_password else form.token
    where = (told["imap_host"], int(told["imap_port"]), told["imap_security"], told["imap_user"])
    return Server(*where, form.imap_password, token)


def smtp_of(form: MailboxForm) -> Server:
    told = form.values
    user = told["smtp_user"] or told["imap_user"]
    where = (told["smtp_host"], int(told["smtp_port"]), told["smtp_security"], user)
    return Server(*where, form.smtp_password, "" if form.smtp_password else form.token)


def settings_of(form: MailboxForm, today: date) -> Settings:
    """What is stored; the day from which on mail is read stays unless another was chosen."""
    told, reading, sending = form.values, imap_of(form), smtp_of(form)
    since = today - timedelta(days=int(told["days"]) if told["days"] in DAYS else 30)
    if form.stored is not None and told["days"] not in DAYS:
        since = form.stored.since
    return Settings(
        address=told["address"],
        name=told["name"],
        signature=told["signature"],
        aliases=tuple(alias for alias in re.split(r"[,;\s]+", told["aliases"]) if alias),
        imap_host=reading.host,
        imap_port=reading.port,
        imap_security=reading.security,
        imap_user=reading.user,
        imap_password=reading.password,
        folder=told["folder"],
        smtp_host=sending.host,
        smtp_port=sending.port,
        smtp_security=sending.security,
        smtp_user=sending.user if sending.host else "",
        smtp_password=sending.password if sending.host else "",
        since=since,
    )
