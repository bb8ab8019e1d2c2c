"""A letter read back: what each sentence says to the agent, and which ones nobody but its writer can vouch for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from amends.core.contracts.letter import DraftInput
from amends.core.errors import InputError
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.wordings.queries import house_of
from amends.letter.draft import Composed, compose
from amends.letter.house import House
from amends.letter.recognise import Reader, Stretch


@dataclass(frozen=True, slots=True)
class Desk:
    """A letter's own case for reading and writing it: the letter as the engine composes it, the company's wording."""

    composed: Composed
    house: House
    names: tuple[str, ...] = ()


def at_the_desk(
    reply: Reply, agent_language: str, house: House | None = None, person: Person | None = None
) -> Desk | None:
    """What a letter is read and written with (``house`` if it was read already); None where no engine composed it.

    ``person`` is who writes or sends it: her name may stand under it.
    """
    if not reply.request:
        return None
    house = house if house is not None else house_of(reply.case.shop)
    try:
        request = DraftInput.model_validate_json(json.dumps(reply.request))
        request = request.model_copy(update={"agent_language": agent_language})
        return Desk(compose(request, house), house, (person.name, *person.name.split()) if person is not None else ())
    except (InputError, ValueError):  # written by an older version, or by none
        return None


def stretches_of(desk: Desk | None, body: str) -> list[Stretch]:
    """The sentences of a letter in order; without a desk none is known."""
    return [] if desk is None else Reader(desk.composed, desk.house, desk.names).read(body)


def unchecked(stretches: list[Stretch], body: str) -> list[str]:
    """The sentences beside which no parallel text stands; a line of signs without a letter is none."""
    own = (body[each.start : each.end] for each in stretches if each.source == "words")
    return [sentence for sentence in own if any(char.isalpha() for char in sentence)]


def open_slots(stretches: list[Stretch], body: str) -> list[str]:
    """The sentences in which a slot is still open."""
    return [body[each.start : each.end] for each in stretches if each.unfilled]
