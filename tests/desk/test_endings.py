"""How a case ended: told by a person, corrected, taken back, and always on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, message_record

from amends.desk.cases.models import Case
from amends.desk.flow import choices
from amends.desk.journal.models import Entry
from amends.desk.offers.endings import Told, UnclearOutcome, ending_told, last_sent, record_outcome, undo_outcome
from amends.desk.offers.models import Ending, Offer
from amends.desk.offers.operations import mark_sent
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person

pytestmark = pytest.mark.django_db
MENU = [
    {"remedy": "reship", "currency": "USD"},
    {"remedy": "return_and_refund", "amount": "40.00", "currency": "USD"},
    {"remedy": "defend", "currency": "USD"},
]


@pytest.fixture
def sent(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Offer:
    """Dana's lamp came broken; a reship or a return was offered to her."""
    take_in(message_record(text="Hello, the lamp arrived broken. I want my money back."))
    run_jobs(NOW)
    offer = Offer.objects.select_related("case__shop").latest("id")
    mark_sent(offer=offer, menu=MENU)
    offer.refresh_from_db()
    return offer


def tell(offer: Offer, person: Person, **told: object) -> Ending:
    return record_outcome(actor=actor_of(person), person=person, offer=offer, told=Told(**told), now=NOW)


def test_alice_tells_how_the_platform_ruled_and_the_journal_knows_it(sent: Offer, alice: Person) -> None:
    tell(sent, alice, ruled="seller")
    found = ending_told(sent)
    assert found is not None
    assert (found.ruled, found.by) == ("seller", alice)
    entry = Entry.objects.get(action="outcome.recorded")
    assert entry.subject == f"case:{sent.case_id}"
    assert entry.data == {"offer": sent.pk, "ruled": "seller", "corrects": None}


def test_telling_it_again_corrects_it_and_the_same_again_changes_nothing(sent: Offer, alice: Person) -> None:
    first = tell(sent, alice, accepted=1)
    assert tell(sent, alice, accepted=1).pk == first.pk
    tell(sent, alice, accepted=1, returned="unsellable")
    found = ending_told(sent)
    assert found is not None
    assert found.returned == "unsellable"
    assert Entry.objects.filter(action="outcome.recorded").count() == 2
    assert Entry.objects.filter(action="outcome.recorded").latest("id").data["corrects"] == first.pk


def test_what_was_told_can_be_taken_back_once(sent: Offer, alice: Person) -> None:
    tell(sent, alice, gave_up=True)
    assert undo_outcome(actor=actor_of(alice), offer=sent, now=NOW)
    assert ending_told(sent) is None
    assert not undo_outcome(actor=actor_of(alice), offer=sent, now=NOW)
    assert Entry.objects.filter(action="outcome.undone").count() == 1
    assert Ending.objects.count() == 1, "the row stays, marked"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"ruled": "seller", "gave_up": True},
        {"accepted": 0, "ruled": "buyer"},
        {"accepted": 3},
        {"accepted": -1},
        {"ruled": "nobody"},
        {"accepted": 0, "returned": "sellable"},
        {"accepted": 1, "returned": "eaten"},
        {"accepted": 1, "arrived": True},
        {"gave_up": True, "arrived": False},
    ],
)
def test_what_does_not_fit_together_is_refused_and_nothing_is_kept(
    sent: Offer, alice: Person, told: dict[str, object]
) -> None:
    with pytest.raises(UnclearOutcome):
        tell(sent, alice, **told)
    assert not Ending.objects.exists()


def test_nothing_can_have_come_of_a_menu_that_was_never_sent(sent: Offer, alice: Person) -> None:
    Offer.objects.filter(pk=sent.pk).update(sent_menu=None)
    sent.refresh_from_db()
    with pytest.raises(UnclearOutcome):
        tell(sent, alice, gave_up=True)
    assert last_sent(sent.case) is None


# The page ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def alices(alice: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client = Client()
    client.force_login(alice)
    return client


def test_the_page_asks_how_it_ended_as_soon_as_something_was_sent(alices: Client, sent: Offer) -> None:
    page = alices.get(f"/cases/{sent.case_id}/").content.decode()
    assert "How did it end?" in page
    assert 'value="took:0"' in page
    assert 'value="took:2"' not in page, "a contest is nothing that a buyer takes"
    assert 'value="returned:sellable"' in page


def test_alice_tells_it_on_the_page_corrects_it_and_takes_it_back(alices: Client, sent: Offer) -> None:
    address = f"/cases/{sent.case_id}/outcome/"
    alices.post(address, {"end": "took:1", "goods": "returned:sellable"})
    told = ending_told(sent)
    assert told is not None
    assert (told.accepted, told.returned) == (1, "sellable")
    assert "came back, can be sold" in alices.get(f"/cases/{sent.case_id}/").content.decode()
    alices.post(address, {"end": "ruled:partial", "goods": ""})
    told = ending_told(sent)
    assert told is not None
    assert told.ruled == "partial"
    alices.post(f"/cases/{sent.case_id}/outcome/undo/")
    assert ending_told(sent) is None


@pytest.mark.parametrize("end", ["", "took:", "took:x", "took:999", "eaten", "ruled:nobody"])
def test_an_answer_that_says_nothing_is_refused_in_words(alices: Client, sent: Offer, end: str) -> None:
    page = alices.post(f"/cases/{sent.case_id}/outcome/", {"end": end}, follow=True)
    assert page.status_code == 200
    assert not Ending.objects.exists()


def test_a_closed_case_can_still_be_told_of(alices: Client, sent: Offer, alice: Person) -> None:
    choices.cases.close(actor=actor_of(alice), case=sent.case, reason="settled", now=NOW)
    assert "How did it end?" in alices.get(f"/cases/{sent.case_id}/").content.decode()
    alices.post(f"/cases/{sent.case_id}/outcome/", {"end": "gave_up"})
    assert Ending.objects.get().gave_up


def test_charlie_can_tell_nothing_of_a_case_that_is_not_his(sent: Offer, charlie: Person) -> None:
    client = Client()
    client.force_login(charlie)
    assert client.post(f"/cases/{sent.case_id}/outcome/", {"end": "gave_up"}).status_code == 404
    assert not Ending.objects.exists()
    assert Case.objects.count() == 1
