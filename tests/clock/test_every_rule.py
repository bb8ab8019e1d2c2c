"""Each duration of each platform, once, by its event: value, unit, consequence."""

from __future__ import annotations

import pytest

from .asking import action, ask, due, moment, refused

AT = "2026-06-03T10:00:00+00:00"  # a Wednesday without a public holiday near it

#: platform, procedure, event, further fields, due, consequence's action
CASES = [
    ("aliexpress", "dispute_issue", "buyer_opened_or_modified_dispute", {}, "2026-06-08T10:00:00Z", "auto_refund"),
    ("aliexpress", "dispute_issue", "buyer_opened_dispute", {}, "2026-06-10T10:00:00Z", None),
    ("aliexpress", "dispute_issue", "return_agreed", {}, "2026-06-13T10:00:00Z", None),
    ("aliexpress", None, "buyer_message", {}, "2026-06-04T10:00:00Z", None),
    ("amazon", "a_to_z_claim", "amazon_information_request", {}, "2026-06-05T10:00:00Z", "claim_granted_to_buyer"),
    ("amazon", "a_to_z_claim", "buyer_contacted_seller", {}, "2026-06-05T10:00:00Z", None),
    ("amazon", "a_to_z_claim", "claim_granted_and_debited", {}, "2026-07-03T10:00:00Z", None),
    ("amazon", "a_to_z_claim", "amazon_request_in_appeal", {}, "2026-06-06T10:00:00Z", None),
    ("amazon", "a_to_z_claim", "appeal_won", {}, "2026-06-10T10:00:00Z", None),
    ("amazon", "safe_t_claim", "refund_charged_to_seller", {}, "2026-08-02T10:00:00Z", "claim_window_lost"),
    ("amazon", "safe_t_claim", "return_received", {}, "2026-06-07T10:00:00Z", None),
    ("amazon", "chargeback", "chargeback_email_date", {}, "2026-06-10T10:00:00Z", "may_debit_account"),
    ("amazon", "chargeback", "buyer_message", {}, "2026-06-04T10:00:00Z", None),
    ("ebay", "item_not_received", "buyer_reported", {"region": "US"}, "2026-06-08T10:00:00Z", "buyer_may_ask_ebay_to_step_in"),
    ("ebay", "item_not_received", "latest_estimated_delivery", {"region": "US"}, "2026-07-03T10:00:00Z", None),
    ("ebay", "item_not_received", "request_opened", {"region": "AU"}, "2026-07-02T10:00:00Z", None),
    ("ebay", "item_not_received", "escalation", {}, "2026-06-05T10:00:00Z", None),
    ("ebay", "item_not_received", "case_closed", {}, "2026-07-03T10:00:00Z", None),
    ("ebay", "return_snad", "return_requested", {"region": "GB"}, "2026-06-08T10:00:00Z", "ebay_may_refund_and_charge_seller"),
    ("ebay", "return_snad", "return_opened", {"region": "GB"}, "2026-07-02T10:00:00Z", None),
    ("ebay", "return_snad", "return_delivered", {"region": "UK"}, "2026-06-05T10:00:00Z", None),
    ("ebay", "payment_dispute", "ebay_notification", {}, "2026-06-08T10:00:00Z", "dispute_lost"),
    ("wish", None, "ticket_waiting_for_merchant", {}, "2026-06-05T10:00:00Z", "routed_to_platform_support"),
    ("wish", None, "refund_issued", {}, "2026-09-01T10:00:00Z", None),
    ("wish", None, "order_placed", {}, "2026-06-13T10:00:00Z", None),
    ("shopee", None, "request_created", {"region": "SG"}, "2026-06-05T10:00:00Z", "auto_refund"),
    ("shopee", None, "request_created", {"region": "BR"}, "2026-06-06T10:00:00Z", "auto_refund"),
    ("shopee", None, "request_created", {"region": "MX"}, "2026-06-06T10:00:00Z", "auto_refund"),
    ("shopee", None, "request_created", {"region": "CL"}, "2026-06-06T10:00:00Z", "auto_refund"),
    ("shopee", None, "request_created", {"region": "VN"}, "2026-06-06T10:00:00Z", "auto_refund"),
    ("shopee", None, "refund_issued", {"region": "PH"}, "2026-06-06T10:00:00Z", None),
    ("shopee", None, "dispute_opened", {"region": "MY"}, "2026-06-10T10:00:00Z", None),
    ("lazada", None, "return_requested", {"region": "SG"}, "2026-06-05T10:00:00Z", "auto_refund_or_auto_return"),
    ("lazada", None, "return_requested", {"region": "MY"}, "2026-06-05T10:00:00Z", "auto_refund_or_auto_return"),
    ("lazada", None, "dispute_opened", {"region": "VN"}, "2026-06-10T10:00:00Z", None),
    ("tiktok_shop", None, "request_created", {"region": "VN"}, "2026-06-04T10:00:00Z", "auto_approved"),
    ("tiktok_shop", None, "request_created", {"region": "TH"}, "2026-06-04T10:00:00Z", "auto_approved"),
    ("tiktok_shop", None, "request_created", {"region": "ID"}, "2026-06-05T10:00:00Z", "auto_approved"),
    ("tiktok_shop", None, "request_created", {"region": "MY"}, "2026-06-04T10:00:00Z", "auto_approved"),
    ("tiktok_shop", None, "seller_rejected", {"region": "TH"}, "2026-06-05T10:00:00Z", None),
    ("tiktok_shop", None, "self_arranged_return_shipped", {"region": "TH"}, "2026-06-13T10:00:00Z", None),
    ("tiktok_shop", None, "appeal_available", {"region": "PH"}, "2026-06-10T10:00:00Z", None),
    ("tiktok_shop", None, "buyer_message", {"region": "VN"}, "2026-06-04T10:00:00Z", None),
    ("tiktok_shop", None, "buyer_message", {"region": "TH"}, "2026-06-03T22:00:00Z", None),
    ("temu", None, "buyer_cancel_request", {}, "2026-06-04T10:00:00Z", "auto_approved"),
    ("temu", None, "service_completed", {}, "2026-07-03T10:00:00Z", None),
    ("walmart", None, "inquiry_received", {}, "2026-06-05T10:00:00Z", "platform_may_cancel_or_refund"),
    ("walmart", None, "authority_complaint_received", {}, "2026-06-03T11:00:00Z", None),
    ("walmart", None, "return_received", {}, "2026-06-05T10:00:00Z", None),
    ("walmart", None, "refund_issued", {}, "2026-06-05T10:00:00Z", None),
    ("walmart", None, "dispute_submitted", {}, "2026-06-06T10:00:00Z", None),
    ("walmart", None, "buyer_message", {"region": "US"}, "2026-06-05T10:00:00Z", None),
    ("etsy", None, "help_request", {}, "2026-06-05T10:00:00Z", "buyer_may_open_case"),
    ("etsy", None, "case_opened", {}, "2026-06-06T10:00:00Z", None),
    ("etsy", None, "buyer_message", {}, "2026-06-04T10:00:00Z", None),
    ("mercado_libre", None, "claim_opened", {}, "2026-06-06T10:00:00Z", None),
    ("mercado_libre", None, "buyer_message", {"region": "AR"}, "2026-06-03T19:00:00Z", None),
    ("mercado_libre", None, "buyer_message", {"region": "CL"}, "2026-06-03T20:00:00Z", None),
    ("mercado_libre", None, "buyer_message", {"region": "CN"}, "2026-06-08T10:00:00Z", None),
    ("ozon", None, "return_request", {}, "2026-06-04T10:00:00Z", "auto_approved"),
    ("ozon", None, "seller_rejected", {}, "2026-06-08T10:00:00Z", None),
    ("ozon", None, "dispute_opened", {"region": "RU"}, "2026-06-06T10:00:00Z", None),
    ("shopify_payments", None, "dispute_opened", {}, "2026-06-10T10:00:00Z", "lost_by_default"),
    ("shopify_payments", None, "evidence_submitted", {}, "2026-08-17T10:00:00Z", None),
    ("stripe", None, "dispute_created", {}, "2026-06-10T10:00:00Z", "lost"),
    ("stripe", None, "network_chargeback", {"scheme": "visa"}, "2026-07-03T10:00:00Z", None),
    ("stripe", None, "network_chargeback", {"scheme": "amex"}, "2026-06-23T10:00:00Z", None),
    ("paypal", None, "claim_opened", {}, "2026-06-13T10:00:00Z", "closed_in_buyer_favour"),
    ("paypal", None, "dispute_opened", {}, "2026-06-23T10:00:00Z", None),
    ("paypal", None, "seller_offer_made", {}, "2026-06-13T10:00:00Z", None),
    ("paypal", None, "decision", {}, "2026-06-13T10:00:00Z", None),
    ("adyen", None, "notification_of_chargeback", {}, "2026-06-21T10:00:00Z", "liability_accepted"),
    ("adyen", None, "notification_of_chargeback", {"scheme": "elo"}, "2026-06-21T10:00:00Z", "liability_accepted"),
    ("adyen", None, "request_for_information", {"scheme": "afterpay"}, "2026-06-16T10:00:00Z", None),
    ("adyen", None, "information_supplied", {"scheme": "visa_allocation"}, "2026-07-18T10:00:00Z", None),
]  # fmt: skip


@pytest.mark.parametrize(("platform", "procedure", "event", "fields", "expected", "consequence"), CASES)
def test_a_duration_of_the_rules_is_served(
    platform: str, procedure: str | None, event: str, fields: dict[str, str], expected: str, consequence: str | None
) -> None:
    given = {**fields, **({"procedure": procedure} if procedure else {})}
    answer = ask(platform, event, AT, **given)
    assert answer.due == moment(expected)
    assert action(answer) == consequence


@pytest.mark.parametrize(
    ("scheme", "days"),
    [
        *(("visa", 18), ("mastercard", 40), ("amex", 14), ("diners", 25), ("discover", 25), ("cup", 30), ("jcb", 40)),
        *(("nyce", 30), ("pulse", 30), ("Mastercard", 40), (" American Express ", 14), ("mc", 40), (None, 18)),
    ],
)
def test_the_time_to_defend_a_chargeback_depends_on_the_card_scheme(scheme: str | None, days: int) -> None:
    answer = ask("adyen", "notification_of_chargeback", "2026-06-01T00:00:00Z", scheme=scheme)
    assert (answer.due - moment("2026-06-01T00:00:00Z")).days == days


@pytest.mark.parametrize("scheme", ["klarna", "visa", None, "elo"])
def test_a_request_for_information_of_an_unlisted_or_ambiguous_scheme_is_no_guess(scheme: str | None) -> None:
    assert refused("adyen", "request_for_information", scheme=scheme).field in {"scheme", "api_due"}


@pytest.mark.parametrize(
    ("platform", "event"), [("walmart", "return_received"), ("paypal", "dispute_opened"), ("paypal", "decision")]
)
def test_windows_that_are_no_answers_have_no_consequence(platform: str, event: str) -> None:
    assert ask(platform, event, AT).consequence is None


def test_the_early_end_of_a_range_says_that_it_is_one() -> None:
    answer = ask("stripe", "dispute_created", AT)
    assert answer.consequence is not None
    assert "7 to 21 calendar days" in str(answer.consequence.detail)
    exact = ask("stripe", "dispute_created", AT, api_due="2026-06-20T10:00:00Z")
    assert exact.consequence is not None
    assert exact.consequence.detail == "late evidence is not accepted"


def test_a_rule_is_named_with_its_source_and_how_well_it_is_known() -> None:
    rule = ask("walmart", "inquiry_received", AT).rule
    assert rule.id == "walmart.customer_care_returns_disputes.respond_within"
    assert rule.source is not None
    assert rule.source.startswith("https://marketplacelearn.walmart.com/")
    assert rule.confidence == "official"
    assert rule.valid_from is not None


def test_general_knowledge_names_no_source() -> None:
    rule = ask("amazon", "buyer_message", AT).rule
    assert (rule.confidence, rule.source) == ("general_knowledge", None)


def test_the_answer_time_of_mercado_libre_is_known_to_its_interface_only() -> None:
    event = "players[].available_actions[].due_date"
    assert refused("mercado_libre", event).field == "api_due"
    known = ask("mercado_libre", event, AT, api_due="2026-06-05T10:00:00Z")
    assert (known.due, action(known)) == (moment("2026-06-05T10:00:00Z"), "mediation_or_refund")


def test_a_date_from_the_interface_of_an_open_claim_is_that_of_the_required_action() -> None:
    assert action(ask("mercado_libre", "claim_opened", AT, api_due="2026-06-05T10:00:00Z")) == "mediation_or_refund"
    assert action(ask("mercado_libre", "claim_opened", AT)) is None


def test_hours_run_through_weekends_and_holidays() -> None:
    assert due("walmart", "inquiry_received", "2026-12-24T20:00:00-06:00") == moment("2026-12-26T20:00:00-06:00")
    assert due("wish", "ticket_waiting_for_merchant", "2026-06-06T00:00:00Z") == moment("2026-06-08T00:00:00Z")
