"""What a shop can keep: its products and stock as they were counted, and the budget of the month."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.desk.means.operations import MOST_DAYS, WrongBudget, WrongCount, count_stock, set_means
from amends.desk.means.queries import Counted, budget_of, counts_of, means_of, products_asked_about
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Membership, Shop
from amends.web import showing
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.views.settings import owns, shop_of, whole

#: So many counts are shown, and so many products that nobody counted.
SHOWN = 300
#: The longest list that is read: some thousands of lines.
LONGEST = 300_000


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed and refused, so that nothing has to be typed again."""

    lines: str = ""
    budget: str = ""
    currency: str = ""
    days: str = ""


def leads_here(shop: Shop) -> bool:
    return getattr(shop, "role", "") in (Membership.LEAD, Membership.OWNER)


def _page(
    request: HttpRequest, frame: Frame, shop: Shop, refusal: str = "", given: Given | None = None
) -> HttpResponse:
    present = frame.present(shop)
    means = means_of(shop)
    counts = counts_of(shop, present, means)
    known = {each.sku for each in counts if not each.old}
    budget = budget_of(means, present)
    context = {
        "frame": frame, "shop": shop, "mine": owns(shop), "leads": leads_here(shop), "means": means,
        "counts": _by_need(counts)[:SHOWN], "more": len(counts) > SHOWN, "refusal": refusal, "most_days": MOST_DAYS,
        "unknown": [sku for sku in products_asked_about(shop) if sku not in known], "given": given, "budget": budget,
        "sums": [
            (_("Budget of the month"), _money(budget.most, frame)),
            (_("Spent so far"), _money(budget.spent, frame)),
            (_("Left"), _money(budget.left, frame)),
        ] if budget is not None else [],
        "without_rate": [_money(each, frame) for each in budget.without_rate] if budget is not None else [],
        "amount": given.budget if given is not None else budget.most.amount if budget is not None else "",
        "currency": given.currency if given is not None else means.currency or shop.currency,
    }  # fmt: skip
    response = render(request, "workspace/means.html", context, status=422 if refusal else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _money(money: Money, frame: Frame) -> str:
    return showing.money_text(money.minor, money.currency, frame.language)


def _by_need(counts: list[Counted]) -> list[Counted]:
    """What is gone first, then the fewest."""
    return sorted(counts, key=lambda each: (each.pieces, each.sku))


@require_safe
@workspace_view
def means(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody of the shop reads it; a lead counts, an owner sets the budget."""
    frame = frame_of(request)
    return _page(request, frame, shop_of(frame, key, owned=False))


@require_POST
@workspace_view
def count(request: HttpRequest, key: str) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_of(frame, key, owned=False)
    if not leads_here(shop):
        raise BadParameter(_("Only a lead or an owner of the shop counts its stock."), 403)
    lines = request.POST.get("lines", "")
    person = person_of(frame)
    try:
        number = count_stock(
            actor=actor_of(person), person=person, shop=shop, counts=read_lines(lines), now=frame.present(shop)
        )
    except DomainError as refusal:
        return _page(request, frame, shop, refusal_text(refusal), Given(lines=lines[:LONGEST]))
    messages.success(request, ngettext("%(n)s product counted.", "%(n)s products counted.", number) % {"n": number})
    return redirect("means", shop.key)


def read_lines(text: str) -> dict[str, int | None]:
    """A product and its pieces in each line, with a comma, semicolon or tab between; ``?`` where nobody knows.

    Raises WrongCount, naming the line.
    """
    if len(text) > LONGEST:
        raise WrongCount("That list is too long. Give it in parts. Nothing was changed.")
    found: dict[str, int | None] = {}
    sign = next((each for each in "\t;," if each in text), ",")
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=sign), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != 2 or not cells[0] or not (cells[1] == "?" or _is_whole(cells[1])):
            raise WrongCount(f"Line {number} is no product and its pieces, such as LAMP-3, 12. Nothing was changed.")
        found[cells[0]] = None if cells[1] == "?" else int(cells[1])
    return found


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


@require_POST
@workspace_view
def budget(request: HttpRequest, key: str) -> HttpResponse:
    """What the shop may spend a month; empty: there is no budget."""
    frame = frame_of(request)
    shop = shop_of(frame, key)
    amount, currency = request.POST.get("budget", "").strip(), request.POST.get("currency", "").strip().upper()
    try:
        most = _amount(amount, currency or shop.currency)
        set_means(
            actor=actor_of(person_of(frame)), shop=shop, budget=most, stock_days=whole(request, "stock_days"),
            now=frame.now,
        )  # fmt: skip
    except DomainError as refusal:
        given = Given(budget=amount[:30], currency=currency[:3], days=request.POST.get("stock_days", "")[:6])
        return _page(request, frame, shop, refusal_text(refusal), given)
    messages.success(request, _("Saved."))
    return redirect("means", shop.key)


def _amount(text: str, currency: str) -> Money | None:
    if not text:
        return None
    try:
        return Money.parse(text.replace(",", "."), currency)
    except InputError as error:
        raise WrongBudget("Write the budget as 1500.00 and its currency as USD. Nothing was changed.") from error
