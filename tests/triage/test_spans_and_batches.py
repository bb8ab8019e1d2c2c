"""Spans point into the text as given; a batch answers like single calls; nothing breaks on odd text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.errors import InputError
from amends.core.text import is_blank
from amends.triage import triage, triage_many
from amends.triage.folding import fold, prepare
from amends.triage.reading import newest_part
from tests.triage.asking import read, request

TEXTS = [
    "Order 8176602943318847: the mug is broken, refund me $12.50 please",
    "заказ 5039182746610283 не пришёл, верните деньги",
    "包裹没收到,订单576482190337718264,退我89块",
    "Não recebi o pedido, já reclamei duas vezes",
    "kapot aangekomen, graag geld terug",
]


def test_spans_name_what_stands_there() -> None:
    text = TEXTS[0]
    shown = {span.what: text[span.start : span.end] for span in read(text, "en-US").spans}
    assert shown["order_number"] == "8176602943318847"
    assert shown["amount"] == "$12.50"
    assert "broken" in shown["damaged"]


def test_spans_of_decomposed_text_count_the_code_points_as_given() -> None:
    text = unicodedata.normalize("NFD", "Não recebi o pédido 8176602943318847 até agora")
    span = next(span for span in read(text, "pt-BR").spans if span.what == "order_number")
    assert text[span.start : span.end] == "8176602943318847"


def test_a_batch_answers_like_single_calls() -> None:
    requests = [request(text) for text in TEXTS * 40]
    together = triage_many(requests)
    assert together[: len(TEXTS)] == [triage(one) for one in requests[: len(TEXTS)]]
    assert together[-len(TEXTS) :] == together[: len(TEXTS)]


def test_an_empty_text_is_refused_with_a_field() -> None:
    with pytest.raises(InputError) as refused:
        read("   ")
    assert refused.value.field == "text"


@settings(deadline=None, max_examples=150)
@given(st.text(min_size=1, max_size=300))
def test_any_text_gets_an_answer_with_spans_inside_it(text: str) -> None:
    if is_blank(text):
        return
    answer = read(text)
    assert 0 <= answer.confidence <= 1
    assert all(0 <= span.start < span.end <= len(text) for span in answer.spans)


@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=200))
def test_prepared_text_knows_the_way_back(text: str) -> None:
    whole = prepare(text)
    assert whole.span(0, len(whole.text)) == (0, len(text))


@given(st.text(alphabet="ab >\n", max_size=120))
def test_blanking_quoted_mail_keeps_the_length(text: str) -> None:
    assert len(newest_part(text)) == len(text)


def test_a_very_long_text_is_read_in_reasonable_time() -> None:
    answer = read("the parcel did not arrive. " * 6000)
    assert answer.kind.value == "not_received"
