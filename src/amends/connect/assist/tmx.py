"""TMX 1.4b, in which translation tools exchange their memories: reading one that anybody wrote, writing ours.

Nothing of a file is trusted: entities are not expanded, no DTD is fetched, and what cannot be used of a unit is said
without losing the others. A name or number that was taken out (``[[NAME1]]``) is a ``<ph>`` in the file, so that tools
keep it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from amends import __version__
from amends.core.vocabulary import LANGUAGES, WORKSPACE_LANGUAGES

MEDIA_TYPE = "application/x-tmx+xml"
#: The longest original or translation, in characters: what may be handed to an engine, too.
LONGEST = 6000
#: Elements that stand outside a unit, or within one; a file with more is no memory.
_MOST_ELEMENTS = 20_000
_DEEPEST = 8
_ALL = "*all*"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
PLACEHOLDER = re.compile(r"\[\[(?:NAME|MAIL|LINK|NUMBER|STREET)\d{1,4}\]\]")
_TYPE = re.compile(r"x-(name|mail|link|number|street)(\d{1,4})", re.IGNORECASE)
#: Chinese in traditional characters is read as an original; no translation on our screens is in it.
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
#: Codes of formatting, without which a sentence says the same.
_FORMATTING = {"bpt", "ept", "it", "ut"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Unit:
    """An original and its translation, as unit ``number`` of a file holds them; ``changed`` None where it is not said."""

    number: int
    name: str
    source_language: str
    language: str
    source: str
    target: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be used. ``number`` 0: the file itself from here on; ``reason`` is a key, ``detail`` a piece of it."""

    number: int
    name: str
    reason: str
    detail: str = ""


#: Why a unit or a file cannot be used. The words for each are in ``web/workspace/memory_words``.
REASONS = (
    "not_tmx", "broken_off", "entities", "too_many_elements", "no_language", "bad_language", "unknown_language",
    "no_source", "no_target", "no_segment", "foreign_code", "unknown_element", "empty_source", "empty_target", "too_long",
    "lost", "added", "private",
)  # fmt: skip


class Broken(Exception):
    """A unit that cannot be used, and why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail[:80]


def read(stream: IO[bytes]) -> Iterator[Unit | Fault]:
    """The pairs of a file in its order, as it is read, with a fault for each unit (or rest of the file) that is broken.

    Memory stays small, whatever the file's size: a unit is forgotten once it was given.
    """
    number = 0
    try:
        for number, unit, language in _units(stream):
            yield from _pairs(number, unit, language)
    except Broken as broken:
        yield Fault(0, "", broken.reason, broken.detail)
    except ParseError as error:
        line, column = error.position
        yield Fault(0, "", "broken_off", f"{line}:{column + 1}")
    except DefusedXmlException:
        yield Fault(0, "", "entities")
    except (ValueError, LookupError):
        # An encoding that nobody knows, or bytes that are not in the one that the file says.
        yield Fault(0, "", "not_tmx")


def _units(stream: IO[bytes]) -> Iterator[tuple[int, Element, str]]:
    """Each ``<tu>`` with its number, and the language of originals that the header says."""
    number, held, language = 0, 0, _ALL
    open_elements: list[Element] = []
    events = iterparse(
        stream, events=("start", "end"), forbid_dtd=False, forbid_entities=True, forbid_external=True
    )  # fmt: skip
    for event, element in events:
        name = _name(element)
        if event == "start":
            if not open_elements and name != "tmx":
                raise Broken("not_tmx", name)
            open_elements.append(element)
            held += 1
            if held > _MOST_ELEMENTS:
                raise Broken("too_many_elements", str(number))
            continue
        open_elements.pop()
        if name == "header":
            language = element.get("srclang", "") or _ALL
        elif name == "tu":
            number += 1
            yield number, element, language
            held = len(open_elements)
            for each in open_elements:
                each.clear()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _pairs(number: int, unit: Element, header_language: str) -> Iterator[Unit | Fault]:
    """The pairs of a unit, and the first thing that is wrong with it."""
    name = (unit.get("tuid") or "")[:60]
    fault: Fault | None = None
    try:
        variants = [_variant(each) for each in unit if _name(each) == "tuv"]
        chosen = _chosen(variants, unit.get("srclang") or header_language)
    except Broken as broken:
        yield Fault(number, name, broken.reason, broken.detail)
        return
    for (source_language, source), (language, target) in chosen:
        try:
            texts = _text(source, "empty_source"), _text(target, "empty_target")
            _check_placeholders(*texts)
        except Broken as broken:
            fault = fault or Fault(number, name, broken.reason, broken.detail)
            continue
        yield Unit(number, name, source_language, language, *texts, _changed(target, source, unit))
    if fault is not None:
        yield fault


Variant = tuple[str, Element]


def _variant(element: Element) -> Variant:
    """A ``<tuv>`` with its language. Raises Broken."""
    tag = element.get(_XML_LANG) or element.get("lang") or ""
    if not tag:
        raise Broken("no_language")
    if not _TAG.fullmatch(tag):
        raise Broken("bad_language", tag)
    return tag.replace("_", "-").lower(), element


def _main(tag: str) -> str:
    return tag.partition("-")[0]


def _is_screen(tag: str) -> bool:
    return _main(tag) in WORKSPACE_LANGUAGES and not _TRADITIONAL & set(tag.split("-"))


def _chosen(variants: list[Variant], asked: str) -> list[tuple[Variant, Variant]]:
    """Which variants are original and translation, with the desk's codes for their languages. Raises Broken."""
    wanted = asked.replace("_", "-").lower()
    sources = variants
    if wanted != _ALL:
        exact = [each for each in variants if each[0] == wanted]
        sources = (exact or [each for each in variants if _main(each[0]) == _main(wanted)])[:1]
        if not sources:
            raise Broken("no_source", asked)
    targets = [each for each in variants if _is_screen(each[0])]
    pairs: dict[tuple[str, str], tuple[Variant, Variant]] = {}
    for source in sources:
        for target in targets:
            key = _main(source[0]), _main(target[0])
            if key[0] != key[1]:
                pairs.setdefault(key, ((key[0], source[1]), (key[1], target[1])))
    if not pairs:
        raise Broken("no_target", ", ".join(tag for tag, _ in variants))
    known = [pair for key, pair in pairs.items() if key[0] in LANGUAGES]
    if not known:
        raise Broken("unknown_language", sources[0][0])
    return known


def _text(variant: Element, empty: str) -> str:
    segment = next((each for each in variant if _name(each) == "seg"), None)
    if segment is None:
        raise Broken("no_segment")
    text = _inside(segment, 0)
    if not text.strip():
        raise Broken(empty)
    if len(text) > LONGEST:
        raise Broken("too_long", str(len(text)))
    return text


def _inside(element: Element, depth: int) -> str:
    """The words of a segment; formatting is left out, our placeholders stand in it. Raises Broken."""
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name == "ph":
            parts.append(_placeholder(child))
        elif name == "hi" and depth < _DEEPEST:
            parts.append(_inside(child, depth + 1))
        elif name not in _FORMATTING:
            raise Broken("unknown_element", name)
        parts.append(child.tail or "")
    return "".join(parts)


def _placeholder(element: Element) -> str:
    """What a ``<ph>`` stands for: its content, or its type where a tool has put its own code there."""
    content = "".join(element.itertext()).strip()
    if PLACEHOLDER.fullmatch(content):
        return content
    typed = _TYPE.fullmatch(element.get("type", ""))
    if typed is None:
        raise Broken("foreign_code", content or element.get("type", ""))
    return f"[[{typed.group(1).upper()}{int(typed.group(2))}]]"


def _check_placeholders(source: str, target: str) -> None:
    there, wanted = set(PLACEHOLDER.findall(target)), set(PLACEHOLDER.findall(source))
    if wanted - there:
        raise Broken("lost", ", ".join(sorted(wanted - there)))
    if there - wanted:
        raise Broken("added", ", ".join(sorted(there - wanted)))


def _changed(*elements: Element) -> datetime | None:
    """When the pair was last changed: the latest date that its parts say; None where none says one that can be read."""
    found = []
    for element in elements:
        for name in ("changedate", "creationdate"):
            if said := element.get(name):
                with suppress(ValueError):
                    found.append(datetime.strptime(said, _MOMENT).replace(tzinfo=UTC))
    return max(found, default=None)


def written(units: Iterable[Unit]) -> Iterator[str]:
    """A file of pairs, piece by piece. The same pairs give the same file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="Amends" creationtoolversion={quoteattr(__version__)} segtype="block" o-tmf="Amends"'
        f' adminlang="en" srclang="{_ALL}" datatype="plaintext" o-encoding="UTF-8"/>\n<body>\n'
    )
    for unit in units:
        yield _unit(unit)
    yield "</body>\n</tmx>\n"


def _unit(unit: Unit) -> str:
    places = {name: place for place, name in enumerate(dict.fromkeys(PLACEHOLDER.findall(unit.source)), 1)}
    changed = f' changedate="{unit.changed.astimezone(UTC).strftime(_MOMENT)}"' if unit.changed is not None else ""
    variants = "".join(
        f"<tuv xml:lang={quoteattr(language)}><seg>{_segment(text, places)}</seg></tuv>\n"
        for language, text in ((unit.source_language, unit.source), (unit.language, unit.target))
    )
    return f"<tu tuid={quoteattr(unit.name)} srclang={quoteattr(unit.source_language)}{changed}>\n{variants}</tu>\n"


def _segment(text: str, places: dict[str, int]) -> str:
    """Escaped, with our placeholders as ``<ph>``; characters that XML cannot hold are left out."""

    def ph(found: re.Match[str]) -> str:
        name = found.group()
        place = places.setdefault(name, len(places) + 1)
        return f'<ph x="{place}" type="x-{name.strip("[]").lower()}">{name}</ph>'

    clean = escape(_NOT_XML.sub("", text), {"\r": "&#13;"})
    return PLACEHOLDER.sub(ph, clean)
