"""letter: how do we say it, and may it be sent?

``draft`` writes a letter from an approved decision and known facts, in the buyer's language and in the agent's;
``lint`` says of any letter whether it may be sent. ``house`` is a company's own wording, laid over the library.
"""

from amends.letter.draft import draft
from amends.letter.house import LIBRARY, House
from amends.letter.options import day_in, rights_sentence, worded_offer
from amends.letter.phrases import phrase_ids
from amends.letter.sentences import sentence_hashes
from amends.letter.tongue import supported_languages

__all__ = [
    "LIBRARY",
    "House",
    "day_in",
    "draft",
    "phrase_ids",
    "rights_sentence",
    "sentence_hashes",
    "supported_languages",
    "worded_offer",
]
