"""Why a letter is not written, changed or sent."""

from __future__ import annotations

from amends.core.errors import DomainError


class LetterBlocked(DomainError):
    """The lint does not let the letter go."""

    code = "letter_blocked"


class LetterChanged(DomainError):
    """Somebody else changed the letter meanwhile."""

    code = "letter_changed"


class ApprovalNeeded(DomainError):
    code = "approval_needed"


class SlotsOpen(DomainError):
    """A slot of an inserted sentence is still open."""

    code = "slots_open"


class GuideNotValid(DomainError):
    """A file that goes with the letter is not valid any more."""

    code = "guide_not_valid"


class LeadNeeded(DomainError):
    code = "lead_needed"


class TooLate(DomainError):
    code = "too_late"
