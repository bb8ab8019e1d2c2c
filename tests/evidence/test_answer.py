"""The platforms' forms: data with sources, limits that are known and none that are not, every exhibit in its place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.core.contracts.evidence import ExhibitRecord
from amends.core.vocabulary import EvidenceType, Platform
from amends.evidence.answer import Holds, Purpose, answer_form, answer_forms, fill_form
from amends.evidence.rulebook import limits_of


def _exhibit(type_: EvidenceType) -> ExhibitRecord:
    return ExhibitRecord(
        id=f"e:{type_.value}", type=type_, title="A record", source="test", captured_at=datetime(2026, 11, 1, tzinfo=UTC),
        text="-",
    )  # fmt: skip


def test_every_platform_that_decides_has_a_form_and_an_own_shop_has_none() -> None:
    with_form = {platform.value for platform in Platform if answer_forms(platform.value)}
    assert {platform.value for platform in Platform} - with_form == {"own_shop"}


@pytest.mark.parametrize("platform", [platform.value for platform in Platform if answer_forms(platform.value)])
def test_a_form_is_of_a_procedure_whose_limits_we_know_and_every_number_has_a_source(platform: str) -> None:
    procedures = {limits.procedure for limits in limits_of(platform).procedures}
    for form in answer_forms(platform):
        assert form.procedure in procedures
        assert form.source
        for field in form.fields:
            assert field.characters is None or field.characters.source


def test_a_dispute_without_a_known_procedure_gets_the_first_form_of_its_platform() -> None:
    assert answer_form("ebay", "payment_dispute") is not answer_form("ebay", "item_not_received")
    assert answer_form("ebay", "something_new") == answer_forms("ebay")[0]
    assert answer_form("nowhere", None) is None


def test_words_beyond_a_known_limit_are_counted_in_characters_not_bytes() -> None:
    form = answer_form("ebay", "payment_dispute")
    assert form is not None
    filled = fill_form(form, Purpose.CONTEST, {Holds.STATEMENT: "é𝄞" * 501}, [])
    (note,) = filled.fields
    assert (note.length, note.over, filled.fits) == (1002, 2, False)
    assert fill_form(form, Purpose.CONTEST, {Holds.STATEMENT: "é𝄞" * 500}, []).fits


def test_all_fields_together_may_be_too_long_where_each_fits() -> None:
    form = answer_form("stripe", "dispute")
    assert form is not None
    assert form.in_all is not None
    tight = form.model_copy(update={"in_all": form.in_all.model_copy(update={"value": 25})})
    filled = fill_form(tight, Purpose.CONTEST, {Holds.STATEMENT: "x" * 20, Holds.PRODUCT: "y" * 10}, [])
    assert not any(field.over for field in filled.fields)
    assert (filled.over, filled.fits) == (5, False)


def test_where_no_limit_is_published_none_is_invented() -> None:
    form = answer_form("aliexpress", "dispute_issue")
    assert form is not None
    filled = fill_form(form, Purpose.OFFER, {Holds.LETTER: "x" * 100_000}, [])
    assert form.room(Purpose.OFFER) is None
    assert filled.fits


def test_a_field_for_an_offer_is_not_in_a_contest() -> None:
    form = answer_form("paypal", "dispute")
    assert form is not None
    offer = {field.name for field in fill_form(form, Purpose.OFFER, {}, []).fields}
    contest = {field.name for field in fill_form(form, Purpose.CONTEST, {}, []).fields}
    assert "offer_type" in offer - contest
    assert "notes" in contest - offer


def test_each_exhibit_goes_where_the_form_wants_it_and_is_listed_where_it_wants_it_nowhere() -> None:
    stripe, ebay = answer_form("stripe", "dispute"), answer_form("ebay", "payment_dispute")
    assert stripe is not None
    assert ebay is not None
    exhibits = [
        _exhibit(EvidenceType.CHAT_RECORD),
        _exhibit(EvidenceType.DELIVERY_PROOF),
        _exhibit(EvidenceType.CERTIFICATE),
    ]
    placed = {each.exhibit.type: each.place for each in fill_form(stripe, Purpose.CONTEST, {}, exhibits).exhibits}
    assert placed[EvidenceType.CHAT_RECORD] == "customer_communication"
    assert placed[EvidenceType.DELIVERY_PROOF] == "shipping_documentation"
    assert placed[EvidenceType.CERTIFICATE] == "uncategorized_file"
    at_ebay = {each.exhibit.type: each.place for each in fill_form(ebay, Purpose.CONTEST, {}, exhibits).exhibits}
    assert at_ebay == {
        EvidenceType.CHAT_RECORD: "", EvidenceType.DELIVERY_PROOF: "", EvidenceType.CERTIFICATE: "PROOF_OF_AUTHENTICITY",
    }  # fmt: skip
