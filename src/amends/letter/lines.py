"""A letter sentence by sentence, in the buyer's language and in the agent's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amends.core.contracts.letter import DraftInput
from amends.letter.draft import Composed, compose
from amends.letter.house import LIBRARY, House
from amends.letter.slots import Name, Paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """One slot of a letter: ``text`` for the buyer, ``gist`` for the agent, both without the option's ``label``.

    ``phrase`` is empty for a name; ``own`` says that the company words it its own way.
    """

    phrase: str
    variant: int
    label: str
    text: str
    gist: str
    paragraph: Paragraph
    own: bool


def lines_of(composed: Composed, house: House) -> list[Line]:
    """The slots of a composed letter as lines, in their order."""
    wording = composed.writer.tongue.wording
    lines = []
    for slot, variant in composed.chosen:
        if isinstance(slot, Name):
            lines.append(Line("", 0, "", slot.phrase, slot.phrase, slot.paragraph, False))
            continue
        text = composed.writer.sentence(slot, variant)
        gist = composed.gist_writer.sentence(slot, variant)
        own = house.own(wording, slot.phrase, variant) is not None
        lines.append(Line(slot.phrase, variant, slot.label, text, gist, slot.paragraph, own))
    return lines


def letter_lines(request: DraftInput, house: House = LIBRARY, variants: Mapping[str, int] | None = None) -> list[Line]:
    """The letter that ``draft`` writes, line by line. Raises as ``draft`` does."""
    return lines_of(compose(request, house, variants), house)
