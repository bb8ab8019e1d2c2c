"""What holds for every letter, whatever the case."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.contracts.letter import DraftInput, DraftOutput
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import (
    CauseStatus,
    ErrorCode,
    FactWhat,
    Fault,
    Flag,
    Kind,
    LetterChannel,
    LetterStage,
    Party,
    Remedy,
    RequestWhat,
)
from amends.letter import draft, sentence_hashes
from amends.letter.calendar_days import zone_of
from amends.letter.offers import NOT_OFFERED
from amends.letter.tongue import tongue
from amends.letter.writing import written_date

from .drafting import LANGUAGES, asked, no_lint

DATES = ("2026-12-10", "2026-12-31", "2027-02-28")
item = st.builds(
    lambda remedy, cents, by_date: {
        "remedy": remedy,
        "amount": f"{cents // 100}.{cents % 100:02d}",
        "currency": "EUR",
        **({"by_date": by_date} if by_date else {}),
    },
    st.sampled_from([remedy.value for remedy in Remedy]),
    st.integers(min_value=1, max_value=500_000),
    st.sampled_from([None, *DATES]),
)
cause = st.fixed_dictionaries(
    {
        "code": st.just("x"),
        "party": st.sampled_from([party.value for party in Party]),
        "status": st.sampled_from([status.value for status in CauseStatus]),
        "evidence": st.sampled_from([[], ["e1"]]),
    }
)
fact = st.sampled_from(
    [
        {"id": what.value, "what": what.value, "value": "2026-12-01"}
        for what in FactWhat
        if what is not FactWhat.REFUND_OF
    ]
)
# A full stop inside a name would cut the letter's sentences in the middle.
typed = st.text(
    st.characters(exclude_characters=".!?\u2026\u3002\uff01\uff1f", exclude_categories=["Cs"]), max_size=120
)
count = st.one_of(st.none(), st.integers(min_value=-3, max_value=40))


@st.composite
def requests(draw: st.DrawFn) -> DraftInput:
    items = draw(st.lists(item, max_size=3))
    recommended = draw(st.one_of(st.none(), st.integers(min_value=0, max_value=len(items) - 1))) if items else None
    case: dict[str, Any] = {
        "kind": draw(st.sampled_from([kind.value for kind in Kind])),
        "flags": draw(st.lists(st.sampled_from([flag.value for flag in Flag]), max_size=4)),
        "buyer_name": draw(st.one_of(st.none(), st.just("Dana"), typed)),
        "product": draw(st.one_of(st.none(), st.just("rose seeds"), typed)),
        "counts": {"ordered": draw(count), "received": draw(count), "missing": draw(count)},
    }
    return asked(
        to_language=draw(st.sampled_from(LANGUAGES)),
        agent_language=draw(st.sampled_from([None, *LANGUAGES])),
        time_zone=draw(st.sampled_from([None, "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata"])),
        now=draw(st.sampled_from(["2026-12-08T09:00:00+08:00", "2026-12-08T23:59:00Z", "2026-12-09T00:30:00-03:00"])),
        stage=draw(st.sampled_from([stage.value for stage in LetterStage])),
        channel=draw(st.sampled_from([channel.value for channel in LetterChannel])),
        case=case,
        decision=draw(st.sampled_from([None, {"menu": items, "recommended": recommended}])),
        cause=draw(st.one_of(st.none(), cause)),
        facts=draw(st.lists(fact, max_size=3)),
        requests=draw(st.lists(st.sampled_from([what.value for what in RequestWhat]), max_size=2)),
        fault=draw(st.sampled_from([None, *(fault.value for fault in Fault)])),
        previous_apologies=draw(st.integers(min_value=0, max_value=2)),
        agent_name=draw(st.sampled_from(["", "Alice"])),
    )


@given(requests())
@settings(max_examples=300, deadline=None)
def test_every_promise_is_dated_in_the_body_and_lies_ahead(request: DraftInput) -> None:
    letter = draft(request, lint=no_lint)
    year = request.now.astimezone(zone_of(request.now, request.time_zone)).year
    for promise in letter.promises:
        assert promise.due > request.now
        day = written_date(promise.due.date(), tongue(request.to_language, "").locale, promise.due.year != year)
        assert day in letter.body, (day, letter.body)
    assert len({(promise.what, promise.due) for promise in letter.promises}) == len(letter.promises)


@given(requests())
@settings(max_examples=300, deadline=None)
def test_amounts_in_the_body_are_those_of_the_decision(request: DraftInput) -> None:
    letter = draft(request, lint=no_lint)
    locale = tongue(request.to_language, "").locale
    approved = {
        Money.parse(item.amount, item.currency).format(locale)
        for item in (request.decision.menu if request.decision else [])
        if item.amount and item.currency and item.remedy not in NOT_OFFERED
    }
    rest = letter.body
    for amount in sorted(approved, key=len, reverse=True):
        rest = rest.replace(amount, "")
    named = {name for name in (request.case.product or "", request.case.buyer_name or "") if name}
    if not any("€" in name or "EUR" in name for name in named):
        assert "€" not in rest
        assert "EUR" not in rest


@given(requests())
@settings(max_examples=300, deadline=None)
def test_body_and_gist_have_the_same_lines(request: DraftInput) -> None:
    letter = draft(request, lint=no_lint)
    assert [not line for line in letter.body.split("\n")] == [not line for line in letter.gist.split("\n")]
    assert re.findall(r"^[A-Z]\) ", letter.body, re.MULTILINE) == re.findall(r"^[A-Z]\) ", letter.gist, re.MULTILINE)
    assert "\n\n\n" not in letter.body
    assert letter.body == letter.body.strip()
    assert not re.search("[\ue000\ue001]", letter.body)


@given(requests())
@settings(max_examples=200, deadline=None)
def test_the_next_letter_on_the_same_case_repeats_no_sentence(request: DraftInput) -> None:
    first = draft(request, lint=no_lint)
    said = sentence_hashes(first.body)
    second = draft(request.model_copy(update={"previous_sentences": said}), lint=no_lint)
    assert not set(said) & set(sentence_hashes(second.body))
    assert second.promises == first.promises


def limited(request: DraftInput, limit: int) -> DraftOutput | InputError:
    try:
        return draft(request.model_copy(update={"max_chars": limit}), lint=no_lint)
    except InputError as error:
        return error


@given(requests(), st.integers(min_value=50, max_value=1200))
@settings(max_examples=300, deadline=None)
def test_a_letter_fits_its_limit_or_says_that_it_cannot(request: DraftInput, limit: int) -> None:
    whole = draft(request, lint=no_lint)
    letter = limited(request, limit)
    if isinstance(letter, InputError):
        assert (letter.code, letter.field) == (ErrorCode.OUT_OF_RANGE, "max_chars")
        assert len(whole.body) > limit
        return
    assert len(letter.body) <= limit
    assert letter.promises == whole.promises
    if len(whole.body) <= limit:
        assert letter == whole


@given(requests())
@settings(max_examples=300, deadline=None)
def test_at_most_one_apology_and_none_after_the_first(request: DraftInput) -> None:
    letter = draft(request.model_copy(update={"to_language": "en"}), lint=no_lint)
    apologies = len(re.findall(r"sorry|apolog", letter.body, re.IGNORECASE))
    names = f"{request.case.product} {request.case.buyer_name}".lower()
    if "sorry" not in names and "apolog" not in names:
        assert apologies <= (0 if request.previous_apologies else 1)
        if request.fault is Fault.SELLER and not request.previous_apologies and request.stage is not LetterStage.APPEAL:
            assert apologies == 1
