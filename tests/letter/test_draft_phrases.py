"""The phrase files: complete, parallel, and free of what the lint forbids."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from amends.core.vocabulary import FactWhat, Kind, KindGroup, Party, Remedy, RequestWhat
from amends.letter import phrase_ids
from amends.letter.offers import NOT_OFFERED
from amends.letter.phrases import WORDINGS, render, wording_count
from amends.letter.sentences import sentences

OVERLAYS = {"de-CH": "de", "es-419": "es", "pt-PT": "pt", "zh-Hant": "zh"}
TEXTS = {name: f"<{name}>" for name in ("name", "product", "date", "send", "paid", "until", "money", "value", "topic")}
THREE = ("greeting-", "thanks-", "apology", "sign-off", "closing-", "rights", "reach-", "help-", "own-fault")
ONE = ("product-mark", "full-price", "paid-duty", "shop-team", "subject-", "topic-", "record-")


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own naming
        self.names.add(node.id.name)


def read_file(name: str) -> dict[str, list[set[str]]]:
    """Phrase id to the variables of each of its wordings; a junk entry fails."""
    text = files("amends.letter").joinpath("phrases", f"{name}.ftl").read_text(encoding="utf-8")
    found: dict[str, list[set[str]]] = {}
    for entry in FluentParser().parse(text).body:
        assert not isinstance(entry, ast.Junk), f"{name}: {entry.content[:80]}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{name} has {entry.id.name} twice"
            wordings = []
            for place, attribute in enumerate(entry.attributes):
                assert attribute.id.name == f"v{place + 1}"
                variables = Variables()
                variables.visit(attribute)
                wordings.append(variables.names)
            found[entry.id.name] = wordings
    return found


def of_language(wording: str) -> dict[str, list[set[str]]]:
    base = OVERLAYS.get(wording)
    return {**(read_file(base) if base else {}), **read_file(wording)}


def every_text(wording: str) -> list[tuple[str, int, str]]:
    return [
        (phrase, variant, render(wording, phrase, variant, numbers, TEXTS))
        for phrase in phrase_ids()
        for variant in range(wording_count(wording, phrase))
        for count in (1, 2, 5, 21)
        for numbers in [(("missing", count), ("ordered", 30), ("count", count))]
    ]


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_language_has_exactly_the_same_phrases_and_variables(wording: str) -> None:
    english = of_language("en")
    other = of_language(wording)
    assert set(other) == set(english) == set(phrase_ids())
    for phrase, variables in english.items():
        assert len(other[phrase]) == len(variables), f"{wording} {phrase}: another number of wordings"
        # A digit that one language needs for its plural may be in the wording of another by name only.
        assert set().union(*other[phrase]) == set().union(*variables), f"{wording} {phrase}"
        for mine, theirs in zip(other[phrase], variables, strict=True):
            assert mine == theirs, f"{wording} {phrase}"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_regional_file_holds_only_phrases_that_its_language_has(overlay: str) -> None:
    assert set(read_file(overlay)) <= set(read_file(OVERLAYS[overlay]))


def test_traditional_chinese_replaces_every_phrase_and_uses_no_simplified_character() -> None:
    assert set(read_file("zh-Hant")) == set(read_file("zh"))
    text = files("amends.letter").joinpath("phrases", "zh-Hant.ftl").read_text(encoding="utf-8")
    assert not set(text) & set("订单发货们这为谢请说还没来时问题处换给决")


def test_every_word_of_the_vocabulary_has_its_phrase() -> None:
    known = set(phrase_ids())
    for kind in Kind:
        dashed = kind.value.replace("_", "-")
        assert {f"ack-{dashed}", f"topic-{dashed}"} <= known
        if kind.group in (KindGroup.QUALITY, KindGroup.MONEY):
            assert f"news-{dashed}" in known
    for remedy in Remedy:
        offered = f"remedy-{remedy.value.replace('_', '-')}" in known
        assert offered == (remedy not in NOT_OFFERED)
    assert {f"request-{what.value.replace('_', '-')}" for what in RequestWhat} <= known
    assert {f"fact-{what.value.replace('_', '-')}" for what in FactWhat} <= known
    parties = [party.value for party in Party if party is not Party.UNKNOWN]
    assert {f"cause-{status}-{party}" for status in ("confirmed", "likely") for party in parties} <= known


@pytest.mark.parametrize("phrase", phrase_ids())
def test_phrases_have_enough_wordings_for_a_second_letter(phrase: str) -> None:
    if phrase.startswith(ONE):
        assert wording_count("en", phrase) == 1
    elif phrase.startswith(THREE):
        assert wording_count("en", phrase) >= 3
    else:
        assert wording_count("en", phrase) >= 2


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_phrase_shouts_or_leaves_a_hole(wording: str) -> None:
    for phrase, variant, text in every_text(wording):
        where = f"{wording} {phrase}.v{variant + 1}: {text}"
        assert text, where
        if phrase != "product-mark":
            assert text == text.strip(), where
        assert "  " not in text, where
        assert not re.search("[!\uff01\u00a1{}$]", text), where


@pytest.mark.parametrize("wording", WORDINGS)
def test_two_wordings_of_the_files_share_no_sentence(wording: str) -> None:
    """Else a second letter, which takes the next wording everywhere, could repeat a sentence of the first."""
    seen: dict[str, set[int]] = {}
    for phrase, variant, text in every_text(wording):
        if not phrase.startswith(ONE):
            for sentence in sentences(text):
                seen.setdefault(sentence, set()).add(variant)
    assert {sentence for sentence, variants in seen.items() if len(variants) > 1} == set()


@pytest.mark.parametrize("wording", ["zh", "zh-Hant"])
def test_chinese_phrases_use_chinese_punctuation(wording: str) -> None:
    for phrase, variant, text in every_text(wording):
        bare = re.sub(r"<[a-z]+>", "", text)
        assert not re.search(r"[,:;()?]", bare), f"{wording} {phrase}.v{variant + 1}: {text}"


@pytest.mark.parametrize("wording", WORDINGS)
def test_sentences_are_short(wording: str) -> None:
    """letters.md 4.2: at most 30 words, 40 characters in Chinese; a date or an amount counts as three."""
    for phrase, variant, text in every_text(wording):
        for sentence in sentences(text):
            bare = sentence.replace("<product>", "").replace("<", " <").replace(">", "> ")
            if wording.startswith("zh"):
                length = len(re.sub(r" ?<[a-z]+> ?", "12月18", bare))
                assert length <= 48, f"{wording} {phrase}.v{variant + 1} has {length}: {sentence}"
            else:
                words = re.findall(r"[\w<>]+", re.sub(r"<[a-z]+>", "18 de diciembre", bare))
                assert len(words) <= 30, f"{wording} {phrase}.v{variant + 1} has {len(words)}: {sentence}"
