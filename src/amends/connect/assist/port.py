"""What every engine offers: translate a text, draft sentences from facts; what went wrong is a word, never a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import Any, Protocol

from amends.core.errors import TransportError


class Trouble(StrEnum):
    """Why an engine gave nothing; a screen tells the cure for each."""

    OFF = "off"
    NOT_INSTALLED = "not_installed"
    NO_MODEL = "no_model"
    BAD_ADDRESS = "bad_address"
    PRIVATE_ADDRESS = "private_address"
    UNREACHABLE = "unreachable"
    NOT_ENCRYPTED = "not_encrypted"
    TIMED_OUT = "timed_out"
    CUT_OFF = "cut_off"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NOT_ACCEPTED = "not_accepted"
    BUSY = "busy"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    UNUSABLE = "unusable"
    PLACEHOLDER_LOST = "placeholder_lost"
    OVER_BUDGET = "over_budget"
    NOT_PERMITTED = "not_permitted"
    TOO_LONG = "too_long"


#: Trying again later may help.
PASSING = frozenset(
    {
        Trouble.UNREACHABLE, Trouble.TIMED_OUT, Trouble.CUT_OFF, Trouble.BUSY, Trouble.BROKEN, Trouble.NOT_JSON,
        Trouble.WRONG_SHAPE, Trouble.UNUSABLE, Trouble.PLACEHOLDER_LOST,
    }
)  # fmt: skip
#: The engine had read the question when this happened: its work may be charged for.
CHARGED = frozenset(
    {
        Trouble.TIMED_OUT, Trouble.CUT_OFF, Trouble.TOO_LARGE, Trouble.NOT_JSON, Trouble.WRONG_SHAPE, Trouble.UNUSABLE,
        Trouble.PLACEHOLDER_LOST,
    }
)  # fmt: skip


class AssistError(TransportError):
    """An engine gave nothing that can be used. ``retry_after`` is what it asked for, in seconds; 0 where nothing."""

    def __init__(self, trouble: Trouble, *, retry_after: int = 0) -> None:
        super().__init__(trouble.value, permanent=trouble not in PASSING)
        self.trouble = trouble
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Setup:
    """An engine as the owner set it up. Prices are currency units per million tokens; ``seconds`` is for the whole call."""

    engine: str = "none"
    address: str = ""
    key: str = field(default="", repr=False)
    model: str = ""
    allow_local: bool = False
    seconds: int = 20
    price_in: Decimal = Decimal(0)
    price_out: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written; ``estimated`` where the engine did not say and the characters were counted instead."""

    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False

    def micros(self, setup: Setup) -> int:
        """The cost in millionths of a currency unit (a call costs less than a cent), rounded up."""
        return ceil(self.tokens_in * setup.price_in + self.tokens_out * setup.price_out)


@dataclass(frozen=True, slots=True)
class Translation:
    """``text`` is untrusted: words of a machine, to be shown beside the original and nowhere instead of it."""

    text: str
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A drafted sentence and the ids of what shows that it is true."""

    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """``sentences`` are untrusted until ``letter.admitting`` and the lint have let them through."""

    sentences: tuple[Sentence, ...]
    usage: Usage = Usage()


class Assistant(Protocol):
    """An engine. ``leaves_machine`` says whether texts go elsewhere: then they are sealed first."""

    leaves_machine: bool

    def translate(self, text: str, source: str, target: str) -> Translation:
        """``source`` and ``target`` are language tags. Raises AssistError."""
        ...

    def draft(self, facts: list[dict[str, Any]], phrases: list[str], language: str) -> Draft:
        """``facts`` have an ``id`` each; ``phrases`` show the tone. Raises AssistError."""
        ...
