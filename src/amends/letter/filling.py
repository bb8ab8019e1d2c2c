"""A sentence of the library, or of the company's own, with its slots filled from a case, in both languages.

What the case does not know stays open: ``⟦date⟧`` marks a slot that a person fills, and a letter with an open slot is
not sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amends.letter.calendar_days import Days
from amends.letter.checking import FIXED
from amends.letter.compose import Plan, slots_of
from amends.letter.counts import missing_items
from amends.letter.draft import Composed
from amends.letter.forms import NUMBER_SLOTS, ONE_FORM, SLOT, shape_of
from amends.letter.house import House, Snippet
from amends.letter.phrases import Numbers, phrase_ids, wording_count
from amends.letter.recognise import meaning_in
from amends.letter.slots import Slot, Value, Word
from amends.letter.terms import terms
from amends.letter.writing import Writer, buyer_name

#: Words and headings that are no sentence of a letter.
NO_SENTENCE = ("product-mark", "full-price", "paid-duty", "shop-team", "subject-", "topic-")
_ANSWERS = frozenset({"help-date", "help-acknowledge", "manager"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence for the buyer and what it says to the agent; ``open`` names the slots that nobody has filled."""

    text: str
    gist: str
    open: tuple[str, ...]


def sentence_ids() -> tuple[str, ...]:
    """The phrases that are sentences of letters, in the library's order."""
    return tuple(phrase for phrase in phrase_ids() if not phrase.startswith(NO_SENTENCE))


def sentences_of(wording: str, house: House) -> Iterator[tuple[str, int, str]]:
    """Every sentence of a language as (phrase, variant, text with ``{slots}``), in the company's words if it has some."""
    for phrase in sentence_ids():
        for variant in range(wording_count(wording, phrase)):
            own = house.own(wording, phrase, variant)
            shape = shape_of(wording, phrase, variant)
            forms = dict(own.forms if own is not None else shape.forms)
            yield phrase, variant, forms.get(shape.default) or forms[ONE_FORM]


def phrases_with(word: str, wording: str, house: House) -> list[str]:
    """The phrases of a language in which a word stands whole, as the lint looks for it."""
    # Imported late, like the lint: whoever only writes letters does not load its word lists.
    from amends.letter.linting.folding import fold
    from amends.letter.linting.own import pattern_of

    pattern = pattern_of(word)
    held = (phrase for phrase, _variant, text in sentences_of(wording, house) if pattern.search(fold(text).text))
    return list(dict.fromkeys(held))


def filled(composed: Composed, phrase: str, variant: int) -> Filled | None:
    """A phrase for this case; None where it counts something that the case does not know, or is no sentence."""
    if phrase in FIXED or phrase not in sentence_ids():
        return None
    wording = composed.writer.tongue.wording
    if not 0 <= variant < wording_count(wording, phrase):
        return None
    plan = composed.plan
    planned = next((slot for slot in slots_of(plan) if slot.phrase == phrase), None)
    names = shape_of(wording, phrase, variant).slots
    numbers = planned.numbers if planned is not None else _numbers(plan, names)
    if numbers is None:
        return None
    values = {name: _value(name, phrase, plan, planned) for name in sorted(names - NUMBER_SLOTS)}
    return Filled(
        composed.writer.say(phrase, variant, numbers, _written(values, composed.writer)),
        composed.gist_writer.say(phrase, variant, numbers, _written(values, composed.gist_writer)),
        tuple(name for name, value in values.items() if value is None),
    )


def filled_snippet(composed: Composed, snippet: Snippet) -> Filled:
    """A sentence of the company's own for this case."""
    values = {name: _value(name, "", composed.plan, None) for name in SLOT.findall(snippet.text)}
    texts = _written(values, composed.writer)
    gist = meaning_in(snippet, composed.gist_writer.tongue.wording, _written(values, composed.gist_writer))
    open_ = tuple(name for name, value in values.items() if value is None)
    return Filled(SLOT.sub(lambda found: texts[found[1]], snippet.text), gist, open_)


def _written(values: Mapping[str, Value | None], writer: Writer) -> dict[str, str]:
    return {name: f"⟦{name}⟧" if value is None else writer.write(value) for name, value in values.items()}


def _numbers(plan: Plan, names: frozenset[str]) -> Numbers | None:
    wanted = names & NUMBER_SLOTS
    missing, ordered = missing_items(plan.request.case.counts)
    known = {"missing": missing, "ordered": ordered, "count": None}
    numbers = tuple((name, number) for name in sorted(wanted) if (number := known[name]) is not None)
    return numbers if len(numbers) == len(wanted) else None


def _value(name: str, phrase: str, plan: Plan, planned: Slot | None) -> Value | None:
    """What a slot of a phrase holds in this case, None where that is not known."""
    if planned is not None and name in planned.values:
        return planned.values[name]
    if name == "product":
        return plan.product
    if name == "name":
        return buyer_name(plan.request.case.buyer_name) or None
    if name == "topic":
        return Word(f"topic-{plan.kind.value.replace('_', '-')}")
    return _day(plan.days, phrase) if name == "date" else None


def _day(days: Days, phrase: str) -> date | None:
    """The date of what may be said without a decision: an answer of ours, or something that the buyer is asked for."""
    if phrase in _ANSWERS:
        return days.after(terms().answer_days.days)
    return days.choose_by if phrase.startswith(("request-", "choose-")) else None
