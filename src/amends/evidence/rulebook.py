"""The packaged data of evidence: what each reason asks for, and what each platform accepts.

Every value carries its source and its confidence; a file that does not fit the models below cannot be loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from amends.core.contracts.fields import Amount, Currency
from amends.core.errors import InputError
from amends.core.vocabulary import Confidence, ErrorCode, EvidenceType, Kind, Platform

Value = TypeVar("Value")
Positive = Annotated[int, Field(gt=0)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Importance(StrEnum):
    """``needed``: the contest is weak without it. ``helps``: it makes the contest stronger."""

    NEEDED = "needed"
    HELPS = "helps"


class Ask(_Record):
    """One type of evidence that a reason asks for; any type of ``satisfied_by`` shows the same thing."""

    type: EvidenceType
    importance: Importance
    why: Annotated[str, Field(min_length=10)]
    satisfied_by: tuple[EvidenceType, ...] = ()


class AskList(_Record):
    label: str
    source: Annotated[str, Field(min_length=3)]
    confidence: Confidence
    evidence: tuple[Ask, ...]


class PaymentReason(AskList):
    reason: str
    codes: dict[str, tuple[str, ...]] = {}


class PaymentReasons(_Record):
    schema_version: int
    checked: date
    kind_decides: dict[str, tuple[str, ...]]
    reasons: tuple[PaymentReason, ...]


class KindReasons(_Record):
    schema_version: int
    checked: date
    kinds: dict[Kind, AskList]


class TypeText(_Record):
    name: str
    shows: str


class TypeTexts(_Record):
    schema_version: int
    checked: date
    types: dict[EvidenceType, TypeText]


class Sourced(_Record, Generic[Value]):
    value: Value
    source: Annotated[str, Field(min_length=3)]
    confidence: Confidence


class Note(_Record):
    text: str
    source: Annotated[str, Field(min_length=3)]
    confidence: Confidence


class Threshold(_Record):
    amount: Amount
    currency: Currency


class Limits(_Record):
    """What one procedure accepts. An absent value is not known, which is not the same as unlimited.

    Sizes are bytes, ``max_pages`` counts the pages of all uploaded files together (an image is one page),
    ``max_count`` counts files, ``file_types`` are the names of ``filetypes.py``.
    """

    procedure: str
    file_types: Sourced[tuple[str, ...]] | None = None
    max_file_bytes: Sourced[Positive] | None = None
    max_file_bytes_by_type: Sourced[dict[str, Positive]] | None = None
    max_file_bytes_by_scheme: Sourced[dict[str, Positive]] | None = None
    max_total_bytes: Sourced[Positive] | None = None
    max_count: Sourced[Positive] | None = None
    max_pages: Sourced[Positive] | None = None
    max_pages_by_scheme: Sourced[dict[str, Positive]] | None = None
    signature_from: Sourced[Threshold] | None = None
    notes: tuple[Note, ...] = ()

    def accepts(self, file_type: str) -> bool:
        return self.file_types is None or file_type in self.file_types.value

    def file_bytes(self, file_type: str, scheme: str | None) -> int | None:
        """The largest size of one file of this type, in bytes; None where it is not known."""
        found = [self.max_file_bytes.value] if self.max_file_bytes else []
        if self.max_file_bytes_by_type and file_type in self.max_file_bytes_by_type.value:
            found.append(self.max_file_bytes_by_type.value[file_type])
        if scheme and self.max_file_bytes_by_scheme and scheme in self.max_file_bytes_by_scheme.value:
            found.append(self.max_file_bytes_by_scheme.value[scheme])
        return min(found, default=None)

    def pages(self, scheme: str | None) -> int | None:
        """How many pages all files together may have; None where it is not known."""
        found = [self.max_pages.value] if self.max_pages else []
        if scheme and self.max_pages_by_scheme and scheme in self.max_pages_by_scheme.value:
            found.append(self.max_pages_by_scheme.value[scheme])
        return min(found, default=None)


class PlatformLimits(_Record):
    schema_version: int
    platform: Platform
    aliases: tuple[str, ...]
    checked: date
    procedures: Annotated[tuple[Limits, ...], Field(min_length=1)]


def _load(*path: str) -> Any:
    text = files("amends.evidence").joinpath(*path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def payment_reasons() -> PaymentReasons:
    return PaymentReasons.model_validate(_load("reasons", "payment.yaml"))


@cache
def kind_reasons() -> dict[Kind, AskList]:
    return KindReasons.model_validate(_load("reasons", "kinds.yaml")).kinds


@cache
def type_texts() -> dict[EvidenceType, TypeText]:
    return TypeTexts.model_validate(_load("reasons", "types.yaml")).types


@cache
def platform_limits() -> dict[str, PlatformLimits]:
    """Limits by platform id; an alias leads to the same entry."""
    found: dict[str, PlatformLimits] = {}
    for platform in Platform:
        entry = PlatformLimits.model_validate(_load("limits", f"{platform.value}.yaml"))
        for name in (entry.platform.value, *entry.aliases):
            found[name] = entry
    return found


def limits_of(platform: str) -> PlatformLimits:
    """The limits of a platform. Raises InputError (``unknown_value``) for a name that no file knows."""
    entry = platform_limits().get(platform.strip().casefold())
    if entry is None:
        known = ", ".join(sorted(platform_limits()))
        raise InputError(
            ErrorCode.UNKNOWN_VALUE, f"{platform!r} is no platform that packs are made for; use one of {known}.", "for"
        )
    return entry


def _smallest(values: Iterable[Sourced[int] | None]) -> Sourced[int] | None:
    return min((value for value in values if value is not None), key=lambda value: value.value, default=None)


def strictest(all_limits: tuple[Limits, ...]) -> Limits:
    """One set of limits that satisfies every procedure of a platform, for a case that names none."""
    typed = [limits.file_types for limits in all_limits if limits.file_types]
    narrowest = min(typed, key=lambda entry: len(entry.value), default=None)
    notes = tuple(
        note.model_copy(update={"text": f"{limits.procedure}: {note.text}"})
        for limits in all_limits
        for note in limits.notes
    )
    return Limits(
        procedure="",
        file_types=narrowest,
        max_file_bytes=_smallest(limits.max_file_bytes for limits in all_limits),
        max_total_bytes=_smallest(limits.max_total_bytes for limits in all_limits),
        max_count=_smallest(limits.max_count for limits in all_limits),
        max_pages=_smallest(limits.max_pages for limits in all_limits),
        signature_from=next((limits.signature_from for limits in all_limits if limits.signature_from), None),
        notes=notes,
    )
