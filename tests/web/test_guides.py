"""Guides per product: who adds them, with which letters they are offered, and how they leave."""

from __future__ import annotations

import email
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from making import NOW, message_record, review_record

from amends.desk.flow.guiding import offered_guides
from amends.desk.guides.fitting import Wanted, why_not
from amends.desk.guides.models import Guide
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.attachments import NotAttached, attach
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import GuideNotValid, queue_letter

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n"


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def reply(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Reply:
    """The letter to Dana in Brazil about her night lamp, LAMP-3."""
    take_in(message_record(text="Olá, não recebi meu pedido até agora."))
    run_jobs(NOW)
    reply = Reply.objects.select_related("case__shop__organisation", "case__order", "offer").get()
    if reply.offer is not None:
        type(reply.offer).objects.filter(pk=reply.offer.pk).update(approval_needed=False)
    return reply


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def add(person: Person, data: bytes = PDF, name: str = "lamp.pdf", **about: Any) -> Any:
    given = {"title": "How to hang the lamp", "sort": "manual", "skus": "lamp-3", **about}
    return client_of(person).post("/guides/add/", {**given, "file": SimpleUploadedFile(name, data)})


def made(person: Person, **about: Any) -> Guide:
    assert add(person, **about).status_code == 302
    return Guide.objects.latest("pk")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""), ({"skus": ["VASE-1"]}, "product"), ({"skus": []}, ""), ({"kinds": ["damaged"]}, "kind"),
        ({"regions": ["PT"]}, "region"), ({"regions": ["BR", "PT"]}, ""), ({"languages": ["es"]}, "language"),
        ({"languages": ["pt"]}, ""), ({"valid_until": date(2026, 11, 20)}, ""),
        ({"valid_until": date(2026, 11, 19)}, "expired"), ({"valid_from": date(2026, 11, 21)}, "not_yet"),
    ],
)  # fmt: skip
def test_a_guide_fits_by_product_kind_country_language_and_day(changes: dict[str, Any], why: str) -> None:
    guide = Guide(**{"skus": ["LAMP-3"], "languages": [], "regions": [], "kinds": [], **changes})
    assert why_not(guide, Wanted(frozenset({"lamp-3"}), "BR", "not_received", "pt-BR", date(2026, 11, 20))) == why


def test_bob_adds_a_guide_that_alice_may_not_add_or_remove(alice: Person, bob: Person) -> None:
    assert add(alice).status_code == 409
    assert not Guide.objects.exists()
    guide = made(bob, regions="br, pt", languages=["pt"], valid_until="2027-01-31")
    assert (guide.skus, guide.regions, guide.media_type) == (["lamp-3"], ["BR", "PT"], "application/pdf")
    page = client_of(alice).get("/guides/").content.decode()
    assert "How to hang the lamp" in page
    assert "Add the guide" not in page
    assert client_of(alice).post(f"/guides/{guide.pk}/remove/").status_code == 409
    assert client_of(bob).post(f"/guides/{guide.pk}/remove/").status_code == 302
    assert "How to hang the lamp" not in client_of(bob).get("/guides/").content.decode()


@pytest.mark.parametrize(
    ("data", "name", "about"),
    [
        (b"<html><script>alert(1)</script></html>", "guide.html", {}), (b"MZ\x90\x00\x03", "guide.pdf.exe", {}),
        (PDF, "a.pdf", {"title": " "}), (PDF, "a.pdf", {"regions": "Brazil"}), (PDF, "a.pdf", {"valid_from": "soon"}),
        (PDF, "a.pdf", {"valid_from": "2027-02-01", "valid_until": "2027-01-01"}), (b"", "a.pdf", {}),
        (PDF, "a.pdf", {"sort": "secret"}), (PDF, "a.pdf", {"languages": ["xx"]}),
    ],
)  # fmt: skip
def test_what_no_buyer_should_get_is_refused(bob: Person, data: bytes, name: str, about: dict[str, Any]) -> None:
    response = add(bob, data, name, **about)
    assert response.status_code == 409
    assert "Not added" in response.content.decode()
    assert not Guide.objects.exists()


def test_charlie_sees_no_guide_of_lumora(charlie: Person, bob: Person) -> None:
    guide = made(bob)
    client = client_of(charlie)
    assert "How to hang the lamp" not in client.get("/guides/").content.decode()
    assert client.get(f"/guides/{guide.pk}/").status_code == 404
    assert client.post(f"/guides/{guide.pk}/remove/").status_code == 404


def test_a_file_is_served_so_that_nothing_in_it_runs(alice: Person, bob: Person) -> None:
    response = client_of(alice).get(f"/guides/{made(bob).pk}/")
    assert response.content == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_letter_offers_what_fits_and_says_what_has_expired(alice: Person, bob: Person, reply: Reply) -> None:
    made(bob)
    made(bob, title="Old report", valid_until="2026-11-01")
    made(bob, title="Of the vase", skus="VASE-1")
    page = client_of(alice).get(f"/cases/{reply.case_id}/").content.decode()
    assert "How to hang the lamp" in page
    assert "Old report" in page
    assert "expired" in page
    assert "Of the vase" not in page
    assert page.count("/attach/") == 1


def test_alice_attaches_it_her_words_are_kept_and_it_leaves_with_the_letter(
    alice: Person, bob: Person, reply: Reply, run_jobs: Callable[[datetime], int]
) -> None:
    guide = made(bob)
    client = client_of(alice)
    given = {"version": reply.version, "body": reply.body.replace("Atenciosamente", "Um abraço"), "guide": guide.pk}
    Person.objects.filter(pk=alice.pk).update(writes=["pt"])
    assert client.post(f"/cases/{reply.case_id}/attach/", given).status_code == 302
    reply.refresh_from_db()
    assert [each["title"] for each in reply.attachments] == ["How to hang the lamp"]
    assert "Um abraço" in reply.body
    page = client.get(f"/cases/{reply.case_id}/").content.decode()
    assert "goes with it" in page
    alice.refresh_from_db()
    queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)
    run_jobs(NOW + timedelta(seconds=31))
    (sent,) = Path(django_settings.AMENDS_OUTBOX).glob("*.eml")
    parts = list(email.message_from_bytes(sent.read_bytes()).walk())
    assert parts[-1].get_filename() == "lamp.pdf"
    assert parts[-1].get_payload(decode=True) == PDF


def test_it_is_taken_off_again(alice: Person, bob: Person, reply: Reply) -> None:
    guide = made(bob)
    attach(actor=actor_of(alice), reply=reply, guide=guide, now=NOW)
    given = {"version": reply.version, "body": reply.body, "guide": guide.pk}
    assert client_of(alice).post(f"/cases/{reply.case_id}/detach/", given).status_code == 302
    reply.refresh_from_db()
    assert reply.attachments == []


def test_what_is_not_offered_cannot_be_attached(alice: Person, bob: Person, reply: Reply) -> None:
    other = made(bob, title="Of the vase", skus="VASE-1")
    given = {"version": reply.version, "body": reply.body, "guide": other.pk}
    assert client_of(alice).post(f"/cases/{reply.case_id}/attach/", given).status_code == 409
    reply.refresh_from_db()
    assert reply.attachments == []


def test_a_letter_whose_file_expired_meanwhile_is_held(alice: Person, bob: Person, reply: Reply) -> None:
    guide = made(bob, valid_until="2026-11-21")
    attach(actor=actor_of(alice), reply=reply, guide=guide, now=NOW)
    with pytest.raises(GuideNotValid):
        queue_letter(
            actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW,
            send_at=NOW + timedelta(days=3),
        )  # fmt: skip
    queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)


def test_a_public_answer_carries_no_file(
    alice: Person, bob: Person, take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record())
    run_jobs(NOW)
    answer = Reply.objects.select_related("case__shop__organisation", "case__order").get()
    assert answer.channel == "review"
    guide = made(bob)
    assert offered_guides(answer.case, answer, NOW) == []
    with pytest.raises(NotAttached):
        attach(actor=actor_of(alice), reply=answer, guide=guide, now=NOW)


def test_five_files_are_the_most(alice: Person, bob: Person, reply: Reply) -> None:
    guides = [made(bob, title=f"Guide {number}") for number in range(6)]
    for guide in guides[:5]:
        attach(actor=actor_of(alice), reply=reply, guide=guide, now=NOW)
    with pytest.raises(NotAttached):
        attach(actor=actor_of(alice), reply=reply, guide=guides[5], now=NOW)
    attach(actor=actor_of(alice), reply=reply, guide=guides[0], now=NOW)
    assert len(reply.attachments) == 5


def test_a_guide_that_was_removed_meanwhile_is_named_without_a_dead_link(
    alice: Person, bob: Person, reply: Reply
) -> None:
    guide = made(bob)
    attach(actor=actor_of(alice), reply=reply, guide=guide, now=NOW)
    page = client_of(alice).get(f"/cases/{reply.case_id}/").content.decode()
    assert f'href="/guides/{guide.pk}/"' in page
    client_of(bob).post(f"/guides/{guide.pk}/remove/")
    page = client_of(alice).get(f"/cases/{reply.case_id}/").content.decode()
    assert f'href="/guides/{guide.pk}/"' not in page
    assert "removed from the library" in page
    with pytest.raises(GuideNotValid, match="How to hang the lamp"):
        queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)
    client_of(alice).post(
        f"/cases/{reply.case_id}/detach/", {"version": reply.version, "body": reply.body, "guide": guide.pk}
    )
    reply.refresh_from_db()
    assert reply.attachments == []
