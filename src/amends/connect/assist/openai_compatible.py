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

    def _ask(self, instruction: str, data: dict[str, Any]) -> tuple[bytes, bytes]:
        """The question as it was sent, and the answer. A server that refuses the usual bounds is asked without them."""
        setup = self._setup
        if not setup.address or not setup.model:
            raise AssistError(Trouble.BAD_ADDRESS)
        body = question(setup.model, instruction, data)
        try:
            return body, self._post(body)
        except AssistError as error:
            if error.trouble is not Trouble.NOT_ACCEPTED:
                raise
        body = question(setup.model, instruction, data, bounded=False)
        return body, self._post(body)

    def _post(self, body: bytes) -> bytes:
        setup = self._setup
        target = target_of(setup.address.rstrip("/") + "/chat/completions", allow_local=setup.allow_local)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Amends"}
        if setup.key:
            if not setup.key.isascii() or not setup.key.isprintable():
                raise AssistError(Trouble.REFUSED)
            headers["Authorization"] = f"Bearer {setup.key}"
        return post(target, body, headers, seconds=setup.seconds, path=target.parts.path)

    def translate(self, text: str, source: str, target: str) -> Translation:
        asked = {"task": "translate", "from": source, "to": target, "text": text}
        body, answer = self._ask(TRANSLATING, asked)
        return read_translation(answer, body, text)

    def draft(self, facts: list[dict[str, Any]], phrases: list[str], language: str) -> Draft:
        asked = {"task": "draft", "language": language, "facts": facts, "phrases": phrases}
        body, answer = self._ask(DRAFTING, asked)
        return read_draft(answer, body)
