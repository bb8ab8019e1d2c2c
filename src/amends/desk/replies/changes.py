"""What agents change most in the engine's letters: the sentences, and what they usually write instead.

The letter that the engine wrote is composed again from its request, with the company's wording as it is now: so what was
adopted since is no change any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from amends.desk.replies.models import Reply
from amends.desk.replies.reading import Desk, at_the_desk, stretches_of
from amends.desk.wordings.queries import house_of
from amends.letter.forms import ONE_FORM, shape_of
from amends.letter.house import House
from amends.letter.lines import Line, lines_of
from amends.letter.recognise import Stretch
from amends.letter.slots import Name

#: How many letters are looked at, the newest first.
LETTERS = 300
#: So alike a sentence has to be to the engine's to be the same one in other words.
_ALIKE = 0.4
#: How often a sentence is changed before it says anything.
LEAST = 2

Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """A wording that people change: in how many letters, how often it was left out, and what they wrote instead.

    ``texts`` are the usual replacements with ``{slots}``, the most frequent first; ``text`` is what the engine writes.
    """

    wording: str
    phrase: str
    variant: int
    text: str
    letters: int
    left_out: int
    texts: list[tuple[str, int]]


@dataclass
class _Tally:
    text: str = ""
    letters: int = 0
    left_out: int = 0
    texts: Counter[str] = field(default_factory=Counter)


def changed_most(shop_ids: Sequence[int], *, most: int = 30) -> list[Changed]:
    """The sentences that people change in the letters of these shops, those of most letters first."""
    sent = Reply.objects.filter(case__shop_id__in=list(shop_ids), state=Reply.SENT, edited=True)
    tallies: dict[Place, _Tally] = defaultdict(_Tally)
    houses: dict[int, House] = {}
    for reply in sent.select_related("case__shop").order_by("-sent_at")[:LETTERS]:
        shop = reply.case.shop
        if shop.pk not in houses:
            houses[shop.pk] = house_of(shop)
        desk = at_the_desk(reply, "en", houses[shop.pk])
        if desk is not None:
            _count(desk, reply.body, tallies)
    found = [
        Changed(*place, tally.text, tally.letters, tally.left_out, tally.texts.most_common(3))
        for place, tally in tallies.items()
        if tally.letters >= LEAST
    ]
    return sorted(found, key=lambda each: (-each.letters, each.wording, each.phrase))[:most]


def _count(desk: Desk, body: str, tallies: dict[Place, _Tally]) -> None:
    wording = desk.composed.writer.tongue.wording
    for line, instead in _edits(desk, body):
        place = (wording, line.phrase, line.variant)
        tally = tallies[place]
        tally.text = tally.text or _as_written(desk.house, *place)
        tally.letters += 1
        if instead:
            tally.texts[_with_slots(desk, line, instead)] += 1
        else:
            tally.left_out += 1


def _as_written(house: House, wording: str, phrase: str, variant: int) -> str:
    """The engine's sentence with its slots."""
    own, shape = house.own(wording, phrase, variant), shape_of(wording, phrase, variant)
    forms = dict(own.forms if own is not None else shape.forms)
    return forms.get(shape.default) or forms[ONE_FORM]


def _edits(desk: Desk, body: str) -> Iterator[tuple[Line, str]]:
    """The lines of the engine's letter that a person changed, with what stands in their place (empty: nothing)."""
    lines = [line for line in lines_of(desk.composed, desk.house) if line.phrase]
    sentences = [(each, body[each.start : each.end]) for each in stretches_of(desk, body) if each.source != "name"]
    matcher = SequenceMatcher(None, [line.text for line in lines], [text for _, text in sentences], autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what in ("replace", "delete"):
            yield from _paired(lines[first:last], sentences[start:end])


def _paired(lines: Sequence[Line], sentences: Sequence[tuple[Stretch, str]]) -> Iterator[tuple[Line, str]]:
    """Each line with the sentences of the block that are most like it; a sentence goes to one line only.

    The same wording with another date is no change of words.
    """
    same = {(each.key, each.variant) for each, _ in sentences if each.source == "phrase"}
    free = [text for each, text in sentences if each.source == "words"]
    for line in lines:
        if (line.phrase, line.variant) in same:
            continue
        if len(lines) == 1 and free:
            yield line, " ".join(free)
            continue
        best = max(free, key=lambda text: _likeness(line.text, text), default="")
        if best and _likeness(line.text, best) >= _ALIKE:
            free.remove(best)
            yield line, best
        else:
            yield line, ""


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _with_slots(desk: Desk, line: Line, text: str) -> str:
    """A person's sentence with the case's own values as slots: it says nothing of one buyer any more."""
    writer = desk.composed.writer
    slot = next(
        slot
        for slot, variant in desk.composed.chosen
        if not isinstance(slot, Name) and (slot.phrase, variant) == (line.phrase, line.variant)
    )
    values = [(writer.write(value), name) for name, value in slot.values.items()]
    values += [(str(number), name) for name, number in slot.numbers]
    buyer = desk.composed.plan.request.case.buyer_name
    values += [(buyer, "name")] if buyer else []
    for value, name in sorted(values, key=lambda each: -len(each[0])):
        if value.strip():
            text = text.replace(value, f"{{{name}}}")
    return text
