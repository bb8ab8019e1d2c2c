"""`amends learn --outcomes log.jsonl --model model.json`: a model from what came of earlier menus."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from amends.cli.filters import lines_of


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--outcomes", metavar="FILE", required=True, help="log lines: inputs, menus sent, outcomes")
    parser.add_argument("--model", metavar="FILE", required=True, help="where the model is written")
    parser.add_argument("--policy", metavar="FILE", help="the policy whose defaults are corrected (default: balanced)")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a line could not be used")


def run(arguments: argparse.Namespace) -> int:
    """Read the log, fit, write the model; errors of single lines go to standard error as the contract's objects.

    Returns 0, 1 with ``--strict`` when a line could not be used, 2 when a file or policy cannot be used.
    """
    import yaml

    from amends.core.errors import InputError
    from amends.decide import parse_policy, shipped_policy
    from amends.decide.learn import learn
    from amends.decide.outcomes import read_log

    try:
        policy = shipped_policy()
        if arguments.policy:
            policy = parse_policy(yaml.safe_load(Path(arguments.policy).read_text(encoding="utf-8")))
        with open(arguments.outcomes, "rb") as file:
            log = read_log(lines_of(file))
        for error in log.errors:
            print(json.dumps(error, ensure_ascii=False), file=sys.stderr)
        model = learn(log.lines, policy=policy, unusable=len(log.errors))
        Path(arguments.model).write_text(model.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        print(f"amends learn: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except (InputError, ValueError, TypeError, yaml.YAMLError) as error:
        print(f"amends learn: {arguments.policy} is no policy: {error}", file=sys.stderr)
        return 2
    report = model.report
    print(
        f"amends learn: {model.sample} answers ({report.open_lines} still open, {report.unusable_lines} unusable); "
        f"level {model.acceptance.level}; "
        + (
            f"log loss on the latest {report.held_out}: {report.log_loss} (defaults {report.log_loss_default}), "
            f"calibration error {report.calibration_error}"
            if report.held_out
            else "too few answers to hold some back"
        )
        + ("; DRIFT: acceptances have left what was foreseen" if report.drift else ""),
        file=sys.stderr,
    )
    return 1 if arguments.strict and report.unusable_lines else 0
