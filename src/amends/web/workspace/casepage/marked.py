"""Texts with places in them: where a reading or a finding points, as pieces that a template can mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``what`` names why it is marked, empty where it is not. ``tone`` is a class of the style sheet."""

    text: str
    what: str = ""
    tone: str = ""


def pieces_of(text: str, places: Iterable[tuple[int, int, str, str]]) -> list[Piece]:
    """Cut ``text`` at places (start, end, what, tone), in code points. Overlapping places: the first one wins."""
    found: list[Piece] = []
    at = 0
    for start, end, what, tone in sorted(places):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], what, tone))
        at = end
    if at < len(text) or not found:
        found.append(Piece(text[at:]))
    return found


def utf16(text: str, index: int) -> int:
    """A place in code points as a browser counts it, in UTF-16 units."""
    return index + sum(1 for char in text[:index] if ord(char) > 0xFFFF)


def finding_places(findings: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, str, str]]:
    """The places of lint findings; errors weigh more than warnings."""
    return [
        (finding["start"], finding["end"], finding["message"], "bad" if finding["level"] == "error" else "warn")
        for finding in findings
        if finding["end"] > finding["start"]
    ]
