"""The letter at hand: both languages, what the lint says of it and where, when it may leave, what it promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.core.contracts.letter import LintOutput
from amends.core.vocabulary import Verdict
from amends.desk.assistance.queries import may_translate, setup_for
from amends.desk.cases.models import Case
from amends.desk.flow.choices import letter_in_hand
from amends.desk.flow.understanding import Understanding, understanding_of
from amends.desk.offers.models import Offer
from amends.desk.replies.letting import NEVER_OVERRIDDEN
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge
from amends.desk.wordings.queries import house_of
from amends.letter import House
from amends.web import showing
from amends.web.sayings import saying
from amends.web.workspace.casepage.hours import BuyersHours, hours_of
from amends.web.workspace.casepage.marked import Piece, finding_places, pieces_of, utf16
from amends.web.workspace.casepage.meaning import Meaning, beneath, meaning_of
from amends.web.workspace.casepage.translated import language_name, warnings_of
from amends.web.workspace.frame import Frame

#: A letter this short is marked as a whole, too.
SHORT = 200
RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: ``start`` and ``end`` in UTF-16 units, as a browser selects them; ``line`` counts from 1."""

    rule: str
    bad: bool
    message: str
    suggestion: str
    quote: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lint:
    """What the lint says of the words in the form."""

    verdict: str
    found: list[Found]
    pieces: list[Piece]
    never: bool

    @property
    def blocked(self) -> bool:
        return self.verdict == Verdict.BLOCK.value


@dataclass(frozen=True, slots=True)
class Own:
    """A person's own words in a language that she has not declared, and what may be done about it.

    ``back`` is what the letter says in her language, by ``engine``, with ``warnings``.
    """

    words: list[str]
    language: str
    blocked: bool
    may_back: bool
    back: str
    engine: str
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter and what may be done with it. ``body`` is what the form holds: a person's text after a conflict."""

    reply: Reply
    body: str
    lint: Lint
    language: str
    direction: str
    stage: str
    channel: str
    promises: list[tuple[str, datetime]]
    state: str
    editable: bool
    outdated: bool
    approval: bool
    sendable: bool
    may_override: bool
    seconds: int
    hours: BuyersHours | None
    own: Own | None
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else's version of a letter, shown beside a person's own."""

    theirs: str
    who: str
    version: int


def lint_of(
    findings: Sequence[dict[str, Any]], verdict: str, body: str, language: str, meaning: Meaning | None = None
) -> Lint:
    """Findings in words with their places in ``body``; beneath them slots and words that nobody has checked."""
    # What is said of the whole letter is marked nowhere: it would hide everything else.
    places = [place for place in finding_places(findings) if place[1] - place[0] <= max(len(body) // 2, SHORT)]
    if meaning is not None:
        places += beneath(meaning.places, places)
    found = [
        Found(
            rule=showing.word(finding["rule"], "LintRule", language),
            bad=finding["level"] == "error",
            message=str(saying(finding["message"], language)) if finding.get("of") else finding["message"],
            suggestion=finding.get("suggestion") or "",
            quote=" ".join(body[finding["start"] : finding["end"]].split())[:80],
            line=body.count("\n", 0, finding["start"]) + 1,
            start=utf16(body, finding["start"]),
            end=utf16(body, finding["end"]),
        )
        for finding in findings
    ]
    errors = {finding["rule"] for finding in findings if finding["level"] == "error"}
    return Lint(
        verdict=verdict,
        found=sorted(found, key=lambda each: (not each.bad, each.start)),
        pieces=pieces_of(body, places),
        never=bool(errors & NEVER_OVERRIDDEN),
    )


def live_lint(reply: Reply, body: str, frame: Frame, meaning: Meaning | None, house: House) -> Lint:
    """What the lint says of words that are just being written."""
    assert frame.person is not None
    output: LintOutput = judge(reply, body, frame.person.language, house)
    findings = [finding.model_dump(mode="json") for finding in output.findings]
    return lint_of(findings, output.verdict.value, body, frame.language, meaning)


def _outdated(reply: Reply, offer: Offer | None) -> bool:
    """Whether the letter offers something else than what is chosen now."""
    if offer is None or reply.state != Reply.DRAFT or reply.request.get("channel") == "review":
        return False
    written = [(item["remedy"], item.get("amount")) for item in (reply.request.get("decision") or {}).get("menu", [])]
    chosen = [(item["remedy"], item.get("amount")) for item in offer.buyers_menu]
    return bool(written) and offer.state in (Offer.PROPOSED, Offer.CHOSEN) and written != chosen


def _waits_for_approval(reply: Reply) -> bool:
    offers_something = bool((reply.request.get("decision") or {}).get("menu"))
    offer = reply.offer
    return offer is not None and offer.approval_needed and offer.approved_by_id is None and offers_something


def letter_of(case: Case, frame: Frame, offer: Offer | None, body: str | None = None) -> Letter | None:
    """The letter at hand; ``body`` stands in the form instead of the stored text where a person's words are kept."""
    reply = letter_in_hand(case)
    if reply is None:
        return None
    language, text = frame.language, reply.body if body is None else body
    assert frame.person is not None
    house = house_of(reply.case.shop)
    meaning = meaning_of(reply, text, frame.person, house)
    lint = (
        live_lint(reply, text, frame, meaning, house)
        if body is not None and body != reply.body
        else lint_of(reply.findings, reply.verdict, reply.body, language, meaning)
    )
    passed = bool(reply.override_reason) and text == reply.body
    approval = _waits_for_approval(reply)
    own = _own(reply, meaning.seen if meaning is not None else understanding_of(frame.person, reply, text), frame)
    left = (reply.send_after - frame.now).total_seconds() if reply.send_after else 0
    return Letter(
        reply=reply,
        body=text,
        lint=lint,
        language=language_name(reply.language, language),
        direction="rtl" if reply.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        stage=showing.word(reply.stage, "LetterStage", language),
        channel=showing.word(reply.channel, "LetterChannel", language),
        promises=[
            (showing.word(promise["what"], "PromiseWhat", language), datetime.fromisoformat(promise["due"]))
            for promise in reply.promises
        ],
        state=reply.state,
        editable=reply.state == Reply.DRAFT and case.closed_at is None,
        outdated=_outdated(reply, offer),
        approval=approval,
        sendable=reply.state == Reply.DRAFT
        and not approval
        and (not lint.blocked or passed)
        and not (own and own.blocked)
        and not (meaning is not None and meaning.open),
        may_override=frame.leads(case.shop_id),
        seconds=max(int(left), 0),
        hours=hours_of(case, reply.stage, frame) if reply.state == Reply.DRAFT else None,
        own=own,
        meaning=meaning,
    )


def _own(reply: Reply, seen: Understanding, frame: Frame) -> Own | None:
    """None where the letter is the engine's, or the person may answer for her words without more ado."""
    if reply.state != Reply.DRAFT or seen.reads or not seen.words:
        return None
    back = seen.back
    return Own(
        words=seen.words,
        language=language_name(seen.language, frame.language),
        blocked=seen.blocked,
        may_back=may_translate(setup_for(reply.case.shop.organisation), reply.case.shop),
        back=back.text if back else "",
        engine=back.engine if back else "",
        warnings=warnings_of(back.differences) if back else [],
    )


def conflict_of(letter: Letter) -> Conflict:
    """The other version, for a person whose words came second."""
    who = letter.reply.author.name if letter.reply.author else "Amends"
    return Conflict(theirs=letter.reply.body, who=who, version=letter.reply.version)
