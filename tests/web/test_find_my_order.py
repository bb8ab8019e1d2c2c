"""Find my order: one answer for everybody, and the link goes to the order's own address or nowhere."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any

import pytest
from buyers import Browser, broken_lamp, link_to
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, order_record

from amends.desk.cases.models import Case
from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.portal.models import Link
from amends.desk.portal.operations import revoke_link
from amends.desk.shops.models import Shop
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db
DOOR = "/find/lumora-own/"
MAIL, POSTCODE = "Dana.Albuquerque@example.com", "01310 200"


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def shop(desk: Any, take_in: Callable[..., None]) -> Shop:
    """The own shop, with Dana's order."""
    take_in(order_record(), shop=desk.own_shop)
    return desk.own_shop


@pytest.fixture
def somebody() -> Browser:
    return Browser()


def ask(who: Browser, number: str, proof: str, **more: Any) -> Any:
    return who.post(DOOR, {"once": who.form(DOOR), "number": number, "proof": proof}, **more)


def letters() -> list[Any]:
    folder = Path(django_settings.AMENDS_OUTBOX)
    found = sorted(folder.glob("*.eml")) if folder.exists() else []
    return [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def plain(response: Any) -> str:
    """The page without what differs in every form."""
    return re.sub(r'name="once" value="[^"]+"', "", response.content.decode())


@pytest.mark.parametrize("proof", [MAIL, f"  {MAIL.upper()} ", POSTCODE, "01310-200"])
def test_number_and_mail_or_postcode_bring_the_link_by_mail_in_her_language(
    somebody: Browser, shop: Shop, run_jobs: Callable[[datetime], int], proof: str
) -> None:
    ask(somebody, "#8201-1", proof)
    run_jobs(NOW)
    (letter,) = letters()
    assert "dana.albuquerque@example.com" in letter["To"]
    body = letter.get_body(("plain",)).get_content()
    assert "Esta é a página do seu pedido" in body
    path = re.search(r"http://testserver(/my/\S+)", body)
    assert path is not None
    assert somebody.get(path.group(1)).status_code == 200
    assert Entry.objects.filter(action="link.mailed", data__what="link").count() == 1


def test_whatever_is_asked_the_answer_is_the_same_and_nothing_is_looked_up_before_it(
    somebody: Browser, shop: Shop
) -> None:
    """The same statements run for an order that exists and for one that does not; only tries are counted."""
    ask(somebody, "first-of-all", "x")  # from here on this address has its counter
    seen: list[tuple[str, int]] = []
    for number, proof in (("8201-1", MAIL), ("0000-0", MAIL), ("8201-1", "wrong@example.com"), ("0000-0", "\0'; --")):
        once = somebody.form(DOOR)
        with CaptureQueriesContext(connection) as captured:
            page = plain(somebody.post(DOOR, {"once": once, "number": number, "proof": proof}))
        assert not [query for query in captured.captured_queries if re.search("orders_|cases_", query["sql"])]
        seen.append((page.replace(number, ""), len(captured.captured_queries)))
    known, unknown, known_again, unknown_again = seen
    assert known == unknown
    assert known_again == unknown_again
    assert known[0] == known_again[0]


@pytest.mark.parametrize(("number", "proof"), [("8201-1", "eve@example.com"), ("8201-1", "99999"), ("8201-2", MAIL)])
def test_where_one_of_both_does_not_fit_no_mail_leaves_and_no_link_is_made(
    somebody: Browser, shop: Shop, run_jobs: Callable[[datetime], int], number: str, proof: str
) -> None:
    ask(somebody, number, proof)
    run_jobs(NOW)
    assert letters() == []
    assert not Link.objects.exists()


def test_what_was_typed_waits_as_a_keyed_hash_only(somebody: Browser, shop: Shop) -> None:
    ask(somebody, "8201-1", MAIL)
    payload = str(Job.objects.get(kind="portal.find_order").payload)
    assert "albuquerque" not in payload.lower()


def test_one_order_number_is_asked_for_five_times_an_hour_whether_it_exists_or_not(
    somebody: Browser, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("8201-1", "0000-0"):
        codes = [ask(somebody, number, "x", REMOTE_ADDR=f"203.0.113.{turn}").status_code for turn in range(6)]
        assert codes == [200] * 5 + [429]
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=1, seconds=1))
    assert ask(somebody, "8201-1", "x").status_code == 200


def test_one_address_asks_twenty_times_an_hour_and_a_made_up_header_changes_nothing(
    somebody: Browser, shop: Shop, settings: Any
) -> None:
    codes = [
        ask(somebody, f"n-{turn}", "x", headers={"x-forwarded-for": f"198.51.100.{turn}"}).status_code
        for turn in range(21)
    ]
    assert codes == [200] * 20 + [429]
    settings.AMENDS_PROXIES = 1
    from_another = ask(somebody, "n-99", "x", headers={"x-forwarded-for": "10.0.0.1, 198.51.100.77"})
    assert from_another.status_code == 200
    codes = [
        ask(somebody, f"m-{turn}", "x", headers={"x-forwarded-for": f"10.0.0.{turn}, 198.51.100.77"}).status_code
        for turn in range(20)
    ]
    assert codes[-1] == 429, "the proxy's own entry counts, not what the caller put before it"


def test_a_shop_on_a_marketplace_has_no_such_door_nor_has_one_that_does_not_exist(somebody: Browser, desk: Any) -> None:
    answers = [somebody.get(f"/find/{key}/") for key in ("lumora-ali", "nobody")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


def test_a_page_that_the_shop_has_closed_stays_closed(
    somebody: Browser, desk: Any, take_in: Callable[..., None], alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    case: Case = broken_lamp(take_in, run_jobs, desk.own_shop)
    revoke_link(actor=actor_of(alice), link=link_to(case, alice), now=NOW)
    ask(somebody, "8201-1", MAIL)
    run_jobs(NOW)
    assert letters() == []
    assert Link.objects.get().revoked_at == NOW


def test_the_mail_leaves_once_however_often_its_job_runs(somebody: Browser, shop: Shop) -> None:
    from amends.web.portal.jobs import find_order

    ask(somebody, "8201-1", MAIL)
    payload = Job.objects.get(kind="portal.find_order").payload
    for _ in range(3):
        find_order(payload, NOW)
    assert len(letters()) == 1
