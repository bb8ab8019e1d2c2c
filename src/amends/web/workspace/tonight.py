"""What leaves by itself before the next working morning, where nobody answers: over all shops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.desk.cases.models import Case
from amends.desk.cases.queries import SUMMED, by_start, leaving, leaving_soon
from amends.desk.deadlines.queries import morning_of
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import CurrencySum, Span, added
from amends.web import showing
from amends.web.workspace.casepage.head import TAKES_MONEY
from amends.web.workspace.frame import Frame
from amends.web.workspace.lines import Line, line_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A case whose money leaves: how much, and the queue's line of it. ``morning``: when its team is back."""

    case: Case
    line: Line
    amount: str
    ours: bool


def spans_of(frame: Frame, shops: Sequence[Shop] | None = None) -> list[Span]:
    """From each shop's present to its team's next morning; shops with the same two together."""
    found: dict[tuple[datetime, datetime], list[int]] = {}
    for shop in frame.shops if shops is None else shops:
        present = frame.present(shop)
        found.setdefault((present, morning_of(shop, present)), []).append(shop.pk)
    return [Span(tuple(ids), start, end) for (start, end), ids in found.items()]


def sums_of(spans: Sequence[Span]) -> list[CurrencySum]:
    """What leaves, by currency."""
    return added(CurrencySum(*row) for together in by_start(spans) for row in leaving(together, TAKES_MONEY))


def cut(sums: Iterable[CurrencySum]) -> bool:
    """Whether there may be more than these sums say: they go through ``SUMMED`` cases and no further."""
    return sum(each.number for each in sums) >= SUMMED


def rows_of(spans: Sequence[Span], frame: Frame) -> list[Row]:
    """The cases, the next deadline first; the shops are those of the frame."""
    rows: list[Row] = []
    for case in leaving_soon(spans, TAKES_MONEY, SHOWN):
        case.shop = frame.shop(case.shop_id) or case.shop
        minor, currency = getattr(case, "leaving_minor", 0), case.order.currency if case.order else ""
        amount = showing.money_text(minor, currency, frame.language)
        rows.append(Row(case, line_of(case, frame), amount, case.turn == "seller"))
    return rows
