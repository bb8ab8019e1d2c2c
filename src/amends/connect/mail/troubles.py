"""From what a server or the network does to what a person can do about it."""

from __future__ import annotations

import imaplib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools.errors import ImapToolsError, MailboxLoginError

from amends.connect.mail.bounces import code_of
from amends.connect.mail.codes import Code, MailTrouble

_APP_PASSWORD = re.compile(r"application-specific password|app password|authorization code|授权码", re.IGNORECASE)
_OAUTH = re.compile(
    r"BasicAuth(?:entication)?(?:Blocked| is disabled)|basic authentication|XOAUTH2 only", re.IGNORECASE
)
_SERVICE_OFF = re.compile(
    r"(?:imap|smtp|pop|service)[^.]{0,40}(?:disabled|not (?:been )?(?:open|enabled|turned on))|not enabled for"
    r"|SmtpClientAuthentication is disabled",
    re.IGNORECASE,
)
#: Microsoft's word at the first folder when the token was good and IMAP is off for the mailbox, or it is another's.
_NOT_CONNECTED = re.compile(r"authenticated but not connected", re.IGNORECASE)
_UNSAFE = re.compile(r"unsafe login|web login required|less secure|unusual", re.IGNORECASE)
_BUSY = re.compile(r"too many|limit|\[INUSE\]|\[UNAVAILABLE\]|try again later|system busy", re.IGNORECASE)
_FULL = re.compile(r"\[OVERQUOTA\]|over ?quota|quota exceeded|mailbox (?:is )?full", re.IGNORECASE)
_RATE = re.compile(r"rate|too many|exceeded|frequency|limit", re.IGNORECASE)
_GREY = re.compile(r"gr[ae]y-?list|try again|come back|4\.7\.1|4\.2\.0", re.IGNORECASE)
_SIGN_IN = re.compile(r"authenticat|login|sign.?in", re.IGNORECASE)
_NETWORK = (OSError, EOFError, ssl.SSLError)


def _words(error: BaseException) -> str:
    parts = [part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in error.args]
    return " ".join(parts)[:500]


def trouble_of_network(error: BaseException) -> MailTrouble:
    """What went wrong before, or apart from, anything that the server said."""
    said = _words(error)
    if isinstance(error, socket.gaierror):
        return MailTrouble(Code.NAME_UNKNOWN, said=said)
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailTrouble(Code.CERTIFICATE, permanent=True, said=said)
    if isinstance(error, ssl.SSLEOFError):
        return MailTrouble(Code.DROPPED, said=said)
    if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
        return MailTrouble(Code.SECURITY_MISMATCH, permanent=True, said=said)
    if isinstance(error, TimeoutError):
        return MailTrouble(Code.TIMEOUT, said=said)
    if isinstance(error, ConnectionRefusedError):
        return MailTrouble(Code.CONNECTION_REFUSED, said=said)
    if isinstance(error, ConnectionError | EOFError):
        return MailTrouble(Code.DROPPED, said=said)
    return MailTrouble(Code.UNREACHABLE, said=said)


def trouble_of_sign_in(said: str, *, temporary: bool = False) -> MailTrouble:
    """Why a sign-in was refused, from the server's words."""
    for pattern, code in (
        (_APP_PASSWORD, Code.APP_PASSWORD),
        (_OAUTH, Code.OAUTH_ONLY),
        (_UNSAFE, Code.UNSAFE_LOGIN),
        (_SERVICE_OFF, Code.SERVICE_OFF),
    ):
        if pattern.search(said):
            return MailTrouble(code, permanent=True, said=said)
    if temporary or _BUSY.search(said):
        return MailTrouble(Code.BUSY, said=said)
    return MailTrouble(Code.WRONG_PASSWORD, permanent=True, said=said)


def trouble_of_token(said: str, *, temporary: bool = False) -> MailTrouble:
    """Why a sign-in by access token was refused. What speaks of passwords means the token here.

    It may have been withdrawn or have run out early: worth another try, before which it is renewed.
    """
    found = trouble_of_sign_in(said, temporary=temporary)
    if found.code in (Code.SERVICE_OFF, Code.UNSAFE_LOGIN, Code.BUSY):
        return found
    return MailTrouble(Code.TOKEN_REFUSED, said=said)


def trouble_of_token_over_smtp(error: smtplib.SMTPAuthenticationError) -> MailTrouble:
    """The same, from the answer to AUTH."""
    said = f"{error.smtp_code} {_plain(error.smtp_error)}"
    return trouble_of_token(said, temporary=400 <= error.smtp_code < 500)


@contextmanager
def trouble_of_imap(phase: str) -> Iterator[None]:
    """Everything that a step over IMAP can raise becomes a MailTrouble. ``phase``: connect, login (token where one
    signs in), select, work."""
    try:
        yield
    except MailTrouble:
        raise
    except _NETWORK as error:
        raise trouble_of_network(error) from error
    except (imaplib.IMAP4.abort, ImapToolsError, imaplib.IMAP4.error) as error:
        raise _imap(error, phase) from error
    except (UnicodeError, ValueError, IndexError) as error:
        raise MailTrouble(Code.NOT_A_MAIL_SERVER, said=_words(error)) from error


def _said_over_imap(error: Exception) -> str:
    """The server's words, out of what the libraries make of them."""
    answer = getattr(error, "command_result", None)
    if isinstance(answer, tuple) and len(answer) > 1 and isinstance(answer[1], list):
        return " ".join(_plain(part) for part in answer[1] if isinstance(part, bytes | str))[:500]
    return " ".join(_plain(part) for part in error.args if isinstance(part, bytes | str))[:500]


def _imap(error: Exception, phase: str) -> MailTrouble:
    said = _said_over_imap(error)
    cause = error.__cause__ or error.__context__
    if isinstance(cause, TimeoutError | ssl.SSLError):
        return trouble_of_network(cause)
    if phase == "token" and not isinstance(error, imaplib.IMAP4.abort):
        return trouble_of_token(said)
    if phase == "select" and _NOT_CONNECTED.search(said):
        return MailTrouble(Code.SERVICE_OFF, permanent=True, said=said)
    if isinstance(error, MailboxLoginError) or (phase == "login" and not isinstance(error, imaplib.IMAP4.abort)):
        return trouble_of_sign_in(said)
    if _FULL.search(said):
        return MailTrouble(Code.OWN_BOX_FULL, said=said)
    if _UNSAFE.search(said):
        return MailTrouble(Code.UNSAFE_LOGIN, permanent=True, said=said)
    if phase == "connect":
        if _BUSY.search(said):
            return MailTrouble(Code.BUSY, said=said)
        broken = isinstance(error, imaplib.IMAP4.abort) and "EOF" in said
        if "STARTTLS" in said.upper():
            return MailTrouble(Code.NO_STARTTLS, permanent=True, said=said)
        return MailTrouble(Code.DROPPED if broken else Code.NOT_A_MAIL_SERVER, said=said)
    if isinstance(error, imaplib.IMAP4.abort):
        return MailTrouble(Code.DROPPED, said=said)
    if phase == "select":
        return MailTrouble(Code.FOLDER_MISSING, permanent=True, said=said)
    return MailTrouble(Code.BUSY if _BUSY.search(said) else Code.UNKNOWN, said=said)


def trouble_of_smtp(error: Exception) -> MailTrouble:
    """What went wrong with sending. Temporary refusals (4xx) are tried again; permanent ones (5xx) are not."""
    if isinstance(error, MailTrouble):
        return error
    if isinstance(error, smtplib.SMTPNotSupportedError):
        text = _words(error)
        code = Code.NO_STARTTLS if "STARTTLS" in text.upper() else Code.LOGIN_NEEDED
        return MailTrouble(code, permanent=True, said=text)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        cause = error.__cause__ or error.__context__
        return (
            trouble_of_network(cause) if isinstance(cause, TimeoutError) else MailTrouble(Code.DROPPED, said=str(error))
        )
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        number, words = next(iter(error.recipients.values()), (550, b""))
        return _refusal(number, words, "recipient")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _refusal(error.smtp_code, error.smtp_error, "sender")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = f"{error.smtp_code} {_plain(error.smtp_error)}"
        return trouble_of_sign_in(said, temporary=400 <= error.smtp_code < 500)
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        code = Code.TEMPORARY if 400 <= error.smtp_code < 500 else Code.NOT_A_MAIL_SERVER
        return MailTrouble(code, said=f"{error.smtp_code} {_plain(error.smtp_error)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return _refusal(error.smtp_code, error.smtp_error, "content")
    if isinstance(error, _NETWORK):
        return trouble_of_network(error)
    return MailTrouble(Code.UNKNOWN, said=_words(error))


def _plain(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _refusal(code: int, words: bytes | str, of: str) -> MailTrouble:
    said = f"{code} {_plain(words)}"
    found = re.search(r"\b[45]\.\d{1,3}\.\d{1,3}\b", said)
    status = found.group() if found else ""
    if 400 <= code < 500:
        if code == 421 or _RATE.search(said):
            return MailTrouble(Code.RATE_LIMITED if _RATE.search(said) else Code.TEMPORARY, said=said)
        return MailTrouble(Code.GREYLISTED if _GREY.search(said) or code in (450, 451) else Code.TEMPORARY, said=said)
    if code in (530, 535) or (of == "sender" and _SIGN_IN.search(said)):
        return MailTrouble(Code.LOGIN_NEEDED, permanent=True, said=said)
    if of == "sender":
        return MailTrouble(Code.TOO_LARGE if code == 552 else Code.SENDER_REFUSED, permanent=True, said=said)
    if of == "recipient" and not status:
        unknown = Code.RECIPIENT_FULL if code == 552 or _FULL.search(said) else Code.RECIPIENT_UNKNOWN
        return MailTrouble(unknown if code in (550, 551, 552, 553) else Code.REFUSED, permanent=True, said=said)
    if not status and code == 552:
        return MailTrouble(Code.RECIPIENT_FULL if _FULL.search(said) else Code.TOO_LARGE, permanent=True, said=said)
    if not status and of == "content" and code in (550, 554):
        return MailTrouble(Code.CONTENT_REFUSED, permanent=True, said=said)
    return MailTrouble(code_of(status or "5.0.0", said), permanent=True, said=said)
