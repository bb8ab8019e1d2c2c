"""Any server that speaks OpenAI's chat completions: a paid one, or a model on this machine."""

from __future__ import annotations

from typing import Any

from amends.connect.assist.client import post, target_of
from amends.connect.assist.parse import DRAFTING, TRANSLATING, question, read_draft, read_translation
from amends.connect.assist.port import AssistError, Draft, Setup, Translation, Trouble


class OpenAICompatible:
    """Asks ``<address>/chat/completions``."""

    leaves_machine = True

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def _ask(self, body: bytes) -> bytes:
        setup = self._setup
        if not setup.address or not setup.model:
            raise AssistError(Trouble.BAD_ADDRESS)
        target = target_of(setup.address.rstrip("/") + "/chat/completions", allow_local=setup.allow_local)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Amends"}
        if setup.key:
            if not setup.key.isascii() or not setup.key.isprintable():
                raise AssistError(Trouble.REFUSED)
            headers["Authorization"] = f"Bearer {setup.key}"
        return post(target, body, headers, seconds=setup.seconds, path=target.parts.path)

    def translate(self, text: str, source: str, target: str) -> Translation:
        asked = {"task": "translate", "from": source, "to": target, "text": text}
        body = question(self._setup.model, TRANSLATING, asked)
        return read_translation(self._ask(body), body, text)

    def draft(self, facts: list[dict[str, Any]], phrases: list[str], language: str) -> Draft:
        asked = {"task": "draft", "language": language, "facts": facts, "phrases": phrases}
        body = question(self._setup.model, DRAFTING, asked)
        return read_draft(self._ask(body), body)
