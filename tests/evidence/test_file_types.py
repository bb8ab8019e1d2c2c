"""What a file is told to be, how many pages it has, what it may be called."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.evidence.filetypes import file_type, leads_out, page_count, safe_name, suffix

from .dossier import jpeg, png


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (png(), "a.png", ("png", True)),
        (jpeg(), "a.png", ("jpeg", True)),
        (b"%PDF-1.7 ...", "scan", ("pdf", True)),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.webp", ("webp", True)),
        (b"\x00\x00\x00\x18ftypheic", "a.HEIC", ("heic", True)),
        (b"\x00\x00\x00\x18ftypisom", "a.mp4", ("mp4", True)),
        (b"plain words", "a.txt", ("txt", True)),
        (b"plain words", "noextension", ("txt", True)),
        (b"plain words", "a.jpg", ("jpeg", False)),
        (b"\x00\x01", "noextension", ("unknown", False)),
        (b"PK\x03\x04", "a.docx", ("zip", True)),
    ],
)
def test_content_wins_over_the_name(data, name, expected):
    assert file_type(data, name) == expected


def test_pages_are_counted_also_inside_object_streams():
    plain = b"%PDF-1.4 << /Type /Pages /Count 2 >> << /Type /Page >> <</Type/Page/Parent 1 0 R>>"
    packed = zlib.compress(b"<</Type/Page>> <</Type /Page >> <</Type/Pages>>")
    inside = b"%PDF-1.7 << /Type /ObjStm /N 3 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    assert page_count(plain, "pdf") == 2
    assert page_count(inside, "pdf") == 2
    assert page_count(b"%PDF-1.7 /Encrypt", "pdf") is None
    assert page_count(b"%PDF-1.7 nothing", "pdf") is None
    assert page_count(png(), "png") == 1


def test_a_bomb_in_an_object_stream_is_not_unpacked():
    packed = zlib.compress(bytes(100_000_000))
    data = b"%PDF-1.7 << /Type /ObjStm >>\nstream\n" + packed + b"\nendstream"
    assert page_count(data, "pdf") is None


@given(st.text(max_size=200))
def test_a_safe_name_is_short_plain_and_never_empty(text):
    name = safe_name(text, "chat_record")
    assert 0 < len(name) <= 48
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")


@pytest.mark.parametrize(("type_", "expected"), [("jpeg", "jpg"), ("pdf", "pdf"), ("../x", "bin"), ("", "bin")])
def test_an_extension_is_a_plain_word(type_, expected):
    assert suffix(type_) == expected


@pytest.mark.parametrize("name", ["a.png", "folder/a.png", "..a.png", "签收.png"])
def test_names_inside_the_folder_are_fine(name):
    assert not leads_out(name)
