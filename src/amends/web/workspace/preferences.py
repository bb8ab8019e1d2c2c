"""What a person chooses for her own screen."""

from __future__ import annotations

from amends.desk.people.models import Person


def choose_language(*, person: Person, language: str) -> None:
    """``zh`` or ``en``: the language of her screens and of the gists of letters from now on."""
    Person.objects.filter(pk=person.pk).update(language=language)
    person.language = language
