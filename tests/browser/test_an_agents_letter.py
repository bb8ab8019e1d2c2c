"""Alice's way through one case, in a real browser and by keyboard: choose, write, see the lint, send, undo, send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from making import message_record, order_record, parcel_record

from amends.desk.offers.models import Offer
from amends.desk.replies.models import Reply

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WORDS = "Hello, the lamp arrived broken and does not work. I want my money back."


@pytest.fixture
def broken_lamp(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> datetime:
    """Dana's lamp is broken; so is Erik's, so that there is a next case. Returns the moment."""
    present = datetime.now(UTC).replace(microsecond=0)
    for number, name in (("8201-1", "Dana"), ("8201-2", "Erik")):
        buyer = {"reference": f"ref-{name}", "name": name, "locale": "en-GB"}
        placed = present - timedelta(days=20)
        take_in(order_record(number, buyer=buyer, placed_at=placed, promised_by=None, country="GB"), at=present)
        take_in(parcel_record(f"LP{number}", (number,), events=[]), at=present)
        message = message_record(
            f"m-{number}", WORDS, order_number=number, buyer=buyer, sent_at=present - timedelta(hours=1)
        )
        take_in(message, at=present)
    run_jobs(present + timedelta(seconds=1))
    return present


def sign_in(page: Page, name: str = "alice") -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", f"{name}@amends.example")
    page.fill("input[name=password]", "correct-horse-42")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)


def test_alice_answers_a_case_by_keyboard(page: Page, broken_lamp: datetime) -> None:
    from playwright.sync_api import expect

    sign_in(page)
    page.goto("/queue/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")
    case_id = int(page.url.rstrip("/").rsplit("/", 1)[-1])

    # A digit ticks an option or takes the tick away; the letter follows at once.
    options = page.locator("input[name=pick]")
    expect(options.first).to_be_checked()
    entitled = [item["entitled"] for item in Offer.objects.filter(case=case_id).latest("pk").result["menu"]]
    spare = next(
        (index for index in range(len(entitled)) if sum(entitled) - entitled[index] or not any(entitled)), None
    )
    if spare is not None and len(entitled) > 1:
        before = page.locator("#letter-body").input_value()
        with page.expect_response("**/choose/"):
            page.keyboard.press(str(spare + 1))
        expect(page.locator(f"#pick-{spare}")).not_to_be_checked()
        assert page.locator("#letter-body").input_value() != before
        assert Offer.objects.filter(case=case_id).latest("pk").state == Offer.CHOSEN

    # What the lint forbids is marked while she writes, and the letter cannot be sent with it.
    page.keyboard.press("e")
    expect(page.locator("#letter-body")).to_be_focused()
    page.keyboard.press("Control+End")
    with page.expect_response("**/lint/"):
        page.keyboard.type("\nYou also get 999.00 USD.")
    expect(page.locator("#lint")).to_have_attribute("data-verdict", "block")
    expect(page.locator("#letter-marks mark.mark-bad").first).to_be_attached()
    expect(page.locator("#send button")).to_be_disabled()
    page.keyboard.press("Control+Enter")
    assert Reply.objects.get(case=case_id).state == Reply.DRAFT

    # A finding leads to its place.
    page.locator(".lint-place").first.click()
    picked = page.evaluate("() => { const f = document.getElementById('letter-body'); return f.value.slice(f.selectionStart, f.selectionEnd); }")  # fmt: skip
    assert picked.strip()

    # Mended, it goes with one key, and the next case opens with an undo.
    with page.expect_response("**/lint/"):
        page.locator("#letter-body").fill(
            page.locator("#letter-body").input_value().replace("\nYou also get 999.00 USD.", "")
        )
    expect(page.locator("#send button")).to_be_enabled()
    if page.locator("input[name=when][value=now]").count():
        page.locator("input[name=when][value=now]").check()
    page.locator("#letter-body").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/?sent=*")
    assert f"/cases/{case_id}/" not in page.url
    assert Reply.objects.get(case=case_id).state == Reply.QUEUED

    # Taken back with one key; nothing has left.
    page.keyboard.press("u")
    page.wait_for_url(f"**/cases/{case_id}/")
    assert Reply.objects.get(case=case_id).state == Reply.DRAFT
    if page.locator("input[name=when][value=now]").count():
        page.locator("input[name=when][value=now]").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/?sent=*")
    sent = Reply.objects.get(case=case_id)
    assert sent.state == Reply.QUEUED
    assert "999.00" not in sent.body


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_case_fits_its_screen_and_keeps_the_send_button_in_reach(
    page: Page, broken_lamp: datetime, width: int
) -> None:
    from playwright.sync_api import expect

    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page)
    page.goto("/queue/")
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/cases/*/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = [page.locator(name).bounding_box() for name in (".case-decision", ".case-timeline", ".case-facts")]
    lefts = [round(box["x"]) for box in tops if box]
    assert len(set(lefts)) == {390: 1, 1024: 2, 1440: 3}[width]
    page.locator("#letter-body").scroll_into_view_if_needed()
    expect(page.locator("#send button")).to_be_in_viewport()
