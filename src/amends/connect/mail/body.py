"""The text of a mail: HTML is cleaned and becomes plain text with its quotation marked, as a plain mail has it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import nh3

#: The most of an HTML part that is read; the whole mail is kept beside it.
MAX_HTML = 1_500_000
_BLOCKS = {
    "p", "div", "table", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section",
    "article", "header", "footer", "center", "address", "dl", "dt", "dd", "form", "fieldset",
}  # fmt: skip
_KEPT = _BLOCKS | {"br", "hr", "li", "td", "th", "a", "b", "i", "span", "tbody", "thead", "font"}
_VOID = {"br", "hr"}
#: What mail programs wrap the older mail in.
_QUOTES = re.compile(
    r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote|ms-outlook-mobile-"
    r"reference-message|isReplyContent|qmQuote|ntes_not_fresh_flag|WordSection_quote)\b",
    re.IGNORECASE,
)
#: Deeper nesting is no letter: the work of a tree grows with the square of its depth.
_DEEPEST = 300
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(
    r"<!--.{0,5000}?-->|<(?:style|script)\b.{0,20000}?</(?:style|script)>|<[^<>]{0,2000}>", re.DOTALL | re.I
)
_ALONE = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source"}
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_of(html: str) -> str:
    """HTML as text. Quoted parts have ``> `` before each line. Scripts, styles and comments are gone."""
    html = html[:MAX_HTML]
    if _depth_of(html) > _DEEPEST:
        return _EMPTY_LINES.sub("\n\n", unescape(_ANY_TAG.sub("\n", html))).strip()
    clean = nh3.clean(
        html,
        tags=_KEPT,
        clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math", "object"},
        attributes={"a": {"href"}, "*": {"class", "id"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.text()


def _depth_of(html: str) -> int:
    """The deepest nesting that the tags can mean, or more."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() not in _ALONE:
            depth = max(depth - 1, 0) if match.group(1) else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Reader(HTMLParser):
    """Reads the well-formed HTML that nh3 leaves."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._open: list[tuple[str, bool, str]] = []
        self._depth = 0
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._end_line()
            return
        told = dict(attrs)
        quote = tag == "blockquote" or bool(_QUOTES.search(f"{told.get('class') or ''} {told.get('id') or ''}"))
        if tag in _BLOCKS or tag == "li" or quote:
            self._block()
        self._depth += quote
        self._pre += tag == "pre"
        self._open.append((tag, quote, told.get("href") or ""))
        if tag == "li":
            self._line = "- "
        elif tag in ("td", "th") and self._line.strip():
            self._line += "\t"

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, quote, href = self._open.pop()
            if name == "a" and href.startswith("http") and len(href) <= 300 and href.rstrip("/") not in self._line:
                self._line += f" <{href}>"
            if name in _BLOCKS or name == "li" or quote:
                self._block()
            self._depth -= quote
            self._pre -= name == "pre"
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._pre:
            first, *others = data.split("\n")
            self._line += first
            for other in others:
                self._end_line()
                self._line = other
            return
        piece = _SPACES.sub(" ", data)
        self._line += piece.lstrip() if not self._line or self._line.endswith((" ", "\t")) else piece

    def _block(self) -> None:
        if self._line.strip():
            self._end_line()
        self._line = ""

    def _end_line(self) -> None:
        marks = "> " * min(self._depth, 5)
        self._lines.append((marks + self._line.rstrip()).rstrip() if self._depth else self._line.rstrip())
        self._line = ""

    def text(self) -> str:
        self._block()
        return _EMPTY_LINES.sub("\n\n", "\n".join(self._lines)).strip()
