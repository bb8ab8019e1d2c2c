"""The words of the buyer's page: Fluent files, one a language, with overlays for Portugal and for Traditional Chinese.

Which wording and formats a language gets is the letters' own choice (``letter.tongue``), so that the page speaks like
the letter that led to it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from amends.letter.tongue import tongue

#: The languages of the page, in their own names; the order is that of the list she chooses from.
NAMES: dict[str, str] = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano",
    "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ru": "Русский",
    "tr": "Türkçe", "zh": "简体中文", "zh-Hant": "繁體中文",
}  # fmt: skip
_OVER = {"pt-PT": "pt", "zh-Hant": "zh"}


def _text(name: str) -> str:
    return files("amends.web.portal").joinpath("words", f"{name}.ftl").read_text(encoding="utf-8")


@cache
def word_keys(name: str = "en") -> frozenset[str]:
    """The names of all phrases of a file."""
    return frozenset(re.findall(r"^([a-z][a-z-]*) =", _text(name), re.MULTILINE))


@cache
def _bundle(wording: str) -> FluentBundle:
    # Dates and product names stand in Arabic sentences without turning them round.
    bundle = FluentBundle([wording], use_isolating=wording == "ar")
    for name in filter(None, (_OVER.get(wording), wording)):
        bundle.add_resource(FluentResource(_text(name)), allow_overrides=True)
    return bundle


def say(language: str, key: str, **values: str | int) -> str:
    """A phrase in a language (BCP-47, with or without region). Raises KeyError for an unknown phrase or value."""
    wording = tongue(language, "language").wording
    known = wording if wording in _OVER else wording.split("-")[0]
    bundle = _bundle(known)
    pattern = bundle.get_message(key).value if bundle.has_message(key) else None
    if pattern is None:
        raise KeyError(key)
    said, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise KeyError(f"{key}: {errors[0]}")
    # The Swiss write no ß.
    return str(said).replace("ß", "ss") if wording == "de-CH" else str(said)


def labelled(language: str, text: str) -> str:
    """A phrase that stands alone: it begins with a capital where the script has them."""
    first = "İ" if text[:1] == "i" and language.startswith("tr") else text[:1].upper()
    return first + text[1:]
