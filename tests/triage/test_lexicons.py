"""The data of triage: complete, well formed, and able to match."""

from __future__ import annotations

import pytest

from amends.core.money import known_currencies
from amends.core.vocabulary import Flag, Kind, Remedy, Supply
from amends.triage.amounts import currency_data
from amends.triage.folding import fold
from amends.triage.identifiers import identifier_data
from amends.triage.lexicon import LANGUAGES, SECTIONS, cue_names, expand, lexicon, read_lexicon, split_patterns


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_names_every_kind_flag_and_ask(language: str) -> None:
    data = read_lexicon(language)
    assert data.language == language
    assert set(data.kinds) == {kind.value for kind in Kind}
    assert set(data.flags) == {flag.value for flag in Flag} - {"repeat_claimant", "extortion"}
    assert set(data.asks) <= {remedy.value for remedy in Remedy}
    assert set(data.remedies) <= {remedy.value for remedy in Remedy}
    assert set(data.supplies) <= {supply.value for supply in Supply}
    assert {"accepts", "declines", "resolved"} <= set(data.answers)
    assert {"order", "tracking", "other"} <= set(data.context)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_is_one_that_the_model_knows(language: str) -> None:
    known = set(cue_names())
    data = read_lexicon(language)
    assert {f"{section}.{name}" for section in SECTIONS for name in getattr(data, section)} <= known
    assert set(data.latin) <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_are_balanced_and_patterns_are_not_empty(language: str) -> None:
    data = read_lexicon(language)
    for section in SECTIONS:
        for name, source in getattr(data, section).items():
            assert source.count("{") == source.count("}"), f"{section}.{name}"
            for pattern in split_patterns(source):
                assert " '{" not in f" {pattern}", f"{section}.{name}: {pattern}"
                assert pattern.split("..")[0].strip() not in ("", "*"), f"{section}.{name}: {pattern}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_patterns_find_themselves(language: str) -> None:
    data, compiled = read_lexicon(language), lexicon(language)
    numbers = {name: number for number, name in enumerate(cue_names())}
    for kind, source in data.kinds.items():
        for pattern in split_patterns(source):
            if ".." not in pattern and "{" not in pattern and pattern[-1] not in "?:":
                text = fold(pattern.replace("*", ""))
                found = {hit.cue for hit in compiled.match(text)}
                assert numbers[f"kinds.{kind}"] in found, f"{kind}: {pattern}"


def test_alternatives_are_written_out() -> None:
    assert expand("a {b|c}") == ["a b", "a c"]
    assert set(expand("{a|{b|c} d}")) == {"a", "b d", "c d"}


def test_currencies_are_iso_codes() -> None:
    data = currency_data()
    codes = {code for code in data.signs.values() if code != "local"} | set(data.words) | set(data.countries.values())
    codes |= {code for meanings in data.meanings.values() for code in meanings}
    assert codes <= known_currencies()


def test_shapes_of_identifiers_compile_and_have_names_of_their_own() -> None:
    shapes = identifier_data().shapes
    assert len({shape.name for shape in shapes}) == len(shapes)
