"""Asking an engine: sealed before it leaves, on record before it is asked, checked before it is shown.

The slow part stands between two transactions. What comes back is kept beside the original and never instead of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from amends.connect.assist.engines import assistant_of
from amends.connect.assist.port import Assistant, AssistError, Draft, Translation, Trouble, Usage
from amends.core.sealing import PlaceholderLost, Sealed, seal, unseal
from amends.desk.assistance import operations
from amends.desk.assistance.models import AssistSetup, BackTranslation, Call, MessageTranslation
from amends.desk.assistance.queries import (
    Private,
    case_of,
    engine_name,
    may_draft,
    may_translate,
    port_setup,
    private_of,
    remembered,
    setup_of,
)
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation
from amends.desk.shops.models import Shop
from amends.letter.faithful import differences

#: Characters of instruction and wrapping that go with every text; what is asked costs at most one token a character.
_WRAPPING = 1200
MEMORY = "memory"
#: A process asks so many questions at once: a server that hangs must not hold every thread that serves pages.
_LINES = threading.BoundedSemaphore(3)

Gave = TypeVar("Gave", Translation, Draft)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, for what; ``shop`` is None for a test of the setup."""

    actor: Actor
    organisation: Organisation
    shop: Shop | None
    subject: str
    purpose: str
    now: datetime


def _ask(asking: _Asking, row: AssistSetup, most: Usage, put: Callable[[Assistant], Gave]) -> tuple[Gave, Call]:
    """Ask once. ``put`` asks and checks the answer's form. Raises AssistError; either way the call is on record."""
    if not _LINES.acquire(blocking=False):
        raise AssistError(Trouble.BUSY)
    try:
        return _ask_once(asking, row, most, put)
    finally:
        _LINES.release()


def _ask_once(asking: _Asking, row: AssistSetup, most: Usage, put: Callable[[Assistant], Gave]) -> tuple[Gave, Call]:
    call = operations.begin_call(organisation=asking.organisation, purpose=asking.purpose, most=most, now=asking.now)
    told: dict[str, Any] = {"actor": asking.actor, "call": call, "shop": asking.shop, "subject": asking.subject}
    try:
        gave = put(assistant_of(port_setup(row)))
    except AssistError as error:
        operations.end_call(
            **told, usage=None, trouble=error.trouble, retry_after=error.retry_after, now=asking.now
        )  # fmt: skip
        raise
    operations.end_call(**told, usage=gave.usage, trouble=None, retry_after=0, now=asking.now)
    return gave, call


def _sealed(row: AssistSetup, text: str, private: Private) -> Sealed:
    """What may be handed to the engine: all of it where nothing leaves the machine."""
    if not assistant_of(port_setup(row)).leaves_machine:
        return Sealed(text, {})
    return seal(text, names=private.names, numbers=private.numbers)


def _translate(asking: _Asking, row: AssistSetup, sealed: Sealed, source: str, target: str) -> tuple[str, Call]:
    if len(sealed.text) > operations.LONGEST_TEXT:
        raise AssistError(Trouble.TOO_LONG)

    def put(assistant: Assistant) -> Translation:
        gave = assistant.translate(sealed.text, source, target)
        try:
            return Translation(unseal(gave.text, sealed), gave.usage)
        except PlaceholderLost as lost:
            raise AssistError(Trouble.PLACEHOLDER_LOST) from lost

    most = Usage(len(sealed.text) + _WRAPPING, len(sealed.text) * 2 + 100, estimated=True)
    gave, call = _ask(asking, row, most, put)
    return gave.text, call


def _found(original: str, translated: str, source: str, target: str) -> list[dict[str, Any]]:
    return [
        {"what": each.what.value, "excerpt": each.excerpt, "added": each.added}
        for each in differences(original, translated, source, target)
    ]


def subject_of(message: Message) -> str:
    case = case_of(message.conversation)
    return f"case:{case.pk}" if case is not None else f"conversation:{message.conversation_id}"


def translate_message(
    *, actor: Actor, message: Message, source: str, language: str, now: datetime
) -> MessageTranslation:
    """A message in a language of the desk: known already, remembered, or asked for. Raises AssistError."""
    kept = MessageTranslation.objects.filter(message=message, language=language).first()
    if kept is not None:
        return kept
    shop = message.conversation.shop
    row = setup_of(shop.organisation_id)
    if row is None:
        raise AssistError(Trouble.OFF)
    if not may_translate(row, shop):
        raise AssistError(Trouble.NOT_PERMITTED)
    private = private_of(message.conversation)
    known = from_memory(message, private, source, language)
    call = None
    if known is not None:
        text, engine = known, MEMORY
    else:
        asking = _Asking(actor, shop.organisation, shop, subject_of(message), Call.TRANSLATE, now)
        text, call = _translate(asking, row, _sealed(row, message.text, private), source, language)
        engine = engine_name(row)
    found = _found(message.text, text, source, language)
    return operations.keep_translation(
        message=message, language=language, text=text, engine=engine, differences=found, call=call, now=now
    )


def from_memory(message: Message, private: Private, source: str, language: str) -> str | None:
    """The corrected translation of the same words, with this message's own names and numbers."""
    sealed = seal(message.text, names=private.names, numbers=private.numbers)
    pair = remembered(message.conversation.shop.organisation_id, source, language, sealed.text)
    if pair is None:
        return None
    try:
        return unseal(pair.target, sealed)
    except PlaceholderLost:
        return None


def correct(
    *, actor: Actor, person: Any, translation: MessageTranslation, source: str, text: str, now: datetime
) -> bool:
    """A person's words instead of the machine's; returns whether they are remembered. Raises DomainError."""
    message = translation.message
    private = private_of(message.conversation)
    return operations.correct_translation(
        actor=actor,
        person=person,
        translation=translation,
        text=text,
        sealed=seal(message.text, names=private.names, numbers=private.numbers),
        source_language=source,
        differences=_found(message.text, text, source, translation.language),
        shop=message.conversation.shop,
        subject=subject_of(message),
        now=now,
    )


def translate_back(
    *, actor: Actor, case: Case, private: Private, words: str, language: str, into: str, now: datetime
) -> BackTranslation:
    """What a letter's words say in the agent's language. Raises AssistError."""
    row = setup_of(case.shop.organisation_id)
    if row is None:
        raise AssistError(Trouble.OFF)
    if not may_translate(row, case.shop):
        raise AssistError(Trouble.NOT_PERMITTED)
    asking = _Asking(actor, case.shop.organisation, case.shop, f"case:{case.pk}", Call.BACK, now)
    text, _ = _translate(asking, row, _sealed(row, words, private), language, into)
    found = _found(words, text, language, into)
    return operations.keep_back_translation(
        case=case, language=into, words=words, text=text, engine=engine_name(row), differences=found, now=now
    )


def draft_sentences(
    *, actor: Actor, case: Case, private: Private, facts: Sequence[tuple[str, str]], phrases: Sequence[str],
    language: str, now: datetime,
) -> list[tuple[str, tuple[str, ...]]]:  # fmt: skip
    """Sentences that an engine words from facts (id, value), each with the ids it cites. Raises AssistError."""
    row = setup_of(case.shop.organisation_id)
    if row is None or not may_draft(row, case.shop):
        raise AssistError(Trouble.OFF if row is None else Trouble.NOT_PERMITTED)
    # One text, so that a name has one placeholder in all of it; the mark stands in none of the lines.
    lines = [value for _, value in facts] + list(phrases)
    sealed = _sealed(row, "\u241e".join(line.replace("\u241e", " ") for line in lines), private)
    told = sealed.text.split("\u241e")
    asked = [{"id": name, "value": value} for (name, _), value in zip(facts, told, strict=False)]

    def put(assistant: Assistant) -> Draft:
        return assistant.draft(asked, told[len(facts) :], language)

    most = Usage(len(sealed.text) * 2 + _WRAPPING, len(sealed.text) * 2 + 500, estimated=True)
    asking = _Asking(actor, case.shop.organisation, case.shop, f"case:{case.pk}", Call.DRAFT, now)
    gave, _ = _ask(asking, row, most, put)
    try:
        return [(unseal(each.text, sealed, all_of_them=False), each.evidence) for each in gave.sentences]
    except PlaceholderLost as lost:
        raise AssistError(Trouble.PLACEHOLDER_LOST) from lost


def try_out(*, actor: Actor, organisation: Organisation, language: str, now: datetime) -> tuple[str, Call]:
    """Translate one harmless sentence, to see whether the setup works. Raises AssistError."""
    row = setup_of(organisation.pk)
    if row is None:
        raise AssistError(Trouble.OFF)
    asking = _Asking(actor, organisation, None, f"organisation:{organisation.pk}", Call.TEST, now)
    return _translate(asking, row, Sealed(SAMPLE, {}), SAMPLE_LANGUAGE, language)


SAMPLE, SAMPLE_LANGUAGE = "Faltam 2 peças e o pacote ainda não chegou. Obrigada!", "pt"
