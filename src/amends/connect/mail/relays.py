"""The marketplaces' relay addresses: which platform, which buyer, which order a mail through them is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from amends.connect.mail.headers import Address
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Platform


class Answers(StrEnum):
    """How a mail through a relay is answered."""

    MAIL = "mail"
    PLATFORM = "platform"


class Rule(BaseModel):
    """How one platform relays: whole domains with an alias for each buyer, or senders that all buyers share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    platform: Platform
    domains: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    alias: str
    order: str
    name_suffix: str
    answers: Answers
    valid_from: date
    source: Annotated[str, Field(min_length=10)]
    confidence: Annotated[str, Field(pattern="^(official|seen|low)$")]


@dataclass(frozen=True, slots=True)
class Relay:
    """What a mail through a relay tells. ``buyer`` is her address there without what names a thread, or empty."""

    platform: Platform
    buyer: str
    name: str
    orders: tuple[str, ...]
    answers: Answers


@cache
def rules() -> tuple[Rule, ...]:
    """The packaged rules. Raises pydantic.ValidationError where they are not whole."""
    return tuple(Rule.model_validate(rule) for rule in read_yaml("amends.connect.mail", "relays.yaml")["relays"])


def rule_of(address: Address) -> Rule | None:
    """The rule of a relay address; None for every other address, also for one that only looks like it."""
    for rule in rules():
        if address.address in rule.senders:
            return rule
        if address.domain in rule.domains and re.fullmatch(rule.alias, _alias(address)):
            return rule
    return None


def _alias(address: Address) -> str:
    return address.local.partition("+")[0]


def relay_of(senders: tuple[Address, ...], subject: str, text: str) -> Relay | None:
    """What the first relay address among the senders (From, then Reply-To) tells, with subject and new text."""
    for address in senders:
        rule = rule_of(address)
        if rule is None:
            continue
        buyer = f"{_alias(address)}@{address.domain}" if rule.domains else ""
        name = re.sub(rule.name_suffix, "", address.name, flags=re.IGNORECASE)
        orders = re.findall(rule.order, subject) or re.findall(rule.order, text[:5_000])
        return Relay(rule.platform, buyer, name.strip(), tuple(dict.fromkeys(orders))[:10], rule.answers)
    return None
