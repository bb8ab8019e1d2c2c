"""What stock, budget and carrier cannot keep is not proposed, and not sent where it was proposed before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from making import NOW, message_record, order_record, parcel_record

from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.flow import choices
from amends.desk.journal.models import Entry
from amends.desk.means.models import Means, StockCount
from amends.desk.means.operations import WrongBudget, WrongCount, count_stock, set_means
from amends.desk.means.queries import budget_of, counts_of, means_of, month_of, stock_of
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.orders.operations import book_refund
from amends.desk.parcels.models import Parcel
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.refunds.models import Refund
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.shops.models import ExchangeRate, Shop
from amends.desk.shops.operations import set_rates

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def count(shop: Shop, pieces: int | None, now: datetime = NOW) -> None:
    count_stock(actor=SYSTEM, person=None, shop=shop, counts={"LAMP-3": pieces}, now=now)


def budget(shop: Shop, amount: str | None, currency: str = "USD", days: int = 14) -> None:
    most = Money.parse(amount, currency) if amount is not None else None
    set_means(actor=SYSTEM, shop=shop, budget=most, stock_days=days, now=NOW)


@pytest.fixture
def broken(take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Case:
    """Dana's lamp came broken."""
    take_in(order_record(), message_record("m-1", "The lamp arrived broken.", order_number="8201-1"))
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation").get()


def asked(case: Case) -> dict[str, Any]:
    return Offer.objects.filter(case=case).latest("id").request


def why_not(case: Case) -> set[str]:
    return {each["reason"] for each in Offer.objects.filter(case=case).latest("id").result["blocked"]}


def letter_with(case: Case, *menu: dict[str, Any], text: str = "I will send you a new lamp.") -> Reply:
    """Her draft with these options, which no check of the words holds up."""
    reply = choices.letter_in_hand(case)
    assert reply is not None
    Offer.objects.filter(case=case).update(approval_needed=False)
    request = {**reply.request, "decision": {"menu": list(menu), "recommended": 0}}
    Reply.objects.filter(pk=reply.pk).update(request=request, body=text, verdict="pass", findings=[], edited=True)
    return Reply.objects.select_related("offer", "case__shop__organisation").get(pk=reply.pk)


def send(person: Person, reply: Reply) -> Reply:
    return replies.queue_letter(
        actor=actor_of(person), person=person, reply=reply, version=Reply.objects.get(pk=reply.pk).version, now=NOW
    )


RESHIP = {"remedy": "reship"}


def test_nobody_counted_and_nothing_is_held_up(broken: Case) -> None:
    assert asked(broken)["stock"] is None
    assert asked(broken)["budget_left"] is None


def test_what_is_gone_is_not_proposed_and_the_page_says_why(broken: Case, run_jobs: Callable[..., int]) -> None:
    count(broken.shop, 0)
    run_jobs(NOW)
    assert asked(broken)["stock"] == {"LAMP-3": 0}
    assert "LAMP-3 is not in stock." in why_not(broken)
    count(broken.shop, 50)
    run_jobs(NOW)
    assert "LAMP-3 is not in stock." not in why_not(broken)
    assert Entry.objects.filter(action="stock.counted").count() == 2


def test_a_file_may_tell_the_stock_beside_its_lines(shop: Shop, take_in: Callable[..., None]) -> None:
    line = {"sku": "LAMP-3", "title": "Night lamp", "quantity": 2, "unit_price": "18.00"}
    take_in(order_record(lines=[line]))
    assert not StockCount.objects.exists(), "a file without that column says nothing"
    before = Order.objects.get().fingerprint
    take_in(order_record(lines=[{**line, "stock": 7}]))
    counted = StockCount.objects.get()
    assert (counted.shop_id, counted.sku, counted.pieces, counted.counted_at) == (shop.pk, "LAMP-3", 7, NOW)
    assert Order.objects.get().fingerprint == before, "the order is no other"


def test_an_old_count_is_unknown_and_says_so(shop: Shop) -> None:
    count(shop, 0, NOW - 15 * DAY)
    assert stock_of(means_of(shop), ["LAMP-3"], NOW) == {}
    assert [each.old for each in counts_of(shop, NOW)] == [True]
    budget(shop, None, days=30)
    assert stock_of(means_of(shop), ["LAMP-3"], NOW) == {"LAMP-3": 0}
    assert [each.old for each in counts_of(shop, NOW)] == [False]


def test_a_count_can_be_forgotten_and_a_wrong_one_changes_nothing(shop: Shop) -> None:
    count(shop, 3)
    for wrong in ({"LAMP-3": -1}, {"": 1}, {}):
        with pytest.raises(WrongCount):
            count_stock(actor=SYSTEM, person=None, shop=shop, counts=wrong, now=NOW)
    assert StockCount.objects.get().pieces == 3
    count(shop, None)
    assert not StockCount.objects.exists()
    with pytest.raises(WrongBudget):
        budget(shop, "1", days=0)
    assert not Means.objects.exists()


def test_a_letter_that_promises_what_is_gone_is_stopped_until_a_lead_lets_it_go(
    broken: Case, alice: Person, bob: Person
) -> None:
    reply = letter_with(broken, RESHIP)
    count(broken.shop, 1)
    with pytest.raises(replies.LetterBlocked):
        send(alice, reply)
    reply.refresh_from_db()
    assert [(each["rule"], each["message"]) for each in reply.findings] == [
        ("promise_not_approved", "LAMP-3 is not in stock.")
    ]
    assert Entry.objects.get(action="reply.held").data["reasons"] == ["LAMP-3 is not in stock."]
    with pytest.raises(replies.LeadNeeded):
        replies.override(actor=actor_of(alice), person=alice, reply=reply, reason="New ones come today.", now=NOW)
    replies.override(actor=actor_of(bob), person=bob, reply=reply, reason="New ones come today.", now=NOW)
    assert send(bob, reply).state == Reply.QUEUED


def choose(person: Person, case: Case, *remedies: str) -> Offer:
    """She picks these of the menu, and what is owed."""
    offer = Offer.objects.filter(case=case).latest("id")
    menu = offer.result["menu"]
    picks = [place for place, item in enumerate(menu) if item["remedy"] in remedies]
    assert picks, [item["remedy"] for item in menu]
    return choices.choose_options(person=person, case=case, offer_id=offer.pk, picks=picks, words=None, now=NOW)


def test_a_choice_stands_while_stock_and_budget_change_and_falls_when_it_cannot_be_kept(
    broken: Case, alice: Person, run_jobs: Callable[..., int]
) -> None:
    chosen = choose(alice, broken, "reship")
    count(broken.shop, 50)
    budget(broken.shop, "2.00")
    run_jobs(NOW)
    chosen.refresh_from_db()
    assert chosen.state == Offer.CHOSEN, "no coupon can be given any more, and she chose none"
    count(broken.shop, 49)
    run_jobs(NOW)
    chosen.refresh_from_db()
    assert chosen.state == Offer.CHOSEN
    count(broken.shop, 0)
    run_jobs(NOW)
    chosen.refresh_from_db()
    assert chosen.state == Offer.REPLACED
    assert "LAMP-3 is not in stock." in why_not(broken)


def test_a_letter_in_her_own_words_stays_hers_and_says_what_cannot_be_kept(
    broken: Case, run_jobs: Callable[..., int]
) -> None:
    reply = letter_with(broken, RESHIP)
    for pieces, held in ((0, True), (50, False)):
        count(broken.shop, pieces)
        run_jobs(NOW)
        reply.refresh_from_db()
        assert (reply.verdict == "block") is held
        assert ("LAMP-3 is not in stock." in [each["message"] for each in reply.findings]) is held
    assert reply.body == "I will send you a new lamp."


def test_once_there_is_stock_again_the_letter_goes(broken: Case, alice: Person) -> None:
    reply = letter_with(broken, RESHIP)
    count(broken.shop, 0)
    with pytest.raises(replies.LetterBlocked):
        send(alice, reply)
    count(broken.shop, 2)
    assert send(alice, reply).state == Reply.QUEUED
    assert reply.findings == []


def test_what_is_gone_when_the_letter_leaves_makes_it_a_draft_again(
    broken: Case, alice: Person, run_jobs: Callable[..., int]
) -> None:
    reply = letter_with(broken, RESHIP)
    count(broken.shop, 2)
    send(alice, reply)
    count(broken.shop, 0)
    run_jobs(NOW + DAY)
    reply.refresh_from_db()
    assert (reply.state, reply.verdict, reply.sent_at) == (Reply.DRAFT, "block", None)


def test_money_beyond_the_budget_is_stopped_and_what_is_owed_is_not(broken: Case, alice: Person) -> None:
    budget(broken.shop, "3.00")
    coupon = {"remedy": "coupon", "amount": "5.00", "currency": "USD"}
    reply = letter_with(broken, coupon, text="I will give you a coupon of 5.00 USD.")
    with pytest.raises(replies.LetterBlocked):
        send(alice, reply)
    reply.refresh_from_db()
    assert reply.findings[0]["message"] == "5.00 is more than the budget that is left (3.00)."
    offer = Offer.objects.get(pk=reply.offer_id)
    offer.result["menu"] = [{**coupon, "entitled": True}]
    offer.save()
    reply = Reply.objects.select_related("offer", "case__shop__organisation").get(pk=reply.pk)
    assert send(alice, reply).state == Reply.QUEUED


def test_a_day_that_the_forecast_has_passed_is_stopped(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], alice: Person
) -> None:
    take_in(order_record(), parcel_record(), message_record("m-1", order_number="8201-1"))
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation").get()
    reply = letter_with(case, {"remedy": "wait", "by_date": "2026-12-10"}, text="Please wait until 10 December.")
    Parcel.objects.update(arrival={"p80": "2026-12-20"})
    with pytest.raises(replies.LetterBlocked):
        send(alice, reply)
    reply.refresh_from_db()
    assert reply.findings[0]["message"] == "the parcel is expected by 2026-12-20 and not by 2026-12-10."
    Parcel.objects.update(arrival={"p80": "2026-12-09"})
    assert send(alice, reply).state == Reply.QUEUED


def test_the_month_is_the_shops_own(shop: Shop) -> None:
    shop.time_zone = "Asia/Shanghai"
    assert month_of(shop, datetime(2026, 11, 30, 17, tzinfo=UTC))[0] == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert month_of(shop, datetime(2026, 11, 30, 15, tzinfo=UTC)) == (
        datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC),
    )  # fmt: skip


def spent(shop: Shop) -> str:
    found = budget_of(means_of(Shop.objects.select_related("organisation").get(pk=shop.pk)), NOW)
    assert found is not None
    return str(found.spent)


def test_what_is_booked_or_owed_this_month_is_spent_once(broken: Case) -> None:
    budget(broken.shop, "100.00")
    order = Order.objects.get()
    for key, day in (("now", NOW), ("before", NOW - 40 * DAY)):
        book_refund(
            actor=SYSTEM, order=order, amount=Money(500, "USD"), source=LedgerEntry.CHAT, key=key, now=day, reference=""
        )
    told = {"shop": broken.shop, "case": broken, "order": order, "currency": "USD", "way": "bank", "due": NOW}
    Refund.objects.create(**told, key="a", amount_minor=900, sent_minor=200, decided_at=NOW, state=Refund.FAILED)
    Refund.objects.create(**told, key="b", amount_minor=700, sent_minor=700, decided_at=NOW, state=Refund.SENT)
    Refund.objects.create(**told, key="c", amount_minor=700, decided_at=NOW, state=Refund.DROPPED)
    assert spent(broken.shop) == "12.00 USD"


def test_vouchers_and_new_goods_that_buyers_took_are_spent_too(broken: Case) -> None:
    budget(broken.shop, "100.00")
    offer = Offer.objects.filter(case=broken).latest("id")
    offer.sent_menu = [{"remedy": "coupon", "amount": "4.00", "currency": "USD"}, {"remedy": "reship"}]
    offer.save()
    ending = offer.endings.create(at=NOW, accepted=0)
    assert spent(broken.shop) == "4.00 USD"
    ending.accepted = 1
    ending.save()
    assert spent(broken.shop) != "0.00 USD"
    ending.undone_at = NOW
    ending.save()
    assert spent(broken.shop) == "0.00 USD"


def test_other_currencies_count_by_the_rate_of_the_day(broken: Case) -> None:
    budget(broken.shop, "100.00", "EUR")
    ExchangeRate.objects.all().delete()
    book_refund(
        actor=SYSTEM, order=Order.objects.get(), amount=Money(1000, "USD"), source=LedgerEntry.CHAT, key="k", now=NOW,
        reference="",
    )  # fmt: skip
    organisation = broken.shop.organisation
    rates = {code: rate for code, rate in (("USD", "7"), ("EUR", "8"), ("CNY", "1")) if code != organisation.currency}
    scale = Decimal(7) if organisation.currency == "USD" else Decimal(1)
    found = budget_of(means_of(broken.shop), NOW)
    assert found is not None
    assert found.spent.minor == 0
    assert [str(each) for each in found.without_rate] == ["10.00 USD"]
    set_rates(
        actor=SYSTEM, organisation=organisation, day=NOW.date(), origin="test", now=NOW,
        rates={code: Decimal(rate) / scale for code, rate in rates.items()},
    )  # fmt: skip
    assert spent(broken.shop) == "8.75 EUR"


def test_a_spent_budget_is_told_to_the_engine(broken: Case, run_jobs: Callable[..., int]) -> None:
    budget(broken.shop, "0.00")
    run_jobs(NOW)
    assert asked(broken)["budget_left"] == "0.00"
    assert any("more than the budget that is left (0.00)" in each for each in why_not(broken))
