"""The company's own wording: phrases, sentences, signatures, words that its letters never hold; changes, suggestions."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Status
from pydantic import BaseModel, Field, StringConstraints

from amends.core.vocabulary import Scope
from amends.desk.people.actors import actor_of
from amends.desk.replies.changes import LETTERS, changed_most
from amends.desk.shops.queries import leads, owns, shop_ids_of, shops_led_by
from amends.desk.wordings import operations
from amends.desk.wordings.contents import (
    Content,
    PhraseContent,
    Place,
    SignatureContent,
    SnippetContent,
    WordContent,
    phrase_place,
    place_of,
    tidied,
    troubles_of,
)
from amends.desk.wordings.models import Change, Placed, Suggestion, Wording
from amends.desk.wordings.queries import (
    can_be_undone,
    change_of,
    changes_at,
    house_of_company,
    open_suggestions,
    suggestion_of,
    wording_at,
    wording_of,
    wordings_of,
)
from amends.letter.checking import FIXED
from amends.letter.forms import shape_of
from amends.letter.phrases import WORDINGS, phrase_ids, wording_count
from amends.web.api.access import person_of
from amends.web.api.problems import no_such
from amends.web.api.routes import Number, ShopKey, ShopNamed, company_of, does, own_shop, reads
from amends.web.workspace.phrasebook.troubles import trouble_text

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z0-9]{2,4})?$"), Field(examples=["pt"])]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Sort = Literal["phrase", "snippet", "signature", "word"]
FormTexts = Annotated[dict[Annotated[str, StringConstraints(max_length=12, pattern=r"^[a-z=0-9]*$")], Text], Field(max_length=12)]  # fmt: skip


class Meanings(BaseModel):
    """What a text says, in the languages of the screens."""

    zh: Text = ""
    en: Text = ""


class PhraseGiven(BaseModel):
    """``forms`` by plural category, one empty key where nothing is counted; slots in braces as the original has them."""

    sort: Literal["phrase"]
    phrase: str = Field(max_length=80, pattern=r"^[a-z0-9-]+$")
    number: int = Field(ge=1, le=99, description="Which wording of the phrase, from 1.")
    forms: FormTexts
    meanings: Meanings = Meanings()


class SnippetGiven(BaseModel):
    """A sentence of your own for letters. ``key`` names one that is there; without it a new one is made."""

    sort: Literal["snippet"]
    key: str | None = Field(None, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")
    title: Text
    text: Text
    meanings: Meanings = Meanings()


class SignatureGiven(BaseModel):
    sort: Literal["signature"]
    text: Text


class WordGiven(BaseModel):
    """A word or expression that the lint does not let pass (or warns of), and what to say instead."""

    sort: Literal["word"]
    word: str = Field(min_length=1, max_length=100, pattern=r"^[^\x00]+$")
    level: Literal["error", "warning"] = "error"
    instead: str = Field("", max_length=100, pattern=r"^[^\x00]*$")


class WordingGiven(BaseModel):
    """Where it holds, what it says, and the ``version`` that you read (0 where nothing stood)."""

    language: Language
    shop: ShopNamed | None = None
    version: int = Field(0, ge=0, le=2**31 - 1)
    wording: PhraseGiven | SnippetGiven | SignatureGiven | WordGiven = Field(discriminator="sort")


class WordingShown(BaseModel):
    """``key``: `PHRASE.VARIANT` (from 0), a snippet's key, or the word itself. ``shop`` null: in all shops."""

    id: int
    sort: Sort
    language: str
    key: str
    shop: str | None
    version: int
    content: dict[str, Any]
    changed_at: datetime
    changed_by: str | None


class Wordings(BaseModel):
    wordings: list[WordingShown]


class PhraseShown(BaseModel):
    """A phrase of the library: each of its wordings with its forms; what your company says instead is in /wordings."""

    phrase: str
    wordings: list[dict[str, str]]
    slots: list[str]
    own: list[int]


class Library(BaseModel):
    phrases: list[PhraseShown]


class WordingJudged(BaseModel):
    """Why a wording cannot be used; none where it can."""

    troubles: list[str]


class ChangeShown(BaseModel):
    """What stood before and after; null where the library's own stood."""

    id: int
    sort: Sort
    language: str
    key: str
    shop: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    at: datetime
    by: str | None
    can_be_undone: bool


class ChangesShown(BaseModel):
    changes: list[ChangeShown]


class SuggestionShown(BaseModel):
    id: int
    sort: Sort
    language: str
    key: str
    shop: str | None
    content: dict[str, Any]
    state: str
    at: datetime
    by: str | None


class Suggestions(BaseModel):
    suggestions: list[SuggestionShown]


class SuggestionSettled(BaseModel):
    adopt: bool


class Replaced(BaseModel):
    text: str
    times: int


class ChangedMost(BaseModel):
    phrase: str
    language: str
    number: int
    text: str
    instead: list[Replaced]


class Learnt(BaseModel):
    """Of ``letters`` sent letters: which sentences agents replace most, and with what."""

    letters: int
    changed: list[ChangedMost]


def _sees(request: HttpRequest, shop_id: int | None) -> bool:
    """What holds in all shops, in one of her own, and for an owner all."""
    person = person_of(request)
    return shop_id is None or shop_id in shop_ids_of(person) or owns(person, company_of(request))


def _place(request: HttpRequest, body: WordingGiven) -> Place:
    shop, given = own_shop(request, body.shop), body.wording
    if body.language not in WORDINGS:
        raise no_such("language")
    if isinstance(given, PhraseGiven):
        known = given.phrase in phrase_ids() and given.phrase not in FIXED
        if not known or given.number > wording_count(body.language, given.phrase):
            raise no_such("wording")
        return phrase_place(body.language, given.phrase, given.number - 1, shop)
    if isinstance(given, SnippetGiven):
        return Place(Placed.SNIPPET, body.language, given.key or secrets.token_hex(6), shop)
    if isinstance(given, SignatureGiven):
        return Place(Placed.SIGNATURE, body.language, "", shop)
    return Place(Placed.WORD, body.language, " ".join(given.word.split()), shop)


def _content(body: WordingGiven) -> Content:
    given = body.wording
    if isinstance(given, PhraseGiven):
        return PhraseContent(forms=dict(given.forms), meanings=given.meanings.model_dump())
    if isinstance(given, SnippetGiven):
        return SnippetContent(title=given.title, text=given.text, meanings=given.meanings.model_dump())
    if isinstance(given, SignatureGiven):
        return SignatureContent(text=given.text)
    return WordContent(level=given.level, instead=given.instead)


def _placed(row: Placed) -> dict[str, Any]:
    shop = row.shop.key if row.shop is not None else None
    return {"id": row.pk, "sort": row.sort, "language": row.language, "key": row.key, "shop": shop}


def _shown(row: Wording) -> WordingShown:
    by = row.changed_by.name if row.changed_by is not None else None
    return WordingShown(
        **_placed(row), version=row.version, content=row.content, changed_at=row.changed_at, changed_by=by
    )


def _suggestion(row: Suggestion) -> SuggestionShown:
    by = row.by.name if row.by is not None else None
    return SuggestionShown(**_placed(row), content=row.content, state=row.state, at=row.at, by=by)


@reads("/wordings", Wordings, tag="wordings", summary="What your company words its own way")
def list_wordings(
    request: HttpRequest,
    sort: Annotated[Sort, Query()],
    language: Annotated[Language | None, Query()] = None,
) -> Any:
    """Phrases, sentences (snippets), signatures, or words that its letters never hold."""
    rows = wordings_of(company_of(request), sort, language)
    return Wordings(wordings=[_shown(row) for row in rows if _sees(request, row.shop_id)])


@reads("/phrases/{language}", Library, tag="wordings", summary="The phrase library in a language")
def list_phrases(request: HttpRequest, language: Annotated[Language, Path()], shop: ShopKey = None) -> Any:
    """``own`` names the wordings (from 1) for which your company has a text of its own, in this shop or in all."""
    if language not in WORDINGS:
        raise no_such("language")
    house = house_of_company(company_of(request), own_shop(request, shop))
    found = []
    for phrase in phrase_ids():
        shapes = [shape_of(language, phrase, number) for number in range(wording_count(language, phrase))]
        own = [at + 1 for at in range(len(shapes)) if house.own(language, phrase, at) is not None]
        slots = sorted(set().union(*(shape.slots for shape in shapes)))
        found.append(PhraseShown(phrase=phrase, wordings=[dict(shape.forms) for shape in shapes], slots=slots, own=own))
    return Library(phrases=found)


@does("/wordings/check", WordingJudged, tag="wordings", summary="Whether a wording can be used", scope=Scope.READ)
def check_wording(request: HttpRequest, body: WordingGiven) -> Any:
    """Tried in sample letters; nothing is kept."""
    place, house = _place(request, body), house_of_company(company_of(request), own_shop(request, body.shop))
    troubles = troubles_of(place, tidied(place, _content(body)), house)
    return WordingJudged(troubles=[trouble_text(each) for each in troubles])


@does("/wordings", WordingShown, tag="wordings", summary="Word something your own way", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def keep_wording(request: HttpRequest, body: WordingGiven) -> Any:
    """For owners. 422 `wording_refused` says why it cannot be used, 409 `wording_changed` that it is not as you read it."""
    person, company, place = person_of(request), company_of(request), _place(request, body)
    operations.keep_wording(
        actor=actor_of(person), person=person, organisation=company, place=place, content=_content(body),
        version=body.version, now=timezone.now(),
    )  # fmt: skip
    kept = wording_at(company, place)
    if kept is None:
        raise no_such("wording")
    return _shown(kept)


@reads("/wordings/changes", ChangesShown, tag="wordings", summary="The newest changes of wording")
def list_changes(request: HttpRequest) -> Any:
    """Fifty at most."""
    rows = [row for row in changes_at(company_of(request), most=50) if _sees(request, row.shop_id)]
    return ChangesShown(changes=[_change(row) for row in rows])


def _change(row: Change) -> ChangeShown:
    by = row.by.name if row.by is not None else None
    return ChangeShown(
        **_placed(row), before=row.before, after=row.after, at=row.at, by=by, can_be_undone=can_be_undone(row)
    )


@does("/wordings/changes/{change_id}/undo", ChangesShown, tag="wordings", summary="Take a change of wording back", scope=Scope.SETTINGS)  # fmt: skip
def undo_wording(request: HttpRequest, change_id: Number) -> Any:
    """What stood before stands again; answered is the change that this made."""
    person, company = person_of(request), company_of(request)
    change = change_of(company, change_id)
    if change is None or not _sees(request, change.shop_id):
        raise no_such("change")
    operations.undo_change(actor=actor_of(person), person=person, change=change, now=timezone.now())
    return ChangesShown(changes=[_change(row) for row in changes_at(company, place_of(change), most=1)])


@reads("/wordings/suggestions", Suggestions, tag="wordings", summary="What leads suggest")
def list_suggestions(request: HttpRequest) -> Any:
    """Those that no owner has settled."""
    rows = [row for row in open_suggestions(company_of(request)) if _sees(request, row.shop_id)]
    return Suggestions(suggestions=[_suggestion(row) for row in rows])


@does("/wordings/suggestions", SuggestionShown, tag="wordings", summary="Suggest a wording", scope=Scope.PROPOSE, status=201)  # fmt: skip
def suggest_wording(request: HttpRequest, body: WordingGiven) -> Any:
    """For leads; an owner adopts or declines it. ``version`` is not looked at."""
    person = person_of(request)
    made = operations.suggest_wording(
        actor=actor_of(person), person=person, organisation=company_of(request), place=_place(request, body),
        content=_content(body), now=timezone.now(),
    )  # fmt: skip
    return Status(201, _suggestion(made))


@does("/wordings/suggestions/{suggestion_id}", SuggestionShown, tag="wordings", summary="Adopt or decline a suggestion", scope=Scope.SETTINGS)  # fmt: skip
def settle_suggestion(request: HttpRequest, suggestion_id: Number, body: SuggestionSettled) -> Any:
    """For owners."""
    person, company = person_of(request), company_of(request)
    found = suggestion_of(company, suggestion_id)
    if found is None or not _sees(request, found.shop_id):
        raise no_such("suggestion")
    operations.settle_suggestion(
        actor=actor_of(person), person=person, suggestion=found, adopt=body.adopt, now=timezone.now()
    )
    found.refresh_from_db()
    return _suggestion(found)


@reads("/wordings/replaced", Learnt, tag="wordings", summary="Sentences that agents replace most")
def list_replaced(request: HttpRequest) -> Any:
    """In the shops that you lead; for leads and owners."""
    person = person_of(request)
    if not leads(person, company_of(request)):
        raise no_such("list")
    rows = changed_most(shops_led_by(person))
    return Learnt(
        letters=LETTERS,
        changed=[
            ChangedMost(
                phrase=row.phrase, language=row.wording, number=row.variant + 1, text=row.text,
                instead=[Replaced(text=text, times=times) for text, times in row.texts],
            )
            for row in rows
        ],
    )  # fmt: skip


# After the other addresses under /wordings: the first that fits is taken.
@does("/wordings/{wording_id}", None, tag="wordings", summary="Go back to the library's wording", scope=Scope.SETTINGS, method="DELETE", status=204)  # fmt: skip
def remove_wording(request: HttpRequest, wording_id: Number) -> Any:
    """Or do without the sentence, signature or word. It can be brought back by undoing the change."""
    person, company = person_of(request), company_of(request)
    row = wording_of(company, wording_id)
    if row is None or not _sees(request, row.shop_id):
        raise no_such("wording")
    operations.remove_wording(
        actor=actor_of(person), person=person, organisation=company, place=place_of(row), now=timezone.now()
    )
    return Status(204, None)
