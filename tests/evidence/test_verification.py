"""A changed pack is found; a hostile file is refused and harms nothing."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.evidence import build_pack, verify_pack
from amends.evidence import manifest as manifests
from amends.evidence.manifest import MAX_ENTRIES
from amends.evidence.verification import What

from .dossier import FILES, case, contents, packed_again


@cache
def _pack() -> bytes:
    return build_pack(case(), FILES, "stripe").data


def _kinds(data: bytes) -> set[What]:
    found = verify_pack(data)
    assert found.ok == (not found.findings)
    return {finding.what for finding in found.findings}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_changed_byte_of_a_stored_entry_is_found_and_named(data):
    files = dict(contents(_pack()))
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name]) - 1))
    change = data.draw(st.integers(1, 255))
    edited = bytearray(files[name])
    edited[place] ^= change
    found = verify_pack(packed_again({**files, name: bytes(edited)}))
    assert not found.ok
    assert name in {finding.name for finding in found.findings}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_any_changed_byte_of_the_archive_is_found(place, change):
    edited = bytearray(_pack())
    edited[place % len(edited)] ^= change
    assert not verify_pack(bytes(edited)).ok


@given(st.integers(0, 10**9))
def test_a_cut_archive_is_found(length):
    assert not verify_pack(_pack()[: length % len(_pack())]).ok


def test_bytes_before_or_behind_the_archive_are_found():
    assert not verify_pack(_pack() + b"x").ok
    assert not verify_pack(b"x" + _pack()).ok


def test_the_same_files_packed_again_in_the_same_form_are_the_same_pack():
    assert packed_again(contents(_pack())) == _pack()


def test_a_missing_an_added_and_a_changed_file_are_told_apart():
    files = contents(_pack())
    less = {name: data for name, data in files.items() if name != "timeline.pdf"}
    assert _kinds(packed_again(less)) == {What.MISSING}
    assert _kinds(packed_again({**files, "exhibits/99-extra_File (1).png": b"x"})) == {What.ADDED}
    assert _kinds(packed_again({**files, "timeline.pdf": b"x"})) == {What.CHANGED}


def test_an_archive_compressed_anew_is_said_to_be_written_anew():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name, data in contents(_pack()).items():
            again.writestr(name, data)
    found = verify_pack(target.getvalue())
    assert [(finding.what, finding.name) for finding in found.findings] == [(What.CHANGED, "(archive)")]


def _with_manifest(change) -> bytes:
    files = dict(contents(_pack()))
    parsed = json.loads(files["manifest.json"])
    change(parsed)
    return packed_again({**files, "manifest.json": manifests.written(parsed)})


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m["files"][0].update(source="somewhere else"),
        lambda m: m["files"].reverse(),
        lambda m: m.update(prepared_at="2026-11-22T01:30:00+00:00"),
        lambda m: m["order"].update(value="1.00"),
        lambda m: m.update(seal="0" * 64),
        lambda m: m.pop("seal"),
        lambda m: m["left_out"].append("x"),
    ],
)
def test_an_edited_manifest_breaks_the_chain_or_the_seal(change):
    found = verify_pack(_with_manifest(change))
    assert any(finding.name == "manifest.json" and finding.what is What.CHANGED for finding in found.findings)


def test_a_pack_forged_as_a_whole_has_another_seal():
    forged = build_pack(case(statement="Something else."), FILES, "stripe").data
    assert verify_pack(forged).ok
    assert verify_pack(forged).seal != verify_pack(_pack()).seal


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"format": "amends-evidence-pack", "version": 1, "files": NaN}',
        b'{"format": "amends-evidence-pack", "version": 2, "files": []}',
        b'{"format": "amends-evidence-pack", "version": true, "files": []}',
        b'{"format": "amends-evidence-pack", "version": 1, "files": [1]}',
        b'{"format": "amends-evidence-pack", "version": 1, "version": 1, "files": []}',
        b'{"format": "amends-evidence-pack", "version": 1, "files": [], "n": ' + b"9" * 9_000 + b"}",
    ],
)
def test_bad_json_is_a_finding(raw):
    found = verify_pack(packed_again({**contents(_pack()), "manifest.json": raw}))
    assert not found.ok
    assert any(finding.name == "manifest.json" for finding in found.findings)


def test_without_a_manifest_there_is_nothing_to_compare():
    files = {name: data for name, data in contents(_pack()).items() if name != "manifest.json"}
    assert _kinds(packed_again(files)) == {What.MISSING}


@pytest.mark.parametrize(
    "name",
    ["../evil.sh", "/etc/passwd", "a/../../b", "..\\evil", "C:evil", "x\x1b[2J", "a//b", "exhibits/", "\u202etxt.exe"],
)
def test_a_hostile_name_is_refused_and_printed_harmlessly(name):
    found = verify_pack(packed_again({**contents(_pack()), name: b"x"}))
    assert any(finding.what is What.UNREADABLE for finding in found.findings)
    assert all(finding.name.isascii() and finding.name.isprintable() for finding in found.findings)


def test_a_name_with_a_hidden_end_is_refused():
    data = packed_again({**contents(_pack()), "evilXtail": b"x"}).replace(b"evilXtail", b"evil\x00tail")
    assert What.UNREADABLE in _kinds(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_doubled_name_is_refused():
    target = io.BytesIO(_pack())
    with zipfile.ZipFile(target, "a") as again:
        again.writestr("timeline.pdf", b"another one")
    assert What.UNREADABLE in _kinds(target.getvalue())


def test_a_bomb_is_refused_without_being_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        for number in range(3):
            with bomb.open(f"zeros-{number}", "w", force_zip64=True) as stream:
                for _ in range(260):
                    stream.write(bytes(1024 * 1024))
    assert len(target.getvalue()) < 4_000_000
    found = verify_pack(target.getvalue())
    assert [(finding.what, finding.name) for finding in found.findings] == [(What.UNREADABLE, "(archive)")]


def test_an_entry_that_lies_about_its_size_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as liar:
        liar.writestr("manifest.json", bytes(5_000_000))
    data = target.getvalue().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))
    assert not verify_pack(data).ok


def test_too_many_entries_are_refused():
    found = verify_pack(packed_again({f"f{number}": b"" for number in range(MAX_ENTRIES + 1)}))
    assert [finding.name for finding in found.findings] == ["(archive)"]


@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(data):
    assert not verify_pack(data).ok
    assert not verify_pack(b"PK\x03\x04" + data).ok
    assert not verify_pack(data + b"PK\x05\x06" + bytes(18)).ok
