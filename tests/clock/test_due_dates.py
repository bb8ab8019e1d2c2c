"""How a due date is found: units, zones, clock changes, holidays, the platform's own date."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.clock import clock, rule_for, safe_by
from amends.core.contracts.clock import ClockInput
from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

from .asking import action, ask, due, moment, refused

INR = {"procedure": "item_not_received"}


@pytest.mark.parametrize(
    ("region", "at", "expected"),
    [
        # Friday: the weekend does not count
        ("US", "2026-06-05T10:00:00-07:00", "2026-06-10T10:00:00-07:00"),
        # reported on a Saturday and on a Sunday
        ("US", "2026-06-06T10:00:00-07:00", "2026-06-10T10:00:00-07:00"),
        ("US", "2026-06-07T10:00:00-07:00", "2026-06-10T10:00:00-07:00"),
        # Thanksgiving
        ("US", "2026-11-24T10:00:00-08:00", "2026-11-30T10:00:00-08:00"),
        # the fourth of July is a Saturday: observed on Friday
        ("US", "2026-07-01T10:00:00-07:00", "2026-07-07T10:00:00-07:00"),
        # over the end of the year
        ("US", "2026-12-30T10:00:00-08:00", "2027-01-05T10:00:00-08:00"),
        # Friday 23:30 in California is Saturday in UTC
        ("US", "2026-06-06T06:30:00+00:00", "2026-06-10T23:30:00-07:00"),
        # both clock changes of California
        ("US", "2026-03-06T10:00:00-08:00", "2026-03-11T10:00:00-07:00"),
        ("US", "2026-10-30T10:00:00-07:00", "2026-11-04T10:00:00-08:00"),
        # Easter in England: Friday and Monday
        ("GB", "2026-04-01T10:00:00+01:00", "2026-04-08T10:00:00+01:00"),
        ("UK", "2026-04-01T10:00:00+01:00", "2026-04-08T10:00:00+01:00"),
        # Boxing Day 2026 is a Saturday: observed on Monday
        ("GB", "2026-12-23T10:00:00+00:00", "2026-12-30T10:00:00+00:00"),
        # the last Monday of August
        ("GB", "2026-08-27T10:00:00+01:00", "2026-09-02T10:00:00+01:00"),
        # Australia Day; the clock of Sydney
        ("AU", "2026-01-23T10:00:00+11:00", "2026-01-29T10:00:00+11:00"),
        # Canada Day, Thanksgiving in October
        ("CA", "2026-06-30T10:00:00-04:00", "2026-07-06T10:00:00-04:00"),
        ("CA", "2026-10-08T10:00:00-04:00", "2026-10-14T10:00:00-04:00"),
        # Golden Week stops no clock in California, wherever the seller is
        ("US", "2026-10-01T09:00:00+08:00", "2026-10-06T09:00:00+08:00"),
        # a site that is not listed: the base value by its own clock and holidays
        ("DE", "2026-04-30T10:00:00+02:00", "2026-05-06T10:00:00+02:00"),
        # a part of a country keeps its own holidays: Saint Andrew's Day
        ("GB-SCT", "2026-11-27T10:00:00+00:00", "2026-12-03T10:00:00+00:00"),
        # leap day
        ("US", "2028-02-25T10:00:00-08:00", "2028-03-01T10:00:00-08:00"),
    ],
)
def test_three_business_days_of_a_site(region: str, at: str, expected: str) -> None:
    answer = ask("ebay", "buyer_reported", at, region=region, **INR)
    assert answer.due == moment(expected)
    assert answer.unit == "business_days"


@pytest.mark.parametrize(
    ("platform", "region", "event", "at", "expected"),
    [
        # Songkran 13 to 15 April
        ("tiktok_shop", "TH", "request_created", "2026-04-10T10:00:00+07:00", "2026-04-16T10:00:00+07:00"),
        # Tet 2026
        ("tiktok_shop", "VN", "request_created", "2026-02-13T10:00:00+07:00", "2026-02-23T10:00:00+07:00"),
        # hours run on
        ("tiktok_shop", "ID", "request_created", "2026-03-20T10:00:00+07:00", "2026-03-22T10:00:00+07:00"),
        # Chinese New Year in Singapore: 17 and 18 February
        ("lazada", "SG", "return_requested", "2026-02-16T10:00:00+08:00", "2026-02-20T10:00:00+08:00"),
        # Vesak Day observed on Monday 1 June
        ("lazada", "SG", "return_requested", "2026-05-29T10:00:00+08:00", "2026-06-03T10:00:00+08:00"),
        # Carnival Monday and Tuesday are no public holidays
        ("lazada", "BR", "return_requested", "2026-02-13T10:00:00-03:00", "2026-02-17T10:00:00-03:00"),
    ],
)
def test_business_days_without_the_public_holidays_of_the_region(
    platform: str, region: str, event: str, at: str, expected: str
) -> None:
    assert due(platform, event, at, region=region) == moment(expected)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-02-26T10:00:00-08:00", "2026-04-27T10:00:00-07:00"),  # 60 days across the spring change
        ("2026-10-01T10:00:00-07:00", "2026-11-30T10:00:00-08:00"),  # and across the autumn one
        ("2026-01-07T02:30:00-08:00", "2026-03-08T10:00:00+00:00"),  # ends in the gap: at its end, 03:00
        ("2026-09-02T01:30:00-07:00", "2026-11-01T08:30:00+00:00"),  # ends in the repeated hour: first pass
        ("2027-12-31T10:00:00-08:00", "2028-02-29T10:00:00-08:00"),  # leap day
    ],
)
def test_calendar_days_end_at_the_same_wall_clock_time(at: str, expected: str) -> None:
    event = "refund_charged_to_seller"
    assert due("amazon", event, at, procedure="safe_t_claim", region="US") == moment(expected)


def test_calendar_days_of_a_platform_without_a_zone_keep_the_offset_of_the_event() -> None:
    answer = ask("aliexpress", "buyer_opened_or_modified_dispute", "2026-03-27T18:00:00+01:00")
    assert answer.due.isoformat() == "2026-04-01T18:00:00+01:00"


def test_calendar_days_of_a_site_go_by_the_site_s_clock() -> None:
    chile = due("shopee", "request_created", "2026-09-04T15:00:00Z", region="CL")  # clocks change on the 6th
    assert chile.isoformat() == "2026-09-07T11:00:00-03:00"
    seller_s_note = due("shopee", "request_created", "2026-09-04T23:00:00+08:00", region="CL")
    assert seller_s_note == chile


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-07T12:00:00-05:00", "2026-03-08T17:00:00+00:00"),
        ("2026-10-31T12:00:00-04:00", "2026-11-01T16:00:00+00:00"),
        ("2028-02-28T12:00:00+00:00", "2028-02-29T12:00:00+00:00"),
        ("2026-12-31T23:59:59.5+08:00", "2027-01-01T15:59:59.5+00:00"),
    ],
)
def test_hours_are_elapsed_hours(at: str, expected: str) -> None:
    assert due("temu", "buyer_cancel_request", at) == moment(expected)


def test_hours_after_a_time_in_a_zone_of_python_are_elapsed_hours_too() -> None:
    zone = ZoneInfo("America/New_York")
    request = ClockInput(
        id=1, platform="temu", event="buyer_cancel_request", at=datetime(2026, 3, 7, 12, tzinfo=zone), now=None
    )
    assert clock(request).due == moment("2026-03-08T13:00:00-04:00")


# The clock that stands still


@pytest.mark.parametrize(
    ("region", "at", "expected"),
    [
        ("AR", "2026-05-12T08:00:00-03:00", "2026-05-12T16:00:00-03:00"),
        ("AR", "2026-05-12T13:00:00-03:00", "2026-05-12T21:00:00-03:00"),
        ("AR", "2026-05-12T13:00:01-03:00", "2026-05-13T08:00:01-03:00"),
        ("AR", "2026-05-12T20:59:00-03:00", "2026-05-13T15:59:00-03:00"),
        ("AR", "2026-05-12T21:00:00-03:00", "2026-05-13T16:00:00-03:00"),
        ("AR", "2026-05-12T03:00:00-03:00", "2026-05-12T16:00:00-03:00"),
        ("AR", "2026-05-12T23:00:00Z", "2026-05-13T15:00:00-03:00"),
        # weekends and holidays do not stop it: Saturday, Christmas
        ("AR", "2026-05-16T18:00:00-03:00", "2026-05-17T13:00:00-03:00"),
        ("AR", "2026-12-24T18:00:00-03:00", "2026-12-25T13:00:00-03:00"),
        # Chile changes its clock in the night to 6 September: the night counts nothing
        ("CL", "2026-09-05T20:00:00-04:00", "2026-09-06T15:00:00-03:00"),
        ("CL", "2026-07-01T20:00:00-04:00", "2026-07-02T15:00:00-04:00"),
    ],
)
def test_eight_hours_that_stand_still_at_night(region: str, at: str, expected: str) -> None:
    answer = ask("mercado_libre", "buyer_message", at, region=region, procedure="claims")
    assert answer.due == moment(expected)
    assert answer.unit == "stopped_clock_hours"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-01T10:00:00+08:00", "2026-06-04T10:00:00+08:00"),
        ("2026-06-05T10:00:00+08:00", "2026-06-10T10:00:00+08:00"),  # over a weekend
        ("2026-06-06T10:00:00+08:00", "2026-06-11T00:00:00+08:00"),  # from a weekend
        ("2026-09-30T10:00:00+08:00", "2026-10-12T10:00:00+08:00"),  # over Golden Week
    ],
)
def test_seventy_two_business_hours_of_global_selling(at: str, expected: str) -> None:
    answer = ask("mercado_libre", "buyer_message", at, region="CN")
    assert answer.due == moment(expected)
    assert answer.unit == "business_hours"


@pytest.mark.parametrize(
    ("region", "at", "expected"),
    [
        ("VN", "2026-06-05T18:00:00+07:00", "2026-06-06T18:00:00+07:00"),  # Friday: elapsed hours
        ("VN", "2026-06-06T00:00:00+07:00", "2026-06-08T12:00:00+07:00"),  # Saturday
        ("VN", "2026-06-07T23:59:00+07:00", "2026-06-08T12:00:00+07:00"),  # Sunday
        ("VN", "2026-06-05T18:00:00Z", "2026-06-08T12:00:00+07:00"),  # Friday in UTC, Saturday in Hanoi
        ("VN", "2026-06-08T00:00:00+07:00", "2026-06-09T00:00:00+07:00"),
        ("TH", "2026-06-05T18:00:00+07:00", "2026-06-06T06:00:00+07:00"),
        ("TH", "2026-06-07T23:59:00+07:00", "2026-06-08T12:00:00+07:00"),
    ],
)
def test_weekend_messages_are_answered_by_noon_on_monday(region: str, at: str, expected: str) -> None:
    assert due("tiktok_shop", "buyer_message", at, region=region) == moment(expected)


# The platform's own date


@pytest.mark.parametrize(
    ("platform", "event", "fields", "consequence"),
    [
        ("paypal", "claim_opened", {}, "closed_in_buyer_favour"),
        ("wildberries", "claim_created", {}, "auto_approval"),
        ("ebay", "ebay_notification", {}, "dispute_lost"),
        ("ebay", "buyer_reported", {}, "buyer_may_ask_ebay_to_step_in"),  # no region is needed for it
        ("tiktok_shop", "request_created", {"region": "US"}, "auto_approved"),
        ("ebay", "escalation", {}, None),  # two procedures know this event
        ("paypal", "moon_landing", {}, None),
        ("paypal", "claim_opened", {"procedure": "unheard_of"}, None),
        ("joom", "buyer_opened_dispute", {}, None),
        ("own_shop", "return_request", {}, None),
    ],
)
def test_a_date_of_the_platform_wins_over_every_rule(
    platform: str, event: str, fields: dict[str, str], consequence: str | None
) -> None:
    answer = ask(platform, event, "2026-05-01T10:00:00Z", api_due="2026-05-04T12:00:00+02:00", **fields)
    assert answer.due.isoformat() == "2026-05-04T12:00:00+02:00"
    assert (answer.unit, answer.rule.id, answer.rule.valid_from) == ("api", "api", None)
    assert action(answer) == consequence


def test_a_date_of_the_platform_before_the_event_still_wins_and_is_overdue() -> None:
    answer = ask("paypal", "claim_opened", "2026-05-01T10:00:00Z", api_due="2026-04-30T10:00:00Z")
    assert answer.due == answer.safe_by == moment("2026-04-30T10:00:00Z")


# Safe by, remaining


@pytest.mark.parametrize(
    ("hours", "margin_hours"),
    [(24, 12), (40, 20), (48, 24), (72, 24), (120, 24), (121, 24.2), (240, 48), (1440, 288), (1, 0.5)],
)
def test_the_margin_is_a_day_or_a_fifth_and_at_most_half_of_the_time(hours: float, margin_hours: float) -> None:
    at = moment("2026-05-01T10:00:00Z")
    end = at + timedelta(hours=hours)
    assert end - safe_by(at, end) == timedelta(hours=margin_hours)


def test_the_margin_counts_real_hours_where_the_clock_changes() -> None:
    zone = ZoneInfo("America/New_York")
    at, end = datetime(2026, 3, 7, 12, tzinfo=zone), datetime(2026, 3, 9, 12, tzinfo=zone)
    assert safe_by(at, end) == moment("2026-03-08T16:30:00+00:00")  # half of 47 hours


@pytest.mark.parametrize(
    ("now", "remaining"),
    [
        ("2026-05-01T10:00:00Z", 86400),
        ("2026-05-02T10:00:00Z", 0),
        ("2026-05-02T12:00:00+02:00", 0),
        ("2026-05-02T10:00:01Z", -1),
        ("2026-05-02T09:59:59.5Z", 0),
        ("2026-05-02T10:00:00.5Z", -1),
        (None, None),
    ],
)
def test_remaining_seconds_are_given_when_now_is(now: str | None, remaining: int | None) -> None:
    answer = ask("temu", "buyer_cancel_request", "2026-05-01T10:00:00Z", now=now)
    assert answer.remaining_seconds == remaining


# Where no rule decides


@pytest.mark.parametrize(
    ("platform", "event", "fields", "field"),
    [
        ("joom", "buyer_opened_dispute", {}, "platform"),
        ("own_shop", "return_request", {}, "platform"),
        ("AliExpress", "buyer_opened_dispute", {}, "platform"),
        ("paypal", "moon_landing", {}, "event"),
        ("ebay", "buyer_message", {}, "event"),  # no response promise is known
        ("amazon", "amazon_information_request", {"procedure": "chargeback"}, "event"),
        ("paypal", "claim_opened", {"procedure": "chargeback"}, "procedure"),
        ("amazon", "buyer_message", {"procedure": "unheard_of"}, "procedure"),
        ("ebay", "escalation", {}, "procedure"),
        ("ebay", "buyer_reported", {"region": "US"}, "procedure"),
        ("ebay", "buyer_reported", {"procedure": "item_not_received"}, "region"),
        ("ebay", "buyer_reported", {"procedure": "item_not_received", "region": "ZZ"}, "region"),
        ("lazada", "return_requested", {}, "region"),
        ("shopee", "request_created", {}, "region"),
        ("shopee", "dispute_opened", {"region": "SG"}, "region"),
        ("shopee", "dispute_opened", {"region": "PH"}, "api_due"),
        ("tiktok_shop", "request_created", {}, "region"),
        ("tiktok_shop", "request_created", {"region": "US"}, "region"),
        ("tiktok_shop", "request_created", {"region": "UK"}, "region"),
        ("tiktok_shop", "seller_rejected", {"region": "US-CA"}, "region"),
        ("tiktok_shop", "buyer_message", {}, "region"),
        ("mercado_libre", "buyer_message", {"region": "BR"}, "region"),
        ("mercado_libre", "buyer_message", {}, "region"),
        ("wildberries", "claim_created", {"region": "RU"}, "api_due"),
        ("etsy", "estimated_delivery", {}, "api_due"),
        ("stripe", "network_chargeback", {}, "scheme"),
        ("stripe", "network_chargeback", {"scheme": "jcb"}, "scheme"),
        ("adyen", "information_supplied", {"scheme": "visa"}, "api_due"),
    ],
)
def test_where_no_rule_decides_the_field_to_fill_in_is_named(
    platform: str, event: str, fields: dict[str, str], field: str
) -> None:
    error = refused(platform, event, **fields)
    assert (error.code, error.field) == (ErrorCode.UNKNOWN_RULE, field)
    assert "give" in error.message


def test_the_procedure_may_be_left_out_where_the_platform_has_one_and_for_messages() -> None:
    assert due("paypal", "claim_opened", "2026-05-01T10:00:00Z") == moment("2026-05-11T10:00:00Z")
    assert due("amazon", "buyer_message", "2026-05-01T10:00:00Z") == moment("2026-05-02T10:00:00Z")
    error = refused("amazon", "amazon_information_request")
    assert error.field == "procedure"
    assert "a_to_z_claim" in error.message
    assert "chargeback" not in error.message


def test_an_event_before_every_version_of_its_rule_has_no_due_date() -> None:
    error = refused("paypal", "claim_opened", at="1999-01-01T00:00:00Z")
    assert (error.code, error.field) == (ErrorCode.UNKNOWN_RULE, "at")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"at": "2026-05-04T10:00:00"}, ErrorCode.NAIVE_TIME),
        ({"at": "yesterday"}, ErrorCode.WRONG_TYPE),
        ({"at": "2026-05-04T10:00:00Z", "region": "Singapore"}, ErrorCode.WRONG_TYPE),
    ],
)
def test_a_bad_record_is_refused_before_any_rule(fields: dict[str, str], code: ErrorCode) -> None:
    assert refused("paypal", "claim_opened", **fields).code is code


def test_a_rule_can_be_asked_for_without_reckoning_with_it() -> None:
    applied = rule_for("ebay", "return_snad", "US", "return_requested", moment("2026-05-04T10:00:00Z"))
    assert (applied.value, applied.unit, str(applied.zone), applied.calendar) == (
        3,
        "business_days",
        "America/Los_Angeles",
        "US",
    )
    with pytest.raises(InputError):
        rule_for("ebay", "return_snad", None, "return_requested", moment("2026-05-04T10:00:00Z"))


def test_a_platform_of_one_country_reckons_by_its_clock_without_being_told_the_region() -> None:
    assert due("ozon", "seller_rejected", "2026-06-03T10:00:00Z").isoformat() == "2026-06-08T13:00:00+03:00"
