"""A company's own wording: laid over the library, checked before it is used, read back from a letter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from amends.core.vocabulary import Kind, LintRule, Remedy, Verdict
from amends.letter import House, draft, phrase_ids
from amends.letter.checking import FIXED, phrase_troubles, sample_findings, signature_troubles, snippet_troubles, tidy
from amends.letter.draft import compose
from amends.letter.filling import filled, filled_snippet, phrases_with
from amends.letter.forms import as_fluent, own_pieces, shape_of
from amends.letter.house import LIBRARY, HouseWord, OwnPhrase, Snippet
from amends.letter.lines import letter_lines
from amends.letter.lint import lint
from amends.letter.phrases import WORDINGS, render, wording_count
from amends.letter.recognise import Reader
from amends.letter.samples import Sample, all_samples, samples_with

from .drafting import asked, no_lint
from .linting import judged, request

SORRY = OwnPhrase("pt", "apology", 0, (("", "Pedimos desculpas de coração."),), (("zh", "我们真心抱歉。"),))
TEXTS = {name: f"<{name}>" for name in ("name", "product", "date", "send", "paid", "until", "money", "value", "topic")}
SNIPPET = Snippet(
    "s1",
    "Bulb",
    "pt",
    "A lâmpada{product} tem garantia até {date}.",
    (("zh", "灯泡{product}保修至{date}。"), ("en", "The bulb{product} has a warranty until {date}.")),
)


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_taken_apart_and_put_together_again_says_the_same(wording: str) -> None:
    for phrase in phrase_ids():
        if phrase in FIXED:
            continue
        for variant in range(wording_count(wording, phrase)):
            shape = shape_of(wording, phrase, variant)
            for count in (1, 2, 5, 21) if shape.choice else (1,):
                numbers = (("missing", count), ("ordered", 30), ("count", count))
                pieces = own_pieces(wording, shape, shape.forms, numbers)
                said = "".join(TEXTS[piece] if place % 2 else piece for place, piece in enumerate(pieces))
                assert said == render(wording, phrase, variant, numbers, TEXTS), as_fluent(shape, dict(shape.forms))


def test_every_phrase_has_sample_letters() -> None:
    assert [phrase for phrase in phrase_ids() if not samples_with(phrase)] == ["product-mark"]


def test_a_companys_words_stand_in_the_letter_and_their_meaning_in_the_gist() -> None:
    house = House((SORRY,))
    result = draft(asked(to_language="pt-BR", agent_language="zh", fault="seller"), house=house)
    assert "Pedimos desculpas de coração." in result.body
    assert "我们真心抱歉。" in result.gist
    assert "Pedimos desculpas de coração." not in draft(asked(to_language="pt-BR")).body


def test_without_a_meaning_the_gist_tells_the_librarys_sentence() -> None:
    house = House((replace(SORRY, meanings=()),))
    own = draft(asked(to_language="pt-BR", agent_language="zh"), lint=no_lint, house=house)
    assert own.gist == draft(asked(to_language="pt-BR", agent_language="zh"), lint=no_lint).gist


def test_words_for_brazil_hold_in_portugal_only_where_portugal_has_none_of_its_own() -> None:
    house = House((SORRY, OwnPhrase("es", "apology", 0, (("", "Lo lamentamos de corazón."),))))
    assert house.own("es-419", "apology", 0) is not None
    assert (house.own("pt-PT", "apology", 0) is None) == ("apology" in _file_of("pt-PT"))


def _file_of(wording: str) -> frozenset[str]:
    from amends.letter.forms import regional_phrases

    return regional_phrases(wording)


def test_plural_forms_of_a_companys_own_follow_the_language() -> None:
    shape = shape_of("ru", "ack-short-quantity-some", 0)
    forms = tuple((key, f"{key}: {{missing}}{{product}}.") for key, _ in shape.forms)
    house = House((OwnPhrase("ru", "ack-short-quantity-some", 0, forms),))
    for missing, category in ((1, "one"), (3, "other")):
        case = {"kind": "short_quantity", "counts": {"missing": missing}}
        assert f"{category}: {missing}." in draft(asked(to_language="ru", case=case), lint=no_lint, house=house).body


def test_the_shops_signature_replaces_the_names() -> None:
    house = House(signatures=(("es", "{agent}, equipo de {shop}\nSiempre a su lado"),))
    body = draft(asked(to_language="es-MX"), lint=no_lint, house=house).body
    assert body.endswith("\nAlice, equipo de Seed House\nSiempre a su lado")
    assert draft(asked(to_language="en"), lint=no_lint, house=house).body.endswith("\nAlice\nSeed House")
    nobody = draft(asked(to_language="es", agent_name=""), lint=no_lint, house=house).body
    assert nobody.endswith("\nequipo de Seed House\nSiempre a su lado")


@pytest.mark.parametrize(
    ("text", "what", "detail"),
    [
        ("Pedimos desculpas", "ending", "."),
        ("", "empty", ""),
        ("Desculpas, veja https://a.example.", "link", "://"),
        ("Desculpas <b>sinceras</b>.", "link", "<b"),
        ("Escreva a dana@shop.example.", "link", "dana@shop.e"),
        ("Desculpas {date}.", "slot_unknown", "date"),
        ("Desculpas { $x }.", "brace", ""),
        ("Desculpas\u202e.", "control", ""),
        ("a" * 401 + ".", "long", "400"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, what: str, detail: str) -> None:
    (trouble,) = phrase_troubles(replace(SORRY, forms=(("", text),)))
    assert (trouble.what, trouble.detail) == (what, detail)


def test_a_slot_of_the_original_cannot_be_left_out() -> None:
    shape = shape_of("en", "remedy-full-refund", 0)
    own = OwnPhrase("en", "remedy-full-refund", 0, tuple((key, "I refund {money}.") for key, _ in shape.forms))
    assert [(trouble.what, trouble.detail) for trouble in phrase_troubles(own)] == [("slot_missing", "date")]


def test_an_unknown_phrase_is_none() -> None:
    assert [trouble.what for trouble in phrase_troubles(replace(SORRY, phrase="sorry"))] == ["unknown"]
    assert [trouble.what for trouble in phrase_troubles(replace(SORRY, phrase="product-mark"))] == ["unknown"]


def test_the_lint_reads_a_wording_in_its_sample_letters() -> None:
    assert sample_findings(SORRY, LIBRARY) == []
    bought = replace(SORRY, forms=(("", "Deixe 5 estrelas e ganhe um presente."),))
    assert LintRule.BENEFIT_FOR_REVIEW in {
        trouble.finding.rule for trouble in sample_findings(bought, LIBRARY) if trouble.finding
    }


def test_spaces_are_tidied_and_none_stands_before_the_product() -> None:
    assert tidy("  Your  order {product} is here. ") == "Your order{product} is here."


def test_snippets_need_a_meaning_with_the_same_slots() -> None:
    assert snippet_troubles(SNIPPET.text, dict(SNIPPET.meanings)) == []
    assert [t.what for t in snippet_troubles("Obrigado.", {})] == ["empty"]
    assert [t.what for t in snippet_troubles("Até {date}.", {"zh": "再见。"})] == ["slot_missing"]
    assert [t.what for t in snippet_troubles("Até {topic}.", {"zh": "{topic}。"})] == ["slot_unknown"]


def test_signatures_have_no_link_and_no_strange_slot() -> None:
    assert signature_troubles("{agent}\n{shop}") == []
    assert [t.what for t in signature_troubles("www.lumora.example")] == ["link"]
    assert [t.what for t in signature_troubles("{date}")] == ["slot_unknown"]


def test_a_banned_word_is_found_whole_in_any_case_with_its_own_level() -> None:
    words = [HouseWord("en", "cheap"), HouseWord("en", "parcel", "warning", "package")]
    output = lint(request("Your PARCEL is not Cheap, and cheapness is no parcels' fault. Thanks."), words)
    own = [finding for finding in output.findings if finding.rule is LintRule.HOUSE_WORD]
    assert [(finding.level, finding.suggestion) for finding in own] == [
        ("warning", 'Write "package" instead.'),
        ("error", "Say it in other words."),
    ]
    assert output.verdict is Verdict.BLOCK


def test_chinese_words_are_found_without_spaces_and_accents_do_not_hide_one() -> None:
    chinese = lint(request("亲亲您好，谢谢。", language="zh"), [HouseWord("zh", "亲亲")])
    assert [(f.start, f.end) for f in chinese.findings if f.rule is LintRule.HOUSE_WORD] == [(0, 2)]
    spanish = lint(request("Gracias por su COMPRENSION.", language="es"), [HouseWord("es", "comprensión")])
    assert LintRule.HOUSE_WORD in {finding.rule for finding in spanish.findings}
    assert LintRule.HOUSE_WORD not in {finding.rule for finding in judged("cheap").findings}


def test_the_librarys_own_sentences_with_a_word_are_named() -> None:
    assert "apology" in phrases_with("Desculpas", "pt", LIBRARY)
    assert "apology" not in phrases_with("desculpa", "pt", LIBRARY), "whole words only"
    house = House(tuple(replace(SORRY, variant=variant, forms=(("", "Lamento."),)) for variant in range(3)))
    assert "apology" not in phrases_with("desculpas", "pt", house), "the company words them otherwise"


def test_words_are_looked_for_only_in_their_language() -> None:
    house = House(words=(HouseWord("pt", "barato"), HouseWord("en", "cheap")))
    assert house.words_in("pt-BR") == (HouseWord("pt", "barato"),)


# --- reading a letter back ------------------------------------------------------------------------------------


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_sentence_that_the_engine_writes_is_recognised(wording: str) -> None:
    agents = "en" if wording.startswith("zh") else "zh"
    for place, sample in enumerate(all_samples()):
        if place % 31 == 0:
            composed = compose(sample.request(wording, agents))
            stretches = Reader(composed, LIBRARY).read(composed.body)
            unknown = [composed.body[s.start : s.end] for s in stretches if s.source == "words"]
            assert unknown == [], f"{wording} {sample}"


def reader(house: House = LIBRARY) -> Reader:
    return Reader(compose(Sample().request("pt-BR", "zh"), house), house)


def test_the_gist_of_what_is_read_is_the_gist_of_what_was_written() -> None:
    request_ = Sample(kind=Kind.SHORT_QUANTITY, counts=(5, 2)).request("pt-BR", "zh")
    composed = compose(request_)
    told = [stretch.gist for stretch in Reader(composed, LIBRARY).read(composed.body)]
    assert told == [line.gist for line in letter_lines(request_)]


def test_a_changed_date_and_a_changed_amount_stay_read_and_told() -> None:
    body = reader().composed.body.replace("12 de dezembro", "15 de dezembro").replace("12,40", "9,10")
    refund = next(s for s in reader().read(body) if s.key == "remedy-partial-refund-keep")
    assert "12月15日" in refund.gist
    assert "US$9.10" in refund.gist
    assert {body[start:end] for start, end, _ in refund.slots} == {"US$\xa09,10", "15 de dezembro"}


def test_a_persons_own_sentence_is_her_own() -> None:
    body = reader().composed.body + "\nVou mandar um carro novo."
    assert [body[s.start : s.end] for s in reader().read(body) if s.source == "words"] == ["Vou mandar um carro novo."]


@pytest.mark.parametrize(
    "text",
    [
        "Entendo que o produto (um carro novo, de graça) chegou danificado.",
        "Olá, querida minha,",
        "Vou reembolsar tudo e mais um carro do preço até 15 de dezembro, e você fica com tudo o que recebeu.",
        "Vou reembolsar US$ 9,10 do preço até amanhã cedo, e você fica com tudo o que recebeu.",
    ],
)
def test_no_sentence_hides_in_a_slot(text: str) -> None:
    assert "words" in [s.source for s in reader().read(text)]


def test_a_snippet_is_read_with_its_meaning() -> None:
    house = House(snippets=(SNIPPET,))
    text = "A lâmpada (Lumora L3) tem garantia até 20 de dezembro."
    (stretch,) = reader(house).read(text)
    assert (stretch.source, stretch.key, stretch.gist) == ("snippet", "s1", "灯泡“Lumora L3”保修至12月20日。")


def test_an_inserted_sentence_is_filled_from_the_case_and_read_back() -> None:
    composed = reader().composed
    asked_for = filled(composed, "request-photo-of-label", 0)
    assert asked_for is not None
    assert asked_for.open == ()
    assert "11 de dezembro" in asked_for.text
    assert "12月11日" in asked_for.gist
    (stretch,) = reader().read(asked_for.text)
    assert (stretch.key, stretch.gist) == ("request-photo-of-label", asked_for.gist)


def test_what_the_case_does_not_know_stays_open_and_is_seen() -> None:
    wait = filled(reader().composed, "remedy-wait", 0)
    assert wait is not None
    assert wait.open == ("date",)
    assert "⟦date⟧" in wait.text
    assert [s.unfilled for s in reader().read(wait.text)] == [True]
    assert filled(reader().composed, "ack-short-quantity-of", 0) is None, "nobody knows how many"
    assert filled(reader().composed, "product-mark", 0) is None
    assert filled_snippet(reader().composed, SNIPPET).open == ("date",)


def test_what_was_decided_fills_its_own_sentence() -> None:
    composed = compose(Sample(remedies=(Remedy.FULL_REFUND,)).request("en", "zh"))
    refund = filled(composed, "remedy-full-refund-keep", 1)
    assert refund is not None
    assert re.search(r"full amount|12 December", refund.text)
    assert refund.open == ()
