"""Why a wording cannot be used, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.letter.checking import Trouble
from amends.web.workspace.phrasebook.naming import form_name, slot_name

_WORDS: dict[str, str] = {
    "empty": gettext_noop("There is no text."),
    "long": gettext_noop("It is longer than %(detail)s characters."),
    "link": gettext_noop("“%(detail)s” looks like a link, an address or markup; a letter holds none."),
    "control": gettext_noop("It holds an invisible sign; write it without."),
    "brace": gettext_noop("Braces are for slots only, such as {date}."),
    "slot_missing": gettext_noop("The slot {%(detail)s} (%(name)s) is missing; the original has it."),
    "slot_unknown": gettext_noop("There is no slot {%(detail)s} here."),
    "ending": gettext_noop("It has to end as the original does, with “%(detail)s”, or like it without a sign."),
    "unknown": gettext_noop("The library has no such place: %(detail)s."),
    "lint": gettext_noop("In a sample letter the lint blocks it: %(detail)s"),
}
_FIELDS: dict[str, str] = {
    "zh": gettext_noop("Meaning in Chinese"),
    "en": gettext_noop("Meaning in English"),
    "title": gettext_noop("Title"),
    "text": gettext_noop("Text"),
    "meaning": gettext_noop("Meaning"),
    "word": gettext_noop("Word"),
}


def trouble_text(trouble: Trouble) -> str:
    """One sentence, with the field it is about where there is more than one."""
    said = _(_WORDS[trouble.what]) % {"detail": trouble.detail, "name": slot_name(trouble.detail)}
    if not trouble.field:
        return said
    field = _(_FIELDS[trouble.field]) if trouble.field in _FIELDS else form_name(trouble.field)
    return f"{field}: {said}"
