"""Whether a whole column of numbers lost its last digits in a spreadsheet, which no single row can prove."""

from __future__ import annotations

from amends.connect.files.mapping import FieldRule, Mapping
from amends.connect.files.rows import RawRow
from amends.connect.files.targets import TARGETS, Shape
from amends.connect.files.values import KEPT_DIGITS, Unusable

#: So many long numbers, all ending in zeros after the digits that Excel keeps, are no accident.
_ENOUGH = 4


def _long(cell: str) -> bool:
    return len(cell) > KEPT_DIGITS and cell.isascii() and cell.isdigit()


def _zeros_behind(cell: str) -> bool:
    return not cell[KEPT_DIGITS:].strip("0")


class Suspicion:
    """Judges the columns of numbers by the first rows of the file, the same on every run."""

    def __init__(self, mapping: Mapping, sample: list[RawRow]) -> None:
        self._mangled: set[str] = set()
        if mapping.kind is None:
            return
        targets = TARGETS[mapping.kind]
        for name, rule in mapping.fields.items():
            if targets[name].shape in (Shape.IDENTIFIER, Shape.IDENTIFIERS):
                for column in rule.columns_used():
                    cells = {row.cells.get(column, "").strip() for row in sample}
                    long = [cell for cell in cells if _long(cell)]
                    if len(long) >= _ENOUGH and all(_zeros_behind(cell) for cell in long):
                        self._mangled.add(column)

    def check(self, rule: FieldRule, text: str) -> None:
        """Raises Unusable for a long number of a column that a spreadsheet mangled."""
        if self._mangled and _long(text) and self._mangled.intersection(rule.columns_used()):
            raise Unusable(
                f"All long numbers of this column end in zeros after {KEPT_DIGITS} digits: a spreadsheet cut them off. "
                "Export the column as text (or take the CSV export and do not open it in Excel)."
            )
