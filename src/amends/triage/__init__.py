"""What is this about? A buyer's text in fourteen languages to language, kind, flags, asks and numbers.

``triage(request)`` reads one text, ``triage_many(requests)`` many at once. Pure: the same text gives the same answer.
"""

from __future__ import annotations

from amends.triage.engine import triage, triage_many

__all__ = ["triage", "triage_many"]
