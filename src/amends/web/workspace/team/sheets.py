"""A case on a hand-over sheet, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.desk.cases.models import Case
from amends.desk.flow.handing_over import Open
from amends.desk.replies.models import Reply
from amends.web import showing
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``waits`` says who waits for whom, ``letter`` what is half done, ``promised`` what is still owed."""

    case: Case
    present: datetime
    kind: str
    consequence: str
    waits: str
    letter: str
    promised: list[tuple[str, datetime, bool]]
    tonight: bool
    half_done: bool
    note: str
    ticked: bool
    moved: bool


def _letter(state: str) -> str:
    return {
        Reply.DRAFT: _("a letter is half written"),
        Reply.QUEUED: _("a letter leaves soon"),
        Reply.SENDING: _("a letter is on its way"),
        Reply.FAILED: _("a letter could not be sent"),
        Reply.UNCLEAR: _("nobody knows whether the letter left"),
    }.get(state, "")


def _waits(case: Case, frame: Frame) -> str:
    who = {
        "seller": _("the buyer waits for us"),
        "buyer": _("we wait for the buyer"),
        "platform": _("we wait for the platform"),
        "carrier": _("we wait for the carrier"),
    }.get(case.turn, "")
    if not case.waiting_until:
        return who
    until = showing.moment_text(case.waiting_until, frame.zone, frame.language)
    return _("%(who)s, until %(when)s") % {"who": who, "when": until}


def row_of(each: Open, frame: Frame, *, note: str = "", ticked: bool = False, moved: bool = False) -> Row:
    case, present = each.case, frame.present(each.case.shop)
    return Row(
        case=case,
        present=present,
        kind=showing.word(case.kind, "Kind", frame.language),
        consequence=showing.consequence_text(case.consequence) if case.consequence else _("Answer due"),
        waits=_waits(case, frame),
        letter=_letter(each.letter),
        promised=[
            (showing.word(promise.what, "PromiseWhat", frame.language), promise.due, promise.due < present)
            for promise in each.promises
        ],
        tonight=each.tonight,
        half_done=each.half_done,
        note=note,
        ticked=ticked,
        moved=moved,
    )
