"""Open pages: what they ask for in the background, what it costs, what they are told, and what nobody loses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.desk.cases.models import Case, Presence
from amends.desk.flow import choices
from amends.desk.flow.news import newest_entry
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply, Unfinished

pytestmark = pytest.mark.django_db

MORE = "\n\nPlease keep the box until we write again."


class Clock:
    """The moment at which requests happen."""

    def __init__(self) -> None:
        self.now = NOW

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], clock: Clock) -> Case:
    """Dana asks where her parcel is; a letter is drafted."""
    take_in(order_record(), message_record(text="Hello, where is my parcel?"))
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation").get()


@pytest.fixture
def writes(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], clock: Clock) -> Callable[[str], None]:
    """Dana writes again, and the desk follows."""

    def write(text: str) -> None:
        clock.wait(60)
        take_in(message_record(f"m-{clock.now:%H%M}", text=text, sent_at=clock.now), at=clock.now)
        run_jobs(clock.now)

    return write


def letter(case: Case) -> Reply:
    found = choices.letter_in_hand(case)
    assert found is not None
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def polled(text: str) -> str:
    """Where this page asks for news."""
    found = re.search(r'data-poll="([^"]+)"', text)
    assert found
    return found.group(1).replace("&amp;", "&")


def form_of(case: Case, **changes: Any) -> dict[str, Any]:
    """The letter's form as the page holds it."""
    reply = letter(case)
    return {
        "version": reply.version, "reply": reply.pk, "seen": newest_entry(case), "body": reply.body + MORE,
        "when": "now", **changes,
    }  # fmt: skip


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["queue", "morning", "parcels", "case"])
def test_an_unchanged_page_is_told_so_for_three_questions(alices: Client, case: Case, clock: Clock, name: str) -> None:
    address = {"queue": "/queue/", "morning": "/", "parcels": "/parcels/", "case": f"/cases/{case.pk}/"}[name]
    asks = polled(page(alices, address)) + ("?seen=9&shown=9999999" if name == "case" else "")
    first = alices.get(asks)
    assert first.status_code == 200
    clock.wait(12)
    with CaptureQueriesContext(connection) as queries:
        again = alices.get(asks, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(queries) <= 3, [query["sql"][:90] for query in queries]


def test_a_case_that_is_open_says_so_in_every_second_question_at_most(
    alices: Client, alice: Person, case: Case, clock: Clock
) -> None:
    written = []
    for _ in range(4):
        alices.get(f"/live/cases/{case.pk}/")
        written.append(Presence.objects.get(person=alice).seen_at)
        clock.wait(12)
    assert len(set(written)) == 2


def test_nobody_without_an_account_and_nobody_of_another_company_is_told_anything(
    charlies: Client, alices: Client, case: Case, clock: Clock
) -> None:
    alices.get(f"/live/cases/{case.pk}/?typing=1")
    for address in ("/live/queue/", "/live/today/", "/live/parcels/", f"/live/cases/{case.pk}/"):
        assert Client().get(address).json() == {"signed_out": True}
    assert charlies.get(f"/live/cases/{case.pk}/").status_code == 404
    assert charlies.post(f"/cases/{case.pk}/unfinished/", {"body": "x"}).status_code == 404
    told = charlies.get("/live/queue/").json()
    assert (told["present"], told["rows"]) == ({}, [])


# ── the lists ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_is_told_new_rows_and_counters_and_a_row_that_only_counts_down_stays(
    alices: Client, case: Case, clock: Clock, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    text = page(alices, "/queue/")
    asks = polled(text)
    known = re.search(rf'data-case="{case.pk}" data-as="(\w+)"', text)
    assert known
    assert "rows" not in alices.get(asks).json(), "the page has this state already"
    clock.wait(600)
    buyer = {"reference": "ref-Erik", "name": "Erik", "locale": "en-GB"}
    take_in(order_record("8201-2", buyer=buyer), at=clock.now)
    take_in(message_record("m-9", text="Where is it?", order_number="8201-2", buyer=buyer, sent_at=clock.now), at=clock.now)  # fmt: skip
    run_jobs(clock.now)
    told = alices.get(asks).json()
    rows = {row[0]: row for row in told["rows"]}
    assert len(rows) == 2
    assert rows[case.pk][1] == known.group(1)
    had = alices.get(f"{asks}&had={case.pk}.{known.group(1)}").json()["rows"]
    assert [bool(row[2]) for row in had if row[0] == case.pk] == [False], "what the page shows is not sent again"
    assert [bool(row[2]) for row in had if row[0] != case.pk] == [True]
    assert told["counts"]["tab-"] == "2"
    assert re.search(r'data-count="tab-">1<', text)


def test_a_tab_and_a_shop_are_asked_for_as_the_page_shows_them(alices: Client, case: Case, clock: Clock) -> None:
    asks = polled(page(alices, "/queue/?tab=approve&shop=lumora-own"))
    assert alices.get(asks.replace("state=", "was=")).json()["rows"] == []
    assert alices.get("/live/queue/?tab=nonsense").status_code == 400


def test_the_morning_page_and_the_parcels_know_when_they_say_something_else(
    alices: Client, case: Case, clock: Clock
) -> None:
    today, parcels = page(alices, "/"), page(alices, "/parcels/")
    digest = re.search(r'data-digest="(\w+)"', today)
    assert digest
    told = alices.get(polled(today).replace("state=", "was=")).json()
    assert told["digest"] == digest.group(1)
    Case.objects.update(tab="approve")
    assert alices.get(polled(today).replace("state=", "was=")).json()["digest"] != digest.group(1)
    assert alices.get(polled(parcels).replace("state=", "was=")).json()["items"] == []


# ── who is there ──────────────────────────────────────────────────────────────────────────────────────────────


def test_bob_sees_that_alice_is_in_the_case_and_typing_until_she_is_gone(
    alices: Client, bobs: Client, case: Case, clock: Clock
) -> None:
    address = f"/live/cases/{case.pk}/"
    alices.get(address)
    assert "Alice is looking at this" in bobs.get(address).json()["present"]
    alices.get(f"{address}?typing=1")
    assert "Alice is writing here" in bobs.get(address).json()["present"]
    assert "Alice is writing here" in bobs.get("/live/queue/").json()["present"][str(case.pk)]
    assert "Alice" in page(bobs, "/queue/")
    assert "Alice" not in alices.get(address).json()["present"], "nobody is told of herself"
    clock.wait(31)
    assert bobs.get(address).json()["present"] == ""
    assert str(case.pk) not in bobs.get("/live/queue/").json()["present"]


def test_a_name_is_text_and_nothing_else(alices: Client, bobs: Client, bob: Person, case: Case, clock: Clock) -> None:
    Person.objects.filter(pk=bob.pk).update(name="<b>Bob</b>")
    bobs.get(f"/live/cases/{case.pk}/")
    assert "<b>" not in alices.get(f"/live/cases/{case.pk}/").json()["present"]
    assert "<b>" not in page(alices, "/queue/")


# ── an open case ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_open_case_is_told_what_others_did_and_gets_its_timeline(
    alices: Client, bobs: Client, case: Case, clock: Clock, writes: Callable[[str], None]
) -> None:
    seen = newest_entry(case)
    asks = f"/live/cases/{case.pk}/?seen={seen}&shown={seen}"
    quiet = alices.get(asks).json()
    assert "timeline" not in quiet
    writes("It has arrived, thank you!")
    bobs.post(f"/cases/{case.pk}/note/", {"text": "Called the carrier."})
    told = alices.get(asks).json()
    assert "The buyer wrote again" in told["news"]
    assert "Note added" in told["news"]
    assert told["said"] == "Bob: Note added. The buyer wrote again"
    assert "It has arrived, thank you!" in re.sub(r"<[^>]+>", "", told["timeline"])
    assert told["newest"] > seen
    # Shown once, it is not said again; the notice stands as long as the page does.
    later = alices.get(f"/live/cases/{case.pk}/?seen={seen}&shown={told['newest']}").json()
    assert later["said"] == ""
    assert "The buyer wrote again" in later["news"]


# ── half-written letters ──────────────────────────────────────────────────────────────────────────────────────


def test_words_are_back_when_alice_comes_back(alices: Client, bobs: Client, case: Case, clock: Clock) -> None:
    clock.wait(90)
    kept = alices.post(f"/cases/{case.pk}/unfinished/", form_of(case)).json()
    assert kept["revision"] == 1
    assert re.fullmatch(r"saved \d\d:\d\d", kept["saved"])
    text = page(alices, f"/cases/{case.pk}/")
    assert "Please keep the box" in text
    assert "are back" in text
    assert 'data-revision="1"' in text
    assert "Please keep the box" not in page(bobs, f"/cases/{case.pk}/")
    alices.post(f"/cases/{case.pk}/unfinished/discard/")
    assert "Please keep the box" not in page(alices, f"/cases/{case.pk}/")


def test_another_window_is_asked_which_words_to_go_on_with(alices: Client, case: Case, clock: Clock) -> None:
    alices.post(f"/cases/{case.pk}/unfinished/", form_of(case, window="one"))
    other = alices.post(f"/cases/{case.pk}/unfinished/", form_of(case, body="Other words", window="two"))
    assert other.status_code == 409
    assert other.json()["body"].endswith(MORE)
    assert Unfinished.objects.get().body.endswith(MORE)


def test_a_session_that_ended_leads_back_to_the_case_and_says_so_in_the_background(case: Case, clock: Clock) -> None:
    nobody = Client()
    here = {"referer": f"http://testserver/cases/{case.pk}/"}
    sent = nobody.post(f"/cases/{case.pk}/send/", form_of(case), headers=here)
    assert sent.headers["Location"] == f"/accounts/login/?next=/cases/{case.pk}/"
    assert nobody.post(f"/cases/{case.pk}/unfinished/", form_of(case)).status_code == 401
    piece = nobody.post(f"/cases/{case.pk}/lint/", form_of(case), headers={"hx-request": "true"})
    assert (piece.status_code, piece.headers["Content-Type"]) == (401, "text/plain; charset=utf-8")


# ── two at one case ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_letter_that_crosses_a_message_is_held_once_with_both_before_her(
    alices: Client, case: Case, clock: Clock, writes: Callable[[str], None]
) -> None:
    begun = form_of(case)
    writes("It has arrived, thank you!")
    held = alices.post(f"/cases/{case.pk}/send/", begun)
    text = held.content.decode()
    assert held.status_code == 409
    assert "The buyer wrote again" in text
    assert "It has arrived, thank you!" in text
    assert "Please keep the box" in text
    for choice in ("Send all the same", "Keep as draft", "Discard my words"):
        assert choice in text
    assert Unfinished.objects.get().body == begun["body"]
    assert not Reply.objects.filter(state=Reply.QUEUED).exists()
    shown = re.search(r'name="seen" value="(\d+)"', text)
    assert shown
    again = alices.post(f"/cases/{case.pk}/send/", form_of(case, body=begun["body"], seen=shown.group(1)))
    assert again.status_code == 302, again.content.decode()
    assert Reply.objects.get(state=Reply.QUEUED).body == begun["body"]
    assert not Unfinished.objects.exists()


@pytest.mark.parametrize("do", ["send", "draft"])
def test_when_bob_was_faster_alice_sees_his_letter_and_keeps_hers(
    alices: Client, bobs: Client, case: Case, clock: Clock, do: str
) -> None:
    begun = form_of(case)
    assert bobs.post(f"/cases/{case.pk}/send/", form_of(case, body=letter(case).body)).status_code == 302
    held = alices.post(f"/cases/{case.pk}/send/", begun)
    text = held.content.decode()
    assert held.status_code == 409
    assert "Bob has answered meanwhile." in text
    assert "Please keep the box" in text
    # It is still there when she comes back, and becomes a letter of its own.
    assert "Please keep the box" in page(alices, f"/cases/{case.pk}/")
    alices.post(f"/cases/{case.pk}/unfinished/on/", {"do": do})
    hers = Reply.objects.get(body=begun["body"].strip())
    assert hers.state == (Reply.QUEUED if do == "send" else Reply.DRAFT)
    assert not Unfinished.objects.exists()


def test_when_bob_changed_the_letter_alice_chooses_between_both(
    alices: Client, bobs: Client, case: Case, clock: Clock
) -> None:
    begun = form_of(case)
    bobs.post(f"/cases/{case.pk}/save/", form_of(case, body="Hello Dana,\n\nBob's own words."))
    held = alices.post(f"/cases/{case.pk}/send/", begun)
    text = held.content.decode()
    assert held.status_code == 409
    assert "Bob changed this letter meanwhile." in text
    assert "Bob&#x27;s own words." in text
    assert "Please keep the box" in text


def test_a_form_that_comes_twice_leads_to_the_same_place(alices: Client, case: Case, clock: Clock) -> None:
    form = form_of(case)
    first, second = (alices.post(f"/cases/{case.pk}/send/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Reply.objects.filter(state=Reply.QUEUED).count() == 1


def test_words_for_a_letter_that_is_gone_are_kept(
    alices: Client, case: Case, clock: Clock, run_jobs: Callable[[datetime], int]
) -> None:
    begun = form_of(case)
    alices.post(f"/cases/{case.pk}/close/", {"reason": "settled"})
    run_jobs(clock.now)
    for what in ("send", "save"):
        held = alices.post(f"/cases/{case.pk}/{what}/", begun)
        assert held.status_code == 409
        assert "Please keep the box" in held.content.decode()
    assert Unfinished.objects.get().body == begun["body"]
