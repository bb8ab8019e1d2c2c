"""Reading setups, permissions, what the month has cost, translations and the memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from amends.connect.assist.engines import ARGOS, NONE, OPENAI_COMPATIBLE
from amends.connect.assist.port import Setup
from amends.core.calendars import zone_named
from amends.desk.assistance.models import AssistSetup, BackTranslation, Call, MessageTranslation, RememberedPair
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation, Message
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.desk.people.models import Organisation, Person
from amends.desk.people.personal_data import blind_index
from amends.desk.shops.models import Shop
from amends.desk.together import loaded


def setup_of(organisation_id: int) -> AssistSetup | None:
    """The company's engine; None where there is none."""
    return AssistSetup.objects.filter(organisation_id=organisation_id).exclude(engine=NONE).first()


def setup_for(organisation: Organisation) -> AssistSetup | None:
    """The same, from the company, where it may have been read with her."""
    row: AssistSetup | None = getattr(organisation, "assist_setup", None)
    return row if row is not None and row.engine != NONE else None


def port_setup(row: AssistSetup) -> Setup:
    """The setup as the engines know it."""
    return Setup(
        engine=row.engine,
        address=row.address,
        key=row.key,
        model=row.model,
        allow_local=row.allow_local,
        seconds=row.seconds,
        price_in=row.price_in,
        price_out=row.price_out,
    )


def engine_name(row: AssistSetup) -> str:
    """Engine and model as a person reads them beside a translation."""
    return {ARGOS: "Argos Translate", OPENAI_COMPATIBLE: row.model}.get(row.engine, row.engine)


def may_translate(row: AssistSetup | None, shop: Shop) -> bool:
    """Whether texts of this shop's platform may be handed to the engine for translation."""
    return row is not None and row.engine != NONE and row.translates and shop.platform in row.platforms


def may_draft(row: AssistSetup | None, shop: Shop) -> bool:
    """Whether the engine may word letters for this shop's platform."""
    return row is not None and row.engine == OPENAI_COMPATIBLE and row.drafts and shop.platform in row.platforms


def month_start(organisation: Organisation, now: datetime) -> datetime:
    """When the calendar month began on the company's wall clock."""
    here = now.astimezone(zone_named(organisation.time_zone))
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def spent_micros(organisation: Organisation, since: datetime) -> int:
    """What calls have cost since a moment, those under way counted at their most; in millionths of a unit."""
    calls = Call.objects.filter(organisation=organisation, at__gte=since)
    return calls.aggregate(sum=Sum("cost_micros"))["sum"] or 0


def calls_since(organisation: Organisation, since: datetime) -> int:
    return Call.objects.filter(organisation=organisation, at__gte=since).count()


def index_of(words: str) -> str:
    """The blind index under which exact words are found again, whatever their blanks and case."""
    return blind_index(" ".join(words.split()))


def remembered(organisation_id: int, source_language: str, language: str, sealed_text: str) -> RememberedPair | None:
    """The corrected translation of the same sealed words."""
    return RememberedPair.objects.filter(
        organisation_id=organisation_id,
        source_language=source_language,
        language=language,
        index=index_of(sealed_text),
    ).first()


def remembered_number(organisation: Organisation) -> int:
    return RememberedPair.objects.filter(organisation=organisation).count()


def translations_of(messages: Sequence[Message], language: str) -> dict[int, MessageTranslation]:
    """Translations of messages into a language, by message; none are asked for where none are known to be there."""
    ids = [message.pk for message in messages if loaded(message, "translations") != []]
    if not ids:
        return {}
    rows = MessageTranslation.objects.filter(message__in=ids, language=language)
    return {row.message_id: row for row in rows.select_related("corrected_by", "call")}


def translation_seen_by(person: Person, translation_id: int) -> MessageTranslation | None:
    """The translation, if its message came to one of the person's shops."""
    rows = MessageTranslation.objects.filter(pk=translation_id, message__conversation__shop__memberships__person=person)
    return rows.select_related("message__conversation__shop__organisation", "message__conversation__buyer").first()


def back_translation_of(case: Case, language: str, words: str) -> BackTranslation | None:
    """What exactly these words of a letter say, where they were translated back."""
    return BackTranslation.objects.filter(case=case, language=language, index=index_of(words)).first()


@dataclass(frozen=True, slots=True)
class Private:
    """What must not leave the machine in a text about a buyer: her names, and numbers that lead to her."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def private_of(conversation: Conversation) -> Private:
    """The buyer's names, and the numbers of her orders and parcels, of one conversation."""
    buyer = conversation.buyer or (conversation.order.buyer if conversation.order else None)
    orders = list(Order.objects.filter(buyer=buyer)[:50]) if buyer is not None else []
    if conversation.order is not None:
        orders.append(conversation.order)
    parcels = Parcel.objects.filter(orders__in=orders).values_list("tracking_number", flat=True) if orders else []
    return _private([buyer.name, buyer.reference] if buyer else [], orders, parcels)


def _private(names: Iterable[str], orders: Iterable[Order], parcels: Iterable[str]) -> Private:
    numbers = {number for order in orders for number in (order.number, order.postcode) if number}
    return Private(tuple(dict.fromkeys(name for name in names if name)), tuple(sorted(numbers | set(parcels))))


def case_of(conversation: Conversation) -> Case | None:
    """The latest case that a conversation belongs to."""
    cases = Case.objects.filter(conversation_id=conversation.pk)
    return cases.order_by("-pk").first()
