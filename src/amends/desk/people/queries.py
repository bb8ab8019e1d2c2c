"""Reading people."""

from __future__ import annotations

from amends.desk.people.models import Organisation, Person


def languages_known(person: Person) -> frozenset[str]:
    """The languages that she reads and writes, without their regions: that of her screens, and those she masters."""
    return frozenset(str(each).split("-")[0].lower() for each in (person.language, *person.writes))


def knows_language(person: Person, language: str) -> bool:
    """Whether she reads and writes a language (``pt-BR`` is Portuguese): that of her screens, or one she masters."""
    return language.split("-")[0].lower() in languages_known(person)


def colleagues_of(organisation: Organisation) -> list[Person]:
    """Who works for a company and can sign in, by name."""
    return list(Person.objects.filter(organisation=organisation, is_active=True).order_by("name"))
