"""From data to PDF or PNG with the packaged layouts, and which characters the fonts of this machine can show.

Texts reach the layouts as JSON through ``sys_inputs``: no markup is ever built from them. Typst's PDF/A export
refuses a character that no font can show, and that refusal is the measure of coverage used here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import typst

_STANDARD: Final[Literal["a-2b"]] = "a-2b"
_PROBE = (
    b'#set text(font: ("Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", "Libertinus Serif"))\n'
    b"#for part in json(bytes(sys.inputs.data)) { block(part) }"
)
#: How many characters of a script are tried before the whole script counts as missing.
_SAMPLE = 8
#: Resolution of page images, in dots per inch: legible, and below the 200 dpi that banks scale down to.
_PIXELS_PER_INCH = 144

# Controls, noncharacters, and the marks that turn the direction of text around: shown as what they are.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LONG_RUN = re.compile(r"[!-~]{40}(?=[!-~])")
_SCRIPT_WORDS = {"CJK": "Han", "KANGXI": "Han", "HALFWIDTH": "Katakana", "IDEOGRAPHIC": "Han"}


@cache
def system_fonts() -> typst.Fonts:
    """The fonts of this machine and those that typst brings along; looked for once."""
    return typst.Fonts()


def _script(character: str) -> str:
    """The script of a character, from its Unicode name: ``Han``, ``Arabic``, ``Cyrillic``, ``Symbols``."""
    if unicodedata.category(character)[0] in "SPNCZ":
        return "Symbols"
    word = unicodedata.name(character, "UNNAMED").partition(" ")[0].partition("-")[0]
    return _SCRIPT_WORDS.get(word, word.capitalize())


def _shown(characters: list[str], fonts: typst.Fonts) -> bool:
    data = json.dumps(["x" + character for character in characters])
    try:
        typst.Compiler(_PROBE, font_paths=fonts).compile(
            format="pdf", sys_inputs={"data": data}, pdf_standards=_STANDARD, timestamp=0
        )
    except typst.TypstError:
        return False
    return True


def _bisect(characters: list[str], fonts: typst.Fonts) -> set[str]:
    if _shown(characters, fonts):
        return set()
    if len(characters) == 1:
        return set(characters)
    middle = len(characters) // 2
    return _bisect(characters[:middle], fonts) | _bisect(characters[middle:], fonts)


def unshown_characters(texts: Iterable[str], fonts: typst.Fonts) -> frozenset[str]:
    """The characters of these texts that no font can show. A script whose sample fails counts as a whole."""
    used = set[str]().union(*(set(visible(text)) for text in texts))
    candidates = sorted(character for character in used if ord(character) > 0x7E)
    if not candidates or _shown(candidates, fonts):
        return frozenset()
    by_script: dict[str, list[str]] = {}
    for character in candidates:
        by_script.setdefault(_script(character), []).append(character)
    missing: set[str] = set()
    for characters in by_script.values():
        sample = characters[:: max(1, len(characters) // _SAMPLE)]
        alike = len(sample) >= _SAMPLE and not any(_shown([character], fonts) for character in sample)
        missing.update(characters if alike else _bisect(characters, fonts))
    return frozenset(missing)


def scripts_of(characters: Iterable[str]) -> list[str]:
    """The names of the scripts of these characters, sorted."""
    return sorted({_script(character) for character in characters})


def missing_scripts(texts: Iterable[str], fonts: typst.Fonts | None = None) -> list[str]:
    """Names of the scripts in these texts for which this machine has no font (``["Han", "Thai"]``), sorted.

    A script is named also when only some of its characters cannot be shown. Emoji and signs are ``Symbols``.
    """
    return scripts_of(unshown_characters(texts, fonts or system_fonts()))


def visible(text: str) -> str:
    """The text with control and direction-changing characters written out as ``[U+202E]``."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _UNSHOWN.sub(lambda match: f"[U+{ord(match[0]):04X}]", plain)


def _replaced(text: str, missing: frozenset[str]) -> str:
    parts: list[str] = []
    run: list[str] = []
    for character in text + "\x00":
        if character in missing:
            run.append(character)
            continue
        if run:
            parts.append(f"[{len(run)} characters not shown: {', '.join(scripts_of(run))}]")
            run.clear()
        parts.append(character)
    return "".join(parts)[:-1]


def _language(text: str) -> str:
    """The language that chooses the font: kana is Japanese, hangul Korean, other Han Chinese, Arabic Arabic."""
    if re.search("[\u3040-\u30ff\u31f0-\u31ff]", text):
        return "ja"
    if re.search("[\uac00-\ud7af\u1100-\u11ff]", text):
        return "ko"
    if re.search("[\u3400-\u9fff\U00020000-\U0003ffff]", text):
        return "zh"
    return "ar" if re.search("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]", text) else "en"


def _right_to_left(text: str) -> bool:
    """The direction of the first strong character (Unicode bidirectional algorithm, rules P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def said(text: str, missing: frozenset[str]) -> dict[str, Any]:
    """A text for the layouts: what can be shown of it, the language for its font, and its direction."""
    clean = visible(text)
    shown = _LONG_RUN.sub(lambda match: match[0] + "\u200b", _replaced(clean, missing) if missing else clean)
    return {"text": shown, "lang": _language(shown), "rtl": _right_to_left(shown)}


@cache
def _layout(name: str) -> bytes:
    return files("amends.evidence").joinpath("layouts", name).read_bytes()


def _compiler(layout: str, fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(_layout("page.typ") + _layout(f"{layout}.typ"), font_paths=fonts)


def _pages_of(made: bytes | list[bytes] | None) -> list[bytes]:
    if made is None:
        raise RuntimeError("typst returned no document although none was to be written to a file")
    return made if isinstance(made, list) else [made]


def pdf(layout: str, data: dict[str, Any], now: datetime, fonts: typst.Fonts) -> tuple[bytes, bool]:
    """(PDF, whether it is PDF/A-2b). The same data, time and fonts give the same bytes."""
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    stamp = int(now.timestamp())
    try:
        made = _compiler(layout, fonts).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=_STANDARD, timestamp=stamp
        )
        return _pages_of(made)[0], True
    except typst.TypstError:
        # A combination of characters that the probe could not foresee: a plain PDF shows a box in its place.
        made = _compiler(layout, fonts).compile(format="pdf", sys_inputs=inputs, timestamp=stamp)
        return _pages_of(made)[0], False


def page_images(layout: str, data: dict[str, Any], now: datetime, fonts: typst.Fonts) -> list[bytes]:
    """One PNG for each page, for platforms that take images only."""
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    made = _compiler(layout, fonts).compile(
        format="png", sys_inputs=inputs, ppi=_PIXELS_PER_INCH, timestamp=int(now.timestamp())
    )
    return _pages_of(made)
