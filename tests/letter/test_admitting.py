"""A model's sentence stands only where the case can show what it states; the lint then judges the whole letter."""

from __future__ import annotations

import pytest

from amends.core.contracts.letter import DraftInput
from amends.letter.admitting import Refusal, admit, shown_by


def request(language: str = "en") -> DraftInput:
    return DraftInput.model_validate(
        {
            "id": "case:1",
            "now": "2026-11-20T08:00:00+00:00",
            "to_language": language,
            "stage": "first_reply",
            "case": {"kind": "short_quantity", "product": "Night lamp", "counts": {"missing": 2}},
            "decision": {
                "menu": [
                    {"remedy": "reship", "by_date": "2026-12-01"},
                    {"remedy": "partial_refund", "amount": "4.20", "currency": "EUR"},
                ]
            },
            "facts": [{"id": "parcel:3", "what": "dispatched_on", "value": "2026-11-02"}],
        },
        strict=False,
    )


def test_all_that_may_be_stated_has_an_id() -> None:
    assert [each.id for each in shown_by(request())] == [
        "parcel:3", "offer:0", "offer:1", "case:missing", "case:product",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "cited"),
    [
        ("en", "Thank you for your message.", []),
        ("en", "I can refund 4.20 EUR today.", ["offer:1"]),
        ("de", "Ich erstatte Ihnen 4,20 €.", ["offer:1"]),
        ("zh", "我们退还4.20欧元。", ["offer:1"]),
        ("en", "Your parcel left on 2 November 2026.", ["parcel:3"]),
        ("en", "Two lamps are missing.", ["case:missing", "case:product"]),
        ("en", "One thing first.", []),
        ("en", "Which do you prefer?", []),
        ("en", "I am sorry for the trouble.", []),
        ("de", "Vielen Dank für Ihre Nachricht.", []),
        ("zh", "非常抱歉给您带来不便。", []),
        ("ja", "ご連絡ありがとうございます。", []),
        ("ar", "شكرًا لرسالتك.", []),
    ],
)
def test_what_the_case_shows_may_be_stated(language: str, text: str, cited: list[str]) -> None:
    found = admit([(text, cited)], shown_by(request(language)), language)
    assert (found.sentences, found.refused) == ([text], [])


@pytest.mark.parametrize(
    ("text", "cited", "reason", "excerpt"),
    [
        ("I can refund 4.20 EUR today.", [], Refusal.NO_EVIDENCE, "I can refund"),
        ("I can refund 4.20 EUR today.", ["parcel:3"], Refusal.NOT_IN_EVIDENCE, "4.20 eur"),
        ("I can refund 42.00 EUR today.", ["offer:1"], Refusal.NOT_IN_EVIDENCE, "42.00 eur"),
        ("I can refund 4.20 USD today.", ["offer:1"], Refusal.NOT_IN_EVIDENCE, "4.20 usd"),
        ("You get a refund of 100 %.", ["offer:1"], Refusal.NOT_IN_EVIDENCE, "100 %"),
        ("It was delivered on 5 November 2026.", ["parcel:3"], Refusal.NOT_IN_EVIDENCE, "5 november"),
        ("Customs held it.", ["scan:99"], Refusal.UNKNOWN_EVIDENCE, "scan:99"),
        ("Three lamps are missing.", ["case:missing"], Refusal.NOT_IN_EVIDENCE, "three"),
        ("Your parcel has been delivered.", [], Refusal.NO_EVIDENCE, "Your parcel"),
        ("Thank you. Your neighbour has it.", [], Refusal.NO_EVIDENCE, "Your neighbour"),
        ("I am sorry that the courier broke it.", [], Refusal.NO_EVIDENCE, "I am sorry"),
        ("Shall I refund everything?", [], Refusal.NO_EVIDENCE, "Shall I"),
        ("Customs opened it.", [], Refusal.NO_EVIDENCE, "Customs"),
    ],
)
def test_what_nothing_shows_is_refused_with_the_reason(
    text: str, cited: list[str], reason: Refusal, excerpt: str
) -> None:
    found = admit([("Thank you.", []), (text, cited)], shown_by(request()), "en")
    assert found.sentences == ["Thank you."]
    (refused,) = found.refused
    assert (refused.text, refused.reason) == (text, reason)
    assert refused.excerpt.startswith(excerpt)


def test_a_sentence_of_our_own_phrases_needs_no_other_evidence() -> None:
    ours = "Hello,\nthe parcel leaves by 24 November 2026. Alice"
    said = [("the parcel leaves by 24 November 2026.", []), ("the parcel leaves by 23 November 2026.", [])]
    found = admit(said, shown_by(request()), "en", ours)
    assert found.sentences == ["the parcel leaves by 24 November 2026."]


def test_what_the_phrases_would_promise_may_be_promised() -> None:
    from datetime import UTC, datetime

    from amends.core.contracts.letter import Promise
    from amends.core.vocabulary import PromiseWhat

    promise = Promise(what=PromiseWhat.REFUND_BY, due=datetime(2026, 11, 24, 10, tzinfo=UTC))
    shown = shown_by(request(), [promise])
    assert admit([("You have it by 24 November.", ["promise:refund_by"])], shown, "en").refused == []
    assert admit([("You have it by 25 November.", ["promise:refund_by"])], shown, "en").sentences == []
