"""Money to claim back: found once, filed, paid, refused, given up, taken back; swept by the deadline; learned from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from making import NOW, days, dispute_record, event, message_record, order_record, parcel_record

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType
from amends.core.vocabulary import Recovery as Kind
from amends.desk.cases.models import Case
from amends.desk.cases.operations import close
from amends.desk.exhibits.operations import keep_text
from amends.desk.feeds.models import Import, ImportedRow
from amends.desk.flow import choices, recovering
from amends.desk.flow.refreshing import refresh
from amends.desk.flow.undoing import AlreadyBooked, undo_import
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import verify
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.orders.queries import refunded
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.recoveries.jobs import sweep
from amends.desk.recoveries.models import ClaimedLine, Receipt, Recovery
from amends.desk.recoveries.operations import AmountNeeded, NotPossible, ReasonNeeded, WrongDate
from amends.desk.recoveries.queries import (
    Asked,
    expected_sums,
    expiring,
    own_results,
    received_within,
    recovery_seen_by,
    worklist,
)
from amends.desk.shops.models import ExchangeRate, Shop
from amends.desk.shops.queries import NoRate, Span
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop) -> Case:
    """Dana wrote that nothing came; her parcel of China Post has had no scan for a month and is past its promise."""
    take_in(
        order_record(placed_at=NOW - days(60), promised_by=NOW - days(15)),
        parcel_record(
            carrier="China Post",
            events=[event(NOW - days(50), "Accepted by carrier"), event(NOW - days(48), "Departed from Shenzhen")],
        ),
        message_record(),
    )
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "order").get(shop=shop)


def refund(case: Case, person: Person, amount: str = "40.00", source: str = "chat", key: str = "one") -> None:
    choices.refund(
        person=person, case=case, amount=amount, source=source, key=f"case:{case.pk}:{key}", reference="R-1", now=NOW
    )


def the(case: Case, kind: Kind) -> Recovery:
    return Recovery.objects.get(order=case.order, kind=kind.value)


@pytest.fixture
def claim(case: Case, alice: Person) -> Recovery:
    """A claim against China Post, open because Dana got her money back."""
    refund(case, alice)
    return the(case, Kind.CARRIER_CLAIM)


def filed(claim: Recovery, person: Person, amount: str = "15.00") -> Recovery:
    return recovering.file_claim(person=person, claim=claim, amount=amount, reference="CP-77", now=NOW)


def paid(claim: Recovery, person: Person, amount: str, key: str = "k1", currency: str = "") -> Recovery:
    return recovering.receive(
        person=person, claim=claim, amount=amount, currency=currency, key=key, reference="bank 5", now=NOW
    )


# ── how a claim comes to be ───────────────────────────────────────────────────────────────────────────────────


def test_a_parcel_in_trouble_is_to_be_traced_before_anybody_is_paid(case: Case) -> None:
    refresh(case.pk, NOW)
    kinds = set(Recovery.objects.filter(order=case.order).values_list("kind", flat=True))
    assert kinds <= {Kind.TRACE.value, Kind.CARRIER_CLAIM.value}
    assert len(kinds) == 1


def test_a_booked_refund_opens_the_claim_on_the_carrier(case: Case, claim: Recovery) -> None:
    assert (claim.party, claim.situation, claim.state) == ("China Post", "lost", Recovery.OPEN)
    assert (claim.asked_minor, claim.currency) == (1500, "USD")  # two lamps at 6.00, postage 3.00
    assert claim.due == NOW - days(50) + days(180)
    assert claim.safe_by is not None
    assert claim.safe_by < claim.due
    opened = Entry.objects.filter(action="recovery.opened", subject=f"case:{case.pk}").last()
    assert opened is not None
    assert opened.data["amount"] == "15.00"


def test_however_often_it_is_looked_at_a_line_is_claimed_once(case: Case, claim: Recovery) -> None:
    for _ in range(3):
        refresh(case.pk, NOW)
    assert Recovery.objects.filter(order=case.order, kind=claim.kind).count() == 1
    opened = Entry.objects.filter(action="recovery.opened", data__recovery=claim.pk)
    assert opened.count() == 1
    line = claim.lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimedLine.objects.create(recovery=claim, line_id=line.line_id, kind=claim.kind)


def test_a_trace_that_was_open_goes_with_the_claim(case: Case, alice: Person) -> None:
    refresh(case.pk, NOW)
    before = set(Recovery.objects.filter(order=case.order).values_list("kind", flat=True))
    refund(case, alice)
    running = Recovery.objects.filter(order=case.order, state=Recovery.OPEN)
    assert [row.kind for row in running] == [Kind.CARRIER_CLAIM.value]
    if Kind.TRACE.value in before:
        assert the(case, Kind.TRACE).state == Recovery.WITHDRAWN


def test_a_booking_that_is_taken_back_takes_the_claim_with_it_and_brings_it_back(
    case: Case, claim: Recovery, alice: Person
) -> None:
    case.parcel_leg = ""
    Case.objects.filter(pk=case.pk).update(kind="defective", kind_set_by="person")
    case.refresh_from_db()
    refresh(case.pk, NOW)
    supplier = the(case, Kind.SUPPLIER_CLAIM)
    key = f"case:{case.pk}:one"
    choices.void(person=alice, case=case, key=key, reason="typed wrong", now=NOW)
    supplier.refresh_from_db()
    assert supplier.state == Recovery.WITHDRAWN
    refund(case, alice, key="two")
    supplier.refresh_from_db()
    assert supplier.state == Recovery.OPEN
    assert Entry.objects.filter(action="recovery.withdrawn", data__recovery=supplier.pk).exists()


def test_what_the_platform_took_in_a_dispute_is_appealed(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], desk: Any, alice: Person
) -> None:
    Shop.objects.filter(pk=desk.own_shop.pk).update(platform="ebay", region="US")
    desk.own_shop.refresh_from_db()
    take_in(
        order_record(),
        dispute_record(platform="ebay", procedure="item_not_received", event="buyer_reported", region="US"),
        shop=desk.own_shop,
    )
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get(shop=desk.own_shop)
    for type in (EvidenceType.DELIVERY_SIGNATURE, EvidenceType.ORDER_RECORD):
        keep_text(actor=SYSTEM, case=case, type=type, title="x", source="x", text=type.value, captured_at=NOW, now=NOW)
    refund(case, alice, source="platform")
    appeal = the(case, Kind.APPEAL)
    assert appeal.rule["id"] == "ebay.item_not_received.appeal"
    assert appeal.due == NOW + days(30)
    assert (appeal.asked_minor, appeal.missing) == (4000, [])


def test_what_we_agreed_to_is_not_appealed(case: Case, alice: Person) -> None:
    Case.objects.filter(pk=case.pk).update(kind="delivered_not_received", kind_set_by="person")
    Shop.objects.filter(pk=case.shop_id).update(platform="amazon")
    case = Case.objects.select_related("shop__organisation", "order").get(pk=case.pk)
    Offer.objects.filter(case=case).update(state=Offer.ACCEPTED)
    refund(case, alice, source="platform")
    assert not Recovery.objects.filter(order=case.order, kind=Kind.PLATFORM_CLAIM.value).exists()


def test_a_deadline_that_was_over_when_the_claim_was_found_opens_nothing(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person
) -> None:
    take_in(
        order_record(placed_at=NOW - days(300), promised_by=NOW - days(250)),
        parcel_record(carrier="China Post", events=[event(NOW - days(290), "Accepted by carrier")]),
        message_record(),
    )
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get(shop=shop)
    refund(case, alice)
    assert not Recovery.objects.exists()


def test_a_new_refund_on_another_line_opens_a_claim_of_its_own(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person
) -> None:
    lines = [
        {"sku": sku, "title": sku, "quantity": 1, "unit_price": "20.00", "unit_cost": "8.00"} for sku in ("A", "B")
    ]
    take_in(order_record(lines=lines, delivered_at=NOW - days(2)), message_record(text="It does not work at all."))
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get(shop=shop)
    Case.objects.filter(pk=case.pk).update(kind="defective", kind_set_by="person")
    case.refresh_from_db()
    refund(case, alice, amount="20.00")
    first = the(case, Kind.SUPPLIER_CLAIM)
    assert first.asked_minor == 800
    recovering.file_claim(person=alice, claim=first, amount="8.00", reference="", now=NOW)
    refund(case, alice, amount="20.00", key="two")
    claims = list(Recovery.objects.filter(order=case.order, kind=Kind.SUPPLIER_CLAIM.value).order_by("pk"))
    assert [(claim.state, claim.asked_minor) for claim in claims] == [("filed", 800), ("open", 800)]
    assert {claimed.line.sku for claimed in claims[1].lines.all()} == {"B"}


def test_kept_evidence_counts_at_once(case: Case, alice: Person) -> None:
    Case.objects.filter(pk=case.pk).update(kind="defective", kind_set_by="person")
    case.refresh_from_db()
    refund(case, alice)
    before = the(case, Kind.SUPPLIER_CLAIM)
    assert before.missing == [["buyer_photo", "buyer_video", "test_report"]]
    keep_text(
        actor=SYSTEM,
        case=case,
        type=EvidenceType.TEST_REPORT,
        title="x",
        source="x",
        text="x",
        captured_at=NOW,
        now=NOW,
    )
    refresh(case.pk, NOW)
    after = the(case, Kind.SUPPLIER_CLAIM)
    assert after.missing == []
    assert after.chance > before.chance


# ── what a person does ────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_goes_from_filed_to_paid(claim: Recovery, alice: Person) -> None:
    filed(claim, alice, "14.50")
    assert (claim.state, claim.asked_minor, claim.reference, claim.owner) == (Recovery.FILED, 1450, "CP-77", alice)
    paid(claim, alice, "10.00")
    assert (claim.state, claim.received_minor) == (Recovery.PART_PAID, 1000)
    paid(claim, alice, "4.50", key="k2")
    assert (claim.state, claim.received_minor, claim.share) == (Recovery.PAID, 1450, 1.0)
    assert [entry.data["amount"] for entry in Entry.objects.filter(action="recovery.received")] == ["10.00", "4.50"]


def test_the_same_form_sent_twice_counts_once(claim: Recovery, alice: Person) -> None:
    filed(claim, alice)
    paid(claim, alice, "15.00")
    paid(claim, alice, "15.00")
    assert Receipt.objects.count() == 1
    assert claim.received_minor == 1500


def test_what_comes_back_is_never_taken_for_a_refund(case: Case, claim: Recovery, alice: Person) -> None:
    filed(claim, alice)
    before = (refunded(case.order), LedgerEntry.objects.count())  # type: ignore[arg-type]
    paid(claim, alice, "15.00")
    assert (refunded(case.order), LedgerEntry.objects.count()) == before  # type: ignore[arg-type]
    with pytest.raises(DomainError):
        refund(case, alice, amount="15.00", key="again")


def test_money_in_another_currency_is_set_against_the_claim_by_a_dated_rate(
    claim: Recovery, alice: Person, shop: Shop
) -> None:
    filed(claim, alice)
    with pytest.raises(NoRate):
        paid(claim, alice, "400", currency="ISK")
    assert not Receipt.objects.exists()
    ExchangeRate.objects.filter(organisation=shop.organisation).delete()
    ExchangeRate.objects.create(
        organisation=shop.organisation, source="USD", target="CNY", day=NOW.date(), rate=Decimal("7.1"), origin="bank"
    )
    paid(claim, alice, "71.00", currency="CNY")
    receipt = Receipt.objects.get()
    assert (receipt.amount_minor, receipt.currency, receipt.counted_minor) == (7100, "CNY", 1000)
    assert receipt.rate["claim"]["rate"] == "7.1000000000"
    assert claim.state == Recovery.PART_PAID


def test_a_refusal_and_a_giving_up_need_words(claim: Recovery, alice: Person) -> None:
    filed(claim, alice)
    for step in (recovering.refuse, recovering.give_up):
        with pytest.raises(ReasonNeeded):
            step(person=alice, claim=claim, reason="  ", now=NOW)
    recovering.refuse(person=alice, claim=claim, reason="not registered", now=NOW)
    assert (claim.state, claim.share, claim.reason) == (Recovery.REFUSED, 0.0, "not registered")
    with pytest.raises(NotPossible, match="refused by now"):
        recovering.refuse(person=alice, claim=claim, reason="again", now=NOW)


@pytest.mark.parametrize("amount", ["0", "-3", "much", "12.345"])
def test_an_amount_that_cannot_be_is_refused(claim: Recovery, alice: Person, amount: str) -> None:
    with pytest.raises(AmountNeeded):
        filed(claim, alice, amount)
    claim.refresh_from_db()
    assert claim.state == Recovery.OPEN


def test_a_step_can_be_taken_back_with_its_money(claim: Recovery, alice: Person) -> None:
    filed(claim, alice)
    paid(claim, alice, "15.00")
    recovering.undo(person=alice, claim=claim, now=NOW)
    assert (claim.state, claim.received_minor, claim.share) == (Recovery.FILED, 0, None)
    assert Receipt.objects.get().voided_at == NOW
    assert claim.filed_at == NOW
    with pytest.raises(NotPossible, match="no step"):
        recovering.undo(person=alice, claim=claim, now=NOW)
    assert not list(verify(claim.shop_id))


def test_a_refused_trace_makes_the_parcel_lost(case: Case, alice: Person) -> None:
    refresh(case.pk, NOW)
    trace = Recovery.objects.filter(order=case.order, kind=Kind.TRACE.value).first()
    if trace is None:
        pytest.fail("the parcel should be stuck, not lost: choose younger scans")
    recovering.file_claim(person=alice, claim=trace, amount="15.00", reference="T-1", now=NOW)
    recovering.refuse(person=alice, claim=trace, reason="not found", now=NOW)
    assert the(case, Kind.CARRIER_CLAIM).state == Recovery.OPEN


# ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sweep_warns_once_and_marks_what_expired_once(claim: Recovery) -> None:
    assert claim.due is not None
    assert claim.safe_by is not None
    sweep({}, claim.safe_by - timedelta(minutes=1))
    claim.refresh_from_db()
    assert not claim.passed_safe
    for minute in (1, 11):
        sweep({}, claim.safe_by + timedelta(minutes=minute))
    claim.refresh_from_db()
    assert (claim.passed_safe, claim.state) == (True, Recovery.OPEN)
    for minute in (1, 11):
        sweep({}, claim.due + timedelta(minutes=minute))
    claim.refresh_from_db()
    assert claim.state == Recovery.EXPIRED
    assert Entry.objects.filter(action="recovery.passed_safe").count() == 1
    assert Entry.objects.filter(action="recovery.expired").count() == 1


def test_what_was_filed_does_not_expire_and_what_expired_can_still_be_filed(claim: Recovery, alice: Person) -> None:
    assert claim.due is not None
    filed(claim, alice)
    sweep({}, claim.due + days(1))
    claim.refresh_from_db()
    assert claim.state == Recovery.FILED
    Recovery.objects.update(state=Recovery.EXPIRED)
    claim.refresh_from_db()
    assert filed(claim, alice).state == Recovery.FILED


def test_a_stopped_clock_lets_nothing_expire_that_lies_ahead_of_it(claim: Recovery, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(as_of=NOW)
    assert claim.due is not None
    sweep({}, claim.due + days(30))
    claim.refresh_from_db()
    assert claim.state == Recovery.OPEN


def test_the_numbers_of_open_claims_are_renewed_once_a_day(case: Case, claim: Recovery) -> None:
    Job.objects.all().delete()
    sweep({}, NOW + timedelta(hours=1))
    assert not Job.objects.filter(kind="flow.find_recoveries").exists()
    sweep({}, NOW + days(1) + timedelta(minutes=1))
    assert Job.objects.get(kind="flow.find_recoveries").payload == {"case": case.pk}


# ── what is learned ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_came_of_our_claims_moves_the_chance_of_the_next(case: Case, claim: Recovery, alice: Person) -> None:
    before = claim.chance
    results = own_results(case.shop.organisation)
    assert results == {}
    filed(claim, alice)
    recovering.refuse(person=alice, claim=claim, reason="too late", now=NOW)
    results = own_results(case.shop.organisation)
    assert results[Kind.CARRIER_CLAIM]["China Post"].number == 1
    Recovery.objects.filter(pk=claim.pk).update(order=other_order(case.shop))
    ClaimedLine.objects.all().delete()
    refresh(case.pk, NOW)
    again = the(case, Kind.CARRIER_CLAIM)
    assert again.chance == pytest.approx(8 * 0.55 / 9)
    assert again.chance < before
    assert again.chance_own == 1


def other_order(shop: Shop) -> Order:
    buyer = Order.objects.filter(shop=shop).first().buyer  # type: ignore[union-attr]
    return Order.objects.create(
        shop=shop, number="8201-9", buyer=buyer, placed_at=NOW, currency="USD", value_minor=4000, country="BR"
    )


def test_what_we_gave_up_or_let_expire_says_nothing_of_the_chance(case: Case, claim: Recovery, alice: Person) -> None:
    recovering.give_up(person=alice, claim=claim, reason="too small", now=NOW)
    assert own_results(case.shop.organisation) == {}


# ── the worklist ──────────────────────────────────────────────────────────────────────────────────────────────


def copy_of(claim: Recovery, **changes: Any) -> Recovery:
    columns = {field.name: getattr(claim, field.name) for field in Recovery._meta.concrete_fields if field.name != "id"}
    return Recovery.objects.create(**{**columns, **changes})


def test_what_is_lost_first_stands_first_and_within_a_step_what_is_worth_most(claim: Recovery, shop: Shop) -> None:
    Recovery.objects.filter(pk=claim.pk).update(due=NOW + days(60), worth_minor=9000)
    unknown = copy_of(claim, due=None, worth_minor=5000)
    today = copy_of(claim, due=NOW + timedelta(hours=5), worth_minor=100)
    soon_small = copy_of(claim, due=NOW + days(5), worth_minor=200)
    soon_large = copy_of(claim, due=NOW + days(6), worth_minor=900)
    waits = copy_of(claim, due=NOW + timedelta(hours=1), state=Recovery.FILED, worth_minor=99_000)
    rows = worklist([Span((shop.pk,), NOW, NOW)], Asked())
    assert [row.pk for row in rows] == [today.pk, soon_large.pk, soon_small.pk, claim.pk, unknown.pk, waits.pk]


def test_sums_count_a_shared_loss_once_and_this_weeks_expiry_only_what_is_open(
    claim: Recovery, shop: Shop, desk: Any
) -> None:
    week = [Span((shop.pk,), NOW, NOW + days(7))]
    assert not expiring(week).exists()
    Recovery.objects.filter(pk=claim.pk).update(due=NOW + days(3))
    assert [(each.currency, each.minor, each.number) for each in expected_sums(expiring(week))] == [
        ("USD", claim.adds_minor, 1)
    ]
    assert not expiring([Span((desk.other_shop.pk,), NOW, NOW + days(7))]).exists()


def test_what_came_back_is_summed_in_the_currency_in_which_it_came(claim: Recovery, alice: Person, shop: Shop) -> None:
    filed(claim, alice)
    paid(claim, alice, "15.00")
    span = Span((shop.pk,), NOW - days(1), NOW + days(1))
    assert [(each.currency, each.minor) for each in received_within([span])] == [("USD", 1500)]
    recovering.undo(person=alice, claim=claim, now=NOW)
    assert received_within([span]) == []


def test_charlie_sees_no_claim_of_lumora(claim: Recovery, alice: Person, charlie: Person, desk: Any) -> None:
    assert recovery_seen_by(alice, claim.pk) == claim
    assert recovery_seen_by(charlie, claim.pk) is None
    assert not worklist([Span((desk.other_shop.pk,), NOW, NOW)], Asked()).exists()


def test_an_import_stays_once_a_claim_was_filed_on_it(case: Case, claim: Recovery, alice: Person, shop: Shop) -> None:
    assert case.order is not None
    source = Import.objects.create(shop=shop, name="orders.csv", fingerprint="f", started_at=NOW, actor="x")
    ImportedRow.objects.create(source=source, record="order", record_id=case.order.pk, action=ImportedRow.CREATED)
    LedgerEntry.objects.all().delete()
    filed(claim, alice)
    with pytest.raises(AlreadyBooked, match="claim for money"):
        undo_import(actor=SYSTEM, source=source, now=NOW)


def test_money_is_what_the_journal_says(claim: Recovery, alice: Person) -> None:
    filed(claim, alice, "15.00")
    entry = Entry.objects.filter(action="recovery.filed").last()
    assert entry is not None
    assert (entry.data["amount"], entry.data["currency"], entry.data["reference"]) == ("15.00", "USD", "CP-77")
    assert Money.parse(entry.data["amount"], "USD").minor == claim.asked_minor


def test_a_date_that_a_person_read_wins_and_stays(case: Case, claim: Recovery, alice: Person) -> None:
    with pytest.raises(WrongDate):
        recovering.set_due(person=alice, claim=claim, day="soon", source="contract", now=NOW)
    with pytest.raises(WrongDate, match="lies ahead"):
        recovering.set_due(person=alice, claim=claim, day="2026-11-01", source="contract", now=NOW)
    with pytest.raises(ReasonNeeded):
        recovering.set_due(person=alice, claim=claim, day="2026-11-30", source=" ", now=NOW)
    recovering.set_due(person=alice, claim=claim, day="2026-11-30", source="contract, page 3", now=NOW)
    midnight = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # the end of the day in Shanghai
    refresh(case.pk, NOW)
    claim.refresh_from_db()
    assert (claim.due, claim.rule["source"]) == (midnight, "contract, page 3")
    assert claim.safe_by is not None
    assert NOW < claim.safe_by < midnight
    sweep({}, midnight)
    claim.refresh_from_db()
    assert claim.state == Recovery.EXPIRED
    assert Entry.objects.filter(action="recovery.due_set").count() == 1


def test_a_parcel_that_comes_after_all_ends_its_trace_and_marks_the_claim(
    case: Case, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    refresh(case.pk, NOW)
    trace = the(case, Kind.TRACE)
    recovering.file_claim(person=alice, claim=trace, amount="15.00", reference="T-1", now=NOW)
    refund(case, alice)
    claim = filed(the(case, Kind.CARRIER_CLAIM), alice)
    close(actor=actor_of(alice), case=case, reason="refunded", now=NOW)  # the carrier's answer is still to come
    arrival = event(NOW + timedelta(hours=5), "Delivered, signed by recipient", "BR")
    later = NOW + days(1)
    take_in(parcel_record(carrier="China Post", events=[arrival]), at=later)
    run_jobs(later)
    trace.refresh_from_db()
    claim.refresh_from_db()
    assert trace.state == Recovery.WITHDRAWN
    assert (claim.state, claim.arrived_at) == (Recovery.FILED, NOW + timedelta(hours=5))
    refresh(case.pk, later)
    assert Entry.objects.filter(action="recovery.arrived", data__recovery=claim.pk).count() == 1
