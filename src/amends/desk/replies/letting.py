"""Who may let words go that the lint blocks."""

from __future__ import annotations

from collections.abc import Set

from amends.core.errors import DomainError
from amends.core.vocabulary import LintRule
from amends.desk.people.models import Person
from amends.desk.replies.refusals import LeadNeeded, LetterBlocked
from amends.desk.shops.queries import is_lead

#: Findings that nobody may override.
NEVER_OVERRIDDEN = frozenset(
    {LintRule.BENEFIT_FOR_REVIEW.value, LintRule.RIGHTS_DENIED.value, LintRule.BLAME_WITHOUT_EVIDENCE.value}
)
#: A reason has at least so many characters, and is kept up to so many.
SHORTEST_REASON, LONGEST_REASON = 10, 500


def must_be_let_through(*, person: Person, shop: int, rules: Set[str], reason: str) -> None:
    """A lead may let words break ``rules``, with a written reason; three rules nobody.

    Raises LeadNeeded, LetterBlocked, DomainError without a reason.
    """
    if not is_lead(person, shop):
        raise LeadNeeded("Only a lead of this shop can let blocked words go; ask one.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError("Write the reason in a sentence; it goes into the journal.")
    if rules & NEVER_OVERRIDDEN:
        raise LetterBlocked(f"This cannot be overridden: {', '.join(sorted(rules & NEVER_OVERRIDDEN))}.")
