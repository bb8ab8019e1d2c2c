"""Alice at the keyboard: a view by its key, a case given from the queue, a colleague named in a note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from making import message_record, order_record

from amends.desk.cases.filters import Filter
from amends.desk.cases.models import Case, Mention
from amends.desk.people.actors import actor_of
from amends.desk.saved_views.operations import save_view

from .test_an_agents_letter import pytestmark, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["pytestmark"]


def test_a_view_a_case_and_a_note_by_keyboard(
    page: Page, desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    from playwright.sync_api import expect

    present = datetime.now(UTC).replace(microsecond=0)
    take_in(order_record(placed_at=present - timedelta(days=20), promised_by=None), at=present)
    take_in(message_record(sent_at=present - timedelta(hours=1)), at=present)
    run_jobs(present + timedelta(seconds=1))
    save_view(
        actor=actor_of(desk.alice), person=desk.alice, organisation=desk.organisation, name="Nobody has it",
        where=Filter(who="nobody"), shared=False, now=present,
    )  # fmt: skip
    sign_in(page)
    page.goto("/queue/")
    page.keyboard.press("g")
    page.keyboard.press("1")
    page.wait_for_url("**/queue/?assignee=nobody&view=*")
    page.keyboard.press("j")
    page.keyboard.press("a")
    sheet = page.get_by_role("dialog", name="Who takes this case?")
    expect(sheet.get_by_role("button", name="Bob")).to_be_visible()
    expect(sheet.locator(".assign-line").first).to_be_focused()
    sheet.get_by_role("button", name="Bob").click()
    page.wait_for_url("**/queue/?assignee=nobody&view=*")
    expect(page.get_by_text("The case is with Bob.")).to_be_visible()

    page.goto(f"/cases/{Case.objects.get(assignee=desk.bob).pk}/")
    page.locator("#note-text").click()
    page.keyboard.type("Call her, @bo")
    expect(page.locator("#name-list")).to_have_text("Bob")
    page.keyboard.press("Enter")
    expect(page.locator("#note-text")).to_have_value("Call her, @Bob ")
    page.locator("form[action$='/note/'] button").click()
    expect(page.get_by_text("Note to Bob")).to_be_visible()
    assert Mention.objects.get().person == desk.bob
