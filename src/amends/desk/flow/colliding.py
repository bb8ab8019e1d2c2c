"""Two people at one case: nothing that anybody wrote is lost, and nobody answers what somebody else has answered.

A letter is sent over what its writer had before her when she began it. Where something else happened since, it is held
back once, her words are kept, and she decides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.flow.choices import Words, keep_words, letter_in_hand, send_letter
from amends.desk.flow.news import news_since
from amends.desk.flow.refreshing import refresh
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.another import after_letter, write_another
from amends.desk.replies.models import Reply, Unfinished
from amends.desk.replies.queries import judge
from amends.desk.replies.refusals import LetterChanged
from amends.desk.replies.unfinished import Typed, keep_unfinished, unfinished_of
from amends.desk.shops.queries import shop_now


class CaseMoved(DomainError):
    """Something happened in the case since the letter was begun."""

    code = "case_moved"


class LetterGone(DomainError):
    """The letter over which somebody wrote was sent or taken away meanwhile."""

    code = "letter_gone"


class NothingKept(DomainError):
    """There are no half-written words of hers to go on with."""

    code = "nothing_kept"


def keep_typed(*, person: Person, case: Case, typed: Typed, now: datetime) -> Unfinished | None:
    """Keep a half-written letter. Words that stand in its letter already, sent or not, need no keeping.

    Raises WrittenElsewhere.
    """
    reply = Reply.objects.filter(pk=typed.reply_id or 0, case=case).only("body").first()
    if reply is not None and reply.body.strip() == typed.body.strip():
        typed = replace(typed, body="")
    return keep_unfinished(actor=actor_of(person), case=case, typed=typed, now=now)


def sent_already(person: Person, case: Case, reply_id: int, body: str) -> Reply | None:
    """The letter, if exactly these words of hers are on their way under it: her form came twice."""
    states = (Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR, Reply.SENT)
    reply = Reply.objects.filter(pk=reply_id, case=case, author=person, state__in=states).first()
    return reply if reply is not None and reply.body.strip() == body.strip() else None


def send_begun(
    *, person: Person, case: Case, reply_id: int, words: Words, seen: int, now: datetime, send_at: datetime | None
) -> Reply:
    """Send a letter that was begun over ``seen``, unless something else happened since.

    The same form again finds its letter on the way. Raises LetterGone, CaseMoved, and what ``send_letter`` raises;
    whoever catches it keeps her words (``hold``).
    """
    known = sent_already(person, case, reply_id, words.body)
    if known is not None:
        return known
    reply = letter_in_hand(case)
    if reply is None or reply.pk != reply_id or reply.state != Reply.DRAFT:
        raise LetterGone("Nothing was sent: this letter was sent or taken away meanwhile. Your words are kept.")
    if any(each.collides for each in news_since(case, seen, person)):
        raise CaseMoved("The case changed while you were writing: nothing was sent, and your words are kept.")
    return send_letter(person=person, reply=reply, words=words, now=now, send_at=send_at)


def hold(*, person: Person, case: Case, reply_id: int | None, words: Words, seen: int, now: datetime) -> None:
    """Keep the words of a form that could not be carried out, over whatever was kept before."""
    kept = unfinished_of(case, person)
    typed = Typed(words.body, reply_id, words.version, seen, kept.revision if kept else 0, "form")
    keep_typed(person=person, case=case, typed=typed, now=now)


def go_on(*, person: Person, case: Case, now: datetime) -> Reply:
    """Her half-written words become the draft of the case: a further letter where the one she wrote over has left.

    Raises NothingKept, LetterGone, LetterChanged.
    """
    kept = unfinished_of(case, person)
    if kept is None:
        raise NothingKept("There are no half-written words of yours in this case any more.")
    if case.closed_at is not None:
        raise LetterGone("The case is closed; open it again first. Your words are kept.")
    draft = letter_in_hand(case)
    if draft is not None and draft.state == Reply.DRAFT:
        if draft.edited and draft.author_id != person.pk:
            raise LetterChanged("Somebody is writing another letter to this case; read it first. Your words are kept.")
        return keep_words(person=person, reply=draft, words=Words(draft.version, kept.body), now=now)
    letters = Reply.objects.filter(case=case).select_related("case__shop", "offer")
    earlier = letters.filter(pk=kept.reply_id or 0).first() or letters.order_by("-pk").first()
    if earlier is None:
        raise LetterGone("No letter can be written to this case at the moment. Your words are kept.")
    reply = after_letter(earlier)
    written = write_another(
        actor=actor_of(person), person=person, reply=reply, body=kept.body.strip(),
        lint=judge(reply, kept.body.strip(), person.language), now=shop_now(case.shop, now),
    )  # fmt: skip
    refresh(case.pk, now)
    return written
