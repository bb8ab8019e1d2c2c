"""Taking personal data out of a text before it leaves the machine, and putting it back when the answer comes.

Unlike ``masking``, which forgets what it takes out, sealing keeps it here: every value gets a placeholder of its own
(``[[NAME1]]``), the same value always the same one, and ``unseal`` insists that each of them came back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from amends.core.errors import AmendsError

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LINK = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{2,}")
#: Phone, order, parcel and account numbers: at least five digits, with letters and what people put between them.
#: Their bounds are Latin: a number may stand inside Chinese or Japanese without a blank.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:\+|00)?[A-Za-z]{0,4}\d(?:[ ().-]?\d){4,}[A-Za-z]{0,3}(?![A-Za-z0-9])", re.ASCII
)
#: Numbers that a text is about stay readable: dates, and amounts with their thousands parted.
_TOLD = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,3} \d{3}(?:[.,]\d{1,2})?|\d+[.,]\d{1,2}"
)
#: "12 Baker Street", "Rua das Flores, 45", "ул. Ленина, д. 7", "人民路12号": a street with its house number.
_STREET = re.compile(
    r"(?<!\w)\d{1,5}[a-z]?,? (?:\w+ ){1,3}(?:street|st\.|road|rd\.|avenue|ave\.?|lane|drive|boulevard|court|square)(?!\w)"
    r"|(?<!\w)(?:rua|avenida|av\.|travessa|calle|carrera|rue|avenue|boulevard|via|viale|piazza|ulica|ul\.|ул\.|улица|"
    r"проспект|пр-т|пер\.) ?(?:[\w.'’]+ ){0,4}?[\w.'’]+,? (?:n[.ºo°]{1,2} ?|nr\.? ?|д\. ?|дом )?\d{1,5}[a-zа-я]?(?!\w)"
    r"|(?<!\w)[\w-]+(?: ?(?:straße|strasse|allee|platz)|str\.|weg|gasse|straat|laan|plein) \d{1,5} ?[a-z]?(?!\w)"
    r"|[\u4e00-\u9fff]{2,4}(?:路|街|道|巷)\d{1,5}号(?:[\u4e00-\u9fff\d]{0,12}?[室楼层])?"
    r"|[\w]+ (?:sokak|sok\.|caddesi|cad\.|mahallesi|mah\.)(?: no[:.]? ?\d{1,5})?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W\d_]{2,}")
#: A letter or digit of a script that parts its words.
_PARTED = re.compile(r"[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
#: Scripts in which a name runs on into the next word: Han, kana, Hangul, Thai.
_RUNS_ON = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3\u0e00-\u0e7f]")
#: A placeholder as an engine may give it back: other brackets, other case, a blank inside.
_RETURNED = re.compile(
    r"[\[【［〔]{1,2}\s*(NAME|MAIL|LINK|NUMBER|STREET)\s*[_-]?\s*(\d{1,4})\s*[\]】］〕]{1,2}", re.IGNORECASE
)


class PlaceholderLost(AmendsError):
    """What came back lacks a placeholder, or holds one that was never sent. ``missing`` names them."""

    def __init__(self, missing: Collection[str]) -> None:
        super().__init__(f"placeholders did not survive: {', '.join(sorted(missing))}")
        self.missing = tuple(sorted(missing))


@dataclass(frozen=True, slots=True)
class Sealed:
    """``text`` may leave; ``values`` (placeholder → original) stays here."""

    text: str
    values: dict[str, str]


@dataclass(slots=True)
class _Taking:
    text: str
    #: What the text itself holds that looks like a placeholder: those are never given out.
    taken: frozenset[str]
    values: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def placeholder(self, what: str, value: str) -> str:
        if value not in self.known:
            while True:
                self.counts[what] = self.counts.get(what, 0) + 1
                name = f"[[{what}{self.counts[what]}]]"
                if name not in self.taken:
                    break
            self.known[value], self.values[name] = name, value
        return self.known[value]

    def take(self, pattern: re.Pattern[str], what: str) -> None:
        """Replace what the pattern finds, but never inside a placeholder that already stands."""
        parts = re.split(r"(\[\[[A-Z]+\d+\]\])", self.text)
        self.text = "".join(
            part if part in self.values else pattern.sub(lambda found: self.placeholder(what, found.group()), part)
            for part in parts
        )


def seal(text: str, *, names: Iterable[str] = (), numbers: Iterable[str] = ()) -> Sealed:
    """Replace names, mail addresses, links, streets and long numbers by placeholders.

    ``names`` are those of the people concerned (whole, and each part of them); ``numbers`` are known order, parcel and
    postal numbers of any length. Amounts, dates and small numbers stay: they are what the text is about. A street that
    is written in none of the known ways is not recognised.
    """
    text = unicodedata.normalize("NFC", text)
    taking = _Taking(text, frozenset(_plain_placeholder(found) for found in _RETURNED.finditer(text)))
    for number in sorted({number.strip() for number in numbers if len(number.strip()) > 2}, key=len, reverse=True):
        taking.take(re.compile(rf"(?<![A-Za-z0-9]){re.escape(number)}(?![A-Za-z0-9])", re.IGNORECASE), "NUMBER")
    taking.take(_EMAIL, "MAIL")
    taking.take(_LINK, "LINK")
    taking.take(_HANDLE, "NAME")
    taking.take(_STREET, "STREET")
    told = taking.text

    def sealed_number(found: re.Match[str]) -> str:
        return found.group() if _TOLD.fullmatch(found.group()) else taking.placeholder("NUMBER", found.group())

    parts = re.split(r"(\[\[[A-Z]+\d+\]\])", told)
    taking.text = "".join(part if part in taking.values else _NUMBER.sub(sealed_number, part) for part in parts)
    for name in names:
        _take_name(taking, unicodedata.normalize("NFC", name).strip())
    return Sealed(taking.text, taking.values)


def _take_name(taking: _Taking, name: str) -> None:
    if len(name) < 2:
        return
    if _RUNS_ON.search(name):
        taking.take(re.compile(re.escape(name), re.IGNORECASE), "NAME")
        return
    taking.take(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), "NAME")
    for part in _PARTS.findall(name):
        # "An" and "Li" are words of many languages: a short part counts only as the name is written.
        flags = 0 if len(part) < 4 else re.IGNORECASE
        taking.take(re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", flags), "NAME")


def _plain_placeholder(found: re.Match[str]) -> str:
    return f"[[{found.group(1).upper()}{int(found.group(2))}]]"


def unseal(text: str, sealed: Sealed, *, all_of_them: bool = True) -> str:
    """Put the values back. Raises PlaceholderLost where one was never sent, or (unless told otherwise) is missing."""
    seen: set[str] = set()
    own = {_plain_placeholder(found) for found in _RETURNED.finditer(sealed.text)} - set(sealed.values)

    def value(found: re.Match[str]) -> str:
        name = _plain_placeholder(found)
        seen.add(name)
        return sealed.values.get(name, found.group())

    restored = _RETURNED.sub(value, text)
    wrong = seen - set(sealed.values) - own
    if all_of_them:
        wrong |= set(sealed.values) - seen
    if wrong:
        raise PlaceholderLost(wrong)
    return restored


def reseal(text: str, sealed: Sealed) -> str:
    """Another text with the same values replaced by the same placeholders; for what a person wrote herself."""
    for name, value in sorted(sealed.values.items(), key=lambda pair: len(pair[1]), reverse=True):
        text = _replaced_alone(text, value, name)
    return text


def _replaced_alone(text: str, value: str, name: str) -> str:
    """``value`` where it is no part of a longer word becomes ``name``.

    By hand: a pattern for each value with these scripts in it takes milliseconds to build.
    """
    parts: list[str] = []
    begun = at = 0
    while (at := text.find(value, at)) >= 0:
        end = at + len(value)
        if _PARTED.match(text[at - 1 : at]) or _PARTED.match(text[end : end + 1]):
            at += 1
            continue
        parts += text[begun:at], name
        begun = at = end
    return "".join([*parts, text[begun:]])
