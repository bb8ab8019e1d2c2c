"""The answer in a platform's own form: the right words in the right language, within limits, and nothing made up."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, dispute_record, event, message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.journal.models import Entry
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]

TakeIn = Callable[..., None]
Run = Callable[[datetime], int]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def disputed(take_in: TakeIn, run_jobs: Run) -> Callable[..., Case]:
    """Dana says that nothing came; the tracking says that it was delivered; a dispute is open."""

    def made(order: dict[str, Any] | None = None, **dispute: Any) -> Case:
        take_in(order_record(**(order or {})))
        take_in(
            parcel_record(
                dispatched_at=NOW - timedelta(days=20),
                events=[
                    event(NOW - timedelta(days=19), "Accepted by carrier"),
                    event(NOW - timedelta(days=3), "Delivered", "BR"),
                ],
            )
        )
        take_in(dispute_record(**dispute))
        run_jobs(NOW)
        return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get()

    return made


def fields_of(page: str) -> dict[str, str]:
    """What stands in each field, by its label."""
    names = dict(re.findall(r'<label class="font-semibold" for="(field-\d+)">([^<]+)<', page))
    texts = dict(re.findall(r'<textarea[^>]*id="(field-\d+)"[^>]*>(.*?)</textarea>', page, re.S))
    texts |= dict(re.findall(r'<input[^>]*id="(field-\d+)"[^>]*? value="([^"]*)"', page))
    return {html.unescape(name): html.unescape(texts[key]) for key, name in names.items()}


def test_alice_shows_a_bank_what_the_records_say(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="stripe", procedure="dispute")
    link = f"/cases/{case.pk}/answer/"
    assert link in alices.get(f"/cases/{case.pk}/").content.decode()
    page = alices.get(link).content.decode()
    fields = fields_of(page)
    parcel = case.order.parcels.get() if case.order else None
    assert parcel is not None
    statement = fields["What our records show, in words"]
    assert f"Tracking number: {parcel.tracking_number}" in statement
    assert "Delivered according to the tracking:" in statement
    assert "take these records into account" in statement
    assert "decision in this case again" not in statement, "nothing was decided yet"
    assert fields["Tracking number"] == parcel.tracking_number
    assert fields["Day of dispatch"] == (NOW - timedelta(days=20)).date().isoformat()
    assert "/ 20000 characters" in page
    assert "shipping_documentation" in page


def test_after_a_ruling_the_decision_is_to_be_looked_at_again(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="stripe", procedure="dispute")
    case.disputes.update(closed_at=NOW - timedelta(hours=1))
    statement = fields_of(alices.get(f"/cases/{case.pk}/answer/").content.decode())["What our records show, in words"]
    assert "look at the decision in this case again" in statement


def test_the_words_fit_into_a_field_with_a_known_limit(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="ebay", procedure="payment_dispute", order={"country": "DE"})
    page = alices.get(f"/cases/{case.pk}/answer/").content.decode()
    statement = fields_of(page)["What our records show, in words"]
    assert 0 < len(statement) <= 1000
    assert "Sendungsnummer:" in statement, "a case of eBay in Germany is read in German"
    assert "too long" not in page
    in_polish = alices.get(f"/cases/{case.pk}/answer/?language=pl").content.decode()
    assert "Numer przesyłki:" in fields_of(in_polish)["What our records show, in words"]


def test_an_offer_carries_the_letter_and_the_first_option(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(procedure="dispute_issue")
    letter = Reply.objects.get(case=case, state=Reply.DRAFT)
    page = alices.get(f"/cases/{case.pk}/answer/").content.decode()
    fields = fields_of(page)
    assert fields["The letter to the buyer"].strip() == letter.body.strip()
    assert fields["What is offered"]
    assert "no published limit known" in page
    assert "Show what our records say" not in page, "AliExpress asks for a proposal, not for a contest"


def test_what_alice_changes_is_judged_and_not_stored(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    before = Entry.objects.count()
    told = alices.post(
        f"/cases/{case.pk}/answer/check/",
        {"language": "en", "statement": "The buyer is a liar. PAY US AT ONCE!!!"},
    ).content.decode()
    assert 'data-verdict="block"' in told
    fine = alices.post(
        f"/cases/{case.pk}/answer/check/",
        {"language": "en", "statement": "The carrier delivered the parcel on 4 November."},
    ).content.decode()
    assert 'data-verdict="block"' not in fine
    assert Entry.objects.count() == before


def test_the_pack_is_built_with_the_words_of_the_form(alices: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    page = alices.get(f"/cases/{case.pk}/answer/").content.decode()
    assert f'action="/cases/{case.pk}/pack/"' in page
    built = alices.post(f"/cases/{case.pk}/pack/", {"statement": "Delivered.", "language": "en"})
    assert built["Content-Type"] == "application/zip"


def test_a_pack_with_a_blocked_statement_comes_back_with_the_words(
    alices: Client, disputed: Callable[..., Case]
) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    words = "The parcel came on 4 November. Write to us on WhatsApp about <b>it</b>."
    refused = alices.post(f"/cases/{case.pk}/pack/", {"statement": words, "language": "en"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "findings that block it" in page
    assert 'data-verdict="block"' in page
    assert html.escape(words) in page, "what was written is not lost"
    assert 'name="reason"' not in page, "only a lead can let it through"
    guessed = alices.post(f"/cases/{case.pk}/pack/", {"statement": words, "reason": "The platform asked for it."})
    assert guessed.status_code == 409
    assert "Only a lead" in guessed.content.decode()
    assert not Entry.objects.filter(action="pack.built").exists()


def test_a_lead_lets_a_blocked_statement_go_and_the_journal_says_why(
    bobs: Client, disputed: Callable[..., Case]
) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    given = {"statement": "The parcel came on 4 November. Write to us on WhatsApp about it.", "language": "en"}
    assert 'name="reason"' in bobs.post(f"/cases/{case.pk}/pack/", given).content.decode()
    built = bobs.post(f"/cases/{case.pk}/pack/", given | {"reason": "The case team asked for this number."})
    assert built["Content-Type"] == "application/zip"
    kept = Entry.objects.get(action="pack.built").data
    assert kept["rules"] == ["off_platform_contact"]
    assert kept["reason"] == "The case team asked for this number."


def test_nobody_lets_an_accusation_go(bobs: Client, disputed: Callable[..., Case]) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    refused = bobs.post(
        f"/cases/{case.pk}/pack/",
        {"statement": "The buyer is a liar and a cheat.", "language": "en", "reason": "She really is one, believe me."},
    )
    assert refused.status_code == 409
    assert "cannot be overridden" in refused.content.decode()


def test_a_buyer_s_words_stay_text(alices: Client, disputed: Callable[..., Case]) -> None:
    order = {"lines": [{"sku": "LAMP-3", "title": "<script>alert(1)</script>", "quantity": 1, "unit_price": "40.00"}]}
    page = alices.get(f"/cases/{disputed(platform='stripe', order=order).pk}/answer/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_is_shown_to_charlie_nor_for_a_case_without_a_form(
    charlies: Client, alices: Client, desk: Any, disputed: Callable[..., Case], take_in: TakeIn, run_jobs: Run
) -> None:
    case = disputed(platform="stripe")
    assert charlies.get(f"/cases/{case.pk}/answer/").status_code == 404
    assert charlies.post(f"/cases/{case.pk}/answer/check/", {"language": "en", "statement": "x"}).status_code == 404
    assert alices.get(f"/cases/{case.pk}/answer/?language=tlh").status_code == 400
    take_in(order_record(), shop=desk.own_shop)
    take_in(message_record(text="Onde está?"), shop=desk.own_shop)
    run_jobs(NOW)
    own = Case.objects.get(shop=desk.own_shop)
    assert alices.get(f"/cases/{own.pk}/answer/").status_code == 404
    assert "Answer in the platform’s form" not in alices.get(f"/cases/{own.pk}/").content.decode()


def test_a_program_reads_the_same(alices: Client, disputed: Callable[..., Case], alice: Person) -> None:
    case = disputed(platform="paypal", procedure="dispute")
    told = alices.get(f"/api/v1/cases/{case.pk}/form-answer?purpose=contest&language=es").json()
    assert told["language"] == "es"
    notes = next(field for field in told["fields"] if field["name"] == "notes")
    assert (notes["limit"], notes["over"]) == (2000, 0)
    assert "Número de seguimiento:" in notes["text"]
    assert told["fits"]
    assert told["gist"]
    assert alices.get(f"/api/v1/cases/{case.pk}/form-answer?purpose=offer").json()["fields"][-1]["name"] == "note"
    judged = alices.post(
        f"/api/v1/cases/{case.pk}/form-answer/lint", {"language": "es", "text": "El paquete se entregó."},
        content_type="application/json",
    )  # fmt: skip
    assert judged.status_code == 200, judged.content
