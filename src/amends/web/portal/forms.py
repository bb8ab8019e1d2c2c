"""A form of the page carries a signed word of its own: it was given out by us for this page, and it counts once.

No cookie and no session stand behind the page, so a foreign site has nothing to ride on: it would have to know the
address, and who knows the address may act by it. The signed word keeps forms from being made up, and double ones apart.
"""

from __future__ import annotations

import secrets

from django.core.signing import BadSignature, TimestampSigner

#: How long a page may stay open before a form of it is sent.
LONGEST_OPEN = 3 * 24 * 3600


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="amends.portal.form", sep=".")


def once_for(about: str) -> str:
    """A fresh word for a form about something (``link:7``, ``find:3``)."""
    return str(_signer().sign(f"{about}~{secrets.token_hex(8)}"))


def once_of(word: str, about: str) -> str | None:
    """The form's own number; None where the word was made up, is for something else, or is too old."""
    try:
        told = _signer().unsign(word[:300], max_age=LONGEST_OPEN)
    except BadSignature:
        return None
    named, _, number = told.partition("~")
    return number if named == about and number else None
