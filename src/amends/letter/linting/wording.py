"""What a finding says to the agent: ``letter/lint/messages.yaml``, in Chinese and English."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.core.vocabulary import LintRule


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    en: str
    zh: str

    def in_language(self, tag: str | None) -> str:
        return self.zh if tag and tag.lower().startswith("zh") else self.en


class RuleWording(BaseModel):
    """``message`` (and its variants) say what is wrong, ``suggestion`` what to write instead."""

    model_config = ConfigDict(extra="forbid")
    description: Line
    message: Line
    variants: dict[str, Line] = {}
    suggestion: Line | None = None

    def line(self, variant: str) -> Line:
        return self.variants.get(variant, self.message)


@cache
def wordings() -> dict[LintRule, RuleWording]:
    data = read_yaml("amends.letter", "lint", "messages.yaml")
    return {LintRule(name): RuleWording.model_validate(entry) for name, entry in data.items()}
