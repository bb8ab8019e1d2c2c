"""Reading people."""

from __future__ import annotations

from amends.desk.people.models import Person


def knows_language(person: Person, language: str) -> bool:
    """Whether she reads and writes a language (``pt-BR`` is Portuguese): that of her screens, or one she masters."""
    wanted = language.split("-")[0].lower()
    known = {str(each).split("-")[0].lower() for each in (person.language, *person.writes)}
    return wanted in known
