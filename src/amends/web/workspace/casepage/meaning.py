"""What a letter says, sentence by sentence in the agent's language, and which sentences nobody has checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amends.desk.flow.understanding import Understanding, understanding_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.replies.reading import at_the_desk, open_slots, stretches_of, unchecked
from amends.letter.house import House
from amends.letter.recognise import Stretch
from amends.web.workspace.casepage.marked import utf16

Place = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: ``gist`` for the agent, or the sentence itself where it is her own (``own``).

    ``ends``: it belongs to the closing words and names. ``start`` and ``end`` are in UTF-16 units, as a browser selects them.
    """

    gist: str
    own: bool
    open: bool
    start: int
    end: int
    ends: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """The lines of a letter with their sentences; ``open`` counts those with a slot to fill in.

    ``seen`` says whose words it holds and whether this person may send them.
    """

    lines: list[list[Said]]
    open: int
    seen: Understanding
    places: list[Place]

    @property
    def vouched(self) -> bool:
        """Whether somebody stands for a person's own words: by knowing the language, or by a translation back."""
        return not self.seen.blocked


def meaning_of(reply: Reply, body: str, person: Person, house: House) -> Meaning | None:
    """The meaning of the words in the form; None where the engine did not compose the letter."""
    stretches = stretches_of(at_the_desk(reply, person.language, house, person), body)
    if not stretches:
        return None
    return read_as(stretches, body, understanding_of(person, reply, body, words=unchecked(stretches, body)))


def read_as(stretches: list[Stretch], body: str, seen: Understanding) -> Meaning:
    """The meaning of a letter whose sentences were recognised already, and of whose words ``seen`` tells."""
    return Meaning(
        lines=_lines(stretches, body),
        open=len(open_slots(stretches, body)),
        seen=seen,
        places=list(_places(stretches, not seen.blocked)),
    )


def _lines(stretches: Sequence[Stretch], body: str) -> list[list[Said]]:
    """One list a line of the letter, empty ones between paragraphs."""
    lines: list[list[Said]] = []
    at = 0
    for stretch in stretches:
        breaks = body.count("\n", at, stretch.start)
        if breaks or not lines:
            lines += [[] for _ in range(min(breaks, 2) if lines else 1)]
        own = stretch.source == "words"
        label = _label(body, stretch.start) if not lines[-1] else ""
        said = body[stretch.start : stretch.end] if own else stretch.gist
        start, end = utf16(body, stretch.start), utf16(body, stretch.end)
        ends = stretch.source == "name" or stretch.key == "sign-off"
        lines[-1].append(Said(f"{label}{said}", own, stretch.unfilled, start, end, ends))
        at = stretch.end
    return lines


def _label(body: str, start: int) -> str:
    """The option's letter that stands before a sentence on its line."""
    before = body[body.rfind("\n", 0, start) + 1 : start]
    return before if before.strip() else ""


def _places(stretches: Iterable[Stretch], sure: bool) -> Iterable[Place]:
    for stretch in stretches:
        if stretch.source == "words" and not sure:
            yield stretch.start, stretch.end, "unchecked", "unchecked"
        for start, end, name in stretch.slots:
            if end > start and name != "name":
                yield start, end, name, "open" if stretch.unfilled else "slot"


def beneath(places: Iterable[Place], above: Iterable[Place]) -> list[Place]:
    """What of ``places`` no place ``above`` covers: a finding is seen before a slot."""
    taken = sorted((start, end) for start, end, _, _ in above)
    free: list[Place] = []
    for start, end, what, tone in places:
        at = start
        for first, last in taken:
            if last <= at or first >= end:
                continue
            if first > at:
                free.append((at, first, what, tone))
            at = max(at, last)
        if at < end:
            free.append((at, end, what, tone))
    return free
