"""How the lab calls what it compares, and how it writes its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from amends.core.money import minor_digits
from amends.insight.ways import KEPT, LEARNED, NOW, SHIPPED, TABLE, Way
from amends.web import showing

#: The share of the order value: the unit where a history has several currencies.
ORDER_VALUE = "order_value"


def way_name(way: Way) -> str:
    """What people call a way of deciding."""
    if way.kind == NOW:
        return _("What we do now")
    if way.kind == TABLE:
        return _("The fixed rules")
    if way.kind == LEARNED:
        return _("What we do now, with what was learned")
    name = way.version.partition("@")[0]
    return _SHIPPED[name]() if way.kind == SHIPPED and name in _SHIPPED else name


_SHIPPED: dict[str, Callable[[], str]] = {
    "balanced": lambda: _("Balanced"),
    "margin_first": lambda: _("Margin first"),
    "rating_first": lambda: _("Rating first"),
}


def way_group(way: Way) -> str:
    """Under which heading of the list a way stands."""
    if way.kind == SHIPPED:
        return _("Shipped policies")
    if way.kind == KEPT:
        return _("Your policies")
    return _("Learned from outcomes") if way.kind == LEARNED else ""


@dataclass(frozen=True, slots=True)
class Unit:
    """In what a report counts: a currency, or the share of the order value; writes its figures for a language."""

    name: str
    language: str

    @property
    def by_value(self) -> bool:
        return self.name == ORDER_VALUE

    def shown(self, figure: float, *, sign: bool = False) -> str:
        """``US$1.20`` or ``3.4 %``; with ``sign`` a plus before what is above nothing."""
        plus = "+" if sign and figure > 0 else ""
        if self.by_value:
            return plus + share_text(figure, self.language)
        digits = minor_digits(self.name)
        return plus + showing.money_text(round(figure * 10**digits), self.name, self.language)


def share_text(share: float, language: str) -> str:
    """A share with one decimal: ``3.4%``."""
    return f"{format_decimal(share * 100, format='0.0', locale=showing.locale_of(language))}%"
