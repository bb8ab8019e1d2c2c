"""The answer to a dispute as the platform's form takes it: our words, the data, the evidence, each in its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.core.contracts.letter import DraftCase, DraftInput, Fact, Finding
from amends.core.labels import label
from amends.core.vocabulary import FactWhat, Kind, LetterChannel, LetterStage, Remedy, Verdict
from amends.desk.cases.models import Case, Dispute
from amends.desk.flow.casebook import newest_dispute
from amends.desk.flow.choices import letter_in_hand
from amends.desk.flow.known_facts import record_facts
from amends.desk.flow.overview import evidence_platform
from amends.desk.flow.proof import case_record
from amends.desk.offers.queries import latest_offer
from amends.desk.orders.models import Order
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.people.models import Person
from amends.desk.refunds.queries import last_sent
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import shop_now
from amends.desk.wordings.queries import house_of
from amends.evidence.answer import AnswerForm, FilledForm, Holds, Purpose, answer_form, fill_form
from amends.letter import draft, supported_languages

#: The wording of the request that speaks of no decision: before one there is none to look at again.
_BEFORE_A_DECISION = {"appeal-request": 2}


@dataclass(frozen=True, slots=True)
class Statement:
    """Words for the platform's case team, the same in the person's language, and what the lint says of them."""

    text: str
    gist: str
    findings: list[Finding]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A form that is ready to be copied. ``statement`` None: the words are those of the ``letter`` to the buyer."""

    filled: FilledForm
    language: str
    statement: Statement | None
    letter: Reply | None
    dispute: Dispute | None


def form_for(case: Case) -> AnswerForm | None:
    """The form that answers the case's dispute; None where nobody but we decides it, or no form is known."""
    if case.order is None:
        return None
    dispute = newest_dispute(case)
    return answer_form(evidence_platform(case), dispute.procedure if dispute is not None else None)


def usual_purpose(case: Case, form: AnswerForm) -> Purpose:
    """An offer where one is on the table and the form can carry it, else what our records show."""
    letter = letter_in_hand(case)
    offers = letter is not None and bool((letter.request.get("decision") or {}).get("menu"))
    if offers and Purpose.OFFER in form.purposes:
        return Purpose.OFFER
    return next(iter(form.purposes), Purpose.CONTEST)


def form_answer(
    *, person: Person, case: Case, form: AnswerForm, purpose: Purpose, language: str, now: datetime
) -> FormAnswer:
    """Fill the form of a case with an order. ``language`` empty: what the platform's case team usually reads.

    Nothing is stored: a person copies it, or builds the evidence pack with the same words.
    """
    order, present = case.order, shop_now(case.shop, now)
    assert order is not None
    tongue = language if language in supported_languages() else form.language.of(order.country)
    facts = record_facts(order, parcel_that_counts(order), last_sent([case.pk]).get(case.pk), present)
    dispute, letter = newest_dispute(case), letter_in_hand(case)
    statement = None
    if purpose is Purpose.CONTEST:
        statement = _statement(person, case, form, dispute, facts, tongue, present)
    values = _values(case, order, facts, tongue)
    values[Holds.STATEMENT] = statement.text if statement is not None else ""
    values[Holds.LETTER] = letter.body if letter is not None else ""
    record, _ = case_record(case, present, read_files=False)
    return FormAnswer(fill_form(form, purpose, values, record.exhibits), tongue, statement, letter, dispute)


def _statement(
    person: Person,
    case: Case,
    form: AnswerForm,
    dispute: Dispute | None,
    facts: list[Fact],
    language: str,
    present: datetime,
) -> Statement:
    ruled = dispute is not None and dispute.closed_at is not None and dispute.closed_at <= present
    request = DraftInput(
        id=f"case:{case.pk}",
        now=present,
        to_language=language,
        stage=LetterStage.APPEAL,
        channel=LetterChannel.FORM,
        case=DraftCase(kind=Kind(case.kind), product=_product(case.order)),
        facts=facts,
        max_chars=form.room(Purpose.CONTEST),
        agent_name=person.name,
        shop_name=case.shop.name,
        agent_language=person.language,
    )
    written = draft(request, house=house_of(case.shop), variants=None if ruled else _BEFORE_A_DECISION)
    return Statement(written.body, written.gist, written.findings, written.verdict)


def _product(order: Order | None) -> str | None:
    """The title, else the article number: unlike a buyer, a case team can do something with it."""
    line = next(iter(order.lines.all()), None) if order is not None else None
    return (line.title or line.sku)[:200] or None if line is not None else None


def _values(case: Case, order: Order, facts: list[Fact], language: str) -> dict[Holds, str]:
    """The data of the case. Days are ISO dates, amounts plain decimals: that is what forms and files expect."""
    told = {fact.what: fact.value for fact in facts}
    values = {
        Holds.ORDER_NUMBER: order.number,
        Holds.CARRIER: told.get(FactWhat.CARRIER.value, ""),
        Holds.TRACKING_NUMBER: told.get(FactWhat.TRACKING_NUMBER.value, ""),
        Holds.SHIPPED_ON: told.get(FactWhat.DISPATCHED_ON.value, "")[:10],
        Holds.PRODUCT: _product(order) or "",
        Holds.BUYER_NAME: case.buyer.name if case.buyer is not None else "",
        Holds.REFUND_REFERENCE: told.get(FactWhat.REFUND_REFERENCE.value, ""),
    }
    offered = _offered(case)
    if offered:
        screen = "zh" if language.startswith("zh") else "en"
        values[Holds.REMEDY] = label(Remedy(offered["remedy"]), screen)
        values[Holds.AMOUNT] = offered.get("amount") or ""
        values[Holds.CURRENCY] = offered.get("currency") or ""
    return values


def _offered(case: Case) -> dict[str, Any]:
    """What stands first on the buyer's menu: a form carries one proposal at a time."""
    offer = latest_offer(case)
    if offer is None:
        return {}
    return next(iter(offer.buyers_menu), {})
