"""Words of ours for a platform's case team: judged like a letter, and let through only as a letter may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.core.contracts.letter import Finding, LintInput
from amends.core.vocabulary import LetterChannel, LetterStage, Verdict
from amends.desk.cases.models import Case
from amends.desk.flow.known_facts import record_facts
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.people.models import Person
from amends.desk.refunds.queries import last_sent
from amends.desk.replies.letting import must_be_let_through
from amends.desk.replies.refusals import LetterBlocked
from amends.desk.shops.queries import shop_now
from amends.desk.wordings.queries import house_of
from amends.letter.lint import lint


@dataclass(frozen=True, slots=True)
class Judged:
    """What the lint says of a statement."""

    findings: Sequence[Finding]
    verdict: Verdict

    @property
    def errors(self) -> frozenset[str]:
        """The rules that block it."""
        return frozenset(found.rule.value for found in self.findings if found.level == "error")


def judge(*, person: Person, case: Case, text: str, language: str, now: datetime) -> Judged:
    """What the lint says of a statement that a person has written or changed, beside the case's records and evidence.

    ``language`` empty: as the words look.
    """
    tongue = language.split("-")[0] or None
    order, present = case.order, shop_now(case.shop, now)
    facts = (
        record_facts(order, parcel_that_counts(order), last_sent([case.pk]).get(case.pk), present)
        if order is not None
        else []
    )
    judged = lint(
        LintInput(
            id=f"case:{case.pk}",
            text=text,
            language=tongue,
            stage=LetterStage.APPEAL,
            channel=LetterChannel.FORM,
            public=False,
            buyer_language=tongue,
            agent_language=person.language,
            facts=facts,
            evidence=[f"exhibit:{each.pk}" for each in case.exhibits.all()],
        ),
        house_of(case.shop).words_in(language or person.language),
    )
    return Judged(judged.findings, judged.verdict)


def must_be_allowed(
    *, person: Person, case: Case, text: str, language: str, reason: str, now: datetime
) -> frozenset[str]:
    """The rules that a lead let the statement break; empty for one that breaks none.

    Raises LetterBlocked where it breaks some and no ``reason`` is given, and what ``must_be_let_through`` raises.
    """
    if not text.strip():
        return frozenset()
    judged = judge(person=person, case=case, text=text, language=language, now=now)
    if judged.verdict is not Verdict.BLOCK:
        return frozenset()
    if not reason.strip():
        raise LetterBlocked(
            "The statement has findings that block it; mend them first.",
            findings=[finding.model_dump(mode="json") for finding in judged.findings],
        )
    must_be_let_through(person=person, shop=case.shop_id, rules=judged.errors, reason=reason)
    return judged.errors
