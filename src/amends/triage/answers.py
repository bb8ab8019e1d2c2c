"""What a buyer says to our offer: which item she takes, what she asks instead, what she brings, whether it is over."""

from __future__ import annotations

import re
from decimal import Decimal

from amends.core.contracts.triage import Answer, OfferedItem
from amends.core.vocabulary import Remedy, Supply
from amends.triage.amounts import FoundAmount
from amends.triage.features import Reading
from amends.triage.lexicon import cue_names

_LETTER = re.compile(
    r"(?:(?:option|opcion|opcao|variant\w*|вариант\w*|option\w*|方案|選項|选项|选|opcja|secenek|optie|opzione|プラン|案|"
    r"номер|number|no\.?|nr\.?|numero|第|خيار|الخيار|번|punkt|вар\.?)\s?[\"'(]?([a-d1-4абвг一二三四])(?![a-z0-9а-яё]))"
    r"|(?:^|(?<=[\s,.:!(]))([a-d])(?=[).!,]|\s*$)|(?:^|(?<=[\s,.:!]))([1-4])(?=[).!]|\s*$)|([1-4])번"
)
_INDEX = {letter: index for letters in ("abcd", "1234", "абвг", "一二三四") for index, letter in enumerate(letters)}
_ORDINALS = (
    r"first|primer[oa]?|primeir[oa]|перв\w+|第一|premi[eè]re?s?|erste\w*|prim[oa]|最初|첫|الاول|birinci|pierwsz\w+|eerste|1st",
    r"second|segund[oa]|втор\w+|第二|deuxieme|zweite\w*|second[oa]|二番|두 번째|الثاني|ikinci|drug\w+|tweede|2nd",
    r"third|tercer[oa]?|terceir[oa]|трет\w+|第三|troisieme|dritte\w*|terz[oa]|三番|세 번째|الثالث|ucuncu|trzeci\w*|derde|3rd",
)
_ORDINAL_PATTERNS = tuple(
    re.compile(rf"(?<!\w)(?:{words})" if index < 0 else rf"(?:{words})") for index, words in enumerate(_ORDINALS)
)
_REMEDIES = frozenset(remedy.value for remedy in Remedy)
_NEGATED = re.compile(r"\b(?:not|no|don't|dont|won't|nao|не|nicht|non|pas|nie|niet)\s+(?:\w+\s+){0,2}$")


def _present(reading: Reading, section: str) -> set[str]:
    names = cue_names()
    found = (names[hit.cue] for hit in reading.hits)
    return {name.partition(".")[2] for name in found if name.startswith(section + ".")}


def read_answer(
    reading: Reading, offered: list[OfferedItem] | None, amounts: tuple[FoundAmount, ...], kind_is_open: bool
) -> Answer | None:
    """The answer where ``offered`` was given, or where she says that it arrived or is solved; else None.

    ``kind_is_open`` says that the text still complains: then an arrival alone resolves nothing.
    """
    said = _present(reading, "answers")
    resolved = "resolved" in said and not kind_is_open
    if not offered:
        return Answer(resolved=True, supplies=_supplies(reading)) if resolved else None
    accepts = _accepted(reading, offered, said)
    declines = "declines" in said and accepts is None
    counter = next((found.amount for found in amounts if not _is_offered(found, offered)), None)
    if counter is not None and accepts is not None and "declines" not in said:
        counter = None
    return Answer(
        accepts=accepts,
        declines=declines or (counter is not None and accepts is None and "accepts" not in said),
        counter=counter,
        supplies=_supplies(reading),
        resolved=resolved,
    )


def _is_offered(found: FoundAmount, offered: list[OfferedItem]) -> bool:
    return any(item.amount is not None and Decimal(item.amount) == Decimal(found.amount.amount) for item in offered)


def _supplies(reading: Reading) -> list[Supply]:
    found = _present(reading, "supplies")
    return [supply for supply in Supply if supply.value in found]


def _accepted(reading: Reading, offered: list[OfferedItem], said: set[str]) -> int | None:
    """The index of the item she takes: a letter or number, an ordinal, or the remedy by name."""
    folded = reading.text.folded
    lettered = _lettered(folded, len(offered))
    if lettered is not None:
        return lettered
    if "declines" in said and "accepts" not in said:
        return None
    for index, pattern in enumerate(_ORDINAL_PATTERNS[: len(offered)]):
        match = pattern.search(folded)
        if match and not _NEGATED.search(folded[: match.start()]):
            return index
    named = _named(reading, offered)
    if named is not None and ("declines" not in said or "accepts" in said):
        return named
    if "accepts" in said and "declines" not in said and len(offered) == 1:
        return 0
    return None


def _lettered(folded: str, items: int) -> int | None:
    for match in _LETTER.finditer(folded):
        letter = next(group for group in match.groups() if group)
        index = _INDEX.get(letter)
        if index is not None and index < items and not _NEGATED.search(folded[: match.start()]):
            return index
    return None


def _named(reading: Reading, offered: list[OfferedItem]) -> int | None:
    """The one offered remedy that she names without refusing it; the longest name wins."""
    names = cue_names()
    best: tuple[int, int] | None = None
    remedies = {item.remedy: index for index, item in reversed(list(enumerate(offered)))}
    for hit in reading.hits:
        section, _, name = names[hit.cue].partition(".")
        if section not in ("remedies", "asks") or name not in _REMEDIES:
            continue
        index = remedies.get(Remedy(name))
        if index is None or _NEGATED.search(reading.text.folded[: hit.start]):
            continue
        length = hit.end - hit.start + (2 if section == "asks" else 0)
        if best is None or length > best[0]:
            best = (length, index)
    return best[1] if best else None
