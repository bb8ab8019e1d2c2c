"""What draft writes, lint lets through: over kinds, stages, languages, menus and causes, and over every wording."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.contracts.letter import DraftOutput
from amends.core.vocabulary import (
    CauseStatus,
    FactWhat,
    Fault,
    Flag,
    Kind,
    LetterStage,
    LintRule,
    Party,
    Remedy,
    RequestWhat,
    Verdict,
)
from amends.letter import draft, sentence_hashes
from amends.letter.lint import lint

from .drafting import asked, menu

LANGUAGES = (
    "en", "zh", "zh-TW", "es", "es-MX", "pt", "pt-PT", "ru", "fr", "de", "de-CH", "it", "ja", "ko", "ar", "tr", "pl", "nl",
)  # fmt: skip
PRODUCTS = {
    "en": "glass lamp",
    "zh": "玻璃台灯",
    "es": "lámpara de vidrio",
    "pt": "luminária de vidro",
    "ru": "стеклянная лампа",
    "fr": "lampe de chevet",
    "de": "Glaslampe",
    "it": "lampada da tavolo",
    "ja": "バラの種",
    "ko": "장미 씨앗",
    "ar": "مصباح طاولة",
    "tr": "gül tohumu",
    "pl": "szklana lampa",
    "nl": "glazen lamp",
}
MENUS: list[dict[str, Any] | None] = [
    None,
    menu(("full_refund", "20.00")),
    menu(("partial_refund", "4.20"), ("reship_missing", None), recommended=1),
    menu(("reship", None), ("full_refund", None), ("coupon", "5.00")),
    menu({"remedy": "wait", "amount": "3.00", "currency": "EUR", "by_date": "2026-12-20"}, ("cancel_and_refund", None)),
    menu(("wait", None)),
    menu(("return_and_refund", "20.00"), ("exchange", None), recommended=None),
    menu(("gift", "3.00"), ("guide", None)),
    menu(("coupon", None), ("gift", None), ("repair", None)),
    menu(("extend_protection", None), ("redeliver", None), ("reimburse_duty", "7.00")),
    menu(("provide_document", None), ("defend", None)),
    menu(("defend", None)),
]
CAUSES: list[dict[str, Any] | None] = [
    None,
    *(
        {"code": "x", "party": party.value, "status": status.value, "evidence": ["e1"] if status != "likely" else []}
        for party in Party
        for status in CauseStatus
    ),
]
FAULTS = [None, *(fault.value for fault in Fault)]
VALUES = {FactWhat.REFUND_OF: "4.20 EUR", FactWhat.COUNTED: "3", FactWhat.MISSING: "2", FactWhat.CARRIER: "EMS"}
TEXTS = {FactWhat.LAST_SCAN: "Leipzig", FactWhat.CHECKED: "EMS", FactWhat.TRACKING_NUMBER: "LX123456789CN"}
FACTS = [
    {"id": what.value, "what": what.value, "value": VALUES.get(what) or TEXTS.get(what) or "2026-12-01"}
    for what in FactWhat
    if what is not FactWhat.ORDER_NUMBER
]


def case_number(number: int, language: str, kind: Kind, stage: LetterStage) -> dict[str, Any]:
    """The ``number``-th mixture of menu, cause, fault, facts and request for a kind and a stage."""
    public = stage is LetterStage.REVIEW_REPLY
    decision = MENUS[number % len(MENUS)]
    return {
        "to_language": language,
        "agent_language": "zh" if number % 2 else "en",
        "stage": stage.value,
        "channel": "review" if public else "message",
        "case": {
            "kind": kind.value,
            "buyer_name": "Dana",
            "product": PRODUCTS[language[:2]],
            "counts": {"ordered": 5, "missing": 2} if number % 3 else None,
            "flags": [list(Flag)[number % len(Flag)].value] if number % 4 == 0 else [],
        },
        "decision": None if public and number % 2 else decision,
        "cause": CAUSES[(number * 5) % len(CAUSES)],
        "fault": FAULTS[(number * 7) % len(FAULTS)],
        "facts": FACTS[number % 14 : number % 14 + 2] if number % 3 == 0 else [],
        "requests": [list(RequestWhat)[number % len(RequestWhat)].value] if number % 5 == 0 else [],
        "previous_apologies": 1 if number % 6 == 5 else 0,
    }


def surprising(letter: DraftOutput) -> list[tuple[str, str]]:
    """Findings that no letter of ours should have: three options with facts and requests may be called long."""
    long_by_need = "\nC) " in letter.body
    return [
        (finding.rule.value, letter.body[finding.start : finding.end])
        for finding in letter.findings
        if not (finding.rule is LintRule.LONG_SENTENCES and long_by_need)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", list(LetterStage))
def test_own_letters_have_no_finding(language: str, stage: LetterStage) -> None:
    number = list(LetterStage).index(stage)
    for kind in Kind:
        for _ in range(4):
            number += 11
            case = case_number(number, language, kind, stage)
            letter = draft(asked(**case), lint=lint)
            assert surprising(letter) == [], f"{case}\n{letter.body}"
            assert letter.verdict is not Verdict.BLOCK


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_the_second_and_third_letter_on_a_case_pass_too(language: str, kind: Kind) -> None:
    said: list[str] = []
    for number, stage in enumerate([LetterStage.FIRST_REPLY, LetterStage.FIRST_REPLY, LetterStage.FOLLOW_UP]):
        case = case_number(list(Kind).index(kind) * 5 + number, language, kind, stage)
        letter = draft(asked(**case, previous_sentences=said), lint=lint)
        assert surprising(letter) == [], f"{case}\n{letter.body}"
        said += sentence_hashes(letter.body)


AMOUNTS = {Remedy.FULL_REFUND: "20.00", Remedy.RETURN_AND_REFUND: "20.00", Remedy.CANCEL_AND_REFUND: "20.00"} | dict.fromkeys(
    (Remedy.PARTIAL_REFUND, Remedy.COUPON, Remedy.GIFT, Remedy.REIMBURSE_DUTY), "4.20"
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_with_one_offer_alone_is_let_through(language: str) -> None:
    for remedy in Remedy:
        for kind in (Kind.DAMAGED, Kind.NOT_RECEIVED, Kind.SHORT_QUANTITY, Kind.LATE_DELIVERY):
            one = {"remedy": remedy.value, "amount": AMOUNTS.get(remedy), "currency": "EUR"}
            if remedy is Remedy.WAIT:
                one["by_date"] = "2026-12-20"
            case = case_number(0, language, kind, LetterStage.FIRST_REPLY) | {"decision": menu(one)}
            letter = draft(asked(**case), lint=lint)
            assert surprising(letter) == [], f"{case}\n{letter.body}"
