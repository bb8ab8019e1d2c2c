"""The pages of a team: saved views and their counters, notes with names, who takes a case, hand-over, limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.desk.cases.models import Case, Mention, Note
from amends.desk.flow import choices
from amends.desk.handovers.models import HandedCase, Handover
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.saved_views.models import SavedView
from amends.desk.shops.models import Membership, Shop
from amends.desk.staffing.models import Cap, Dispatch, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def make(shop: Shop) -> Callable[..., Case]:
    def made(**columns: Any) -> Case:
        told = {"opened_by": "message", "opened_at": NOW, "updated_at": NOW, "due": NOW + timedelta(hours=5)}
        return Case.objects.create(**{"shop": shop, **told, **columns})

    return made


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Case:
    """Dana's lamp is broken; a letter that offers money is drafted."""
    take_in(order_record(), message_record(text="The lamp arrived broken. I want my money back."))
    run_jobs(NOW)
    return Case.objects.select_related("shop").get()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def ids_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-open href="/cases/(\d+)/"', page)]


# ── saved views ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_filter_becomes_a_view_with_its_counter_and_key(alices: Client, make: Callable[..., Case]) -> None:
    lamp = make(kind="damaged", language="pt")
    make(kind="late_delivery", language="pt")
    assert ids_on(text_of(alices, "/queue/?kind=damaged&language=pt")) == [lamp.pk]
    kept = alices.post("/queue/views/save/", {"name": "Broken <b>lamps</b>", "kind": "damaged", "language": "pt"})
    view = SavedView.objects.get()
    assert kept.headers["Location"] == f"/queue/?kind=damaged&language=pt&view={view.pk}"
    answer = alices.get("/queue/?all=1").content.decode()
    assert "Broken &lt;b&gt;lamps&lt;/b&gt;" in answer
    chip = re.search(r'<a class="view-chip" href="([^"]+)" data-key="g1".*?<span class="count">(\d+)</span>', answer)
    assert chip is not None
    assert (unescape(chip[1]), chip[2]) == (f"?kind=damaged&language=pt&view={view.pk}", "1")


def test_the_queue_opens_with_the_chosen_view_and_all_open_still_shows_all(
    alices: Client, make: Callable[..., Case]
) -> None:
    lamp, other = make(kind="damaged"), make(kind="late_delivery")
    alices.post("/queue/views/save/", {"name": "Lamps", "kind": "damaged"})
    alices.post(f"/queue/views/{SavedView.objects.get().pk}/opens/", {"opens": "1"})
    page = text_of(alices, "/queue/")
    assert ids_on(page) == [lamp.pk]
    everything = re.search(r'<a class="tab-item" href="([^"]+)"[^>]*>All open', page)
    assert everything is not None
    assert "kind=damaged" in everything[1], "the tabs keep the filter"
    assert set(ids_on(text_of(alices, "/queue/?all=1"))) == {lamp.pk, other.pk}
    SavedView.objects.update(filters={"kind": "a-kind-of-the-past"})
    page = text_of(alices, "/queue/")
    assert set(ids_on(page)) == {lamp.pk, other.pk}
    assert "outdated" in page, "a view that asks for what there is no more says so and hides nothing"


def test_views_of_others_cannot_be_reached(alices: Client, bobs: Client, charlies: Client) -> None:
    bobs.post("/queue/views/save/", {"name": "Own", "kind": "damaged"})
    bobs.post("/queue/views/save/", {"name": "Shared", "kind": "damaged", "shared": "1"})
    own, shared = SavedView.objects.get(name="Own"), SavedView.objects.get(name="Shared")
    for client in (alices, charlies):
        assert client.post(f"/queue/views/{own.pk}/remove/").status_code == 404
    assert charlies.post(f"/queue/views/{shared.pk}/remove/").status_code == 404
    alices.post(f"/queue/views/{shared.pk}/remove/")
    alices.post("/queue/views/save/", {"name": "Mine for all", "kind": "damaged", "shared": "1"})
    assert set(SavedView.objects.values_list("name", flat=True)) == {"Own", "Shared"}
    assert "Shared" in text_of(alices, "/queue/views/")
    assert "Own" not in re.findall(r"<bdi>([^<]+)</bdi>", text_of(alices, "/queue/views/"))
    assert "Shared" not in text_of(charlies, "/queue/views/")


def test_views_are_renamed_moved_and_removed_on_their_page(alices: Client) -> None:
    for name in ("One", "Two"):
        alices.post("/queue/views/save/", {"name": name, "kind": "damaged"})
    two = SavedView.objects.get(name="Two")
    alices.post(f"/queue/views/{two.pk}/move/", {"step": "up"})
    alices.post(f"/queue/views/{two.pk}/rename/", {"name": "First"})
    assert re.findall(r"data-open href=\"[^\"]+\"><bdi>([^<]+)", text_of(alices, "/queue/views/")) == ["First", "One"]
    alices.post(f"/queue/views/{two.pk}/remove/")
    assert SavedView.objects.get().name == "One"


def test_views_cost_one_question_however_many_there_are(alices: Client, make: Callable[..., Case]) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert alices.get("/queue/?all=1").status_code == 200
        return len(queries)

    make()
    alices.get("/")
    few = asked()
    for number in range(12):
        alices.post("/queue/views/save/", {"name": f"View {number}", "kind": "damaged"})
    alices.get("/")  # the notices are shown and gone
    assert asked() == few <= 11


# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_named_colleague_sees_it_everywhere_until_she_opens_the_case(
    alices: Client, bobs: Client, charlies: Client, case: Case
) -> None:
    page = alices.get(f"/cases/{case.pk}/").content.decode()
    names = re.search(r'data-names="([^"]+)"', page)
    assert names is not None
    assert json.loads(unescape(names[1])) == ["Alice", "Bob"], "nobody of another company is offered"
    alices.post(f"/cases/{case.pk}/note/", {"text": "@Bob <script>alert(1)</script> please, not @Charlie"})
    assert Mention.objects.get().person.name == "Bob"
    for page in ("/", "/for-you/"):
        told = bobs.get(page).content.decode()
        assert "&lt;script&gt;alert(1)" in told, page
        assert "<script>alert" not in told, page
    assert 'aria-label="For you: 1 new"' in text_of(bobs, "/queue/")
    assert 'aria-label="For you: 0 new"' in text_of(charlies, "/queue/")
    assert 'aria-label="For you: 0 new"' in text_of(alices, "/queue/")
    assert "Note to Bob" in text_of(bobs, f"/cases/{case.pk}/")
    assert 'aria-label="For you: 0 new"' in text_of(bobs, "/queue/")


def test_a_note_is_in_no_letter_and_in_no_evidence(
    alices: Client, case: Case, run_jobs: Callable[[datetime], int]
) -> None:
    import io
    import zipfile

    alices.post(f"/cases/{case.pk}/note/", {"text": "She sounds like a fraud to me, @Bob"})
    run_jobs(NOW)
    assert not Reply.objects.filter(body__contains="fraud").exists()
    answer = alices.post(f"/cases/{case.pk}/pack/")
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert len(pack.namelist()) > 1
        assert not [name for name in pack.namelist() if b"fraud" in pack.read(name)]
    assert Note.objects.count() == 1


# ── who takes a case ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_case_page_suggests_somebody_and_says_why(alices: Client, case: Case, bob: Person) -> None:
    Case.objects.update(language="pt", assignee=None)
    bob.writes = ["en", "pt"]
    bob.save()
    assert "Bob</strong>: reads Portuguese, 0 open, least" in text_of(alices, f"/cases/{case.pk}/")
    sheet = text_of(alices, f"/cases/{case.pk}/candidates/")
    assert sheet.index("Bob") < sheet.index("Alice")
    assert "does not read Portuguese, 0 open, least" in sheet


def test_a_case_is_given_from_the_queue_and_one_stays_there(
    alices: Client, charlies: Client, case: Case, bob: Person, charlie: Person
) -> None:
    assert f'data-row-key="a" hx-get="/cases/{case.pk}/candidates/"' in text_of(alices, "/queue/?all=1")
    answer = alices.post(f"/cases/{case.pk}/assign/", {"person": bob.pk, "next": "/queue/?tab=answer"})
    assert answer.headers["Location"] == "/queue/?tab=answer"
    case.refresh_from_db()
    assert case.assignee == bob
    for told in (charlie.pk, "x", 9**30):
        alices.post(f"/cases/{case.pk}/assign/", {"person": told})
    away = alices.post(f"/cases/{case.pk}/assign/", {"person": "", "next": "https://evil.example/"})
    assert away.headers["Location"] == f"/cases/{case.pk}/"
    case.refresh_from_db()
    assert case.assignee is None
    assert charlies.get(f"/cases/{case.pk}/candidates/").status_code == 404
    assert charlies.post(f"/cases/{case.pk}/assign/", {"person": charlie.pk}).status_code == 404


def test_what_nobody_at_work_sees_to_stands_in_the_queue_and_on_the_morning_page(
    alices: Client, bobs: Client, make: Callable[..., Case], alice: Person
) -> None:
    lost, hers = make(kind="damaged"), make(kind="defective", assignee=alice)
    assert ids_on(text_of(bobs, "/queue/?assignee=uncovered")) == [lost.pk]
    alices.post(f"/team/{alice.pk}/away/", {})
    assert set(ids_on(text_of(bobs, "/queue/?assignee=uncovered"))) == {lost.pk, hers.pk}
    panel = text_of(bobs, "/").partition('id="uncovered-title"')[2].partition("</section>")[0]
    assert {lost.pk, hers.pk} == set(ids_on(panel))
    alices.post(f"/team/{alice.pk}/away/", {"back": "1"})
    assert ids_on(text_of(bobs, "/queue/?assignee=uncovered")) == [lost.pk]


def test_leads_change_the_team_and_agents_only_themselves(
    alices: Client, bobs: Client, charlies: Client, alice: Person, bob: Person, charlie: Person, shop: Shop
) -> None:
    told = {"kind": ["damaged", "defective"], "platform": ["aliexpress"], "shop": [str(shop.pk)], "most_open": "12"}
    bobs.post(f"/team/{alice.pk}/", told)
    staff = Staff.objects.get(person=alice)
    assert (staff.kinds, staff.platforms, staff.shops, staff.most_open) == (
        ["damaged", "defective"], ["aliexpress"], [shop.pk], 12,
    )  # fmt: skip
    assert "Damaged, Defective, AliExpress, Lumora-Ali" in text_of(alices, "/team/")
    alices.post(f"/team/{bob.pk}/", told)
    alices.post(f"/team/{bob.pk}/away/", {})
    assert Staff.objects.count() == 1
    assert charlies.get(f"/team/{alice.pk}/").status_code == 404
    assert "Alice" not in text_of(charlies, "/team/")
    alices.post(f"/team/shops/{shop.key}/dispatch/", {"on": "1"})
    assert not Dispatch.objects.exists()
    bobs.post(f"/team/shops/{shop.key}/dispatch/", {"on": "1"})
    assert Dispatch.objects.get().shop == shop


def test_a_lead_gives_the_cases_of_who_is_away_to_others(
    alices: Client, bobs: Client, make: Callable[..., Case], alice: Person, bob: Person
) -> None:
    case = make(assignee=alice)
    assert bobs.post(f"/team/{alice.pk}/give-away/").status_code == 409, "she is at work"
    bobs.post(f"/team/{alice.pk}/away/", {})
    assert alices.post(f"/team/{alice.pk}/give-away/").status_code == 409, "an agent leads no shop"
    bobs.post(f"/team/{alice.pk}/give-away/")
    case.refresh_from_db()
    assert case.assignee == bob


# ── the end of a shift ────────────────────────────────────────────────────────────────────────────────────────


def test_a_shift_is_handed_over_and_taken(
    alices: Client, bobs: Client, charlies: Client, make: Callable[..., Case], alice: Person, bob: Person
) -> None:
    tonight, later = make(assignee=alice, kind="damaged"), make(assignee=alice, due=NOW + timedelta(days=6))
    page = text_of(alices, "/hand-over/")
    assert ids_on(page) == [tonight.pk, later.pk]
    assert re.findall(r'name="case" value="(\d+)" checked', page) == [str(tonight.pk)]
    empty = alices.post("/hand-over/", {"remark": "  "})
    assert (empty.status_code, Handover.objects.count()) == (409, 0)
    note = "Dana <i>calls</i> at nine"
    alices.post("/hand-over/", {"case": [str(tonight.pk)], f"note-{tonight.pk}": note, "remark": "Quiet", "to": ""})
    sheet = Handover.objects.get()
    assert 'aria-label="For you: 1 new"' in text_of(bobs, "/")
    raw = bobs.get(f"/hand-over/{sheet.pk}/").content.decode()
    assert "Dana &lt;i&gt;calls&lt;/i&gt; at nine" in raw
    assert charlies.get(f"/hand-over/{sheet.pk}/").status_code == 404
    assert charlies.post(f"/hand-over/{sheet.pk}/take/").status_code == 404
    bobs.post(f"/hand-over/{sheet.pk}/take/")
    tonight.refresh_from_db()
    later.refresh_from_db()
    assert (tonight.assignee, later.assignee) == (bob, alice)
    assert "Taken by Bob" in text_of(alices, f"/hand-over/{sheet.pk}/")
    assert 'aria-label="For you: 0 new"' in text_of(bobs, "/")


def test_what_was_written_on_a_refused_sheet_is_kept(
    alices: Client, make: Callable[..., Case], desk: Any, alice: Person, bob: Person
) -> None:
    case = make(assignee=alice)
    Membership.objects.filter(person=bob, shop=desk.shop).delete()
    told = {"case": [str(case.pk)], f"note-{case.pk}": "call Dana", "remark": "Quiet night", "to": str(bob.pk)}
    page = unescape(alices.post("/hand-over/", told).content.decode())
    assert "does not work in the shops of all these cases" in page
    assert 'value="call Dana"' in page
    assert "Quiet night</textarea>" in page


def test_the_pages_of_the_team_ask_no_more_for_many_cases_than_for_one(
    alices: Client, make: Callable[..., Case], alice: Person
) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert alices.get(page).status_code == 200
        return len(queries)

    case = make(assignee=alice)
    alices.post("/hand-over/", {"case": [str(case.pk)]})
    sheet = f"/hand-over/{Handover.objects.get().pk}/"
    pages = ["/hand-over/", sheet, "/team/", "/for-you/", "/queue/views/", f"/team/{alice.pk}/"]
    few = {page: asked(page) for page in pages}
    given = Handover.objects.get()
    HandedCase.objects.bulk_create(HandedCase(handover=given, case=make(assignee=alice)) for _ in range(12))
    for page in pages:
        assert asked(page) <= few[page] <= 12, page


# ── daily limits ──────────────────────────────────────────────────────────────────────────────────────────────


def test_only_owners_reach_the_limits(alices: Client, bobs: Client, bob: Person) -> None:
    assert alices.get("/team/limits/").status_code == bobs.get("/team/limits/").status_code == 404
    Membership.objects.filter(person=bob).update(role="owner")
    bobs.post("/team/limits/", {"whom": "role:agent", "currency": "USD", "most": "50,00"})
    bobs.post("/team/limits/", {"whom": f"person:{bob.pk}", "currency": "", "most": "7"})
    for wrong in ("x", "-1", "1e5", "5.001"):
        bobs.post("/team/limits/", {"whom": "role:agent", "currency": "USD", "most": wrong})
    bobs.post("/team/limits/", {"whom": "role:agent", "currency": "XXX", "most": "5"})
    bobs.post("/team/limits/", {"whom": "person:999999", "currency": "USD", "most": "5"})
    assert sorted(Cap.objects.values_list("currency", "most")) == [("", 7), ("USD", 5000)]
    page = text_of(bobs, "/team/limits/")
    assert "US$50.00" in page
    assert "7 cases with money" in page
    bobs.post("/team/limits/", {"whom": "role:agent", "currency": "USD", "most": ""})
    assert Cap.objects.get().currency == ""


def test_the_composer_says_what_is_left_before_the_click_and_keeps_the_words_after_it(
    alices: Client, case: Case, shop: Shop
) -> None:
    Cap.objects.create(organisation=shop.organisation, role="agent", currency="USD", most=1)
    page = text_of(alices, f"/cases/{case.pk}/")
    assert "US$0.00 of US$0.01 offered today" in page
    assert "more than your limit: a lead approves it before it leaves" in page
    letter = choices.letter_in_hand(case)
    assert letter is not None
    words = letter.body + "\n"
    answer = alices.post(f"/cases/{case.pk}/send/", {"version": letter.version, "body": words})
    assert answer.status_code == 409
    said = unescape(answer.content.decode())
    assert "passes your limit for today" in said
    assert letter.body.splitlines()[0] in said
    letter.refresh_from_db()
    assert letter.state == Reply.DRAFT
    page = text_of(alices, f"/cases/{case.pk}/")
    assert "more than the daily limit of 0.01 USD" in page
    assert "The case stands in the tab “To approve”." in page
