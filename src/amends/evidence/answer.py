"""The platform's form for an answer to a dispute: which fields it has, what goes into each, and how much fits.

What the platforms publish of their forms stands in ``answers.yaml``, with source and confidence. Where no limit is
published none is invented: ``limit`` is None and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from amends.core.contracts.evidence import ExhibitRecord
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence, EvidenceType, Platform
from amends.evidence.rulebook import Note, Positive, Sourced, limits_of, type_texts


class Purpose(StrEnum):
    """What is answered: ``contest`` the claim with what our records show, or make an ``offer``."""

    CONTEST = "contest"
    OFFER = "offer"


class Holds(StrEnum):
    """What of a case fills a field. ``statement``: our words to the platform; ``letter``: our words to the buyer."""

    STATEMENT = "statement"
    LETTER = "letter"
    REMEDY = "remedy"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ORDER_NUMBER = "order_number"
    CARRIER = "carrier"
    TRACKING_NUMBER = "tracking_number"
    SHIPPED_ON = "shipped_on"
    PRODUCT = "product"
    BUYER_NAME = "buyer_name"
    REFUND_REFERENCE = "refund_reference"


#: Fields that a person writes; the others hold a single datum.
WRITTEN = (Holds.STATEMENT, Holds.LETTER)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FormField(_Record):
    """A field of the form. ``characters``: the most that it takes, in code points; None is not known."""

    name: str
    holds: Holds
    purposes: tuple[Purpose, ...] = Field(default=(Purpose.CONTEST, Purpose.OFFER), alias="for")
    characters: Sourced[Positive] | None = None


class FormFiles(_Record):
    """A place for files. Without ``types`` it takes what has no place of its own."""

    name: str
    types: tuple[EvidenceType, ...] = ()


class FormLanguage(_Record):
    """What the case team reads: usually, and where the order went to one of these countries."""

    usual: str
    by_country: dict[str, str] = {}

    def of(self, country: str) -> str:
        return self.by_country.get(country, self.usual)


class AnswerForm(_Record):
    """The form of one procedure. ``in_all``: characters of all fields together."""

    platform: Platform
    procedure: str
    language: FormLanguage
    source: str = Field(min_length=3)
    confidence: Confidence
    in_all: Sourced[Positive] | None = None
    fields: tuple[FormField, ...]
    files: tuple[FormFiles, ...] = ()

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """With what the form can be answered: where it has words, or a field of its own, for it."""
        return tuple(
            purpose
            for purpose in Purpose
            if any(
                purpose in field.purposes and (field.holds in WRITTEN or len(field.purposes) == 1)
                for field in self.fields
            )
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be minded when files are sent to this procedure."""
        limits = limits_of(self.platform.value).procedures
        return next((each.notes for each in limits if each.procedure == self.procedure), ())

    def room(self, purpose: Purpose) -> int | None:
        """How many characters our words may have; None where no limit is known."""
        limits = [
            field.characters.value
            for field in self.fields
            if field.holds in WRITTEN and purpose in field.purposes and field.characters
        ]
        return min(limits, default=None)


class _AnswerForms(_Record):
    schema_version: int
    checked: date
    forms: tuple[AnswerForm, ...]


@cache
def _forms() -> _AnswerForms:
    return _AnswerForms.model_validate(read_yaml("amends.evidence", "answers.yaml"))


def checked_on() -> date:
    """The day on which the forms were last compared with their sources."""
    return _forms().checked


def answer_forms(platform: str) -> tuple[AnswerForm, ...]:
    """The forms of a platform, one for each of its procedures; none where it has no form (an own shop)."""
    return tuple(form for form in _forms().forms if form.platform.value == platform)


def answer_form(platform: str, procedure: str | None) -> AnswerForm | None:
    """The form of a procedure; the platform's first where the procedure is not named or not known."""
    forms = answer_forms(platform)
    return next((form for form in forms if form.procedure == procedure), forms[0] if forms else None)


@dataclass(frozen=True, slots=True)
class FilledField:
    """A field with its text, ready to be copied; ``length`` and ``limit`` in code points."""

    name: str
    holds: Holds
    text: str
    limit: Sourced[int] | None

    @property
    def length(self) -> int:
        return len(self.text)

    @property
    def over(self) -> int:
        """By how many characters the text is too long."""
        return max(self.length - self.limit.value, 0) if self.limit else 0


@dataclass(frozen=True, slots=True)
class PlacedExhibit:
    """A piece of evidence and the form's place for it (empty: the form has none); ``shows``: what it proves."""

    exhibit: ExhibitRecord
    place: str
    shows: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    form: AnswerForm
    purpose: Purpose
    fields: tuple[FilledField, ...]
    exhibits: tuple[PlacedExhibit, ...]

    @property
    def length(self) -> int:
        return sum(field.length for field in self.fields)

    @property
    def over(self) -> int:
        """By how many characters all fields together are too long."""
        return max(self.length - self.form.in_all.value, 0) if self.form.in_all else 0

    @property
    def fits(self) -> bool:
        return not self.over and not any(field.over for field in self.fields)


def _place(form: AnswerForm, type_: EvidenceType) -> str:
    named = (files.name for files in form.files if type_ in files.types)
    anything = (files.name for files in form.files if not files.types)
    return next(named, next(anything, ""))


def fill_form(
    form: AnswerForm, purpose: Purpose, values: Mapping[Holds, str], exhibits: Iterable[ExhibitRecord]
) -> FilledForm:
    """The form with what is known of the case. A field without a value stays empty and is listed all the same."""
    texts = type_texts()
    return FilledForm(
        form=form,
        purpose=purpose,
        fields=tuple(
            FilledField(field.name, field.holds, values.get(field.holds, "").strip(), field.characters)
            for field in form.fields
            if purpose in field.purposes
        ),
        exhibits=tuple(
            PlacedExhibit(exhibit, _place(form, exhibit.type), texts[exhibit.type].shows) for exhibit in exhibits
        ),
    )
