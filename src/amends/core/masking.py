"""Taking personal data out of a text that is kept for another purpose than answering it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

NAME, ADDRESS, NUMBER = "[name]", "[address]", "[number]"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]{2,}")
#: Phone, order, parcel, account numbers: letters and at least five digits, with what people put between them.
_NUMBER = re.compile(
    r"(?<![A-Za-z\d])\+?(?=(?:[\s().-]?\w){0,24})[A-Za-z]{0,4}\d(?:[\s().-]?\d){4,}[A-Za-z]{0,3}(?![A-Za-z\d])"
)
_PARTS = re.compile(r"[^\W\d_]{2,}")
#: Scripts in which a name runs on into the next word: Han, kana, Hangul, Thai.
_RUNS_ON = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3\u0e00-\u0e7f]")


def masked(text: str, names: Collection[str] = ()) -> str:
    """The text with addresses, links, long numbers and the given names replaced by placeholders.

    Amounts and small numbers stay: they are what a complaint is about. Names are matched as whole words, in any case
    and with or without accents, or within the run of letters where a script does not part words; a single letter of a
    name is left alone.
    """
    for pattern, placeholder in ((_EMAIL, ADDRESS), (_LINK, ADDRESS), (_HANDLE, ADDRESS), (_NUMBER, NUMBER)):
        text = pattern.sub(placeholder, text)
    parts = {_plain(part) for name in names for part in _PARTS.findall(name)}
    composed = [unicodedata.normalize("NFC", name.strip()) for name in names]
    running = [name for name in composed if len(name) > 1 and _RUNS_ON.search(name)]
    if running:
        text = unicodedata.normalize("NFC", text)
    for name in sorted(running, key=len, reverse=True):
        text = re.sub(re.escape(name), NAME, text, flags=re.IGNORECASE)
    return _PARTS.sub(lambda found: NAME if _plain(found.group()) in parts else found.group(), text)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
