"""``amends outcomes``: the desk's own history as a file, from which ``learn`` and ``replay`` work without the desk."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from django.utils import timezone
from making import NOW

from amends.cli import learn_outcomes, outcomes, replaying
from tests.conftest import Desk
from tests.insight.history import LONG_AGO, explored, settled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def given(*words: str, command: object = outcomes) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments("it", parser)  # type: ignore[attr-defined]
    return parser.parse_args(words)


def test_the_history_is_printed_and_can_be_learned_from_and_replayed(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    explored(desk.shop, 30)
    settled(desk.shop, "open", NOW)
    assert outcomes.run(given()) == 0
    printed = capsys.readouterr()
    assert "31 menus sent, 1 still open" in printed.err
    log, model, policy = tmp_path / "log.jsonl", tmp_path / "model.json", tmp_path / "policy.yaml"
    log.write_text(printed.out, encoding="utf-8")
    policy.write_text("extends: margin_first\n", encoding="utf-8")
    learned = given("--outcomes", str(log), "--model", str(model), command=learn_outcomes)
    assert learn_outcomes.run(learned) == 0
    assert json.loads(model.read_text(encoding="utf-8"))["sample"] == 31
    capsys.readouterr()
    assert replaying.run(given("--log", str(log), "--policy", str(policy), command=replaying)) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["open"], told["unusable"]) == (30, 1, 0)


def test_a_shop_and_days_limit_what_is_printed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    settled(desk.shop, "1")
    settled(desk.own_shop, "2")
    settled(desk.shop, "3", NOW)
    assert outcomes.run(given("--shop", "lumora-ali", "--to", NOW.date().isoformat())) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert outcomes.run(given("--from", LONG_AGO.date().isoformat())) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize("words", [("--shop", "nobodys"), ("--from", "yesterday")])
def test_a_shop_or_day_that_cannot_be_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert outcomes.run(given(*words)) == 2
    assert capsys.readouterr().err.startswith("amends outcomes: ")
