"""All that the page of a case needs, or the decision's pane alone."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from typing import Any

from amends.core.vocabulary import Turn
from amends.desk.assistance.queries import may_draft, may_translate, setup_for
from amends.desk.cases.models import Case
from amends.desk.flow.casebook import beside, read_whole
from amends.desk.flow.choices import next_case, returned_letter
from amends.desk.flow.overview import colleagues, reading_of
from amends.desk.refunds.queries import usual_way
from amends.desk.replies.models import Reply
from amends.web import showing
from amends.web.workspace.casepage.buyer_link import buyer_link_of
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
from amends.web.workspace.casepage.letter import Conflict, conflict_of, letter_of
from amends.web.workspace.casepage.options import ledger_of_options
from amends.web.workspace.casepage.outcome import outcome_form
from amends.web.workspace.casepage.timeline import timeline_of
from amends.web.workspace.frame import Frame
from amends.web.workspace.refunding import ways_shown


def decision_of(case: Case, frame: Frame, *, body: str | None = None, conflict: bool = False) -> dict[str, Any]:
    """The middle pane: options, letter, lint. ``body`` keeps a person's words in the form."""
    setup = setup_for(case.shop.organisation)
    ledger = ledger_of_options(case, frame)
    letter = letter_of(case, frame, ledger.offer if ledger else None, body)
    offered = guides_shown(case, letter.reply, frame) if letter is not None else []
    shown: Conflict | None = conflict_of(letter) if conflict and letter is not None else None
    return {
        "frame": frame,
        "case": case,
        "ledger": ledger,
        "letter": letter,
        "returned": returned_letter(case),
        "conflict": shown,
        "guides": offered,
        "present": frame.present(case.shop),
        "may_draft": may_draft(setup, case.shop),
        "may_translate": may_translate(setup, case.shop),
    }


def page_of(case: Case, frame: Frame, *, sent: Reply | None = None, **decision: Any) -> dict[str, Any]:
    """The whole page, from records read together; ``sent`` is a letter that just left another case and can still be taken back."""
    present, person = frame.present(case.shop), frame.person
    assert person is not None
    read_whole(case)
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
        "people": colleagues(case),
        "buyer_orders": beside(case, "orders"),
        "waits": _waits(present, frame),
        "turns": [(turn.value, showing.word(turn.value, "Turn", frame.language)) for turn in Turn if turn not in (Turn.SELLER, Turn.NOBODY)],
        "next": next_case(person, case, [shop.pk for shop in frame.shops]),
        "sent": sent,
        "sent_seconds": max(int((sent.send_after - frame.now).total_seconds()), 0) if sent and sent.send_after else 0,
    }  # fmt: skip


def _waits(present: datetime, frame: Frame) -> list[tuple[str, datetime]]:
    """Usual times to wait for, as the wall clock of the person writes them, with the moment."""
    here = present.astimezone(showing.zone_of(frame.zone))
    days = [here.date() + timedelta(days=number) for number in (1, 3, 7)]
    return [
        (f"{day.isoformat()}T09:00", datetime.combine(day, time(9), tzinfo=showing.zone_of(frame.zone))) for day in days
    ]
