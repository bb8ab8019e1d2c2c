"""Webhooks: who is told of what, signed, tried again, switched off; nobody of another company, never a private address."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from making import NOW, message_record

from amends.core.errors import TransportError
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.journal.models import Chain, Entry
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.webhooks import jobs, operations
from amends.desk.webhooks.models import Delivery, Webhook
from amends.desk.webhooks.operations import WAITS, NotHerShops, WebhookRefused, add_webhook, keep_deliveries
from amends.desk.webhooks.queries import webhook_for, webhooks_for
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db
URL = "https://erp.example.com/hooks"


class Outside:
    """What was posted, and what the other side answers."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, bytes, dict[str, str]]] = []
        self.answers: int | Exception = 204

    def post(self, url: str, body: bytes, headers: dict[str, str], *, private: bool) -> int:
        self.posted.append((url, body, headers))
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    @property
    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body, _ in self.posted]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    found = Outside()
    monkeypatch.setattr(jobs, "post", found.post)
    return found


@pytest.fixture
def webhook(desk: Any) -> Webhook:
    return hook_of(desk.organisation)


def owner_of(organisation: Organisation) -> Person:
    """Whoever joined the company last, as the owner of every shop."""
    person = Person.objects.filter(organisation=organisation).latest("pk")
    for shop in Shop.objects.filter(organisation=organisation):
        Membership.objects.update_or_create(person=person, shop=shop, defaults={"role": Membership.OWNER})
    return person


def add(organisation: Organisation, url: str, events: Sequence[str], shop: Shop | None = None) -> Webhook:
    return add_webhook(
        actor=SYSTEM, person=owner_of(organisation), organisation=organisation, shop=shop, url=url, events=events, now=NOW
    )  # fmt: skip


def hook_of(organisation: Organisation, events: tuple[str, ...] = ("case.opened", "case.closed")) -> Webhook:
    return add(organisation, URL, events)


def test_a_webhook_of_one_shop_is_told_of_that_shop_alone(
    desk: Any, case: Callable[[], Case], outside: Outside
) -> None:
    add(desk.organisation, URL, ["case.opened"], shop=desk.own_shop)
    assert list(Chain.objects.filter(followed=True).values_list("shop", flat=True)) == [desk.own_shop.pk]
    case()
    assert outside.posted == [], "the case is the other shop's"
    mine = add(desk.organisation, URL + "2", ["case.opened"], shop=desk.shop)
    assert set(Chain.objects.filter(followed=True).values_list("shop", flat=True)) == {desk.shop.pk, desk.own_shop.pk}
    told = keep_deliveries(entry_ids=[Entry.objects.get(action="case.opened").pk], now=NOW)
    assert [each.webhook for each in told] == [mine]


def test_whoever_owns_one_shop_has_webhooks_of_that_shop_and_none_of_all(desk: Any) -> None:
    whole = hook_of(desk.organisation)
    bob = desk.bob
    Membership.objects.filter(person=bob, shop=desk.own_shop).update(role=Membership.LEAD)
    told: dict[str, Any] = {"actor": SYSTEM, "person": bob, "organisation": desk.organisation, "now": NOW}
    for shop in (None, desk.own_shop, desk.other_shop):
        with pytest.raises(NotHerShops):
            add_webhook(**told, shop=shop, url=URL, events=["case.opened"])
    mine = add_webhook(**told, shop=desk.shop, url=URL, events=["case.opened"])
    assert list(webhooks_for(bob, desk.organisation)) == [mine]
    assert webhook_for(bob, desk.organisation, whole.pk) is None
    Membership.objects.filter(person=bob).update(role=Membership.OWNER)
    assert list(webhooks_for(bob, desk.organisation)) == [whole, mine]


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Any) -> Callable[[], Case]:
    def open_case() -> Case:
        take_in(message_record())
        run_jobs(NOW)
        return Case.objects.get()

    return open_case


def test_a_company_is_told_of_what_it_asked_for_and_of_nothing_else(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    opened = case()
    assert outside.types == ["case.opened"]
    cases.close(actor=actor_of(alice), case=opened, reason="Settled.", now=NOW)
    run_jobs(NOW)
    assert outside.types == ["case.opened", "case.closed"]
    told = json.loads(outside.posted[1][1])
    assert told["data"]["subject"] == {"type": "case", "id": opened.pk}
    assert told["data"]["shop"] == "lumora-ali"
    assert told["data"]["details"] == {"reason": "Settled."}
    assert b"Dana" not in b"".join(body for _, body, _ in outside.posted)


def test_what_is_told_is_signed_as_standard_webhooks_says(
    webhook: Webhook, outside: Outside, case: Callable[[], Case]
) -> None:
    case()
    _, body, headers = outside.posted[0]
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_charlies_company_is_not_told_of_lumoras_cases(desk: Any, outside: Outside, case: Callable[[], Case]) -> None:
    hook_of(desk.other_organisation)
    case()
    assert outside.posted == []


def test_without_a_webhook_nothing_is_announced(case: Callable[[], Case]) -> None:
    case()
    assert Entry.objects.filter(action="case.opened").exists()
    assert not Job.objects.filter(kind="webhooks.announce").exists()


def test_the_announcement_is_stored_with_the_change_or_not_at_all(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = case()
    before = Job.objects.filter(kind="webhooks.announce").count()

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the plug is pulled")

    monkeypatch.setattr(cases, "enqueue", broken)
    with pytest.raises(RuntimeError):
        cases.close(actor=actor_of(alice), case=opened, reason="Settled.", now=NOW)
    opened.refresh_from_db()
    assert opened.closed_at is None
    assert Job.objects.filter(kind="webhooks.announce").count() == before


def test_announcing_twice_tells_once(webhook: Webhook, outside: Outside, case: Callable[[], Case]) -> None:
    case()
    entry = Entry.objects.get(action="case.opened")
    assert operations.keep_deliveries(entry_ids=[entry.pk], now=NOW) == []
    assert Delivery.objects.count() == 1


def test_a_failure_is_tried_again_later_and_later_under_the_same_id(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], run_jobs: Callable[[datetime], int]
) -> None:
    outside.answers = 500
    case()
    at = NOW
    for wait in WAITS:
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.next_at) == ("waiting", at + wait)
        run_jobs(at + wait - timedelta(seconds=1))
        assert len(outside.posted) == delivery.attempts
        at = at + wait
        run_jobs(at)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.status) == ("failed", len(WAITS) + 1, 500)
    assert len({headers["webhook-id"] for _, _, headers in outside.posted}) == 1
    assert at - NOW > timedelta(hours=30)


@pytest.mark.parametrize("answer", [302, 404, TransportError("no route"), 204])
def test_only_a_2xx_counts_as_taken(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], answer: int | Exception
) -> None:
    outside.answers = answer
    case()
    assert Delivery.objects.get().state == ("delivered" if answer == 204 else "waiting")


def test_an_address_that_fails_for_five_days_is_switched_off_with_a_notice(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], run_jobs: Callable[[datetime], int]
) -> None:
    outside.answers = 500
    case()
    delivery = Delivery.objects.get()
    operations.mark_failed(delivery=delivery, status=500, error="x", now=NOW + timedelta(days=5))
    webhook.refresh_from_db()
    assert webhook.disabled_at == NOW + timedelta(days=5)
    assert Entry.objects.filter(action="webhook.disabled").count() == 1
    assert not Chain.objects.get(shop=Case.objects.get().shop_id).followed
    posted = len(outside.posted)
    run_jobs(NOW + timedelta(days=9))
    assert len(outside.posted) == posted


def test_a_success_ends_the_run_of_failures(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], run_jobs: Callable[[datetime], int]
) -> None:
    outside.answers = 500
    case()
    webhook.refresh_from_db()
    assert webhook.failing_since == NOW
    outside.answers = 200
    run_jobs(NOW + WAITS[0])
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_an_event_can_be_sent_again_under_its_own_id(
    webhook: Webhook, outside: Outside, case: Callable[[], Case], run_jobs: Callable[[datetime], int]
) -> None:
    case()
    operations.replay(delivery=Delivery.objects.get(), now=NOW)
    run_jobs(NOW)
    assert len(outside.posted) == 2
    assert outside.posted[0][1] == outside.posted[1][1]
    assert outside.posted[0][2]["webhook-id"] == outside.posted[1][2]["webhook-id"]


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://erp.example.com/", "https://10.1.2.3/x", "nonsense"])
def test_a_private_address_cannot_be_added(desk: Any, url: str) -> None:
    with pytest.raises(WebhookRefused):
        add(desk.organisation, url, ["case.opened"])
    assert not Webhook.objects.exists()


def test_an_event_that_is_none_cannot_be_asked_for(desk: Any) -> None:
    with pytest.raises(WebhookRefused):
        add(desk.organisation, URL, ["person.added"])


def test_the_secret_lies_encrypted(webhook: Webhook) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM webhooks_webhook")
        assert "whsec_" not in cursor.fetchone()[0]
    assert Webhook.objects.get().secret.startswith("whsec_")


def test_a_shop_that_is_founded_later_is_followed_too(webhook: Webhook, desk: Any) -> None:
    Chain.objects.update(followed=False)
    operations.follow_shops()
    assert set(Chain.objects.filter(followed=True).values_list("shop", flat=True)) == {desk.shop.pk, desk.own_shop.pk}


class Receiver(BaseHTTPRequestHandler):
    """A program of the company, on this machine."""

    taken: ClassVar[list[tuple[str, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.taken.append((self.headers["webhook-signature"], body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def receiver() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Receiver.taken.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}/hook"
    server.shutdown()
    server.server_close()


def test_a_program_on_this_machine_is_told_only_where_the_installation_allows_it(
    desk: Any, receiver: str, settings: Any, case: Callable[[], Case], run_jobs: Callable[[datetime], int]
) -> None:
    settings.AMENDS_WEBHOOKS_PRIVATE = True
    add(desk.organisation, receiver, ["case.opened"])
    settings.AMENDS_WEBHOOKS_PRIVATE = False
    case()
    assert Receiver.taken == []
    assert "https" in Delivery.objects.get().error
    settings.AMENDS_WEBHOOKS_PRIVATE = True
    run_jobs(NOW + WAITS[0])
    assert Delivery.objects.get().state == "delivered"
    signature, body = Receiver.taken[0]
    assert signature.startswith("v1,")
    assert json.loads(body)["type"] == "case.opened"
