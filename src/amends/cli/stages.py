"""The six pure stages as commands. Each loads only what it needs."""

from __future__ import annotations

import argparse
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
    from amends.decide import Exploration, parse_policy

    if arguments.law == "full":
        return "--law full is not built yet; --law floor is the default."
    if arguments.model:
        return "--model is not built yet: nothing has been learned that could be applied."
    if not 0 <= arguments.explore <= 1:
        return "--explore takes a share between 0 and 1."
    if arguments.explore and arguments.seed is None:
        return "--explore needs --seed N, so that the choice can be repeated."
    options: dict[str, object] = {}
    if arguments.explore:
        options["exploration"] = Exploration(arguments.explore, arguments.seed)
    if arguments.policy:
        import yaml

        try:
            with open(arguments.policy, encoding="utf-8") as file:
                options["policy"] = parse_policy(yaml.safe_load(file))
        except OSError as error:
            return f"{arguments.policy}: {error.strerror}"
        except (ValueError, TypeError, yaml.YAMLError) as error:
            return f"{arguments.policy} is no policy: {error}"
    return options


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
