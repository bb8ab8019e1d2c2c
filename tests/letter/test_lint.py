"""What the words of the lint contract mean, rule by rule."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.contracts.letter import LintInput
from amends.core.vocabulary import LANGUAGES, LINT_WARNINGS, LintRule, Verdict
from amends.letter.lint import lint, rules

from .linting import found, judged, request

RESHIP = {"menu": ["reship"]}


# --- the sentences of the source documents -------------------------------------------------------------------


def test_thanks_for_shopping_passes_as_a_first_sentence() -> None:
    assert "thanks_first" not in found("Thanks for shopping with us. The cup leaves today.", stage="first_reply")


def test_you_consider_how_to_deal_with_this_problem_is_blocked() -> None:
    text = "you consider how to deal with this problem"
    assert judged(text, menu=["reship", "full_refund"]).verdict is Verdict.BLOCK
    assert "asks_buyer_to_solve" in found(text, menu=["reship", "full_refund"])


def test_the_postmen_throw_parcels_is_blocked() -> None:
    text = "you know some times the postmen throw parcels from truck"
    assert "blame_without_evidence" in found(text)


def test_red_capitals_are_blocked() -> None:
    text = '<font color="red">WE HAVE SENT YOUR PARCEL ON TIME. PLEASE WAIT FOR IT UNTIL 28 NOVEMBER.</font>'
    assert "shouting" in found(text)
    assert "shouting" in found(text.replace('<font color="red">', "").replace("</font>", ""))


def test_a_second_apology_with_thanks_warns_at_most() -> None:
    text = "We sincerely apologise for any trouble, and thank you for your kindness and tolerance."
    output = judged(text, previous_apologies=1)
    assert output.verdict is Verdict.WARN
    assert {finding.rule for finding in output.findings} == {LintRule.APOLOGY_REPEATED}


def test_if_you_accept_we_will_resend_passes() -> None:
    assert judged("If you accept, we will resend you a new one for free.", **RESHIP).verdict is not Verdict.BLOCK


def test_the_template_that_asks_for_photos_passes() -> None:
    text = (
        "Dear customer, if your package is missing some of the items that you have ordered, please take clear photos "
        "of the items that you have received, and send them to us. We can then send you the missing items as soon as "
        "possible, or you may tell us your solution. Thank you for your time. Best wishes, Lin"
    )
    assert judged(text, menu=["reship_missing"]).verdict is not Verdict.BLOCK


# --- rules that need more than a phrase -----------------------------------------------------------------------


def test_thanks_are_asked_of_a_first_reply_only() -> None:
    assert "thanks_first" in found("The lid is cracked. I can exchange it today.", stage="first_reply")
    assert "thanks_first" not in found("The lid is cracked. I can exchange it today.", stage="follow_up")


def test_an_apology_is_due_once_for_the_sellers_fault() -> None:
    text = "We packed the blue cup. The green one leaves on 25 November."
    assert "apology_missing" in found(text, fault="seller")
    assert "apology_missing" not in found(text, fault="seller", previous_apologies=1)
    assert "apology_missing" not in found(text, fault="carrier")
    assert "apology_missing" not in found(text, fault="seller", stage="closing")


def test_a_wait_may_be_given_its_date_within_two_hundred_characters() -> None:
    near = "Please wait a little longer for the boots. They arrive on 27 November."
    far = (
        "Please wait a little longer for the boots. "
        + "We packed them with care in the grey box. " * 6
        + "27 November."
    )
    assert "wait_without_date" not in found(near, menu=["wait"])
    assert "wait_without_date" in found(far, menu=["wait"])


@pytest.mark.parametrize(
    ("cause", "evidence", "rule"),
    [
        ({"party": "carrier", "status": "confirmed", "evidence": ["e1"]}, ["e1"], None),
        ({"party": "carrier", "status": "confirmed", "evidence": []}, ["e1"], "blame_without_evidence"),
        ({"party": "carrier", "status": "confirmed", "evidence": ["e2"]}, ["e1"], "blame_without_evidence"),
        ({"party": "customs", "status": "confirmed", "evidence": ["e1"]}, ["e1"], "blame_without_evidence"),
        ({"party": "carrier", "status": "likely", "evidence": ["e1"]}, ["e1"], "unhedged_cause"),
        ({"party": "unknown", "status": "unknown", "evidence": []}, [], "blame_without_evidence"),
        (None, [], "blame_without_evidence"),
    ],
)
def test_a_party_is_named_only_with_confirmed_evidence(
    cause: dict[str, object] | None, evidence: list[str], rule: str | None
) -> None:
    fields = {"evidence": evidence, **({"cause": {"code": "lost", **cause}} if cause else {})}
    spoken = found("The courier lost your parcel. A new one leaves on 25 November.", **RESHIP, **fields)
    assert spoken & {"blame_without_evidence", "unhedged_cause"} == ({rule} if rule else set())


def test_a_likely_cause_may_be_worded_as_likely() -> None:
    cause = {"code": "lost", "party": "carrier", "status": "likely", "evidence": ["e1"]}
    text = "The courier has probably lost your parcel. A new one leaves on 25 November."
    assert found(text, **RESHIP, cause=cause, evidence=["e1"]) == set()


def test_an_amount_must_equal_the_menu_a_fact_or_the_gist() -> None:
    menu = {"menu": [("partial_refund", "5.00", "EUR")]}
    text = "For the torn bag I refund 8,00 € today."
    assert "amount_not_approved" in found(text, **menu)
    assert "amount_not_approved" not in found(text.replace("8,00", "5,00"), **menu)
    assert "amount_not_approved" in found(text.replace("8,00 €", "$5.00"), **menu)
    assert found(text, **menu, facts=[{"id": "f1", "what": "refund_of", "value": "8.00 EUR"}]) == set()


def test_a_whole_value_without_amount_in_the_menu_may_be_written_out() -> None:
    assert found("I refund the full price of EUR 34.90 today.", menu=["full_refund"]) == set()


def test_a_full_refund_is_more_than_a_partial_one() -> None:
    assert "promise_not_approved" in found("I can give you a full refund.", menu=[("partial_refund", "5.00", "EUR")])
    assert found("I can give you a full refund.", menu=["return_and_refund"]) == set()
    assert (
        found("I cannot give you a full refund, but I refund EUR 5.00 today.", menu=[("partial_refund", "5.00", "EUR")])
        == set()
    )


def test_a_menu_of_nothing_but_an_apology_asks_for_no_option_once_it_was_made() -> None:
    text = "The parcel was scanned in Leipzig. I write again on 25 November."
    assert "no_options" in found(text, menu=["apologise"])
    assert "no_options" not in found(text, menu=["apologise", "defend"], previous_apologies=1)
    assert "no_options" in found(text, menu=["apologise", "coupon"], previous_apologies=1)


def test_what_was_paid_is_an_offer_and_what_is_refused_is_none() -> None:
    assert found("The refund of the full price was made today.", menu=["full_refund"]) == set()
    assert "no_options" in found("A refund is not possible.", menu=["full_refund"])
    assert found("A refund is not possible here, but this is how to reset the lamp.", menu=["guide"]) == set()


def test_numbers_are_compared_in_any_format_and_in_words() -> None:
    gist = {
        "gist": "缺少的2个杯子11月25日补发,另退5.00欧元。",
        "menu": ["reship_missing", ("partial_refund", "5.00", "EUR")],
    }
    assert found("The two missing cups leave on November 25th, and I refund €5 more.", **gist) == set()
    assert "numbers_lost" in found("The two missing cups leave on November 26th, and I refund €5 more.", **gist)
    assert "numbers_lost" in found("The missing cups leave on November 25th.", **gist)


@pytest.mark.parametrize(
    ("written", "ambiguous"),
    [
        ("by 03/04/2027", True), ("by 08/07/27", True), ("by 03/04", True), ("by 25/12/2026", False),
        ("by 2027-04-03", False), ("by 5/5/2027", False), ("in 2 of 12 bags", False), ("3/4 of the bags", False),
        ("by 3 April 2027", False), ("by 03.04.2027", True),
    ],
)  # fmt: skip
def test_a_date_has_one_meaning(written: str, ambiguous: bool) -> None:
    assert ("ambiguous_date" in found(f"The new lid arrives {written}.", **RESHIP)) is ambiguous


def test_a_dotted_date_is_plain_in_german() -> None:
    text = "Der neue Deckel kommt bis 03.04.2027 an."
    assert "ambiguous_date" not in found(text, **RESHIP, language="de")


def test_allowed_hosts_are_no_external_link() -> None:
    text = "The steps are on https://www.help.example.com/lamp."
    assert "external_link" in found(text, menu=["guide"])
    assert found(text, menu=["guide"], allowed_hosts=["help.example.com"]) == set()
    assert "external_link" in found("See https://help.example.com.evil.test/x", allowed_hosts=["help.example.com"])


def test_the_closed_odr_platform_may_be_called_closed() -> None:
    assert "dead_odr_link" in found("You may use the European Online Dispute Resolution platform.", stage="closing")
    assert found("The ODR platform of the EU was closed on 20 July 2025.", stage="closing") == set()


def test_a_bilingual_letter_is_in_the_buyers_language() -> None:
    text = "Der neue Deckel geht am 25. November raus und kommt bald an.\nThe new lid leaves on 25 November and you will see it soon."
    assert "wrong_language" not in found(text, **RESHIP, language="de")
    assert "wrong_language" not in found(text, **RESHIP, language="en")
    assert "wrong_language" in found(text, **RESHIP, language="de", buyer_language="fr")


def test_personal_data_are_looked_for_in_public_only() -> None:
    text = "Thank you. The parcel went to 12 Baker Street."
    assert "personal_data" in found(text, stage="review_reply", channel="review")
    assert "personal_data" in found(text, public=True)
    assert "personal_data" not in found(text)


def test_a_benefit_two_sentences_from_a_requested_review_is_a_trade() -> None:
    asked = "Please change your review to five stars. "
    far = "The new bag leaves today. It is blue. It has a metal zip. The parcel is small. "
    assert "benefit_for_review" in found(asked + "Then I refund EUR 5.00.", menu=[("partial_refund", "5.00", "EUR")])
    assert "review_pressure" in found(asked + far + "I refund EUR 5.00.", menu=[("partial_refund", "5.00", "EUR")])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'You wrote: "the courier threw the box, I paid 20 EUR". The new vase leaves on 25 November.'),
        ("de", "Sie schrieben: „der Bote hat das Paket geworfen“. Die neue Vase geht am 25. November raus."),
        ("ru", "Вы написали: «курьер бросил коробку». Новую вазу отправим 25 ноября."),
        ("ja", "「配達員が箱を投げた」とのこと、確認いたしました。新しい花瓶は11月25日に発送します。"),
    ],
)
def test_the_buyers_words_may_be_quoted(language: str, text: str) -> None:
    assert found(text, **RESHIP, language=language) == set()


# --- the shape of the answer ----------------------------------------------------------------------------------


def test_a_threat_because_of_a_review_is_pressure_beside_a_refund_too() -> None:
    text = "Деньги вернём сегодня. Если отзыв останется, его увидит наш адвокат."
    assert "review_pressure" in found(text, language="ru", menu=["full_refund"])


def test_spans_count_code_points_of_the_text_as_given() -> None:
    text = "😀 Ｐｌｅａｓｅ — the courier  lost it."
    (finding,) = [item for item in judged(text).findings if item.rule is LintRule.BLAME_WITHOUT_EVIDENCE]
    assert text[finding.start : finding.end].startswith("courier")


def test_a_hamza_on_its_seat_is_read_as_the_letter() -> None:
    # The word lists write "mas'ul" with a plain waw; letters write it with a hamza, or without.
    for spelling in ("مسؤولين", "مسوولين"):
        assert "rights_denied" in found(f"نحن غير {spelling} عن الطلب بعد خروجه.", language="ar")


def test_spans_survive_loose_accents() -> None:
    text = "Cafe\u0301: la aduana retuvo el paquete."
    (finding,) = [i for i in judged(text, language="es").findings if i.rule is LintRule.BLAME_WITHOUT_EVIDENCE]
    assert "aduana retuvo" in text[finding.start : finding.end]


def test_messages_are_in_the_agents_language() -> None:
    text = "It is only a tiny scratch."
    assert judged(text, agent_language="en").findings[0].message.isascii()
    assert "淡化" in judged(text, agent_language="zh-CN").findings[0].message
    assert judged(text).findings[0].message.isascii()


def test_the_verdict_follows_the_levels() -> None:
    for text, verdict in (
        ("The new lid leaves on 25 November.", Verdict.PASS),
        ("It is only a tiny scratch; the new lid leaves on 25 November.", Verdict.WARN),
        ("The courier lost it. The new lid leaves on 25 November.", Verdict.BLOCK),
    ):
        output = judged(text, **RESHIP)
        assert output.verdict is verdict, output.findings
        for finding in output.findings:
            assert finding.level == ("warning" if finding.rule in LINT_WARNINGS else "error")


def test_all_twenty_nine_rules_are_described_in_both_languages() -> None:
    for language in ("en", "zh"):
        described = rules(language)
        assert [entry.rule for entry in described] == list(LintRule)
        assert all(entry.description.endswith((".", "。")) for entry in described)
    assert {entry.rule for entry in rules() if entry.level == "warning"} == LINT_WARNINGS


def test_an_empty_text_is_an_empty_reply() -> None:
    assert found("") == {"empty_reply"}


def test_an_unknown_language_is_judged_by_the_rules_that_need_no_words() -> None:
    text = "Det nya locket skickas den 25 november!!! https://x.example.com"
    assert {"shouting", "external_link"} <= found(text, language="sv", buyer_language="sv")


def test_the_same_letter_is_judged_the_same_way_twice() -> None:
    one = request("The courier lost it. Please wait.", menu=["wait"])
    assert lint(one) == lint(one)


FRAGMENTS = st.lists(
    st.sampled_from(
        ["Thank you. ", "退款5元,", "Please wait ", "03/04/27 ", "отзыв ", "Ç'est cassé! ", "🙂", "e\u0301", "\u200f",
         "https://a.example/b?c=1. ", "レビューを変更", "택배사가 파손 ", "«", "شركة الشحن ", "1.249,90 TL ", "\n", "İI ", "DHL EMS "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(text=st.one_of(st.text(max_size=200), FRAGMENTS), language=st.sampled_from(LANGUAGES), public=st.booleans())
def test_any_text_is_judged_with_spans_inside_it(text: str, language: str, public: bool) -> None:
    record = {"id": 1, "text": text, "language": language, "buyer_language": language, "public": public,
              "gist": text[::-1], "fault": "seller", "decision": {"menu": [{"remedy": "wait"}]}}  # fmt: skip
    output = lint(LintInput.model_validate_json(json.dumps(record)))
    for finding in output.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
    assert (output.verdict is Verdict.PASS) == (not output.findings)


@pytest.mark.parametrize(
    ("language", "text", "product"),
    [
        ("en", "Thank you. I am sorry. I will send you a new gift box for free by 30 November.", "gift box"),
        ("es", "Gracias. Lo siento. Le envío gratis un kit de reparación nuevo antes del 30 de noviembre.", "kit de reparación"),
        ("ja", "ご連絡ありがとうございます。申し訳ございません。11月30日までにギフトセットを無料で再送いたします。", "ギフトセット"),
    ],
)  # fmt: skip
def test_the_name_of_the_goods_promises_nothing(language: str, text: str, product: str) -> None:
    asked = {
        "id": "1", "text": text, "language": language, "stage": "first_reply", "channel": "message",
        "buyer_language": language, "fault": "seller",
        "decision": {"menu": [{"remedy": "reship"}], "recommended": 0},
    }  # fmt: skip

    def broken(case: dict[str, str]) -> set[str]:
        found = lint(LintInput.model_validate({**asked, "case": case}, strict=False))
        return {finding.rule.value for finding in found.findings}

    assert "promise_not_approved" not in broken({"kind": "damaged", "product": product})
    assert "promise_not_approved" in broken({"kind": "damaged"}), "without its name the words count"


def test_a_gist_in_a_language_that_has_no_lists_is_read_with_the_english_ones() -> None:
    asked = {"agent_language": "bfr", "gist": "1"}
    assert judged("You get $5.", **asked).verdict is Verdict.BLOCK
