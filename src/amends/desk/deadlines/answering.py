"""The clocks of an answer: the platform's promise and the team's own, side by side.

Both start at the buyer's first unanswered message. The platform's is what its rule says; the team's runs only while
the team works (``clock.office``) and stands still while we wait for the buyer. An answer, or "no answer needed", ends
both, wherever it was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from amends.clock import BUYER_MESSAGE, clock
from amends.core.contracts.clock import ClockInput
from amends.core.errors import InputError
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation, Message
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.operations import miss, settle
from amends.desk.deadlines.setting import Due, Word
from amends.desk.people.actors import Actor

#: How the keys of both clocks of an answer begin; what stops the clock settles them all.
ANSWER = "answer:"
_TEAM = ":team"


def answer_key(since: datetime | None) -> str | None:
    """The key of the platform's clock for a message; the team's is the same with ``:team``."""
    return None if since is None else f"{ANSWER}{int(since.timestamp())}"


def response_dues(case: Case, since: datetime | None) -> Iterator[Due | Word]:
    """Both clocks of an answer; none where no message of the buyer needs one.

    ``since`` is when her first message came that needs an answer and has none.
    """
    key = answer_key(since)
    if since is None or key is None:
        return
    shop = case.shop
    question = ClockInput(id=key, platform=shop.platform, region=shop.region or None, event=BUYER_MESSAGE, at=since)
    with suppress(InputError):  # no rule of the platform asks for an answer: the team's own word stands alone
        yield Due(case, key, BUYER_MESSAGE, since, clock(question), platform=shop.platform)
    yield Word(case, f"{key}{_TEAM}", BUYER_MESSAGE, since, shop.response_hours)


def end_all_answered(*, actor: Actor, since: Mapping[int, datetime | None], now: datetime) -> None:
    """Settle what still runs for messages that have been answered; ``since`` is by case, as in ``response_dues``."""
    rows = Deadline.objects.filter(case__in=list(since), state=Deadline.OPEN, key__startswith=ANSWER)
    for case_id in {row.case_id for row in rows if row.key.removesuffix(_TEAM) != answer_key(since[row.case_id])}:
        case = Case.objects.select_related("shop").get(pk=case_id)
        end_answered(actor=actor, case=case, running=answer_key(since[case_id]), now=now)


def end_answered(*, actor: Actor, case: Case, running: str | None, now: datetime) -> None:
    """Settle the clocks of messages that were answered, or need no answer, other than through this desk.

    ``running``: the key of the clock that still runs. Met or missed is decided by when the answer was given.
    """
    for row in Deadline.objects.filter(case=case, state=Deadline.OPEN, key__startswith=ANSWER):
        if running is not None and row.key.removesuffix(_TEAM) == running:
            continue
        answered = _answered_at(case, row.at)
        if answered is not None and answered > row.due:
            miss(actor=actor, deadline=row, now=max(now, row.due))
        else:
            state = Deadline.CANCELLED if answered is None else Deadline.MET
            settle(actor=actor, case=case, keys=[row.key], state=state, now=now)


def _answered_at(case: Case, since: datetime) -> datetime | None:
    """When we first wrote after a message of ``since``; None where nobody did, or it needed no answer."""
    if case.conversation_id is None:
        return None
    messages = Message.objects.filter(conversation_id=case.conversation_id)
    if messages.filter(from_buyer=True, sent_at=since, no_answer_needed=True).exists():
        return None
    ours = messages.filter(from_buyer=False, sent_at__gte=since).order_by("sent_at")
    return ours.values_list("sent_at", flat=True).first()


def answered_elsewhere(*, actor: Actor, deadline: Deadline, now: datetime) -> bool:
    """Whether the clock of an answer is over though nobody told this desk; it is settled then.

    An answer that was given on the platform itself comes in with the next import, which may be after the due time.
    """
    case = deadline.case
    if case.conversation_id is None or not deadline.key.startswith(ANSWER):
        return False
    found = Conversation.objects.filter(pk=case.conversation_id).values_list("first_unanswered_at", flat=True)
    end_answered(actor=actor, case=case, running=answer_key(found.first()), now=now)
    deadline.refresh_from_db(fields=["state"])
    return deadline.state != Deadline.OPEN
