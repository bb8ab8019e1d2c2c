"""What a person can set, run, read in the journal or meet in a list is documented; an undocumented thing fails here."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from amends.cli.main import COMMANDS, parser_of
from amends.core import vocabulary
from amends.desk.journal.actions import ACTIONS
from amends.jobs.registry import handler_of, job_kinds
from amends.project.configuration import VARIABLES

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def rows(name: str) -> dict[str, list[str]]:
    """The tables of a page: what stands in backticks in the first column, and the other columns."""
    found: dict[str, list[str]] = {}
    for line in page(name).splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        match = re.fullmatch(r"`([^`]+)`", cells[0]) if line.startswith("|") else None
        if match:
            found[match.group(1)] = cells[1:]
    return found


@pytest.mark.parametrize("kind", [kind for kind in job_kinds() if not kind.startswith("test.")])
def test_every_job_kind_is_documented_with_its_attempts_and_lease(kind: str) -> None:
    handler = handler_of(kind)
    assert handler is not None
    what, attempts, lease, *_ = rows("jobs")[kind]
    assert len(what) > 20
    assert (attempts, lease) == (str(handler.attempts), f"{handler.lease_seconds} s")


def test_no_job_kind_is_documented_that_does_not_exist() -> None:
    assert set(rows("jobs")) <= set(job_kinds())


@pytest.mark.parametrize("action", ACTIONS)
def test_every_journal_action_has_words_and_stands_in_the_reference(action: str) -> None:
    zh, en = ACTIONS[action]
    assert re.search("[\u4e00-\u9fff]", zh)
    assert en.isascii()
    told = rows("journal")[action]
    assert told[:2] == [zh, en]
    assert len(told[2]) > 10


def test_no_journal_action_is_documented_that_does_not_exist() -> None:
    assert set(rows("journal")) == set(ACTIONS)


def test_every_action_that_code_records_is_known() -> None:
    used = set()
    for path in (ROOT / "src" / "amends").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for said in re.findall(r"(?:action=|\bAct\(\s*)(.*)", text):
            used |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', said))
    assert used <= set(ACTIONS)
    assert set(ACTIONS) <= used, "an action that nothing records is no action"


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_is_documented_with_its_default(variable: str) -> None:
    default, what = rows("settings")[variable][:2]
    assert len(what) > 20
    assert default.strip("`") == (VARIABLES[variable] or "empty")


def test_no_variable_is_read_or_documented_that_is_not_listed() -> None:
    assert set(rows("settings")) == set(VARIABLES)
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "amends").rglob("*.py"))
    read = set(re.findall(r'_read\("(AMENDS_[A-Z_]+)"', source))
    read |= set(re.findall(r'os\.environ(?:\.get\(|\[)"(AMENDS_[A-Z_]+)"', source))
    assert read <= set(VARIABLES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(command: str) -> None:
    text = page("commands")
    parser = parser_of([command])
    sub = parser._subparsers._group_actions[0].choices[command]  # type: ignore[union-attr]
    section = _section(text, command)
    assert section, f"docs/reference/commands.md has no part about amends {command}"
    for action in sub._actions:
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"amends {command} {option} is not in docs/reference/commands.md"


def _section(text: str, command: str) -> str:
    """The part of the page about a command; several commands may share one."""
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title = part.partition("\n")[0]
        if re.search(rf"\b{command}\b", title):
            return part
    return ""


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


def test_every_dependency_is_there_for_a_documented_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = _names(project["project"]["dependencies"])
    for extra in project["project"].get("optional-dependencies", {}).values():
        wanted |= _names(extra)
    for group in project["dependency-groups"].values():
        wanted |= _names([item for item in group if isinstance(item, str)])
    told = rows("dependencies")
    assert set(told) == wanted
    assert not [name for name, columns in told.items() if len(columns[0]) <= 15]


VOCABULARIES = sorted(
    (
        member
        for member in vars(vocabulary).values()
        if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum
    ),
    key=lambda vocabulary_: vocabulary_.__name__,
)
#: Words that no person reads on a screen: codes of errors and of sources.
INWARD = {"ErrorCode"}


@pytest.mark.parametrize("words", [v for v in VOCABULARIES if v.__name__ not in INWARD], ids=lambda v: v.__name__)
def test_every_word_that_a_person_reads_has_a_label_in_both_languages(words: type[StrEnum]) -> None:
    from amends.core.packaged import read_yaml

    labels = read_yaml("amends.core", "labels.yaml")
    told = labels.get(words.__name__) or labels.get(re.sub(r"(?<!^)(?=[A-Z])", "_", words.__name__).lower())
    assert told, f"labels.yaml has nothing for {words.__name__}"
    for member in words:
        assert set(told[member.value]) >= {"zh", "en"}, f"{words.__name__}.{member.value}"
