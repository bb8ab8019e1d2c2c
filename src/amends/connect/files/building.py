"""From the rows of one record to the record, or to the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from pydantic import ValidationError

from amends.connect.contract import RECORD_TYPES, Problem, Record, RecordKind
from amends.connect.files.combining import nested_cells, split_cell, sum_of_lines
from amends.connect.files.encoding import is_broken, readable
from amends.connect.files.joins import Joined
from amends.connect.files.mapping import FieldRule, Mapping
from amends.connect.files.reading import SEPARATORS, FieldPlan, FieldReader, Part, Trouble
from amends.connect.files.rows import MAX_GROUP, RawRow
from amends.connect.files.suspicion import Suspicion
from amends.connect.files.targets import EVENT, IDENTITY, LINE, LISTING, TARGETS
from amends.core.money import Money
from amends.core.vocabulary import TrackingSource

#: Fields that must be the same on every row of an order: two amounts mean that they are amounts of lines.
_AGREED = ("value", "currency", "shipping_paid", "country")
_CURRENCY_FIELD = {RecordKind.ORDER: "currency", RecordKind.DISPUTE: "asked_currency"}
_MAX_LINES = 500
_SOURCES = {member.value: member for member in TrackingSource}
#: A column name that no file can have: the number taken out of a cell with several.
_OWN_NUMBER = "\x00number"


class Builder:
    """Builds the records of one mapping. ``joined`` looks up the rows of other files."""

    def __init__(self, mapping: Mapping, joined: Joined | None, suspicion: Suspicion) -> None:
        assert mapping.kind is not None
        self.mapping = mapping
        self.kind: RecordKind = mapping.kind
        self.joined = joined
        self.reader = FieldReader(mapping.constants, joined, suspicion)
        self._identity = IDENTITY[self.kind]
        agreed = _AGREED if self.kind is RecordKind.ORDER else ()
        plans = self.reader.plans(TARGETS[self.kind], mapping.fields, agreed=agreed)
        first = _CURRENCY_FIELD.get(self.kind)
        self._currency_plan = next((plan for plan in plans if plan.name == first), None)
        self._plans = [plan for plan in plans if plan is not self._currency_plan]
        own = self.reader.plan(self._identity, TARGETS[self.kind][self._identity], FieldRule(column=_OWN_NUMBER))
        self._plans_of_several = [own if plan.name == self._identity else plan for plan in self._plans]
        lines = mapping.lines
        self._line_plans = self.reader.plans(LINE, lines.fields, prefix="lines.") if lines else []
        self._listing_plans = self.reader.plans(LISTING, lines.listing, prefix="listings.") if lines else []
        self._event_plans = [self.reader.plans(EVENT, event.fields, prefix="events.") for event in mapping.events]

    def keys(self, row: RawRow) -> list[str]:
        """The numbers of the records that a row belongs to: one, or several where the mapping explodes a field."""
        rule = self.mapping.fields[self._identity]
        text = self.reader.text(rule, row.cells)
        if not text or is_broken(text):
            return []  # refused where it is read
        return split_cell(text, rule.split or SEPARATORS) if self.mapping.explode else [text]

    def build(self, rows: list[RawRow], identity: str) -> tuple[Record | None, list[Problem]]:
        """A record of these rows, or None and the reasons. ``identity`` is the number that they share, or empty."""
        trouble = Trouble()
        for row in rows:
            if row.flaw is not None:
                trouble.refuse(row.line, None, "", row.flaw)
        if not trouble.fatal and len(rows) > MAX_GROUP:
            trouble.refuse(rows[0].line, self._identity, identity, f"More than {MAX_GROUP} rows have this number.")
        if trouble.fatal:
            return None, trouble.problems
        parts = [Part(row.line, row.cells) for row in rows]
        plans = self._plans
        if identity and self.mapping.explode:
            plans, parts = self._one_of_several(identity, parts)
        currency = self._currency(parts, trouble)
        found = self.reader.fields(plans, parts, currency, trouble) if not trouble.fatal else {}
        if self._currency_plan is not None and currency:
            found[self._currency_plan.name] = currency
        if not trouble.fatal and self.kind is RecordKind.ORDER:
            self._complete_order(found, parts, rows, currency, trouble)
        elif not trouble.fatal and self._event_plans:
            found["events"] = self._events(parts, trouble)
        if trouble.fatal:
            return None, trouble.problems
        return self._validated(found, rows[0].line, trouble), trouble.problems

    def _one_of_several(self, identity: str, parts: list[Part]) -> tuple[list[FieldPlan], list[Part]]:
        """The plans and rows of one number out of a cell with several."""
        if self.reader.text(self.mapping.fields[self._identity], parts[0].cells) == identity:
            return self._plans, parts  # it stands alone in its cell
        return self._plans_of_several, [Part(part.line, {**part.cells, _OWN_NUMBER: identity}) for part in parts]

    def _currency(self, parts: list[Part], trouble: Trouble) -> str:
        plan = self._currency_plan
        value = self.reader.read(plan, parts, "", trouble) if plan is not None else None
        if value or trouble.fatal or self.kind not in _CURRENCY_FIELD:
            return value or ""
        amount = self.mapping.fields.get("asked_amount")
        if self.kind is RecordKind.ORDER or (
            amount is not None and any(self.reader.texts(amount, part.cells) for part in parts)
        ):
            reason = "The currency is missing. Map its column, or set it as a constant."
            trouble.refuse(parts[0].line, _CURRENCY_FIELD[self.kind], "", reason)
        return ""

    # Orders ----------------------------------------------------------------------------------------------------

    def _complete_order(
        self, found: dict[str, Any], parts: list[Part], rows: list[RawRow], currency: str, trouble: Trouble
    ) -> None:
        found["lines"], found["listings"] = self._lines(parts, rows, currency, trouble)
        rule = self.mapping.fields.get("value")
        if rule is None or rule.computed is None or "value" in found or trouble.fatal:
            return
        if not found["lines"]:
            trouble.refuse(parts[0].line, "value", "", "The order has no lines, so its value cannot be added up.")
            return
        total = sum_of_lines(found["lines"], currency)
        if rule.computed == "lines_and_shipping":
            total += Money.parse(found.get("shipping_paid", "0"), currency)
        found["value"] = total.amount

    def _lines(
        self, parts: list[Part], rows: list[RawRow], currency: str, trouble: Trouble
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        lines: list[dict[str, Any]] = []
        listings: dict[str, dict[str, Any]] = {}
        rule = self.mapping.lines
        if rule is None:
            return lines, []
        of_rows = rule.rows_of is None and rule.path is None
        for part in self._line_parts(parts, rows):
            if of_rows and not any(self.reader.texts(field, part.cells) for field in rule.fields.values()):
                continue  # a row that only repeats the order
            line = self.reader.fields(self._line_plans, [part], currency, trouble)
            if trouble.fatal:
                break
            self._add_cost(line, currency)
            lines.append(line)
            listing = self.reader.fields(self._listing_plans, [part], currency, trouble) if rule.listing else {}
            if listing:
                listings[line["sku"]] = {"sku": line["sku"], "title": line.get("title", ""), **listing}
        if len(lines) > _MAX_LINES:
            trouble.refuse(parts[0].line, "lines", str(len(lines)), f"An order has at most {_MAX_LINES} lines.")
        return lines, list(listings.values())

    def _add_cost(self, line: dict[str, Any], currency: str) -> None:
        share = self.mapping.constants.unit_cost_share
        if "unit_cost" not in line and share is not None:
            cost = Money.parse(line["unit_price"], currency).decimal * Decimal(share)
            line["unit_cost"] = Money.from_decimal(cost, currency).amount

    def _line_parts(self, parts: list[Part], rows: list[RawRow]) -> Iterable[Part]:
        rule = self.mapping.lines
        assert rule is not None
        if rule.path is not None:
            return [Part(rows[0].line, cells) for cells in nested_cells(rows[0], rule.path)]
        if rule.rows_of is None:
            return parts
        if self.joined is None or rule.rows_of not in self.joined.joins:
            return []
        alias = rule.rows_of
        keys = dict.fromkeys(self.reader.lookup(parts[0].cells, self.joined.joins[alias].here))
        # Named as everywhere else, so that joins of the line find their key in this line.
        return [
            Part(parts[0].line, {f"{alias}.{name}": cell for name, cell in row.cells.items()})
            for key in keys
            for row in self.joined.rows(alias, key.strip())
        ]

    # Parcels ---------------------------------------------------------------------------------------------------

    def _events(self, parts: list[Part], trouble: Trouble) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = []
        for rule, plans in zip(self.mapping.events, self._event_plans, strict=True):
            for part in parts:
                if not self.reader.texts(rule.fields["at"], part.cells):
                    continue
                event = self.reader.fields(plans, [part], "", trouble)
                source = event.get("source", TrackingSource.PLAIN.value)
                if source not in _SOURCES:
                    reason = f"The source is one of {', '.join(_SOURCES)}."
                    trouble.refuse(part.line, "events.source", source, reason)
                if trouble.fatal:
                    return []
                event["source"] = _SOURCES[source]
                if event not in events:
                    events.append(event)
        return sorted(events, key=lambda event: event["at"])

    # All -------------------------------------------------------------------------------------------------------

    def _validated(self, found: dict[str, Any], line: int, trouble: Trouble) -> Record | None:
        buyer = {name.partition(".")[2]: found.pop(name) for name in list(found) if name.startswith("buyer.")}
        if buyer.get("reference"):
            found["buyer"] = buyer
        if "attachments" in found:
            found["attachments"] = [{"name": name} for name in found["attachments"]]
        try:
            record = cast(Record, RECORD_TYPES[self.kind].model_validate(found))
        except ValidationError as failure:
            for problem in problems_of(failure, line):
                trouble.refuse(problem.line, problem.field, problem.value, problem.reason)
            return None
        return record


def problems_of(failure: ValidationError, line: int | None) -> list[Problem]:
    """What pydantic found wrong, as problems of a row; at most ten."""
    return [
        Problem(
            line,
            ".".join(map(str, error["loc"])) or None,
            readable(str(error.get("input", ""))[:200]) if error["type"] != "missing" else "",
            error["msg"],
        )
        for error in failure.errors(include_url=False)[:10]
    ]
