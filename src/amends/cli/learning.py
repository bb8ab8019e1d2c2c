"""``amends learn``: from what came of earlier menus, or from parcels whose fate is known."""

from __future__ import annotations

import argparse


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--outcomes", metavar="FILE", help="log lines: decide inputs, menus sent, outcomes")
    source.add_argument("--parcels", metavar="FILE", help="watch inputs with delivered_at, or null where none came")
    parser.add_argument("--model", metavar="FILE", required=True, help="where the model is written")
    parser.add_argument("--policy", metavar="FILE", help="with --outcomes: the policy whose defaults are corrected")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a line could not be used")


def run(arguments: argparse.Namespace) -> int:
    if arguments.parcels:
        from amends.cli.learn_parcels import learn_parcels

        return learn_parcels(arguments)
    from amends.cli.learn_outcomes import run as learn_outcomes

    return learn_outcomes(arguments)
