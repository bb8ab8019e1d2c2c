"""Whether a message only says thanks and goodbye, so that an answer to it would only be answered again.

By whole words and nothing else, never by a guess: a message with one word that is not in ``last_words.yaml`` (and is no
name of the people concerned), with a digit or a question mark, is not of this kind. To answer once too often costs a
minute; to miss a complaint costs the case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from amends.core.packaged import read_yaml

#: The longest text that is looked at, in code points; who writes more has more to say.
LONGEST = 300
_ASKS = re.compile(r"[?？؟]|\d")
#: Scripts that do not part their words with blanks; there a phrase is found anywhere.
_RUNS_ON = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return unicodedata.normalize("NFC", plain)


def _alternatives(phrases: Iterable[str]) -> str:
    parts = []
    for phrase in sorted({_folded(phrase) for phrase in phrases}, key=lambda each: (-len(each), each)):
        words = re.escape(phrase).replace(r"\ ", r"\s+")
        parts.append(words if _RUNS_ON.search(phrase) else rf"(?<!\w){words}(?!\w)")
    return "|".join(parts)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is enough for thanks, and that together with what may stand beside it."""
    data = read_yaml("amends.triage", "last_words.yaml")
    thanks = [phrase for phrases in data["thanks"].values() for phrase in phrases]
    beside = [phrase for phrases in data["beside"].values() for phrase in phrases]
    return re.compile(_alternatives(thanks)), re.compile(_alternatives([*thanks, *beside]))


def may_thank(text: str) -> bool:
    """Whether ``only_thanks`` could be true with some names: a quick look before anybody's names are asked for."""
    folded = _folded(text)
    return len(folded) <= LONGEST and not _ASKS.search(folded) and _patterns()[0].search(folded) is not None


def only_thanks(text: str, names: Iterable[str] = ()) -> bool:
    """Whether ``text`` holds thanks, assent or goodbye and not one word more; ``names`` may stand in it."""
    folded = _folded(text)
    if len(folded) > LONGEST or _ASKS.search(folded):
        return False
    thanks, known = _patterns()
    parts = [part for name in names for part in _folded(name).split() if len(part) > 1]
    if parts:
        folded = re.sub(_alternatives(parts), " ", folded)
    if not thanks.search(folded):
        return False
    return not any(mark.isalnum() for mark in known.sub(" ", folded))
