"""A batch of letters as the screens show it: what would go in which language, what is left out and why, how far it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.desk.batches.models import Batch, Item
from amends.desk.batches.queries import items_of, sums
from amends.desk.flow import batching
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.web import showing
from amends.web.workspace.casepage.options import item_text
from amends.web.workspace.frame import Frame

#: A letter that leaves within this time is watched; one that waits for its buyer's morning is not.
SOON = timedelta(minutes=2)
#: Why a case is left out.
WHY: dict[str, str] = {
    "closed": gettext_noop("The case is closed."),
    "on_its_way": gettext_noop("A letter is on its way already."),
    "not_ours": gettext_noop("It is not our turn."),
    "no_letter": gettext_noop("There is no letter to send."),
    "own_words": gettext_noop("Somebody wrote her own words; send it from its case."),
    "platform_form": gettext_noop("A dispute is open: its form on the platform has to be answered."),
    "flagged": gettext_noop("A threat or a danger: a person reads it first."),
    "unsure": gettext_noop("What it is about is not sure; say it at the case."),
    "refused": gettext_noop("The buyer refused an offer before."),
    "public": gettext_noop("The answer is public."),
    "lint": gettext_noop("The lint holds the letter."),
    "approval": gettext_noop("A lead has to approve its options first."),
    "deadline": gettext_noop("Its deadline is now or over."),
    "other_kind": gettext_noop("It is about something else."),
}
#: State -> its words, the tone and the shape of its label.
STATES: dict[str, tuple[str, str, str]] = {
    Batch.PREVIEW: (gettext_noop("not sent yet"), "", "○"),
    Batch.ASKED: (gettext_noop("waits for approval"), "mark", "✋"),
    Batch.APPROVED: (gettext_noop("approved"), "good", "✓"),
    Batch.RUNNING: (gettext_noop("being sent"), "warn", "◔"),
    Batch.PAUSED: (gettext_noop("the first went, the rest waits for you"), "mark", "⏸"),
    Batch.STOPPED: (gettext_noop("stopped"), "bad", "■"),
    Batch.DONE: (gettext_noop("done"), "good", "✓"),
}
#: What became of a letter.
LETTERS: dict[str, tuple[str, str, str]] = {
    Reply.QUEUED: (gettext_noop("leaves"), "warn", "◔"),
    Reply.SENDING: (gettext_noop("is leaving"), "warn", "◔"),
    Reply.SENT: (gettext_noop("has left"), "good", "✓"),
    Reply.FAILED: (gettext_noop("could not be sent"), "bad", "✕"),
    Reply.UNCLEAR: (gettext_noop("unclear whether it left"), "bad", "?"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a batch. ``body`` and ``gist``: the letter as it would go; ``words`` and ``leaves``: what became of it."""

    item: Item
    buyer: str
    options: list[str]
    money: str
    language: str
    body: str
    gist: str
    words: str
    tone: str
    mark: str
    leaves: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """A batch, ready to be shown. ``ready``: by language. ``excluded``: by reason. ``live``: it still changes by itself."""

    batch: Batch
    kind: str
    state: str
    tone: str
    mark: str
    ready: list[tuple[str, list[Row]]]
    number: int
    gone: list[Row]
    excluded: list[tuple[str, list[Row]]]
    others: list[int]
    left_out: int
    most: list[str]
    cost: list[str]
    worth: str
    unknown: bool
    asks: bool
    mine: bool
    may_approve: bool
    first: int
    total: int
    done: int
    live: bool
    back: int


def page_of(batch: Batch, frame: Frame, person: Person) -> Page:
    items = items_of(batch)
    letters = Reply.objects.filter(pk__in=[item.reply_id for item in items if item.reply_id]).in_bulk()
    rows = [_row(item, letters.get(item.reply_id or 0), frame) for item in items]
    ready = [row for row in rows if row.item.state == Item.READY]
    gone = [row for row in rows if row.item.state in (Item.QUEUED, Item.FAILED, Item.TAKEN_BACK)]
    excluded = [row for row in rows if row.item.state == Item.EXCLUDED]
    worth = batching.worth_of(items, batch.organisation, frame.now)
    words, tone, mark = STATES[batch.state]
    waiting = [row for row in gone if row.leaves is not None and row.item.state == Item.QUEUED]
    going = [item for item in items if item.state == Item.READY]
    return Page(
        batch=batch,
        kind=showing.word(batch.kind, "Kind", frame.language) if batch.kind else "",
        state=_(words),
        tone=tone,
        mark=mark,
        ready=_grouped(ready),
        number=len(ready),
        gone=gone,
        excluded=_by_reason(excluded),
        others=[row.item.case_id for row in excluded if row.item.reason == "other_kind"],
        left_out=sum(item.state == Item.LEFT_OUT for item in items),
        most=[showing.money_text(each.minor, each.currency, frame.language) for each in sums(going) if each.minor],
        cost=[
            showing.money_text(each.minor, each.currency, frame.language)
            for each in sums(going, "cost_minor")
            if each.minor
        ],
        worth=showing.money_text(worth.minor, worth.currency, frame.language) if worth is not None else "",
        unknown=worth is None,
        asks=batch.state == Batch.PREVIEW and batching.must_ask(batch.person, items, worth),
        mine=batch.person_id == person.pk,
        may_approve=batch.state == Batch.ASKED and batching.may_approve(person, batch, items, worth),
        first=min(batching.FIRST, len(ready)),
        total=len(ready) + len(gone),
        done=len(gone),
        live=batch.state == Batch.RUNNING or any(row.leaves - frame.now < SOON for row in waiting if row.leaves),
        back=len(waiting),
    )


def _row(item: Item, letter: Reply | None, frame: Frame) -> Row:
    case, language = item.case, frame.language
    words, tone, mark = "", "", ""
    if item.state == Item.FAILED:
        words, tone, mark = item.reason, "bad", "✕"
    elif item.state == Item.TAKEN_BACK:
        words, tone, mark = _("taken back"), "", "↩"
    elif item.state == Item.QUEUED and letter is not None and letter.state in LETTERS:
        known, tone, mark = LETTERS[letter.state]
        words = _(known)
    return Row(
        item=item,
        buyer=(case.buyer.name or case.buyer.reference) if case.buyer else "",
        options=[item_text({"currency": item.currency, **each}, language) for each in item.menu],
        money=showing.money_text(item.money_minor, item.currency, language) if item.money_minor else "",
        language=item.language,
        body=letter.body if letter is not None else "",
        gist=letter.gist if letter is not None else "",
        words=words,
        tone=tone,
        mark=mark,
        leaves=letter.send_after if letter is not None and letter.state == Reply.QUEUED else None,
    )


def _grouped(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.language].append(row)
    return sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))


def _by_reason(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.item.reason].append(row)
    return [(_(WHY[why]) if why in WHY else why, found[why]) for why in sorted(found, key=lambda why: -len(found[why]))]
