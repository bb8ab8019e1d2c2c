"""Signing in with an access token instead of a password: the SASL mechanism XOAUTH2.

Source: developers.google.com/workspace/gmail/imap/xoauth2-protocol (the answer to a challenge is empty);
learn.microsoft.com: authenticate an IMAP, POP or SMTP connection using OAuth (the same form).
"""

from __future__ import annotations

MECHANISM = "XOAUTH2"


class Bearer:
    """Says user and token once. A challenge after that is the server's refusal: it is answered with nothing, so that
    the server ends the exchange with its own words, and the token does not travel a second time."""

    def __init__(self, user: str, token: str) -> None:
        # A control character would begin another field of the message.
        if any(ord(sign) < 32 for sign in user + token):
            raise ValueError("the user or the access token holds a control character")
        self._message = f"user={user}\x01auth=Bearer {token}\x01\x01"
        self._said = False

    def __call__(self, challenge: bytes | None = None) -> str:
        if self._said:
            return ""
        self._said = True
        return self._message
