"""The phrases: Fluent files, one per language, with one attribute per wording.

A regional file (``es-419``, ``pt-PT``, ``zh-Hant``) is laid over its language's file and may replace any phrase.
Plurals are Fluent's; texts, dates and amounts are put in afterwards, so that a wording is evaluated once per number
and then kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

#: A regional wording and the one beneath it.
OVER = {"de-CH": "de", "es-419": "es", "pt-PT": "pt", "zh-Hant": "zh"}
#: Every wording that has a file.
WORDINGS: tuple[str, ...] = tuple(
    sorted(
        item.name.removesuffix(".ftl")
        for item in files("amends.letter").joinpath("phrases").iterdir()
        if item.name.endswith(".ftl")
    )
)
_HOLES = ("name", "product", "date", "send", "paid", "until", "money", "value", "topic")
# Private-use characters mark where a text goes; they cannot occur in a phrase.
MARKED_HOLES = {hole: f"\ue000{hole}\ue001" for hole in _HOLES}
_MARK = re.compile("\ue000([a-z]+)\ue001")

Numbers = tuple[tuple[str, int], ...]


class PhraseError(Exception):
    """A phrase file is broken: a phrase is missing, or a wording does not evaluate."""


@cache
def _bundle(wording: str) -> FluentBundle:
    bundle = FluentBundle([wording], use_isolating=False)
    folder = files("amends.letter").joinpath("phrases")
    for name in filter(None, (OVER.get(wording), wording)):
        resource = FluentResource(folder.joinpath(f"{name}.ftl").read_text(encoding="utf-8"))
        bundle.add_resource(resource, allow_overrides=True)
    return bundle


@cache
def phrase_ids() -> tuple[str, ...]:
    """Every phrase, by the names of the English file, in its order."""
    text = files("amends.letter").joinpath("phrases", "en.ftl").read_text(encoding="utf-8")
    return tuple(re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE))


@cache
def wording_count(wording: str, phrase: str) -> int:
    """How many wordings a phrase has. Raises PhraseError for an unknown phrase."""
    bundle = _bundle(wording)
    if not bundle.has_message(phrase):
        raise PhraseError(f"{wording} has no phrase {phrase!r}")
    return len(bundle.get_message(phrase).attributes)


@lru_cache(maxsize=20_000)
def _pieces(wording: str, phrase: str, variant: int, numbers: Numbers) -> tuple[str, ...]:
    """Literal text and hole names in turn: ``("I will refund you ", "money", " by ", "date", ".")``."""
    bundle = _bundle(wording)
    attributes = bundle.get_message(phrase).attributes
    text, errors = bundle.format_pattern(attributes[f"v{variant + 1}"], {**MARKED_HOLES, **dict(numbers)})
    if errors:
        raise PhraseError(f"{wording} {phrase}.v{variant + 1}: {errors[0]}")
    return split_at_holes(str(text))


def split_at_holes(text: str) -> tuple[str, ...]:
    """Literal text and hole names in turn, of a wording in which the holes are marked."""
    return tuple(_MARK.split(text))


def put_in(pieces: tuple[str, ...], texts: Mapping[str, str]) -> str:
    """Pieces with their holes filled. Raises KeyError where a text is missing."""
    if len(pieces) == 1:
        return pieces[0]
    return "".join(texts[piece] if place % 2 else piece for place, piece in enumerate(pieces))


def render(wording: str, phrase: str, variant: int, numbers: Numbers, texts: Mapping[str, str]) -> str:
    """The ``variant``-th wording (from 0) with ``texts`` put in. Raises KeyError where a text is missing."""
    return put_in(_pieces(wording, phrase, variant, numbers), texts)
