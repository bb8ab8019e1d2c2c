from __future__ import annotations

from pathlib import Path

import pytest

from amends.connect.contract import RecordKind
from amends.connect.files import Constants, FieldRule, Layout, Mapping, ready_mappings, template_csv
from amends.connect.files.connector import CAPABILITIES
from amends.connect.files.targets import EVENT, LINE, LISTING, TARGETS

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = (ROOT / "docs" / "reference" / "mappings.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "import-your-files.md").read_text(encoding="utf-8")
README = (ROOT / "src" / "amends" / "connect" / "files" / "README.md").read_text(encoding="utf-8")


def test_every_field_is_documented() -> None:
    names = [name for targets in TARGETS.values() for name in targets]
    names += [f"lines.{name}" for name in LINE] + [f"events.{name}" for name in EVENT]
    names += [f"listings.{name}" for name in LISTING]
    assert [name for name in names if f"| `{name}` |" not in REFERENCE] == []


@pytest.mark.parametrize("model", [Mapping, FieldRule, Constants, Layout])
def test_every_key_of_a_mapping_is_documented(model: type) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in REFERENCE] == []  # type: ignore[attr-defined]


def test_every_ready_mapping_is_documented_with_whether_it_was_verified() -> None:
    for name, ready in ready_mappings().items():
        assert f"| `{name}` |" in HOW_TO
        row = next(
            line for line in REFERENCE.splitlines() if line.startswith(f"| `{name}` | ") and ready.source in line
        )
        assert f"| {'yes' if ready.verified else 'no'} |" in row


@pytest.mark.parametrize("kind", RecordKind)
def test_every_column_of_a_template_is_documented(kind: RecordKind) -> None:
    row = next(line for line in REFERENCE.splitlines() if line.startswith(f"| {kind.value} | `"))
    for column in template_csv(kind).decode("utf-8-sig").splitlines()[0].split(","):
        assert f"`{column}`" in row


def test_every_capability_and_module_is_in_the_readme() -> None:
    for capability in CAPABILITIES:
        assert f"`{capability}`" in README
    for module in (ROOT / "src" / "amends" / "connect" / "files").glob("*.py"):
        assert module.name == "__init__.py" or f"`{module.name}`" in README
