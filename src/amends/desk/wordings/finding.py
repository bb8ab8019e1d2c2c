"""Finding a sentence by what it means: words of three languages, names of the vocabulary, and the sentence encoder.

The encoder is the one with which ``triage`` reads texts; where it is not installed, words and names decide alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from amends.core.labels import label
from amends.core.meaning import SCALE, meanings
from amends.core.vocabulary import Kind
from amends.letter.filling import sentence_ids, sentences_of
from amends.letter.forms import SLOT
from amends.letter.house import House
from amends.letter.naming import named_after

#: How much the encoder's similarity counts beside the words; above it there is no telling a hit from noise.
_MEANING, _LEAST = 0.9, 0.35
#: A sentence about another kind of dispute is seldom what is looked for.
_OTHER_KIND = 0.35
_WORD = re.compile(r"[^\W_]+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: The least score, and the least share of the best one's, with which a sentence is shown.
_ENOUGH, _BEHIND = 0.2, 0.4
#: What people call things that the sentences call otherwise.
_ALSO = {
    "request-photo-of-items": "照片 图片 拍照 photo picture foto",
    "request-photo-of-damage": "照片 图片 拍照 破损 photo picture foto",
    "request-photo-of-label": "照片 图片 拍照 面单 标签 photo picture label foto",
    "request-video-of-fault": "视频 录像 video",
    "remedy-full-refund": "退全款 全额退款 full refund",
    "remedy-full-refund-keep": "退全款 全额退款 不用退货 full refund keep",
    "remedy-reship": "补发 重发 换新 resend replacement",
    "apology": "对不起 抱歉 道歉 sorry apologise",
    "rights": "法律 权益 legal rights",
    "manager": "主管 经理 领导 manager supervisor",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that was found: a phrase's id, or a snippet's key."""

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All sentences that can be found, with the grams of their words and what they mean."""

    found: tuple[Found, ...]
    grams: tuple[frozenset[str], ...]
    weight: dict[str, float]
    vectors: npt.NDArray[np.float32] | None


def _grams(text: str) -> set[str]:
    """Pairs of characters where words are not parted, else words and how they begin."""
    grams: set[str] = set()
    for word in _WORD.findall(SLOT.sub(" ", text).casefold()):
        if _DENSE.search(word):
            grams.update(word[at : at + 2] for at in range(len(word) - 1))
            grams.update(word)
        else:
            grams.add(word)
            grams.add(f"{word[:5]}-")
    return grams


def _names(phrase: str) -> str:
    member = named_after(phrase)
    said = f"{label(member, 'zh')} {label(member, 'en')}" if member is not None else ""
    return f"{said} {_ALSO.get(phrase, '')} {phrase.replace('-', ' ')}"


@lru_cache(maxsize=24)
def _shelf(wording: str, agents: str, house: House) -> _Shelf:
    texts: dict[Found, list[str]] = {}
    plain: dict[Found, str] = {}
    for phrase in sentence_ids():
        texts[Found("phrase", phrase)] = [_names(phrase)]
    for tongue in dict.fromkeys((agents, wording, "zh", "en")):
        for phrase, _variant, text in sentences_of(tongue, house):
            found = Found("phrase", phrase)
            texts[found].append(text)
            if tongue == agents:
                plain.setdefault(found, SLOT.sub("", text))
    for snippet in house.snippets_in(wording):
        found = Found("snippet", snippet.key)
        texts[found] = [snippet.title, snippet.text, *(text for _, text in snippet.meanings)]
        plain[found] = f"{snippet.title}. {SLOT.sub('', snippet.meaning(agents) or snippet.text)}"
    grams = tuple(frozenset(gram for text in said for gram in _grams(text)) for said in texts.values())
    counts = Counter(gram for each in grams for gram in each)
    weight = {gram: math.log(1 + len(grams) / count) for gram, count in counts.items()}
    return _Shelf(tuple(texts), grams, weight, _vectors(tuple(plain[found] for found in texts)))


@lru_cache(maxsize=24)
def _vectors(texts: tuple[str, ...]) -> npt.NDArray[np.float32] | None:
    return meanings(texts)


def _by_words(query: str, shelf: _Shelf) -> list[float]:
    wanted = _grams(query)
    rare = math.log(1 + len(shelf.grams))
    total = sum(shelf.weight.get(gram, rare) for gram in wanted) or 1.0
    return [sum(shelf.weight[gram] for gram in wanted & grams) / total for grams in shelf.grams]


def _by_meaning(query: str, shelf: _Shelf) -> list[float]:
    asked = meanings([query]) if shelf.vectors is not None else None
    if asked is None or shelf.vectors is None:
        return [0.0] * len(shelf.found)
    close = (shelf.vectors @ asked[0]) / np.float32(SCALE * SCALE)
    return [float(value) if value >= _LEAST else 0.0 for value in close]


def find(query: str, wording: str, agents: str, house: House, *, kind: Kind, most: int) -> list[Found]:
    """The sentences that fit what was typed, the best first; nothing where nothing does.

    ``wording`` is the letter's, ``agents`` that of the screen; ``kind`` is what the case is about.
    """
    own = House(house.phrases, house.snippets)
    shelf = _shelf(wording, agents, own)
    scores = [
        (words + _MEANING * close - _distance(found, kind), found)
        for found, words, close in zip(shelf.found, _by_words(query, shelf), _by_meaning(query, shelf), strict=True)
    ]
    best = sorted(scores, key=lambda each: -each[0])
    # What is far behind the best is not what was looked for.
    best = [each for each in best if each[0] > max(_ENOUGH, _BEHIND * best[0][0])]
    return [found for _, found in best[:most]]


def _distance(found: Found, kind: Kind) -> float:
    member = named_after(found.key) if found.source == "phrase" else None
    return _OTHER_KIND if isinstance(member, Kind) and member is not kind else 0.0


def fitting(planned: Iterable[str], house: House, wording: str, most: int) -> list[Found]:
    """Before anything is typed: the company's own sentences, then those of the library that go with the letter."""
    own = [Found("snippet", snippet.key) for snippet in house.snippets_in(wording)]
    usual: Sequence[str] = ("request-details", "repeat-contact", "manager", "help-date", "rights", "stay-here")
    phrases = [phrase for phrase in (*usual, *planned) if phrase in sentence_ids()]
    return [*own, *(Found("phrase", phrase) for phrase in dict.fromkeys(phrases))][:most]
