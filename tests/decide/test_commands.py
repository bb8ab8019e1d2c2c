"""`amends learn --outcomes` and `amends replay`, as a person calls them."""

from __future__ import annotations

import argparse
import json

import pytest

from amends.cli import learn_outcomes, replaying
from amends.decide import decide, parse_model
from tests.decide.cases import case
from tests.decide.logs import RESHIP, line


def parsed(module, name, *words):
    parser = argparse.ArgumentParser()
    module.add_arguments(name, parser)
    return parser.parse_args(words)


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.jsonl"
    lines = [
        line(n, RESHIP, {"accepted": 0, "cost": "13.00"} if n % 3 else {"ruled": "buyer", "cost": "27.00"})
        for n in range(90)
    ]
    path.write_text("\n".join(json.dumps(entry) for entry in lines) + "\nnot json\n", encoding="utf-8")
    return path


def test_learning_writes_a_model_that_decide_applies_and_names_bad_lines(log, tmp_path, capsys):
    model = tmp_path / "model.json"
    assert learn_outcomes.run(parsed(learn_outcomes, "learn", "--outcomes", str(log), "--model", str(model))) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert '"line": 91' in said.err
    assert "90 answers" in said.err
    answer = decide(case(), model=parse_model(json.loads(model.read_text(encoding="utf-8"))))
    assert (answer.basis, answer.sample) == ("learned", 90)


def test_a_line_that_could_not_be_used_fails_a_strict_run(log, tmp_path):
    words = ("--outcomes", str(log), "--model", str(tmp_path / "m.json"), "--strict")
    assert learn_outcomes.run(parsed(learn_outcomes, "learn", *words)) == 1


def test_a_missing_log_is_said_and_nothing_is_written(tmp_path, capsys):
    model = tmp_path / "model.json"
    words = ("--outcomes", str(tmp_path / "none.jsonl"), "--model", str(model))
    assert learn_outcomes.run(parsed(learn_outcomes, "learn", *words)) == 2
    assert "none.jsonl" in capsys.readouterr().err
    assert not model.exists()


def test_replaying_prints_one_object_for_a_table_against_a_full_policy(log, tmp_path, capsys):
    table, full = tmp_path / "table.yaml", tmp_path / "full.yaml"
    table.write_text(
        "version: t\ntable: {damaged: [{remedy: reship}]}\ndefault: [{remedy: full_refund}]\n", encoding="utf-8"
    )
    full.write_text("extends: balanced\nname: ours\n", encoding="utf-8")
    words = ("--log", str(log), "--policy", str(table), "--against", str(full))
    assert replaying.run(parsed(replaying, "replay", *words)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 90
    assert told["unusable"] == 1
    assert told["verdict"] == "not enough evidence", "ninety lines are fewer than a hundred"
    assert told["low"] <= told["estimate"] <= told["high"]
    assert {"estimate", "low", "high", "unit", "ess", "n", "verdict", "against", "by_kind"} <= told.keys()


def test_a_policy_that_is_none_is_refused_with_the_reason(log, tmp_path, capsys):
    broken = tmp_path / "broken.yaml"
    broken.write_text("table: {damaged: [{remedy: magic}]}\n", encoding="utf-8")
    assert replaying.run(parsed(replaying, "replay", "--log", str(log), "--policy", str(broken))) == 2
    assert "cannot be used" in capsys.readouterr().err
