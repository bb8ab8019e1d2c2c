"""The ledger of options: what the buyer can be offered, what each costs in all, and why; checkable with a pencil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.offers.models import Offer
from amends.desk.offers.operations import reasons_for
from amends.desk.offers.queries import latest_offer
from amends.desk.people.models import Person
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.frame import Frame

#: The parts of an expected cost, in the order in which they are added up.
COMPONENTS: dict[str, str] = {
    "direct": gettext_noop("Money and goods, if taken"),
    "refusal": gettext_noop("What follows if refused"),
    "review": gettext_noop("Bad review"),
    "handling": gettext_noop("Our time"),
    "future": gettext_noop("Later orders"),
    "metric": gettext_noop("Platform limit"),
}
KEYS = 9


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class Option:
    """An item of the menu. ``key`` is the digit that chooses it; ``why`` are the engine's own words."""

    index: int
    key: str
    name: str
    amount: str
    by: str
    cost: str
    low: str
    high: str
    chance: str
    alone: str
    parts: list[Part]
    entitled: bool
    recommended: bool
    chosen: bool
    why: Saying


@dataclass(frozen=True, slots=True)
class Refused:
    """A remedy that is not possible here: by which rule, and why."""

    name: str
    gate: str
    reason: Saying


@dataclass(frozen=True, slots=True)
class Ledger:
    """All options of a case. ``open`` says whether they can still be chosen; ``sent`` is what the buyer has before her.

    ``explored``: a near tie was taken instead of the usual menu, so that its outcome can be learned from.
    """

    offer: Offer
    options: list[Option]
    refused: list[Refused]
    would_change: list[Saying]
    cost: str
    silence: str
    refusal: str
    basis: str
    sample: int
    policy: str
    explored: bool
    open: bool
    one_only: bool
    reasons: list[Saying]
    needs_approval: bool
    approver: str
    may_approve: bool
    sent: list[str]
    answer: str


def item_text(item: dict[str, Any], language: str) -> str:
    """``Partial refund US$5.00``; what else an item says stays in its table."""
    name = showing.word(item["remedy"], "Remedy", language)
    if not item.get("amount"):
        return name
    return f"{name} {_money(item['amount'], item['currency'], language)}"


def _money(amount: str, currency: str, language: str) -> str:
    return Money.parse(amount, currency).format(showing.locale_of(language))


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in ("remedy", "amount", "by_date"))


def _option(index: int, item: dict[str, Any], offer: Offer, language: str) -> Option:
    currency = item["currency"]
    chosen = offer.menu
    parts = [
        Part(_(words), _money(item["components"][name], currency, language))
        for name, words in COMPONENTS.items()
        if item["components"].get(name) is not None
        and (name in ("direct", "refusal") or float(item["components"][name]) != 0)
    ]
    return Option(
        index=index,
        key=str(index + 1) if index < KEYS else "",
        name=showing.word(item["remedy"], "Remedy", language),
        amount=_money(item["amount"], currency, language) if item.get("amount") else "",
        by=showing.day_text(date.fromisoformat(item["by_date"]), language) if item.get("by_date") else "",
        cost=_money(item["expected_cost"], currency, language),
        low=_money(item["low"], currency, language),
        high=_money(item["high"], currency, language),
        chance=showing.percent_text(round(item["p_accept"], 2), language),
        alone=showing.percent_text(round(item["p_alone"], 2), language),
        parts=parts,
        entitled=item["entitled"],
        recommended=index == offer.result.get("recommended"),
        chosen=any(_same(item, other) for other in chosen),
        why=saying(item["why"], language),
    )


def _is_not_hers(offer: Offer, person: Person) -> bool:
    """Whether it is somebody else's daily limit that would be passed; nobody approves what passes her own."""
    return not offer.escalated or offer.escalated["person"] != person.pk


def _answer(offer: Offer) -> str:
    return {
        Offer.SENT: _("The buyer has not answered yet."),
        Offer.ACCEPTED: _("The buyer accepted."),
        Offer.REFUSED: _("The buyer refused, or wants something else."),
    }.get(offer.state, "")


def ledger_of_options(case: Case, frame: Frame) -> Ledger | None:
    """The case's options as this person sees them; None where nothing was proposed."""
    offer = latest_offer(case)
    if offer is None or case.order is None:
        return None
    language, result, currency = frame.language, offer.result, case.order.currency
    return Ledger(
        offer=offer,
        options=[_option(index, item, offer, language) for index, item in enumerate(result["menu"])],
        refused=[
            Refused(
                showing.word(entry["remedy"], "Remedy", language),
                showing.word(entry["by"], "Gate", language),
                saying(entry["reason"], language),
            )
            for entry in result["blocked"]
        ],
        would_change=[saying(each, language) for each in result["would_change"]],
        cost=_money(result["expected_cost"], currency, language),
        silence=showing.money_text(offer.silence_minor, currency, language),
        refusal=showing.percent_text(round(result["p_refuse"], 2), language),
        basis=showing.word(result["basis"], "Basis", language),
        sample=result["sample"],
        policy=offer.policy_version,
        explored=bool(result.get("explored")),
        open=offer.state in (Offer.PROPOSED, Offer.CHOSEN) and case.closed_at is None,
        one_only=bool(offer.request.get("dispute_open")),
        reasons=[saying(each, language) for each in reasons_for(offer)] if offer.approval_needed else [],
        needs_approval=offer.approval_needed and offer.approved_by_id is None,
        approver=offer.approved_by.name if offer.approved_by else "",
        may_approve=frame.leads(case.shop_id) and frame.person is not None and _is_not_hers(offer, frame.person),
        sent=[item_text(item, language) for item in offer.sent_menu or []],
        answer=_answer(offer),
    )
