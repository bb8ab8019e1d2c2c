"""The platform's form as its page shows it: every field with its text, its length and the limit that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.contracts.letter import Finding
from amends.core.vocabulary import Verdict
from amends.desk.flow.form_answers import FormAnswer
from amends.evidence.answer import WRITTEN, FilledField, Holds, PlacedExhibit, Purpose
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.casepage.letter import RIGHT_TO_LEFT, Lint, lint_of

HOLDS: dict[Holds, str] = {
    Holds.STATEMENT: gettext_noop("What our records show, in words"),
    Holds.LETTER: gettext_noop("The letter to the buyer"),
    Holds.REMEDY: gettext_noop("What is offered"),
    Holds.AMOUNT: gettext_noop("Amount"),
    Holds.CURRENCY: gettext_noop("Currency"),
    Holds.ORDER_NUMBER: gettext_noop("Order number"),
    Holds.CARRIER: gettext_noop("Carrier"),
    Holds.TRACKING_NUMBER: gettext_noop("Tracking number"),
    Holds.SHIPPED_ON: gettext_noop("Day of dispatch"),
    Holds.PRODUCT: gettext_noop("Product"),
    Holds.BUYER_NAME: gettext_noop("Buyer’s name"),
    Holds.REFUND_REFERENCE: gettext_noop("Reference of the refund"),
}
PURPOSES: dict[Purpose, str] = {
    Purpose.CONTEST: gettext_noop("Show what our records say"),
    Purpose.OFFER: gettext_noop("Make an offer"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A field on the page. ``limit`` None: none is published that we know of. ``written``: a person may change it."""

    id: str
    name: str
    what: str
    text: str
    length: int
    limit: int | None
    over: int
    source: str
    written: bool
    direction: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence and the field it belongs into."""

    title: str
    type: str
    shows: Saying
    place: str


def fields_of(answer: FormAnswer) -> list[Shown]:
    direction = "rtl" if answer.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    return [_shown(place, field, direction) for place, field in enumerate(answer.filled.fields)]


def _shown(place: int, field: FilledField, direction: str) -> Shown:
    written = field.holds in WRITTEN
    return Shown(
        id=f"field-{place}",
        name=field.name,
        what=_(HOLDS[field.holds]),
        text=field.text,
        length=field.length,
        limit=field.limit.value if field.limit else None,
        over=field.over,
        source=field.limit.source if field.limit else "",
        written=written,
        direction=direction if written else "auto",
    )


def proofs_of(exhibits: Sequence[PlacedExhibit], language: str) -> list[Proof]:
    return [
        Proof(
            title=each.exhibit.title,
            type=showing.word(each.exhibit.type.value, "EvidenceType", language),
            shows=saying(each.shows, language),
            place=each.place,
        )
        for each in exhibits
    ]


def statement_lint(findings: Sequence[Finding], verdict: Verdict, text: str, language: str) -> Lint:
    return lint_of([finding.model_dump(mode="json") for finding in findings], verdict.value, text, language)
