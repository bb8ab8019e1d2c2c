"""One day by keyboard alone: Alice answers, Bob agrees and pays, Dana chooses on her page, and Alice sees it.

Nobody touches a mouse: after an address was typed, only keys are pressed. ``keys_of`` counts them, so that what the
documentation says of the way from the first page to a sent letter is what this test needs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from buyers import path_of
from making import event, message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.flow.buyers_page import make_link
from amends.desk.offers.models import Offer
from amends.desk.refunds.models import Refund
from amends.desk.replies.models import Reply

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BROKEN = "Hello, the lamp arrived broken, its glass is in pieces. What can you do?"
NOT_COME = "Hello, my parcel has not arrived for two months. I want a full refund."


class Keys:
    """A person at a keyboard. ``pressed`` counts strokes; typed text counts as one."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += 1

    def sign_in(self, name: str) -> None:
        self.page.goto("/accounts/login/")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.name") == "login":
                break
            self.press("Tab")
        self.type(f"{name}@amends.example")
        self.press("Tab")
        self.type("correct-horse-42")
        self.press("Enter")
        self.page.wait_for_url(lambda address: "/accounts/" not in address)

    def go(self, words: str, address: str) -> None:
        """To a page through the palette."""
        self.press("Control+k")
        self.type(words)
        self.press("Enter")

        self.page.wait_for_url(lambda now: now.split("?")[0].endswith(address))

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Tab until the element has the focus; a person who cannot get there would be stuck."""
        for _ in range(most):
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")


@pytest.fixture
def two_cases(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> datetime:
    """Dana's dear parcel has not come, Erik's lamp is broken; the shop may link to pages of ours. Returns the moment."""
    present = datetime.now(UTC).replace(microsecond=0)
    for number, name, value, words in (("8201-1", "Dana", "190.00", NOT_COME), ("8201-2", "Erik", "30.00", BROKEN)):
        buyer = {"reference": f"ref-{name}", "name": name, "locale": "en-GB"}
        dear = {"value": value, "lines": [{"sku": "LAMP-3", "title": "Night lamp", "quantity": 1, "unit_price": value}]}
        placed = present - timedelta(days=60)
        take_in(
            order_record(
                number, buyer=buyer, placed_at=placed, promised_by=placed + timedelta(days=30), country="GB", **dear
            ),
            parcel_record(f"LP{number}", (number,), events=[event(placed, "Accepted by carrier")]),
            message_record(f"m-{number}", words, order_number=number, buyer=buyer, sent_at=present - timedelta(hours=1)),
            shop=desk.own_shop, at=present,
        )  # fmt: skip
    run_jobs(present + timedelta(seconds=1))
    return present


def another(page: Page) -> Keys:
    """Somebody at a browser of her own."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2])
    return Keys(context.new_page())


def case_of(page: Page) -> int:
    return int(page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1])


def test_a_day_by_keyboard(page: Page, desk: Any, two_cases: datetime, run_jobs: Callable[[datetime], int]) -> None:
    from playwright.sync_api import expect

    alice, send = Keys(page), page.locator("#send button")
    alice.sign_in("alice")
    began = alice.pressed

    # From the morning to the dearest case. It holds more money than she may give alone: the same key that sends asks Bob.
    alice.go("to answer", "/queue/")
    alice.press("j", "Enter")
    page.wait_for_url("**/cases/*/")
    dana = case_of(page)
    expect(send).to_be_disabled()
    with page.expect_response("**/choose/"):
        alice.press("Control+Enter")
    expect(page.get_by_text("The case stands in the tab")).to_be_visible()
    assert Offer.objects.filter(case=dana).latest("pk").state == Offer.CHOSEN

    # The next case, without sending; there one option less, so the letter is another, and off it goes.
    alice.press("n")
    page.wait_for_url(lambda now: "/cases/" in now and case_of(page) != dana)
    erik = case_of(page)
    menu = Offer.objects.filter(case=erik).latest("pk").result["menu"]
    spare = next(place for place, option in enumerate(menu) if not option["entitled"])
    letter = page.locator("#letter-body").input_value()
    with page.expect_response("**/choose/"):
        alice.press(str(spare + 1))
    expect(page.locator(f"#pick-{spare}")).not_to_be_checked()
    expect(page.locator("#letter-body")).not_to_have_value(letter)
    alice.press("Control+Enter")
    page.wait_for_url("**?sent=*")
    sent = alice.pressed - began

    # Taken back with one key, and sent again.
    alice.press("u")
    page.wait_for_url(f"**/cases/{erik}/")
    assert Reply.objects.get(case=erik).state == Reply.DRAFT
    alice.press("Control+Enter")
    page.wait_for_url("**?sent=*")

    # Bob agrees to what Alice asked; then she sends it.
    bob = another(page)
    bob.sign_in("bob")
    bob.go("approvals", "/approvals/")
    bob.press("j", "a")
    expect(bob.page.get_by_text("Nothing waits for you")).to_be_visible()
    assert Offer.objects.filter(case=dana).latest("pk").approved_by == desk.bob
    alice.go("to answer", "/queue/")
    alice.press("j", "Enter")
    page.wait_for_url(f"**/cases/{dana}/")
    alice.press("Control+Enter")
    page.wait_for_url("**?sent=*")
    run_jobs(two_cases + timedelta(days=1))
    assert set(Reply.objects.filter(state=Reply.SENT).values_list("case", flat=True)) == {dana, erik}

    # Dana opens her page and takes an option; Bob finds the money to be sent, Alice what was chosen.
    buyer = another(page)
    now = datetime.now(UTC)
    buyer.page.goto(path_of(make_link(person=desk.alice, case=Case.objects.get(pk=dana), now=now)))
    buyer.tab_to("input[name=accepts]")
    buyer.press("Space")
    buyer.tab_to("form:has(input[name=accepts]) button")
    buyer.press("Enter")
    buyer.page.wait_for_url("**done=answer*")
    offer = Offer.objects.get(case=dana, state=Offer.ACCEPTED)
    run_jobs(now + timedelta(minutes=1))
    bob.go("refunds to send", "/refunds/")
    bob.press("j")
    expect(bob.page.locator("[data-row].chosen")).to_contain_text("85.50")
    bob.press("r")
    bob.type("PAY-1")
    bob.press("Enter")
    expect(bob.page.locator("[data-row]")).to_have_count(0)
    assert Refund.objects.get().payments.get().reference == "PAY-1"
    alice.go("queue: mine", "/queue/")
    page.goto(f"/cases/{dana}/")
    expect(page.get_by_text("takes: Partial refund")).to_be_visible()
    assert offer.answer["accepts"] == 0
    assert page.get_by_role("button", name="Ask for approval").count() == 0, (
        "nothing new is proposed where something was agreed"
    )
    assert sent == 9, "docs/explanation/screens.md names the number of strokes"
