"""The pure stages as filters on JSON Lines: one line out for one line in, errors in their place, constant memory."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from amends.web.api.stages import Stage


def lines_of(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines without their line break; blank lines and a byte-order mark are passed over."""
    for number, line in enumerate(stream, start=1):
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        stripped = line.strip()
        if stripped:
            yield number, stripped


def run_filter(stage: Stage, lines: Iterable[tuple[int, bytes]], out: IO[bytes]) -> bool:
    """Answer every line in order; returns whether all lines were good."""
    all_good = True
    for number, line in lines:
        answer, good = stage.answer(line, number)
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
        good = run_filter(stage, lines_of(source), target)
    return 1 if arguments.strict and not good else 0
