"""What went wrong with an engine, and the cure, in words for a person."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.connect.assist.port import Trouble

#: trouble -> (what happened, what to do)
TROUBLES: dict[Trouble, tuple[str, str]] = {
    Trouble.OFF: (gettext_noop("No engine is set up."), gettext_noop("An owner can choose one under Shops, Machine help.")),
    Trouble.NOT_PERMITTED: (
        gettext_noop("Texts of this platform may not be handed to an engine."),
        gettext_noop("An owner can permit it under Shops, Machine help."),
    ),
    Trouble.NOT_INSTALLED: (
        gettext_noop("Argos Translate cannot be used on this machine."),
        gettext_noop("Install it with pip install “amends[argos]” and restart Amends; it must not be set to a remote service."),
    ),
    Trouble.NO_MODEL: (
        gettext_noop("Argos Translate has no package for these two languages."),
        gettext_noop("Install it with argospm install, for example argospm install translate-pt_en, and restart Amends."),
    ),
    Trouble.BAD_ADDRESS: (
        gettext_noop("The address or the model’s name cannot be used."),
        gettext_noop("Write the address as the server’s manual gives it, such as https://server.example/v1, without a question mark or a password in it."),
    ),
    Trouble.PRIVATE_ADDRESS: (
        gettext_noop("The address leads into a private network, or to this machine."),
        gettext_noop("For a model on this machine, tick “a model on this machine may be asked”. Other private addresses are never asked."),
    ),
    Trouble.NOT_ENCRYPTED: (
        gettext_noop("The connection is not encrypted, or its certificate is not trusted."),
        gettext_noop("Use an address that begins with https:// and has a valid certificate; only this machine may be asked without."),
    ),
    Trouble.UNREACHABLE: (
        gettext_noop("Nobody answers at this address."),
        gettext_noop("Check the address, whether the server runs, and whether this machine may reach it."),
    ),
    Trouble.TIMED_OUT: (
        gettext_noop("The server did not finish in time."),
        gettext_noop("Try again; if it stays slow, allow more seconds or choose a smaller model."),
    ),
    Trouble.CUT_OFF: (
        gettext_noop("The server broke the connection off."),
        gettext_noop("Try again; look into the server’s log if it happens again."),
    ),
    Trouble.REDIRECTED: (
        gettext_noop("The server sends us to another address, which is not followed."),
        gettext_noop("Write the final address yourself; it usually ends in /v1."),
    ),
    Trouble.REFUSED: (
        gettext_noop("The server does not accept the key, or its account has no credit."),
        gettext_noop("Enter the key once more, and check the account with the provider."),
    ),
    Trouble.NOT_FOUND: (
        gettext_noop("The server knows no such address or model."),
        gettext_noop("Check the address (it usually ends in /v1) and how the server spells the model’s name."),
    ),
    Trouble.NOT_ACCEPTED: (
        gettext_noop("The server does not accept the question."),
        gettext_noop("Check that it offers chat completions, and that the model’s name is one of a chat model."),
    ),
    Trouble.BUSY: (
        gettext_noop("The server has too much to do, or a limit of the account is reached."),
        gettext_noop("Wait; it is asked again by itself. Raise the limit with the provider if it stays so."),
    ),
    Trouble.BROKEN: (
        gettext_noop("The server or the model reports a fault of its own."),
        gettext_noop("Try again; look into the server’s log if it happens again."),
    ),
    Trouble.TOO_LARGE: (
        gettext_noop("The answer is far too long."),
        gettext_noop("Check that the address is that of a language model."),
    ),
    Trouble.NOT_JSON: (
        gettext_noop("The answer is not JSON, as of a web page or a model that chats."),
        gettext_noop("Check the address; if it is right, choose a model that follows instructions."),
    ),
    Trouble.WRONG_SHAPE: (
        gettext_noop("The answer is JSON, but not what was asked for."),
        gettext_noop("Choose a model that follows instructions; very small ones often do not."),
    ),
    Trouble.UNUSABLE: (
        gettext_noop("The answer is empty or many times longer than the text."),
        gettext_noop("Choose a model that follows instructions; very small ones often do not."),
    ),
    Trouble.PLACEHOLDER_LOST: (
        gettext_noop("A name or number did not come back from the translation, so it is not shown."),
        gettext_noop("Read the original; a larger model loses less."),
    ),
    Trouble.OVER_BUDGET: (
        gettext_noop("The month’s limit does not allow another call."),
        gettext_noop("An owner can raise the limit under Shops, Machine help; next month it begins anew."),
    ),
    Trouble.TOO_LONG: (
        gettext_noop("The text is too long for an engine."),
        gettext_noop("Read the original, or translate it in parts elsewhere."),
    ),
}  # fmt: skip


def trouble_words(trouble: str) -> tuple[str, str]:
    """What happened and what to do."""
    what, cure = TROUBLES[Trouble(trouble)]
    return _(what), _(cure)


def trouble_sentence(trouble: str) -> str:
    return " ".join(trouble_words(trouble))
