"""Fixed rules: the same menu for every case of a kind, behind all gates. What decides while learning is stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from amends.core.contracts.decide import Blocked
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Kind, Remedy
from amends.decide.candidates import fixed_amount, in_line, item_of, refused_before
from amends.decide.chances import NEVER_TAKEN, Buyer
from amends.decide.costs import REFUNDS, Item
from amends.decide.gates import blocked_by, over_budget
from amends.decide.policy import Sourced
from amends.decide.situation import Situation

#: Remedy and amount in minor units.
Line = tuple[Remedy, int | None]


class TableItem(BaseModel):
    """One item of a fixed table: a remedy, and for money its share of the order value."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    remedy: Remedy
    share: Annotated[float, Field(ge=0, le=1.5)] | None = None


class FixedTable(BaseModel):
    """A policy that sends the same menu for every case of a kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: str
    table: dict[Kind, tuple[TableItem, ...]]
    default: tuple[TableItem, ...]
    valid_from: date | None = None
    reviewed: date | None = None
    source: str = ""
    kind: Sourced = "assumed"

    def menu(self, situation: Situation) -> tuple[Line, ...]:
        """The menu of this case as remedies and amounts in minor units."""
        return _lines(situation, self.table.get(situation.kind, self.default))


def _lines(situation: Situation, items: Sequence[TableItem]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for item in items:
        amount = situation.share(item.share) if item.share is not None else None
        if amount is None and (item.remedy in REFUNDS or item.remedy is Remedy.RETURN_AND_REFUND):
            amount = situation.value
        lines.append((item.remedy, amount))
    return tuple(lines)


@cache
def shipped_table() -> FixedTable:
    """The fixed rules that are shipped; the version ends with a hash of what they say."""
    data: dict[str, Any] = read_yaml("amends.decide", "policies", "tables", "fixed_rules.yaml")
    digest = hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()
    return FixedTable.model_validate({**data, "version": f"{data['version']}@{digest[:12]}"})


@dataclass(frozen=True, slots=True)
class TableMenu:
    """What of a table's line may be offered in this case, in the table's order, and what may not with the reason."""

    items: list[Item]
    blocked: list[Blocked]


def table_menu(situation: Situation, table: FixedTable, possible: Sequence[Item]) -> TableMenu:
    """The table's menu for this case past every gate.

    ``possible`` are the case's candidates. Where the buyer is entitled to a whole remedy and the line has none, the
    first of them that makes whole stands first, whatever the table says; in an open dispute one proposal is left. Where
    nothing of the line is possible, the table's default line is tried.
    """
    items, blocked = _past_the_gates(situation, table.menu(situation))
    if not items:
        items, more = _past_the_gates(situation, _lines(situation, table.default))
        blocked += [entry for entry in more if all(entry.remedy is not known.remedy for known in blocked)]
    largest = 1 if situation.request.dispute_open else situation.policy.menu.largest
    if situation.protected:
        items = _with_what_is_owed(items, possible, largest)
    offered = {item.remedy for item in items}
    return TableMenu(in_line(situation, items[:largest]), [entry for entry in blocked if entry.remedy not in offered])


def _past_the_gates(situation: Situation, lines: Iterable[Line]) -> tuple[list[Item], list[Blocked]]:
    buyer, items, blocked = Buyer(situation), list[Item](), list[Blocked]()
    for remedy, told in lines:
        if remedy in NEVER_TAKEN:
            continue
        amount = fixed_amount(situation, remedy) if told is None else min(told, situation.open_value)
        no = blocked_by(situation, remedy, amount)
        if no is None:
            item = item_of(situation, buyer, remedy, amount)
            no = over_budget(situation, item)
            if no is None and (item.whole or not _refused(situation, item)):
                items.append(item)
        if no is not None:
            blocked.append(no)
    return items, blocked


def _refused(situation: Situation, item: Item) -> bool:
    """Whether she refused this, or as much of it, before."""
    before = refused_before(situation, item.remedy)
    return any(amount is None or amount >= (item.amount or 0) for amount in before)


def _with_what_is_owed(items: list[Item], possible: Sequence[Item], largest: int) -> list[Item]:
    """What makes the buyer whole is among what is left of the menu: moved to the front, or added there."""
    if any(item.whole for item in items[:largest]):
        return items
    whole = next((item for item in [*items, *possible] if item.whole and item.remedy not in NEVER_TAKEN), None)
    if whole is None:
        return items
    return [whole, *(item for item in items if item.remedy is not whole.remedy)]
