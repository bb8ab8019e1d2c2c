"""What an installation may change: environment variables, each also readable from a file named by NAME_FILE.

Documented in docs/reference/settings.md; a test fails when one is not.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

#: Every variable that is read, with its default as it is shown in the reference.
VARIABLES: dict[str, str] = {
    "AMENDS_DATA": "./var",
    "AMENDS_DATABASE_URL": "sqlite in AMENDS_DATA",
    "AMENDS_SECRET_KEY": "made on first start, kept in AMENDS_DATA",
    "AMENDS_PERSONAL_DATA_KEY": "derived from AMENDS_SECRET_KEY",
    "AMENDS_HOSTS": "localhost 127.0.0.1 [::1]",
    "AMENDS_ORIGINS": "",
    "AMENDS_DEBUG": "0",
    "AMENDS_UNDO_SECONDS": "30",
    "AMENDS_API_TOKEN": "",
    "AMENDS_PUBLIC_ADDRESS": "",
    "AMENDS_BUYER_LINK_DAYS": "30",
    "AMENDS_PROXIES": "0",
    "AMENDS_API_RATE": "600",
    "AMENDS_WEBHOOKS_PRIVATE": "0",
    "AMENDS_UNFINISHED_DAYS": "30",
    "AMENDS_GOOGLE_ID": "",
    "AMENDS_GOOGLE_SECRET": "",
    "AMENDS_MICROSOFT_ID": "",
    "AMENDS_MICROSOFT_SECRET": "",
    "AMENDS_TOKEN": "",
}


class ConfigurationError(Exception):
    """A setting cannot be used; the message names it and says what to write."""


def _read(name: str) -> str:
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigurationError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}") from error
    return os.environ.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Configuration:
    data: Path
    database: dict[str, Any]
    secret_key: str
    personal_data_keys: tuple[str, ...]
    hosts: list[str]
    origins: list[str]
    debug: bool
    undo_seconds: int
    api_token: str
    public_address: str
    buyer_link_days: int
    proxies: int
    api_rate: int
    webhooks_private: bool
    unfinished_days: int
    mail_apps: dict[str, tuple[str, str]]


def database_of(url: str, data: Path) -> dict[str, Any]:
    """Django's database settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``."""
    if not url or url.startswith("sqlite"):
        path = Path(unquote(urlsplit(url).path)) if url else data / "amends.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ConfigurationError(
            f"AMENDS_DATABASE_URL starts with {parts.scheme}:; write sqlite:///path or postgresql://user@host/name."
        )
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 12, "timeout": 20}}
    host = parts.hostname or ""
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", host)),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def _secret(data: Path) -> str:
    given = _read("AMENDS_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ConfigurationError("AMENDS_SECRET_KEY is shorter than 32 characters; make a longer one.")
        return given
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()


def _personal_data_keys(secret: str) -> tuple[str, ...]:
    derived = base64.urlsafe_b64encode(hashlib.sha256(b"personal data\0" + secret.encode()).digest()).decode()
    given = tuple(key for key in _read("AMENDS_PERSONAL_DATA_KEY").split() if key)
    return given or (derived,)


def _whole(name: str, told: str, *, least: int) -> int:
    value = told or VARIABLES[name]
    if not value.isdecimal() or not least <= int(value) <= 3650:
        raise ConfigurationError(f"{name} is {told!r}; write a whole number from {least} to 3650.")
    return int(value)


def _public_address(told: str) -> str:
    """Without a slash at its end; empty where none was given."""
    parts = urlsplit(told)
    if told and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
        raise ConfigurationError(f"AMENDS_PUBLIC_ADDRESS is {told!r}; write it like https://help.example.com.")
    return told.rstrip("/")


def _mail_app(key: str) -> tuple[str, str]:
    """Client id and secret of this installation at a mail provider; both or neither."""
    name = f"AMENDS_{key.upper()}"
    client_id, secret = _read(f"{name}_ID"), _read(f"{name}_SECRET")
    if bool(client_id) != bool(secret):
        raise ConfigurationError(f"{name}_ID and {name}_SECRET belong together; give both or none.")
    return client_id, secret


def load() -> Configuration:
    """Read and check the configuration. Raises ConfigurationError."""
    data = Path(_read("AMENDS_DATA") or "var").resolve()
    secret = _secret(data)
    undo = _read("AMENDS_UNDO_SECONDS") or "30"
    if not undo.isdigit():
        raise ConfigurationError(f"AMENDS_UNDO_SECONDS is {undo!r}; write a number of seconds such as 30.")
    rate = _read("AMENDS_API_RATE") or "600"
    if not rate.isdigit() or int(rate) < 1:
        raise ConfigurationError(f"AMENDS_API_RATE is {rate!r}; write a number of requests a minute such as 600.")
    return Configuration(
        data=data,
        database=database_of(_read("AMENDS_DATABASE_URL"), data),
        secret_key=secret,
        personal_data_keys=_personal_data_keys(secret),
        hosts=(_read("AMENDS_HOSTS") or "localhost 127.0.0.1 [::1]").split(),
        origins=_read("AMENDS_ORIGINS").split(),
        debug=_read("AMENDS_DEBUG") == "1",
        undo_seconds=int(undo),
        api_token=_read("AMENDS_API_TOKEN"),
        public_address=_public_address(_read("AMENDS_PUBLIC_ADDRESS")),
        buyer_link_days=_whole("AMENDS_BUYER_LINK_DAYS", _read("AMENDS_BUYER_LINK_DAYS"), least=1),
        proxies=_whole("AMENDS_PROXIES", _read("AMENDS_PROXIES"), least=0),
        api_rate=int(rate),
        webhooks_private=_read("AMENDS_WEBHOOKS_PRIVATE") == "1",
        mail_apps={key: app for key in ("google", "microsoft") if (app := _mail_app(key))[0]},
        unfinished_days=_whole("AMENDS_UNFINISHED_DAYS", _read("AMENDS_UNFINISHED_DAYS"), least=1),
    )


def token_given() -> str:
    """The token with which `amends mcp` acts for a person; empty where none is given."""
    return _read("AMENDS_TOKEN")
