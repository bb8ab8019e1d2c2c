"""What holds for every language: ``letter/lint/common.yaml``, validated when it is first read."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from amends.core.packaged import read_yaml


class Shouting(BaseModel):
    """``capital_share`` of the cased letters, looked at from ``letters`` on; runs of capital words; ``!`` marks."""

    model_config = ConfigDict(extra="forbid")
    capital_share: float = Field(gt=0, lt=1)
    letters: int
    run_words: int
    word_letters: int
    exclamation_marks: int


class Common(BaseModel):
    """Lists and thresholds of ``common.yaml``; the file says where each comes from."""

    model_config = ConfigDict(extra="forbid")
    source: str
    confidence: str
    as_of: str
    shouting: Shouting
    wait_reach: int
    benefit_reach: int
    content_words: int
    restated_words: int
    capital_words: frozenset[str]
    frivolous_emoji: str
    laughing_emoji: str
    platform_hosts: tuple[str, ...]
    odr_addresses: tuple[str, ...]
    contact_hosts: tuple[str, ...]
    domain_endings: tuple[str, ...]
    contact_channels: tuple[str, ...]
    currencies: dict[str, tuple[str, ...]]
    date_prepositions: tuple[str, ...]
    date_particles: tuple[str, ...]
    remedy_family: dict[str, tuple[str, ...]]
    traditional: tuple[str, ...]


@cache
def common() -> Common:
    return Common.model_validate(read_yaml("amends.letter", "lint", "common.yaml"))
