"""The REST API where a case ends: how it ended, the buyer's page, its files, sentences for its letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from buyers import Browser, broken_lamp, path_of, send_offer
from django.utils import timezone
from making import NOW, message_record

from amends.connect.contract import AttachmentRecord
from amends.core.vocabulary import Scope
from amends.desk.cases.models import Case
from amends.desk.offers.models import Ending
from amends.desk.people.models import Person
from amends.desk.portal.models import Link

from .programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alices(alice: Person) -> Program:
    return Program(alice)


@pytest.fixture
def charlies(charlie: Person) -> Program:
    return Program(charlie)


@pytest.fixture
def case(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Case:
    return broken_lamp(take_in, run_jobs, desk.own_shop)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_alice_tells_how_it_ended_corrects_it_and_takes_it_back(
    alices: Program, charlies: Program, case: Case, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    at = f"/cases/{case.pk}/outcome"
    assert alices.get(at).status_code == 404
    assert code(alices.put(at, {"gave_up": True})) == (409, "unclear_outcome")
    send_offer(case, alice, run_jobs)
    told = alices.get(at).json()
    assert told["menu"]
    assert told["accepted"] is told["gave_up"] is told["at"] is None
    assert code(alices.put(at, {"gave_up": True, "accepted": 0})) == (409, "unclear_outcome")
    assert code(alices.put(at, {"accepted": 77})) == (409, "unclear_outcome")
    assert alices.put(at, {"accepted": 0}).json()["by"] == "Alice"
    assert alices.put(at, {"ruled": "seller"}).json()["ruled"] == "seller"
    assert alices.get(at).json()["accepted"] is None
    for answer in (charlies.get(at), charlies.put(at, {"gave_up": True}), charlies.delete(at)):
        assert answer.status_code == 404
    assert alices.delete(at).status_code == 204
    assert code(alices.delete(at)) == (409, "domain_error")
    assert not Ending.objects.filter(undone_at__isnull=True).exists()


def test_the_buyers_page_is_made_given_once_renewed_and_closed(
    alices: Program, charlies: Program, case: Case, alice: Person, settings: Any
) -> None:
    settings.AMENDS_PUBLIC_ADDRESS = "https://help.lumora.example"
    at = f"/cases/{case.pk}/link"
    assert alices.get(at).json()["state"] == "none"
    made = alices.post(at).json()
    assert made["address"] == f"https://help.lumora.example{path_of(Link.objects.get())}"
    assert Browser().get(path_of(Link.objects.get())).status_code == 200
    seen = alices.get(at)
    assert seen.json()["state"] == "open"
    assert made["address"].encode() not in seen.content, "whoever has it answers as the buyer"
    reader = Program(alice, [Scope.READ.value])
    assert code(reader.post(at)) == (403, "scope_missing")
    for answer in (charlies.get(at), charlies.post(at), charlies.delete(at)):
        assert answer.status_code == 404
    assert alices.delete(at).status_code == 204
    assert alices.get(at).json()["state"] == "closed"
    assert alices.post(at).json()["address"] != made["address"]


def test_where_a_platform_forbids_links_there_is_none(
    alices: Program, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Any
) -> None:
    take_in(message_record())
    run_jobs(NOW)
    at = f"/cases/{Case.objects.get().pk}/link"
    assert alices.get(at).json()["state"] == "forbidden"
    assert code(alices.post(at)) == (409, "links_forbidden")


def test_files_of_messages_are_listed_read_and_kept_as_evidence(
    alices: Program, charlies: Program, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Any,
    tmp_path: Any,
) -> None:  # fmt: skip
    picture = tmp_path / "broken.html"
    picture.write_bytes(b"<script>alert(1)</script>")
    take_in(
        message_record(text="My lamp is broken", attachments=[AttachmentRecord(name="broken.html", path="broken.html")]),
        attachments=tmp_path,
    )  # fmt: skip
    run_jobs(NOW)
    case = Case.objects.get()
    at = f"/cases/{case.pk}"
    file = alices.get(f"{at}/files").json()["files"][0]
    assert (file["name"], file["evidence"], file["from_buyer"]) == ("broken.html", False, True)
    bytes_of = alices.get(f"{at}/files/{file['id']}")
    assert bytes_of.content == picture.read_bytes()
    assert bytes_of.headers["Content-Type"] == "application/octet-stream", "nothing in it may run"
    kept = alices.post(f"{at}/files/{file['id']}/keep", {"type": "buyer_photo"})
    assert kept.status_code == 200
    told = alices.get(f"{at}/files").json()
    assert told["files"][0]["evidence"]
    assert alices.get(f"{at}/exhibits/{told['evidence'][0]['id']}").content == picture.read_bytes()
    for path in (f"{at}/files", f"{at}/files/{file['id']}", f"{at}/exhibits/{kept.json()['id']}"):
        assert charlies.get(path).status_code == 404


def test_sentences_are_found_by_what_they_mean(alices: Program, charlies: Program, case: Case) -> None:
    at = f"/cases/{case.pk}/letter/sentences"
    found = alices.post(at, {"query": "sorry"}).json()["sentences"]
    assert found
    assert all(each["text"] for each in found)
    assert charlies.post(at, {"query": "sorry"}).status_code == 404


def test_a_template_for_an_import_is_a_csv_file(alices: Program) -> None:
    answer = alices.get("/imports/templates/order")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert b"," in answer.content.splitlines()[0]
    assert alices.get("/imports/templates/nothing").status_code == 422
