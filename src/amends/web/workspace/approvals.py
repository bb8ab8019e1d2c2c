"""What waits for approval, as the screens show it: everything to decide in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from amends.core.money import Money
from amends.desk.flow.approving import Waiting
from amends.desk.offers.models import Offer
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.casepage.options import item_text
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class Row:
    """A choice that waits. ``alike``: rows with the same kind and remedies share it. ``as_proposed``: the engine's own."""

    offer: Offer
    present: datetime
    shop: str
    buyer: str
    kind: str
    options: list[str]
    most: str
    worth: str
    cost: str
    silence: str
    reasons: list[Saying]
    as_proposed: bool
    proposed: str
    policy: str
    asked_by: str
    alike: str
    above: bool

    @property
    def stopped(self) -> bool:
        return self.offer.case.shop.as_of is not None


def rows_of(found: Iterable[Waiting], frame: Frame) -> list[Row]:
    return [row_of(each, frame) for each in found]


def row_of(waiting: Waiting, frame: Frame) -> Row:
    """``waiting`` as ``frame``'s person sees it; the shop is one of the frame's."""
    offer, language = waiting.offer, frame.language
    case, currency = offer.case, waiting.money.currency
    case.shop = frame.shop(case.shop_id) or case.shop
    chosen = offer.chosen_menu or []
    best = offer.result["menu"][0] if offer.result["menu"] else None
    worth = waiting.worth if waiting.worth is not None and currency != waiting.worth.currency else None
    return Row(
        offer=offer,
        present=frame.present(case.shop),
        shop=case.shop.name,
        buyer=(case.buyer.name or case.buyer.reference) if case.buyer else "",
        kind=showing.word(case.kind, "Kind", language),
        options=[item_text(item, language) for item in chosen],
        most=showing.money_text(waiting.money.minor, currency, language) if waiting.money.minor else "",
        worth=showing.money_text(worth.minor, worth.currency, language) if worth is not None and worth.minor else "",
        cost=_decimal(chosen[0]["expected_cost"], currency, language) if chosen else "",
        silence=showing.money_text(offer.silence_minor, currency, language),
        reasons=[saying(each, language) for each in offer.result["approval"]["reasons"]],
        as_proposed=chosen == offer.result["menu"],
        proposed=item_text(best, language) if best else "",
        policy=offer.policy_version,
        asked_by=offer.chosen_by.name if offer.chosen_by else "",
        alike=f"{case.kind}:{'+'.join(item['remedy'] for item in chosen)}",
        above=waiting.above,
    )


def _decimal(amount: str, currency: str, language: str) -> str:
    return Money.parse(amount, currency).format(showing.locale_of(language))
