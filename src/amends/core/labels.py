"""What members of the vocabulary are called for a person: data (``labels.yaml``), so that a new language needs no code."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from amends.core.packaged import read_yaml


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    labels: dict[str, dict[str, dict[str, str]]] = read_yaml("amends.core", "labels.yaml")
    return labels


def label(member: StrEnum, language: str) -> str:
    """A member's name for a person, in ``zh`` or ``en`` (any other language: English).

    Raises KeyError where a member has no label; a test walks all of them.
    """
    entry = _labels()[type(member).__name__][member.value]
    return entry["zh" if language.startswith("zh") else "en"]
