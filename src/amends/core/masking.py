"""Taking personal data out of a text that is kept for another purpose than answering it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NAME, ADDRESS, NUMBER = "[name]", "[address]", "[number]"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{2,}")
#: Phone, order, parcel, account numbers: letters and at least five digits, with what people put between them.
_NUMBER = re.compile(r"(?<!\w)\+?(?=(?:[\s().-]?\w){0,24})[A-Za-z]{0,4}\d(?:[\s().-]?\d){4,}[A-Za-z]{0,3}(?!\w)")
_PARTS = re.compile(r"[^\W\d_]{2,}")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text with addresses, links, long numbers and the given names replaced by placeholders.

    Amounts and small numbers stay: they are what a complaint is about. Names are matched as whole words, in any case
    and with or without accents; a single letter of a name is left alone.
    """
    for pattern, placeholder in ((_EMAIL, ADDRESS), (_LINK, ADDRESS), (_HANDLE, ADDRESS), (_NUMBER, NUMBER)):
        text = pattern.sub(placeholder, text)
    parts = {_plain(part) for name in names for part in _PARTS.findall(name)}
    whole = {_plain(name) for name in names if len(name.strip()) > 1}
    for name in sorted(whole, key=len, reverse=True):
        text = _replace(text, name)
    return _PARTS.sub(lambda found: NAME if _plain(found.group()) in parts else found.group(), text)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _replace(text: str, name: str) -> str:
    """Replace a whole name where words are not parted by spaces, as in Chinese."""
    if not name or name.isascii():
        return text
    return re.sub(re.escape(name), NAME, text, flags=re.IGNORECASE)
