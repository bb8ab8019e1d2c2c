"""The REST API: who may do what, a case from the queue to the letter, nothing twice, nothing over somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from making import NOW, days, event, message_record, order_record, parcel_record, review_record

from amends.desk.cases.models import Case
from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Membership
from amends.desk.tokens.models import KeptAnswer, Token
from amends.desk.tokens.operations import revoke_token

from .programs import ALL, Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alices(alice: Person) -> Program:
    return Program(alice)


@pytest.fixture
def bobs(bob: Person) -> Program:
    return Program(bob)


@pytest.fixture
def charlies(charlie: Person) -> Program:
    return Program(charlie)


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[..., int], order: Any) -> Case:
    """Dana asks for her money back; the desk has options and a letter ready."""
    take_in(message_record(text="My parcel has not arrived. I want a full refund."))
    run_jobs(NOW)
    return Case.objects.get()


def problem_of(answer: Any) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == answer.status_code
    assert len(found["detail"]) > 10
    return found


def test_alice_reads_her_queue_and_a_case_with_all_that_belongs_to_it(alices: Program, case: Case) -> None:
    queue = alices.get("/cases").json()
    assert [row["id"] for row in queue["cases"]] == [case.pk]
    assert queue["next"] is None
    detail = alices.get(f"/cases/{case.pk}").json()
    assert detail["order_details"]["value"] == {"amount": "40.00", "currency": "USD"}
    assert detail["buyer"]["name"] == "Dana Albuquerque"
    for link in detail["links"].values():
        assert alices.get(link.removeprefix("/api/v1")).status_code == 200, link
    told = alices.get(f"/cases/{case.pk}/timeline").json()["entries"]
    assert ("buyer", "My parcel has not arrived. I want a full refund.") in [(e["side"], e["text"]) for e in told]


def test_a_program_searches_by_words_and_by_number(alices: Program, case: Case) -> None:
    found = alices.get("/search?q=full%20refund").json()
    assert ([row["id"] for row in found["cases"]], found["orders"], found["next"]) == ([case.pk], [], None)
    assert alices.get("/search?q=arriv").json()["cases"][0]["id"] == case.pk
    assert alices.get("/search?q=zebra").json()["cases"] == []
    assert alices.get("/search?q=x&after=0").status_code == 422


def test_charlie_finds_nothing_of_alices_shop_anywhere(charlies: Program, alices: Program, case: Case) -> None:
    assert charlies.get("/cases").json()["cases"] == []
    assert charlies.get("/search?q=8201").json()["cases"] == []
    assert charlies.get("/search?q=refund").json()["cases"] == []
    assert charlies.get("/cases?shop=lumora-ali").status_code == 404
    letter = alices.get(f"/cases/{case.pk}/letter").json()["id"]
    for path in ("", "/timeline", "/options", "/letter", "/journal", "/evidence", "/colleagues"):
        assert problem_of(charlies.get(f"/cases/{case.pk}{path}"))["code"] == "not_found"
    assert charlies.get(f"/letters/{letter}").status_code == 404
    writes = {
        "kind": {"kind": "defective"}, "notes": {"text": "x"}, "assignee": {"person": None}, "close": {"reason": "x"},
        "wait": {"until": "2026-12-01T00:00:00Z"}, "options/choice": {"offer": 1, "picks": [0]}, "no-answer": None,
        "letter/send": {}, "options/approval": {"offer": 1}, "evidence/pack": {}, "letter/lint": {"body": "x"},
    }  # fmt: skip
    before = Entry.objects.count()
    for path, body in writes.items():
        answer = charlies.post(f"/cases/{case.pk}/{path}", body, **{"If-Match": '"1.1"'})
        assert answer.status_code == 404, path
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("path", "body", "scope"),
    [
        ("notes", {"text": "Called the carrier."}, "propose"),
        ("letter/send", {}, "send"),
        ("refunds", {"amount": "1.00", "source": "chat", "key": "k"}, "send"),
        ("options/approval", {"offer": 1}, "approve"),
    ],
)
def test_a_token_does_only_what_it_was_made_for(
    bob: Person, case: Case, path: str, body: dict[str, Any], scope: str
) -> None:
    without = Program(bob, [each for each in ALL if each != scope])
    answer = without.post(f"/cases/{case.pk}/{path}", body)
    assert answer.status_code == 403
    assert scope in problem_of(answer)["detail"]


def test_a_token_opens_nothing_once_it_is_revoked_ended_or_wrong(alice: Person, case: Case) -> None:
    program = Program(alice)
    assert program.get("/cases").status_code == 200
    Token.objects.update(expires_at=NOW)
    assert problem_of(program.get("/cases"))["code"] == "unknown_token"
    Token.objects.update(expires_at=None)
    revoke_token(actor=actor_of(alice), token=program.token, now=NOW)
    assert program.get("/cases").status_code == 401
    assert Client(headers={"authorization": "Bearer amends_wrong"}).get("/api/v1/cases").status_code == 401
    assert Client(headers={"authorization": "Basic eA=="}).get("/api/v1/cases").status_code == 401


def test_a_person_who_left_takes_her_tokens_along(alice: Person, alices: Program) -> None:
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert alices.get("/cases").status_code == 401


def test_a_session_may_read_but_not_post_without_the_forgery_token(alice: Person, case: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.get(f"/api/v1/cases/{case.pk}").status_code == 200
    answer = client.post(f"/api/v1/cases/{case.pk}/no-answer")
    assert answer.status_code == 403
    assert problem_of(answer)["code"] == "forbidden"


def test_alice_chooses_writes_and_sends_and_takes_the_letter_back(alices: Program, bobs: Program, case: Case) -> None:
    options = alices.get(f"/cases/{case.pk}/options").json()
    picks = list(range(len(options["decision"]["menu"])))
    chosen = alices.post(f"/cases/{case.pk}/options/choice", {"offer": options["offer"], "picks": picks})
    assert chosen.json()["state"] == "chosen"
    bobs.post(f"/cases/{case.pk}/options/approval", {"offer": options["offer"]})
    read = alices.get(f"/cases/{case.pk}/letter")
    words = read.json()["body"] + "\n\nThank you, Alice"
    judged = alices.post(f"/cases/{case.pk}/letter/lint", {"body": words}).json()
    written = alices.put(f"/cases/{case.pk}/letter", {"body": words}, **{"If-Match": read.headers["ETag"]})
    assert written.json()["body"] == words
    assert written.json()["verdict"] == judged["verdict"] != "block"
    stale = alices.put(f"/cases/{case.pk}/letter", {"body": "Mine"}, **{"If-Match": read.headers["ETag"]})
    assert problem_of(stale)["code"] == "letter_changed"
    assert stale.status_code == 412
    sent = alices.post(f"/cases/{case.pk}/letter/send", {}, **{"If-Match": written.headers["ETag"]})
    assert sent.json()["state"] == "queued"
    back = alices.post(f"/letters/{sent.json()['id']}/undo")
    assert back.json()["state"] == "draft"
    assert Reply.objects.get(pk=back.json()["id"]).body == words


def test_a_considerate_letter_waits_for_the_buyers_morning(
    alices: Program, bobs: Program, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = alices.get(f"/cases/{case.pk}/options").json()
    bobs.post(f"/cases/{case.pk}/options/approval", {"offer": options["offer"]})
    Case.objects.update(safe_by=None, due=None, past_safe=False)
    night = (NOW + days(1)).replace(hour=5)  # 02:00 in São Paulo
    monkeypatch.setattr(timezone, "now", lambda: night)
    read = alices.get(f"/cases/{case.pk}/letter")
    both = {"considerate": True, "at": night.isoformat()}
    assert alices.post(f"/cases/{case.pk}/letter/send", both, **{"If-Match": read.headers["ETag"]}).status_code == 422
    sent = alices.post(f"/cases/{case.pk}/letter/send", {"considerate": True}, **{"If-Match": read.headers["ETag"]})
    assert sent.json()["leaves_at"] == night.replace(hour=12).isoformat().replace("+00:00", "Z")


def test_a_blocked_letter_does_not_leave(alices: Program, case: Case) -> None:
    read = alices.get(f"/cases/{case.pk}/letter")
    bad = "WAIT PLEASE!!! Cancel the dispute first and give us five stars, then you get a coupon."
    answer = alices.post(f"/cases/{case.pk}/letter/send", {"body": bad}, **{"If-Match": read.headers["ETag"]})
    assert answer.status_code == 409
    assert problem_of(answer)["code"] == "letter_blocked"
    assert Reply.objects.get().state == "draft"


def test_a_letter_is_not_changed_by_who_does_not_say_which_version(alices: Program, case: Case) -> None:
    assert problem_of(alices.put(f"/cases/{case.pk}/letter", {"body": "Mine"}))["status"] == 428


def test_only_a_lead_approves(alices: Program, case: Case) -> None:
    offer = alices.get(f"/cases/{case.pk}/options").json()["offer"]
    answer = alices.post(f"/cases/{case.pk}/options/approval", {"offer": offer})
    assert answer.status_code == 403
    assert problem_of(answer)["code"] == "leads_only"


def test_the_same_request_with_the_same_key_does_nothing_twice(alices: Program, case: Case) -> None:
    first = alices.post(f"/cases/{case.pk}/notes", {"text": "Called."}, **{"Idempotency-Key": "k-1"})
    again = alices.post(f"/cases/{case.pk}/notes", {"text": "Called."}, **{"Idempotency-Key": "k-1"})
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert case.notes.count() == 1
    other = alices.post(f"/cases/{case.pk}/notes", {"text": "Another."}, **{"Idempotency-Key": "k-1"})
    assert other.status_code == 422
    assert problem_of(other)["code"] == "idempotency_key_reused"
    assert case.notes.count() == 1


def test_a_key_whose_work_was_refused_may_be_used_again(alices: Program, case: Case) -> None:
    refused = alices.post(f"/cases/{case.pk}/notes", {"text": " "}, **{"Idempotency-Key": "k-2"})
    assert refused.status_code == 409
    assert alices.post(f"/cases/{case.pk}/notes", {"text": "Yes."}, **{"Idempotency-Key": "k-2"}).status_code == 201


def test_a_key_whose_work_was_broken_off_is_not_done_blindly_again(alices: Program, alice: Person, case: Case) -> None:
    alices.post(f"/cases/{case.pk}/notes", {"text": "Called."}, **{"Idempotency-Key": "k-3"})
    KeptAnswer.objects.update(status=0)
    again = alices.post(f"/cases/{case.pk}/notes", {"text": "Called."}, **{"Idempotency-Key": "k-3"})
    assert problem_of(again)["code"] == "outcome_unknown"
    assert case.notes.count() == 1


def test_bobs_key_is_not_alices(alices: Program, bobs: Program, case: Case) -> None:
    for program in (alices, bobs):
        program.post(f"/cases/{case.pk}/notes", {"text": "Called."}, **{"Idempotency-Key": "same"})
    assert case.notes.count() == 2


def test_what_is_known_already_is_not_sent_again(alices: Program, case: Case) -> None:
    first = alices.get(f"/cases/{case.pk}")
    again = alices.get(f"/cases/{case.pk}", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    alices.post(f"/cases/{case.pk}/kind", {"kind": "defective"})
    assert alices.get(f"/cases/{case.pk}", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_program_that_runs_wild_is_told_to_wait(alices: Program, bobs: Program, settings: Any) -> None:
    settings.AMENDS_API_RATE = 3
    answers = [alices.get("/shops") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert '"token";r=0' in answers[2].headers["RateLimit"]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert problem_of(answers[3])["code"] == "too_many_requests"
    assert bobs.get("/shops").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404), ("/cases/99999999999999999999", 422), ("/cases/0", 422), ("/cases?after=x", 422),
        ("/cases?tab=nonsense", 422), ("/cases?after=1.99999999999999999999.1", 422), ("/search?q=%00", 422),
        ("/cases?shop=no-such-shop", 404), ("/cases/77", 404), ("/imports/77", 404), ("/claims?kind=x", 422),
    ],
)  # fmt: skip
def test_every_refusal_is_a_problem(alices: Program, path: str, status: int) -> None:
    answer = alices.get(path)
    assert answer.status_code == status
    problem_of(answer)


def test_a_method_that_is_not_there_is_a_problem_too(alices: Program) -> None:
    answer = alices.post("/shops", {})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    problem_of(answer)


def test_what_is_wrong_in_a_body_is_named(alices: Program, case: Case) -> None:
    answer = alices.post(f"/cases/{case.pk}/kind", {"kind": "no such kind"})
    assert answer.status_code == 422
    assert [each["field"] for each in problem_of(answer)["errors"]] == ["body.kind"]


def test_the_case_itself_is_worked_on(alices: Program, bob: Person, case: Case) -> None:
    at = f"/cases/{case.pk}"
    people = {each["name"]: each["id"] for each in alices.get(f"{at}/colleagues").json()["people"]}
    assert alices.post(f"{at}/assignee", {"person": people["Bob"]}).json()["assignee"] == "Bob"
    assert alices.post(f"{at}/assignee", {"person": 10**9}).status_code == 409
    assert alices.post(f"{at}/kind", {"kind": "defective"}).json()["kind"] == "defective"
    assert alices.post(f"{at}/fault", {"fault": "buyer"}).status_code == 409
    assert alices.post(f"{at}/fault", {"fault": "seller"}).json()["fault"] == "seller"
    until = (NOW + days(2)).isoformat()
    assert alices.post(f"{at}/wait", {"until": until}).json()["turn"] == "buyer"
    assert alices.post(f"{at}/wait", {"until": "9999-12-31T23:59:00-12:00"}).status_code == 422
    booked = {"amount": "5.00", "source": "chat", "key": "erp-1"}
    assert alices.post(f"{at}/refunds", booked).status_code == 200
    assert alices.post(f"{at}/refunds", booked).status_code == 200
    kinds = [each["kind"] for each in alices.get(f"{at}/timeline").json()["entries"]]
    assert kinds.count("refund") == 1
    assert alices.post(f"{at}/refunds/void", {"key": "erp-1", "reason": "It bounced."}).status_code == 200
    assert alices.post(f"{at}/close", {"reason": "Settled."}).json()["closed_at"]
    assert alices.post(f"{at}/close", {"reason": "Settled."}).status_code == 409
    assert alices.post(f"{at}/reopen", {"reason": "She wrote again."}).json()["closed_at"] is None
    actions = [each["action"] for each in alices.get(f"{at}/journal").json()["entries"]]
    assert {"case.kind_set", "case.waiting", "case.closed", "case.reopened"} <= set(actions)


def test_a_promise_is_listed_and_kept(alices: Program, charlies: Program, alice: Person, case: Case) -> None:
    made = [
        Promise.objects.create(case=case, reply_id=number, what="refund_by", due=NOW + timedelta(hours=1), owner=alice)
        for number in range(52)
    ]
    first = alices.get("/promises?mine=true").json()
    rest = alices.get(f"/promises?mine=true&after={first['next']}").json()
    seen = [each["id"] for each in first["promises"] + rest["promises"]]
    assert seen == [each.pk for each in made]
    assert charlies.get("/promises").json()["promises"] == []
    assert charlies.post(f"/promises/{made[0].pk}/kept", {"proof": "Refund 1"}).status_code == 404
    assert alices.post(f"/promises/{made[0].pk}/kept", {"proof": "Refund 1"}).json()["state"] == "kept"


def test_parcels_and_reviews_are_listed_for_those_whose_they_are(
    alices: Program, charlies: Program, take_in: Callable[..., None], run_jobs: Callable[..., int], order: Any
) -> None:
    stuck = [event(NOW - days(40), "Accepted by carrier")]
    take_in(order_record(placed_at=NOW - days(45)), parcel_record(events=stuck), review_record())
    run_jobs(NOW)
    parcels = alices.get("/parcels").json()["parcels"]
    assert [each["tracking_number"] for each in parcels] == ["LP00420011"]
    assert parcels[0]["anomaly"] == "not_exported"
    assert alices.get("/reviews?low=true&unanswered=true").json()["reviews"][0]["title"] == "Broken"
    assert charlies.get("/parcels").json()["parcels"] == []
    assert charlies.get("/reviews").json()["reviews"] == []


def test_a_file_is_imported_looked_at_and_taken_back(
    alices: Program, charlies: Program, run_jobs: Callable[..., int]
) -> None:
    text = "order_number,placed_at,currency,order_value,country,buyer_reference\n9001,2026-11-01T10:00:00Z,USD,12.00,BR,d-1\n"
    rest = "not an order,,,,,\n"

    def send(program: Program, body: str) -> Any:
        file = SimpleUploadedFile("orders.csv", body.encode(), "text/csv")
        return program.client.post("/api/v1/imports", {"shop": "lumora-ali", "mapping": "guess:order", "files": [file]})

    assert send(charlies, text).status_code == 404
    started = send(alices, text + rest)
    assert started.status_code == 202, started.content
    run_jobs(NOW)
    number = started.json()["imports"][0]["id"]
    found = alices.get(f"/imports/{number}").json()
    assert (found["state"], found["rejected"]) == ("finished", 1), found["notes"]
    assert alices.get(f"/imports/{number}/problems").json()["problems"]
    assert charlies.get(f"/imports/{number}").status_code == 404
    assert charlies.post(f"/imports/{number}/undo").status_code == 404
    assert alices.post(f"/imports/{number}/undo").status_code == 200
    assert alices.post(f"/imports/{number}/undo").status_code == 409


def test_a_file_becomes_evidence_and_a_pack_is_built(alices: Program, case: Case) -> None:
    file = SimpleUploadedFile("weight.txt", b"0.412 kg on 2026-11-02", "text/plain")
    data = {"file": file, "type": "packing_weight", "title": "Weight at packing"}
    kept = alices.client.post(f"/api/v1/cases/{case.pk}/evidence", data)
    assert kept.status_code == 201, kept.content
    assert "packing_weight" in alices.get(f"/cases/{case.pk}/evidence").json()["have"]
    pack = alices.post(f"/cases/{case.pk}/evidence/pack", {"statement": "It was packed whole."})
    assert pack.headers["Content-Type"] == "application/zip"
    assert pack.content[:2] == b"PK"


def test_an_owner_keeps_webhooks_and_nobody_else_does(bob: Person, alices: Program, charlies: Program) -> None:
    Membership.objects.filter(person=bob).update(role="owner")
    owners = Program(bob, ["settings"])
    new = {"url": "https://erp.example.com/hooks", "events": ["case.opened"]}
    assert problem_of(alices.post("/webhooks", new))["code"] == "owners_only"
    made = owners.post("/webhooks", new)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    at = f"/webhooks/{made.json()['id']}"
    assert "secret" not in owners.get("/webhooks").json()["webhooks"][0]
    private = owners.post("/webhooks", {**new, "url": "https://192.168.1.4/"})
    assert problem_of(private)["code"] == "webhook_refused"
    tried = owners.post(f"{at}/test").json()
    assert owners.get(f"{at}/deliveries").json()["deliveries"][0]["id"] == tried["id"]
    assert owners.post(f"{at}/deliveries/{tried['id']}/replay").json()["message_id"] == tried["message_id"]
    assert owners.put(at, {"events": ["case.closed"], "active": False}).json()["disabled_at"]
    assert owners.post(f"{at}/test").status_code == 409
    Membership.objects.filter(person__name="Charlie").update(role="owner")
    assert charlies.get("/webhooks").json()["webhooks"] == []
    assert charlies.client.delete(f"/api/v1{at}").status_code == 404
    assert owners.client.delete(f"/api/v1{at}").status_code == 204
    assert owners.get("/webhooks").json()["webhooks"] == []


@pytest.mark.parametrize(("step", "state"), [("left", "sent"), ("again", "queued")])
def test_a_letter_of_which_nobody_knows_is_cleared_by_a_person(
    alices: Program, case: Case, step: str, state: str
) -> None:
    letter = Reply.objects.get()
    assert alices.post(f"/letters/{letter.pk}/left").status_code == 409
    Reply.objects.update(state=Reply.UNCLEAR)
    assert alices.post(f"/letters/{letter.pk}/{step}").json()["state"] == state
