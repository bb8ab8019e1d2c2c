"""What happened in a case or in shops since somebody looked. Reading only, and cheap: open pages ask all the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Subquery

from amends.desk.cases.models import Case
from amends.desk.cases.presence import Present, fresh
from amends.desk.conversations.models import Message
from amends.desk.journal.models import Chain, Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop

#: Entries of a case that are told to whoever has its page open. The rest is the engine's own work.
TOLD = (
    "case.joined", "case.kind_set", "case.order_set", "case.assigned", "case.waiting", "case.no_answer_needed",
    "case.fault_set", "case.noted", "case.answered", "case.closed", "case.reopened", "deadline.missed", "offer.chosen",
    "offer.approved", "reply.edited", "reply.queued", "reply.undone", "reply.sent", "reply.failed", "reply.unclear",
    "reply.returned", "refund.booked", "refund.voided",
)  # fmt: skip
#: Those after which a letter that was begun before may not be the right one any more.
COLLIDING = frozenset(
    {
        "case.joined", "case.kind_set", "case.order_set", "case.waiting", "case.no_answer_needed", "case.answered",
        "case.closed", "offer.chosen", "reply.queued", "reply.undone", "reply.returned",
    }
)  # fmt: skip
#: So many are told at once.
MOST = 20


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened: ``who`` is empty where Amends followed a rule, ``source`` is what a signal came from."""

    entry: int
    at: datetime
    action: str
    who: str
    source: str

    @property
    def collides(self) -> bool:
        return self.action in COLLIDING


@dataclass(frozen=True, slots=True)
class CasePulse:
    """Where a case stands: its newest entry, when its row last changed, who else has it open, her own last sign."""

    shop_id: int
    newest: int
    updated_at: datetime
    others: tuple[Present, ...]
    written: datetime | None
    typing: bool


@dataclass(frozen=True, slots=True)
class ShopsPulse:
    """How often something changed in a person's shops, and who has which of their cases open."""

    state: str
    others: dict[int, tuple[Present, ...]]


def newest_entry(case: Case) -> int:
    """The number of the last thing that is on record about a case; 0 where there is none."""
    return _entries(case.shop_id, case.pk).order_by("-id").values_list("id", flat=True).first() or 0


def _entries(shop_id: int, case_id: int) -> Any:
    return Entry.objects.filter(shop=shop_id, subject=f"case:{case_id}")


def case_pulse(person: Person, case_id: int, now: datetime) -> CasePulse | None:
    """One query; None for a case of other people's shops."""
    newest = Entry.objects.filter(shop=OuterRef("shop_id"), subject=f"case:{case_id}").order_by("-id").values("id")[:1]
    rows = list(
        Case.objects.filter(pk=case_id, shop__memberships__person=person)
        .annotate(newest=Subquery(newest), here=FilteredRelation("presences", condition=fresh(now)))
        .order_by("here__person__name")
        .values_list(
            "shop_id", "newest", "updated_at", "here__person_id", "here__person__name", "here__typing", "here__seen_at"
        )
    )
    if not rows:
        return None
    shop_id, last, updated_at = rows[0][:3]
    mine = next((row for row in rows if row[3] == person.pk), None)
    others = tuple(Present(row[4], row[5]) for row in rows if row[3] not in (None, person.pk))
    return CasePulse(
        shop_id, last or 0, updated_at, others, mine[6] if mine else None, bool(mine[5]) if mine else False
    )


def shops_pulse(person: Person, now: datetime) -> ShopsPulse:
    """One query over all her shops."""
    head = Chain.objects.filter(shop=OuterRef("pk"))
    rows = (
        Shop.objects.filter(memberships__person=person)
        .annotate(
            sequence=Subquery(head.values("sequence")),
            unrecorded=Subquery(head.values("unrecorded")),
            here=FilteredRelation("presences", condition=fresh(now)),
        )
        .order_by("pk", "here__person__name")
        .values_list(
            "pk", "sequence", "unrecorded", "as_of", "here__case_id", "here__person_id", "here__person__name",
            "here__typing",
        )
    )  # fmt: skip
    states: dict[int, str] = {}
    others: dict[int, tuple[Present, ...]] = {}
    for pk, sequence, unrecorded, as_of, case_id, person_id, name, typing in rows:
        states[pk] = f"{pk}:{sequence or 0}:{unrecorded or 0}:{as_of or ''}"
        if case_id is not None and person_id != person.pk:
            others[case_id] = (*others.get(case_id, ()), Present(name, typing))
    return ShopsPulse(" ".join(states.values()), others)


def news_since(case: Case, seen: int, person: Person) -> list[News]:
    """What others did in a case, and what came in, after the entry ``seen``; the newest first."""
    rows = _entries(case.shop_id, case.pk).filter(id__gt=seen, action__in=TOLD)
    found = []
    for entry in rows.exclude(actor=actor_of(person).journal_name).order_by("-id")[:MOST]:
        kind, _, name = entry.actor.partition(" ")
        who = name if kind.startswith("person:") else ""
        found.append(News(entry.pk, entry.at, entry.action, who, str(entry.data.get("source", ""))))
    return found


def said_since(case: Case, news: Sequence[News]) -> tuple[Reply | None, Message | None]:
    """The letter that somebody else has sent meanwhile, and what the buyer wrote meanwhile, where there is such."""
    actions = {each.action for each in news}
    letter = message = None
    if actions & {"reply.queued", "reply.sent"}:
        states = (Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR, Reply.SENT)
        letter = Reply.objects.filter(case=case, state__in=states).select_related("author").order_by("-pk").first()
    if any(each.action in ("case.joined", "case.answered") for each in news) and case.conversation_id:
        rows = Message.objects.filter(conversation_id=case.conversation_id, from_buyer=True)
        message = rows.order_by("-sent_at", "-pk").first()
    return letter, message
