"""The six pure stages, by name: their models and the function between them.

One place serves ``POST /api/v1/STAGE`` and the command-line filters; a stage is loaded when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError

from amends.core.contracts.problems import input_error
from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

#: A longer record is refused as ``too_large`` without being parsed.
MAX_LINE_BYTES = 4_000_000
STAGES = ("triage", "watch", "clock", "decide", "draft", "lint")


class Stage:
    """One filter: its name, its models, and the pure function between them; ``together`` does many faster."""

    def __init__(
        self,
        name: str,
        inward: type[BaseModel],
        outward: type[BaseModel],
        run: Callable[[Any], BaseModel],
        together: Callable[[list[Any]], Sequence[BaseModel]] | None = None,
    ) -> None:
        self.name = name
        self.inward = inward
        self.outward = outward
        self.run = run
        self.together = together

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of input and output."""
        return {
            "stage": self.name,
            "input": self.inward.model_json_schema(mode="validation"),
            "output": self.outward.model_json_schema(mode="serialization"),
        }

    def answer(self, line: bytes, number: int | None) -> tuple[bytes, bool]:
        """The output line for one input line, and whether it is an answer (False: an error in its place)."""
        try:
            if len(line) > MAX_LINE_BYTES:
                raise InputError(ErrorCode.TOO_LARGE, f"the line has {len(line):,} bytes; {MAX_LINE_BYTES:,} at most.")
            result = self.run(self.inward.model_validate_json(line))
            return result.model_dump_json(exclude_none=False).encode(), True
        except ValidationError as failure:
            return _error_line(line, input_error(failure), number), False
        except InputError as error:
            return _error_line(line, error, number), False

    def answer_all(self, lines: Sequence[tuple[int, bytes]]) -> Iterator[tuple[bytes, bool]]:
        """The same for several lines, in their order."""
        found = self._together(lines) if self.together is not None and len(lines) > 1 else None
        if found is None:
            yield from (self.answer(line, number) for number, line in lines)
        else:
            yield from ((result.model_dump_json(exclude_none=False).encode(), True) for result in found)

    def _together(self, lines: Sequence[tuple[int, bytes]]) -> Sequence[BaseModel] | None:
        """All answers at once; None where one of the lines cannot be used, so that each is answered on its own."""
        if self.together is None or any(len(line) > MAX_LINE_BYTES for _, line in lines):
            return None
        try:
            return self.together([self.inward.model_validate_json(line) for _, line in lines])
        except (ValidationError, InputError):
            return None


def _error_line(line: bytes, error: InputError, number: int | None) -> bytes:
    shown = {"id": _identifier(line), "error": error.as_dict(number)}
    # Half a surrogate, which JSON allows and UTF-8 does not, comes back as a question mark.
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace")


def _identifier(line: bytes) -> Any:
    """The id of a line that could not be used, where it can be read at all."""
    if len(line) > MAX_LINE_BYTES:
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    identifier = record.get("id") if isinstance(record, dict) else None
    return identifier if isinstance(identifier, str | int) and not isinstance(identifier, bool) else None


def stage_of(name: str, **options: object) -> Stage:
    """A stage by its name. ``options`` go to the stage's function."""
    if name == "triage":
        from amends.core.contracts.triage import TriageInput, TriageOutput
        from amends.triage import triage, triage_many

        return Stage(name, TriageInput, TriageOutput, triage, triage_many)
    if name == "watch":
        from amends.core.contracts.watch import WatchInput, WatchOutput
        from amends.watch import watch

        return Stage(name, WatchInput, WatchOutput, partial(watch, **options))  # type: ignore[arg-type]
    if name == "clock":
        from amends.clock import clock
        from amends.core.contracts.clock import ClockInput, ClockOutput

        return Stage(name, ClockInput, ClockOutput, clock)
    if name == "decide":
        from amends.core.contracts.decide import DecideInput, DecideOutput
        from amends.decide import decide

        return Stage(name, DecideInput, DecideOutput, partial(decide, **options))  # type: ignore[arg-type]
    if name == "draft":
        from amends.core.contracts.letter import DraftInput, DraftOutput
        from amends.letter import draft

        return Stage(name, DraftInput, DraftOutput, draft)
    from amends.core.contracts.letter import LintInput, LintOutput
    from amends.letter.lint import lint

    return Stage("lint", LintInput, LintOutput, lint)
