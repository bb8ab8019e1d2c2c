"""The six pure stages as commands. Each loads only what it needs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from amends.cli import filters
from amends.web.api.stages import stage_of


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    filters.add_arguments(parser)
    if name == "watch":
        parser.add_argument("--model", metavar="FILE", help="apply what was learned from parcels")
    if name != "decide":
        return
    parser.add_argument(
        "--explore", type=float, metavar="SHARE", default=0.0, help="try near ties in this share of cases"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="makes exploration repeatable; needed with --explore")
    parser.add_argument("--law", choices=("floor", "full"), default="floor", help="which rights apply (default: floor)")
    parser.add_argument("--policy", metavar="FILE", help="a policy file instead of the shipped one")
    parser.add_argument("--model", metavar="FILE", help="apply what was learned")


def _decide_options(arguments: argparse.Namespace) -> dict[str, object] | str:
    """Options for ``decide``, or a sentence that says why they cannot be used."""
    from amends.decide import Exploration, full_law

    if not 0 <= arguments.explore <= 1:
        return "--explore takes a share between 0 and 1."
    if arguments.explore and arguments.seed is None:
        return "--explore needs --seed N, so that the choice can be repeated."
    options: dict[str, object] = {}
    if arguments.law == "full":
        options["law"] = full_law()
    if arguments.explore:
        options["exploration"] = Exploration(arguments.explore, arguments.seed)
    for name in ("policy", "model"):
        path = getattr(arguments, name)
        if path:
            read = _read_part(name, Path(path))
            if isinstance(read, str):
                return read
            options[name] = read
    return options


def _read_part(name: str, path: Path) -> object | str:
    """A policy (YAML) or a model (JSON) of ``decide``, or a sentence that says why it cannot be used."""
    import yaml

    from amends.core.errors import InputError
    from amends.decide import parse_model, parse_policy

    try:
        text = path.read_text(encoding="utf-8")
        return parse_policy(yaml.safe_load(text)) if name == "policy" else parse_model(json.loads(text))
    except OSError as error:
        return f"{path}: {error.strerror}"
    except (InputError, ValueError, TypeError, yaml.YAMLError) as error:
        return f"{path} is no {name}: {error}"


def _watch_options(arguments: argparse.Namespace) -> dict[str, object] | str:
    """Options for ``watch``, or a sentence that says why they cannot be used."""
    from amends.core.errors import InputError
    from amends.watch.arrival_model import read_model

    if not arguments.model:
        return {}
    try:
        return {"model": read_model(Path(arguments.model).read_text(encoding="utf-8"))}
    except OSError as error:
        return f"{arguments.model}: {error.strerror}"
    except (InputError, ValueError) as error:
        return f"{arguments.model} is no model: {error}"


def run(arguments: argparse.Namespace) -> int:
    options: dict[str, object] | str = {}
    if arguments.command == "decide":
        options = _decide_options(arguments)
    elif arguments.command == "watch":
        options = _watch_options(arguments)
    if isinstance(options, str):
        print(f"amends {arguments.command}: {options}", file=sys.stderr)
        return 2
    return filters.main(stage_of(arguments.command, **options), arguments)
