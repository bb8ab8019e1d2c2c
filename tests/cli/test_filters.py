"""The six filters: one line out for one line in, errors in their place, whatever comes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.cli.filters import run_filter, waiting_lines
from amends.web.api.stages import stage_of
from cli.running import GOOD, STAGES, amends, lines


def line(record: Any) -> bytes:
    return json.dumps(record).encode() + b"\n"


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def filtered(stage: str, data: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The filter in this process: what it wrote, and whether all lines were good."""
    out = io.BytesIO()
    good = run_filter(stage_of(stage), waiting_lines(io.BytesIO(data)), out)
    return [json.loads(text) for text in out.getvalue().decode("utf-8").split("\n")[:-1]], good


def test_a_filter_needs_no_database_and_no_configuration(stage: str) -> None:
    done = amends(stage, given=line(GOOD[stage]))
    assert done.returncode == 0, done.stderr.decode()
    (answer,) = lines(done)
    assert answer["id"] == GOOD[stage]["id"]
    assert "error" not in answer


def test_every_bad_line_gets_an_error_in_its_place_and_the_run_goes_on(stage: str) -> None:
    good = line(GOOD[stage])
    given = good + b"not json\n" + b'{"id": "lonely"}\n' + b"[]\n" + b"17\n" + good
    answers, all_good = filtered(stage, given)
    assert not all_good
    assert len(answers) == 6
    assert [("error" in answer) for answer in answers] == [False, True, True, True, True, False]
    for number, answer in enumerate(answers[1:5], 2):
        assert set(answer["error"]) == {"code", "field", "message", "line"}
        assert answer["error"]["line"] == number
        assert answer["error"]["message"]
    assert answers[1]["error"]["code"] == "not_json"
    assert answers[2]["error"]["code"] == "missing_field"
    assert answers[2]["error"]["field"]
    assert answers[2]["id"] == "lonely", "the id of a bad record comes back"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(stage: str) -> None:
    answers, all_good = filtered(stage, b"\xef\xbb\xbf" + line(GOOD[stage]) + b"\n  \r\n" + line(GOOD[stage]).strip())
    assert all_good
    assert len(answers) == 2


def test_windows_line_ends_are_line_ends(stage: str) -> None:
    answers, all_good = filtered(stage, line(GOOD[stage]).replace(b"\n", b"\r\n") * 2)
    assert all_good
    assert len(answers) == 2


def test_line_numbers_count_the_blank_ones(stage: str) -> None:
    answers, _ = filtered(stage, b"\n\n{\n")
    assert answers[0]["error"]["line"] == 3


def test_unknown_fields_are_passed_over(stage: str) -> None:
    answers, all_good = filtered(stage, line({**GOOD[stage], "shoe_size": 41, "nested": {"deep": [1]}}))
    assert all_good
    assert "shoe_size" not in answers[0]


@pytest.mark.parametrize("identifier", ["7", 7, "é 中文 🙂", "a" * 5000, ""])
def test_the_id_comes_back_as_it_was(stage: str, identifier: str | int) -> None:
    answers, _ = filtered(stage, line({**GOOD[stage], "id": identifier}))
    assert answers[0]["id"] == identifier


def test_the_same_line_gives_the_same_answer(stage: str) -> None:
    answers, _ = filtered(stage, line(GOOD[stage]) * 3)
    assert answers[0] == answers[1] == answers[2]


NASTY = {
    "nul": b"\0\0\0",
    "nul inside a text": b'{"id": "a\0b"}',
    "escaped nul": b'{"id": "a\\u0000b", "text": "\\u0000"}',
    "broken utf-8": b'{"id": "\xff\xfe\xfa"}',
    "half a surrogate": b'{"id": "\\ud800", "text": "\\udfff"}',
    "half a surrogate as a key": b'{"\\ud800": 1}',
    "half a surrogate as a kind": b'{"id": "a", "kind": "\\ud800", "platform": "\\ud800", "channel": "\\ud800"}',
    "utf-16": '{"id": "a"}'.encode("utf-16-le"),
    "deep nesting": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"id":' * 50_000,
    "a long number": b'{"id": ' + b"9" * 20_000 + b"}",
    "a huge exponent": b'{"id": 1e999999}',
    "nan": b'{"id": NaN, "rating": Infinity}',
    "two records": b'{"id": "a"} {"id": "b"}',
    "a text": b'"hello"',
    "null": b"null",
    "wrong types": b'{"id": {"a": 1}, "text": 5, "events": "x", "order": [], "at": true, "now": 5}',
    "naive times": b'{"id": "a", "at": "2026-11-20T08:00:00", "now": "2026-11-20", "ordered_at": "yesterday"}',
    "far times": b'{"id": "a", "at": "9999-12-31T23:59:59+00:00", "now": "0001-01-01T00:00:00+14:00"}',
    "controls": b'{"id": "a\x01b"}',
}


@pytest.mark.parametrize("name", NASTY)
def test_nothing_that_comes_stops_the_run(stage: str, name: str) -> None:
    answers, all_good = filtered(stage, NASTY[name] + b"\n" + line(GOOD[stage]))
    assert len(answers) == 2
    assert all_good or answers[0]["error"]["code"]
    assert "error" not in answers[1]


def test_a_field_of_the_wrong_kind_is_named(stage: str) -> None:
    for field, value in GOOD[stage].items():
        wrong = 5 if isinstance(value, str | list | dict) else "five"
        if field == "id":
            wrong = {}  # type: ignore[assignment]
        answers, _ = filtered(stage, line({**GOOD[stage], field: wrong}))
        assert "error" in answers[0], field
        assert str(answers[0]["error"]["field"]).startswith(field), answers[0]["error"]


def test_a_line_of_five_megabytes_is_refused_and_its_neighbours_answered(stage: str) -> None:
    huge = line({**GOOD[stage], "text": "x" * 5_000_000, "more": "y" * 100})
    answers, _ = filtered(stage, line(GOOD[stage]) + huge + line(GOOD[stage]))
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, "too_large", None]


def test_strict_tells_by_its_exit_status() -> None:
    good, bad = line(GOOD["clock"]), b"{}\n"
    assert amends("clock", "--strict", given=good).returncode == 0
    assert amends("clock", "--strict", given=good + bad).returncode == 1
    assert amends("clock", given=good + bad).returncode == 0


def test_files_instead_of_streams(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(line(GOOD["clock"]) * 3)
    done = amends("clock", "--input", str(source), "--output", str(target))
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = amends("clock", "--input", str(tmp_path / "nowhere.jsonl"))
    assert done.returncode == 2
    assert "nowhere.jsonl" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_arguments_that_do_not_exist_exit_2() -> None:
    assert amends("clock", "--colour").returncode == 2
    assert amends("nonsense").returncode == 2
    assert amends().returncode == 2


def test_the_schema_of_input_and_output_is_printed(stage: str) -> None:
    done = amends(stage, "--schema")
    schema = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(GOOD[stage]) <= set(schema["input"]["properties"])
    assert "id" in schema["output"]["properties"]


def test_answers_come_before_the_input_ends() -> None:
    """A filter streams: who feeds it slowly gets the first answers while it waits for more."""
    process = subprocess.Popen(
        [sys.executable, "-m", "amends.cli.main", "clock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(line(GOOD["clock"]) * 400)
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        assert first["id"] == "c"
    finally:
        process.stdin.close()
        rest = process.stdout.read()
        process.wait(60)
        process.stdout.close()
    assert len(rest.splitlines()) == 399


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "amends.cli.main", "clock"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stdin is not None
    try:
        process.stdin.write(line(GOOD["clock"]) * 2000)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0


@given(st.lists(st.binary(max_size=60).filter(lambda data: b"\n" not in data and b"\r" not in data), max_size=6))
@settings(max_examples=60)
def test_any_bytes_give_one_line_for_one_line(rubbish: list[bytes]) -> None:
    first = [data.removeprefix(b"\xef\xbb\xbf") for data in rubbish[:1]]  # a byte-order mark begins a file, not a line
    expected = [data for data in (*first, *rubbish[1:]) if data.strip()]
    answers, _ = filtered("clock", b"\n".join(rubbish))
    assert len(answers) == len(expected)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", STAGES)
@given(data=st.data())
@settings(max_examples=40)
def test_a_good_record_with_anything_in_one_field_is_answered(name: str, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(GOOD[name])))
    spoiled = json.dumps({**GOOD[name], field: data.draw(JSON)})
    answers, _ = filtered(name, spoiled.encode("utf-8", "replace") + b"\n")
    assert len(answers) == 1


@pytest.mark.parametrize(
    "options", [("--law", "none"), ("--model", "m.json"), ("--explore", "0.1"), ("--explore", "2")]
)
def test_options_of_decide_that_cannot_be_used_are_refused(options: tuple[str, ...]) -> None:
    done = amends("decide", *options, given=line(GOOD["decide"]))
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr


def test_exploration_is_repeatable() -> None:
    told = ("decide", "--explore", "0.5", "--seed", "7")
    first = amends(*told, given=line(GOOD["decide"]) * 5)
    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout == amends(*told, given=line(GOOD["decide"]) * 5).stdout


def test_the_version_is_told() -> None:
    from amends import __version__

    assert amends("--version").stdout.decode().strip() == f"amends {__version__}"


class Trickle(io.RawIOBase):
    """Gives what it has bit by bit, as a pipe does."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self.parts.pop(0) if self.parts else b""
        buffer[: len(part)] = part
        return len(part)


def test_a_line_is_answered_when_it_is_there_and_not_when_the_next_one_comes() -> None:
    stream = io.BufferedReader(Trickle([b'{"a":', b" 1}\n{", b'"b": 2}\n\n{"c": 3}\n{"d"', b": 4}"]))
    found = list(waiting_lines(stream))
    assert found == [[(1, b'{"a": 1}')], [(2, b'{"b": 2}'), (4, b'{"c": 3}')], [(5, b'{"d": 4}')]]


def test_a_bad_line_among_many_that_wait_is_answered_in_its_place() -> None:
    texts = ["Where is my parcel?", " ", "It is broken.", None, "谢谢"]
    lines = [json.dumps({"id": str(n), "text": text, "channel": "message"}).encode() for n, text in enumerate(texts)]
    out = io.BytesIO()
    assert not run_filter(stage_of("triage"), [list(enumerate(lines, start=1))], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["id"] for answer in answers] == ["0", "1", "2", "3", "4"]
    assert ["error" in answer for answer in answers] == [False, True, False, True, False]
