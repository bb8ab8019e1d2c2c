"""Rules on tone and plainness: thanks, apology, shouting, length, jargon, minimising, seriousness, emptiness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amends.core.vocabulary import Kind, LetterStage, LintRule
from amends.letter.linting.common_data import Shouting, common
from amends.letter.linting.patterns import Writing
from amends.letter.linting.reading import Found, Place, Reading

_APOLOGY_DUE = frozenset(
    {LetterStage.FIRST_REPLY, LetterStage.FOLLOW_UP, LetterStage.PROACTIVE, LetterStage.REVIEW_REPLY}
)
_MARKUP = re.compile(
    r"<font\b|<h[1-4]\b|<[a-z]{1,12}[^<>]{0,80}\b(?:color|colour)\s*[=:]|\[color\b|<marquee\b|<blink\b", re.IGNORECASE
)
_MARKS = re.compile(r"[!！]\s?[!！]+|[?？]{2,}|(?:[!！][?？]){2,}|[?？][!！]{2,}")
#: Letters that have case: Latin, Greek, Cyrillic.
_CASED = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
_LETTERS = re.compile(f"[{_CASED}]+")
_CAPITALS = re.compile(f"[{_CASED}]+(?:['’-][{_CASED}]+)*")
_CAPITAL_PAIR = re.compile("[A-ZÀ-ÖØ-ÞĄĆĘĞİŁŃŚŞŹŻΑ-ΩА-ЯЁ]{2}")
_UPPER = "".join(char for char in map(chr, range(0x41, 0x500)) if char.isupper())
_CAPITAL_RUNS = re.compile(f"[{_UPPER}]+")
_CAPITAL_WORDS = re.compile(f"(?<![{_CASED}])[{_UPPER}]{{2,}}(?![{_CASED}])")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_CONTENT = re.compile(r"[^\W\d_]+")
_LETTER_OR_NUMBER = re.compile(r"\w")
_RESTING = frozenset({Kind.PRAISE, Kind.PRODUCT_QUESTION, Kind.ORDER_STATUS, Kind.OTHER})


def thanks_first(reading: Reading) -> Iterator[Found]:
    """A first reply thanks in its first two sentences (a salutation is not counted)."""
    if reading.request.stage is not LetterStage.FIRST_REPLY or not reading.sentences:
        return
    heads = reading.sentences[:2]
    if _is_salutation(reading, 0):
        heads = reading.sentences[:3]
    thanks = reading.all("gratitude")
    if not any(place[0] < heads[-1].end for place in thanks):
        yield Found(LintRule.THANKS_FIRST, heads[0].start, heads[0].end)


def _is_salutation(reading: Reading, index: int) -> bool:
    sentence = reading.sentences[index]
    return len(_WORD.findall(reading.text, sentence.start, sentence.end)) <= 3 and sentence.end - sentence.start < 40


def apology_missing(reading: Reading) -> Iterator[Found]:
    """The seller's fault asks for one apology, in this letter or before."""
    request = reading.request
    if not reading.seller_fault or request.stage not in _APOLOGY_DUE or request.previous_apologies:
        return
    if not reading.has("apology") and reading.sentences:
        yield Found(LintRule.APOLOGY_MISSING, 0, reading.sentences[0].end)


def apology_repeated(reading: Reading) -> Iterator[Found]:
    """One apology for one matter: a second one, here or after an earlier letter, weakens the first."""
    places = _joined(reading.all("apology"))
    if not places:
        return
    sentences = {reading.sentence_index(start) for start, _ in places}
    words = [reading.text[start:end] for start, end in places]
    doubled = len(sentences) > 1 or len(places) > 2 or len(set(words)) < len(words)
    again = any(
        abs(start - place[0]) < 40 and reading.sentence_index(start) == reading.sentence_index(place[0])
        for start, _ in reading.all("again")
        for place in places
    )
    if doubled or again or reading.request.previous_apologies:
        start, end = places[-1]
        yield Found(LintRule.APOLOGY_REPEATED, start, end)


def _joined(places: list[Place]) -> list[Place]:
    """Doubled words ("sorry, sorry") are one apology."""
    joined: list[Place] = []
    for start, end in places:
        if joined and start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def shouting(reading: Reading) -> Iterator[Found]:
    """Capitals, coloured or outsized type, repeated exclamation marks."""
    text = reading.request.text
    limits = common().shouting
    exclaimed = text.count("!") + text.count("！")
    found = _MARKUP.search(text) if "<" in text or "[" in text else None
    if not found and exclaimed + text.count("?") + text.count("？") > 1:
        found = _MARKS.search(text)
    if found:
        yield Found(LintRule.SHOUTING, found.start(), found.end(), in_text=True)
        return
    if exclaimed > limits.exclamation_marks:
        last = max(text.rfind("!"), text.rfind("！"))
        yield Found(LintRule.SHOUTING, last, last + 1, in_text=True)
        return
    yield from _capitals(text)


def _capitals(text: str) -> Iterator[Found]:
    limits, known = common().shouting, common().capital_words
    if not _may_shout(text, limits):
        return
    cased = capital = run = run_letters = run_start = 0
    for found in _CAPITALS.finditer(text):
        word = found.group()
        upper = sum(map(str.isupper, word))
        if word.upper() in known or (len(word) == 1 and upper) or _is_in_a_code(text, found):
            continue
        cased += len(word)
        capital += upper
        if upper == len(word) and len(word) >= 2:
            run_start = found.start() if run == 0 else run_start
            run, run_letters = run + 1, run_letters + len(word)
            if run >= limits.run_words and run_letters >= limits.run_words * limits.word_letters:
                yield Found(LintRule.SHOUTING, run_start, found.end(), in_text=True)
                return
        else:
            run = run_letters = 0
    if cased >= limits.word_letters * 5 and capital > limits.capital_share * cased and capital >= limits.letters * 0.4:
        yield Found(LintRule.SHOUTING, 0, len(text), in_text=True)


def _may_shout(text: str, limits: Shouting) -> bool:
    """A quick look: too few capitals, and too few words all in capitals, cannot come to shouting.

    Half the share is asked for, because names and codes do not count as letters later on.
    """
    if not _CAPITAL_PAIR.search(text):
        return False
    capitals = sum(map(len, _CAPITAL_RUNS.findall(text)))
    if capitals < limits.letters * 0.4:
        return False
    if capitals > limits.capital_share / 2 * len(text):
        return True
    return len(_CAPITAL_WORDS.findall(text)) >= limits.run_words or 2 * capitals > limits.capital_share * sum(
        map(len, _LETTERS.findall(text))
    )


def _is_in_a_code(text: str, found: re.Match[str]) -> bool:
    """Whether the letters belong to a number (``LX123456789CN``, ``TRY1,249.00``): a code shouts at nobody."""
    start, end = found.span()
    return text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit()


def long_sentences(reading: Reading) -> Iterator[Found]:
    """No sentence over the language's limit, and a letter that can be read at one go."""
    known = reading.lexicons[0]
    limits = known.limits
    by_character = known.writing is Writing.RUNS and known.language != "ko"
    expression = _LETTER_OR_NUMBER if by_character else _WORD
    lengths = [len(expression.findall(reading.text, item.start, item.end)) for item in reading.sentences]
    for sentence, length in zip(reading.sentences, lengths, strict=True):
        if length > limits.longest:
            yield Found(LintRule.LONG_SENTENCES, sentence.start, sentence.end)
            return
    if len(lengths) > 2 and sum(lengths) > limits.mean * len(lengths):
        longest = reading.sentences[lengths.index(max(lengths))]
        yield Found(LintRule.LONG_SENTENCES, longest.start, longest.end)
    elif sum(lengths) > limits.letter:
        yield Found(LintRule.LONG_SENTENCES, 0, reading.sentences[-1].end, "letter")


def jargon(reading: Reading) -> Iterator[Found]:
    """A customs or carrier term is explained where it stands, in brackets or in the next sentence."""
    for start, end in reading.all("jargon"):
        index = reading.sentence_index(start)
        last = reading.sentences[min(index + 1, len(reading.sentences) - 1)].end
        if reading.within("explained", start, last) or reading.text[end : end + 3].lstrip().startswith(("(", "[")):
            continue
        before = reading.text[reading.sentences[index].start : start].rstrip()
        if before.endswith("(") or ("(" in before and ")" not in before[before.rindex("(") :]):
            continue
        yield Found(LintRule.JARGON, start, end)
        return


def minimising(reading: Reading) -> Iterator[Found]:
    """The buyer's loss is not made small."""
    for start, end in reading.all("minimising")[:1]:
        yield Found(LintRule.MINIMISING, start, end)


@cache
def _signs(on_own_fault: bool) -> re.Pattern[str]:
    signs = common().frivolous_emoji if on_own_fault else common().laughing_emoji
    return re.compile(
        "[" + re.escape(signs) + "]|[:;=][-o]?[)dp3](?![a-z0-9])|\\^_?\\^" if on_own_fault else f"[{re.escape(signs)}]"
    )


def frivolous_tone(reading: Reading) -> Iterator[Found]:
    """On the seller's own fault: no emoji, no laughter, no slang. Laughter is out of place on anybody's fault."""
    kind = reading.request.case.kind if reading.request.case else None
    if kind is Kind.PRAISE:
        return
    own = reading.seller_fault
    found = None if reading.text.isascii() and not own else _signs(own).search(reading.text)
    if found:
        yield Found(LintRule.FRIVOLOUS_TONE, *found.span())
        return
    for start, end in reading.all("frivolous")[:1]:
        yield Found(LintRule.FRIVOLOUS_TONE, start, end)


_SAYS_SOMETHING = (
    "problem refund full_refund part_refund send_again coupon gift return_goods sending cancel guide repair extend duty "
    "document deadline wait blame buyer_blame accusation unique_claim check_claim review_ask rights_denied dispute_close asks_solve "
    "jargon minimising odr"
).split()


def empty_reply(reading: Reading) -> Iterator[Found]:
    """A reply says something: a fact, an offer, a date. "OK, received" and an emoji do not.

    A statement to a platform may be short: the records say the rest.
    """
    request = reading.request
    kind = request.case.kind if request.case else None
    if request.stage in (LetterStage.CLOSING, LetterStage.APPEAL) or kind is Kind.PRAISE:
        return
    if _DIGIT.search(reading.text) or reading.has(*_SAYS_SOMETHING):
        return
    if content_words(reading) < common().content_words:
        yield Found(LintRule.EMPTY_REPLY, 0, len(reading.text))


def content_words(reading: Reading) -> int:
    """Words that are neither common words nor set phrases of thanks, regret and politeness."""
    covered = sorted(
        place
        for name in ("filler", "gratitude", "apology", "generic_problem", "frivolous")
        for place in reading.hits.get(name, ())
    )
    common_words = frozenset().union(*(known.common_words for known in reading.lexicons))
    count = 0
    for found in _CONTENT.finditer(_without(reading.text, covered)):
        word = found.group()
        if word in common_words or (len(word) == 1 and word.isascii()):
            continue
        count += 1 + (len(word) - 1) // 2 if reading.lexicons[0].writing is Writing.RUNS and not word.isascii() else 1
    return count


def _without(text: str, places: list[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in places:
        if start >= last:
            parts.append(text[last:start] + " ")
        last = max(last, end)
    return "".join(parts) + text[last:]
