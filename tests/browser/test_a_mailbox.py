"""Bob connects a mailbox by keyboard: the provider's servers fill themselves in, the test says what is wrong, then it works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from serving_mail import PASSWORD, USER, Dovecot, Post

from amends.desk.mailboxes.models import Mailbox

from .test_an_agents_letter import pytestmark, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["pytestmark"]
PLACE = "/shops/lumora-own/mailbox/"
#: What a screen reader or a keyboard could not use.
SERIOUS = {"serious", "critical"}


def unusable(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in SERIOUS]


def test_a_mailbox_is_connected_by_keyboard_with_a_test_before(
    page: Page, desk: Any, dovecot: Dovecot, post: Post
) -> None:
    from playwright.sync_api import expect

    sign_in(page, "bob")
    page.goto(PLACE)
    page.get_by_label("Mail address").focus()
    page.keyboard.type("lumora@qq.com")
    page.keyboard.press("Tab")
    expect(page.get_by_text("This provider wants an authorisation code")).to_be_visible()
    expect(page.locator("#imap_host")).to_have_value("imap.qq.com")

    page.get_by_label("Mail address").fill(USER)
    page.keyboard.press("Tab")
    expect(page.locator("#imap_host")).to_have_value("imap.lumora.example")
    page.keyboard.type("wrong")
    for name, value in (("imap", dovecot.port), ("smtp", post.port)):
        page.locator(f"#{name}_host").fill("127.0.0.1")
        page.locator(f"#{name}_port").fill(str(value))
        page.locator(f"#{name}_security").select_option("plain")
    page.get_by_role("button", name="Test").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tried").get_by_text("does not accept this user and password")).to_have_count(
        2, timeout=30_000
    )
    assert unusable(page) == []

    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Test").click()
    expect(page.locator("#tried .tag-good")).to_have_count(2, timeout=30_000)
    page.get_by_role("button", name="Connect", exact=True).press("Enter")
    expect(page.get_by_text("The mailbox is connected")).to_be_visible()
    assert Mailbox.objects.get().address == USER
    assert PASSWORD not in page.content()
    assert unusable(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_scrolls_nowhere_sideways(page: Page, mailbox: Mailbox, width: int) -> None:
    sign_in(page, "bob")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PLACE)
    for summary in page.locator("#servers summary, #servers ~ details summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
