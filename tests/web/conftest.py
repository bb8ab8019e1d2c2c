"""Alice, Bob and Charlie at their browsers."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.desk.people.models import Person

from .signing import signed_in


@pytest.fixture
def alices(alice: Person) -> Client:
    return signed_in(alice)


@pytest.fixture
def bobs(bob: Person) -> Client:
    return signed_in(bob)


@pytest.fixture
def charlies(charlie: Person) -> Client:
    return signed_in(charlie)
