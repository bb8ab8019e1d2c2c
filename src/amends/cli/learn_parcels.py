"""``amends learn --parcels FILE --model FILE``: the arrival forecast, fitted to parcels whose fate is known."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from amends.cli.filters import lines_of
from amends.core.contracts.problems import input_error
from amends.core.errors import InputError
from amends.watch.learning import fit
from amends.watch.outcomes import ParcelOutcome

#: Lines that cannot be used are named up to this number; after that they are only counted.
MOST_NAMED = 20


class _Unused:
    """The lines that could not be used, told on standard error."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, number: int, error: InputError) -> None:
        self.count += 1
        if self.count <= MOST_NAMED:
            field = f" {error.field}:" if error.field else ""
            print(f"amends learn: line {number}: {error.code}:{field} {error.message}", file=sys.stderr)


def _outcomes(path: Path, unused: _Unused) -> Iterator[ParcelOutcome]:
    with path.open("rb") as file:
        for number, line in lines_of(file):
            try:
                yield ParcelOutcome.model_validate_json(line)
            except ValidationError as failure:
                unused.add(number, input_error(failure))


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole or not at all: an interrupted run leaves the model that was there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def learn_parcels(arguments: argparse.Namespace) -> int:
    """Fit ``arguments.parcels`` (JSON Lines: ``watch`` inputs with ``delivered_at`` or null) into ``arguments.model``.

    A line that cannot be used is told on standard error and left out. Returns the exit status: 0; 1 where no line could
    be used, or where one could not and ``arguments.strict`` asks for all (nothing is written then); 2 where a file
    cannot be opened.
    """
    unused = _Unused()
    target = Path(arguments.model)
    try:
        rows = list(_outcomes(Path(arguments.parcels), unused))
        strict = bool(getattr(arguments, "strict", False))
        if not rows or (strict and unused.count):
            why = "no line could be used" if not rows else f"{unused.count} lines could not be used"
            print(f"amends learn: {why}; no model was written.", file=sys.stderr)
            return 1
        model = fit(rows)
        _replace(target, model.model_dump_json(indent=1) + "\n")
    except OSError as error:
        print(f"amends learn: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    legs = len(model.international) + len(model.domestic)
    left_out = f", {unused.count} lines left out" if unused.count else ""
    print(f"learned {legs} leg clocks from {model.parcels} parcels until {model.learned_until}{left_out}: {target}")
    return 0
