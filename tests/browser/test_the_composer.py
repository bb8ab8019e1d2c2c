"""Alice does not read Portuguese: she finds sentences in Chinese, by keyboard, and is held where nobody checked hers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from making import message_record, order_record

from amends.desk.people.models import Person
from amends.desk.replies.models import Reply

from .test_an_agents_letter import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def waiting(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> int:
    """Dana's parcel has not come, and she says so in Portuguese; returns the case."""
    present = datetime.now(UTC).replace(microsecond=0)
    take_in(order_record(placed_at=present - timedelta(days=20)), at=present)
    said = message_record(text="Olá, não recebi meu pedido até agora.", sent_at=present - timedelta(hours=1))
    take_in(said, at=present)
    run_jobs(present + timedelta(seconds=1))
    Person.objects.filter(email="alice@amends.example").update(language="zh")
    return Reply.objects.get().case_id


def test_a_sentence_is_found_in_chinese_and_put_in_by_keyboard(page: Page, waiting: int) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto(f"/cases/{waiting}/")
    letter, search = page.locator("#letter-body"), page.locator("#sentence-search")
    before = letter.input_value()

    # From inside the letter to the search and back, without a mouse.
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+/")
    expect(search).to_be_focused()
    page.keyboard.type("请买家拍照")
    expect(page.locator("#sentence-list")).to_have_attribute("data-query", "请买家拍照")
    options = page.locator("#sentence-list [role=option]")
    expect(options.nth(1)).to_be_visible()
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    wanted = options.nth(1).get_attribute("data-text")
    gist = options.nth(1).locator(".sentence-gist").inner_text()
    assert wanted
    with page.expect_response("**/lint/"):
        page.keyboard.press("Enter")
    expect(letter).to_be_focused()
    # The cursor stood behind the names: the sentence goes before the closing words.
    body, _gap, closing = before.rpartition("\n\n")
    assert letter.input_value() == f"{body} {wanted}\n\n{closing}"
    expect(page.locator("#meaning")).to_contain_text(gist)
    expect(options).to_have_count(0)

    # The browser's own undo takes it back.
    page.keyboard.press("Control+z")
    assert letter.input_value() == before

    # Who types and presses enter at once gets what she typed, not what was shown before.
    page.keyboard.press("Control+/")
    page.keyboard.type("找主管")
    with page.expect_response("**/lint/"):
        page.keyboard.press("Enter")
    expect(page.locator("#meaning")).to_contain_text("主管")
    page.keyboard.press("Control+z")
    assert letter.input_value() == before

    # Escape leads back to the letter and changes nothing.
    page.keyboard.press("Control+/")
    page.keyboard.press("Escape")
    expect(letter).to_be_focused()
    assert letter.input_value() == before


def test_words_that_nobody_checked_hold_the_letter(page: Page, waiting: int) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto(f"/cases/{waiting}/")
    expect(page.locator("#send button")).to_be_enabled()
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    with page.expect_response("**/lint/"):
        page.keyboard.type("\n\nVou mandar uma lâmpada azul.")
    own = page.locator(".meaning-own")
    expect(own).to_have_text("Vou mandar uma lâmpada azul.")
    expect(page.locator("#letter-marks mark.mark-unchecked")).to_have_text("Vou mandar uma lâmpada azul.")
    expect(page.locator("#send button")).to_be_disabled()
    # It leads to its place in the letter.
    own.click()
    picked = "() => { const f = document.getElementById('letter-body'); return f.value.slice(f.selectionStart, f.selectionEnd); }"
    assert page.evaluate(picked) == "Vou mandar uma lâmpada azul."
    with page.expect_response("**/lint/"):
        page.keyboard.press("Delete")
    expect(page.locator("#send button")).to_be_enabled()
