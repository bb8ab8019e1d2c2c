"""What a shop can keep of its promises, as the engine is asked with it: read once for many cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.desk.means.queries import Budget, budget_of, means_of, stock_of
from amends.desk.offers.queries import Keeps
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import NoRate, in_currency


@dataclass(frozen=True, slots=True)
class Keeping:
    """The stock and the month's budget (None: there is none) of a shop at its own ``now``."""

    shop: Shop
    now: datetime
    stock: Mapping[str, int]
    budget: Budget | None

    @classmethod
    def of(cls, shop: Shop, skus: Iterable[str], now: datetime) -> Keeping:
        means = means_of(shop)
        return cls(shop, now, stock_of(means, skus, now), budget_of(means, now))

    def keeps(self, currency: str) -> Keeps:
        """For an order in this currency; without a rate into it the budget is not asked."""
        if self.budget is None:
            return Keeps(self.stock)
        try:
            return Keeps(self.stock, in_currency(self.budget.left, currency, self.shop.organisation, self.now.date()))
        except NoRate:
            return Keeps(self.stock)
