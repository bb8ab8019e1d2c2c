"""The words of the buyer's page: every phrase in every language, with the same values, and none twice in a file."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

import amends.web
from amends.core.vocabulary import LANGUAGES, Leg
from amends.web.portal.telling import KINDS, WISHES, kind_label
from amends.web.portal.words import NAMES, say, word_keys

WORDS = files("amends.web.portal").joinpath("words")
FILES = sorted(item.name.removesuffix(".ftl") for item in WORDS.iterdir() if item.name.endswith(".ftl"))
OVERLAYS = {"pt-PT"}
SCRIPT = {"ru": "[а-яё]", "ar": "[\u0600-\u06ff]", "zh": "[\u4e00-\u9fff]", "zh-Hant": "[\u4e00-\u9fff]", "ja": "[\u3040-\u30ff\u4e00-\u9fff]", "ko": "[가-힣]"}  # fmt: skip


def phrases(name: str) -> dict[str, ast.Pattern]:
    resource = FluentParser().parse(WORDS.joinpath(f"{name}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)], name
    found = [(entry.id.name, entry.value) for entry in resource.body if isinstance(entry, ast.Message)]
    assert len(found) == len(dict(found)), f"{name} says something twice"
    return dict(found)


def values(pattern: ast.Pattern) -> set[str]:
    return set(re.findall(r"VariableReference.*?name='?(\w+)", str(pattern.to_json()))) | {
        element.expression.id.name
        for element in pattern.elements
        if isinstance(element, ast.Placeable) and isinstance(element.expression, ast.VariableReference)
    }


def test_every_language_of_the_letters_has_its_words() -> None:
    assert set(LANGUAGES) <= set(NAMES)
    assert set(NAMES) | OVERLAYS == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_language_says_the_same_things_with_the_same_values(name: str) -> None:
    english, own = phrases("en"), phrases(name)
    assert set(own) <= set(english)
    if name not in OVERLAYS:
        assert set(own) == set(english)
    for key, pattern in own.items():
        assert values(pattern) == values(english[key]), f"{name} {key}"


@pytest.mark.parametrize("name", SCRIPT)
def test_a_language_with_its_own_script_is_written_in_it(name: str) -> None:
    for key, pattern in phrases(name).items():
        text = "".join(element.value for element in pattern.elements if isinstance(element, ast.TextElement))
        assert re.search(SCRIPT[name], text.lower()), f"{name} {key}: {text}"
        if name.startswith("zh"):
            assert not re.search(r"[,;?!:]", text), f"{name} {key} has the punctuation of another script"


@pytest.mark.parametrize("language", NAMES)
def test_legs_kinds_and_wishes_have_words(language: str) -> None:
    assert all(say(language, f"leg-{leg.value.replace('_', '-')}") for leg in Leg)
    labels = [kind_label(kind, language) for kind in KINDS]
    assert len(set(labels)) == len(KINDS)
    assert all(label[0] == label[0].upper() for label in labels)
    assert len({say(language, f"wish-{wish}") for wish in WISHES}) == len(WISHES)


def test_no_phrase_is_kept_that_nothing_says() -> None:
    folder = Path(amends.web.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(folder / "portal").glob("*.py"), *(folder / "templates" / "portal").glob("*.html")]
    )
    built = ("leg-", "wish-")
    unsaid = {key for key in word_keys() if f'"{key}"' not in source and not key.startswith(built)}
    assert unsaid == set()


def test_an_unknown_phrase_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en", "no-such-phrase")
    with pytest.raises(KeyError):
        say("en", "files")
