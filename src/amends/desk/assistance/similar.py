"""Corrected translations of words that are like these: offered to a person with the differences, never applied.

Texts are encrypted, so nothing can be searched in them. Each pair keeps the eight smallest keyed hashes of its
neighbouring words (a bottom-k sketch): texts that are much alike share some of them, whatever else the memory holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from amends.core.likeness import Stretch, likeness, marked, shingles
from amends.core.sealing import Sealed, seal
from amends.desk.assistance.models import RememberedPair, RememberedTerm
from amends.desk.assistance.queries import Private, index_of
from amends.desk.conversations.models import Message
from amends.desk.people.personal_data import blind_index

#: From which likeness a pair is worth showing.
ENOUGH = 0.75
#: How many hashes stand for a text, how many pairs are read and compared, how many are shown.
SKETCH, COMPARED, SHOWN = 8, 12, 3
#: A hash that more pairs have than this ("Hello, the") says nothing and is passed over.
COMMON = 200


@dataclass(frozen=True, slots=True)
class Similar:
    """A remembered pair: its likeness in percent, its original with what differs marked, its corrected translation.

    Names and numbers stay placeholders: in other words, which of them stands where is for a person to say.
    """

    pair: RememberedPair
    percent: int
    original: list[Stretch]
    translation: str


def terms_of(text: str) -> list[str]:
    """The hashes under which a text is found by one that is like it."""
    return sorted(blind_index(shingle)[:16] for shingle in shingles(text))[:SKETCH]


def terms_for(pair: RememberedPair) -> list[RememberedTerm]:
    """The rows by which a pair is found; not stored here."""
    scope = (pair.organisation_id, pair.source_language, pair.language)
    return [
        RememberedTerm(pair=pair, organisation_id=scope[0], source_language=scope[1], language=scope[2], term=term)
        for term in terms_of(pair.source)
    ]


def similar_pairs(organisation_id: int, source_language: str, language: str, sealed: Sealed) -> list[Similar]:
    """Pairs like a sealed text, the most alike first; the same words are left out, they are taken anyway."""
    rows = RememberedTerm.objects.filter(
        organisation_id=organisation_id, source_language=source_language, language=language
    )
    shared: Counter[int] = Counter()
    for term in terms_of(sealed.text):
        having = list(rows.filter(term=term).values_list("pair_id", flat=True)[: COMMON + 1])
        if len(having) <= COMMON:
            shared.update(having)
    near = sorted(shared, key=lambda pair_id: (-shared[pair_id], -pair_id))[:COMPARED]
    pairs = RememberedPair.objects.filter(pk__in=near).exclude(index=index_of(sealed.text)).select_related("by")
    found = [(likeness(pair.source, sealed.text), pair) for pair in pairs]
    best = sorted((each for each in found if each[0] >= ENOUGH), key=lambda each: (-each[0], -each[1].pk))
    return [Similar(pair, int(100 * how), marked(pair.source, sealed.text), pair.target) for how, pair in best[:SHOWN]]


def similar_to(message: Message, private: Private, language: str) -> list[Similar]:
    """The same for a buyer's message, translated into a language of the desk."""
    source = str((message.reading or {}).get("language", "en"))
    sealed = seal(message.text, names=private.names, numbers=private.numbers)
    return similar_pairs(message.conversation.shop.organisation_id, source, language, sealed)
