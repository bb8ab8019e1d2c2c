"""Alice writes in a language that she has not declared: the page says so while she types, and what she can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from making import message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.replies.models import Reply

from .test_an_agents_letter import pytestmark, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["pytestmark"]
WORDS = "Olá, a lâmpada chegou quebrada e não funciona. Quero meu dinheiro de volta."
OWN = "A lâmpada nova vai por avião ainda esta semana."


@pytest.fixture
def broken_lamp(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> int:
    """Dana's lamp is broken, and she says so in Portuguese. Returns the case's number."""
    present = datetime.now(UTC).replace(microsecond=0)
    take_in(order_record(placed_at=present - timedelta(days=20), promised_by=None), at=present)
    take_in(parcel_record(events=[]), message_record(text=WORDS, sent_at=present - timedelta(hours=1)), at=present)
    run_jobs(present + timedelta(seconds=1))
    return Case.objects.get().pk


def test_words_in_an_undeclared_language_wait_until_she_declares_it(page: Page, broken_lamp: int) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto(f"/cases/{broken_lamp}/")
    expect(page.get_by_text("What was recognised in it:")).to_be_visible()
    expect(page.locator("#send button")).to_be_enabled()
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    with page.expect_response("**/lint/"):
        page.keyboard.type(f"\n{OWN}")
    expect(page.locator("#own-words")).to_contain_text("1 sentence is your own")
    expect(page.locator("#own-words")).to_contain_text(OWN)
    expect(page.locator("#send button")).to_be_disabled()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/cases/{broken_lamp}/")

    page.get_by_role("link", name="Declare the language in the profile").click()
    page.wait_for_url("**/profile/#languages")
    page.get_by_label("Portuguese").check()
    page.locator("#languages button").click()
    page.goto(f"/cases/{broken_lamp}/")
    expect(page.locator("#own-words")).to_be_empty()
    expect(page.get_by_text("What was recognised in it:")).to_have_count(0)
    expect(page.locator("#send button")).to_be_enabled()
    assert OWN in Reply.objects.get().body
