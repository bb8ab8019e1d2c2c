"""The dated data of notices: where they are allowed, how long a milestone is news, which word ends them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from amends.core.packaged import read_yaml
from amends.core.vocabulary import Milestone

_PACKAGE = "amends.desk.notices"


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """What a platform lets a shop tell unasked, with the reason, its source and how sure it is."""

    may: frozenset[Milestone]
    why: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Pace:
    """``after``: how long after the milestone it is told. ``news_for``: from then on, how long it is news.

    ``waits``: while it cannot be told it is looked at again the next day.
    """

    after: timedelta
    news_for: timedelta
    waits: bool


@cache
def rule_of(platform: str) -> PlatformRule:
    """The rule of a platform; of one that is not listed: nothing may be told."""
    told = read_yaml(_PACKAGE, "platforms.yaml")
    one = told["platforms"].get(platform)
    if one is None:
        return PlatformRule(frozenset(), told["unlisted"], "", "")
    return PlatformRule(frozenset(map(Milestone, one["may"])), one["why"], one["source"], one["confidence"])


@cache
def pace_of(milestone: Milestone) -> Pace:
    told = read_yaml(_PACKAGE, "milestones.yaml")["milestones"][milestone.value]
    return Pace(timedelta(hours=told["after"]), timedelta(hours=told["news_for"]), told["waits"])


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_plain(word) for word in read_yaml(_PACKAGE, "stopping.yaml")["words"])


def _plain(text: str) -> str:
    """Letters and single spaces only, in lower case."""
    kept = "".join(
        each if unicodedata.category(each)[0] in "LM" else " " for each in unicodedata.normalize("NFKC", text)
    )
    return " ".join(kept.casefold().split())


def says_stop(text: str) -> bool:
    """Whether an answer consists of nothing but a word that ends the notices."""
    return len(text) <= 80 and _plain(text) in _stop_words()
