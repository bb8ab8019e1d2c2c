"""Machine help: the owner's setup, whose key only goes in; translations and corrections; a letter read back or worded."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field, StringConstraints

from amends.connect.assist.engines import ENGINES, NONE
from amends.core.contracts.fields import AmountOf
from amends.core.money import Money
from amends.core.vocabulary import Platform, Scope
from amends.desk.assistance import asking, operations
from amends.desk.assistance.models import AssistSetup, BackTranslation, MessageTranslation
from amends.desk.assistance.operations import LONGEST_SECONDS, Wanted
from amends.desk.assistance.queries import (
    calls_since,
    case_of,
    month_start,
    private_of,
    remembered_number,
    spent_micros,
    translation_seen_by,
    translations_of,
)
from amends.desk.assistance.similar import similar_to
from amends.desk.conversations.models import Message
from amends.desk.conversations.queries import message_in
from amends.desk.flow import understanding
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.people.operations import agree_to_corrections
from amends.desk.shops.queries import owns
from amends.web.api.access import person_of
from amends.web.api.cases import money
from amends.web.api.letters import Letter, letter_answer, letter_in_hand, letter_meant, letter_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Long, Number, case_or_404, company_of, does, reads

Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00\r\n]*$")]
Price = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}(\.[0-9]{1,4})?$")]
Engine = Annotated[str, StringConstraints(pattern=f"^({'|'.join(ENGINES)})$")]
#: The languages into which messages are translated: those of the screens.
Screen = Literal["zh", "en"]


class SetupGiven(BaseModel):
    """``key`` null keeps the stored one, empty forgets it; a new address forgets it unless one is given with it.

    Prices are units of ``currency`` for a million tokens; ``cap`` is the most that a calendar month may cost.
    """

    engine: Engine
    address: Line = ""
    key: Line | None = None
    model: str = Field("", max_length=120, pattern=r"^[^\x00\r\n]*$")
    allow_local: bool = False
    seconds: int = Field(20, ge=1, le=LONGEST_SECONDS)
    price_in: Price = "0"
    price_out: Price = "0"
    currency: str = Field("USD", pattern=r"^[A-Z]{3}$")
    cap: str = Field("0", pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$")
    translates: bool = True
    drafts: bool = False
    platforms: list[Platform] = Field([], max_length=40)


class SetupShown(BaseModel):
    """Without the key: ``has_key`` says whether one is stored. ``trouble``: what the last answer was wrong with."""

    engine: str
    address: str
    has_key: bool
    model: str
    allow_local: bool
    seconds: int
    price_in: str
    price_out: str
    cap: AmountOf
    translates: bool
    drafts: bool
    platforms: list[str]
    trouble: str
    paused_until: datetime | None
    spent_this_month: AmountOf
    calls_this_month: int
    remembered: int
    keeps_corrections: bool


class EngineTested(BaseModel):
    """The sample sentence and what the engine made of it."""

    sample: str
    text: str
    cost: AmountOf


class Agreement(BaseModel):
    """Whether texts whose kind a person corrected are kept for training, without names and numbers."""

    agrees: bool


class TranslationShown(BaseModel):
    """``text`` is what stands now; ``differences`` what the machine seems to have lost or added. The buyer's words: data."""

    id: int
    message: int
    language: str
    text: str
    engine: str
    corrected: bool
    corrected_by: str | None
    made_at: datetime
    differences: list[dict[str, Any]]


class Translations(BaseModel):
    translations: list[TranslationShown]


class SimilarTranslation(BaseModel):
    """``percent``: how like the message ``original`` is. In both texts names and numbers are placeholders."""

    percent: int
    original: str
    translation: str
    corrected_by: str | None


class SimilarTranslations(BaseModel):
    similar: list[SimilarTranslation]


class TranslationWanted(BaseModel):
    """Without a language, yours."""

    language: Screen | None = None


class CorrectionGiven(BaseModel):
    text: Long = Field(min_length=1)


class CorrectionKept(TranslationShown):
    """``remembered``: the same words will be translated so again."""

    remembered: bool


class ReadBack(BaseModel):
    """What the letter says in your language. ``vouched``: you may send it; it lost no number and no date."""

    language: str
    text: str
    vouched: bool
    differences: list[dict[str, Any]]


class LetterSuggested(BaseModel):
    """The letter as it stands now; ``left_out`` are sentences that nothing in the case shows."""

    letter: Letter
    left_out: list[str]


def _owned(request: HttpRequest) -> Organisation:
    company = company_of(request)
    if not owns(person_of(request), company):
        raise Refused(403, "owners_only", "Only an owner of the company sets up machine help.")
    return company


def _micros(micros: int, currency: str) -> AmountOf:
    """A sum of calls with six decimals: a call costs less than a cent."""
    return AmountOf(amount=f"{Decimal(micros) / 1_000_000:.6f}", currency=currency)


def _setup(company: Organisation, now: datetime) -> SetupShown:
    row = AssistSetup.objects.filter(organisation=company).first() or AssistSetup(organisation=company, engine=NONE)
    since = month_start(company, now)
    return SetupShown(
        engine=row.engine, address=row.address, has_key=bool(row.key), model=row.model, allow_local=row.allow_local,
        seconds=row.seconds, price_in=f"{row.price_in.normalize():f}", price_out=f"{row.price_out.normalize():f}",
        cap=money(row.cap_minor, row.currency), translates=row.translates, drafts=row.drafts, platforms=row.platforms,
        trouble=row.trouble, paused_until=row.paused_until, remembered=remembered_number(company),
        spent_this_month=_micros(spent_micros(company, since), row.currency),
        calls_this_month=calls_since(company, since), keeps_corrections=company.keeps_corrections,
    )  # fmt: skip


@reads("/assistant", SetupShown, tag="assistant", summary="How machine help is set up, and what it costs")
def read_assistant(request: HttpRequest) -> Any:
    """For owners; the key is never told."""
    return _setup(_owned(request), timezone.now())


@does("/assistant", SetupShown, tag="assistant", summary="Set machine help up", scope=Scope.SETTINGS, method="PUT")
def set_up_assistant(request: HttpRequest, body: SetupGiven) -> Any:
    """For owners: the engine, its limits, and the platforms whose texts it may see. 422 `bad_setup` says what to write."""
    person, company, now = person_of(request), _owned(request), timezone.now()
    wanted = Wanted(
        engine=body.engine, address=body.address.strip(), key=body.key, model=body.model.strip(),
        allow_local=body.allow_local, seconds=body.seconds, price_in=Decimal(body.price_in),
        price_out=Decimal(body.price_out), currency=body.currency, cap_minor=Money.parse(body.cap, body.currency).minor,
        translates=body.translates, drafts=body.drafts, platforms=tuple(each.value for each in body.platforms),
    )  # fmt: skip
    operations.set_up(actor=actor_of(person), person=person, organisation=company, wanted=wanted, now=now)
    return _setup(company, now)


@does("/assistant/test", EngineTested, tag="assistant", summary="Ask the engine for one sentence", scope=Scope.SETTINGS)
def try_assistant(request: HttpRequest) -> Any:
    """409 `engine_…` says what is wrong and what to do."""
    person, company = person_of(request), _owned(request)
    text, call = asking.try_out(
        actor=actor_of(person), organisation=company, language=person.language, now=timezone.now()
    )
    return EngineTested(sample=asking.SAMPLE, text=text, cost=_micros(call.cost_micros, call.currency))


@does("/assistant/corrections", Agreement, tag="assistant", summary="Whether corrections are kept for training", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def agree_corrections(request: HttpRequest, body: Agreement) -> Any:
    """For owners."""
    company = _owned(request)
    agree_to_corrections(
        actor=actor_of(person_of(request)), organisation=company, agrees=body.agrees, now=timezone.now()
    )
    return body


def _shown(row: MessageTranslation) -> TranslationShown:
    return TranslationShown(
        id=row.pk,
        message=row.message_id,
        language=row.language,
        text=row.words,
        engine=row.engine,
        corrected=bool(row.corrected),
        corrected_by=row.corrected_by.name if row.corrected_by is not None else None,
        made_at=row.made_at,
        differences=row.differences,
    )


@reads("/cases/{case_id}/translations", Translations, tag="assistant", summary="Translations of a case's messages")
def list_translations(request: HttpRequest, case_id: Number, language: Annotated[Screen | None, Query()] = None) -> Any:
    """TranslationWanted your language, or another one of the desk."""
    case = case_or_404(request, case_id)
    found = Message.objects.filter(conversation_id=case.conversation_id) if case.conversation_id else []
    rows = translations_of(list(found), language or person_of(request).language)
    return Translations(translations=[_shown(row) for row in rows.values()])


@reads("/cases/{case_id}/messages/{message_id}/similar", SimilarTranslations, tag="assistant", summary="Corrected translations of similar words")  # fmt: skip
def list_similar(request: HttpRequest, case_id: Number, message_id: Number) -> Any:
    """Into your language, three at most, the most alike first. To look at: none of them is taken by itself."""
    message = message_in(case_or_404(request, case_id).conversation_id, message_id)
    if message is None:
        raise no_such("message")
    found = similar_to(message, private_of(message.conversation), person_of(request).language)
    return SimilarTranslations(
        similar=[
            SimilarTranslation(
                percent=each.percent, original=each.pair.source, translation=each.translation,
                corrected_by=each.pair.by.name if each.pair.by is not None else None,
            )
            for each in found
        ]
    )  # fmt: skip


@does("/cases/{case_id}/messages/{message_id}/translation", TranslationShown, tag="assistant", summary="Translate a message", scope=Scope.PROPOSE)  # fmt: skip
def translate_message(request: HttpRequest, case_id: Number, message_id: Number, body: TranslationWanted) -> Any:
    """One that is there is not asked for again. 409 `engine_…` says why there is none."""
    person, case = person_of(request), case_or_404(request, case_id)
    message = message_in(case.conversation_id, message_id)
    if message is None:
        raise no_such("message")
    row = asking.translate_message(
        actor=actor_of(person), message=message, source=str((message.reading or {}).get("language", "en")),
        language=body.language or person.language, now=timezone.now(),
    )  # fmt: skip
    return _shown(row)


@does("/translations/{translation_id}", CorrectionKept, tag="assistant", summary="Correct a translation", scope=Scope.PROPOSE, method="PUT")  # fmt: skip
def correct_translation(request: HttpRequest, translation_id: Number, body: CorrectionGiven) -> Any:
    """It is remembered for the same words unless a name or number of the original is missing."""
    person, row = person_of(request), translation_seen_by(person_of(request), translation_id)
    if row is None or case_of(row.message.conversation) is None:
        raise no_such("translation")
    kept = asking.correct(
        actor=actor_of(person), person=person, translation=row, text=body.text, now=timezone.now(),
        source=str((row.message.reading or {}).get("language", "en")),
    )  # fmt: skip
    row.refresh_from_db()
    return CorrectionKept(**_shown(row).model_dump(), remembered=kept)


def _back(row: BackTranslation) -> ReadBack:
    lost = {each["what"] for each in row.differences} - understanding.DOUBTS
    return ReadBack(language=row.language, text=row.text, vouched=not lost, differences=row.differences)


@does("/cases/{case_id}/letter/back", ReadBack, tag="assistant", summary="What the letter says in your language", scope=Scope.PROPOSE)  # fmt: skip
def read_back(request: HttpRequest, case_id: Number) -> Any:
    """Of the words as they are kept; whoever has read it may send words in a language that is not hers."""
    reply = letter_in_hand(case_or_404(request, case_id))
    return _back(understanding.translate_back(person=person_of(request), reply=reply, now=timezone.now()))


@does("/cases/{case_id}/letter/suggestion", LetterSuggested, tag="assistant", summary="Let the engine word the letter", scope=Scope.PROPOSE, version=True)  # fmt: skip
def suggest_letter(request: HttpRequest, response: HttpResponse, case_id: Number) -> Any:
    """From the case's facts; what nothing shows is left out. 409 `draft_refused`: the letter stays as it was."""
    reply = letter_meant(request, case_or_404(request, case_id))
    kept, refused = understanding.suggest_words(
        person=person_of(request), reply=reply, version=reply.version, now=timezone.now()
    )
    letter_answer(response, kept)
    return LetterSuggested(letter=letter_of(kept), left_out=[each.text for each in refused])
