"""Argos Translate: offline, with language packages that the owner installed. Nothing leaves the machine."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from amends.connect.assist.port import AssistError, Draft, Translation, Trouble

#: What Argos calls a language otherwise than its BCP-47 tag says.
_CODES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "pt-br": "pb"}


def _modules() -> tuple[ModuleType, ModuleType]:
    try:
        return importlib.import_module("argostranslate.translate"), importlib.import_module("argostranslate.settings")
    except Exception as error:  # whatever its own imports raise, it cannot be used
        raise AssistError(Trouble.NOT_INSTALLED) from error


class Argos:
    """Translates in this process. It words no letters."""

    leaves_machine = False

    def translate(self, text: str, source: str, target: str) -> Translation:
        translating, settings = _modules()
        provider = getattr(settings, "model_provider", None)
        if getattr(provider, "name", "OPENNMT") != "OPENNMT":
            # The package can be told by its environment to ask a remote service: that is another engine.
            raise AssistError(Trouble.NOT_INSTALLED)
        try:
            installed = {language.code: language for language in translating.get_installed_languages()}
            pair = _pair(installed, source, target)
            if pair is None:
                raise AssistError(Trouble.NO_MODEL)
            said = str(pair.translate(text)).strip()
        except AssistError:
            raise
        except Exception as error:  # models are data of others: whatever they raise, there is no translation
            raise AssistError(Trouble.BROKEN) from error
        if not said:
            raise AssistError(Trouble.UNUSABLE)
        return Translation(said)

    def draft(self, facts: list[dict[str, Any]], phrases: list[str], language: str) -> Draft:
        raise AssistError(Trouble.OFF)


def _pair(installed: dict[str, Any], source: str, target: str) -> Any:
    for first in _names(source):
        for second in _names(target):
            if first in installed and second in installed:
                found = installed[first].get_translation(installed[second])
                if found is not None:
                    return found
    return None


def _names(tag: str) -> list[str]:
    """How the language may be installed: its regional package, else the language's own."""
    lower = tag.lower()
    return [name for name in (_CODES.get(lower), lower.split("-")[0]) if name]
