"""The demonstration company in the lab: a few days of work, in which nothing has ended yet, and then something has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.cli.demonstration import load
from amends.desk.offers.endings import Told, record_outcome
from amends.desk.offers.models import Offer
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.insight.models import Trial
from amends.insight.operations import Question, ask_trial
from amends.insight.outcomes import Span, logged

pytestmark = pytest.mark.django_db


def test_the_demonstrations_owner_finds_a_lab_that_grows_with_what_is_told(run_jobs: Callable[[datetime], int]) -> None:
    now = timezone.now()
    load(now)
    olga = Person.objects.select_related("organisation").get(email="olga@amends.example")
    assert olga.organisation is not None
    shops = list(Shop.objects.values_list("pk", flat=True))
    sent = Offer.objects.filter(sent_menu__isnull=False).count()
    assert sent > 5
    found = logged(Span(shops), now)
    assert len(found) == sent
    assert all(each.line is not None and each.line.outcome.closed_at is None for each in found), "nothing has ended yet"

    client = Client()
    client.force_login(olga)
    assert client.get("/lab/").status_code == 200
    for offer in Offer.objects.filter(sent_menu__isnull=False).select_related("case__shop"):
        record_outcome(actor=actor_of(olga), person=olga, offer=offer, told=Told(accepted=0), now=now)
    later = now + timedelta(days=130)
    trial = ask_trial(
        actor=actor_of(olga), person=olga, organisation=olga.organisation,
        question=Question("shipped:margin_first", "now"), now=later,
    )  # fmt: skip
    for _ in range(9):
        run_jobs(later)
    trial.refresh_from_db()
    assert trial.state == Trial.DONE
    assert trial.result is not None
    assert trial.result["n"] == sent
    assert trial.result["saving"]["verdict"] == "not enough evidence"
    page = client.get(f"/lab/{trial.pk}/").content.decode()
    assert "证据不足" in page
