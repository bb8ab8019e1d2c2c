"""draft and lint: how do we say it, and may it be sent?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from amends.core.contracts.fields import Amount, Currency, Identifier, Inward, Language, Outward, Text, Time
from amends.core.vocabulary import (
    CauseStatus,
    Fault,
    Flag,
    Kind,
    LetterChannel,
    LetterStage,
    LintRule,
    Milestone,
    Party,
    PromiseWhat,
    Remedy,
    RequestWhat,
    Verdict,
)


class Cause(Inward):
    """A party may be named only where ``status`` is confirmed and ``evidence`` names what shows it."""

    code: str
    party: Party = Party.UNKNOWN
    status: CauseStatus = CauseStatus.UNKNOWN
    evidence: list[str] = []


class Fact(Inward):
    """Something known, with the id of what shows it. ``what`` is a FactWhat where the letter is to word it."""

    id: str
    what: str
    value: str


class ChosenItem(Inward):
    remedy: Remedy
    amount: Amount | None = None
    currency: Currency | None = None
    by_date: date | None = None


class Decision(Inward):
    """The approved menu; what a letter offers must equal it."""

    menu: list[ChosenItem]
    recommended: int | None = 0


class DraftCounts(Inward):
    ordered: int | None = None
    received: int | None = None
    missing: int | None = None


class DraftCase(Inward):
    kind: Kind
    flags: list[Flag] = []
    buyer_name: Annotated[str, Field(max_length=200)] | None = None
    product: Annotated[str, Field(max_length=300)] | None = None
    counts: DraftCounts | None = None


class Reached(Inward):
    """What a notice tells: a milestone of the order, and the day on which it was reached where it is."""

    milestone: Milestone
    on: date


class DraftInput(Inward):
    id: Identifier
    now: Time
    to_language: Language
    time_zone: str | None = None
    stage: LetterStage
    channel: LetterChannel = LetterChannel.MESSAGE
    max_chars: Annotated[int, Field(ge=50)] | None = None
    case: DraftCase
    decision: Decision | None = None
    cause: Cause | None = None
    facts: list[Fact] = []
    requests: list[RequestWhat] = []
    reached: Reached | None = None
    fault: Fault | None = None
    previous_apologies: Annotated[int, Field(ge=0)] = 0
    previous_sentences: list[str] = []
    agent_name: str = ""
    shop_name: str = ""
    agent_language: Language | None = None


class Promise(Outward):
    what: PromiseWhat
    due: datetime


class Finding(Outward):
    """``start`` and ``end`` count code points of the text as given."""

    rule: LintRule
    level: str
    start: int
    end: int
    message: str
    suggestion: str | None = None


class DraftOutput(Outward):
    id: Identifier
    language: str
    subject: str | None = None
    body: str
    gist: str
    promises: list[Promise]
    findings: list[Finding]
    verdict: Verdict


class LintCase(Inward):
    """``product`` is what the letter calls the goods: a name such as "repair kit" promises nothing."""

    kind: Kind | None = None
    product: Text | None = None


class LintInput(Inward):
    id: Identifier
    text: Text
    language: Language | None = None
    stage: LetterStage = LetterStage.FIRST_REPLY
    channel: LetterChannel = LetterChannel.MESSAGE
    public: bool = False
    buyer_language: Language | None = None
    previous_apologies: Annotated[int, Field(ge=0)] = 0
    fault: Fault | None = None
    decision: Decision | None = None
    cause: Cause | None = None
    evidence: list[str] | None = None
    facts: list[Fact] = []
    case: LintCase | None = None
    gist: Text | None = None
    agent_language: Language | None = None
    allowed_hosts: list[str] = []


class LintOutput(Outward):
    id: Identifier
    verdict: Verdict
    findings: list[Finding]
