"""The page of a case: what Alice sees and does there, what Bob alone may do, and what Charlie never sees."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, days, dispute_record, event, message_record, order_record, parcel_record, review_record

from amends.connect.contract import AttachmentRecord
from amends.desk.cases.models import Case
from amends.desk.cases.operations import add_note
from amends.desk.conversations.models import Attachment
from amends.desk.deadlines.models import Deadline
from amends.desk.exhibits.models import Exhibit
from amends.desk.flow import choices
from amends.desk.journal.models import Entry
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.evidence import verify_pack

pytestmark = pytest.mark.django_db

BROKEN = "Hello, the lamp arrived broken, I attach a photo. I want my money back."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e221bc33"
    "0000000049454e44ae426082"
)
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests happen at the moment at which the tests live."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], tmp_path: Any) -> Case:
    """Dana says that the lamp is broken and sends a photo and a page with a script in it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.png").write_bytes(PIXEL)
    (tmp_path / "in" / "page.html").write_bytes(b"<script>alert(1)</script>")
    files = [
        AttachmentRecord(name="photo.png", path="photo.png"),
        AttachmentRecord(name=f"{HOSTILE[:60]}.html", path="page.html"),
    ]
    take_in(
        parcel_record(events=[event(NOW - days(3), "Accepted by carrier"), event(NOW - days(1), "Delivered", "BR")]),
        message_record(text=BROKEN, attachments=files),
        attachments=tmp_path / "in",
    )
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get()


def address(case: Case, what: str = "") -> str:
    return f"/cases/{case.pk}/{what}"


def letter(case: Case) -> Reply:
    found = choices.letter_in_hand(case)
    assert found is not None
    return found


def offer(case: Case) -> Offer:
    return Offer.objects.filter(case=case).latest("pk")


def form(case: Case, **changes: Any) -> dict[str, Any]:
    """The letter's form as the page fills it."""
    reply = letter(case)
    return {"version": reply.version, "body": reply.body, "offer": offer(case).pk, **changes}


def said(response: Any) -> str:
    """The page as it came."""
    return response.content.decode()


def read(response: Any) -> str:
    """The page as a person reads it: without its marks."""
    return re.sub(r"</?mark[^>]*>", "", said(response))


# What the page shows ---------------------------------------------------------------------------------------------


def test_the_page_shows_deadline_options_letter_timeline_and_facts(alices: Client, case: Case) -> None:
    page = read(alices.get(address(case)))
    for expected in ("8201-1", "Dana Albuquerque", "the lamp arrived broken", "LP00420011", "Night lamp", "Warm white"):
        assert expected in page, expected
    assert letter(case).body.split("\n")[0] in page
    assert 'class="meaning-said"' in page, "what each sentence says, in the language of her screen"
    for item in offer(case).result["menu"]:
        assert item["expected_cost"] in page
    assert 'id="letter-body"' in page
    assert "data-countdown" in page


def test_the_parts_of_an_option_add_up_to_its_cost(alices: Client, case: Case, alice: Person) -> None:
    from decimal import Decimal

    for item in offer(case).result["menu"]:
        parts = [Decimal(value) for value in item["components"].values() if value is not None]
        assert sum(parts) == Decimal(item["expected_cost"])


def test_a_platforms_deadline_says_what_is_lost_and_where_the_rule_comes_from(
    alices: Client, take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(dispute_record(procedure="dispute_issue", event="buyer_opened_or_modified_dispute"))
    run_jobs(NOW)
    case = Case.objects.get()
    page = said(alices.get(address(case)))
    row = Deadline.objects.get(case=case, hard=True)
    assert row.rule["id"] in page
    assert "US$40.00" in page
    assert "Automatic refund" in page


def test_every_page_of_a_case_answers_whatever_opened_it(
    alices: Client, take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(
        order_record("8201-2", buyer={"reference": "x-1", "name": "Xenia"}),
        order_record("8201-3", buyer={"reference": "x-2", "name": "Yuri"}, dispatch_due=NOW - days(2)),
        review_record(order_number="8201-2"),
        message_record("m-9", text="Where?", order_number=None, buyer={"reference": "new-1", "name": "Zoe"}),
        dispute_record(),
    )
    run_jobs(NOW)
    assert Case.objects.count() >= 3
    for case in Case.objects.all():
        assert alices.get(address(case)).status_code == 200


def test_hostile_words_are_shown_and_never_run(
    alices: Client, take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], case: Case
) -> None:
    take_in(message_record("m-2", text=HOSTILE, sent_at=NOW))
    take_in(review_record(title=HOSTILE, text=HOSTILE))
    order.buyer.name = HOSTILE
    order.buyer.save()
    order.lines.update(title=HOSTILE)
    run_jobs(NOW)
    alices.post(address(case, "note/"), {"text": HOSTILE})
    alices.post(address(case, "close/"), {"reason": HOSTILE})
    page = said(alices.get(address(case)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


class Written(HTMLParser):
    """What of a page a browser would run or style without asking for a file."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style" or (tag == "script" and not named.get("src")):
            self.inline.append(tag)
        for name, value in attrs:
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.inline.append(f"{tag} {name}")


def test_nothing_of_the_page_is_written_inline(alices: Client, case: Case) -> None:
    response = alices.get(address(case))
    written = Written()
    written.feed(said(response))
    assert written.inline == []
    assert "script-src 'self'" in response["Content-Security-Policy"]


# Who may ---------------------------------------------------------------------------------------------------------

ACTIONS = (
    "lint", "choose", "approve", "save", "anew", "override", "send", "kind", "fault", "order", "assign", "wait", "note",
    "no-answer", "close", "reopen", "refund", "void", "keep", "bring", "pack",
)  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_charlie_can_do_nothing_in_another_companys_case(charlies: Client, case: Case, action: str) -> None:
    before = (Entry.objects.count(), letter(case).version)
    data = form(
        case, pick="0", kind="damaged", text="x", reason="because of this", amount="1.00", source="chat", key="k"
    )
    assert charlies.post(address(case, f"{action}/"), data).status_code == 404
    assert (Entry.objects.count(), letter(case).version) == before


def test_charlie_sees_neither_page_nor_file_nor_letter(charlies: Client, alices: Client, case: Case) -> None:
    file = Attachment.objects.first()
    assert file is not None
    assert charlies.get(address(case)).status_code == 404
    assert charlies.get(address(case, f"files/{file.pk}/")).status_code == 404
    alices.post(address(case, "send/"), form(case, when="now"))
    assert charlies.post(f"/letters/{letter(case).pk}/undo/").status_code == 404
    assert charlies.post(f"/letters/{letter(case).pk}/again/").status_code == 404
    assert letter(case).state == Reply.QUEUED


def test_a_stranger_is_sent_to_the_sign_in(case: Case) -> None:
    response = Client().get(address(case))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_an_action_is_never_a_get(alices: Client, case: Case) -> None:
    for action in ACTIONS:
        assert alices.get(address(case, f"{action}/")).status_code == 405, action


def test_a_number_beyond_all_cases_is_not_found(alices: Client) -> None:
    assert alices.get("/cases/999999/").status_code == 404
    assert alices.get("/cases/99999999999999999999999/").status_code == 404


# Options ---------------------------------------------------------------------------------------------------------


def test_choosing_options_changes_the_letter_at_once(alices: Client, case: Case) -> None:
    menu = offer(case).result["menu"]
    entitled = next(index for index, item in enumerate(menu) if item["entitled"])
    response = alices.post(address(case, "choose/"), form(case, pick=str(entitled)), headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert offer(case).state == Offer.CHOSEN
    written = letter(case).request["decision"]["menu"]
    assert [item["remedy"] for item in written] == [menu[entitled]["remedy"]]
    assert letter(case).body.split("\n")[2] in said(response)


def test_what_the_buyer_is_entitled_to_cannot_be_left_out(alices: Client, case: Case) -> None:
    menu = [{**item, "entitled": index == 0} for index, item in enumerate([*offer(case).result["menu"]] * 2)]
    Offer.objects.filter(pk=offer(case).pk).update(result={**offer(case).result, "menu": menu})
    response = alices.post(address(case, "choose/"), form(case, pick="1"), headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "entitled" in said(response)
    assert offer(case).state == Offer.PROPOSED
    assert alices.post(address(case, "choose/"), form(case)).status_code == 409


def test_options_that_were_replaced_meanwhile_are_not_chosen(alices: Client, case: Case) -> None:
    response = alices.post(address(case, "choose/"), form(case, offer=offer(case).pk + 1, pick="0"))
    assert response.status_code == 409
    assert "worked out anew" in said(response)


def test_words_of_a_person_survive_choosing_other_options(alices: Client, case: Case) -> None:
    own = letter(case).body + "\n\nP.S. Dana, I looked at your photo myself."
    alices.post(address(case, "choose/"), form(case, pick="0", body=own), headers={"HX-Request": "true"})
    assert letter(case).body.endswith("photo myself.")
    assert letter(case).edited


def test_only_a_lead_approves(alices: Client, bobs: Client, case: Case) -> None:
    Offer.objects.filter(pk=offer(case).pk).update(approval_needed=True)
    held = alices.post(address(case, "send/"), form(case, when="now"))
    assert held.status_code == 409
    assert letter(case).state == Reply.DRAFT
    assert alices.post(address(case, "approve/"), form(case)).status_code == 409
    assert offer(case).approved_by is None
    assert bobs.post(address(case, "approve/"), form(case)).status_code == 302
    assert offer(case).approved_by == Person.objects.get(name="Bob")
    assert alices.post(address(case, "send/"), form(case, when="now")).status_code == 302


# The letter ------------------------------------------------------------------------------------------------------


def test_the_lint_speaks_while_she_writes_and_stores_nothing(alices: Client, case: Case) -> None:
    before = letter(case)
    response = alices.post(address(case, "lint/"), form(case, body=before.body + "\nYou get 999.00 USD more."))
    page = said(response)
    assert response.status_code == 200
    assert 'data-verdict="block"' in page
    assert "999.00" in page
    assert "disabled" in page
    assert letter(case).version == before.version


def test_sending_queues_the_letter_and_opens_another_case_with_an_undo(
    alices: Client, case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(order_record("8201-5", buyer={"reference": "e-5", "name": "Erik"}))
    take_in(message_record("m-5", text=BROKEN, order_number="8201-5", buyer={"reference": "e-5", "name": "Erik"}))
    run_jobs(NOW)
    other = Case.objects.exclude(pk=case.pk).get()
    response = alices.post(address(case, "send/"), form(case, when="now"))
    reply = letter(case)
    assert (reply.state, reply.author) == (Reply.QUEUED, Person.objects.get(name="Alice"))
    assert response["Location"] == f"/cases/{other.pk}/?sent={reply.pk}"
    page = said(alices.get(response["Location"]))
    assert f"/letters/{reply.pk}/undo/" in page
    back = alices.post(f"/letters/{reply.pk}/undo/", follow=True)
    assert back.redirect_chain[-1][0] == address(case)
    assert letter(case).state == Reply.DRAFT


def test_what_she_changed_is_what_is_sent(alices: Client, case: Case) -> None:
    own = letter(case).body.replace("\n\n", "\r\n\r\n") + "\r\n\r\nP.S. I looked at your photo myself."
    alices.post(address(case, "send/"), form(case, body=own, when="now"))
    assert letter(case).state == Reply.QUEUED
    assert letter(case).body.endswith("P.S. I looked at your photo myself.")
    assert "\r" not in letter(case).body


def test_a_letter_that_left_cannot_be_taken_back_and_the_page_says_so(alices: Client, case: Case) -> None:
    alices.post(address(case, "send/"), form(case, when="now"))
    Reply.objects.update(state=Reply.SENT)
    reply = Reply.objects.get()
    response = alices.post(f"/letters/{reply.pk}/undo/", follow=True)
    assert "has left already" in said(response)


def test_a_blocked_letter_stays_with_her_words_and_says_why(alices: Client, case: Case) -> None:
    own = letter(case).body + "\nThe carrier lost it. You get 999.00 USD."
    response = alices.post(address(case, "send/"), form(case, body=own, when="now"))
    assert response.status_code == 409
    assert "999.00" in said(response)
    assert letter(case).state == Reply.DRAFT
    assert letter(case).body == own


def test_the_second_of_two_writers_keeps_her_words_and_reads_the_others(
    alices: Client, bobs: Client, case: Case
) -> None:
    hers = form(case, body=letter(case).body + "\n\nAlice was here.")
    bobs.post(address(case, "save/"), form(case, body=letter(case).body + "\n\nBob was here."))
    response = alices.post(address(case, "send/"), {**hers, "when": "now"})
    page = said(response)
    assert response.status_code == 409
    assert "Alice was here." in page
    assert "Bob was here." in page
    assert letter(case).state == Reply.DRAFT
    again = alices.post(address(case, "send/"), {**hers, "version": letter(case).version, "when": "now"})
    assert again.status_code == 302
    assert letter(case).body.endswith("Alice was here.")


def test_a_lead_lets_a_blocked_letter_through_with_a_reason_and_only_these_words(
    alices: Client, bobs: Client, case: Case
) -> None:
    own = letter(case).body + "\n\nYou also get 1.00 USD."
    data = form(case, body=own, reason="Agreed with the owner on the phone.")
    assert alices.post(address(case, "override/"), data).status_code == 409
    assert letter(case).override_reason == ""
    data = form(case, body=own, reason="Agreed with the owner on the phone.")
    assert bobs.post(address(case, "override/"), data).status_code == 302
    assert letter(case).overridden_by == Person.objects.get(name="Bob")
    worse = form(case, body=own.replace("1.00", "100.00"), when="now")
    assert alices.post(address(case, "send/"), worse).status_code == 409
    assert letter(case).override_reason == ""


def test_some_findings_nobody_lets_through(bobs: Client, case: Case) -> None:
    own = letter(case).body + "\n\nThe carrier lost your parcel."
    response = bobs.post(address(case, "override/"), form(case, body=own, reason="I am sure that it was the carrier."))
    assert response.status_code == 409
    assert letter(case).override_reason == ""


def test_giving_up_her_words_brings_the_drafted_letter_back(alices: Client, case: Case) -> None:
    drafted = letter(case).body
    alices.post(address(case, "save/"), form(case, body=drafted + "\n\nToo much."))
    alices.post(address(case, "anew/"), form(case))
    assert (letter(case).body, letter(case).edited) == (drafted, False)


def test_the_page_asks_no_more_than_twelve_times(alices: Client, case: Case, alice: Person) -> None:
    add_note(actor=actor_of(alice), case=case, author=alice, text="Seen", now=NOW)
    alices.get(address(case))
    with CaptureQueriesContext(connection) as queries:
        assert alices.get(address(case)).status_code == 200
    assert len(queries) <= 12


def test_a_letter_waits_until_it_is_welcome(alices: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    Order.objects.filter(pk=case.order_id).update(region="", postcode="")
    # 03:00 in São Paulo; the state is not known, and Acre is two hours behind.
    night = (NOW + days(1)).replace(hour=6)
    monkeypatch.setattr(timezone, "now", lambda: night)
    page = said(alices.get(address(case)))
    assert "outside 9 to 20 h" in page
    assert "the region is not known" in page
    alices.post(address(case, "send/"), form(case, when="awake"))
    assert letter(case).send_after == night.replace(hour=14)


def test_a_letter_waits_for_the_morning_of_her_own_state(
    alices: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    Order.objects.filter(pk=case.order_id).update(region="SP")
    night = (NOW + days(1)).replace(hour=6)
    monkeypatch.setattr(timezone, "now", lambda: night)
    page = said(alices.get(address(case)))
    assert "outside 9 to 20 h" in page
    assert "the region is not known" not in page
    alices.post(address(case, "send/"), form(case, when="awake"))
    assert letter(case).send_after == night.replace(hour=12)


def test_a_holiday_is_named_as_one(alices: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    Order.objects.filter(pk=case.order_id).update(region="SP")
    monkeypatch.setattr(timezone, "now", lambda: NOW.replace(month=9, day=7, hour=15))
    page = said(alices.get(address(case)))
    assert "public holiday" in page
    assert "outside 9 to 20 h" not in page


def test_a_failed_letter_says_why_and_is_tried_again(alices: Client, case: Case) -> None:
    alices.post(address(case, "send/"), form(case, when="now"))
    Reply.objects.update(state=Reply.FAILED, error="The mail server refused the address.")
    assert "refused the address" in said(alices.get(address(case)))
    alices.post(f"/letters/{letter(case).pk}/again/")
    assert letter(case).state == Reply.QUEUED


# The case itself -------------------------------------------------------------------------------------------------


def test_setting_the_kind_brings_other_options(alices: Client, case: Case) -> None:
    alices.post(address(case, "kind/"), {"kind": "wrong_item"})
    case.refresh_from_db()
    assert (case.kind, case.kind_set_by.endswith("Alice")) == ("wrong_item", True)
    assert offer(case).request["kind"] == "wrong_item"
    assert "no kind of dispute" in said(alices.post(address(case, "kind/"), {"kind": "nonsense"}, follow=True))


def test_the_buyer_is_at_fault_only_with_a_reason(alices: Client, case: Case) -> None:
    alices.post(address(case, "fault/"), {"fault": "buyer"})
    case.refresh_from_db()
    assert case.fault != "buyer"
    alices.post(address(case, "fault/"), {"fault": "seller"})
    case.refresh_from_db()
    assert case.fault == "seller"


def test_assigning_knows_only_people_of_the_shop(alices: Client, case: Case, bob: Person, charlie: Person) -> None:
    alices.post(address(case, "assign/"), {"person": bob.pk})
    case.refresh_from_db()
    assert case.assignee == bob
    alices.post(address(case, "assign/"), {"person": charlie.pk})
    case.refresh_from_db()
    assert case.assignee == bob
    alices.post(address(case, "assign/"), {"person": ""})
    case.refresh_from_db()
    assert case.assignee is None


def test_waiting_takes_a_time_that_lies_ahead(alices: Client, case: Case) -> None:
    alices.post(address(case, "wait/"), {"until": "2026-11-25T09:00", "turn": "carrier"})
    case.refresh_from_db()
    assert case.waiting_until is not None
    assert case.waiting_until.isoformat() == "2026-11-25T01:00:00+00:00"
    assert case.turn == "carrier"
    for wrong in ("2020-01-01T09:00", "soon", ""):
        alices.post(address(case, "wait/"), {"until": wrong, "turn": "buyer"})
        case.refresh_from_db()
        assert case.turn == "carrier"


def test_notes_are_kept_and_empty_ones_are_not(alices: Client, case: Case) -> None:
    assert "asked the warehouse" in said(
        alices.post(address(case, "note/"), {"text": "asked the warehouse"}, follow=True)
    )
    assert "The note is empty" in said(alices.post(address(case, "note/"), {"text": "  "}, follow=True))
    assert case.notes.count() == 1


def test_no_answer_needed_stops_the_response_clock(alices: Client, case: Case) -> None:
    assert case.deadlines.filter(state=Deadline.OPEN, hard=False).exists()
    alices.post(address(case, "no-answer/"))
    assert not case.deadlines.filter(state=Deadline.OPEN, hard=False).exists()
    assert Entry.objects.filter(action="case.no_answer_needed").count() == 1


def test_closing_needs_a_word_and_can_be_taken_back(alices: Client, case: Case) -> None:
    alices.post(address(case, "close/"), {"reason": ""})
    case.refresh_from_db()
    assert case.closed_at is None
    alices.post(address(case, "close/"), {"reason": "settled"})
    case.refresh_from_db()
    assert (case.closed_at is not None, case.close_reason) == (True, "settled")
    assert alices.get(address(case)).status_code == 200
    assert "closed" in said(alices.post(address(case, "kind/"), {"kind": "damaged"}, follow=True))
    alices.post(address(case, "reopen/"), {"reason": "she wrote again"})
    case.refresh_from_db()
    assert case.closed_at is None


# Which order -----------------------------------------------------------------------------------------------------


@pytest.fixture
def unclear(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    """Dana has two orders and names none."""
    take_in(order_record("8201-2", placed_at=NOW - days(9)))
    take_in(message_record("m-3", text=BROKEN, order_number=None, thread="t-3"))
    run_jobs(NOW)
    return Case.objects.select_related("shop").get(order=None)


def test_a_person_says_which_order_it_is_about(alices: Client, unclear: Case) -> None:
    page = said(alices.get(address(unclear)))
    assert "8201-1" in page
    assert "8201-2" in page
    wanted = Order.objects.get(number="8201-2")
    alices.post(address(unclear, "order/"), {"order": wanted.pk})
    unclear.refresh_from_db()
    assert unclear.order == wanted
    assert unclear.conversation_id is not None
    assert Offer.objects.filter(case=unclear).exists()
    assert wanted.conversations.filter(pk=unclear.conversation_id).exists()


def test_an_order_may_be_named_by_its_number_but_not_another_shops(
    alices: Client, unclear: Case, take_in: Callable[..., None], desk: Any
) -> None:
    take_in(order_record("9999-1"), shop=desk.other_shop)
    foreign = Order.objects.get(number="9999-1")
    for wrong in ({"number": "9999-1"}, {"order": foreign.pk}, {"number": ""}, {"order": "1e9"}):
        alices.post(address(unclear, "order/"), wrong)
        unclear.refresh_from_db()
        assert unclear.order is None
    alices.post(address(unclear, "order/"), {"number": " 8201-2 "})
    unclear.refresh_from_db()
    assert unclear.order == Order.objects.get(number="8201-2")


# Money -----------------------------------------------------------------------------------------------------------


def booking(case: Case, amount: str, token: str = "a", **more: str) -> dict[str, str]:
    return {"amount": amount, "source": "chat", "key": f"case:{case.pk}:{token}", "reference": "R-1", **more}


def test_the_ledger_refuses_to_give_money_back_twice(alices: Client, case: Case) -> None:
    page = said(alices.post(address(case, "refund/"), booking(case, "30.00"), follow=True))
    assert "US$10.00" in page  # still open of 40
    refused = said(alices.post(address(case, "refund/"), booking(case, "30.00", "b"), follow=True))
    assert "only 10.00 USD is still open" in refused
    assert sum(LedgerEntry.objects.values_list("amount_minor", flat=True)) == 3000


def test_the_same_booking_sent_twice_counts_once(alices: Client, case: Case) -> None:
    for _twice in range(2):
        alices.post(address(case, "refund/"), booking(case, "5.00"))
    assert sum(LedgerEntry.objects.values_list("amount_minor", flat=True)) == 500


@pytest.mark.parametrize("amount", ["0", "-1", "abc", "1.001", "1e3", ""])
def test_what_is_no_amount_is_not_booked(alices: Client, case: Case, amount: str) -> None:
    response = alices.post(address(case, "refund/"), booking(case, amount), follow=True)
    assert response.status_code == 200
    assert not LedgerEntry.objects.exists()


def test_a_booking_is_taken_back(alices: Client, case: Case) -> None:
    alices.post(address(case, "refund/"), booking(case, "40.00"))
    alices.post(address(case, "void/"), {"key": f"case:{case.pk}:a"})
    assert LedgerEntry.objects.filter(voided_at__isnull=True).count() == 0
    alices.post(address(case, "refund/"), booking(case, "40.00", "b"))
    assert LedgerEntry.objects.filter(voided_at__isnull=True).exists()


def test_a_booking_needs_a_key_of_its_own_case(alices: Client, case: Case) -> None:
    assert alices.post(address(case, "refund/"), {**booking(case, "1.00"), "key": "anything"}).status_code == 400


# Files and proof -------------------------------------------------------------------------------------------------


def test_a_picture_is_shown_and_everything_else_is_saved_never_run(alices: Client, case: Case) -> None:
    picture, page = Attachment.objects.order_by("pk")
    shown = alices.get(address(case, f"files/{picture.pk}/"))
    assert (shown["Content-Type"], shown.content) == ("image/png", PIXEL)
    saved = alices.get(address(case, f"files/{page.pk}/"))
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment")
    assert "\n" not in saved["Content-Disposition"]
    for response in (shown, saved):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_is_kept_as_evidence_with_one_click(alices: Client, case: Case) -> None:
    picture = Attachment.objects.order_by("pk").first()
    assert picture is not None
    for _twice in range(2):
        alices.post(address(case, "keep/"), {"attachment": picture.pk, "type": "buyer_photo"})
    exhibit = Exhibit.objects.get()
    assert (exhibit.type, exhibit.attachment_id) == ("buyer_photo", picture.pk)
    assert "kept as evidence" in said(alices.get(address(case)))
    alices.post(address(case, "keep/"), {"attachment": picture.pk, "type": "nonsense"})
    assert alices.post(address(case, "keep/"), {"attachment": "77777", "type": "buyer_photo"}).status_code == 404
    assert Exhibit.objects.count() == 1


def test_a_file_of_another_case_is_not_reachable_through_this_one(
    alices: Client, case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(order_record("8201-6", buyer={"reference": "f-6", "name": "Fay"}))
    take_in(message_record("m-6", order_number="8201-6", buyer={"reference": "f-6", "name": "Fay"}))
    run_jobs(NOW)
    other = Case.objects.exclude(pk=case.pk).get()
    file = Attachment.objects.first()
    assert file is not None
    assert alices.get(address(other, f"files/{file.pk}/")).status_code == 404


def test_evidence_that_she_brings_is_named_by_its_bytes_not_by_its_name(alices: Client, case: Case) -> None:
    file = SimpleUploadedFile("../../etc/passwd.html", PIXEL, content_type="text/html")
    alices.post(address(case, "bring/"), {"file": file, "type": "packing_photo"})
    exhibit = Exhibit.objects.get()
    assert (exhibit.media_type, exhibit.size) == ("image/png", len(PIXEL))
    assert ".." not in exhibit.name
    assert alices.get(address(case, f"exhibits/{exhibit.pk}/")).content == PIXEL
    empty = SimpleUploadedFile("empty.png", b"")
    assert "not empty" in said(
        alices.post(address(case, "bring/"), {"file": empty, "type": "packing_photo"}, follow=True)
    )


def test_the_evidence_pack_is_built_verified_and_on_record(alices: Client, case: Case) -> None:
    picture = Attachment.objects.order_by("pk").first()
    assert picture is not None
    alices.post(address(case, "keep/"), {"attachment": picture.pk, "type": "buyer_photo"})
    response = alices.post(address(case, "pack/"), {"statement": "The lamp was whole when it left."})
    assert response["Content-Type"] == "application/zip"
    checked = verify_pack(response.content)
    assert checked.ok, checked.findings
    assert any(name.endswith(".png") for name in zipfile.ZipFile(io.BytesIO(response.content)).namelist())
    assert Entry.objects.get(action="pack.built").data["sha256"] == checked.seal


# Keeping up ------------------------------------------------------------------------------------------------------


def test_a_case_waiting_for_the_buyer_shows_what_was_offered(
    alices: Client, case: Case, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    alices.post(address(case, "send/"), form(case, when="now"))
    reply = letter(case)
    assert reply.send_after is not None
    later = reply.send_after
    monkeypatch.setattr(timezone, "now", lambda: later)
    run_jobs(later)
    case.refresh_from_db()
    assert (Reply.objects.get(pk=reply.pk).state, case.turn) == (Reply.SENT, "buyer")
    page = said(alices.get(address(case)))
    assert "Offered to the buyer" in page
    assert "has not answered yet" in page


def test_the_page_asks_the_database_no_more_often_for_a_longer_story(
    alices: Client, case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    take_in(
        *[message_record(f"m-{number}", text=f"Message {number}", sent_at=NOW - days(1)) for number in range(30, 60)]
    )
    run_jobs(NOW)
    with django_assert_max_num_queries(90):
        assert alices.get(address(case)).status_code == 200


def test_the_next_case_is_the_one_that_waits_when_she_goes_on(
    alices: Client, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    for number in ("8201-1", "8201-2"):
        take_in(order_record(number), message_record(f"m-{number}", "My parcel has not arrived.", order_number=number))
    run_jobs(NOW)
    first, second = Case.objects.order_by("pk")
    page = alices.get(f"/cases/{first.pk}/").content.decode()
    assert f'href="/cases/{first.pk}/next/"' in page
    assert alices.get(f"/cases/{first.pk}/next/")["Location"] == f"/cases/{second.pk}/"
    Case.objects.filter(pk=second.pk).update(turn="buyer")
    there = alices.get(f"/cases/{first.pk}/next/", follow=True)
    assert there.redirect_chain[-1][0] == "/queue/"
    assert "No other case waits" in there.content.decode()
