"""Refunds to send on the screens and by REST: the list, its sums, what is done, the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.flow import paying
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.refunds.models import Payment, Refund
from amends.desk.refunds.operations import set_second_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def refund(take_in: Callable[..., None], run_jobs: Callable[..., int], desk: Any, alice: Person) -> Refund:
    """Alice decided that Dana gets 12.50 dollars back."""
    take_in(order_record(), message_record(), shop=desk.own_shop)
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order__shop").get(shop=desk.own_shop)
    return paying.ask_refund(
        person=alice, case=case, amount="12.50", way="paypal", day="2026-11-21", reason="=goodwill", key="k", now=NOW
    )


def page(client: Client, address: str = "/refunds/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def refunds_on(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-row id="refund-(\d+)"', text)]


def press(client: Client, refund: Refund, what: str, **fields: str) -> str:
    answer = client.post(f"/refunds/{refund.pk}/{what}/", {"key": "form-1", **fields}, follow=True)
    refund.refresh_from_db()
    return answer.content.decode()


def test_a_line_says_how_much_by_which_way_until_when_and_who_decided(alices: Client, refund: Refund) -> None:
    text = page(alices)
    assert refunds_on(text) == [refund.pk]
    for words in ("US$12.50", "by PayPal", "decided by Alice", "to be sent", "CN¥88.75"):  # 12.50 at 7.10
        assert words in text, words


def test_alice_enters_the_reference_and_it_is_done(alices: Client, refund: Refund) -> None:
    text = press(alices, refund, "sent", amount="12,50", reference="PP-7", back="/refunds/?currency=USD")
    assert refund.state == Refund.SENT
    assert "its promise is kept" in text
    press(alices, refund, "sent", amount="12.50", reference="PP-7")
    assert Payment.objects.count() == 1
    assert "PP-7" in page(alices, "/refunds/?show=settled")
    assert "PP-7" in page(alices, f"/cases/{refund.case_id}/")


def test_what_fails_goes_another_way_or_is_dropped(alices: Client, refund: Refund) -> None:
    assert "did not go" in press(alices, refund, "failed", reason="closed")
    assert refunds_on(page(alices, "/refunds/?show=failed")) == [refund.pk]
    press(alices, refund, "way", way="bank")
    assert (refund.state, refund.way) == (Refund.OPEN, "bank")
    press(alices, refund, "dropped", reason="she withdrew it")
    assert refund.state == Refund.DROPPED


def test_what_is_in_other_hands_offers_no_form(alices: Client, bobs: Client, refund: Refund) -> None:
    press(alices, refund, "taken")
    text = page(bobs)
    assert "Alice is sending it right now." in text
    assert f"/refunds/{refund.pk}/sent/" not in text
    assert "Somebody else is sending" in press(bobs, refund, "sent", amount="12.50", reference="PP-7")
    press(alices, refund, "put-back")
    assert f"/refunds/{refund.pk}/sent/" in page(bobs)


def test_the_second_person_is_another_one(alices: Client, bobs: Client, refund: Refund) -> None:
    set_second_person(actor=SYSTEM, shop=refund.shop, above=Money(100, "USD"), now=NOW)
    Refund.objects.update(state=Refund.WAITS)
    assert f"/refunds/{refund.pk}/confirmed/" not in page(alices)
    assert "decided this refund yourself" in press(alices, refund, "confirmed")
    press(bobs, refund, "confirmed")
    assert refund.state == Refund.OPEN


def test_the_file_runs_no_formula(alices: Client, refund: Refund) -> None:
    Payment.objects.create(
        refund=refund, shop=refund.shop, key="x", sent=True, amount_minor=1, way="bank", reference="=cmd|' /C calc'!A0",
        reference_key="x", at=NOW,
    )  # fmt: skip
    answer = alices.get("/refunds/?as=csv")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[call-overload]
    header, line = text.splitlines()
    assert header.startswith("refund,case,shop,order,amount,currency")
    assert "12.50,USD" in line
    assert "'=cmd" in line
    assert ",=" not in line


def test_many_refunds_ask_no_more_questions_than_few(alices: Client, refund: Refund) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(alices)
        return len(queries)

    few = asked()
    columns = {f.name: getattr(refund, f.name) for f in Refund._meta.concrete_fields if f.name != "id"}
    for number in range(30):
        other = Refund.objects.create(**{**columns, "key": f"x{number}"})
        Payment.objects.create(refund=other, shop=other.shop, key="x", sent=False, amount_minor=1, way="bank", at=NOW)
    assert asked() <= few + 1  # the attempts, once for all
    assert few <= 12


def test_filters_refuse_what_cannot_be(alices: Client, refund: Refund) -> None:
    assert refunds_on(page(alices, "/refunds/?currency=EUR")) == []
    assert refunds_on(page(alices, f"/refunds/?case={refund.case_id}")) == [refund.pk]
    for address in ("?show=all", "?currency=euro", "?case=x", "?as=pdf"):
        assert alices.get(f"/refunds/{address}").status_code == 400, address


def test_nobody_is_led_to_another_site(alices: Client, refund: Refund) -> None:
    answer = alices.post(f"/refunds/{refund.pk}/taken/", {"back": "https://evil.example/"})
    assert answer.headers["Location"] == "/refunds/"


def test_the_case_page_puts_a_refund_on_the_list(alices: Client, refund: Refund) -> None:
    assert "Put on the list" in page(alices, f"/cases/{refund.case_id}/")
    told = {"key": "k2", "amount": "3.00", "way": "bank", "day": "", "reason": ""}
    alices.post(f"/cases/{refund.case_id}/owe/", told)
    alices.post(f"/cases/{refund.case_id}/owe/", told)
    assert sorted(Refund.objects.values_list("amount_minor", flat=True)) == [300, 1250]


def test_charlie_sees_and_does_nothing(charlies: Client, refund: Refund) -> None:
    assert refunds_on(page(charlies)) == []
    assert "12.50" not in page(charlies) + b"".join(charlies.get("/refunds/?as=csv")).decode()  # type: ignore[call-overload]
    told = {"key": "k", "amount": "12.50", "reference": "x", "reason": "x", "way": "bank"}
    for what in ("confirmed", "taken", "put-back", "sent", "failed", "way", "dropped"):
        assert charlies.post(f"/refunds/{refund.pk}/{what}/", told).status_code == 404, what
    assert charlies.post(f"/cases/{refund.case_id}/owe/", told).status_code == 404
    assert charlies.post(f"/api/v1/refunds/{refund.pk}/hold").status_code == 404


def test_a_program_sends_a_refund_once(alices: Client, refund: Refund) -> None:
    assert alices.get("/api/v1/refunds").json()["refunds"][0]["amount"] == {"amount": "12.50", "currency": "USD"}

    def post(what: str, **body: str) -> Any:
        return alices.post(f"/api/v1/refunds/{refund.pk}/{what}", json.dumps(body), content_type="application/json")

    assert post("hold").json()["holder"] == "Alice"
    sent = post("sent", amount="12.50", reference="PP-7", key="erp-1")
    assert (sent.status_code, sent.json()["state"]) == (200, "sent")
    assert sent.json()["payments"][0]["reference"] == "PP-7"
    assert post("sent", amount="12.50", reference="PP-7", key="erp-1").status_code == 200
    again = post("sent", amount="12.50", reference="PP-8", key="erp-2")
    assert (again.status_code, again.json()["code"]) == (409, "not_this_state")
