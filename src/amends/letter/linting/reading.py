"""A letter as the rules see it: folded, parted into sentences, with every phrase of its languages found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from amends.core.contracts.letter import LintInput
from amends.core.vocabulary import LANGUAGES, Fault, LintRule
from amends.letter.linting.figures import Figures, figures
from amends.letter.linting.folding import Folded, fold
from amends.letter.linting.languages import guess, latin_scores, scripts
from amends.letter.linting.lexicon import Lexicon, lexicon
from amends.letter.linting.patterns import Hits

#: It begins with one sign of a set, so that the search skips from sign to sign.
_END = re.compile(r"[!?。….\n](?:(?<=[!?。…])[!?。…]*[\"')\]]*|(?<=\.)\.*[\"')\]]*(?=\s|$|[^\x00-\u024f])|(?<=\n)\n*)")
_SHORT = frozenset(
    "tel ca z b bzw inkl zzgl evtl usw etc mr mrs ms dr st ca approx ul pl av sr sra ud uds p ex "
    "т д п г ул д стр шт руб р тыс д-р apto bl vs incl max min pcs pc lit b.v i.e e.g d.h z.b u.a o.a m.in np tzw"
    .split()
)  # fmt: skip
#: Short words only beside a figure ("No. 5", "5 set. 2026"): elsewhere "You keep the set." ends a sentence.
_SHORT_BY_FIGURES = frozenset(
    "no nr num art jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic fev mai set out dez janv fevr avr "
    "juil okt".split()
)
_LAST_WORD = re.compile(r"([^\W_][\w.-]*)$")
_NEXT = re.compile(r"\s+([^\W\d_]+|\S)?")

_QUOTED = re.compile('"[^"\n]{2,200}"|「[^」\n]{2,200}」|『[^』\n]{2,200}』')
#: "25. November", "25. listopada": a point behind figures makes an ordinal number of them.
_WITH_ORDINAL_POINTS = frozenset({"de", "pl", "tr"})
#: What a letter may quote from the buyer without saying it itself.
_SAID_BY_OTHERS = frozenset(
    "blame buyer_blame accusation minimising frivolous unique_claim check_claim rights_denied dispute_close review_ask".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start`` and ``end`` are places in the folded text; ``mark`` is the sign that ends it."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's hit, in places of the folded text (``in_text``: of the letter as given); ``variant`` of its message."""

    rule: LintRule
    start: int
    end: int
    variant: str = "message"
    in_text: bool = False


Place = tuple[int, int]


def _ends_a_sentence(text: str, found: re.Match[str], ordinals: bool) -> bool:
    mark = found.group()
    if mark[0] == "\n":
        following = text[found.end() : found.end() + 1]
        return not (following.isalpha() and following.islower() and _is_wrapped(text, found))
    if mark[0] != "." or len(mark) > 1:
        return True
    before = _LAST_WORD.search(text[max(0, found.start() - 12) : found.start()])
    if not before:
        return True
    word = before.group(1)
    if not (word in _SHORT or word in _SHORT_BY_FIGURES or (len(word) == 1 and word.isalpha()) or word.isdigit()):
        return True
    following_word = _NEXT.match(text, found.end())
    if not following_word or not following_word.group(1):
        return True
    sign_before = text[: found.start() - len(word)].rstrip(" ")[-1:]
    if word in _SHORT_BY_FIGURES:
        return not (sign_before.isdigit() or following_word.group(1).isdigit())
    if word.isdigit() and not ordinals and sign_before not in ("", "\n"):
        return True
    # "25. November", "No. 5", "z. B.", "1. Open the lid" in a list: the point belongs to the word before it.
    return False if not word.isdigit() else len(word) > 2 or following_word.group(1)[:1] in "-*"


def _is_wrapped(text: str, found: re.Match[str]) -> bool:
    """A single line break inside a long line's sentence; folded text has lost its capitals, so length decides."""
    line_start = text.rfind("\n", 0, found.start()) + 1
    previous = text[found.start() - 1 : found.start()]
    return len(found.group()) == 1 and found.start() - line_start > 55 and (previous.isalpha() or previous == ",")


def split_sentences(text: str, ordinals: bool = True) -> list[Sentence]:
    """Sentences of a folded text. A point in a number, an address or an abbreviation ends none.

    ``ordinals``: the language writes "25." for "25th", so a point behind figures ends none either.
    """
    sentences: list[Sentence] = []
    start = 0
    for found in _END.finditer(text):
        if not _ends_a_sentence(text, found, ordinals):
            continue
        if text[start : found.start()].strip(" -*\"'()\n"):
            sentences.append(Sentence(start, found.start(), found.group()[0]))
            start = found.end()
        elif sentences:
            start = found.end()
    if text[start:].strip(" -*\"'()\n"):
        sentences.append(Sentence(start, len(text), ""))
    return sentences


@dataclass
class Reading:
    """One letter and what the rules ask of it, each found at most once."""

    request: LintInput
    folded: Folded = field(init=False)
    _allowed: dict[str, list[Place]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = fold(self.request.text)

    @property
    def text(self) -> str:
        return self.folded.text

    @cached_property
    def sentences(self) -> list[Sentence]:
        return split_sentences(self.text, ordinals=self.lexicons[0].language in _WITH_ORDINAL_POINTS)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def marked(self) -> str:
        """The folded text with a line break at the end of each sentence and nowhere else, so that gaps stop there."""
        text = self.text.replace("\n", " ")
        parts, last = [], 0
        for sentence in self.sentences:
            parts.append(text[last : sentence.end])
            if sentence.end < len(text):
                parts.append("\n")
            last = sentence.end + 1
        return self._without_product("".join(parts) + text[last:])

    def _without_product(self, text: str) -> str:
        """The name of the goods is blanked out: a "gift box" or a "repair kit" offers nothing."""
        product = self.request.case.product if self.request.case else None
        name = fold(product).text.strip() if product else ""
        return text.replace(name, "·" * len(name)) if len(name) > 2 else text

    @cached_property
    def language_guess(self) -> tuple[str | None, dict[str, float]]:
        return guess(self.request.text, self.text, self.script_counts)

    @cached_property
    def script_counts(self) -> dict[str, int]:
        return scripts(self.request.text)

    @cached_property
    def lexicons(self) -> list[Lexicon]:
        """The text's main language first; a second one where a good part of the letter is in it."""
        named = [primary(tag) for tag in (self.request.language, self.request.buyer_language) if tag]
        best, ranked = self.language_guess
        chosen = best if best and (not ranked or ranked[best] >= 2) else None
        if ranked and chosen:
            # Close relatives share most words: the language that the caller names wins a near tie.
            for name in named:
                if name in ranked and ranked[name] >= 0.5 * ranked[chosen]:
                    chosen = name
                    break
        if chosen is None:
            chosen = next((name for name in named if name in LANGUAGES), best or "en")
        return [lexicon(name) for name in (chosen, *self._second(chosen))]

    def _second(self, main: str) -> list[str]:
        counts, total = self.script_counts, sum(self.script_counts.values()) or 1
        others = []
        for script, language in (("han", "zh"), ("cyrillic", "ru"), ("hangul", "ko"), ("arabic", "ar")):
            if language != main and not (main == "ja" and script == "han") and counts.get(script, 0) > 0.2 * total:
                others.append(language)
        if main in ("zh", "ja", "ko", "ru", "ar") and counts.get("latin", 0) > 0.25 * total:
            best = max(latin := self._latin(), key=lambda name: latin[name], default=None)
            if best and latin[best] >= 3:
                others.append(best)
        elif not others and main not in ("zh", "ja", "ko", "ru", "ar"):
            ranked = self.language_guess[1]
            for name, score in ranked.items():
                if name != main and score >= 3 and score >= 0.55 * ranked.get(main, 0):
                    others.append(name)
        return others[:1]

    def _latin(self) -> dict[str, float]:
        return latin_scores(self.request.text, self.text)

    @cached_property
    def hits(self) -> Hits:
        found = self.lexicons[0].patterns.find(self.marked)
        for second in self.lexicons[1:]:
            for concept, places in second.patterns.find(self.marked).items():
                found[concept] = sorted({*found.get(concept, ()), *places})
        return found

    @cached_property
    def figures(self) -> Figures:
        return figures(self.text, self.lexicons)

    def all(self, concept: str) -> list[Place]:
        """Places of a concept in order, without those that a place of ``<concept>_not`` overlaps."""
        known = self._allowed.get(concept)
        if known is None:
            known = self._allowed[concept] = self._without_denied(concept)
        return known

    @cached_property
    def _quotations(self) -> list[Place]:
        return [found.span() for found in _QUOTED.finditer(self.text)]

    def said(self, start: int, end: int) -> str:
        """A stretch of the folded text without what it quotes and without the name of the goods."""
        parts = []
        for first, last in self._quotations:
            if first < end and start < last:
                parts.append(self.marked[start : first + 1])
                start = last - 1
        return "".join([*parts, self.marked[start:end]]).strip()

    def is_quoted(self, place: Place) -> bool:
        """Whether the place stands in quotation marks: then they are the buyer's words and not the letter's."""
        return any(start < place[0] and place[1] < end for start, end in self._quotations)

    def _without_denied(self, concept: str) -> list[Place]:
        places = self.hits.get(concept, [])
        if places and concept in _SAID_BY_OTHERS and self._quotations:
            places = [place for place in places if not self.is_quoted(place)]
        denied = self.all(concept + "_not") if places and concept + "_not" in self.hits else []
        if not denied:
            return places
        ends = [end for _, end in denied]
        kept = []
        for place in places:
            nearest = bisect_right(ends, place[0])
            if nearest == len(denied) or denied[nearest][0] >= place[1]:
                kept.append(place)
        return kept

    def has(self, *concepts: str) -> bool:
        return any(self.all(concept) for concept in concepts)

    def sentence_index(self, place: int) -> int:
        return max(0, bisect_right(self._sentence_starts, place) - 1)

    def sentence_of(self, place: int) -> Sentence:
        return self.sentences[self.sentence_index(place)]

    def within(self, concept: str, start: int, end: int) -> list[Place]:
        """Places of a concept that begin inside the range."""
        places = self.all(concept)
        if not places:
            return places
        return places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]

    def any_within(self, concepts: tuple[str, ...], start: int, end: int) -> bool:
        return any(self.within(concept, start, end) for concept in concepts)

    @property
    def seller_fault(self) -> bool:
        return self.request.fault is Fault.SELLER


def primary(tag: str) -> str:
    """The primary subtag of a BCP-47 tag: ``pt`` of ``pt-BR``."""
    return re.split("[-_]", tag)[0].lower()
