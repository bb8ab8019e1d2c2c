"""Many cases answered at once: what is left out and why, who has to agree, stages, stop, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.core.errors import DomainError
from amends.desk.batches import operations as batches
from amends.desk.batches.models import Batch, Item
from amends.desk.batches.queries import batch_seen_by
from amends.desk.cases.models import Case
from amends.desk.flow import batching, choices
from amends.desk.flow.batching import send_batch
from amends.desk.journal.models import Entry
from amends.desk.offers.approving import NotApproved
from amends.desk.offers.models import ApprovalLimit, Offer
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply

pytestmark = pytest.mark.django_db
#: Noon in Brazil, on a holiday: letters wait there.
NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NUMBER = 7


@pytest.fixture
def ids(take_in: Callable[..., None], run_jobs: Callable[..., int], desk: Any) -> list[int]:
    """Seven buyers of the own shop whose parcels did not come; the letters are ready and hold money."""
    records: list[Any] = []
    for number in range(NUMBER):
        buyer = {
            "reference": f"dana-{number}",
            "name": f"Dana {number}",
            "email": f"d{number}@example.com",
            "locale": "pt-BR",
        }
        records.append(order_record(f"N-{number}", buyer=buyer))
        records.append(message_record(f"m-{number}", order_number=f"N-{number}", buyer=buyer))
    take_in(*records, shop=desk.own_shop)
    run_jobs(NOW)
    Case.objects.update(due=None, safe_by=None, past_safe=False, flags=[], abstained=False, kind="not_received")
    Offer.objects.update(approval_needed=False)
    for reply in Reply.objects.filter(state=Reply.DRAFT):
        reply.request["decision"] = {"menu": [{"remedy": "partial_refund", "amount": "10.00", "currency": "USD"}]}
        reply.verdict = "pass"
        reply.save()
    return list(Case.objects.order_by("pk").values_list("pk", flat=True))


def prepare(person: Person, ids: list[int]) -> Batch:
    return batching.prepare(person=person, organisation=person.organisation, case_ids=ids, now=NOON)


def states(batch: Batch) -> list[str]:
    return list(batch.items.order_by("position").values_list("state", flat=True))


def why(batch: Batch, case_id: int) -> str:
    return batch.items.get(case=case_id).reason


def send(person: Person, batch: Batch, keep: list[int] | None = None) -> Batch:
    batch.refresh_from_db()
    return batching.send(person=person, batch=batch, keep=keep, whole=False, now=NOON)


def run(batch: Batch, at: datetime = NOON) -> None:
    send_batch({"batch": batch.pk}, at)
    batch.refresh_from_db()


# ── what is left out ──────────────────────────────────────────────────────────────────────────────────────────


def test_each_case_that_cannot_go_says_why(ids: list[int], bob: Person) -> None:
    draft = Reply.objects.filter(state=Reply.DRAFT)
    Case.objects.filter(pk=ids[0]).update(dispute_open=True)
    Case.objects.filter(pk=ids[1]).update(flags=["legal_threat"])
    draft.filter(case=ids[2]).update(edited=True)
    draft.filter(case=ids[3]).update(verdict="block")
    Case.objects.filter(pk=ids[4]).update(due=NOON)
    Offer.objects.filter(case=ids[5]).update(approval_needed=True)
    batch = prepare(bob, ids)
    assert [why(batch, pk) for pk in ids] == [
        "platform_form", "flagged", "own_words", "lint", "deadline", "approval", "",
    ]  # fmt: skip
    assert states(batch).count(Item.READY) == 1
    assert Entry.objects.get(action="batch.made").data["excluded"] == 6


def test_other_reasons_are_named_too(ids: list[int], bob: Person) -> None:
    Case.objects.filter(pk=ids[0]).update(closed_at=NOW)
    Case.objects.filter(pk=ids[1]).update(turn="buyer")
    Case.objects.filter(pk=ids[2]).update(abstained=True)
    Offer.objects.create(case_id=ids[3], at=NOW, request={}, result={}, silence_minor=0, state=Offer.REFUSED)
    Reply.objects.filter(case=ids[4]).update(state=Reply.QUEUED)
    Reply.objects.filter(case=ids[5]).update(channel="review")
    batch = prepare(bob, ids)
    assert [why(batch, pk) for pk in ids] == [
        "closed", "not_ours", "unsure", "refused", "on_its_way", "public", "",
    ]  # fmt: skip
    Reply.objects.filter(case=ids[6]).delete()
    assert why(prepare(bob, ids[6:]), ids[6]) == "no_letter"


def test_it_is_about_the_kind_of_most(ids: list[int], bob: Person) -> None:
    Case.objects.filter(pk__in=ids[:2]).update(kind="damaged")
    batch = prepare(bob, ids)
    assert batch.kind == "not_received"
    assert [why(batch, pk) for pk in ids[:3]] == ["other_kind", "other_kind", ""]


def test_charlie_can_choose_nothing_of_it(ids: list[int], bob: Person, charlie: Person) -> None:
    with pytest.raises(DomainError, match="at least one"):
        prepare(charlie, ids)
    assert batch_seen_by(charlie, prepare(bob, ids).pk) is None


# ── stages, stop, undo ────────────────────────────────────────────────────────────────────────────────────────


def test_five_go_first_and_the_rest_on_a_word(ids: list[int], bob: Person) -> None:
    batch = send(bob, prepare(bob, ids))
    run(batch)
    assert (batch.state, states(batch).count(Item.QUEUED)) == (Batch.PAUSED, 5)
    run(batch)  # the job comes again: nothing more goes
    assert states(batch).count(Item.QUEUED) == 5
    send(bob, batch)
    run(batch)
    assert (batch.state, states(batch).count(Item.QUEUED)) == (Batch.DONE, 7)
    assert Reply.objects.filter(state=Reply.QUEUED, author=bob).count() == 7
    assert Entry.objects.filter(action="reply.queued").count() == 7


def test_it_starts_once_however_often_it_is_pressed(ids: list[int], bob: Person) -> None:
    batch = send(bob, prepare(bob, ids))
    with pytest.raises(batches.NotNow):
        send(bob, batch)


def test_only_what_stays_ticked_goes(ids: list[int], bob: Person) -> None:
    batch = prepare(bob, ids)
    keep = list(batch.items.values_list("pk", flat=True))[:2]
    send(bob, batch, keep)
    run(batch)
    assert (states(batch).count(Item.QUEUED), states(batch).count(Item.LEFT_OUT)) == (2, 5)
    with pytest.raises(DomainError, match="Nothing is left"):
        send(bob, prepare(bob, ids[5:]), [])


def test_stop_brings_back_what_has_not_left(ids: list[int], bob: Person) -> None:
    batch = send(bob, prepare(bob, ids))
    run(batch)
    first = batch.items.filter(state=Item.QUEUED).first()
    assert first is not None
    Reply.objects.filter(pk=first.reply_id).update(state=Reply.SENT)
    assert batching.stop(person=bob, batch=batch, now=NOON) == (4, 1)
    run(batch)
    assert (batch.state, states(batch).count(Item.TAKEN_BACK)) == (Batch.STOPPED, 4)
    assert Reply.objects.filter(state=Reply.QUEUED).count() == 0
    with pytest.raises(batches.NotNow):
        send(bob, batch)


def test_one_failure_costs_one_line(ids: list[int], bob: Person) -> None:
    batch = send(bob, prepare(bob, ids))
    Reply.objects.filter(case=ids[1]).update(version=9)
    Case.objects.filter(pk=ids[2]).update(turn="buyer")
    run(batch)
    assert why(batch, ids[1]).startswith("Somebody changed")
    assert batch.items.get(case=ids[2]).state == Item.EXCLUDED
    assert states(batch).count(Item.QUEUED) >= 3


def test_a_plug_pulled_between_outbox_and_line_sends_nothing_twice(ids: list[int], bob: Person) -> None:
    batch = send(bob, prepare(bob, ids))
    item = batch.items.first()
    assert item is not None
    reply = Reply.objects.get(pk=item.reply_id)
    choices.replies.queue_letter(actor=batching.actor_of(bob), person=bob, reply=reply, version=reply.version, now=NOON)
    run(batch)
    item.refresh_from_db()
    assert item.state == Item.QUEUED
    assert Entry.objects.filter(action="reply.queued", subject=f"case:{item.case_id}").count() == 1


def test_a_buyer_who_sleeps_gets_her_letter_in_the_morning(ids: list[int], bob: Person) -> None:
    night = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # two in the morning in São Paulo
    batch = send(bob, prepare(bob, ids))
    run(batch, night)
    leaves = batch.items.filter(state=Item.QUEUED).values_list("leaves_at", flat=True)
    assert all(moment is not None and moment - night > timedelta(hours=5) for moment in leaves)


# ── who has to agree ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_agent_without_a_limit_asks_for_every_sum(ids: list[int], alice: Person, bob: Person) -> None:
    batch = send(alice, prepare(alice, ids))
    assert batch.state == Batch.ASKED
    with pytest.raises(NotApproved):
        batching.approve(person=alice, batch=batch, now=NOON)
    batching.approve(person=bob, batch=batch, now=NOON)
    assert send(alice, batch).state == Batch.RUNNING


def test_up_to_her_limit_nobody_is_asked(ids: list[int], alice: Person) -> None:
    worth = 7 * 7100  # seven times ten dollars at 7.10
    limit = ApprovalLimit.objects.create(person=alice, most_minor=worth - 1, set_at=NOW)
    assert send(alice, prepare(alice, ids)).state == Batch.ASKED
    limit.most_minor = worth
    limit.save()
    assert send(alice, prepare(alice, ids)).state == Batch.RUNNING


def test_letters_without_money_need_nobody(ids: list[int], alice: Person) -> None:
    for reply in Reply.objects.all():
        reply.request["decision"] = None
        reply.save()
    assert send(alice, prepare(alice, ids)).state == Batch.RUNNING


def test_a_lead_declines_and_says_why(ids: list[int], alice: Person, bob: Person) -> None:
    batch = send(alice, prepare(alice, ids))
    with pytest.raises(DomainError, match="Say why"):
        batching.decline(person=bob, batch=batch, reason=" ", now=NOON)
    batching.decline(person=bob, batch=batch, reason="Too much; reship.", now=NOON)
    assert (batch.state, batch.decline_reason) == (Batch.STOPPED, "Too much; reship.")
    with pytest.raises(batches.NotNow):
        send(alice, batch)


# ── the pages ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch, alice: Person, bob: Person, charlie: Person) -> dict[str, Client]:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    made = {}
    for person in (alice, bob, charlie):
        made[person.name] = Client()
        made[person.name].force_login(person)
    return made


def test_from_the_queue_to_the_outbox(ids: list[int], clients: dict[str, Client]) -> None:
    client = clients["Bob"]
    queue = client.get("/queue/").content.decode()
    assert queue.count('data-pick="bulk"') == NUMBER
    answer = client.post("/bulk/", {"case": ids[:3], "do": "answer"}, follow=True)
    text = answer.content.decode()
    assert "Send the first 3" in text
    assert "US$30.00" in text
    batch = Batch.objects.get()
    items = list(batch.items.values_list("pk", flat=True))
    assert "one by one" in client.post(f"/bulk/{batch.pk}/send/", {"item": items}, follow=True).content.decode()
    run(batch)
    text = client.get(f"/bulk/{batch.pk}/progress/").content.decode()
    assert "Stop, and take back 3" in text
    assert "3 came back" in client.post(f"/bulk/{batch.pk}/stop/", follow=True).content.decode()
    assert clients["Charlie"].get(f"/bulk/{batch.pk}/").status_code == 404
    assert clients["Charlie"].post(f"/bulk/{batch.pk}/stop/").status_code == 404


def test_a_whole_view_is_chosen_up_to_the_cap(ids: list[int], clients: dict[str, Client], desk: Any) -> None:
    clients["Bob"].post("/bulk/", {"all": "1", "shop": desk.own_shop.key})
    assert Batch.objects.get().items.count() == NUMBER
    clients["Bob"].post("/bulk/", {"all": "1", "shop": desk.shop.key})
    assert Batch.objects.count() == 1


def test_many_are_given_away_or_wait_each_for_itself(
    ids: list[int], clients: dict[str, Client], alice: Person, charlie: Person
) -> None:
    client = clients["Bob"]
    client.post("/bulk/", {"case": ids[:2], "do": "assign", "person": alice.pk})
    assert Case.objects.filter(assignee=alice).count() == 2
    text = client.post("/bulk/", {"case": ids[:2], "do": "assign", "person": charlie.pk}, follow=True).content.decode()
    assert "does not work in the shop" in text
    Case.objects.filter(pk=ids[0]).update(closed_at=NOW)
    text = client.post("/bulk/", {"case": ids[:2], "do": "wait", "until": "2026-11-25T09:00"}, follow=True).content
    assert Case.objects.filter(waiting_until__isnull=False).count() == 1
    assert f"Case {ids[0]}:" in text.decode()


def test_the_page_asks_few_questions_however_many_there_are(
    ids: list[int], clients: dict[str, Client], bob: Person, django_assert_max_num_queries: Any
) -> None:
    batch = prepare(bob, ids)
    with django_assert_max_num_queries(12):
        clients["Bob"].get(f"/bulk/{batch.pk}/")


def test_a_program_prepares_sends_and_stops(ids: list[int], clients: dict[str, Client]) -> None:
    def post(path: str, body: Any = None) -> Any:
        return clients["Bob"].post(f"/api/v1/batches{path}", body, content_type="application/json")

    made = post("", {"cases": ids})
    assert (made.status_code, made.json()["state"], len(made.json()["items"])) == (201, "preview", NUMBER)
    number = made.json()["id"]
    assert post(f"/{number}/send", {}).json()["state"] == "running"
    run(Batch.objects.get())
    shown = clients["Bob"].get(f"/api/v1/batches/{number}").json()
    assert (shown["state"], shown["at_most"]) == ("paused", [{"amount": "20.00", "currency": "USD"}])
    assert post(f"/{number}/stop").json()["state"] == "stopped"
    assert clients["Charlie"].get(f"/api/v1/batches/{number}").status_code == 404
