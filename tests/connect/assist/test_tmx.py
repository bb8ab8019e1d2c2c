"""TMX: what a file of any tool says, what is wrong with a unit, and a file of our own that other tools can read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from amends.connect.assist.tmx import REASONS, Fault, Unit, read, written
from amends.core.vocabulary import LANGUAGES

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
#: TMX 1.4b, "DTD for TMX": what a header must say, what it may say, and what may stand in what.
HEADER_MUST = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
HEADER_MAY = {"o-encoding", "creationdate", "creationid", "changedate", "changeid"}
SEGMENT_TYPES = {"block", "paragraph", "sentence", "phrase"}
WORDS = {
    "pt": "Oi, sou [[NAME1]]. Faltam 2 peças <do pedido> [[NUMBER1]] & mais.",
    "ru": "Посылка [[NUMBER1]] не пришла! 😡",
    "ar": "لم يصل الطرد [[NUMBER1]]\u200f، من فضلكم. \u202b12\u202c",
    "ja": "商品が壊れていました。\n返金してください。",
    "ko": "상품이 오지 않았어요 👩🏽‍🔧",
    "de": 'Er sagte: "]]> geht nicht" – \'so\'',
}  # fmt: skip


def found(text: str) -> list[Unit | Fault]:
    return list(read(io.BytesIO(text.encode())))


def file_of(*units: str, header: str = 'srclang="pt"', before: str = "") -> str:
    return f'{before}<tmx version="1.4"><header {header}/><body>{"".join(units)}</body></tmx>'


def unit(source: str = "Oi", target: str = "你好", more: str = "") -> str:
    return f'<tu {more}><tuv xml:lang="pt-BR"><seg>{source}</seg></tuv><tuv xml:lang="zh-CN"><seg>{target}</seg></tuv></tu>'


def ours(words: dict[str, str]) -> list[Unit]:
    return [
        Unit(number, str(number), language, "zh" if language != "zh" else "en", text, f"译：{text}", AT)
        for number, (language, text) in enumerate(words.items(), 1)
    ]


def parsed(units: list[Unit]) -> Element:
    root = fromstring("".join(written(units)).encode())
    assert isinstance(root, Element)
    return root


# Reading what others wrote ------------------------------------------------------------------------------------------


def test_a_unit_is_read_with_the_desks_codes_for_its_languages() -> None:
    (pair,) = found(file_of(unit("Oi &lt;3", "你好", 'tuid="a" changedate="20261120T093000Z"')))
    assert pair == Unit(1, "a", "pt", "zh", "Oi <3", "你好", AT)


def test_formatting_is_left_out_and_what_was_taken_out_stays() -> None:
    source = '<bpt i="1">&lt;b></bpt>Oi<ept i="1">&lt;/b></ept>, <hi>sou <ph x="1" type="x-name1">[[NAME1]]</ph></hi>!'
    (pair,) = found(file_of(unit(source, '<ph x="1" type="x-name1">{1}</ph>，你好')))
    assert isinstance(pair, Unit)
    assert (pair.source, pair.target) == ("Oi, sou [[NAME1]]!", "[[NAME1]]，你好")


def test_without_one_language_of_originals_each_pair_into_a_language_of_the_screens_counts() -> None:
    three = "".join(f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("fr-CA", "ZH-Hans", "en"))
    told = [(each.source_language, each.language) for each in found(file_of(f"<tu>{three}</tu>", header='srclang="*all*"')) if isinstance(each, Unit)]  # fmt: skip
    assert sorted(told) == [("en", "zh"), ("fr", "en"), ("fr", "zh"), ("zh", "en")]


def test_other_encodings_older_tags_and_the_name_space_are_read() -> None:
    text = file_of(unit()).replace("xml:lang", "lang").replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    data = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    (pair,) = read(io.BytesIO(data))
    assert isinstance(pair, Unit)
    assert (pair.source, pair.target) == ("Oi", "你好")


BROKEN = {
    "no_language": "<tu><tuv><seg>a</seg></tuv></tu>",
    "bad_language": '<tu><tuv xml:lang="pt BR!"><seg>a</seg></tuv></tu>',
    "unknown_language": unit(more='srclang="sw"').replace("pt-BR", "sw"),
    "no_source": unit(more='srclang="fr"'),
    "no_target": unit().replace("zh-CN", "fr"),
    "no_segment": unit().replace("<seg>Oi</seg>", ""),
    "foreign_code": unit("Oi <ph>{0}</ph>"),
    "unknown_element": unit("Oi <script>x</script>"),
    "empty_source": unit(" \n"),
    "empty_target": unit("Oi", "<bpt i='1'>x</bpt>"),
    "too_long": unit("a" * 6001),
    "lost": unit("Oi [[NAME1]]"),
    "added": unit("Oi", "[[NAME1]]"),
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_broken_unit_says_what_is_wrong_and_costs_no_other(reason: str) -> None:
    before, fault, after = found(file_of(unit("Um"), BROKEN[reason], unit("Dois")))
    assert isinstance(fault, Fault)
    assert (fault.number, fault.reason) == (2, reason)
    assert [each.source for each in (before, after) if isinstance(each, Unit)] == ["Um", "Dois"]


def test_traditional_characters_are_no_translation_for_our_screens() -> None:
    (fault,) = found(file_of(unit().replace("zh-CN", "zh-Hant-TW")))
    assert isinstance(fault, Fault)
    assert (fault.reason, fault.detail) == ("no_target", "pt-br, zh-hant-tw")


# A file that means harm, or is none ---------------------------------------------------------------------------------


def test_no_entity_is_expanded_and_nothing_is_fetched(tmp_path: object) -> None:
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert found(file_of(unit("&b;"), before=bomb)) == [Fault(0, "", "entities")]
    spy = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert found(file_of(unit("&a;"), before=spy)) == [Fault(0, "", "entities")]
    named = '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:1/tmx14.dtd">'
    assert [type(each) for each in found(file_of(unit(), before=named))] == [Unit], (
        "its DTD is named, and not looked at"
    )


def test_what_stands_before_a_break_is_read() -> None:
    pair, fault = found(file_of(unit(), "<tu><tuv")[: -len("</body></tmx>")])
    assert isinstance(pair, Unit)
    assert isinstance(fault, Fault)
    assert (fault.number, fault.reason) == (0, "broken_off")
    assert fault.detail.startswith("1:")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "broken_off"), (b"PK\x03\x04rest", "broken_off"), (b"<html/>", "not_tmx"),
        (b"<?xml version='1.0' encoding='klingon'?><tmx/>", "not_tmx"), (b"<tmx>" + b"<a>" * 30_000, "too_many_elements"),
        (b"<tmx><header>" + b"<prop/>" * 30_000, "too_many_elements"),
    ],
)  # fmt: skip
def test_what_is_no_memory_is_said_to_be_none(data: bytes, reason: str) -> None:
    assert [(each.number, getattr(each, "reason", "")) for each in read(io.BytesIO(data))] == [(0, reason)]


def test_every_reason_has_been_seen() -> None:
    seen = {*BROKEN, "entities", "broken_off", "not_tmx", "too_many_elements"}
    assert set(REASONS) - seen == {"private"}, "that one is found by the desk"


# Writing ------------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again_as_it_was() -> None:
    assert found("".join(written(ours(WORDS)))) == ours(WORDS)


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text(st.characters(codec="utf-8"), min_size=1)))
def test_any_text_that_xml_can_hold_comes_back(words: dict[str, str]) -> None:
    clean = {
        language: text
        for language, text in words.items()
        if text.strip() and not any((char < " " and char not in "\t\n\r") or char in "\ufffe\uffff" for char in text)
    }
    assert found("".join(written(ours(clean)))) == ours(clean)


def test_the_same_pairs_give_the_same_file() -> None:
    assert list(written(ours(WORDS))) == list(written(ours(WORDS)))


def _all(root: Element, name: str) -> Iterator[Element]:
    yield from root.iter(name)


def test_a_file_is_built_as_the_dtd_says() -> None:
    root = parsed(ours(WORDS))
    assert (root.tag, root.attrib, [each.tag for each in root]) == ("tmx", {"version": "1.4"}, ["header", "body"])
    header = root[0]
    assert set(header.attrib) >= HEADER_MUST
    assert set(header.attrib) <= HEADER_MUST | HEADER_MAY
    assert header.get("segtype") in SEGMENT_TYPES
    assert [each.tag for each in root[1]] == ["tu"] * len(WORDS)
    for each in _all(root, "tu"):
        assert [part.tag for part in each] == ["tuv", "tuv"]
        assert each.get("srclang") == each[0].get(LANG)
    for each in _all(root, "tuv"):
        assert set(each.attrib) == {LANG}
        assert [part.tag for part in each] == ["seg"]
    for each in _all(root, "seg"):
        assert not each.attrib
        assert {part.tag for part in each} <= {"ph"}
    for each in _all(root, "ph"):
        assert set(each.attrib) == {"x", "type"}
        assert not list(each)


def test_a_placeholder_has_the_same_number_in_both_texts() -> None:
    root = parsed(ours({"pt": "[[NUMBER1]] de [[NAME1]]"}))
    source, target = ({each.text: each.get("x") for each in seg} for seg in _all(root, "seg"))
    assert source == target == {"[[NUMBER1]]": "1", "[[NAME1]]": "2"}
    assert [each.get("tuid") for each in _all(root, "tu")] == ["1"]
    assert all(int(a.name) < int(b.name) for a, b in pairwise(ours(WORDS)))
