"""Every page of the desk in a real browser: nothing on it hinders anybody seriously (WCAG 2.2, A and AA)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pages
import pytest
from buyers import BROKEN
from django.test import Client
from making import dispute_record, message_record, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.replies.models import Reply
from amends.desk.shops.operations import allow

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.on_one_database,
    pytest.mark.django_db(transaction=True),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Files, parts of a page and a second factor's pages: none of them is a page of this desk. ``guide`` has no guide yet.
WITHOUT_EXAMPLE = {
    "buyers_file", "case_attachment", "case_exhibit", "case_similar", "guide", "import_template",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes",
}  # fmt: skip


def _owner(desk: Any, present: datetime) -> Person:
    olga = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga",
        password="correct-horse-42", now=present, language="en", writes=["en"],
    )  # fmt: skip
    allow(actor=SYSTEM, person=olga, shops=[desk.shop, desk.own_shop], role="owner", now=present)
    return olga


@pytest.fixture
def places(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> pages.Found:
    """Every page, with an example of each, on a desk where four lamps came broken."""
    present = datetime.now(UTC).replace(microsecond=0)
    for number, name in enumerate(("Dana", "Erik", "Fatima", "Goran"), start=1):
        buyer = {"reference": f"ref-{name}", "name": name, "locale": "pt-BR"}
        order, placed = f"8201-{number}", present - timedelta(days=20)
        take_in(
            order_record(order, buyer=buyer, placed_at=placed, promised_by=None),
            parcel_record(f"LP{order}", (order,), events=[]),
            message_record(f"m-{order}", BROKEN, order_number=order, buyer=buyer, sent_at=present - timedelta(hours=1)),
            shop=desk.own_shop, at=present,
        )  # fmt: skip
    placed = present - timedelta(days=20)
    take_in(
        order_record("8201-9", placed_at=placed, promised_by=None),
        dispute_record(order_number="8201-9", platform="stripe", opened_at=present - timedelta(hours=2)),
        at=present,
    )
    run_jobs(present + timedelta(seconds=1))
    people = {"agent": desk.alice, "lead": desk.bob, "owner": _owner(desk, present)}
    clients = {role: Client() for role in people}
    for role, person in people.items():
        clients[role].force_login(person)
    case = Case.objects.get(
        pk=Reply.objects.filter(state=Reply.DRAFT, case__shop=desk.own_shop)
        .order_by("pk")
        .values_list("case", flat=True)[0]
    )
    examples = pages.make_examples(clients, case, desk.alice, present)
    run_jobs(datetime.now(UTC))
    return pages.pages_of(clients, examples)


def test_no_page_hinders_anybody_seriously(page: Page, places: pages.Found, live_server: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    serious: list[str] = []
    signed_in_as = ""
    for place in sorted(places.pages, key=lambda each: each.who):
        if place.who != signed_in_as:
            signed_in_as = place.who
            page.context.clear_cookies()
            if place.session:
                page.context.add_cookies([{"name": "sessionid", "value": place.session, "url": live_server.url}])
        page.goto(place.address, wait_until="load")
        found = axe.run(page, options={"resultTypes": ["violations"], "runOnly": RULES}).response["violations"]
        serious += [
            f"{place.name}: {each['id']}: {node['html'][:200]}"
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
    assert serious == []
    assert set(places.without_example) <= WITHOUT_EXAMPLE
    assert len(places.pages) > 55
