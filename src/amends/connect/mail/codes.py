"""What a mail is, and what can go wrong with a mailbox: codes, and the sentences that a person reads."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.errors import TransportError
from amends.core.packaged import read_yaml


class Nature(StrEnum):
    """What a mail is. Only ``person`` asks for an answer; nothing else changes whose turn it is."""

    PERSON = "person"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    DELAY = "delay"
    OWN = "own"
    LOOP = "loop"
    BULK = "bulk"


class Code(StrEnum):
    """What went wrong; the sentences are in ``troubles.yaml``."""

    NAME_UNKNOWN = "name_unknown"
    CONNECTION_REFUSED = "connection_refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    CERTIFICATE = "certificate"
    SECURITY_MISMATCH = "security_mismatch"
    NO_STARTTLS = "no_starttls"
    NOT_A_MAIL_SERVER = "not_a_mail_server"
    WRONG_PASSWORD = "wrong_password"
    APP_PASSWORD = "app_password"
    OAUTH_ONLY = "oauth_only"
    CONSENT_MISSING = "consent_missing"
    CONSENT_GONE = "consent_gone"
    TOKEN_REFUSED = "token_refused"
    TOKEN_NOT_TAKEN = "token_not_taken"
    APP_UNKNOWN = "app_unknown"
    ADMIN_FORBIDS = "admin_forbids"
    SERVICE_OFF = "service_off"
    UNSAFE_LOGIN = "unsafe_login"
    BUSY = "busy"
    FOLDER_MISSING = "folder_missing"
    OWN_BOX_FULL = "own_box_full"
    LOGIN_NEEDED = "login_needed"
    GREYLISTED = "greylisted"
    SENDER_REFUSED = "sender_refused"
    RECIPIENT_UNKNOWN = "recipient_unknown"
    RECIPIENT_FULL = "recipient_full"
    TOO_LARGE = "too_large"
    CONTENT_REFUSED = "content_refused"
    RATE_LIMITED = "rate_limited"
    REFUSED = "refused"
    TEMPORARY = "temporary"
    UNCLEAR = "unclear"
    NO_ADDRESS = "no_address"
    UNKNOWN = "unknown"


class Sentence(BaseModel):
    """What happened and what to do, in English; the Chinese is in ``web/sayings/zh.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    cure: str


@cache
def sentences() -> dict[Code, Sentence]:
    """The sentences of every code. Raises pydantic.ValidationError and KeyError where one is missing."""
    told = read_yaml("amends.connect.mail", "troubles.yaml")["troubles"]
    return {code: Sentence.model_validate(told[code.value]) for code in Code}


class MailTrouble(TransportError):
    """A mail server would not, or could not. ``said`` are the server's own words, for whoever runs it.

    ``permanent``: trying again changes nothing until a person has done what the cure says.
    """

    def __init__(self, code: Code, *, permanent: bool = False, said: str = "") -> None:
        sentence = sentences()[code]
        super().__init__(f"{sentence.what} {sentence.cure}", permanent=permanent)
        self.code = code
        self.said = " ".join(said.split())[:300]

    @property
    def told(self) -> str:
        """The sentences, and the server's own words after them."""
        return with_words(str(self), self.said)


def with_words(sentences_: str, said: str) -> str:
    """Sentences of ours, then what the server said, as one sentence."""
    words = said.replace(". ", "; ").strip()
    return f"{sentences_} The server said: {words}" if words else sentences_
