"""Money to claim back on the screens: the worklist, its sums and filters, the forms, the case and the morning page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, days, event, message_record, order_record, parcel_record

from amends.core.vocabulary import Recovery as Kind
from amends.desk.cases.models import Case
from amends.desk.flow import choices
from amends.desk.orders.models import OrderLine
from amends.desk.people.models import Person
from amends.desk.recoveries.models import ClaimedLine, Receipt, Recovery
from amends.desk.shops.models import Shop

from .signing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def claim(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person) -> Recovery:
    """Alice paid Dana back for a parcel of UPS that did not come: 15.00 dollars can be claimed for ten more days."""
    take_in(
        order_record(placed_at=NOW - days(60), promised_by=NOW - days(15)),
        parcel_record(
            carrier="UPS",
            events=[event(NOW - days(50), "Accepted by carrier"), event(NOW - days(48), "Departed from Shenzhen")],
        ),
        message_record(),
    )
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get(shop=shop)
    choices.refund(
        person=alice, case=case, amount="40.00", source="chat", key=f"case:{case.pk}:one", reference="", now=NOW
    )
    return Recovery.objects.get(kind=Kind.CARRIER_CLAIM.value)


def page(client: Client, address: str = "/claims/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def claims_on(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-row id="claim-(\d+)"', text)]


def press(client: Client, claim: Recovery, what: str, **fields: str) -> str:
    """Send one of the claim's forms and return the page that follows."""
    answer = client.post(f"/claims/{claim.pk}/{what}/", fields, follow=True)
    claim.refresh_from_db()
    return answer.content.decode()


# ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_says_what_from_whom_why_how_much_how_likely_and_until_when(alices: Client, claim: Recovery) -> None:
    text = page(alices)
    assert claims_on(text) == [claim.pk]
    assert "Carrier claim · UPS" in text
    assert "The parcel counts as lost." in text
    assert "US$15.00" in text
    assert "US$8.25" in text  # 0.55 of it
    assert "Default 55% (assumed), worth 8 claims · none of our own yet" in text
    assert "15 minutes" in text
    assert "Right to claim is lost" in text
    assert "60 days from dispatch" in text
    assert "Secondary" in text
    assert f'data-open href="/cases/{claim.case_id}/"' in text


def test_the_sums_are_by_currency_and_in_the_owners(alices: Client, claim: Recovery) -> None:
    text = page(alices)
    assert "CN¥58.58" in text  # 8.25 dollars at 7.10
    assert re.search(r"US\$8\.25</span> <span class=\"quiet\">of US\$15\.00", text)


def test_a_deadline_that_nobody_knows_is_said_to_be_unknown(alices: Client, claim: Recovery) -> None:
    Recovery.objects.update(
        due=None, safe_by=None, rule={"id": "carrier.yanwen.dispatched", "unknown": "The contract says it."}
    )
    text = page(alices)
    assert "deadline unknown" in text
    assert "The contract says it." in text


def test_a_parcel_that_came_after_all_is_told_beside_its_claim(alices: Client, claim: Recovery) -> None:
    assert "It arrived after all" not in page(alices)
    Recovery.objects.update(state=Recovery.FILED, filed_at=NOW, arrived_at=NOW)
    assert "It arrived after all" in page(alices)


def test_missing_evidence_leads_to_the_place_where_it_is_kept(alices: Client, claim: Recovery) -> None:
    Recovery.objects.update(missing=[["buyer_photo", "buyer_video"]])
    text = page(alices)
    assert f'href="/cases/{claim.case_id}/#evidence"' in text
    assert "Buyer&#x27;s photo or Buyer&#x27;s video" in text


def test_filters_show_what_is_asked_for_and_refuse_what_cannot_be(alices: Client, claim: Recovery, desk: Any) -> None:
    assert claims_on(page(alices, "/claims/?kind=carrier_claim&show=open")) == [claim.pk]
    assert claims_on(page(alices, f"/claims/?case={claim.case_id}")) == [claim.pk]
    for address in ("?kind=appeal", "?show=filed", "?show=settled", f"?shop={desk.own_shop.key}", "?case=999999"):
        assert claims_on(page(alices, f"/claims/{address}")) == [], address
    for address in ("?kind=gift", "?show=everything", "?case=x", "?done=x"):
        assert alices.get(f"/claims/{address}").status_code == 400, address
    assert alices.get("/claims/?shop=brightway-ali").status_code == 404


def test_the_page_is_chinese_where_the_screen_is(alices: Client, alice: Person, claim: Recovery) -> None:
    alice.language = "zh"
    alice.save()
    text = page(alices)
    for words in ("可追回的款项", "向物流索赔 · UPS", "包裹视为丢失。", "失去索赔权", "发货起60天", "尚无自己的结果"):
        assert words in text, words
    assert 'lang="en"' not in re.sub(r"<button[^>]*>English</button>", "", text)


def test_many_claims_ask_no_more_questions_than_few(alices: Client, claim: Recovery) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(alices)
        return len(queries)

    few = asked()
    columns = {field.name: getattr(claim, field.name) for field in Recovery._meta.concrete_fields if field.name != "id"}
    line = OrderLine.objects.get(order=claim.order)
    for number in range(40):
        copy = Recovery.objects.create(**columns)
        extra = OrderLine.objects.create(order=claim.order, position=number + 5, sku=line.sku, unit_price_minor=100)
        ClaimedLine.objects.create(recovery=copy, line=extra, kind=copy.kind)
    assert asked() <= few


# ── what is done ──────────────────────────────────────────────────────────────────────────────────────────────


def test_alice_files_a_claim_and_takes_it_back_with_one_key(alices: Client, claim: Recovery, alice: Person) -> None:
    text = press(alices, claim, "filed", amount="15.00", reference="1Z-77", back="/claims/?kind=carrier_claim")
    assert (claim.state, claim.reference, claim.owner) == (Recovery.FILED, "1Z-77", alice)
    assert "The claim is on record as filed." in text
    assert 'data-key="u"' in text
    assert claims_on(text) == [claim.pk]
    text = press(alices, claim, "undo", back="/claims/")
    assert claim.state == Recovery.OPEN
    assert "The last step is taken back." in text
    assert 'data-key="u"' not in text


def test_what_came_back_is_on_record_with_its_currency(alices: Client, claim: Recovery) -> None:
    press(alices, claim, "filed", amount="15.00", reference="")
    text = press(alices, claim, "received", amount="10,00", currency="usd", key="a1", reference="bank 5")
    assert (claim.state, claim.received_minor) == (Recovery.PART_PAID, 1000)
    assert "moves the chance" in text
    press(alices, claim, "received", amount="10,00", currency="usd", key="a1", reference="bank 5")
    assert Receipt.objects.count() == 1
    assert "came back US$10.00" in page(alices, "/claims/?show=settled")


def test_a_refusal_of_the_business_is_said_where_it_was_pressed(alices: Client, claim: Recovery) -> None:
    text = press(alices, claim, "refused", reason="no")
    assert "This claim is open by now" in text
    text = press(alices, claim, "given-up", reason="  ")
    assert "why it is given up" in text
    text = press(alices, claim, "filed", amount="many")
    assert "no amount of money" in text
    assert claim.state == Recovery.OPEN


def test_a_form_without_its_key_is_refused(alices: Client, claim: Recovery) -> None:
    assert alices.post(f"/claims/{claim.pk}/received/", {"amount": "1", "currency": "USD"}).status_code == 400


def test_a_date_from_the_contract_is_kept_with_its_source(alices: Client, claim: Recovery) -> None:
    text = press(alices, claim, "due", day="2026-12-24", source="contract, page 3")
    assert "The deadline is set" in text
    assert "set by hand" in text
    assert "contract, page 3" in text
    assert "lies ahead" in press(alices, claim, "due", day="2026-01-01", source="contract")


def test_nobody_is_led_to_another_site(alices: Client, claim: Recovery) -> None:
    answer = alices.post(f"/claims/{claim.pk}/given-up/", {"reason": "small", "back": "https://evil.example/"})
    assert answer.headers["Location"].startswith("/claims/")


def test_buyers_and_other_sides_words_are_data(alices: Client, claim: Recovery) -> None:
    hostile = "<script>alert(1)</script>"
    press(alices, claim, "filed", amount="15.00", reference=hostile)
    text = press(alices, claim, "refused", reason=hostile)
    assert hostile not in text + page(alices, "/claims/?show=settled")


def test_charlie_sees_and_does_nothing(charlie: Person, claim: Recovery) -> None:
    charlies = signed_in(charlie)
    assert claims_on(page(charlies)) == []
    assert "15.00" not in page(charlies)
    assert claims_on(page(charlies, f"/claims/?case={claim.case_id}&done={claim.pk}")) == []
    for what in ("filed", "received", "refused", "given-up", "due", "undo"):
        fields = {"amount": "1", "reason": "x", "key": "k", "currency": "USD", "day": "2027-01-01", "source": "x"}
        assert charlies.post(f"/claims/{claim.pk}/{what}/", fields).status_code == 404, what
    claim.refresh_from_db()
    assert claim.state == Recovery.OPEN
    assert "US$15.00" not in page(charlies, "/")


# ── the other pages ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_case_lists_its_claims_and_leads_to_the_worklist(alices: Client, claim: Recovery) -> None:
    text = page(alices, f"/cases/{claim.case_id}/")
    assert "Carrier claim · UPS" in text
    assert f"/claims/?case={claim.case_id}" in text


def test_a_case_without_claims_says_nothing_of_them(
    alices: Client, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop
) -> None:
    take_in(order_record(), message_record(text="Does it come with a plug?"))
    run_jobs(NOW)
    assert (
        "Money to claim back"
        not in page(alices, f"/cases/{Case.objects.get(shop=shop).pk}/").split("<main")[1].split("</main>")[0]
    )


def test_the_morning_page_counts_what_expires_this_week(alices: Client, claim: Recovery) -> None:
    assert "expires within seven days" not in page(alices, "/")
    Recovery.objects.update(due=NOW + timedelta(days=6))
    text = page(alices, "/")
    assert "1 claim expires within seven days" in text
    assert "CN¥58.58" in text
    Recovery.objects.update(state=Recovery.FILED)
    assert "expires within seven days" not in page(alices, "/")
