"""All that the page of a case needs, or the decision's pane alone."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, time, timedelta
from typing import Any

from amends.core.vocabulary import Turn
from amends.desk.assistance.queries import may_draft, may_translate, setup_for
from amends.desk.cases.models import Case
from amends.desk.flow.assigning import suggestions
from amends.desk.flow.casebook import beside, read_whole
from amends.desk.flow.choices import returned_letter
from amends.desk.flow.news import newest_entry, news_since
from amends.desk.flow.overview import reading_of
from amends.desk.refunds.queries import usual_way
from amends.desk.replies.caps import limits_for
from amends.desk.replies.models import Reply
from amends.desk.replies.unfinished import unfinished_of
from amends.web import showing
from amends.web.workspace.casepage.buyer_link import buyer_link_of
from amends.web.workspace.casepage.collision import collision_of, kept_of
from amends.web.workspace.casepage.facts import (
    claims_of,
    order_facts,
    parcel_facts,
    promises_of,
    proof_of,
    ratings,
    refunds_shown,
)
from amends.web.workspace.casepage.guides import guides_shown
from amends.web.workspace.casepage.head import head_of
from amends.web.workspace.casepage.letter import Conflict, Letter, conflict_of, letter_of
from amends.web.workspace.casepage.options import ledger_of_options
from amends.web.workspace.casepage.outcome import outcome_form
from amends.web.workspace.casepage.timeline import timeline_of
from amends.web.workspace.frame import Frame, person_of
from amends.web.workspace.refunding import ways_shown
from amends.web.workspace.team.words import LimitShown, limits_shown, suggestions_shown


def decision_of(
    case: Case,
    frame: Frame,
    *,
    body: str | None = None,
    conflict: bool = False,
    seen: int | None = None,
    held: bool = False,
) -> dict[str, Any]:
    """The middle pane: options, letter, lint.

    ``body`` keeps a person's words in the form, which she began over the entry ``seen``; ``held`` tells her what
    happened since. Without a body the words that she has half written before stand in it.
    """
    # What was read before everything else, or with it: what happens while this is put together is news then.
    journal, person = beside(case, "journal"), person_of(frame)
    newest = journal[-1].pk if journal else newest_entry(case)
    setup = setup_for(case.shop.organisation)
    unfinished = unfinished_of(case, person)
    back = unfinished if body is None else None
    ledger = ledger_of_options(case, frame)
    letter = letter_of(case, frame, ledger.offer if ledger else None, back.body if back is not None else body)
    offered = guides_shown(case, letter.reply, frame) if letter is not None else []
    if back is not None:
        seen, held = back.seen, True
        conflict = letter is not None and (letter.reply.pk, letter.reply.version) != (back.reply_id, back.version)
    editable = letter is not None and letter.editable
    shown: Conflict | None = conflict_of(letter) if conflict and editable and letter is not None else None
    news = news_since(case, seen, person) if held and seen is not None else []
    return {
        "frame": frame,
        "case": case,
        "ledger": ledger,
        "letter": letter,
        "returned": returned_letter(case),
        "conflict": shown,
        "collision": collision_of(case, news, frame),
        "kept": kept_of(unfinished, back=back is not None and editable),
        # What she was told of here does not hold her letter back again.
        "newest": newest,
        "seen": newest if held or seen is None else seen,
        "guides": offered,
        "present": frame.present(case.shop),
        "may_draft": may_draft(setup, case.shop),
        "may_translate": may_translate(setup, case.shop),
        "limits": _limits(letter, frame),
    }


def _limits(letter: Letter | None, frame: Frame) -> list[LimitShown]:
    """What she has offered today and may still offer, where the letter at hand offers money."""
    if letter is None or not letter.editable or frame.person is None:
        return []
    return limits_shown(limits_for(frame.person, letter.reply, frame.now), frame.language)


def page_of(case: Case, frame: Frame, *, sent: Reply | None = None, **decision: Any) -> dict[str, Any]:
    """The whole page, from records read together; ``sent`` is a letter that just left another case and can still be taken back."""
    present, person = frame.present(case.shop), frame.person
    assert person is not None
    read_whole(case, person)
    return {
        **decision_of(case, frame, **decision),
        "head": head_of(case, frame, reading_of(case)),
        "timeline": timeline_of(case, frame),
        "order": order_facts(case, frame),
        "parcel": parcel_facts(case, frame, present),
        "ratings": ratings(case, frame),
        "proof": proof_of(case, frame, present),
        "promises": promises_of(case, frame),
        "buyer_link": buyer_link_of(case, frame.now),
        "claims": claims_of(case, frame),
        "refunds": refunds_shown(case, frame),
        "refund_ways": ways_shown(),
        "refund_way": usual_way(case.shop.platform),
        "refund_key": secrets.token_hex(8),
        "outcome": outcome_form(case, frame),
        **_people(case, frame),
        "buyer_orders": beside(case, "orders"),
        "waits": _waits(present, frame),
        "turns": [(turn.value, showing.word(turn.value, "Turn", frame.language)) for turn in Turn if turn not in (Turn.SELLER, Turn.NOBODY)],
        "sent": sent,
        "sent_seconds": max(int((sent.send_after - frame.now).total_seconds()), 0) if sent and sent.send_after else 0,
    }  # fmt: skip


def _people(case: Case, frame: Frame) -> dict[str, Any]:
    """Who works in the shop, whom the rule suggests and why, and the names that a note can call."""
    rows = suggestions_shown(suggestions(case, frame.now), case, frame.language)
    first = next((each for each in rows if each.suggested), None)
    has_it = next((each for each in rows if each.has_it), None)
    return {
        "people": sorted(rows, key=lambda each: each.person.name),
        "suggestion": first if case.closed_at is None else None,
        "away": has_it is not None and has_it.away,
        "names": json.dumps(sorted(each.person.name for each in rows), ensure_ascii=False),
    }


def _waits(present: datetime, frame: Frame) -> list[tuple[str, datetime]]:
    """Usual times to wait for, as the wall clock of the person writes them, with the moment."""
    here = present.astimezone(showing.zone_of(frame.zone))
    days = [here.date() + timedelta(days=number) for number in (1, 3, 7)]
    return [
        (f"{day.isoformat()}T09:00", datetime.combine(day, time(9), tzinfo=showing.zone_of(frame.zone))) for day in days
    ]
