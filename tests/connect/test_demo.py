"""The demonstration company: believable, complete, alive at any time, and always the same for the same time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.clock import clock
from amends.connect.contract import RECORD_TYPES, ParcelRecord
from amends.connect.demo import content
from amends.connect.demo.moments import UnreadableMoment, length, moment
from amends.connect.demo.numbers import digits, numbered
from amends.connect.demo.parse import Demonstration, Shop, demonstration
from amends.core.calendars import country_zone
from amends.core.contracts.clock import ClockInput
from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.core.money import Money
from amends.core.vocabulary import Flag, Kind, Platform
from amends.watch import watch

LETTER_LANGUAGES = {"zh", "en", "pt", "ru", "es"}
NOWS = [
    datetime(2026, 11, 22, 3, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC),  # the night of a clock change in Europe
    datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=timezone(timedelta(hours=-8))),
    datetime(2026, 7, 15, 12, 0, tzinfo=timezone(timedelta(hours=8))),
]


@pytest.fixture(scope="module", params=NOWS, ids=str)
def demo(request: pytest.FixtureRequest) -> Demonstration:
    return demonstration(request.param)


def _records(shop: Shop) -> list[object]:
    return [*shop.orders, *shop.parcels, *shop.messages, *shop.disputes, *shop.reviews]


def _all(demo: Demonstration, what: str) -> list:
    return [record for shop in demo.shops for record in getattr(shop, what)]


# What a visitor must find --------------------------------------------------------------------------------------------


def test_there_are_four_shops_on_four_platforms(demo: Demonstration) -> None:
    assert {shop.platform for shop in demo.shops} == {
        Platform.ALIEXPRESS,
        Platform.AMAZON,
        Platform.EBAY,
        Platform.OWN_SHOP,
    }
    assert len(demo.shops) == 4


def test_there_are_enough_products_orders_open_cases_and_countries(demo: Demonstration) -> None:
    assert len(demo.products) == 45
    assert len({order.country for order in _all(demo, "orders")}) >= 14
    assert len(_all(demo, "orders")) >= 320
    assert sum(case.open for case in demo.cases) >= 62
    assert sum(not case.open for case in demo.cases) >= 8


def test_every_kind_of_the_vocabulary_is_among_the_open_cases(demo: Demonstration) -> None:
    assert {case.kind for case in demo.cases if case.open} == set(Kind)


def test_the_five_letter_languages_are_all_there_and_cover_nearly_all_open_cases(demo: Demonstration) -> None:
    counted = Counter(case.language for case in demo.cases if case.open)
    assert set(counted) >= LETTER_LANGUAGES
    assert min(counted[language] for language in LETTER_LANGUAGES) >= 8
    assert sum(counted[language] for language in LETTER_LANGUAGES) >= 0.93 * sum(counted.values())


def test_parcels_are_in_trouble_that_nobody_has_complained_about(demo: Demonstration) -> None:
    silent = {case.kind for case in demo.cases if case.open and case.claim is None}
    assert silent >= {
        Kind.NOT_EXPORTED,
        Kind.CUSTOMS_HELD,
        Kind.CUSTOMS_CHARGES,
        Kind.DELIVERY_FAILED,
        Kind.RETURNED_BEFORE_EXPORT,
        Kind.RETURNED_TO_SENDER,
        Kind.NOT_RECEIVED,
        Kind.NOT_DISPATCHED,
    }


def test_there_is_one_extortion_and_several_honest_threats(demo: Demonstration) -> None:
    flags = [set(case.flags) for case in demo.cases if case.open]
    assert sum(Flag.EXTORTION in some for some in flags) == 1
    honest = {Flag.REVIEW_THREAT, Flag.CHARGEBACK_THREAT, Flag.LEGAL_THREAT}
    assert sum(bool(some & honest) and Flag.EXTORTION not in some for some in flags) >= 3
    assert any(Flag.SAFETY_HAZARD in some for some in flags)
    assert any(Flag.OFF_PLATFORM in some for some in flags)


def test_a_buyer_with_two_orders_on_the_way_does_not_say_which_one(demo: Demonstration) -> None:
    nameless = [message for message in _all(demo, "messages") if message.order_number is None]
    assert len(nameless) == 1
    orders = [o for o in _all(demo, "orders") if o.buyer.reference == nameless[0].buyer.reference]
    assert sum(order.delivered_at is None for order in orders) == 2


def test_conversations_have_several_turns_and_the_seller_is_among_them(demo: Demonstration) -> None:
    threads: dict[str, list[bool]] = {}
    for message in _all(demo, "messages"):
        threads.setdefault(message.thread, []).append(message.from_buyer)
    assert sum(len(turns) >= 3 and not all(turns) for turns in threads.values()) >= 10


def test_people_stock_and_rates_are_there(demo: Demonstration) -> None:
    assert [person.role for person in demo.people].count("agent") == 3
    assert {person.name for person in demo.people} >= {"Alice Chen", "Bob Wang", "Olga Lin"}
    assert sum(product.stock == 0 for product in demo.products) == 2
    currencies = {order.currency for order in _all(demo, "orders")} - {"CNY"}
    assert currencies <= {rate.source for rate in demo.rates}
    assert all(rate.target == "CNY" and rate.day < demo.now.date() for rate in demo.rates)


# Time --------------------------------------------------------------------------------------------------------------


def test_nothing_happened_after_now(demo: Demonstration) -> None:
    for order in _all(demo, "orders"):
        assert order.placed_at <= demo.now
        assert order.delivered_at is None or order.delivered_at <= demo.now
    assert all(event.at <= demo.now for parcel in _all(demo, "parcels") for event in parcel.events)
    assert all(message.sent_at <= demo.now for message in _all(demo, "messages"))
    assert all(review.written_at <= demo.now for review in _all(demo, "reviews"))
    for dispute in _all(demo, "disputes"):
        assert dispute.opened_at <= (dispute.closed_at or demo.now) <= demo.now
        assert dispute.due_at is None or dispute.due_at > demo.now


def test_things_happen_in_their_order(demo: Demonstration) -> None:
    orders = {order.number: order for order in _all(demo, "orders")}
    for parcel in _all(demo, "parcels"):
        times = [event.at for event in parcel.events]
        assert times == sorted(times), parcel.tracking_number
        placed = max(orders[number].placed_at for number in parcel.order_numbers)
        assert not times or times[0] >= placed, parcel.tracking_number
        assert parcel.dispatched_at is None or parcel.dispatched_at >= placed
    for record in [*_all(demo, "messages"), *_all(demo, "disputes")]:
        at = getattr(record, "sent_at", None) or record.opened_at
        assert record.order_number is None or at > orders[record.order_number].placed_at


def test_a_conversation_is_told_forwards(demo: Demonstration) -> None:
    last: dict[str, datetime] = {}
    numbered_messages = sorted(_all(demo, "messages"), key=lambda m: (m.thread, int(m.external_id.split("-m")[-1])))
    for message in numbered_messages:
        assert message.sent_at > last.get(message.thread, message.sent_at - timedelta(1)), message.external_id
        last[message.thread] = message.sent_at


def test_the_newest_words_of_an_open_case_are_the_buyers(demo: Demonstration) -> None:
    newest = {message.thread: message for message in _all(demo, "messages")}
    for case in demo.cases:
        message = newest.get(f"{case.key}-thread")
        if case.open and message and not any(i in case.external_ids for i in _dispute_ids(demo)):
            assert message.from_buyer, case.key


def _dispute_ids(demo: Demonstration) -> set[str]:
    return {dispute.external_id for dispute in _all(demo, "disputes")}


def test_a_parcel_that_failed_to_leave_has_no_scan_abroad(demo: Demonstration) -> None:
    waiting = {Kind.NOT_EXPORTED, Kind.RETURNED_BEFORE_EXPORT, Kind.NOT_DISPATCHED}
    parcels = {number: parcel for parcel in _all(demo, "parcels") for number in parcel.order_numbers}
    for case in demo.cases:
        if case.kind in waiting:
            for number in case.order_numbers:
                events = parcels[number].events if number in parcels else []
                assert all(event.country == "CN" for event in events), case.key


def test_a_quiet_order_is_delivered_or_within_its_promise(demo: Demonstration) -> None:
    authored = {number for case in demo.cases for number in case.order_numbers}
    quiet = [order for order in _all(demo, "orders") if order.number not in authored]
    assert sum(order.delivered_at is not None for order in quiet) > 0.7 * len(quiet)
    for order in quiet:
        assert (order.delivered_at or demo.now) < order.promised_by, order.number


@settings(max_examples=12, deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)))
def test_whatever_the_hour_nothing_lies_ahead_but_deadlines(now: datetime) -> None:
    demo = demonstration(now)
    times = [event.at for parcel in _all(demo, "parcels") for event in parcel.events]
    times += [message.sent_at for message in _all(demo, "messages")]
    times += [review.written_at for review in _all(demo, "reviews")]
    times += [dispute.opened_at for dispute in _all(demo, "disputes")]
    assert max(times) <= now
    dues = [dispute.due_at for dispute in _all(demo, "disputes") if dispute.due_at]
    assert dues
    assert min(dues) > now


def test_some_disputes_are_hours_old_and_some_have_nearly_run_out() -> None:
    demo = demonstration(NOWS[0])
    ages = [demo.now - d.opened_at for d in _all(demo, "disputes") if not d.closed_at and d.procedure]
    assert min(ages) < timedelta(days=1)
    issues = [d for d in _all(demo, "disputes") if d.procedure == "dispute_issue" and not d.closed_at]
    left = [timedelta(days=5) - (demo.now - d.opened_at) for d in issues]
    assert any(timedelta(0) < rest < timedelta(hours=12) for rest in left)
    assert any(rest > timedelta(days=2) for rest in left)


# The same again -----------------------------------------------------------------------------------------------------


def test_the_same_now_gives_the_same_company() -> None:
    assert demonstration(NOWS[0]) == demonstration(NOWS[0])


def test_a_later_day_moves_the_times_and_keeps_the_names() -> None:
    first, second = demonstration(NOWS[0]), demonstration(NOWS[0] + timedelta(days=40))
    assert [order.number for order in first.shops[0].orders if order.number in first.cases[0].order_numbers] == [
        order.number for order in second.shops[0].orders if order.number in first.cases[0].order_numbers
    ]
    assert {case.key: case.external_ids for case in first.cases} == {
        case.key: case.external_ids for case in second.cases
    }
    assert first.shops[0].messages[-1].sent_at < second.shops[0].messages[-1].sent_at


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        demonstration(datetime(2026, 11, 22))


# Records ------------------------------------------------------------------------------------------------------------


def test_every_record_reads_back_from_its_own_json(demo: Demonstration) -> None:
    types = tuple(RECORD_TYPES.values())
    for shop in demo.shops:
        for record in _records(shop):
            assert isinstance(record, types)
            assert type(record).model_validate_json(record.model_dump_json()) == record


def test_no_number_is_used_twice_and_every_reference_leads_somewhere(demo: Demonstration) -> None:
    numbers = [order.number for order in _all(demo, "orders")]
    assert len(set(numbers)) == len(numbers)
    tracking = [parcel.tracking_number for parcel in _all(demo, "parcels")]
    assert len(set(tracking)) == len(tracking)
    identifiers = [record.external_id for what in ("messages", "disputes", "reviews") for record in _all(demo, what)]
    assert len(set(identifiers)) == len(identifiers)
    for shop in demo.shops:
        own = {order.number for order in shop.orders}
        assert all(set(parcel.order_numbers) <= own for parcel in shop.parcels)
        assert all(m.order_number is None or m.order_number in own for m in shop.messages)
        assert all(record.order_number in own for record in [*shop.disputes, *shop.reviews])
    known = set(identifiers) | set(tracking) | set(numbers)
    assert set(demo.expected) <= known
    assert all(case.external_ids for case in demo.cases)


def test_amounts_are_believable_and_exact(demo: Demonstration) -> None:
    to_yuan = {rate.source: rate.rate for rate in demo.rates} | {"CNY": Decimal(1)}
    for order in _all(demo, "orders"):
        total = Money.parse(order.shipping_paid, order.currency)
        for line in order.lines:
            price, cost = Money.parse(line.unit_price, order.currency), Money.parse(line.unit_cost, order.currency)
            assert Money.zero(order.currency) < cost < price.times(Decimal("0.75")), (order.number, line.sku)
            total = total + price.times(line.quantity)
        assert total == Money.parse(order.value, order.currency), order.number
        assert 20 < total.decimal * to_yuan[order.currency] < 1600, order.number
    for dispute in _all(demo, "disputes"):
        if dispute.asked_amount:
            order = next(o for o in _all(demo, "orders") if o.number == dispute.order_number)
            asked = Money.parse(dispute.asked_amount, dispute.asked_currency)
            assert dispute.asked_currency == order.currency
            assert Money.zero(order.currency) < asked <= Money.parse(order.value, order.currency)


def test_a_settlement_is_never_more_than_the_order_and_a_full_refund_is_all_of_it(demo: Demonstration) -> None:
    orders = {order.number: order for order in _all(demo, "orders")}
    for case in demo.cases:
        if case.settlement and case.settlement.amount:
            paid = Money.parse(orders[case.order_numbers[0]].value, case.settlement.amount.currency)
            assert case.settlement.amount <= paid, case.key
            if case.settlement.remedy == "full_refund":
                assert case.settlement.amount == paid, case.key
            assert case.settlement.settled_at <= demo.now


def test_every_line_has_its_listing_with_words_to_hold_it_to(demo: Demonstration) -> None:
    for order in _all(demo, "orders"):
        assert {line.sku for line in order.lines} == {listing.sku for listing in order.listings}
        assert all(len(listing.text) > 40 and listing.title for listing in order.listings)


# Words --------------------------------------------------------------------------------------------------------------


def test_no_two_texts_are_the_same_and_no_placeholder_is_left(demo: Demonstration) -> None:
    texts = [m.text for m in _all(demo, "messages")] + [d.text for d in _all(demo, "disputes")]
    texts += [r.text for r in _all(demo, "reviews")]
    texts = [text for text in texts if text]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if re.search(r"[{}]|\bTODO\b|[Ll]orem ipsum", text)]


def test_numbers_in_texts_are_those_of_the_records(demo: Demonstration) -> None:
    mentioned = " ".join(m.text for m in _all(demo, "messages"))
    known = {parcel.tracking_number for parcel in _all(demo, "parcels")}
    quoted = set(re.findall(r"\b(?:LP00\d{12}|YT26\d{14}|4PX\d+CN|[LU][VG]\d{9}CN)\b", mentioned))
    assert quoted
    assert quoted <= known


def test_addresses_are_of_reserved_names_only(demo: Demonstration) -> None:
    for order in _all(demo, "orders"):
        assert order.buyer.email.endswith(".example")
    urls = [listing.url for order in _all(demo, "orders") for listing in order.listings]
    assert all(re.fullmatch(r"https://[a-z.-]+/item/[a-z0-9-]+", url) for url in urls)


def test_pictures_exist_are_pictures_and_are_small(demo: Demonstration) -> None:
    paths = [Path(a.path) for message in _all(demo, "messages") for a in message.attachments if a.path]
    assert len(paths) >= 5
    assert all(path.read_bytes()[:3] == b"\xff\xd8\xff" for path in paths)
    folder = paths[0].parent
    assert sum(path.stat().st_size for path in folder.iterdir()) < 400_000
    assert {path.name for path in folder.iterdir()} == {path.name for path in paths}


# The small parts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-3d 14:20", "2026-11-19T14:20:00-03:00"),
        ("+2d 18:00", "2026-11-24T18:00:00-03:00"),
        ("-2d", "2026-11-20T12:00:00-03:00"),
        ("-5h", "2026-11-22T07:30:00-03:00"),
        ("-1h30m", "2026-11-22T11:00:00-03:00"),
        ("+45m", "2026-11-22T13:15:00-03:00"),
    ],
)
def test_an_offset_is_read_in_the_buyers_zone(text: str, expected: str) -> None:
    now = datetime(2026, 11, 22, 15, 30, 59, tzinfo=UTC)
    assert moment(text, now, country_zone("BR")) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "3d", "-0d 10:00", "-3d 1:20", "yesterday", "-h", "-"])
def test_an_offset_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(UnreadableMoment):
        moment(text, NOWS[0], UTC)


def test_a_length_is_read() -> None:
    assert length("1d4h") == timedelta(hours=28)
    assert length("9h20m") == timedelta(hours=9, minutes=20)
    with pytest.raises(UnreadableMoment):
        length("soon")


def test_a_postal_number_has_the_check_digit_of_its_standard() -> None:
    # RA473124829FI is the usual worked example of UPU S10: 47312482 gives 9.
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    for name in map(str, range(300)):
        number = numbered("s10:LV", name)
        assert re.fullmatch(r"LV\d{9}CN", number)
        rest = 11 - sum(w * int(d) for w, d in zip(weights, number[2:10], strict=True)) % 11
        assert int(number[10]) == {10: 0, 11: 5}.get(rest, rest)
    assert digits("a", 12) == digits("a", 12) != digits("b", 12)


def test_every_step_of_every_story_has_words_and_a_place() -> None:
    stories = content.stories()
    steps = set(stories.places)
    assert steps >= set(stories.line)
    assert set(stories.words["en"]) >= steps
    assert set(stories.words["zh"]) >= steps
    for story in stories.stories.values():
        assert not story.codes or set(story.codes) >= steps - {"paid"}


# With the stages that read it ---------------------------------------------------------------------------------------


def _watched(demo: Demonstration, shop: Shop, parcel: ParcelRecord) -> WatchOutput:
    order = next(order for order in shop.orders if order.number == parcel.order_numbers[0])
    return watch(
        WatchInput(
            id=parcel.tracking_number,
            platform=shop.platform.value,
            carrier=parcel.carrier,
            service=parcel.service,
            origin=parcel.origin,
            destination=order.country,
            ordered_at=order.placed_at,
            dispatch_due=order.dispatch_due,
            promised_by=order.promised_by,
            now=demo.now,
            events=parcel.events,
        )
    )


def test_a_quiet_parcel_raises_no_alarm_and_a_silent_case_raises_its_own(demo: Demonstration) -> None:
    notes = {number: case for case in demo.cases for number in case.order_numbers}
    for shop in demo.shops:
        for parcel in shop.parcels:
            case = notes.get(parcel.order_numbers[0])
            if case is None or (case.open and case.claim is None):
                seen = _watched(demo, shop, parcel)
                assert not seen.unmapped
                expected = None if case is None or case.kind is Kind.UNAUTHORISED_PAYMENT else case.kind
                assert seen.anomaly == expected, (case and case.key, parcel.tracking_number, seen.reason)


def test_every_open_dispute_has_a_deadline_ahead_and_some_are_nearly_over(demo: Demonstration) -> None:
    left, unsafe = [], 0
    for dispute in _all(demo, "disputes"):
        if dispute.closed_at is None:
            due = clock(
                ClockInput(
                    id=dispute.external_id,
                    platform=dispute.platform,
                    procedure=dispute.procedure,
                    region=dispute.region,
                    scheme=dispute.scheme,
                    event=dispute.event,
                    at=dispute.opened_at,
                    api_due=dispute.due_at,
                    now=demo.now,
                )
            )
            left.append(due.remaining_seconds)
            unsafe += due.safe_by < demo.now
    assert len(left) >= 15
    assert min(left) > 0
    assert sum(seconds < 24 * 3600 for seconds in left) >= 3
    assert sum(seconds < 7 * 24 * 3600 for seconds in left) >= 10
    assert unsafe >= 3
