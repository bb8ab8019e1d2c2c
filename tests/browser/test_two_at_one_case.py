"""Alice and Bob at the same case, a connection that goes away, and a letter that nobody loses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from making import message_record, order_record

from amends.desk.cases.models import Case
from amends.desk.replies.models import Reply, Unfinished

from .test_an_agents_letter import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

SAVED = re.compile(r"^saved \d\d:\d\d$")
MORE = " Please keep the box until we write again."


@pytest.fixture
def says(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Callable[..., None]:
    """Dana (or another buyer) says something in her order, and the desk follows."""

    def say(key: str, text: str, number: str = "8201-1", name: str = "Dana") -> None:
        present = datetime.now(UTC).replace(microsecond=0)
        buyer = {"reference": f"ref-{name}", "name": name, "locale": "en-GB"}
        take_in(order_record(number, buyer=buyer, placed_at=present - timedelta(days=20), country="GB"), at=present)
        take_in(message_record(key, text, order_number=number, buyer=buyer, sent_at=present), at=present)
        run_jobs(present + timedelta(seconds=1))

    return say


@pytest.fixture
def case(says: Callable[..., None]) -> int:
    says("m-1", "Hello, where is my parcel?")
    return Case.objects.get().pk


def second(page: Page, address: str) -> Page:
    """Bob at a browser of his own."""
    browser = page.context.browser
    assert browser is not None
    bobs = browser.new_page(base_url=address, viewport={"width": 1440, "height": 1000})
    sign_in(bobs, "bob")
    return bobs


def ask_now(page: Page) -> None:
    """What the page would do some seconds later by itself."""
    with page.expect_response(lambda answer: "/live/" in answer.url):
        page.evaluate("document.dispatchEvent(new CustomEvent('live:now'))")


def test_bob_answers_while_alice_writes(page: Page, live_server: Any, case: int) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto(f"/cases/{case}/")
    bobs = second(page, live_server.url)
    bobs.goto(f"/cases/{case}/")
    page.locator("#letter-body").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(MORE)
    hers = page.locator("#letter-body").input_value()
    expect(page.locator("#letter-state")).to_have_text(SAVED)

    # Bob sees that she is there and writes, on the case and in the queue.
    ask_now(bobs)
    expect(bobs.locator("#present")).to_contain_text("Alice is writing")
    bobs.goto("/queue/")
    expect(bobs.locator(f"[data-present='{case}']")).to_contain_text("Alice")
    bobs.goto(f"/cases/{case}/")
    if bobs.locator("input[name=when][value=now]").count():
        bobs.locator("input[name=when][value=now]").check()
    bobs.locator("#send button").click()
    bobs.wait_for_url("**/?sent=*")

    # She is told, and neither her words nor her cursor move.
    ask_now(page)
    expect(page.locator("#news")).to_contain_text("Bob: Letter queued")
    expect(page.locator("#live-said")).to_contain_text("Bob: Letter queued")
    expect(page.locator("#timeline .time-step.just-now")).to_contain_text("Letter queued")
    expect(page.locator("#letter-body")).to_be_focused()
    assert page.locator("#letter-body").input_value() == hers

    # What she sends now crosses his letter: nothing leaves, nothing is lost, she chooses.
    page.keyboard.press("Control+Enter")
    expect(page.locator("#collision")).to_contain_text("Bob has answered meanwhile.")
    expect(page.locator("#kept")).to_contain_text(MORE.strip())
    assert Reply.objects.filter(state=Reply.QUEUED).count() == 1
    page.locator("#kept button[value=draft]").click()
    expect(page.locator("#letter-body")).to_have_value(hers.strip())
    assert not Unfinished.objects.exists()
    bobs.context.close()


def test_the_connection_goes_in_the_middle_of_a_letter(page: Page, case: int) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto(f"/cases/{case}/")
    letter = page.locator("#letter-body")
    letter.focus()
    page.keyboard.press("Control+End")
    page.context.set_offline(True)
    expect(page.locator("#live-bar")).to_contain_text("Not connected")
    page.keyboard.type(MORE)
    expect(page.locator("#letter-state")).to_contain_text("kept in this browser, will be saved")
    hers = letter.input_value()
    # Sending leads to no error page: the words stay before her.
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-item")).to_contain_text("nothing was sent")
    assert letter.input_value() == hers
    assert not Unfinished.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("#letter-state")).to_have_text(SAVED)
    expect(page.locator("#live-bar")).to_be_hidden()
    assert Unfinished.objects.get().body == hers
    kept = "() => Object.keys(localStorage).filter((name) => name.startsWith('amends:letter:')).length"
    assert page.evaluate(kept) == 0, "what the server has, the browser forgets"

    # The connection and the page go: the words are in the browser, and on the next page they are saved from there.
    page.context.set_offline(True)
    letter.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Thank you.")
    assert page.evaluate(kept) == 1
    page.context.set_offline(False)
    page.goto("/queue/")
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('amends:letter:'))")
    page.goto(f"/cases/{case}/")
    expect(letter).to_have_value(hers + " Thank you.")

    # Signed out behind her back: the words stay, and are there when she has signed in again.
    cookies = [each for each in page.context.cookies() if each["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    letter.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Soon.")
    expect(page.locator("#letter-state")).to_contain_text("signed out")
    page.locator("#live-bar a").click()
    page.fill("input[name=login]", "alice@amends.example")
    page.fill("input[name=password]", "correct-horse-42")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**/cases/{case}/")
    expect(page.locator("#letter-other + .note-box")).to_contain_text("Soon.")
    page.locator("[data-take]").click()
    expect(letter).to_have_value(hers + " Thank you. Soon.")
    expect(page.locator("#letter-state")).to_have_text(SAVED)


def test_a_queue_that_is_open_keeps_its_rows_where_they_are(page: Page, case: int, says: Callable[..., None]) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto("/queue/")
    rows = page.locator("tr[data-case]")
    expect(rows).to_have_count(1)
    top = rows.first.bounding_box()
    says("m-9", "I want my money back!", "8201-2", "Erik")
    ask_now(page)
    expect(page.locator("[data-shows-fresh]")).to_be_visible()
    expect(page.locator("#fresh")).to_contain_text("1 new")
    expect(page.locator("[data-count='tab-']")).to_have_text("2")
    expect(rows).to_have_count(1)
    assert rows.first.bounding_box() == top, "nothing jumps under the mouse"
    page.locator("[data-shows-fresh]").click()
    expect(rows).to_have_count(2)
    expect(page.locator("[data-shows-fresh]")).to_be_hidden()
    expect(page.locator("tr.just-now [data-open]")).to_be_focused()
