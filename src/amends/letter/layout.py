"""From slots to text: wordings that were not used before, paragraphs, and a letter that fits its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode
from amends.letter.phrases import wording_count
from amends.letter.sentences import RIGHT_TO_LEFT_MARK, sentence_hash, sentences
from amends.letter.slots import Drop, Name, Paragraph, Product, Slot
from amends.letter.writing import Writer

#: Slots with their wording's number, counted from 0.
Chosen = list[tuple[Slot, int]]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _repeats(text: str, label: str, previous: frozenset[str]) -> int:
    said = [*sentences(text), text, f"{label}{text}"]
    # The same sentence may have stood after a greeting, where some languages begin it small.
    said += [_small(sentence) for sentence in said]
    return sum(sentence_hash(sentence) in previous for sentence in dict.fromkeys(said))


def choose_wordings(slots: Sequence[Slot], writer: Writer, previous: Sequence[str]) -> Chosen:
    """For each slot the first wording none of whose sentences was used before, else the one that repeats least."""
    if not previous:
        return [(slot, 0) for slot in slots]
    known = frozenset(previous)
    chosen: Chosen = []
    for slot in slots:
        best = 0
        if not isinstance(slot, Name):
            variants = range(wording_count(writer.tongue.wording, slot.phrase))
            best = min(variants, key=lambda variant: _repeats(writer.sentence(slot, variant), slot.label, known))
        chosen.append((slot, best))
    return chosen


def _sentence(slot: Slot, variant: int, writer: Writer) -> str:
    if isinstance(slot, Name):
        return slot.phrase
    # Many programs take a line's direction from its first letter: "A)" would move the full stop of an Arabic option.
    mark = RIGHT_TO_LEFT_MARK if slot.label and writer.tongue.right_to_left else ""
    return slot.label + writer.sentence(slot, variant) + mark


def body_of(chosen: Chosen, writer: Writer) -> str:
    """The letter as plain text: paragraphs apart by an empty line, options and names on lines of their own."""
    paragraphs = []
    for _, group in groupby(chosen, key=lambda pair: pair[0].paragraph):
        lines: list[str] = []
        running: list[str] = []
        for slot, variant in group:
            if slot.own_line:
                lines.append(_sentence(slot, variant, writer))
            else:
                running.append(_sentence(slot, variant, writer))
        if running:
            lines.insert(0, writer.tongue.gap.join(running))
        paragraphs.append("\n".join(lines))
    if writer.tongue.small_after_greeting and len(paragraphs) > 1 and _ends_open(chosen, paragraphs[0]):
        paragraphs[1] = _small(paragraphs[1])
    return "\n\n".join(paragraphs)


def _ends_open(chosen: Chosen, first_paragraph: str) -> bool:
    """Whether the letter begins with a greeting whose sentence the next paragraph continues."""
    return chosen[0][0].paragraph is Paragraph.GREETING and first_paragraph.endswith(",")


def _without_product(chosen: Chosen) -> Chosen:
    return [
        (replace(slot, values={**slot.values, "product": Product("")}), variant) if "product" in slot.values else pair
        for pair in chosen
        for slot, variant in [pair]
    ]


def _shorter(chosen: Chosen) -> Chosen | None:
    """The letter without the next thing that may go, or None. Of several slots with one rank the last goes first."""
    rank = min((slot.drop for slot, _ in chosen), default=Drop.NEVER)
    has_product = any(isinstance(value, Product) and value.name for slot, _ in chosen for value in slot.values.values())
    if has_product and rank > Drop.PRODUCT:
        return _without_product(chosen)
    if rank is Drop.NEVER:
        return None
    last = max(place for place, (slot, _) in enumerate(chosen) if slot.drop is rank)
    return chosen[:last] + chosen[last + 1 :]


def fitted(chosen: Chosen, writer: Writer, max_chars: int | None) -> tuple[Chosen, str]:
    """The letter within ``max_chars`` code points, and its text. Raises InputError (``out_of_range``) if it cannot be."""
    body = body_of(chosen, writer)
    while max_chars is not None and len(body) > max_chars:
        shorter = _shorter(chosen)
        if shorter is None:
            raise InputError(
                ErrorCode.OUT_OF_RANGE,
                f"the shortest honest letter for this case has {len(body)} characters, {max_chars} are allowed; "
                "use a channel with more room, or offer fewer options.",
                "max_chars",
            )
        chosen, body = shorter, body_of(shorter, writer)
    return chosen, body
