"""Setting up an engine, keeping its calls, keeping what it translated and what a person corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from amends.connect.assist.engines import ENGINES, NONE, OPENAI_COMPATIBLE
from amends.connect.assist.port import CHARGED, PASSING, AssistError, Trouble, Usage
from amends.core.errors import DomainError
from amends.core.money import minor_digits
from amends.core.sealing import Sealed, reseal
from amends.core.text import is_blank, normal_form
from amends.core.vocabulary import Platform
from amends.desk.assistance.models import (
    AssistSetup,
    BackTranslation,
    Call,
    MessageTranslation,
    RememberedPair,
    RememberedTerm,
)
from amends.desk.assistance.queries import index_of, month_start, port_setup, spent_micros
from amends.desk.assistance.similar import terms_for
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import is_owner
from amends.jobs.queue import Work, enqueue_many

#: After trouble with the server, nothing is asked on the desk's own account for so long; longer where a person has to
#: mend the setup first.
PAUSE, LONG_PAUSE = timedelta(minutes=2), timedelta(hours=1)
#: Trouble with one text, which says nothing of the next.
_OF_ONE_TEXT = frozenset(
    {
        Trouble.OFF, Trouble.NO_MODEL, Trouble.UNUSABLE, Trouble.PLACEHOLDER_LOST, Trouble.OVER_BUDGET,
        Trouble.NOT_PERMITTED, Trouble.TOO_LONG,
    }
)  # fmt: skip
LONGEST_SECONDS = 60
#: The longest text that is handed to an engine, in characters.
LONGEST_TEXT = 6000
_MICROS_A_UNIT = 1_000_000


class BadSetup(DomainError):
    """The engine cannot be set up like this; the message says what to write."""

    code = "bad_setup"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the owner chose. ``key`` None keeps the stored one; ``cap_minor`` is in minor units of ``currency``."""

    engine: str
    address: str = ""
    key: str | None = None
    model: str = ""
    allow_local: bool = False
    seconds: int = 20
    price_in: Decimal = Decimal(0)
    price_out: Decimal = Decimal(0)
    currency: str = "USD"
    cap_minor: int = 0
    translates: bool = True
    drafts: bool = False
    platforms: tuple[str, ...] = field(default=())


def _check(wanted: Wanted) -> None:
    if wanted.engine not in ENGINES:
        raise BadSetup(f"{wanted.engine!r} is no engine; known are: {', '.join(ENGINES)}.")
    if not set(wanted.platforms) <= {member.value for member in Platform}:
        raise BadSetup("A platform of the list is not known; load the page again.")
    if wanted.engine == OPENAI_COMPATIBLE and not (wanted.address and wanted.model):
        raise BadSetup("Write the server's address (it usually ends in /v1) and the name of the model.")
    if not 1 <= wanted.seconds <= LONGEST_SECONDS:
        raise BadSetup(f"The time limit is 1 to {LONGEST_SECONDS} seconds.")
    if wanted.price_in < 0 or wanted.price_out < 0 or wanted.cap_minor < 0:
        raise BadSetup("Prices and the monthly limit are zero or more.")


def set_up(*, actor: Actor, person: Person, organisation: Organisation, wanted: Wanted, now: datetime) -> AssistSetup:
    """The owner chooses an engine, its limits, and the platforms whose texts it may see. Raises BadSetup.

    A new address forgets the stored key unless one is given with it: a key goes only where it was meant to go.
    """
    if person.organisation_id != organisation.pk or not is_owner(person):
        raise BadSetup("Only an owner of the company sets up an engine.")
    _check(wanted)
    with transaction.atomic(durable=True):
        row, _ = AssistSetup.objects.select_for_update().get_or_create(organisation=organisation)
        if wanted.key is not None:
            row.key = wanted.key.strip()
        elif wanted.address != row.address:
            row.key = ""
        for name in (
            "engine", "address", "model", "allow_local", "seconds", "price_in", "price_out", "currency", "cap_minor",
            "translates", "drafts",
        ):  # fmt: skip
            setattr(row, name, getattr(wanted, name))
        row.platforms = sorted(wanted.platforms)
        row.paused_until, row.trouble = None, ""
        row.save()
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="assist.set_up",
            subject=f"organisation:{organisation.pk}",
            now=now,
            data={
                "engine": row.engine,
                "address": row.address,
                "model": row.model,
                "platforms": row.platforms,
                "translates": row.translates,
                "drafts": row.drafts,
                "cap": row.cap_minor,
                "currency": row.currency,
                "allow_local": row.allow_local,
            },
        )
    return row


def want_translations(
    *, messages: Sequence[tuple[int, str]], language: str, now: datetime, tries: int = 0, at: datetime | None = None
) -> None:
    """Queue translations of messages (id, the language they are in) into ``language``; each waits once."""
    with transaction.atomic(durable=True):
        enqueue_many(
            Work(
                "assistance.translate_message",
                {"message": pk, "from": source, "to": language, "tries": tries},
                at or now,
                key=f"translate:{pk}:{language}",
                priority=-2,
            )
            for pk, source in messages
        )


def begin_call(*, organisation: Organisation, purpose: str, most: Usage, now: datetime) -> Call:
    """Put on record that an engine is about to be asked, with what it may cost at most.

    Raises AssistError (off, over_budget). Two who ask at once cannot both take the month's last cent.
    """
    with transaction.atomic(durable=True):
        row = AssistSetup.objects.select_for_update().filter(organisation=organisation).first()
        if row is None or row.engine == NONE:
            raise AssistError(Trouble.OFF)
        cost = most.micros(port_setup(row))
        if cost:
            allowed = row.cap_minor * _MICROS_A_UNIT // 10 ** minor_digits(row.currency)
            if spent_micros(organisation, month_start(organisation, now)) + cost > allowed:
                raise AssistError(Trouble.OVER_BUDGET)
        return Call.objects.create(
            organisation=organisation, at=now, purpose=purpose, engine=row.engine, model=row.model,
            tokens_in=most.tokens_in, tokens_out=most.tokens_out, cost_micros=cost, currency=row.currency, estimated=True,
        )  # fmt: skip


def end_call(
    *,
    actor: Actor,
    call: Call,
    shop: Shop | None,
    subject: str,
    usage: Usage | None,
    trouble: Trouble | None,
    retry_after: int,
    now: datetime,
) -> None:
    """How a call ended, what it cost, and (after trouble that may pass) a pause. In the journal, without any text."""
    with transaction.atomic(durable=True):
        row = AssistSetup.objects.select_for_update().filter(organisation=call.organisation).first()
        call.state = Call.DONE if trouble is None else Call.FAILED
        call.trouble = trouble.value if trouble else ""
        if usage is not None:
            call.tokens_in, call.tokens_out, call.estimated = usage.tokens_in, usage.tokens_out, usage.estimated
            call.cost_micros = usage.micros(port_setup(row)) if row is not None else call.cost_micros
        elif trouble not in CHARGED:
            call.tokens_in = call.tokens_out = call.cost_micros = 0
        call.save()
        if row is not None:
            row.paused_until = _paused_until(trouble, retry_after, now)
            row.trouble = trouble.value if trouble else ""
            row.save(update_fields=["paused_until", "trouble"])
        record(
            shop=shop.pk if shop is not None else INSTALLATION,
            actor=actor.journal_name,
            action="assist.called",
            subject=subject,
            now=now,
            data={
                "purpose": call.purpose,
                "engine": call.engine,
                "model": call.model,
                "tokens": [call.tokens_in, call.tokens_out],
                "cost": cost_text(call),
                "currency": call.currency,
                "estimated": call.estimated,
                "trouble": call.trouble,
            },
        )


def _paused_until(trouble: Trouble | None, retry_after: int, now: datetime) -> datetime | None:
    if trouble is None or trouble in _OF_ONE_TEXT:
        return None
    return now + (LONG_PAUSE if trouble not in PASSING else max(PAUSE, timedelta(seconds=retry_after)))


def cost_text(call: Call) -> str:
    """The cost as a decimal string of currency units, with six decimals: ``0.000049``."""
    return f"{Decimal(call.cost_micros) / _MICROS_A_UNIT:.6f}"


def keep_translation(
    *, message: Message, language: str, text: str, engine: str, differences: list[dict[str, Any]], call: Call | None,
    now: datetime,
) -> MessageTranslation:  # fmt: skip
    """Keep a machine's translation beside the message. A second one for the same language changes nothing."""
    with transaction.atomic(durable=True):
        kept, _ = MessageTranslation.objects.get_or_create(
            message=message,
            language=language,
            defaults={"text": text, "engine": engine[:150], "made_at": now, "differences": differences, "call": call},
        )
    return kept


def correct_translation(
    *,
    actor: Actor,
    person: Person,
    translation: MessageTranslation,
    text: str,
    sealed: Sealed,
    source_language: str,
    differences: list[dict[str, Any]],
    shop: Shop,
    subject: str,
    now: datetime,
) -> bool:
    """Keep a person's words instead of the machine's, and remember them for the same words of another message.

    Returns whether they are remembered: only where every name and number of the original (``sealed``) stands in them.
    Raises DomainError for an empty text.
    """
    clean = normal_form(text).strip()
    if is_blank(clean):
        raise DomainError("Write what the message says; to see the machine’s words again, load the page.")
    target = reseal(clean, sealed)
    fits = all(name in target for name in sealed.values)
    with transaction.atomic(durable=True):
        translation.corrected, translation.corrected_by, translation.corrected_at = clean, person, now
        translation.differences = differences
        translation.save(update_fields=["corrected", "corrected_by", "corrected_at", "differences"])
        if fits:
            pair, fresh = RememberedPair.objects.update_or_create(
                organisation=shop.organisation,
                source_language=source_language,
                language=translation.language,
                index=index_of(sealed.text),
                defaults={"source": sealed.text, "target": target, "by": person, "at": now},
            )
            if fresh:
                RememberedTerm.objects.bulk_create(terms_for(pair))
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="translation.corrected",
            subject=subject,
            now=now,
            data={"message": translation.message_id, "language": translation.language, "remembered": fits},
        )
    return fits


def keep_back_translation(
    *, case: Case, language: str, words: str, text: str, engine: str, differences: list[dict[str, Any]], now: datetime
) -> BackTranslation:
    """Keep what a letter's exact words say in the agent's language."""
    with transaction.atomic(durable=True):
        kept, _ = BackTranslation.objects.update_or_create(
            case=case,
            language=language,
            index=index_of(words),
            defaults={"text": text, "engine": engine[:150], "made_at": now, "differences": differences},
        )
    return kept
