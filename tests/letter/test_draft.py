"""What a letter says, in which order, and what it must not say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amends.core.contracts.letter import DraftOutput, Finding, LintInput, LintOutput
from amends.core.errors import InputError
from amends.core.vocabulary import LANGUAGES as VOCABULARY_LANGUAGES
from amends.core.vocabulary import ErrorCode, Kind, LetterStage, LintRule, PromiseWhat, Verdict
from amends.letter import draft, sentence_hashes, supported_languages

from .drafting import LANGUAGES, asked, menu, no_lint, written


def promised(**changes: Any) -> list[tuple[str, date]]:
    return [(promise.what.value, promise.due.date()) for promise in written(**changes).promises]


def refused(**changes: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        written(**changes)
    return caught.value


def within(limit: int, **changes: Any) -> DraftOutput | InputError:
    try:
        return written(**changes, max_chars=limit)
    except InputError as error:
        return error


def test_a_first_reply_says_everything_in_the_order_of_a_good_reply() -> None:
    letter = written(
        cause={"code": "packing", "party": "seller", "status": "confirmed", "evidence": ["e1"]},
        facts=[{"id": "f1", "what": "counted", "value": "3"}],
        requests=["photo_of_items"],
    )
    assert letter.body == (
        "Hello Dana,\n\n"
        "Thank you for writing to us. I understand that 2 of the 5 items in your order (rose seeds) are missing. "
        "I am sorry.\n\n"
        "I will put this right for you. We have checked it carefully: the mistake was on our side. "
        "We counted 3 items.\n\n"
        "You can choose, and I suggest A:\n"
        "A) I will send you the 2 missing items free of charge by 12 December, and you keep everything you have.\n"
        "B) I will refund you €4.20 of the price by 12 December, and you keep everything you have.\n\n"
        "Please tell me by 11 December which one suits you best. "
        "Please send me a photo of everything you received by 11 December.\n\n"
        "Your legal rights stay the same, whatever you choose. "
        "To speak to a person, reply here: your message comes to me.\n\n"
        "Kind regards,\nAlice\nSeed House"
    )
    assert letter.subject is None
    assert letter.language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", list(LetterStage))
def test_the_gist_is_the_same_letter_sentence_by_sentence(language: str, stage: LetterStage) -> None:
    letter = written(to_language=language, stage=stage.value, agent_language="zh")
    assert [len(part.splitlines()) for part in letter.body.split("\n\n")] == [
        len(part.splitlines()) for part in letter.gist.split("\n\n")
    ]
    assert ("您" in letter.gist) or stage is LetterStage.APPEAL
    own = written(to_language="zh", stage=stage.value, agent_language=language)
    assert own.gist == letter.body
    assert own.body == letter.gist


def test_the_gist_is_english_where_the_agent_names_no_language() -> None:
    assert written(to_language="ru").gist == written(to_language="en").body


def test_languages_are_the_fourteen_and_another_one_is_refused_with_its_field() -> None:
    assert set(supported_languages()) == set(VOCABULARY_LANGUAGES)
    error = refused(to_language="sv")
    assert (error.code, error.field) == (ErrorCode.UNSUPPORTED, "to_language")
    error = refused(agent_language="fi-FI")
    assert (error.code, error.field) == (ErrorCode.UNSUPPORTED, "agent_language")


@pytest.mark.parametrize(
    ("tag", "said", "unsaid"),
    [
        ("pt-BR", "seu pedido", "encomenda"),
        ("pt-PT", "sua encomenda", "pedido"),
        ("pt", "Você", "encomenda"),
        ("zh-Hans", "订单", "訂單"),
        ("zh-SG", "订单", "訂單"),
        ("zh-Hant", "訂單", "订单"),
        ("zh-HK", "訂單", "订单"),
        ("zh-TW", "訂單", "订单"),
        ("zh-Hans-HK", "订单", "訂單"),
        ("es-ES", "4,20\xa0€", "EUR"),
        ("es-AR", "Le reembolso", "coste"),
        ("es_MX", "13 de diciembre", "2026"),
        ("en-US", "December 12", "12 December"),
        ("en-GB", "12 December", "December 12"),
        ("ru-KZ", "12 декабря", "December"),
    ],
)
def test_regions_have_their_own_words_and_formats(tag: str, said: str, unsaid: str) -> None:
    decision = menu(
        {"remedy": "reship_missing", "by_date": "2026-12-13"},
        {"remedy": "partial_refund", "amount": "4.20", "currency": "EUR"},
    )
    body = written(to_language=tag, decision=None if tag == "en" else decision).body
    assert said in body
    assert unsaid not in body


def test_a_date_of_another_year_carries_its_year_and_russian_has_one_full_stop() -> None:
    decision = menu({"remedy": "wait", "by_date": "2027-01-05"})
    kept = {"kind": "not_received"}
    assert "5 January 2027" in written(decision=decision, case=kept).body
    russian = written(decision=decision, case=kept, to_language="ru").body
    assert "5 января 2027 года" in russian
    assert ".." not in russian


@pytest.mark.parametrize(
    ("tag", "said"),
    [("fr", "le 1er décembre"), ("it", "il 1º dicembre"), ("pt-BR", "em 1º de dezembro"), ("pt-PT", "a 1 de dezembro")],
)
def test_the_first_of_a_month_is_written_as_people_write_it(tag: str, said: str) -> None:
    facts = [{"id": "f1", "what": "delivered_on", "value": "2026-12-01"}]
    case = {"kind": "delivered_not_received"}
    assert said in written(to_language=tag, case=case, facts=facts, stage="acknowledge", decision=None).body
    assert "11 d" in written(to_language=tag, case=case, decision=menu(("full_refund", "9.00"))).body


def test_the_days_of_a_letter_are_those_of_the_buyer() -> None:
    late = "2026-12-08T23:30:00+08:00"
    changes: dict[str, Any] = {"now": late, "stage": "acknowledge", "decision": None}
    assert promised(**changes, time_zone="Pacific/Auckland") == [("answer_by", date(2026, 12, 10))]
    assert promised(**changes, time_zone="America/Los_Angeles") == [("answer_by", date(2026, 12, 9))]
    assert promised(**changes, time_zone=None) == [("answer_by", date(2026, 12, 9))]
    due = written(**changes, time_zone="Europe/Moscow").promises[0].due
    assert due.isoformat() == "2026-12-09T23:59:59+03:00"
    error = refused(time_zone="Mars/Olympus")
    assert (error.code, error.field) == (ErrorCode.UNKNOWN_VALUE, "time_zone")


def test_the_recommended_option_comes_first_and_what_we_do_if_she_refuses_is_not_offered() -> None:
    decision = menu(("coupon", "3.00"), ("defend", None), ("full_refund", "20.00"), ("report", None), recommended=2)
    body = written(decision=decision).body
    assert "A) I will refund you €20.00" in body
    assert "B) I will send you a coupon worth €3.00" in body
    assert "C)" not in body
    assert "I suggest A" in body


def test_without_a_recommendation_none_is_claimed() -> None:
    decision = menu(("coupon", "3.00"), ("full_refund", "20.00"), recommended=None)
    body = written(decision=decision).body
    assert "suggest" not in body
    assert body.index("coupon") < body.index("refund")
    refusing = menu(("defend", None), ("coupon", "3.00"), ("full_refund", "20.00"), recommended=0)
    assert "suggest" not in written(decision=refusing).body


def test_one_offer_has_no_letter_and_asks_whether_it_suits() -> None:
    body = written(decision=menu(("full_refund", None))).body
    assert "A)" not in body
    assert "I will refund you the full amount by 12 December." in body
    assert "whether this suits you" in body


def test_a_decision_without_offers_is_answered_with_a_date() -> None:
    for decision in (None, menu(recommended=None), menu(("defend", None)), menu(("apologise", None))):
        letter = written(decision=decision)
        assert "by 9 December" in letter.body
        assert [promise.what for promise in letter.promises] == [PromiseWhat.ANSWER_BY]


@pytest.mark.parametrize(
    ("item", "kind", "said", "promises"),
    [
        (
            ("full_refund", "20.00"),
            "damaged",
            "€20.00 by 12 December. You do not need to send anything back.",
            "refund_by",
        ),
        (("full_refund", "20.00"), "not_received", "I will refund you €20.00 by 12 December.", "refund_by"),
        (("cancel_and_refund", None), "out_of_stock", "cancel the order and refund you the full amount", "refund_by"),
        (("partial_refund", "4.20"), "not_received", "€4.20 of the price by 12 December.", "refund_by"),
        (("reship", None), "not_received", "send your order again free of charge by 12 December", "dispatch_by"),
        (("reship", None), "defective", "a new item free of charge by 12 December", "dispatch_by"),
        (("return_and_refund", "20.00"), "defective", "send the item back by 22 December", "refund_by"),
        (("exchange", None), "wrong_item", "please send it back by 22 December. The new one leaves by", "dispatch_by"),
        (("coupon", "5.00"), "late_delivery", "coupon worth €5.00 for your next order by 12", "document_by"),
        (("coupon", None), "late_delivery", "a coupon for your next order by 12", "document_by"),
        (("gift", "5.00"), "late_delivery", "a gift worth €5.00; it leaves by 12", "dispatch_by"),
        (("gift", None), "late_delivery", "a gift; it leaves by 12", "dispatch_by"),
        (("guide", None), "misunderstanding", "step-by-step instructions by 12 December", "document_by"),
        (("extend_protection", None), "not_received", "extend your buyer protection and confirm", "answer_by"),
        (("redeliver", None), "delivery_failed", "new delivery of your parcel by 12 December", "dispatch_by"),
        (("reimburse_duty", "7.00"), "customs_charges", "the receipt, and I will pay you back €7.00", "refund_by"),
        (("reimburse_duty", None), "customs_charges", "pay you back your customs charges by", "refund_by"),
        (("repair", None), "defective", "send the item to us by 22 December. We will repair it", "dispatch_by"),
        (("provide_document", None), "invoice_request", "send you the document by 12 December", "document_by"),
    ],
)
def test_each_remedy_says_what_the_buyer_gets_and_by_when(
    item: tuple[str, str | None], kind: str, said: str, promises: str
) -> None:
    letter = written(decision=menu(item), case={"kind": kind})
    assert said in letter.body
    assert promises in [promise.what.value for promise in letter.promises]


def test_a_wait_has_its_date_its_compensation_and_what_happens_after() -> None:
    decision = menu({"remedy": "wait", "amount": "3.00", "currency": "EUR", "by_date": "2026-12-20"})
    case = {"kind": "not_received"}
    said = "if you can wait for your parcel until 20 December. If it is not there, I will write to you that day."
    assert said in written(decision=decision, case=case).body
    assert promised(decision=decision, case=case) == [
        ("arrive_by", date(2026, 12, 20)),
        ("answer_by", date(2026, 12, 20)),
        ("refund_by", date(2026, 12, 12)),
    ]
    assert promised(decision=decision, case={"kind": "out_of_stock"})[0] == ("dispatch_by", date(2026, 12, 20))
    stock = [{"id": "f1", "what": "stock_back", "value": "2026-12-17"}]
    undated = promised(decision=menu(("wait", None)), case={"kind": "out_of_stock"}, facts=stock)
    assert undated == [("dispatch_by", date(2026, 12, 17))]
    assert promised(decision=menu(("wait", None)), case=case)[0] == ("arrive_by", date(2026, 12, 15))


def test_dates_of_the_decision_win_and_the_buyer_chooses_before_them() -> None:
    decision = menu({"remedy": "full_refund", "by_date": "2026-12-09"}, {"remedy": "reship", "by_date": "2026-12-11"})
    letter = written(decision=decision, case={"kind": "not_received"})
    assert "by 9 December." in letter.body
    assert "free of charge by 11 December." in letter.body
    assert "Please tell me by 9 December" in letter.body
    error = refused(decision=menu({"remedy": "full_refund", "by_date": "2026-12-07"}))
    assert (error.code, error.field) == (ErrorCode.OUT_OF_RANGE, "decision.menu.0.by_date")


@pytest.mark.parametrize(
    ("decision", "code", "field"),
    [
        (menu(("coupon", "3.00"), ("partial_refund", None)), "missing_field", "decision.menu.1.amount"),
        (menu(("partial_refund", "0.00")), "missing_field", "decision.menu.0.amount"),
        (menu({"remedy": "coupon", "amount": "3.00"}), "missing_field", "decision.menu.0.currency"),
        (menu({"remedy": "coupon", "amount": "3.5", "currency": "JPY"}), "out_of_range", "decision.menu.0.amount"),
        (menu(("coupon", "3.00"), recommended=4), "out_of_range", "decision.recommended"),
    ],
)
def test_a_decision_that_cannot_be_worded_is_refused_with_its_field(decision: Any, code: str, field: str) -> None:
    error = refused(decision=decision)
    assert (error.code, error.field) == (code, field)


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_written_as_the_region_writes_it(language: str) -> None:
    amounts = {"en": "€1,249.90", "pt": "€\xa01.249,90", "ru": "1\xa0249,90\xa0€", "zh": "€1,249.90"}
    body = written(to_language=language, decision=menu(("full_refund", "1249.90"))).body
    if language in amounts:
        assert amounts[language] in body
    assert "1249.90" not in body


def test_there_is_one_apology_in_a_case_and_action_after_it() -> None:
    assert written(fault="seller").body.count("sorry") == 1
    assert "This was our mistake." in written(fault="seller").body
    again = written(fault="seller", previous_apologies=1).body
    assert "sorry" not in again
    assert "I will put this right for you." in again


@pytest.mark.parametrize("stage", ["acknowledge", "first_reply", "follow_up", "proactive", "review_reply", "closing"])
def test_where_the_fault_is_ours_every_stage_has_its_one_apology(stage: str) -> None:
    assert written(stage=stage, fault="seller").body.count("sorry") == 1


def test_a_question_or_a_changed_mind_is_no_reason_to_apologise() -> None:
    for kind in ("order_status", "return_request", "product_question", "praise", "misunderstanding"):
        assert "sorry" not in written(case={"kind": kind}, decision=None).body
    assert "sorry" not in written(fault="buyer").body


CAUSES = [
    ("confirmed", ["e1"], "carrier", "Our records show that this happened while the carrier had your parcel."),
    ("confirmed", [], "carrier", "This probably happened on the way to you; we are still checking it."),
    ("likely", ["e1"], "carrier", "This probably happened on the way to you; we are still checking it."),
    ("likely", ["e1"], "customs", "This probably has to do with the check at the border"),
    ("confirmed", ["e1"], "customs", "the reason lies with customs"),
    ("unknown", [], "carrier", "We do not know yet what happened. Whatever the cause, we will put it right."),
    ("confirmed", ["e1"], "unknown", "We do not know yet what happened."),
]


@pytest.mark.parametrize(("status", "evidence", "party", "said"), CAUSES)
def test_a_cause_is_named_only_as_far_as_the_evidence_goes(
    status: str, evidence: list[str], party: str, said: str
) -> None:
    body = written(
        case={"kind": "late_delivery"}, cause={"code": "x", "party": party, "status": status, "evidence": evidence}
    ).body
    assert said in body
    if status != "confirmed" or not evidence:
        assert "carrier" not in body
        assert "customs" not in body


def test_an_acknowledgement_promises_an_answer_and_explains_nothing() -> None:
    letter = written(
        stage="acknowledge", cause={"code": "x", "party": "carrier", "status": "confirmed", "evidence": ["e1"]}
    )
    assert "send you an answer by 9 December" in letter.body
    assert "carrier" not in letter.body
    assert "A)" not in letter.body


def test_one_request_at_most_and_it_has_a_date() -> None:
    body = written(requests=["video_of_fault", "photo_of_label", "address"]).body
    assert "a short video that shows the fault by 11 December" in body
    assert "label" not in body
    assert "address" not in body


def test_rights_stand_where_an_offer_is_below_full_value() -> None:
    assert "legal rights" in written(decision=menu(("coupon", "3.00"))).body
    assert "legal rights" in written(case={"kind": "return_request"}, decision=menu(("partial_refund", "3.00"))).body
    assert (
        "legal rights" not in written(case={"kind": "invoice_request"}, decision=menu(("provide_document", None))).body
    )
    assert "legal rights" not in written(stage="acknowledge").body


FACTS = [
    ("last_scan", "Hub Leipzig.", "The last entry in the tracking is: Hub Leipzig."),
    ("dispatched_on", "2026-11-20", "Your parcel left us on 20 November."),
    ("delivered_on", "2026-12-01T23:30:00+00:00", "The tracking shows delivery on 2 December."),
    ("expected_on", "2027-01-02", "The expected delivery date is 2 January 2027."),
    ("promised_on", "2026-12-01", "The promised delivery date was 1 December."),
    ("held_since", "2026-11-14", "Your parcel has not moved since 14 November."),
    ("returned_on", "2026-11-30", "The parcel came back to us on 30 November."),
    ("stock_back", "2026-12-17", "We expect new stock on 17 December."),
    ("counted", "3 of 5", "Our count is: 3 of 5."),
    ("counted", "1", "We counted 1 item."),
    ("missing", "2", "According to our check, 2 items are missing."),
    ("refund_of", "12.505 EUR", ""),
    ("refund_of", "12.50 EUR", "Your refund is €12.50 in total."),
    ("refunded_on", "2026-12-02", "We sent the refund on 2 December."),
    ("carrier", "EMS", "Your parcel is being carried by EMS."),
    ("tracking_number", "LX1CN", "The tracking number is LX1CN."),
    ("order_number", "81", "This is about order 81."),
    ("checked", "the packing photo", "We have checked this: the packing photo."),
]


@pytest.mark.parametrize(("what", "value", "said"), FACTS)
def test_each_fact_is_worded(what: str, value: str, said: str) -> None:
    changes: dict[str, Any] = {"facts": [{"id": "f1", "what": what, "value": value}], "time_zone": "Europe/Madrid"}
    if said:
        assert said in written(**changes).body
    else:
        assert refused(**changes).field == "facts.0.value"


def test_a_fact_that_cannot_be_read_is_refused_and_an_unknown_one_is_not_worded() -> None:
    unreadable = [{"id": "f1", "what": "status", "value": "x"}, {"id": "f2", "what": "delivered_on", "value": "01/12"}]
    error = refused(facts=unreadable)
    assert (error.code, error.field) == (ErrorCode.WRONG_TYPE, "facts.1.value")
    assert written(facts=unreadable[:1]).body == written().body


def test_flags_add_their_sentence() -> None:
    body = written(case={"kind": "defective", "flags": ["safety_hazard", "manager_requested", "repeat_contact"]}).body
    assert "Please stop using the item" in body
    assert "my manager and tell you the answer by 10 December" in body
    assert "You have written to us about this before" in body
    assert "keep everything in this conversation" in written(case={"kind": "damaged", "flags": ["off_platform"]}).body
    threatened = written(case={"kind": "damaged", "flags": ["review_threat", "legal_threat", "extortion"]})
    assert threatened.body == written(case={"kind": "damaged"}).body


def test_counts_that_contradict_each_other_are_not_worded() -> None:
    for counts in ({"ordered": 2, "missing": 5}, {"ordered": 3, "received": 4}, {"missing": 0}, {"missing": -1}):
        body = written(case={"kind": "short_quantity", "counts": counts}, decision=None).body
        assert "part of your order is missing" in body
    some = written(case={"kind": "short_quantity", "counts": {"missing": 1}}, decision=None).body
    assert "1 item is missing from your order" in some


@pytest.mark.parametrize("name", [None, "", "d***a", "user88412", "dana@example.org", "www.dana.example", "  ", "12"])
def test_an_account_name_is_not_greeted(name: str | None) -> None:
    body = written(case={"kind": "damaged", "buyer_name": name}).body
    assert body.startswith("Hello,\n")


def test_what_people_typed_cannot_break_the_letter() -> None:
    case = {"kind": "damaged", "buyer_name": "Dana\n\nP.S. ", "product": "HUGE SALE LAMP!!!\nBEST PRICE " + "x " * 90}
    body = written(case=case).body
    assert body.startswith("Hello Dana P.S,\n")
    assert "!" not in body
    assert "HUGE SALE LAMP" not in body
    assert "…)" in body
    linked = written(case={"kind": "damaged", "product": "see https://shop.example/lamp"}).body
    assert "the item arrived damaged" in linked


def test_a_public_reply_holds_nothing_personal_and_no_benefit() -> None:
    changes: dict[str, Any] = {
        "fault": "seller",
        "requests": ["address"],
        "facts": [
            {"id": "f1", "what": "order_number", "value": "8104422"},
            {"id": "f2", "what": "tracking_number", "value": "LX1CN"},
            {"id": "f3", "what": "checked", "value": "the packing photo"},
        ],
    }
    by_stage = written(stage="review_reply", **changes)
    by_channel = written(stage="first_reply", channel="review", **changes)
    assert by_stage.body == by_channel.body
    for secret in ("Dana", "8104422", "LX1CN", "refund", "A)", "Alice", "address"):
        assert secret not in by_stage.body
    assert "This was our mistake." in by_stage.body
    assert "from your order page" in by_stage.body
    assert "the packing photo" in by_stage.body
    assert by_stage.promises == []


def test_a_closing_letter_says_what_was_agreed_or_that_all_is_done() -> None:
    agreed = written(stage="closing")
    assert "This is what we will do now:\nI will send you the 2 missing items" in agreed.body
    assert "€4.20" not in agreed.body
    assert promised(stage="closing") == [("dispatch_by", date(2026, 12, 9))]
    done = written(stage="closing", decision=None, facts=[{"id": "f", "what": "refunded_on", "value": "2026-12-02"}])
    assert "our case is now settled on our side (missing items)" in done.body
    assert "We sent the refund on 2 December." in done.body
    assert done.promises == []


def test_an_appeal_speaks_to_the_platform_with_facts_or_promises_the_records() -> None:
    with_facts = written(stage="appeal", facts=[{"id": "f", "what": "delivered_on", "value": "2026-12-02"}])
    assert "look at the decision in this case again" in with_facts.body
    assert "- Delivered according to the tracking: 2 December\n" in with_facts.body
    assert "Dana" not in with_facts.body
    assert promised(stage="appeal") == [("document_by", date(2026, 12, 9))]


def test_a_milestone_tells_the_facts_or_promises_news() -> None:
    told = written(stage="milestone", facts=[{"id": "f", "what": "dispatched_on", "value": "2026-12-07"}])
    assert "I have news about your order (rose seeds)." in told.body
    assert told.promises == []
    assert promised(stage="milestone") == [("answer_by", date(2026, 12, 9))]


def test_a_proactive_letter_does_not_say_that_the_buyer_wrote() -> None:
    for kind in Kind:
        body = written(stage="proactive", case={"kind": kind.value}).body
        assert "You tell us" not in body
        assert "I understand" not in body
        assert "your message" not in body.split("\n\n")[1]


def test_an_email_has_a_subject_in_the_buyers_language() -> None:
    assert written(channel="email", to_language="es").subject == "Sobre su mensaje: artículos que faltan"
    assert written(channel="email", stage="acknowledge").subject == "We have your message: missing items"
    assert written(channel="form").subject is None


def test_a_form_has_no_greeting_and_points_to_the_case() -> None:
    body = written(channel="form").body
    assert body.startswith("Thank you")
    assert "write to us here in the case" in body


def test_who_signs_is_named_or_it_is_the_shop_team() -> None:
    assert written(agent_name="", shop_name="").body.endswith("Kind regards,\nCustomer service")
    assert written(agent_name="", shop_name="Seed Co., Ltd.").body.endswith("Kind regards,\nSeed Co., Ltd.")


def test_too_long_a_letter_loses_what_is_optional_in_the_documented_order() -> None:
    changes: dict[str, Any] = {
        "facts": [{"id": "f1", "what": "counted", "value": "3"}, {"id": "f2", "what": "carrier", "value": "EMS"}],
        "cause": {"code": "x", "party": "seller", "status": "confirmed", "evidence": ["e1"]},
        "case": {"kind": "short_quantity", "buyer_name": "Dana", "product": "seeds", "flags": ["repeat_contact"]},
    }
    marks = ["EMS", "We counted", "written to us about this before", "Hello", "speak to a person", "We have checked"]
    marks += ["I will put this right", "(seeds)", "Seed House"]
    full = written(**changes).body
    assert all(mark in full for mark in marks)
    limit, gone = len(full), 0
    while True:
        letter = within(limit, **changes)
        if isinstance(letter, InputError):
            break
        body = letter.body
        assert len(body) <= limit
        left = [mark in body for mark in marks]
        assert left == sorted(left), f"dropped out of order at {limit}: {body}"
        gone = left.count(False)
        limit = len(body) - 1
    assert (letter.code, letter.field) == (ErrorCode.OUT_OF_RANGE, "max_chars")
    assert gone == len(marks)
    assert "legal rights" in body
    assert "sorry" in body


def test_a_second_letter_repeats_no_sentence_of_the_first() -> None:
    for language in LANGUAGES:
        first = written(to_language=language, fault="seller")
        said = sentence_hashes(first.body)
        second = written(to_language=language, stage="first_reply", fault="seller", previous_sentences=said)
        third = written(to_language=language, fault="seller", previous_sentences=[*said, *sentence_hashes(second.body)])
        assert not set(said) & set(sentence_hashes(second.body))
        assert second.body.split("\n\n")[1].count("\n") == first.body.split("\n\n")[1].count("\n")
        if language != "de-CH":  # a greeting without punctuation is no sentence, and Swiss writers keep it
            assert third.body.splitlines()[0] not in (first.body.splitlines()[0], second.body.splitlines()[0])


def test_hashes_are_of_sentences_not_of_names_and_option_letters() -> None:
    assert sentence_hashes("A) One is 12.50. Two?\nAlice\nKind regards,") == sentence_hashes(
        "One is 12.50.\nTwo?\nKind regards,"
    )
    assert sentence_hashes("这是一句。这是第二句。") == [
        *sentence_hashes("这是一句。"),
        *sentence_hashes("这是第二句。"),
    ]
    assert all(len(one) == 16 for one in sentence_hashes("A sentence."))


def test_the_finished_body_goes_through_the_lint_and_its_word_is_handed_on() -> None:
    seen: list[LintInput] = []
    finding = Finding(rule=LintRule.JARGON, level="warning", start=0, end=5, message="x")

    def strict(request: LintInput) -> LintOutput:
        seen.append(request)
        return LintOutput(id=request.id, verdict=Verdict.WARN, findings=[finding])

    request = asked(
        to_language="es",
        agent_language="zh",
        facts=[{"id": "f1", "what": "counted", "value": "3"}],
        cause={"code": "x", "party": "seller", "status": "confirmed", "evidence": ["e1"]},
    )
    letter = draft(request, lint=strict)
    assert (letter.verdict, letter.findings) == (Verdict.WARN, [finding])
    assert seen[0].text == letter.body
    assert seen[0].gist == letter.gist
    assert seen[0].evidence == ["f1", "e1"]
    assert seen[0].decision == request.decision
    assert not seen[0].public
    draft(asked(channel="review"), lint=strict)
    assert (seen[1].public, seen[1].stage) == (True, LetterStage.REVIEW_REPLY)


def test_the_same_request_gives_the_same_letter() -> None:
    assert draft(asked(), lint=no_lint) == draft(asked(), lint=no_lint)
