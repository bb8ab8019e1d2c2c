"""The owner's way through the policy lab, in a real browser and by keyboard: ask, watch, read, let decide, take back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from amends.desk.policies.queries import standing
from amends.desk.shops.models import Membership
from amends.jobs.engine import run_due
from tests.insight.history import explored

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owners_page(page: Page, desk: Any) -> Page:
    """Bob is the owner here, and buyers have taken and refused for a while."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    explored(desk.shop, 24)
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "bob@amends.example")
    page.fill("input[name=password]", "correct-horse-42")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)
    return page


def violations(page: Page) -> list[str]:
    """What an accessibility checker finds, serious or worse."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in ("serious", "critical")
    ]


def test_the_owner_compares_and_decides_by_keyboard(owners_page: Page, desk: Any) -> None:
    from playwright.sync_api import expect

    page = owners_page
    page.get_by_text("Bob").first.click()
    page.get_by_role("link", name="Policy lab").click()
    expect(page.get_by_role("heading", name="Policy lab")).to_be_visible()
    assert violations(page) == []

    page.get_by_label("What would it cost to use").focus()
    page.keyboard.type("Margin")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/lab/\d+/$"))
    expect(page.get_by_role("progressbar", name="How far the comparison is")).to_be_visible()
    assert violations(page) == []

    # It can be left, goes on meanwhile, and shows its result by itself to whoever came back.
    address = page.url
    page.goto("/queue/")
    run_due(lambda: datetime.now(UTC), most=2)
    page.goto(address)
    expect(page.get_by_role("progressbar")).to_be_visible()
    run_due(lambda: datetime.now(UTC))
    expect(page.get_by_role("heading", name="Not enough evidence.")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("24 closed cases.")).to_be_visible()
    assert violations(page) == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_label("Why").focus()
    page.keyboard.type("a try in one shop")
    page.get_by_label("Where").select_option(label="Lumora-Own")
    page.get_by_role("button", name="Switch on").press("Enter")
    expect(page.get_by_text("It decides from now on")).to_be_visible()
    assert standing(desk.own_shop).policy.name == "margin_first"
    assert standing(desk.shop).policy.name == "balanced"
    page.get_by_role("button", name="Take this change back").press("Enter")
    expect(page.get_by_text("What decided before decides again.")).to_be_visible()
    assert standing(desk.own_shop).policy.name == "balanced"
