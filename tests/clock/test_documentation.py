"""The worked examples of ``docs/explanation/clock.md`` are what the clock answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.clock import answer_due, answered_after, office_hours, rules, safe_by, shipped_tables
from amends.clock.formats import Unit

from .asking import due, moment, refused

CHAPTER = (Path(__file__).parents[2] / "docs" / "explanation" / "clock.md").read_text(encoding="utf-8")
Row = dict[str, str]


def tables() -> Iterator[list[Row]]:
    """The tables of the chapter as rows by the name of their column."""
    for block in re.findall(r"(?:^\|.*\|\n)+", CHAPTER, re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        yield [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def table_with(*columns: str) -> list[Row]:
    found = [rows for rows in tables() if set(columns) <= set(rows[0])]
    assert len(found) == 1, f"one table has the columns {columns}"
    return found[0]


def given(row: Row, *names: str) -> dict[str, str]:
    return {name: row[name] for name in names if row.get(name)}


@pytest.mark.parametrize("row", table_with("platform", "at", "due"), ids=lambda row: f"{row['platform']} {row['at']}")
def test_a_worked_due_date(row: Row) -> None:
    found = due(row["platform"], row["event"], row["at"], **given(row, "procedure", "region"))
    assert found == moment(row["due"])


@pytest.mark.parametrize("row", table_with("platform", "field"), ids=lambda row: f"{row['platform']} {row['event']}")
def test_a_refusal_names_the_field(row: Row) -> None:
    error = refused(row["platform"], row["event"], **given(row, "procedure", "region", "scheme"))
    assert error.field == row["field"]


@pytest.mark.parametrize("row", table_with("time given", "margin"), ids=lambda row: str(row["time given"]))
def test_the_margin_before_a_due_date(row: Row) -> None:
    hours, margin = (timedelta(hours=float(row[name].removesuffix(" h"))) for name in ("time given", "margin"))
    at = moment("2026-06-01T00:00:00Z")
    assert at + hours - safe_by(at, at + hours) == margin


@pytest.mark.parametrize("row", table_with("message", "hours"), ids=lambda row: str(row["message"]))
def test_the_team_answers_by(row: Row) -> None:
    document: dict[str, Any] = json.loads(re.findall(r"```json\n(.*?)```", CHAPTER, re.DOTALL)[0])
    office = office_hours(document, "Asia/Shanghai")
    waiting = row["waiting for her"]
    pauses = [(moment(waiting.split("/")[0]), moment(waiting.split("/")[1]))] if waiting else []
    since, hours = moment(row["message"]), float(row["hours"])
    found = answer_due(office, since, hours, pauses)
    assert found == moment(row["due"])
    assert answered_after(office, since, found, pauses) == timedelta(hours=hours)


def test_the_list_of_clocks_is_that_of_the_files() -> None:
    listed = {row["platform"]: row["clock"] for row in table_with("platform", "clock")}
    names = {file.name: file for file in rules()}
    assert {name for group in listed for name in group.split(", ")} == set(names)
    for group, words in listed.items():
        for name in group.split(", "):
            places = names[name].places
            nothing_known = places.zone is None and places.elsewhere == "zone" and not places.regions
            assert nothing_known == words.startswith(("not known", "hours only")), name
            assert (places.zone == "UTC") == (words == "UTC")
            assert ("Los Angeles" in words) == ("US" in places.regions)


def test_the_units_that_are_explained_are_those_that_are_used() -> None:
    used = {
        term.unit or entry.duration.unit
        for entry in shipped_tables().entries()
        for term in (entry.duration, *entry.duration.by_region.values())
    }
    explained = {row["unit"].strip("`") for row in table_with("unit", "how it is counted")}
    assert explained == {unit.value for unit in used - {Unit.API_FIELD, Unit.UNKNOWN}} | {"api"}


def test_every_event_that_is_ours_is_listed_and_exists() -> None:
    events = {entry.duration.from_event for entry in shipped_tables().entries()}
    for row in table_with("platform", "duration", "event"):
        assert row["event"].strip("`") in events
