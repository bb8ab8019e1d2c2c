"""Whether a guide goes with a letter, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from amends.desk.guides.models import Guide

#: Why a guide is not offered; empty where it is.
Why = Literal["", "product", "kind", "region", "language", "not_yet", "expired"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a letter is about: articles, country, kind of dispute, language, and its day where the shop is."""

    skus: frozenset[str]
    region: str
    kind: str
    language: str
    day: date


def why_not(guide: Guide, wanted: Wanted) -> Why:
    """The first reason that keeps a guide back, the product first and its validity last."""
    if guide.skus and not wanted.skus & {str(sku).casefold() for sku in guide.skus}:
        return "product"
    if guide.kinds and wanted.kind not in guide.kinds:
        return "kind"
    if guide.regions and wanted.region not in guide.regions:
        return "region"
    if guide.languages and wanted.language.split("-")[0] not in guide.languages:
        return "language"
    if guide.valid_from is not None and wanted.day < guide.valid_from:
        return "not_yet"
    if guide.valid_until is not None and wanted.day > guide.valid_until:
        return "expired"
    return ""
