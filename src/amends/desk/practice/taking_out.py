"""Taking out of a past case what says who it was: names, addresses, numbers, shops and products.

It leans to taking out too much. What no rule can know (a name in the middle of a sentence that belongs to nobody on
record) may stay; that is why a past case is shown only to those who may read the case itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from amends.core.sealing import seal

NAME, ADDRESS, NUMBER = "[name]", "[address]", "[number]"
_SHOWN = {"NAME": NAME, "MAIL": ADDRESS, "LINK": ADDRESS, "STREET": ADDRESS, "NUMBER": NUMBER}
_SEALED = re.compile(r"\[\[(NAME|MAIL|LINK|STREET|NUMBER)\d+\]\]")
#: How people end a letter before they write their name.
_ENDS = (
    r"(?:kind |best |warm )?regards|cheers|sincerely|yours|thanks|thank you|thx|best|"
    r"(?:mit )?(?:freundlichen|besten|lieben|vielen) grüßen?|grüße|gruß|lg|mfg|vg|danke|"
    r"cordialement|bien à vous|merci|cdlt|saludos(?: cordiales)?|un saludo|gracias|atentamente|"
    r"atenciosamente|att|obrigad[oa]|abraços?|grato|grata|cordiali saluti|saluti|grazie|distinti saluti|"
    r"met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|bedankt|pozdrawiam|dziękuję|z poważaniem|"
    r"с уважением|спасибо|saygılar(?:ımla)?|teşekkürler|iyi günler|مع التحية|شكرا|谢谢|此致|敬上|よろしくお願いします|감사합니다"
)
_SIGNED = re.compile(
    rf"(?P<end>(?:^|(?<=[\s.!?,。]))(?:{_ENDS})[\s,.!:–-]+)(?P<name>[^\W\d_][^\n.!?,]{{0,40}})[.!]?\s*\Z", re.I
)
#: A last line that is nothing but a few words written as names, without the end of a sentence.
_LAST_LINE = re.compile(
    r"(?<=\n)[ \t]*[–—-]?[ \t]*(?:[^\W\d_a-zà-öø-ÿа-яё\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][\w.'’-]*"
    r"(?:[ \t][^\W\d_a-zà-öø-ÿа-яё][\w.'’-]*){0,3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,4})[ \t]*\Z"
)
#: "My name is …", in the languages of letters.
_CALLED = re.compile(
    r"(?P<lead>\b(?:my name is|i am called|mein name ist|ich heiße|je m'appelle|mon nom est|me llamo|mi nombre es|"
    r"(?:o )?meu nome é|me chamo|mi chiamo|il mio nome è|mijn naam is|ik heet|nazywam się|mam na imię|меня зовут|"
    r"benim adım|adım|اسمي)\s+|(?:我叫|我的名字是|我是|私の名前は|제 이름은)\s*)(?P<name>[^\s,.!?;，。！？；]+(?: (?=[A-ZÀ-ÖØ-ÞĀ-ŽА-Я])[\w'’-]+){0,2})",
    re.IGNORECASE,
)
#: "Address: …", "for the attention of …", "signed by …": the rest of the line.
_LABELLED = re.compile(
    r"(?P<lead>(?:\b(?:address(?: is)?|adresse(?: ist| est)?|anschrift|dirección(?: es)?|endereço(?: é)?|indirizzo|adres(?:im)?|"
    r"адрес|ship to|deliver to|attn|c/o|signed (?:for )?by|received by|recipient|empfänger|получатель|получил[аи]?|"
    r"recebido por|recibido por|reçu par|alıcı|العنوان)|地址|收件人|签收人|住所|宛先|주소|수령인)\s*[:：]?\s*)(?P<rest>[^\n]+)",
    re.IGNORECASE,
)
#: Postal codes with letters in them: Britain, Canada, the Netherlands.
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})\b")
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is known to be personal or to name the company.

    ``names`` go in any case and with or without accents; ``team`` only as written, because "Will" and "May" are words,
    too. ``shops`` and ``products`` map a name to its replacement.
    """

    names: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    shops: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)


def taken_out(text: str, hidden: Hidden) -> str:
    """The text with everything known and everything recognisable replaced by ``[name]``, ``[address]``, ``[number]``."""
    text = _SIGNED.sub(lambda found: f"{found['end']}{NAME}", text.rstrip())
    text = _LAST_LINE.sub(lambda found: NAME, text) if not _SIGNED.search(text) else text
    text = _CALLED.sub(lambda found: f"{found['lead']}{NAME}", text)
    text = _LABELLED.sub(lambda found: f"{found['lead']}{ADDRESS}", text)
    text = _POSTCODE.sub(ADDRESS, text)
    for known, instead in _longest_first({**hidden.products, **hidden.shops}):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", instead, text, flags=re.IGNORECASE)
    sealed = seal(text, names=hidden.names, numbers=hidden.numbers).text
    text = _without_names(_SEALED.sub(lambda found: _SHOWN[found[1]], sealed), hidden.names)
    for part in sorted({part for name in hidden.team for part in _PART.findall(name)}, key=len, reverse=True):
        text = re.sub(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", NAME, text)
    return text


def _without_names(text: str, names: Iterable[str]) -> str:
    """Parts of names in any case, with or without accents: "DANA" for Dána."""
    parts = {_plain(part) for name in names for part in _PART.findall(name)}
    return _PART.sub(lambda found: NAME if _plain(found.group()) in parts else found.group(), text)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def leaks(text: str, hidden: Hidden) -> list[str]:
    """What of the known names and numbers can still be read in a text: nothing, or the case is not shown."""
    low = text.casefold()
    words = {_plain(word) for word in _WORD.findall(text)}
    found = [number for number in hidden.numbers if len(number) > 2 and _stands_in(number.casefold(), low)]
    for name in hidden.names:
        found += [part for part in map(_plain, _PART.findall(name)) if part in words]
    return [*found, *(shop for shop in hidden.shops if shop.casefold() in low)]


def _stands_in(number: str, text: str) -> bool:
    """As a number of its own: 101 does not stand in 1010."""
    return re.search(rf"(?<![a-z0-9]){re.escape(number)}(?![a-z0-9])", text) is not None


def _longest_first(pairs: dict[str, str]) -> Iterable[tuple[str, str]]:
    return sorted(((known, to) for known, to in pairs.items() if len(known) > 1), key=lambda pair: -len(pair[0]))
