"""Which engine an owner chose. The default is none: everything works without one."""

from __future__ import annotations

from typing import Any

from amends.connect.assist.argos import Argos
from amends.connect.assist.openai_compatible import OpenAICompatible
from amends.connect.assist.port import Assistant, AssistError, Draft, Setup, Translation, Trouble

NONE, ARGOS, OPENAI_COMPATIBLE = "none", "argos", "openai_compatible"
ENGINES = (NONE, ARGOS, OPENAI_COMPATIBLE)


class Nothing:
    """No engine: every question is answered with ``off``."""

    leaves_machine = False

    def translate(self, text: str, source: str, target: str) -> Translation:
        raise AssistError(Trouble.OFF)

    def draft(self, facts: list[dict[str, Any]], phrases: list[str], language: str) -> Draft:
        raise AssistError(Trouble.OFF)


def assistant_of(setup: Setup) -> Assistant:
    """The engine of a setup; an engine that is not known is none."""
    if setup.engine == OPENAI_COMPATIBLE:
        return OpenAICompatible(setup)
    return Argos() if setup.engine == ARGOS else Nothing()
