"""`amends replay --log log.jsonl --policy candidate.yaml [--against current.yaml] [--model model.json]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amends.cli.filters import lines_of

if TYPE_CHECKING:
    from amends.decide.replay import Candidate


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log", metavar="FILE", required=True, help="log lines: inputs, menus sent, outcomes")
    parser.add_argument("--policy", metavar="FILE", required=True, help="the policy to try, full or a fixed table")
    parser.add_argument("--against", metavar="FILE", help="the policy to compare it with")
    parser.add_argument("--model", metavar="FILE", help="what the policies decide with")


def _candidate(path: str) -> Candidate:
    import yaml

    from amends.decide.replay import parse_candidate

    return parse_candidate(yaml.safe_load(Path(path).read_text(encoding="utf-8")))


def run(arguments: argparse.Namespace) -> int:
    """Print one JSON object (contract: replay); returns 0, or 2 when a file cannot be used."""
    import yaml

    from amends.core.errors import InputError
    from amends.decide import parse_model
    from amends.decide.outcomes import read_log
    from amends.decide.replay import replay

    try:
        candidate = _candidate(arguments.policy)
        against = _candidate(arguments.against) if arguments.against else None
        model = None
        if arguments.model:
            model = parse_model(json.loads(Path(arguments.model).read_text(encoding="utf-8")))
        with open(arguments.log, "rb") as file:
            log = read_log(lines_of(file))
    except OSError as error:
        print(f"amends replay: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except (InputError, ValueError, TypeError, yaml.YAMLError) as error:
        print(f"amends replay: a policy or model cannot be used: {error}", file=sys.stderr)
        return 2
    for problem in log.errors:
        print(json.dumps(problem, ensure_ascii=False), file=sys.stderr)
    result = replay(log.lines, candidate, against=against, model=model)
    result["unusable"] += len(log.errors)
    print(json.dumps(result, ensure_ascii=False))
    return 0
