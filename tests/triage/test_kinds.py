"""Kinds: plain sentences, the sentences of real letters, quoted mail, ratings, doubt."""

from __future__ import annotations

import pytest

from tests.triage.asking import names, read

PLAIN = [
    ("My order was never shipped, it still says processing", "not_dispatched"),
    ("You wrote that the blue one is out of stock", "out_of_stock"),
    ("The parcel hasn't left China for three weeks", "not_exported"),
    ("My package is stuck in customs and they want an invoice", "customs_held"),
    ("DHL wants 31 euros import duty before delivery", "customs_charges"),
    ("Tracking says it is being returned to sender", "returned_to_sender"),
    ("It says delivered but I never got it", "delivered_not_received"),
    ("The vase arrived broken in pieces", "damaged"),
    ("It doesn't turn on", "defective"),
    ("You sent the wrong item", "wrong_item"),
    ("This is fake, not original", "counterfeit"),
    ("Where is my refund? I sent the item back weeks ago", "refund_not_received"),
    ("I was charged twice for the same order", "charged_wrongly"),
    ("I never ordered this, someone used my card", "unauthorised_payment"),
    ("Please cancel my order", "cancel_request"),
    ("Can I change the delivery address before you ship?", "change_request"),
    ("Please send me an invoice with VAT", "invoice_request"),
    ("包裹没收到,要退款", "not_received"),
    ("海关扣了我的包裹", "customs_held"),
    ("Товар не работает", "defective"),
    ("Прислали не тот товар", "wrong_item"),
    ("veio quebrado", "damaged"),
    ("me cobraron dos veces", "charged_wrongly"),
    ("Rechnung mit ausgewiesener MwSt bitte", "invoice_request"),
    ("Il manque une vis dans la boîte", "short_quantity"),
    ("Ho ricevuto un articolo sbagliato", "wrong_item"),
    ("注文をキャンセルしたいです", "cancel_request"),
    ("짝퉁이네요, 정품이 아니에요", "counterfeit"),
    ("وصل المنتج مكسور", "damaged"),
    ("Yanlış ürün göndermişsiniz", "wrong_item"),
    ("Paczka utknęła w urzędzie celnym", "customs_held"),
    ("Waar blijft mijn terugbetaling?", "refund_not_received"),
]


@pytest.mark.parametrize(("text", "kind"), PLAIN)
def test_a_plain_sentence_has_its_kind(text: str, kind: str) -> None:
    assert read(text).kind.value == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Survived for 20 days. to the Moscow region. seed lot of garbage. exactly half garbage instead of seeds.",
            {"poor_quality", "not_as_described", "short_quantity"},
        ),
        (
            "I ordered mulberry in your shop and now it's blackberry growing, which is wrong.",
            {"wrong_item", "not_as_described"},
        ),
        (
            "The seeds for a month did not germinate. seeds are not high quality",
            {"poor_quality", "defective"},
        ),
        ("I bought rose seeds and received peony seeds", {"wrong_item"}),
    ],
)
def test_machine_translated_sentences_of_real_buyers_are_understood(text: str, kinds: set[str]) -> None:
    answer = read(text)
    assert answer.language == "en"
    assert answer.kind.value in kinds


def test_why_you_always_shout_out_to_me_is_no_claim_about_goods() -> None:
    answer = read("why you always shout out tome")
    assert answer.language == "en"
    assert answer.abstained or answer.kind.value == "other"


def test_the_manager_who_shall_be_responsible_is_asked_for() -> None:
    assert "manager_requested" in names(read("I want to talk with the manager, he must be responsible").flags)


def test_the_newest_part_decides_and_not_the_quoted_mail() -> None:
    quoted = (
        "\n\nOn Mon, 3 Nov 2025 at 10:12, Shop <help@shop.example> wrote:\n> We are sorry that the vase arrived broken."
    )
    answer = read("Please send me an invoice for my company." + quoted)
    assert answer.kind.value == "invoice_request"


def test_a_five_star_review_leans_towards_praise() -> None:
    text = "arrived, all as it should be"
    happy = read(text, channel="review", rating=5)
    angry = read(text, channel="review", rating=1)
    share = {one.kind.value: one.p for one in happy.ranked}.get("praise", 0.0)
    assert share > {one.kind.value: one.p for one in angry.ranked}.get("praise", 0.0)


def test_an_empty_cue_abstains() -> None:
    assert read("hmm").abstained or read("hmm").kind.value == "other"


def test_three_kinds_are_ranked_and_their_shares_fall() -> None:
    answer = read("It arrived late and the box was crushed")
    shares = [one.p for one in answer.ranked]
    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)
    assert answer.kind is answer.ranked[0].kind
    assert sum(shares) <= 1.001


def test_an_angry_text_is_angrier_than_a_friendly_one() -> None:
    angry = read("You are thieves! This is a scam, worst shop ever, give me my money back NOW!!!")
    friendly = read("Thank you so much, the lamp is lovely and came very fast!")
    assert angry.anger > friendly.anger + 0.3
    assert angry.sentiment < 0 < friendly.sentiment
