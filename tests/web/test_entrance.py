"""The pages around signing in, and the ways out of them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amends.desk.people.models import Person

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]


def test_the_pages_of_two_step_sign_in_lead_back_to_the_workspace(alice: Person) -> None:
    page = signed_in(alice).get("/accounts/2fa/", follow=True).content.decode()
    assert 'href="/profile/"' in page
    assert re.search(r'<a class="btn btn-sm" href="/">', page)
    assert 'href="/profile/"' not in Client().get("/accounts/login/").content.decode(), "nobody has come in yet"
