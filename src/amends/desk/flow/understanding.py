"""Nobody sends what she cannot read: a person's own words in a language that she has not declared.

The engine's phrases are known to be right in every language. What a person adds to them is sent only where she (or who
wrote it) masters the language, or has read what it says in a translation back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from amends.core.contracts.letter import DraftInput
from amends.core.errors import DomainError
from amends.core.vocabulary import Verdict
from amends.desk.assistance import asking
from amends.desk.assistance.models import BackTranslation
from amends.desk.assistance.queries import Private, back_translation_of, private_of
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.people.queries import knows_language
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge
from amends.desk.replies.reading import at_the_desk, stretches_of, unchecked
from amends.desk.shops.queries import shop_now
from amends.desk.wordings.queries import house_of
from amends.letter import draft
from amends.letter.admitting import Refused, admit, shown_by
from amends.letter.faithful import Kept
from amends.letter.own_words import own_words

#: What a translation back may seem to have changed and still be read: wordings deny in many ways, and a person reads it.
DOUBTS = frozenset({Kept.NEGATION.value})


class NotUnderstood(DomainError):
    """The letter holds words in a language that its sender has not declared."""

    code = "not_understood"


class DraftRefused(DomainError):
    """What the engine drafted may not stand. ``data`` holds ``refused`` sentences or ``findings`` of the lint."""

    code = "draft_refused"


@dataclass(frozen=True, slots=True)
class Understanding:
    """A person's own words in a letter, and whether she may send them. ``back`` is what the letter says in hers."""

    language: str
    words: list[str]
    reads: bool
    back: BackTranslation | None

    @property
    def vouched(self) -> bool:
        """Whether a translation back stands for the words: one that lost a number or a date has not shown them."""
        return self.back is not None and not {each["what"] for each in self.back.differences} - DOUBTS

    @property
    def blocked(self) -> bool:
        return bool(self.words) and not self.reads and not self.vouched


def _spoken(tag: str) -> str:
    return tag.split("-")[0]


def words_of_hers(person: Person, reply: Reply, body: str) -> list[str]:
    """What in a letter comes neither from the library nor from the company's sentences.

    All of it where the request is none of today's and the letter cannot be read back.
    """
    desk = at_the_desk(reply, person.language, person=person)
    return own_words(body, "") if desk is None else unchecked(stretches_of(desk, body), body)


def understanding_of(person: Person, reply: Reply, body: str, words: list[str] | None = None) -> Understanding:
    """Whose words a letter holds (``words`` if they are known already), and whether this person may answer for them.

    A lead who let these very words go answers for them.
    """
    language = _spoken(reply.language)
    unchanged = body.strip() == reply.body.strip()
    if unchanged and not reply.edited:
        return Understanding(language, [], True, None)
    author = reply.author if unchanged else None
    reads = knows_language(person, language) or (author is not None and knows_language(author, language))
    reads = reads or (unchanged and bool(reply.override_reason))
    words = words_of_hers(person, reply, body) if words is None else words
    back = back_translation_of(reply.case, _spoken(person.language), body.strip()) if words and not reads else None
    return Understanding(language, words, reads, back)


def must_understand(person: Person, reply: Reply) -> None:
    """Raises NotUnderstood where the stored letter holds words that this person cannot answer for."""
    if understanding_of(person, reply, reply.body).blocked:
        raise NotUnderstood(
            "You wrote words in a language that your profile does not list; the letter is kept. Translate it back and "
            "read it, write it anew from the options, or declare the language in your profile."
        )


def private_of_case(case: Case) -> Private:
    """What must not leave the machine in texts of this case."""
    conversation = (
        Conversation.objects.select_related("buyer", "order__buyer").filter(pk=case.conversation_id).first()
        if case.conversation_id
        else None
    )
    if conversation is None:
        conversation = Conversation(shop=case.shop, buyer=case.buyer, order=case.order)
    return private_of(conversation)


def translate_back(*, person: Person, reply: Reply, now: datetime) -> BackTranslation:
    """What the stored letter says in the person's language. Raises AssistError."""
    return asking.translate_back(
        actor=actor_of(person),
        case=reply.case,
        private=private_of_case(reply.case),
        words=reply.body.strip(),
        language=_spoken(reply.language),
        into=_spoken(person.language),
        now=now,
    )


def suggest_words(*, person: Person, reply: Reply, version: int, now: datetime) -> tuple[Reply, list[Refused]]:
    """Let the engine word the letter from what the case can show; the words become the person's draft.

    Sentences without evidence are left out and returned. Raises AssistError, and DraftRefused where the lint blocks
    what is left: then the letter stays as it was.
    """
    request = DraftInput.model_validate_json(json.dumps(reply.request))
    ours = draft(request, house=house_of(reply.case.shop))
    shown = shown_by(request, ours.promises)
    said = asking.draft_sentences(
        actor=actor_of(person),
        case=reply.case,
        private=private_of_case(reply.case),
        facts=[(each.id, each.value) for each in shown],
        phrases=[line for line in ours.body.splitlines() if line.strip()],
        language=_spoken(reply.language),
        now=now,
    )
    admitted = admit(said, shown, reply.language, ours.body)
    body = _as_letter(admitted.sentences, ours.body)
    lint = judge(reply, body, person.language)
    if lint.verdict is Verdict.BLOCK:
        raise DraftRefused(
            "The suggestion says what may not be sent; your letter stays as it was.",
            findings=[finding.model_dump(mode="json") for finding in lint.findings if finding.level == "error"],
            refused=admitted.refused,
        )
    edited = replies.edit(
        actor=actor_of(person), person=None, reply=reply, version=version, body=body, lint=lint,
        now=shop_now(reply.case.shop, now),
    )  # fmt: skip
    return edited, admitted.refused


def _as_letter(sentences: Sequence[str], ours: str) -> str:
    """The sentences as a letter, with a blank line wherever our own letter has one before the same line."""
    lines = ours.split("\n")
    opens = {line.strip() for before, line in pairwise(lines) if not before.strip()}
    kept = [sentence.strip() for sentence in sentences if sentence.strip()]
    return "\n".join(f"\n{line}" if number and line in opens else line for number, line in enumerate(kept))
