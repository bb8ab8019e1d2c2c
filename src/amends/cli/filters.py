"""The pure stages as filters on JSON Lines: one line out for one line in, errors in their place, constant memory."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from amends.web.api.stages import Stage

#: Lines that are answered at once, where so many wait; a line that comes alone is answered at once too.
MOST_AT_ONCE = 128
_READ = 1 << 16


def waiting_lines(stream: IO[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    """Numbered lines without their line break, those together that are there already; blank ones are passed over.

    A byte-order mark before the first is passed over too. Never waits for more while a whole line is there.
    """
    rest: list[bytes] = []
    number = 0
    ready: list[tuple[int, bytes]] = []
    while chunk := stream.read1(_READ):  # type: ignore[attr-defined]
        *whole, last = chunk.split(b"\n")
        if whole:
            whole[0] = b"".join([*rest, whole[0]])
            rest = []
        rest.append(last)
        for line in whole:
            number += 1
            ready += _useful(number, line)
            if len(ready) == MOST_AT_ONCE:
                yield ready
                ready = []
        if ready:
            yield ready
            ready = []
    if last_line := _useful(number + 1, b"".join(rest)):
        yield last_line


def lines_of(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The same, one by one."""
    for lines in waiting_lines(stream):
        yield from lines


def _useful(number: int, line: bytes) -> list[tuple[int, bytes]]:
    stripped = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
    return [(number, stripped)] if stripped else []


def run_filter(stage: Stage, waiting: Iterable[list[tuple[int, bytes]]], out: IO[bytes]) -> bool:
    """Answer every line in order; returns whether all lines were good."""
    all_good = True
    for lines in waiting:
        for answer, good in stage.answer_all(lines):
            all_good = all_good and good
            out.write(answer)
            out.write(b"\n")
        out.flush()
    return all_good


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that every filter has."""
    parser.add_argument("--input", metavar="FILE", help="read FILE instead of standard input")
    parser.add_argument("--output", metavar="FILE", help="write FILE instead of standard output")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a line could not be used")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of input and output and stop")


def main(stage: Stage, arguments: argparse.Namespace) -> int:
    """Run the filter with parsed arguments; returns the exit status (2: a file cannot be opened)."""
    if arguments.schema:
        print(json.dumps(stage.schema(), ensure_ascii=False, indent=2))
        return 0
    with ExitStack() as stack:
        try:
            source = stack.enter_context(open(arguments.input, "rb")) if arguments.input else sys.stdin.buffer
            target = stack.enter_context(open(arguments.output, "wb")) if arguments.output else sys.stdout.buffer
        except OSError as error:
            print(f"amends {stage.name}: {error.filename}: {error.strerror}", file=sys.stderr)
            return 2
        good = run_filter(stage, waiting_lines(source), target)
    return 1 if arguments.strict and not good else 0
