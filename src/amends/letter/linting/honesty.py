"""Rules on honesty: causes, claims, reviews, rights and disputes."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.vocabulary import CauseStatus, LintRule, Party
from amends.letter.linting.common_data import common
from amends.letter.linting.reading import Found, Place, Reading

_PARTY_WORDS = {
    Party.CARRIER: ("carrier",),
    Party.CUSTOMS: ("customs",),
    # Whoever made or packed the goods stands on the seller's side.
    Party.SELLER: ("factory",),
    Party.BUYER: (),
    Party.PLATFORM: (),
    Party.UNKNOWN: ("carrier", "customs", "factory", "nature"),
}


def is_proved(reading: Reading) -> bool:
    """Whether the cause is confirmed by evidence that is at hand."""
    cause = reading.request.cause
    if cause is None or cause.status is not CauseStatus.CONFIRMED or not cause.evidence:
        return False
    given = reading.request.evidence
    return given is None or bool(set(cause.evidence) & set(given))


def _names(reading: Reading, place: Place, party: Party) -> bool:
    """Whether the party of the cause is the one that the sentence blames, as far as the words tell."""
    start, end = place
    named = [
        concept
        for concept in ("carrier", "customs", "factory", "nature")
        if any(first < end and last > start for first, last in reading.all(concept))
    ]
    return not named or party is Party.UNKNOWN or any(concept in _PARTY_WORDS[party] for concept in named)


def _blames(reading: Reading) -> Iterator[tuple[Place, bool]]:
    """Sentences that say what a third party or the buyer did wrong; True where it is the buyer."""
    for concept, on_buyer in (("blame", False), ("buyer_blame", True)):
        for place in reading.all(concept):
            sentence = reading.sentence_of(place[0])
            if sentence.mark == "?" or any(
                doubt[0] <= place[1] for doubt in reading.within("doubt", sentence.start, sentence.end)
            ):
                continue
            yield place, on_buyer
    # What is said of the buyer's character needs more than a doubt in the same sentence: it has to be denied.
    for place in reading.all("accusation"):
        sentence = reading.sentence_of(place[0])
        if sentence.mark != "?" and not reading.within("accusation_not", sentence.start, sentence.end):
            yield place, True


def blame_and_cause(reading: Reading) -> Iterator[Found]:
    """``blame_without_evidence`` and ``unhedged_cause``.

    A party may be named only where the cause is confirmed and has evidence; a likely cause of that party must be
    worded as likely. A question and a condition ("if the courier has lost it") blame nobody.
    """
    cause = reading.request.cause
    proved = is_proved(reading)
    for place, on_buyer in _blames(reading):
        right_party = cause is not None and (
            cause.party is Party.BUYER if on_buyer else _names(reading, place, cause.party)
        )
        if proved and right_party:
            continue
        if cause is not None and cause.status is CauseStatus.LIKELY and right_party:
            sentence = reading.sentence_of(place[0])
            if not reading.within("hedge", sentence.start, sentence.end):
                yield Found(LintRule.UNHEDGED_CAUSE, *place)
                return
            continue
        yield Found(LintRule.BLAME_WITHOUT_EVIDENCE, *place)
        return


def claim_without_evidence(reading: Reading) -> Iterator[Found]:
    """What cannot be known ("no other customer", "a competitor") or was checked needs something that shows it."""
    request = reading.request
    if request.evidence:
        return
    for place in reading.all("unique_claim"):
        yield Found(LintRule.CLAIM_WITHOUT_EVIDENCE, *place)
        return
    if request.facts or (request.cause and request.cause.evidence and request.evidence is None):
        return
    for place in reading.all("check_claim")[:1]:
        yield Found(LintRule.CLAIM_WITHOUT_EVIDENCE, *place)


_BENEFITS = ("benefit", "refund", "full_refund", "part_refund", "coupon", "gift")


def reviews(reading: Reading) -> Iterator[Found]:
    """``benefit_for_review`` and ``review_pressure``.

    A benefit within two sentences of a review that is asked for, or made its condition, is a trade. Without a
    benefit, asking to change, raise or delete a review is pressure; a threat because of one is pressure whatever is
    given beside it. Money that is due anyway, in a sentence of its own and without a condition, may be meant either
    way, and both are said. Thanking for a review, answering it and saying what was changed because of it are neither.
    """
    pressed = [place for place in reading.all("review_ask") if _is_about_a_review(reading, place)]
    threats = [place for place in reading.all("review_threat") if _is_about_a_review(reading, place)]
    asked = pressed + [place for place in reading.all("review_leave") if not is_released(reading, place)]
    for place in reading.all("review"):
        sentence = reading.sentence_of(place[0])
        if not is_released(reading, place) and reading.within("condition", sentence.start, sentence.end):
            asked.append(place)
    for place in asked:
        if _benefit_near(reading, place):
            yield Found(LintRule.BENEFIT_FOR_REVIEW, *place)
            if _is_a_trade(reading, place):
                pressed = []
            break
    for place in (threats + pressed)[:1]:
        yield Found(LintRule.REVIEW_PRESSURE, *place)


def _is_about_a_review(reading: Reading, place: Place) -> bool:
    """Whether a review is named in the sentence or the one before ("Your review hurts us. Delete it today.")."""
    index = reading.sentence_index(place[0])
    start = reading.sentences[max(0, index - 1)].start
    return bool(reading.within("review", start, reading.sentences[index].end)) and not is_released(reading, place)


def is_released(reading: Reading, place: Place) -> bool:
    """Whether the sentence leaves the review to the buyer, or only thanks for it."""
    sentence = reading.sentence_of(place[0])
    return bool(reading.within("review_not", sentence.start, sentence.end))


def _benefit_near(reading: Reading, place: Place) -> bool:
    index = reading.sentence_index(place[0])
    reach = common().benefit_reach
    first = reading.sentences[max(0, index - reach)].start
    last = reading.sentences[min(len(reading.sentences) - 1, index + reach)].end
    if reading.any_within(_BENEFITS, first, last):
        return True
    return any(first <= number.start < last for number in (*reading.figures.amounts, *reading.figures.percents))


def _is_a_trade(reading: Reading, place: Place) -> bool:
    """Whether what is given is given for the review: a coupon or gift, in the same sentence, or tied by a condition."""
    index, reach = reading.sentence_index(place[0]), common().benefit_reach
    first = reading.sentences[max(0, index - reach)].start
    last = reading.sentences[min(len(reading.sentences) - 1, index + reach)].end
    sentence = reading.sentences[index]
    return reading.any_within(("coupon", "gift", "condition", "order_word"), first, last) or reading.any_within(
        _BENEFITS, sentence.start, sentence.end
    )


def rights_denied(reading: Reading) -> Iterator[Found]:
    """No refusal of what the law or the platform gives the buyer."""
    for place in reading.all("rights_denied"):
        sentence = reading.sentence_of(place[0])
        if not reading.within("rights_safe", sentence.start, sentence.end):
            yield Found(LintRule.RIGHTS_DENIED, *place)
            return


def cancel_dispute_first(reading: Reading) -> Iterator[Found]:
    """Money and goods do not wait until the buyer has given up her dispute."""
    for place in reading.all("dispute_close"):
        index = reading.sentence_index(place[0])
        sentence = reading.sentences[index]
        if reading.within("dispute_close_not", sentence.start, sentence.end):
            continue
        last = reading.sentences[min(len(reading.sentences) - 1, index + 1)].end
        first = reading.sentences[max(0, index - 1)].start
        ordered = reading.any_within(("order_word", "condition"), sentence.start, last)
        if ordered or reading.any_within((*_BENEFITS, "send_again"), first, last):
            yield Found(LintRule.CANCEL_DISPUTE_FIRST, *place)
            return
