"""Which words of a letter a person wrote herself: what stands neither in the engine's draft nor is a mere name."""

from __future__ import annotations

import re
import unicodedata

from amends.letter.sentences import RIGHT_TO_LEFT_MARK

# As in ``sentences``, but a line without closing punctuation counts too: a person may leave it out.
_BREAK = re.compile("(?<=[.!?\u2026\u061f])\\s+|(?<=[\u3002\uff01\uff1f])")
_LABEL = re.compile(r"^(?:[A-Z]\)|[-*•·])\s*")
_DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_LETTER = re.compile(r"[^\W\d_]")
#: A line of so many words at most may be a name or a greeting of one word.
_NAME_WORDS = 2
_RUNS_ON = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def parts_of(body: str) -> list[str]:
    """The sentences of a letter and its lines without closing punctuation, without option letters."""
    found: list[str] = []
    for line in unicodedata.normalize("NFC", body).splitlines():
        plain = _LABEL.sub("", line.replace(RIGHT_TO_LEFT_MARK, "").strip())
        found += [part.strip() for part in _BREAK.split(plain) if part.strip()]
    return found


def _key(part: str) -> str:
    """The words of a part: figures are looked after by the lint, so a corrected figure makes no new words."""
    return " ".join(_DIGITS.sub("0", part).casefold().split()).rstrip(
        ".!?,;:\u2026\u3002\uff01\uff1f\uff0c\u060c\u061f "
    )


def own_words(body: str, drafted: str) -> list[str]:
    """The sentences of ``body`` that are not in ``drafted``, in their order.

    A sentence with another figure in it is the draft's; one with another word is the person's. A line of one or two
    words without closing punctuation is a name.
    """
    known = {_key(part) for part in parts_of(drafted)}
    return [part for part in parts_of(body) if _key(part) not in known and _LETTER.search(part) and not _is_name(part)]


def _is_name(part: str) -> bool:
    if part[-1] in ".!?\u2026\u3002\uff01\uff1f\u061f":
        return False
    return len(part) <= 4 if _RUNS_ON.search(part) else len(part.split()) <= _NAME_WORDS
