"""clock: when must we act, and what happens if we do not?

An event on a platform ("the buyer opened a dispute") and the platform's rules give a due date, an earlier date by
which it is safe to have acted, and the consequence of silence. The rules are dated data in ``rules/``, each with its
sources and how well it is known; a date from the platform itself always wins over them. Where no rule decides, the
answer is an error that says what to fill in, never a guess.
"""

from __future__ import annotations

from datetime import date

from amends.clock.engine import Applied, clock, rule_for, safe_by
from amends.clock.formats import EvidenceLimits, MessagingRule, Metric, Offer, PlatformRules
from amends.clock.office import (
    OfficeHours,
    WrongOfficeHours,
    always_open,
    answer_due,
    answered_after,
    next_morning,
    office_hours,
)
from amends.clock.tables import BUYER_MESSAGE, Entry, RuleFileError, Tables, shipped_tables

__all__ = [
    "BUYER_MESSAGE",
    "Applied",
    "Entry",
    "EvidenceLimits",
    "MessagingRule",
    "Metric",
    "Offer",
    "OfficeHours",
    "PlatformRules",
    "RuleFileError",
    "Tables",
    "WrongOfficeHours",
    "always_open",
    "answer_due",
    "answered_after",
    "clock",
    "evidence_limits",
    "messaging_rules",
    "metrics",
    "next_morning",
    "offers_allowed",
    "office_hours",
    "procedures",
    "rule_for",
    "rules",
    "safe_by",
    "shipped_tables",
]


def rules() -> tuple[PlatformRules, ...]:
    """Every rule file of the package, validated, by platform. Raises RuleFileError."""
    return tuple(shipped_tables().platforms.values())


def procedures(platform: str, event: str | None = None) -> tuple[str, ...]:
    """The names of a platform's procedures; none for a platform without rules, such as ``own_shop``.

    With ``event`` only those in which it starts a duration: ``clock`` wants the procedure named where a platform has
    several, and this says which they can be.
    """
    tables = shipped_tables()
    return tables.procedures(platform) if event is None else tables.procedures_from(platform, event)


def offers_allowed(platform: str, procedure: str | None = None, on: date | None = None) -> tuple[Offer, ...]:
    """What the form of a formal procedure can carry, in the version in force on a day (None: the newest).

    ``procedure`` may be left out where the platform has one. Raises InputError ``unknown_rule``.
    """
    return shipped_tables().rule(platform, procedure, on).offers_allowed


def evidence_limits(platform: str, procedure: str | None = None, on: date | None = None) -> EvidenceLimits:
    """What may be uploaded in a procedure; None inside means that no limit was found. As ``offers_allowed``."""
    return shipped_tables().rule(platform, procedure, on).evidence_limits


def metrics(platform: str, procedure: str | None = None, on: date | None = None) -> tuple[Metric, ...]:
    """The numbers by which the platform judges the seller. As ``offers_allowed``."""
    return shipped_tables().rule(platform, procedure, on).metrics


def messaging_rules(platform: str, procedure: str | None = None) -> tuple[MessagingRule, ...]:
    """What a platform asks of messages to buyers, without what is said of other procedures only.

    Nothing for a platform without rules.
    """
    known = shipped_tables().platforms.get(platform)
    if known is None:
        return ()
    return tuple(
        rule
        for rule in known.messages.rules
        if procedure is None or not rule.procedures or procedure in rule.procedures
    )
