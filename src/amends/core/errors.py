"""Errors that a person can act on.

``DomainError`` is what an operation raises when the business says no; ``InputError`` is what a pure stage says
of one bad record. Small named subclasses stand beside the code that raises them.
"""

from __future__ import annotations

from typing import Any

from amends.core.vocabulary import ErrorCode


class AmendsError(Exception):
    """The root of every error that Amends raises on purpose."""


class InputError(AmendsError):
    """One record of input cannot be used: says which field, why, and what to put there.

    ``code`` is one of the contract's error codes, ``field`` a dotted path (``events.3.at``) or None.
    """

    def __init__(self, code: ErrorCode, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message

    def as_dict(self, line: int | None = None) -> dict[str, Any]:
        """The error object of the contract."""
        error: dict[str, Any] = {"code": self.code.value, "field": self.field, "message": self.message}
        if line is not None:
            error["line"] = line
        return error


class DomainError(AmendsError):
    """The business says no. ``code`` names the reason, ``data`` holds what a screen needs to explain it."""

    code = "domain_error"

    def __init__(self, message: str = "", **data: Any) -> None:
        super().__init__(message or self.code)
        self.message = message or self.code
        self.data = data


class TransportError(AmendsError):
    """The outside world failed. ``permanent`` says whether trying again can help."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class UnsupportedEvent(AmendsError):
    """A payload of a known platform that we do not handle yet: it is shelved, never dropped."""


class MalformedPayload(AmendsError):
    """A payload that does not come from this platform or is broken: it is quarantined, never dropped."""
