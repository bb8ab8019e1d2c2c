"""``amends evidence``: build a pack from files or from a case of the database, or verify one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pydantic import ValidationError

from amends.core.contracts.evidence import EvidenceInput
from amends.core.contracts.problems import input_error
from amends.core.errors import InputError


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="?", metavar="CASE", help="number of a case in the database")
    parser.add_argument("--input", metavar="FILE", help="a case as JSON instead of the database")
    parser.add_argument("--files", metavar="DIR", help="the folder with the exhibits' files")
    parser.add_argument("--for", dest="platform", metavar="PLATFORM", help="for whom the pack is made")
    parser.add_argument("--out", metavar="PACK.zip", help="where to write the pack")
    parser.add_argument("--verify", metavar="PACK.zip", help="say whether a pack was changed")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the input and stop")


def _verify(path: str) -> int:
    from amends.evidence import verify_pack

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        print(f"amends evidence: {path}: {error.strerror}", file=sys.stderr)
        return 2
    found = verify_pack(data)
    for finding in found.findings:
        print(f"{finding.what.value}: {finding.name}: {finding.message}")
    print("unchanged" if found.ok else "CHANGED")
    return 0 if found.ok else 1


def _files(folder: Path, request: EvidenceInput) -> dict[str, bytes]:
    """The exhibits' files, read from inside the folder only."""
    found: dict[str, bytes] = {}
    root = folder.resolve()
    for exhibit in request.exhibits:
        if exhibit.file is None:
            continue
        path = (root / exhibit.file).resolve()
        if path.is_relative_to(root) and path.is_file():
            found[exhibit.file] = path.read_bytes()
    return found


def _from_case(case_id: str, platform: str) -> tuple[EvidenceInput, dict[str, bytes]]:
    from amends.cli.main import set_up_desk

    set_up_desk()
    from django.utils import timezone

    from amends.desk.cases.models import Case
    from amends.desk.flow.proof import case_record

    if not case_id.isdigit():
        raise LookupError(f"{case_id!r} is no number of a case.")
    case = Case.objects.filter(pk=int(case_id)).select_related("shop", "order").first()
    if case is None or case.order is None:
        raise LookupError(f"There is no case {case_id} with an order.")
    return case_record(case, timezone.now())


def run(arguments: argparse.Namespace) -> int:
    if arguments.schema:
        import json

        print(json.dumps(EvidenceInput.model_json_schema(), indent=2))
        return 0
    if arguments.verify:
        return _verify(arguments.verify)
    if not arguments.platform or not arguments.out or not (arguments.case or arguments.input):
        print("amends evidence: give CASE or --input FILE, and --for PLATFORM and --out PACK.zip.", file=sys.stderr)
        return 2
    from amends.evidence import build_pack

    try:
        if arguments.input:
            request = EvidenceInput.model_validate_json(Path(arguments.input).read_bytes())
            files = _files(Path(arguments.files or "."), request)
        else:
            request, files = _from_case(arguments.case, arguments.platform)
        pack = build_pack(request, files, arguments.platform)
    except ValidationError as failure:
        return _refuse(input_error(failure))
    except InputError as error:
        return _refuse(error)
    except (OSError, LookupError) as error:
        print(f"amends evidence: {error}", file=sys.stderr)
        return 2
    Path(arguments.out).write_bytes(pack.data)
    for gap in pack.checklist.gaps:
        print(f"gap: {gap.type.value} ({gap.importance}): {gap.why}")
    for problem in pack.problems:
        print(f"problem: {problem}")
    print(f"{arguments.out}: {len(pack.data):,} bytes")
    return 0


def _refuse(error: InputError) -> int:
    print(f"amends evidence: {error.code.value} {error.field or ''}: {error.message}", file=sys.stderr)
    return 2
