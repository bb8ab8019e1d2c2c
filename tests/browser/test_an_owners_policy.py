"""The owner's way to another policy, in a real browser and by keyboard: edit, see, mend, keep, switch on, undo."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from making import NOW, message_record

from amends.desk.policies.models import KeptPolicy
from amends.desk.policies.queries import standing
from amends.desk.shops.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owners_page(
    page: Page, desk: Any, order: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> Page:
    """Bob is the owner here, and one case waits: Dana's lamp arrived broken."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    take_in(message_record(text="Hello, the lamp arrived broken and does not work. I want my money back."))
    run_jobs(NOW)
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "bob@amends.example")
    page.fill("input[name=password]", "correct-horse-42")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)
    return page


def later(route: Route) -> None:
    """A line so slow that the delayed preview begins before the answer is there."""
    time.sleep(1.5)
    route.continue_()


def test_the_owner_edits_keeps_and_switches_by_keyboard(owners_page: Page, desk: Any) -> None:
    from playwright.sync_api import expect

    page = owners_page
    page.goto("/policies/edit/?of=shipped:balanced")
    expect(page.locator("#preview [role=status]")).to_have_text("All these cases get the same options.")

    # What is wrong is said beside the field while she types, and goes away when it is mended; the focus stays.
    caution = page.get_by_label("Caution with thin estimates")
    caution.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("9")
    expect(page.locator("#p-menu-caution-error")).to_contain_text("At most 3")
    expect(caution).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("0.0")
    expect(page.locator("#p-menu-caution-error")).to_be_empty()

    # Of one option at most, the case gets another menu.
    page.locator("summary", has_text="Menus").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Options at most").fill("1")
    expect(page.locator("#preview [role=status]")).to_have_text("1 of 1 cases gets other options.")

    # The text has the change and every comment; a change of the text is in the form.
    page.get_by_role("button", name="Text (YAML)").press("Enter")
    text = page.locator("#policy-text")
    expect(text).to_have_value(re.compile(r"largest: 1\n"))
    # The preview of that change begins while the form is still on its way over a slow line, and does not stop it.
    page.route("**/policies/edit/", later)
    text.fill(text.input_value().replace("stages: 3", "stages: 2"))
    page.get_by_role("button", name="Form").press("Enter")
    expect(page.locator('[name="f:menu/stages"]')).to_have_value("2")
    page.unroute("**/policies/edit/")
    expect(page.locator('[name="f:menu/largest"]')).to_have_value("1")

    # Kept, it waits; switched on, it decides; undone, it does not.
    page.get_by_label("Name of the policy").fill("short_letters")
    page.get_by_role("button", name="Keep as a new version").press("Enter")
    page.wait_for_url("**/policies/?choose=*")
    kept = KeptPolicy.objects.get()
    assert standing(desk.shop).policy.name == "balanced"
    page.locator("#switch-reason").fill("buyers read one line")
    page.locator("#switch-reason").press("Enter")
    expect(page.locator(".toast-place")).to_contain_text("decides from now on")
    assert standing(desk.shop).policy.version == kept.version
    page.get_by_role("button", name="Undo All shops").press("Enter")
    expect(page.locator(".toast-place")).to_contain_text("What stood before")
    assert standing(desk.shop).policy.name == "balanced"
