"""The servers of usual mail providers, by the domain of an address."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from amends.core.packaged import read_yaml

Security = Literal["tls", "starttls", "plain"]
Where = tuple[str, int, Security]


class Preset(BaseModel):
    """One provider. ``password`` says what it wants of programs: the account's own, a code made for them, or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    name: str
    domains: tuple[str, ...]
    imap: Where
    smtp: Where
    password: Literal["account", "code", "none"]
    valid_from: date
    source: Annotated[str, Field(min_length=8)]
    confidence: Literal["official", "general"]


@cache
def presets() -> tuple[Preset, ...]:
    """All providers. Raises pydantic.ValidationError where the data are not whole."""
    return tuple(Preset.model_validate(one) for one in read_yaml("amends.connect.mail", "presets.yaml")["presets"])


def preset_for(address: str) -> Preset | None:
    """The provider of an address, by its domain; None for a domain of one's own."""
    domain = address.rpartition("@")[2].strip().lower()
    return next((one for one in presets() if domain in one.domains), None)


def preset_named(key: str) -> Preset | None:
    return next((one for one in presets() if one.key == key), None)
