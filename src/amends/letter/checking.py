"""May a company's own wording be used? Checked before it is stored, so that no letter meets a broken one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from amends.core.contracts.letter import DraftInput, Finding
from amends.letter.draft import draft
from amends.letter.forms import NUMBER_SLOTS, SLOT, shape_of
from amends.letter.house import House, OwnPhrase
from amends.letter.phrases import WORDINGS, phrase_ids
from amends.letter.samples import samples_with

#: Longest sentence of a company's own, in characters.
LONGEST = 400
#: Phrases that are built into others and hold their brackets: nothing there is a company's to word.
FIXED = frozenset({"product-mark"})
#: Slots that a snippet may have: what every case can fill.
SNIPPET_SLOTS = frozenset({"name", "product", "date", "money", "paid", "send", "until"})
_LINK = re.compile(r"://|\bwww\.|\b[\w.-]+@[\w-]+\.\w|<\s*/?\s*[a-z!]", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufeff\ue000\ue001]")
_BRACE = re.compile(r"[{}]")
_ENDS = ".!?:,\u2026\u3002\uff01\uff1f\uff1a\uff0c\u060c\u061f"
_BEFORE_PRODUCT = re.compile(r"\s+(?=\{product\})")

What = Literal["empty", "long", "link", "control", "brace", "slot_missing", "slot_unknown", "ending", "unknown", "lint"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One reason why a wording cannot be used. ``field`` is the form's key, or a language of a meaning; ``detail`` is a
    slot, a sign or the lint's sentence; ``finding`` what the lint said of a sample letter."""

    what: What
    field: str = ""
    detail: str = ""
    finding: Finding | None = None


def tidy(text: str) -> str:
    """A text as it is stored: single spaces, and none before the product, which brings its own."""
    return _BEFORE_PRODUCT.sub("", " ".join(text.split()))


def _plain_troubles(text: str, field: str) -> list[Trouble]:
    if not SLOT.sub("", text).strip():
        return [Trouble("empty", field)]
    found: list[Trouble] = []
    if len(text) > LONGEST:
        found.append(Trouble("long", field, str(LONGEST)))
    if link := _LINK.search(text):
        found.append(Trouble("link", field, link.group()))
    if _CONTROL.search(text):
        found.append(Trouble("control", field))
    if _BRACE.search(SLOT.sub("", text)):
        found.append(Trouble("brace", field))
    return found


def _slot_troubles(text: str, field: str, wanted: frozenset[str], free: frozenset[str]) -> list[Trouble]:
    """The same slots as the original, each once or more; numbers (``free``) may be left to the words."""
    used = set(SLOT.findall(text))
    found = [Trouble("slot_missing", field, slot) for slot in sorted(wanted - used - free)]
    return found + [Trouble("slot_unknown", field, slot) for slot in sorted(used - wanted)]


def _ending(text: str, original: str) -> bool:
    return (original[-1:] in _ENDS) == (text[-1:] in _ENDS)


def phrase_troubles(own: OwnPhrase) -> list[Trouble]:
    """What is wrong with the text of a wording itself, without any letter; empty where nothing is."""
    if own.wording not in WORDINGS or own.phrase not in phrase_ids() or own.phrase in FIXED:
        return [Trouble("unknown", detail=f"{own.wording} {own.phrase}")]
    shape = shape_of(own.wording, own.phrase, own.variant)
    forms = dict(own.forms)
    found: list[Trouble] = []
    for key, original in shape.forms:
        text = forms.get(key, "")
        plain = _plain_troubles(text, key)
        found += plain
        if any(trouble.what == "empty" for trouble in plain):
            continue
        found += _slot_troubles(text, key, shape.slots, NUMBER_SLOTS)
        if not _ending(text, original):
            found.append(Trouble("ending", key, original[-1:]))
    for language, meaning in own.meanings:
        found += _plain_troubles(meaning, language) + _slot_troubles(meaning, language, shape.slots, NUMBER_SLOTS)
    return found


def sample_findings(own: OwnPhrase, house: House) -> list[Trouble]:
    """Errors that the lint finds in sample letters with this wording and not in the same letters of the library."""
    beside = tuple(each for each in house.phrases if _place(each) != _place(own))
    with_it = House((*beside, own), house.snippets, house.signatures, house.words)
    without = House(beside, house.snippets, house.signatures, house.words)
    found: dict[str, Trouble] = {}
    for sample in samples_with(own.phrase):
        request = sample.request(own.wording, "en")
        variants = {own.phrase: own.variant}
        known = {(each.rule, each.message) for each in _errors(request, without, variants)}
        for finding in _errors(request, with_it, variants):
            if (finding.rule, finding.message) not in known:
                found.setdefault(finding.rule, Trouble("lint", "", finding.message, finding))
    return list(found.values())


def _errors(request: DraftInput, house: House, variants: Mapping[str, int]) -> list[Finding]:
    result = draft(request, house=house, variants=variants)
    return [finding for finding in result.findings if finding.level == "error"]


def _place(own: OwnPhrase) -> tuple[str, str, int]:
    return own.wording, own.phrase, own.variant


def snippet_troubles(text: str, meanings: Mapping[str, str]) -> list[Trouble]:
    """What is wrong with a sentence of the company's own and its meanings; at least one meaning is needed."""
    found = _plain_troubles(text, "text")
    used = frozenset(SLOT.findall(text))
    found += [Trouble("slot_unknown", "text", slot) for slot in sorted(used - SNIPPET_SLOTS)]
    if text and text[-1] not in _ENDS:
        found.append(Trouble("ending", "text", "."))
    told = {language: meaning for language, meaning in meanings.items() if meaning}
    if not told:
        found.append(Trouble("empty", "meaning"))
    for language, meaning in told.items():
        found += _plain_troubles(meaning, language) + _slot_troubles(meaning, language, used, frozenset())
    return found


def signature_troubles(text: str) -> list[Trouble]:
    """A signature is up to four lines with ``{agent}`` and ``{shop}``, without links."""
    lines = text.splitlines()
    found = [] if text.strip() else [Trouble("empty", "text")]
    if len(lines) > 4 or len(text) > LONGEST:
        found.append(Trouble("long", "text", str(LONGEST)))
    for line in lines:
        if link := _LINK.search(line):
            found.append(Trouble("link", "text", link.group()))
        if _CONTROL.search(line):
            found.append(Trouble("control", "text"))
        if _BRACE.search(SLOT.sub("", line)):
            found.append(Trouble("brace", "text"))
        found += [Trouble("slot_unknown", "text", slot) for slot in SLOT.findall(line) if slot not in ("agent", "shop")]
    return found
