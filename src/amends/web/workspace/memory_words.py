"""What is wrong with a translation memory's file or with one of its units, in words for a person."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.connect.assist.tmx import Fault

#: reason -> what is wrong and what to do
_WORDS: dict[str, str] = {
    "not_tmx": gettext_noop("This is no TMX file. Export the memory of your tool as TMX 1.4."),
    "broken_off": gettext_noop("The file breaks off or is damaged at line and column %(detail)s. What stands before is kept; export it again."),
    "entities": gettext_noop("The file declares entities, which can do harm; nothing from there on was read. Export it again without them."),
    "too_many_elements": gettext_noop("The file is built like no translation memory; reading ended here. What stands before is kept."),
    "no_language": gettext_noop("A text does not say its language (xml:lang)."),
    "bad_language": gettext_noop("“%(detail)s” is no language code; write one such as pt-BR."),
    "unknown_language": gettext_noop("The desk does not read the language “%(detail)s”."),
    "no_source": gettext_noop("There is no text in the language of originals, “%(detail)s”."),
    "no_target": gettext_noop("There is no translation into Simplified Chinese or English; there is: %(detail)s."),
    "no_segment": gettext_noop("A text has no segment (seg)."),
    "foreign_code": gettext_noop("“%(detail)s” is no placeholder of ours; write the words out, or one such as [[NAME1]]."),
    "unknown_element": gettext_noop("“%(detail)s” cannot stand in a segment."),
    "empty_source": gettext_noop("The original is empty."),
    "empty_target": gettext_noop("The translation is empty."),
    "too_long": gettext_noop("A text of %(detail)s characters is longer than the memory keeps; divide it."),
    "lost": gettext_noop("%(detail)s stands in the original and not in the translation."),
    "added": gettext_noop("%(detail)s stands in the translation and not in the original."),
    "private": gettext_noop("%(detail)s may lead to a person and stands only in the translation; take it out."),
}  # fmt: skip


def fault_text(fault: Fault) -> str:
    """The sentence for a fault, without its place."""
    return _(_WORDS[fault.reason]) % {"detail": fault.detail}
