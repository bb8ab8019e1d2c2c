"""Fields read by their rules. Each rule is prepared once, so that a million rows are read at the same speed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from amends.connect.contract import Problem
from amends.connect.files import values
from amends.connect.files.combining import (
    combined,
    disagreement,
    missing_reason,
    remedy,
    said,
    split_cell,
    with_column,
)
from amends.connect.files.encoding import readable
from amends.connect.files.joins import Joined
from amends.connect.files.mapping import Constants, FieldRule
from amends.connect.files.suspicion import Suspicion
from amends.connect.files.targets import Shape, Target
from amends.connect.files.values import Unreadable, Unusable

SEPARATORS = ";,、，；|\n"
_NAME_SEPARATORS = ";\n|"
_SHOWN = 200

#: What a record is right without: a value that cannot be read is left out and told.
_DISPENSABLE = (Shape.EMAIL, Shape.LANGUAGE)

Cells = dict[str, str]
Convert = Callable[[str, str], Any]


@dataclass(slots=True)
class Part:
    """One row or line that fields are read from: its line number in the file, and its cells."""

    line: int
    cells: Cells


@dataclass(slots=True)
class Trouble:
    """What was found wrong while a record was built; ``fatal`` when there can be no record."""

    problems: list[Problem] = field(default_factory=list)
    fatal: bool = False

    def refuse(self, line: int | None, name: str | None, value: str, reason: str) -> None:
        self.remark(line, name, value, reason)
        self.fatal = True

    def remark(self, line: int | None, name: str | None, value: str, reason: str) -> None:
        self.problems.append(Problem(line, name, readable(value[:_SHOWN]), reason))


@dataclass(slots=True)
class FieldPlan:
    """A field with its rule, ready to be read. ``rule`` None: only the constant of the mapping can fill it.

    ``every``: all rows and all values count, not the first alone. ``agreed``: the rows may not differ. ``column`` is
    set where nothing but one cell decides.
    """

    name: str
    shown: str
    target: Target
    rule: FieldRule | None
    convert: Convert
    every: bool = False
    agreed: bool = False
    column: str | None = None


class FieldReader:
    """Reads the fields of one mapping; ``joined`` looks up the rows of other files."""

    def __init__(self, constants: Constants, joined: Joined | None, suspicion: Suspicion) -> None:
        self.constants = constants
        self.joined = joined
        self.suspicion = suspicion
        self._filled: dict[str, Any] = {}

    # Preparing -------------------------------------------------------------------------------------------------

    def plans(
        self, targets: dict[str, Target], rules: dict[str, FieldRule], *, prefix: str = "", agreed: Iterable[str] = ()
    ) -> list[FieldPlan]:
        """Plans for all fields that have a rule, a constant, or must be filled."""
        plans: list[FieldPlan] = []
        for name, target in targets.items():
            rule = rules.get(name)
            if rule is None and target.constant is None and not target.required:
                continue
            if rule is not None and rule.computed and not rule.columns_used() and rule.constant is None:
                continue
            plans.append(self.plan(name, target, rule, prefix=prefix, agreed=name in agreed))
        return plans

    def plan(
        self, name: str, target: Target, rule: FieldRule | None, *, prefix: str = "", agreed: bool = False
    ) -> FieldPlan:
        every = rule is not None and (rule.aggregate not in (None, "first") or target.shape is Shape.IDENTIFIERS)
        convert = self._converter(name, target, rule or FieldRule(constant=""))
        column = rule.column if rule is not None and (not every or target.shape is Shape.IDENTIFIERS) else None
        return FieldPlan(name, prefix + name, target, rule, convert, every, agreed and not every, column)

    def _converter(self, name: str, target: Target, rule: FieldRule) -> Convert:
        plain = self._plain_converter(name, target, rule)
        words, before = rule.words, rule.prefix
        if not words and not before and not rule.replace:
            return lambda text, currency: plain(values.clean(text), currency)
        folded = {word.casefold(): meaning for word, meaning in words.items()}

        def convert(text: str, currency: str) -> Any:
            text = values.clean(text)
            if words:
                text = words.get(text, folded.get(text.casefold(), text))
            for old, new in rule.replace.items():
                text = text.replace(old, new)
            return plain(before + text, currency)

        return convert

    def _plain_converter(self, name: str, target: Target, rule: FieldRule) -> Convert:
        constants, longest, shape = self.constants, target.longest, target.shape
        separators = rule.split or (_NAME_SEPARATORS if shape is Shape.NAMES else SEPARATORS)
        if shape is Shape.YES_NO and rule.true_words:
            yes = frozenset(word.casefold() for word in rule.true_words)
            return lambda text, _: text.casefold() in yes
        if shape in (Shape.IDENTIFIER, Shape.IDENTIFIERS):
            return self._identifier_converter(rule, shape, longest, separators)
        if shape is Shape.TIME:
            zone, order, formats = rule.time_zone or constants.time_zone, constants.date_order, rule.date_formats
            return lambda text, _: values.moment(text, zone, order, formats)
        if shape in (Shape.MONEY, Shape.COST):
            mark, divide, rounded = constants.decimal_mark, rule.divide, shape is Shape.COST
            return lambda text, currency: values.amount(text, currency, mark, divide=divide, rounded=rounded)
        if shape is Shape.NUMBER:
            highest = 5 if name == "rating" else 100_000
            return lambda text, _: values.whole_number(text, 1, highest)
        if shape is Shape.NAMES:
            return lambda text, _: [values.free_text(part, longest) for part in split_cell(text, separators)]
        if shape is Shape.REMEDIES:
            return lambda text, _: [remedy(part) for part in split_cell(text, separators)]
        if shape is Shape.TEXT:
            return lambda text, _: values.free_text(text, longest)
        simple = _SIMPLE[shape]
        return lambda text, _: simple(text)

    def _identifier_converter(self, rule: FieldRule, shape: Shape, longest: int, separators: str) -> Convert:
        def one(text: str, _: str) -> str:
            self.suspicion.check(rule, text)
            return values.identifier(text, longest)

        def several(text: str, _: str) -> list[str]:
            parts = split_cell(text, separators)
            for part in parts:
                self.suspicion.check(rule, part)
            return list(dict.fromkeys(values.identifier(part, longest) for part in parts))

        return one if shape is Shape.IDENTIFIER else several

    # Cells -----------------------------------------------------------------------------------------------------

    def lookup(self, cells: Cells, column: str) -> list[str]:
        """The cell of a column, or the cells of ``alias.column`` in the joined rows."""
        cell = cells.get(column)
        if cell is not None:
            return [cell]
        alias, dot, name = column.partition(".")
        if not dot or self.joined is None or alias not in self.joined.joins:
            return []
        found: list[str] = []
        for key in dict.fromkeys(self.lookup(cells, self.joined.joins[alias].here)):
            found += [row.cells.get(name, "") for row in self.joined.rows(alias, key.strip())]
        return found

    def texts(self, rule: FieldRule, cells: Cells) -> list[str]:
        """What the rule finds for one row: several values where a join has several rows. Empty cells are left out."""
        if rule.column is not None:
            cell = cells.get(rule.column)
            if cell is not None:
                text = said(cell)
                return [text] if text else []
            return [text for cell in self.lookup(cells, rule.column) if (text := said(cell))]
        if rule.constant is not None:
            return [rule.constant]
        if rule.first_of:
            for column in rule.first_of:
                found = [text for cell in self.lookup(cells, column) if (text := said(cell))]
                if found:
                    return found
            return []
        wanted = rule.columns or rule.fingerprint
        parts = [next((text for cell in self.lookup(cells, name) if (text := said(cell))), "") for name in wanted]
        if not any(parts):
            return []
        if rule.fingerprint:
            return [hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]]
        return [rule.join_with.join(part for part in parts if part)]

    def text(self, rule: FieldRule, cells: Cells) -> str:
        """The first value with its prefix, or nothing."""
        found = self.texts(rule, cells)
        return rule.prefix + found[0] if found else ""

    # Fields ----------------------------------------------------------------------------------------------------

    def fields(self, plans: list[FieldPlan], parts: list[Part], currency: str, trouble: Trouble) -> dict[str, Any]:
        """The values of all fields that say something; what is needed and missing is refused."""
        found: dict[str, Any] = {}
        only = parts[0].cells if len(parts) == 1 else {}
        for plan in plans:
            if only and plan.column is not None and (cell := only.get(plan.column)) and (text := said(cell)):
                # The usual case: one row, one cell, nothing wrong with it. All else is read below.
                try:
                    found[plan.name] = plan.convert(text, currency)
                    continue
                except Unusable:
                    pass
            value = self.read(plan, parts, currency, trouble)
            if value is not None:
                found[plan.name] = value
            elif plan.target.required and not trouble.fatal and not (plan.rule is not None and plan.rule.computed):
                trouble.refuse(parts[0].line, plan.shown, "", missing_reason(plan.target, plan.rule))
        return found

    def read(self, plan: FieldPlan, parts: list[Part], currency: str, trouble: Trouble) -> Any:
        """The value of a field over all rows of the record, or None where no row says anything."""
        rule = plan.rule
        if rule is None:
            return self._constant(plan, parts[0].line, trouble)
        read: list[Any] = []
        for part in parts:
            texts: list[str] = []
            try:
                texts = self.texts(rule, part.cells)
                for text in texts if plan.every else texts[:1]:
                    read.append(plan.convert(text, currency))
            except Unusable as failure:
                shown = texts[0] if len(texts) == 1 else "; ".join(texts)
                if isinstance(failure, Unreadable) and plan.target.shape is Shape.TEXT:
                    trouble.remark(part.line, plan.shown, shown, f"{failure} The rest of the text is kept.")
                    read.append(values.free_text(readable(shown).replace("\x00", ""), plan.target.longest))
                    continue
                if plan.target.shape in _DISPENSABLE and not plan.target.required:
                    trouble.remark(part.line, plan.shown, shown, f"{with_column(rule, str(failure))} It is left out.")
                    return None
                trouble.refuse(part.line, plan.shown, shown, with_column(rule, str(failure)))
                return None
            if read and not plan.every and not plan.agreed:
                return read[0]
        if not read:
            return self._constant(plan, parts[0].line, trouble)
        if plan.agreed:
            if any(value != read[0] for value in read):
                trouble.refuse(parts[0].line, plan.shown, "; ".join(dict.fromkeys(read)), disagreement(plan.name))
            return read[0]
        return combined(read, rule.aggregate, plan.target.shape, currency)

    def _constant(self, plan: FieldPlan, line: int, trouble: Trouble) -> Any:
        name = plan.target.constant
        given = getattr(self.constants, name) if name else None
        if name is None or given is None:
            return None
        if name not in self._filled:
            try:
                self._filled[name] = self._converter(plan.name, plan.target, FieldRule(constant=given))(given, "")
            except Unusable as failure:
                trouble.refuse(line, plan.shown, given, f"The constant {name} of the mapping: {failure}")
                return None
        return self._filled[name]


_SIMPLE: dict[Shape, Callable[[str], Any]] = {
    Shape.CURRENCY: values.currency,
    Shape.COUNTRY: values.country,
    Shape.LANGUAGE: values.language,
    Shape.YES_NO: values.yes_or_no,
    Shape.EMAIL: values.email,
}
