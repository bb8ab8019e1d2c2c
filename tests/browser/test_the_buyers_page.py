"""Dana's page in a real browser: with scripts and without, by keyboard, on a telephone, from right to left."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from buyers import BROKEN, path_of
from making import message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.conversations.models import Attachment
from amends.desk.flow.buyers_page import make_link
from amends.desk.offers.models import Offer
from amends.desk.people.actors import actor_of
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter
from amends.desk.storage import fetch
from amends.evidence.filetypes import content_type

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium"),
]
#: A telephone's camera: a picture that is far larger than a page needs.
CAMERA = """(side) => new Promise((done) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const drawn = canvas.getContext("2d");
  const grain = drawn.createImageData(side, side);
  for (let at = 0; at < grain.data.length; at += 1) grain.data[at] = at % 4 === 3 ? 255 : Math.random() * 255;
  drawn.putImageData(grain, 0, 0);
  for (let at = 0; at < 300; at += 1) {
    drawn.fillStyle = `rgb(${at % 255},${(at * 7) % 255},${(at * 13) % 255})`;
    drawn.fillRect(Math.random() * side, Math.random() * side, 9, 9);
  }
  canvas.toBlob((made) => made.arrayBuffer().then((bytes) => done([...new Uint8Array(bytes)])), "image/png");
})"""


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def path(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> str:
    """Dana's lamp came broken; the letter with its options has left. Returns the address of her page."""
    present = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=20)
    take_in(
        order_record(placed_at=present - timedelta(days=20), promised_by=None), parcel_record(events=[]),
        message_record(text=BROKEN, sent_at=present - timedelta(hours=1)), shop=desk.own_shop, at=present,
    )  # fmt: skip
    run_jobs(present)
    reply = Reply.objects.get(state=Reply.DRAFT)
    Offer.objects.filter(pk=reply.offer_id).update(approval_needed=False)
    queue_letter(actor=actor_of(desk.alice), person=desk.alice, reply=reply, version=reply.version, now=present)
    run_jobs(present + timedelta(minutes=1))
    return path_of(make_link(person=desk.alice, case=Case.objects.get(), now=present))


def opened(chromium: Browser, live_server: Any, **told: Any) -> tuple[Page, list[str]]:
    """A page, and all that goes wrong on it."""
    context = chromium.new_context(base_url=live_server.url, **{"viewport": {"width": 390, "height": 844}, **told})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith((live_server.url, "data:")) else wrong.append(request.url))  # fmt: skip
    return page, wrong


def test_without_scripts_she_chooses_by_keyboard(chromium: Browser, live_server: Any, path: str) -> None:
    page, wrong = opened(chromium, live_server, java_script_enabled=False)
    page.goto(path)
    page.locator("input[name=accepts]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Obrigada!")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=answer*")
    assert page.locator("#notice").is_visible()
    assert page.locator("input[name=accepts]").count() == 0
    assert Offer.objects.filter(state=Offer.ACCEPTED).count() == 1
    assert wrong == []
    assert page.context.cookies() == []


def test_without_scripts_a_photo_goes_with_the_form(chromium: Browser, live_server: Any, path: str) -> None:
    page, wrong = opened(chromium, live_server, java_script_enabled=False)
    page.goto(f"{path}?l=de")
    page.locator("summary", has_text="Sagen Sie uns").click()
    page.get_by_label("Beschädigter Artikel").check()
    png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + bytes(40)
    page.set_input_files("#files", {"name": "bild.png", "mimeType": "image/png", "buffer": png})
    page.locator("form[enctype] button").click()
    page.wait_for_url("**done=told*")
    assert Attachment.objects.get().media_type == "image/png"
    assert wrong == []


def test_with_scripts_a_photo_is_made_smaller_and_survives_a_broken_line(
    chromium: Browser, live_server: Any, path: str
) -> None:
    page, wrong = opened(chromium, live_server)
    page.goto(f"{path}?l=en")
    picture = bytes(page.evaluate(CAMERA, 900))
    assert len(picture) > 700_000
    broken: list[str] = []

    def breaks_once(route: Route) -> None:
        if route.request.method == "PUT" and not broken:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/files/**", breaks_once)
    page.locator("summary", has_text="Tell us").click()
    page.get_by_label("Damaged item").check()
    page.set_input_files("#files", {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": picture})
    page.locator(".files li", has_text="✓").wait_for(timeout=20_000)
    page.locator("form[enctype] button:not([type])").click()
    page.wait_for_url("**done=told*")
    assert broken, "the line was broken once"
    kept = Attachment.objects.get()
    assert content_type(fetch(kept.sha256)) == "jpeg"
    assert kept.size < len(picture) / 2
    assert [line for line in wrong if "ERR_FAILED" not in line] == []


@pytest.mark.parametrize("language", ["ar", "de", "ja", "pt", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone_and_breaks_no_rule_of_access(
    chromium: Browser, live_server: Any, path: str, language: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, wrong = opened(chromium, live_server, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.goto(f"{path}?l={language}")
    page.evaluate("document.querySelectorAll('.card details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.body).direction") == ("rtl" if language == "ar" else "ltr")
    # The policy of the page lets no foreign script in: the rules are put in by the browser itself.
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert wrong == []
