"""Rules on where a letter leads and what it shows: links, other channels, language, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from amends.core.vocabulary import LANGUAGES, LetterChannel, LintRule
from amends.letter.linting.common_data import common
from amends.letter.linting.folding import fold_pattern
from amends.letter.linting.languages import guess, letters_of
from amends.letter.linting.reading import Found, Place, Reading, primary

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?\(at\) ?| ?\[at\] ?)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_PHONE = re.compile(r"(?<![a-z\d.-])(?:\+|00)\d{1,3}[ ()./-]?(?:\d[ ()./-]{0,2}){6,12}\d(?![a-z\d])")
_CELL = re.compile(
    r"(?<![\d./-])(?:1[3-9]\d{9}|\(?0\d{2,4}\)?[ /-]\d{3,4}[ -]?\d{3,6}|\(\d{2}\) ?9?\d{4}-\d{4})(?![\d.,/-])"
)
#: What every number of _CELL has: a long row of digits and what stands between them.
_DIGITS = re.compile(r"\d[\d() /-]{8}")
#: What every link without a scheme has.
_POINT_IN_A_WORD = re.compile(r"\.[a-zа-я]")
_HANDLE = re.compile(r"(?<![a-z\d.])@[a-z][\w.]{3,}")
_LONG_NUMBER = re.compile(r"(?<![a-z\d.])(?:[a-z]{2}\d{9}[a-z]{2}|\d{10,20}|\d{3}-\d{7}-\d{7})(?![a-z\d])")
_POSTCODE = re.compile(
    r"(?<![\w.,])(?:\d{5}-\d{3}(?!\d)|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\d{4} ?[A-Z]{2}\b(?!\s?\d)"
    r"|\d{5} (?=[A-ZÄÖÜÉ][a-zäöüßéèáíóú]{3,})|\d{2}-\d{3}(?= [A-ZŁŚŻ])|〒\d{3}-?\d{4})"
)
_TAX = re.compile(r"(?<!\d)(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{17}[\dx])(?!\d)")
_NAME_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŻĆĞİÇŞА-ЯЁ][a-zà-öø-ÿąćęłńóśźżğışа-яё'’-]+"
_FULL_NAME = re.compile(
    rf"[ ,:]{{0,2}}({_NAME_WORD}(?: (?:de|da|dos|del|van|von|der|di|al|el|{_NAME_WORD})){{1,3}})(?=[,.!;:\n)]|$| [a-zа-яё])"
)
_HONORIFIC = re.compile(
    rf"(?<!\w)(?i:Mr|Mrs|Ms|Herrn?|Frau|Sr|Sra|Señora?|Senhora?|Sig|Sig\.ra|Signora?|Mme|Monsieur|Madame|Pani|Panie|Meneer|"
    rf"Mevrouw|господин|госпожа)\.? ({_NAME_WORD}(?: {_NAME_WORD})*)"
)
_EAST_NAMES = (
    re.compile("[\u4e00-\u9fff]{3}(?:先生|女士|小姐)"),
    re.compile("(?<![お皆奥何客])[\u4e00-\u9fff]{1,3}[ 　]?[\u4e00-\u9fff]{1,3}様"),
    re.compile("(?<![가-힣])[가-힣]{3} ?(?:님|씨)(?![가-힣])"),
)
_NOT_NAMES = re.compile("尊敬|亲爱|这位|那位|各位|客|皆|買|购|买|고객|구매자|판매자|선생|손님|회원|사장")
_LETTER = re.compile("[a-zа-я]")
_DIGITS_NEAR = re.compile(r"\D{0,6}[a-z]{0,3}-?\d[\d-]{3,}")
_STREET = re.compile(
    r"(?<!\w)[a-z]{3,}(?:strasse|strase|str\.|weg|platz|allee|gasse|straat|laan|plein|gracht|kade|dijk) \d+(?![\d.,])"
)
_NUMBER_NEAR = re.compile(r"[^\n]{0,30}?\d")
_NUMBER_BEFORE = re.compile(r"(?<![\d.,])\d{1,4}[a-z]?[ ,]{1,2}(?:[^\W\d_]+ ){0,3}$")


@cache
def _links() -> re.Pattern[str]:
    endings = "|".join(common().domain_endings)
    return re.compile(
        r"(?:https?://|www\.)[^\s<>\"'()\u3000-\u9fff]+"
        rf"|(?<![a-z\d@.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{endings})(?![a-z\d-])(?:/[^\s<>\"'()\u3000-\u9fff]*)?"
    )


def _links_of(text: str) -> Iterable[re.Match[str]]:
    if "://" in text or "www." in text or _POINT_IN_A_WORD.search(text):
        return _links().finditer(text)
    return ()


def _address(link: str) -> str:
    return re.sub(r"^https?://", "", link).removeprefix("www.").rstrip(".,;:!?")


def _host(address: str) -> str:
    return re.split(r"[/?#:]", address, maxsplit=1)[0]


def _is_host_of(host: str, allowed: str) -> bool:
    return host == allowed or host.endswith("." + allowed)


def links(reading: Reading) -> Iterator[Found]:
    """``dead_odr_link``, ``off_platform_contact`` by link, and ``external_link``."""
    lists = common()
    allowed = [_host(_address(host.lower())) for host in reading.request.allowed_hosts]
    seen: set[LintRule] = set()
    for found in _links_of(reading.text):
        address = _address(found.group())
        host = _host(address)
        if any(address.startswith(dead) for dead in lists.odr_addresses):
            rule = LintRule.DEAD_ODR_LINK
        elif any(_is_host_of(host, known) for known in allowed):
            continue
        elif any(_is_host_of(host, known) for known in lists.contact_hosts):
            rule = LintRule.OFF_PLATFORM_CONTACT
        elif any(_is_host_of(host, known) or host.startswith(known + ".") for known in lists.platform_hosts):
            continue
        else:
            rule = LintRule.EXTERNAL_LINK
        if rule not in seen:
            seen.add(rule)
            yield Found(rule, found.start(), found.start() + len(found.group().rstrip(".,;:!?")))
    if LintRule.DEAD_ODR_LINK not in seen:
        yield from _named_odr(reading)


def _named_odr(reading: Reading) -> Iterator[Found]:
    """The Union's platform for online dispute resolution was closed on 20 July 2025: it is no way to go."""
    for place in reading.all("odr"):
        sentence = reading.sentence_of(place[0])
        if not reading.within("odr_not", sentence.start, sentence.end):
            yield Found(LintRule.DEAD_ODR_LINK, *place)
            return


def off_platform_contact(reading: Reading) -> Iterator[Found]:
    """The buyer is not led away from the platform's messages. Saying that we answer only here is fine."""
    for place in _contacts(reading):
        index = reading.sentence_index(place[0])
        last = reading.sentences[min(index + 1, len(reading.sentences) - 1)]
        if not reading.within("contact_not", reading.sentences[index].start, last.end):
            yield Found(LintRule.OFF_PLATFORM_CONTACT, *place)
            return


@cache
def _channels() -> tuple[tuple[str, ...], re.Pattern[str]]:
    names = sorted(map(fold_pattern, common().contact_channels), key=len, reverse=True)
    shortest = tuple(name for name in names if not any(other in name and other != name for other in names))
    return shortest, re.compile("(?:" + "|".join(map(re.escape, names)) + ")(?![a-zа-я])")


def _contacts(reading: Reading) -> Iterator[Place]:
    text = reading.text
    names, expression = _channels()
    # To ask for each name whether it is there at all is far quicker than to try all of them at every letter.
    if any([name in text for name in names]):  # noqa: C419 - a list is made faster than a generator here
        for found in expression.finditer(text):
            if not (found.start() and _LETTER.match(text, found.start() - 1)):
                yield found.span()
    # In public, a bare number or address is first of all somebody's personal data.
    if reading.request.channel is not LetterChannel.EMAIL and not is_public(reading):
        for expression in _addresses_in(text):
            for found in expression.finditer(text):
                yield found.span()
    yield from reading.all("contact")


def _addresses_in(text: str) -> Iterator[re.Pattern[str]]:
    """The expressions that can match: each needs a sign that few letters have."""
    if "@" in text or "(at)" in text or "[at]" in text:
        yield _EMAIL
    if "+" in text or "00" in text:
        yield _PHONE
    if _DIGITS.search(text):
        yield _CELL
    if "@" in text:
        yield _HANDLE


def wrong_language(reading: Reading) -> Iterator[Found]:
    """The letter is in the buyer's language, or has a part in it."""
    tag = reading.request.buyer_language
    if tag and _is_foreign(reading, primary(tag)):
        yield Found(LintRule.WRONG_LANGUAGE, 0, len(reading.text))


#: Languages outside the word lists that are written in the letters of one inside.
_KIN = {
    "ru": {"uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"},
    "ar": {"fa", "ur", "ps", "ckb"},
    "zh": {"yue", "wuu"},
}


def _is_foreign(reading: Reading, wanted: str) -> bool:
    """Whether the text is surely in another language: by its script, or by its commonest words."""
    best, ranked = reading.language_guess
    counts = reading.script_counts
    if best is None or best == wanted or sum(counts.values()) < 12 or wanted in _KIN.get(best, ()):
        return False
    if wanted not in LANGUAGES:
        # Nothing is known of this language's words: only clear text of a known language is not in it.
        words = len(reading.text.split())
        return not ranked or (ranked[best] >= 4 and ranked[best] >= 0.35 * words)
    if letters_of(wanted, counts) < 0.15 or not ranked:
        return True
    return ranked[best] >= 2 and ranked.get(wanted, 0) <= 0.5 * ranked[best] and not _has_part(reading, wanted)


def _has_part(reading: Reading, wanted: str) -> bool:
    """Whether some sentence is in the buyer's language, as in a bilingual letter."""
    for sentence in reading.sentences:
        part = reading.text[sentence.start : sentence.end]
        best, ranked = guess(part, part)
        if best == wanted and ranked.get(wanted, 3) >= 1.5 and len(part) > 15:
            return True
    return False


def is_public(reading: Reading) -> bool:
    """Whether anybody can read the letter."""
    return reading.request.public or reading.request.channel is LetterChannel.REVIEW


def personal_data(reading: Reading) -> Iterator[Found]:
    """A public text shows nothing by which the buyer or her order can be found."""
    if not is_public(reading):
        return
    text = reading.text
    for expression in (_EMAIL, _PHONE, _CELL, _LONG_NUMBER, _TAX):
        found = expression.search(text)
        if found:
            yield Found(LintRule.PERSONAL_DATA, *found.span())
            return
    for start, end in reading.all("identity"):
        near = _DIGITS_NEAR.match(text, end)
        if near:
            yield Found(LintRule.PERSONAL_DATA, start, near.end())
            return
    compound = _STREET.search(text)
    if compound:
        yield Found(LintRule.PERSONAL_DATA, *compound.span())
        return
    for start, end in reading.all("street"):
        near = _NUMBER_NEAR.match(text, end) or _NUMBER_BEFORE.search(text[max(0, start - 36) : start])
        if near:
            yield Found(LintRule.PERSONAL_DATA, start, end)
            return
    yield from _named(reading)


def _is_plain(reading: Reading, name: Place, polite: list[Place]) -> bool:
    """Whether what looks like a name holds everyday words ("Danke für Ihren Kommentar", "Dear Valued Customer")."""
    if any(name[0] <= place[0] < name[1] for place in polite):
        return True
    common_words = frozenset().union(*(known.common_words for known in reading.lexicons))
    return any(word in common_words for word in reading.text[name[0] : name[1]].split()[:2])


def _named(reading: Reading) -> Iterator[Found]:
    given = reading.request.text
    for expression in (_POSTCODE, _HONORIFIC):
        found = expression.search(given)
        if found:
            yield Found(LintRule.PERSONAL_DATA, *found.span(), in_text=True)
            return
    for expression in _EAST_NAMES:
        for found in expression.finditer(given):
            if not _NOT_NAMES.search(given[max(0, found.start() - 2) : found.end()]):
                yield Found(LintRule.PERSONAL_DATA, *found.span(), in_text=True)
                return
    if reading.folded.origin is not None:
        return
    polite = reading.hits.get("filler", [])
    for _, end in sorted((*reading.all("gratitude"), *polite)):
        found = _FULL_NAME.match(given, end)
        if found and not _is_plain(reading, found.span(1), polite):
            yield Found(LintRule.PERSONAL_DATA, *found.span(1), in_text=True)
            return
