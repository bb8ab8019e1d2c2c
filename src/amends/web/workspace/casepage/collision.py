"""Words that were being written while something else happened in the case: what it was, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.flow.news import News, said_since
from amends.desk.journal.actions import action_label
from amends.desk.replies.models import Reply, Unfinished
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, in words; ``who`` is empty where nobody of the team did it."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Collision:
    """What happened meanwhile; ``letter`` is what somebody else has sent, ``message`` what the buyer wrote."""

    told: list[Told]
    letter: Reply | None
    message: Message | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Her half-written words in this case; ``back`` says that they stand in the field again."""

    body: str
    revision: int
    saved_at: datetime
    back: bool


def words_of_news(news: News, language: str) -> str:
    """What happened, as a person says it."""
    signals = {
        "message": _("The buyer wrote again"),
        "dispute": _("A dispute was opened"),
        "review": _("A review came in"),
        "parcel": _("Something is wrong with the parcel"),
    }
    if news.action == "case.joined":
        return signals.get(news.source, action_label(news.action, language))
    return action_label(news.action, language)


def told_of(news: Sequence[News], language: str) -> list[Told]:
    return [Told(each.at, each.who, words_of_news(each, language)) for each in news]


def collision_of(case: Case, news: Sequence[News], frame: Frame) -> Collision | None:
    """None where nothing happened that a letter has to wait for."""
    colliding = [each for each in news if each.collides]
    if not colliding:
        return None
    letter, message = said_since(case, colliding)
    return Collision(told_of(colliding, frame.language), letter, message)


def kept_of(unfinished: Unfinished | None, *, back: bool) -> Kept | None:
    if unfinished is None:
        return None
    return Kept(unfinished.body, unfinished.revision, unfinished.saved_at, back)
