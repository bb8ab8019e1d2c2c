"""A person's answer to a scenario: what she decides, the letter that goes with it, and what is found in both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amends.core.contracts.letter import (
    Cause,
    ChosenItem,
    Decision,
    DraftCase,
    DraftCounts,
    DraftInput,
    Fact,
    LintCase,
    LintInput,
    LintOutput,
)
from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.core.vocabulary import (
    CauseStatus,
    Fault,
    Kind,
    KindGroup,
    LetterChannel,
    LetterStage,
    Party,
    Remedy,
    RequestWhat,
    Verdict,
)
from amends.desk.cases.assessment import PARTY
from amends.desk.policies.queries import Standing
from amends.desk.practice.points import Point, points_of
from amends.desk.practice.reckoning import next_due, proposed, value_of, watched, weighed
from amends.desk.practice.scenario import Scenario
from amends.desk.replies.queries import ASKS, MOST_LOSS_TO_TELL
from amends.letter import House
from amends.letter.lint import lint

#: Remedies of which nothing is said without an amount.
NEEDS_AMOUNT = frozenset({Remedy.PARTIAL_REFUND, Remedy.COUPON, Remedy.GIFT, Remedy.REIMBURSE_DUTY})
TAKES_AMOUNT = NEEDS_AMOUNT | {Remedy.WAIT}
#: What we do if she refuses; no letter offers it.
NOT_TOLD = frozenset({Remedy.DEFEND, Remedy.REPORT})
MOST_ITEMS = 3


class BadAnswer(DomainError):
    """What was chosen cannot be an answer. ``data``: ``why`` (none, many, amount, date, range), ``remedy``, ``most``."""

    code = "bad_answer"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A remedy she would offer. ``amount`` is a decimal string of the order's currency."""

    remedy: Remedy
    amount: str | None = None
    by_date: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What she decides: what it is about, whose fault, which remedies, what to ask the buyer for."""

    kind: Kind
    fault: Fault
    menu: tuple[Chosen, ...]
    ask: RequestWhat | None = None

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "kind": self.kind.value,
            "fault": self.fault.value,
            "menu": [
                {
                    "remedy": item.remedy.value,
                    "amount": item.amount,
                    "by_date": item.by_date.isoformat() if item.by_date else None,
                }
                for item in self.menu
            ],
            "ask": self.ask.value if self.ask else None,
        }


def answer_from(stored: dict[str, Any]) -> Answer:
    """An answer as it was stored."""
    return Answer(
        kind=Kind(stored["kind"]),
        fault=Fault(stored["fault"]),
        menu=tuple(
            Chosen(
                Remedy(item["remedy"]),
                item["amount"],
                date.fromisoformat(item["by_date"]) if item["by_date"] else None,
            )
            for item in stored["menu"]
        ),
        ask=RequestWhat(stored["ask"]) if stored["ask"] else None,
    )


def check_answer(scenario: Scenario, answer: Answer) -> None:
    """Raises BadAnswer for what no letter could say: nothing chosen, no amount, more than was paid, no date."""
    if not answer.menu:
        raise BadAnswer("Choose at least one remedy.", why="none")
    if sum(item.remedy not in NOT_TOLD for item in answer.menu) > MOST_ITEMS:
        raise BadAnswer("Offer three remedies at most.", why="many")
    most = value_of(scenario)
    for item in answer.menu:
        if item.remedy in NEEDS_AMOUNT and item.amount is None:
            raise BadAnswer("Say how much.", why="amount", remedy=item.remedy.value)
        if item.remedy is Remedy.WAIT and item.by_date is None:
            raise BadAnswer("Say until when she is to wait.", why="date")
        if item.amount is not None and not _possible(item.amount, most):
            raise BadAnswer(
                f"More than nothing, and not more than {most.amount}.", why="range", remedy=item.remedy.value,
                most=most.amount,
            )  # fmt: skip


def _possible(amount: str, most: Money) -> bool:
    try:
        return 0 < Money.parse(amount, most.currency).minor <= most.minor
    except InputError:
        return False


def letter_request(scenario: Scenario, answer: Answer, *, now: datetime, agent: str, language: str) -> DraftInput:
    """What the composer is asked with for her decision. ``now`` is the made-up present, ``language`` the agent's."""
    public = scenario.rating is not None
    told = [item for item in answer.menu if item.remedy not in NOT_TOLD]
    decision = (
        None
        if public or not told
        else Decision(
            menu=[
                ChosenItem(
                    remedy=item.remedy,
                    amount=item.amount,
                    currency=scenario.currency if item.amount else None,
                    by_date=item.by_date,
                )
                for item in told
            ],
            recommended=0,
        )
    )
    return DraftInput(
        id=f"practice:{scenario.key}",
        now=now,
        to_language=scenario.language,
        stage=stage_of(scenario),
        channel=LetterChannel.REVIEW if public else LetterChannel.MESSAGE,
        case=DraftCase(
            kind=answer.kind,
            flags=scenario.flags,
            buyer_name=(scenario.buyer.name.split(" ")[0] or None) if not public else None,
            product=scenario.lines[0].title if scenario.lines else None,
            counts=DraftCounts(missing=scenario.missing) if scenario.missing else None,
        ),
        decision=decision,
        cause=cause_of(scenario),
        facts=[] if public else facts_of(scenario),
        requests=[answer.ask] if answer.ask is not None and not public else [],
        fault=answer.fault,
        previous_apologies=sum(said.ours for said in scenario.messages),
        agent_name=agent,
        shop_name=scenario.shop,
        agent_language=language,
    )


def stage_of(scenario: Scenario) -> LetterStage:
    """Which letter is due."""
    if scenario.rating is not None:
        return LetterStage.REVIEW_REPLY
    return LetterStage.FOLLOW_UP if any(said.ours for said in scenario.messages) else LetterStage.FIRST_REPLY


def cause_of(scenario: Scenario) -> Cause | None:
    """A party is named only where the scans show its step; ours needs none."""
    party = PARTY.get(scenario.kind, Party.UNKNOWN)
    seen = watched(scenario)
    scans = [f"scan:{index}" for index in seen.evidence[:3]] if seen is not None and seen.anomaly else []
    if party is Party.UNKNOWN or not (scans or party is Party.SELLER):
        return None
    return Cause(code=scenario.kind.value, party=party, status=CauseStatus.CONFIRMED, evidence=scans or ["order"])


def facts_of(scenario: Scenario) -> list[Fact]:
    """What is known and shown of the way; a day of arrival only where the parcel probably comes."""
    seen = watched(scenario)
    if seen is None or scenario.kind.group is not KindGroup.LOGISTICS or scenario.parcel is None:
        return []
    likely = seen.loss_probability <= MOST_LOSS_TO_TELL and seen.arrival.p80 is not None
    return [Fact(id="forecast:1", what="expected_on", value=seen.arrival.p80.isoformat())] if likely else []  # type: ignore[union-attr]


def judged(scenario: Scenario, answer: Answer, body: str, *, language: str, house: House) -> LintOutput:
    """What the lint says of her letter for what she decided; ``language`` is the agent's."""
    request = letter_request(scenario, answer, now=scenario.now, agent="", language=language)
    spoken = scenario.language.split("-")[0]
    evidence = [fact.id for fact in request.facts] + (request.cause.evidence if request.cause is not None else [])
    return lint(
        LintInput(
            id=request.id,
            text=body,
            language=spoken,
            buyer_language=spoken,
            stage=request.stage,
            channel=request.channel,
            public=request.channel is LetterChannel.REVIEW,
            previous_apologies=request.previous_apologies,
            fault=answer.fault,
            decision=request.decision,
            cause=request.cause,
            evidence=evidence,
            facts=request.facts,
            case=LintCase(kind=answer.kind, product=request.case.product),
            agent_language=language,
        ),
        house.words_in(scenario.language),
    )


def asking_of(scenario: Scenario, answer: Answer) -> str:
    """``missing`` where evidence is needed and not asked for, ``again`` where the buyer has shown it, else empty."""
    wanted = scenario.ask or (None if scenario.shown else ASKS.get(scenario.kind))
    if wanted is None:
        photo = answer.ask is not None and answer.ask.value.startswith(("photo", "video"))
        return "again" if photo and scenario.shown else ""
    return "" if answer.ask is not None else "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in an answer. Costs are in minor units of the order's currency."""

    points: list[Point]
    lint: LintOutput
    cost: int
    engine_cost: int

    @property
    def blocked(self) -> bool:
        return self.lint.verdict is Verdict.BLOCK


def found_in(
    scenario: Scenario, answer: Answer, body: str, *, present: datetime, by: Standing, language: str, house: House
) -> Found:
    """Judge an answer that was given at ``present``. The facts are those of the case, the letter that of her decision."""
    hers = weighed(scenario, [(item.remedy, item.amount) for item in answer.menu], by)
    engine = weighed(scenario, [(item.remedy, item.amount) for item in proposed(scenario, by).menu], by)
    # Her own view of the fault decides what the letter must say; the case's own decides whether that is enough.
    seen = judged(
        scenario, Answer(answer.kind, scenario.fault, answer.menu, answer.ask), body, language=language, house=house
    )
    public = scenario.rating is not None
    extra = (hers.cost - engine.cost) / max(value_of(scenario).minor, 1)
    due = next_due(scenario)
    points = points_of(
        kind=answer.kind in (scenario.kind, *scenario.also),
        gates={no.by.value for no in hers.blocked},
        owed_missing=hers.owed and not hers.whole and not public,
        late=None if due is None else present > due.due,
        findings=seen.findings,
        asking="" if public else asking_of(scenario, answer),
        extra_share=None if public else extra,
    )
    return Found(points, seen, hers.cost, engine.cost)
