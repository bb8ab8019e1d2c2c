"""Commands that have their place but are not built yet: they say so and fail, instead of pretending."""

from __future__ import annotations

import argparse
import sys

WHY = {
    "mcp": "serving an assistant is not built yet.",
}


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    print(f"amends {arguments.command}: {WHY[arguments.command]}", file=sys.stderr)
    return 2
