"""Carrier descriptions in fourteen languages are read as the steps they mean, and nothing else is read at all."""

from __future__ import annotations

import pytest

from amends.core.vocabulary import LANGUAGES, TrackingSource
from amends.watch.reading import read_event
from amends.watch.steps import Step
from amends.watch.tables import wordings
from amends.watch.wording import ORDER, _matchers, plain_form, step_of_text, template

from .wordings import WORDINGS

CASES = [
    pytest.param(text, step, id=f"{language}-{step}-{number}")
    for language, steps in WORDINGS.items()
    for step, texts in steps.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "step"), CASES)
def test_an_ordinary_wording_is_read_as_its_step(text: str, step: str) -> None:
    assert step_of_text(text) is Step(step)


@pytest.mark.parametrize(("text", "step"), CASES)
def test_capitals_and_stray_spaces_do_not_matter(text: str, step: str) -> None:
    assert step_of_text(f"  {text.upper()}  ") is Step(step)


def test_every_language_of_the_product_has_wordings_and_tests() -> None:
    assert {wording.language for wording in wordings()} == set(LANGUAGES) == set(WORDINGS)


@pytest.mark.parametrize("wording", wordings(), ids=lambda wording: wording.language)
def test_a_language_knows_every_step_that_decides_something(wording) -> None:  # type: ignore[no-untyped-def]
    known = set(wording.steps) | set(wording.first)
    deciding = {
        Step.ANNOUNCED, Step.PICKUP_FAILED, Step.ACCEPTED, Step.EXPORT_STARTED, Step.EXPORT_RELEASED, Step.DEPARTED,
        Step.ARRIVED, Step.CUSTOMS_STARTED, Step.CUSTOMS_RELEASED, Step.HELD, Step.CHARGES_DUE, Step.PAID, Step.HUB,
        Step.OUT_FOR_DELIVERY, Step.ATTEMPT_FAILED, Step.AT_PICKUP, Step.DELIVERED, Step.RETURNING, Step.RETURNED,
        Step.SECURITY_RETURN, Step.LOST, Step.DAMAGED, Step.NEUTRAL,
    }  # fmt: skip
    assert deciding <= known
    assert set(wording.steps) <= set(ORDER)


@pytest.mark.parametrize(
    "text", ["Flurbish grommet", "XK-77", "Lorem ipsum dolor sit amet", "0x1F", "???", "嗯嗯", "абвгд", "ㅋㅋㅋ", "  "]
)
def test_a_text_that_nobody_knows_stays_unknown(text: str) -> None:
    assert step_of_text(text) is Step.UNKNOWN


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("Could not be delivered", Step.DELIVERED),
        ("Will be delivered tomorrow", Step.DELIVERED),
        ("Not released by customs", Step.CUSTOMS_RELEASED),
        ("Duty not paid", Step.PAID),
        ("Delivered to airline", Step.DELIVERED),
        ("Returned to the delivery depot", Step.RETURNED),
        ("Votre colis est en cours de préparation chez votre expéditeur", Step.RETURNED),
        ("未妥投", Step.DELIVERED),
        ("关税未缴纳", Step.PAID),
        ("Не доставлено", Step.DELIVERED),
        ("Objeto não entregue", Step.DELIVERED),
        ("Nicht zugestellt", Step.DELIVERED),
        ("Niedoręczona", Step.DELIVERED),
        ("Teslim edilemedi", Step.DELIVERED),
        ("لم يتم التسليم", Step.DELIVERED),
        ("미배달", Step.DELIVERED),
        ("No entregado", Step.DELIVERED),
        ("Non consegnato: destinatario assente", Step.DELIVERED),
    ],
)
def test_a_negation_is_not_read_as_what_it_denies(text: str, not_this: Step) -> None:
    assert step_of_text(text) is not not_this


def test_spelling_variants_meet_in_one_form() -> None:
    assert plain_form("Ş̧İADE  Edıldi") == plain_form("şiade edildi")
    assert plain_form("تم إرجاعُ الشحنةِ") == plain_form("تم ارجاع الشحنه")
    assert step_of_text("包裹已攬收") is step_of_text("包裹已揽收") is Step.ACCEPTED


def test_places_and_numbers_in_a_text_do_not_matter_and_cost_nothing_twice() -> None:
    one, other = (
        plain_form("Arrived at Facility in SHENZHEN, flight 4711"),
        plain_form("Arrived at Facility in YIWU, flight 12"),
    )
    assert template(one) == template(other)
    assert step_of_text(one) is step_of_text(other) is Step.FACILITY_SCAN


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "de", "it", "nl", "pl", "tr"])
def test_leaving_names_out_changes_no_reading(language: str) -> None:
    (matcher,) = _matchers()["latin"]
    for texts in WORDINGS[language].values():
        for text in texts:
            assert matcher.step(plain_form(text)) is matcher.step(template(plain_form(text)))


def test_a_description_of_any_length_is_read_in_bounded_time() -> None:
    reading = read_event(TrackingSource.PLAIN, None, None, "a customs " * 20_000)
    assert reading.step is Step.CUSTOMS_STARTED
