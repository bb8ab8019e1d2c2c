"""What a letter promises and the shop cannot keep now: goods that are not there, money beyond the budget, a late day.

The engine proposes none of it; between its proposal and the moment a letter leaves, stock, budget and forecast change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from amends.core.money import Money
from amends.core.vocabulary import LintRule, Remedy
from amends.desk.means.queries import SENT_IN_GOODS, budget_of, cost_of_goods, means_of, stock_of
from amends.desk.orders.models import Order
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import NoRate, in_currency

#: The mark of these findings among those of the lint.
_MARK = "cannot_be_kept"


def cannot_keep(reply: Reply, present: datetime) -> list[str]:
    """Why the options of a letter cannot be kept, in the engine's words; ``present`` is the shop's own now.

    Unknown stock, no budget and no forecast hold nothing up, and a budget never what the buyer is entitled to.
    """
    menu = (reply.request.get("decision") or {}).get("menu") or []
    order = reply.case.order
    if not menu or order is None:
        return []
    return [*_goods(reply, order, menu, present), *_money(reply, menu, present), *_day(order, menu)]


def findings_of(reasons: list[str], body: str) -> list[dict[str, Any]]:
    """The reasons as findings about the whole letter, as the lint writes them."""
    return [
        {
            "rule": LintRule.PROMISE_NOT_APPROVED.value, "level": "error", "start": 0, "end": len(body),
            "message": reason, "suggestion": None, "of": _MARK,
        }
        for reason in reasons
    ]  # fmt: skip


def without_them(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings of the lint alone."""
    return [finding for finding in findings if finding.get("of") != _MARK]


def _goods(reply: Reply, order: Order, menu: list[dict[str, Any]], present: datetime) -> Iterator[str]:
    remedies = {item["remedy"] for item in menu} & SENT_IN_GOODS
    if not remedies:
        return
    lines = list(order.lines.all())
    stock = stock_of(means_of(reply.case.shop), [line.sku for line in lines], present)
    only_missing = remedies == {Remedy.RESHIP_MISSING.value}
    for line in lines:
        needed = min((reply.case.missing or 1) if only_missing else line.quantity, line.quantity)
        if line.sku in stock and stock[line.sku] < needed:
            yield f"{line.sku} is not in stock."


def _money(reply: Reply, menu: list[dict[str, Any]], present: datetime) -> Iterator[str]:
    offer = reply.offer
    owed = [each for each in offer.result.get("menu", []) if each.get("entitled")] if offer is not None else []
    free = [item for item in menu if not any(_same(item, each) for each in owed)]
    budget = budget_of(means_of(reply.case.shop), present) if free else None
    if budget is None:
        return
    for item in free:
        cost = _promised(item, offer.request if offer is not None else {})
        if cost is None:
            continue
        try:
            left = in_currency(budget.left, cost.currency, reply.case.shop.organisation, present.date())
        except NoRate:
            continue
        if cost > left:
            yield f"{cost.amount} is more than the budget that is left ({left.amount})."


def _same(item: dict[str, Any], other: dict[str, Any]) -> bool:
    return item["remedy"] == other["remedy"] and item.get("amount") == other.get("amount")


def _promised(item: dict[str, Any], request: dict[str, Any]) -> Money | None:
    """What an option costs once it is taken, in money, vouchers or goods; None where that is not known."""
    if item.get("amount") and item.get("currency"):
        return Money.parse(item["amount"], item["currency"])
    return cost_of_goods(request) if item["remedy"] in SENT_IN_GOODS and request.get("order") else None


def _day(order: Order, menu: list[dict[str, Any]]) -> Iterator[str]:
    promised = [item["by_date"] for item in menu if item["remedy"] == Remedy.WAIT.value and item.get("by_date")]
    parcel = parcel_that_counts(order) if promised else None
    told = (parcel.arrival or {}).get("p80") if parcel is not None else None
    if told and date.fromisoformat(told) > date.fromisoformat(min(promised)):
        yield later_than_promised(told, min(promised))


def later_than_promised(told: str, promised: str) -> str:
    """Of two ISO dates: the forecast's and the one in the letter."""
    return f"the parcel is expected by {told} and not by {promised}."
