"""People at their browsers."""

from __future__ import annotations

from django.test import Client

from amends.desk.people.models import Person


def signed_in(person: Person) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client
