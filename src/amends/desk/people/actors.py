"""Who does something: a person, or the system itself on record."""

from __future__ import annotations

from dataclasses import dataclass

from amends.desk.people.models import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Passed to every operation. ``person_id`` is None where the system acts by its own rules."""

    name: str
    person_id: int | None = None

    @property
    def journal_name(self) -> str:
        return f"person:{self.person_id} {self.name}" if self.person_id is not None else f"system:{self.name}"


#: Amends itself, following a rule.
SYSTEM = Actor("amends")


def actor_of(person: Person) -> Actor:
    return Actor(person.name, person.pk)
