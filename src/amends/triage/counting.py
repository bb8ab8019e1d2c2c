"""The words of counting (``counting.yaml``): what a number of goods means, by language."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.folding import fold
from amends.triage.lexicon import UNSPACED

ROLES = ("missing", "broken", "asked", "received", "ordered")


class CountingWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ordered: str
    received: str
    missing: str
    broken: str
    asked: str
    of: str
    of_first: str = "(?!)"
    instead: str
    all: str
    pair: str
    only: str
    unit: str = ""


class CountingData(BaseModel):
    """The shape of ``counting.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    languages: dict[str, CountingWords]
    articles: dict[str, str]
    vague: str
    duals: str
    lengths: str
    no_count: str
    sizes: str
    dates: str


@cache
def counting_data() -> CountingData:
    return CountingData.model_validate(read_yaml("amends.triage", "counting.yaml"))


@cache
def measure_pattern() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What behind a number, and what before it, makes it none of goods."""
    data = counting_data()
    return (
        re.compile(_one_line(data.no_count)),
        re.compile(rf"(?:{_one_line(data.sizes)})\W{{0,2}}\Z"),
        re.compile(rf"(?<!\w)(?:{data.dates})\s*\Z"),
        re.compile(_one_line(data.lengths)),
    )


def _one_line(source: str) -> str:
    """An expression that the data wraps at its alternatives."""
    return _folded(re.sub(r"\s*\|\s*", "|", source))


def _folded(source: str) -> str:
    """An expression with its letters folded as texts are; its signs and escapes are ASCII and stay."""
    return "".join(char if char.isascii() else fold(char) for char in source)


def bounded(source: str, language: str) -> str:
    """An expression whose words stand alone, in languages with spaces."""
    source = _folded(source)
    if language in UNSPACED and language != "ar":
        return f"(?:{source})"
    edge = r"(?<!\w)[وفب]?" if language == "ar" else r"(?<!\w)"
    return rf"{edge}(?:{source})(?!\w)"


@cache
def role_pattern(language: str) -> re.Pattern[str]:
    """One expression over the words of the four roles, the negative ones first: ``not arrived`` is missing."""
    words = counting_data().languages[language]
    groups = "|".join(f"(?P<{role}>{getattr(words, role)})" for role in ROLES)
    return re.compile(bounded(groups, language))


@cache
def units(language: str) -> str:
    """The counters that stand behind a number of goods in a language without spaces."""
    return _folded(counting_data().languages[language].unit)


@cache
def small_pattern(language: str, what: str) -> re.Pattern[str]:
    """The expression of ``of``, ``of_first``, ``instead``, ``all``, ``pair`` or ``only``."""
    return re.compile(bounded(getattr(counting_data().languages[language], what), language))
