"""Sentences that can be put into the letter: found by meaning, filled from the case, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.replies.reading import Desk, at_the_desk
from amends.desk.wordings.finding import Found, find, fitting
from amends.letter.filling import Filled, filled, filled_snippet
from amends.letter.phrases import wording_count
from amends.letter.slots import Name
from amends.web.workspace.phrasebook.naming import phrase_name

#: As many as can be looked over with the arrow keys.
MOST = 8


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence: what it is for, its text for the buyer, what it says to the agent; ``ours`` if it is the company's."""

    name: str
    text: str
    gist: str
    open: bool
    ours: bool


def offered(reply: Reply, person: Person, query: str, body: str, screen: str) -> list[Offered]:
    """What fits the words of the query; before anything is typed, what goes with the letter."""
    desk = at_the_desk(reply, person.language)
    return [] if desk is None else offered_at(desk, query, body, screen)


def offered_at(desk: Desk, query: str, body: str, screen: str) -> list[Offered]:
    """The same for a letter that lies on a desk already."""
    wording = desk.composed.writer.tongue.wording
    agents = desk.composed.gist_writer.tongue.wording
    if query:
        found = find(query, wording, agents, desk.house, kind=desk.composed.plan.kind, most=MOST * 2)
    else:
        planned = [slot.phrase for slot, _ in desk.composed.chosen if not isinstance(slot, Name)]
        found = fitting(planned, desk.house, wording, MOST * 2)
    return list(_filled(desk, found, body, screen))[:MOST]


def _filled(desk: Desk, found: list[Found], body: str, screen: str) -> Iterator[Offered]:
    snippets = {snippet.key: snippet for snippet in desk.house.snippets}
    wording = desk.composed.writer.tongue.wording
    for each in found:
        if each.source == "snippet":
            snippet = snippets[each.key]
            said = filled_snippet(desk.composed, snippet)
            yield Offered(snippet.title, said.text, said.gist, bool(said.open), True)
            continue
        sentence, variant = _unsaid(desk, each.key, body)
        if sentence is not None:
            ours = desk.house.own(wording, each.key, variant) is not None
            yield Offered(phrase_name(each.key, screen), sentence.text, sentence.gist, bool(sentence.open), ours)


def _unsaid(desk: Desk, phrase: str, body: str) -> tuple[Filled | None, int]:
    """The first wording of a phrase that the letter does not hold yet, else the first."""
    first: Filled | None = None
    for variant in range(wording_count(desk.composed.writer.tongue.wording, phrase)):
        said = filled(desk.composed, phrase, variant)
        if said is None:
            return None, 0
        if said.text not in body:
            return said, variant
        first = first or said
    return first, 0
