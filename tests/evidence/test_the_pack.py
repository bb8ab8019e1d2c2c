"""What a pack holds, and that it says what it does not hold."""

from __future__ import annotations

import hashlib
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.errors import InputError
from amends.core.vocabulary import EvidenceType, Platform
from amends.evidence import build_pack, missing_scripts, verify_pack
from amends.evidence.filetypes import page_count

from .dossier import FILES, case, contents, exhibit, jpeg, manifest_of, png, uploads


def test_a_pack_holds_letter_timeline_exhibits_originals_checklist_and_manifest():
    files = contents(build_pack(case(), FILES, "stripe"))
    assert list(files) == [
        "cover-letter.pdf",
        "timeline.pdf",
        "originals/statement.txt",
        "originals/timeline.txt",
        "exhibits/01-the-tracking-history.pdf",
        "exhibits/02-proof.png",
        "exhibits/03-the-chat-record.pdf",
        "originals/01-the-tracking-history.txt",
        "originals/03-the-chat-record.txt",
        "checklist.json",
        "manifest.json",
    ]
    assert files["exhibits/02-proof.png"] == FILES["proof.png"]
    assert files["originals/01-the-tracking-history.txt"].decode() == case().exhibits[0].text
    assert files["cover-letter.pdf"].startswith(b"%PDF-")


def test_a_complete_case_has_no_problems_and_verifies():
    pack = build_pack(case(), FILES, "stripe")
    assert pack.problems == []
    assert verify_pack(pack.data).ok
    assert verify_pack(pack.data).seal == pack.seal


def test_the_manifest_states_hash_size_source_time_and_type_of_every_file():
    pack = build_pack(case(), FILES, "stripe")
    files = contents(pack)
    entries = manifest_of(pack)["files"]
    assert {entry["name"] for entry in entries} == set(files) - {"manifest.json"}
    for entry in entries:
        assert entry["sha256"] == hashlib.sha256(files[entry["name"]]).hexdigest()
        assert entry["size"] == len(files[entry["name"]])
        assert len(entry["chain"]) == 64
    proof = next(entry for entry in entries if entry["name"] == "exhibits/02-proof.png")
    assert proof["type"] == "delivery_proof"
    assert proof["source"] == "Carrier portal"
    assert proof["captured_at"].startswith("2026-11-10")


def test_the_same_case_gives_the_same_bytes_also_from_many_threads():
    with ThreadPoolExecutor(4) as pool:
        packs = {build.result().data for build in [pool.submit(build_pack, case(), FILES, "stripe") for _ in range(8)]}
    assert len(packs) == 1


def test_the_clock_of_the_pack_is_the_case_s_own():
    early = build_pack(case(), FILES, "stripe")
    late = build_pack(case(now="2026-11-22T09:30:00+08:00"), FILES, "stripe")
    assert early.data != late.data
    with zipfile.ZipFile(BytesIO(early.data)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2026, 11, 21, 1, 30, 0)}
    assert b"D:20261121013000Z" in contents(early)["cover-letter.pdf"]


def test_the_documents_are_pdf_a_2b():
    for name, data in contents(build_pack(case(), FILES, "stripe")).items():
        if name.endswith(".pdf"):
            assert b"<pdfaid:part>2</pdfaid:part>" in data
            assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data


@pytest.mark.parametrize(
    ("files", "words"),
    [({}, "missing"), ({"proof.png": b""}, "empty"), ({"PROOF.PNG": png()}, "missing")],
)
def test_a_missing_or_empty_file_is_named_and_does_not_count(files, words):
    pack = build_pack(case(), files, "stripe")
    assert any("'e2'" in problem and words in problem for problem in pack.problems)
    assert EvidenceType.DELIVERY_PROOF not in pack.checklist.have
    assert "delivery_proof" in {gap.type.value for gap in pack.checklist.gaps}
    assert not any("proof" in entry["name"] for entry in uploads(pack))


def test_a_file_that_is_not_the_recorded_one_is_named_and_stays_out():
    recorded = exhibit("e2", "delivery_proof", file="proof.png", sha256=hashlib.sha256(png()).hexdigest().upper())
    assert build_pack(case(exhibits=[recorded], timeline=[]), FILES, "stripe").problems == []
    changed = build_pack(case(exhibits=[recorded], timeline=[]), {"proof.png": png(500)}, "stripe")
    assert any("'e2'" in problem and "SHA-256" in problem for problem in changed.problems)
    assert len(uploads(changed)) == 2
    broken = build_pack(case(exhibits=[{**recorded, "sha256": "abc"}], timeline=[]), FILES, "stripe")
    assert any("64" in problem for problem in broken.problems)


def test_the_recorded_hash_of_a_text_is_that_of_its_utf_8():
    text = "包裹已签收"
    good = exhibit("e1", "chat_record", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    assert build_pack(case(exhibits=[good], timeline=[]), {}, "stripe").problems == []
    bad = {**good, "sha256": "0" * 64}
    assert any("'e1'" in problem for problem in build_pack(case(exhibits=[bad], timeline=[]), {}, "stripe").problems)


@pytest.mark.parametrize(
    "name", ["../proof.png", "/etc/passwd", "a/../../b.png", "..\\b.png", "C:\\b.png", "a\x00.png"]
)
def test_a_file_name_that_leads_out_is_refused_even_if_bytes_came_along(name):
    pack = build_pack(case(exhibits=[exhibit("e2", "delivery_proof", file=name)], timeline=[]), {name: png()}, "stripe")
    assert any("'e2'" in problem and "leads out" in problem for problem in pack.problems)
    assert len(uploads(pack)) == 2


@pytest.mark.parametrize("platform", list(Platform))
def test_every_platform_gets_a_pack_that_verifies(platform):
    pack = build_pack(case(), FILES, platform.value)
    assert verify_pack(pack.data).ok
    kept = [name for name in contents(pack) if name.startswith("exhibits/")]
    assert len(kept) + len(manifest_of(pack)["left_out"]) == 3


def test_where_only_pictures_are_accepted_texts_become_pictures():
    pack = build_pack(case(), FILES, "shopee")
    sent = uploads(pack)
    assert {entry["media_type"] for entry in sent} == {"image/png"}
    assert len(sent) == 3
    assert any("stay with you" in note for note in pack.notes)


def test_a_picture_of_a_type_that_is_not_accepted_is_reported_with_what_to_do():
    webp = b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20)
    pack = build_pack(case(), {"proof.png": webp}, "stripe")
    problem = next(problem for problem in pack.problems if "'e2'" in problem)
    assert "webp" in problem
    assert "convert" in problem
    left = manifest_of(pack)["left_out"]
    assert [(entry["exhibit"], entry["sha256"]) for entry in left] == [("e2", hashlib.sha256(webp).hexdigest())]
    assert EvidenceType.DELIVERY_PROOF in pack.checklist.have


def test_adyen_takes_jpeg_but_not_png():
    assert any("png" in problem for problem in build_pack(case(), FILES, "adyen").problems)
    pack = build_pack(case(), {"proof.png": jpeg()}, "adyen")
    assert pack.problems == []
    assert "exhibits/02-proof.jpg" in contents(pack)


def test_a_picture_that_is_none_is_a_problem_but_stays_in():
    pack = build_pack(case(), {"proof.png": b"no picture at all"}, "stripe")
    assert any("'e2'" in problem and "content is none" in problem for problem in pack.problems)
    assert "exhibits/02-proof.png" in contents(pack)


def test_a_text_file_is_set_as_a_page_and_kept_as_it_was():
    exhibits = [exhibit("e1", "tracking_history", file="scans.csv")]
    raw = "时间,地点\n2026-11-05,Lyon\n".encode()
    files = contents(build_pack(case(exhibits=exhibits, timeline=[]), {"scans.csv": raw}, "stripe"))
    assert files["exhibits/01-scans.pdf"].startswith(b"%PDF-")
    assert files["originals/01-scans.csv"] == raw


def _heavy(count: int, size: int, **first: str):
    exhibits = [exhibit(f"p{i}", "packing_photo", file=f"p{i}.png") for i in range(count)]
    exhibits.append(exhibit("proof", "delivery_proof", file="proof.png"))
    return case(exhibits=exhibits, timeline=[]), {
        **{f"p{i}.png": png(size) for i in range(count)},
        "proof.png": png(size),
    }


def test_what_exceeds_the_total_size_is_left_out_the_needed_first_in_and_each_is_said():
    request, files = _heavy(6, 1_200_000)
    pack = build_pack(request, files, "stripe")
    assert sum(entry["size"] for entry in uploads(pack)) <= 4_718_592
    kept = {entry.get("exhibit") for entry in uploads(pack)} - {None}
    assert "proof" in kept
    assert len(kept) == 3
    for id_ in {e.id for e in request.exhibits} - kept:
        assert any(f"'{id_}'" in problem and "4.5 MB" in problem for problem in pack.problems)
    assert {entry["exhibit"] for entry in manifest_of(pack)["left_out"]} | kept == {e.id for e in request.exhibits}


def test_a_single_file_above_its_limit_is_left_out():
    request, files = _heavy(0, 2_097_153)
    assert any("'proof'" in p and "2.0 MB" in p for p in build_pack(request, files, "shopify_payments").problems)
    request, files = _heavy(0, 2_097_152)
    assert build_pack(request, files, "shopify_payments").problems == []


def test_more_files_than_are_accepted_are_left_out():
    request, files = _heavy(5, 0)
    pack = build_pack(request, files, "shopee")
    assert len(uploads(pack)) == 3
    assert sum("only 3 files" in problem for problem in pack.problems) == 3


def _pages(pack) -> int:
    files = contents(pack)
    types = {"application/pdf": "pdf", "image/png": "png"}
    return sum(page_count(files[entry["name"]], types[entry["media_type"]]) or 0 for entry in uploads(pack))


def test_long_texts_stay_within_the_pages_and_say_what_was_cut():
    entries = [{"at": "2026-10-11T08:00:00Z", "actor": "Dana", "text": f"{i} " + "long 长 " * 60} for i in range(900)]
    request = case(statement="A very long statement. " * 8_000, timeline=entries)
    pack = build_pack(request, FILES, "stripe")
    assert _pages(pack) <= 49
    assert any("statement is too long" in problem for problem in pack.problems)
    assert any("timeline is too long" in problem for problem in pack.problems)
    files = contents(pack)
    assert files["originals/statement.txt"].decode() == request.statement
    assert files["originals/timeline.txt"].count(b"\n") == 900


def test_a_mastercard_code_brings_its_own_page_limit():
    exhibits = [exhibit(str(i), "chat_record", text=f"message {i}") for i in range(30)]
    pack = build_pack(case(exhibits=exhibits, timeline=[], reason_code="4837"), {}, "adyen")
    assert 15 <= _pages(pack) <= 19
    kept = [entry for entry in uploads(pack) if "exhibit" in entry]
    assert sum("19 pages" in problem for problem in pack.problems) == 30 - len(kept)


def test_a_pdf_whose_pages_cannot_be_counted_is_said():
    locked = b"%PDF-1.7\n1 0 obj << /Encrypt 2 0 R >> endobj\n%%EOF"
    pack = build_pack(
        case(exhibits=[exhibit("e", "order_record", file="o.pdf")], timeline=[]), {"o.pdf": locked}, "stripe"
    )
    assert any("'e'" in problem and "counted" in problem for problem in pack.problems)


def test_the_letter_numbers_only_what_is_in_the_pack():
    pack = build_pack(case(), {}, "stripe")
    numbers = {entry["exhibit"]: entry["number"] for entry in uploads(pack) if "exhibit" in entry}
    assert numbers == {"e1": 1, "e3": 2}
    lines = [json.loads(line) for line in contents(pack)["originals/timeline.txt"].decode().splitlines()]
    assert [(line["exhibit"], line["number"]) for line in lines] == [("e1", 1), ("e3", 2)]


def test_the_checklist_in_the_pack_carries_its_sources():
    inside = json.loads(contents(build_pack(case(), FILES, "stripe"))["checklist.json"])
    assert inside["limits"]["max_total_bytes"] == {
        "value": 4718592,
        "source": inside["limits"]["max_total_bytes"]["source"],
        "confidence": "general_knowledge",
    }
    assert inside["asked"]["source"].startswith("https://")
    assert {gap["type"] for gap in inside["gaps"]} >= {"order_record"}


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1")',
        '#read("/etc/passwd")',
        "*bold* _x_ $x^2$ `raw`",
        "\\u{41} <label> @ref",
        "\u202egnp.exe",
        "\x00\x07\x1b[31m",
        "]#pagebreak()[",
    ],
)
def test_markup_in_texts_stays_text(hostile):
    request = case(
        statement=hostile,
        shop_name=hostile + "x",
        timeline=[{"at": "2026-10-11T08:00:00Z", "actor": hostile, "text": hostile}],
        exhibits=[exhibit("e1", "chat_record", title=hostile, source=hostile, text=hostile + "!")],
    )
    pack = build_pack(request, {}, "own_shop")
    files = contents(pack)
    assert page_count(files["cover-letter.pdf"], "pdf") == 1
    assert files["originals/statement.txt"].decode() == hostile
    assert verify_pack(pack.data).ok


SCRIPTS = "包裹没有收到 · まだ届いていません · لم يصل الطرد · Посылка не пришла · 한국어 · ยังไม่ได้รับ · שלום · 😀"


def test_texts_of_any_script_are_set_and_kept():
    request = case(
        shop_name="极光小店",
        statement=SCRIPTS,
        timeline=[{"at": "2026-10-11T08:00:00Z", "actor": "Дана", "text": SCRIPTS}],
        exhibits=[exhibit("e1", "chat_record", title="رسائل", text=SCRIPTS)],
    )
    pack = build_pack(request, {}, "stripe")
    files = contents(pack)
    assert files["originals/01-chat-record.txt"].decode() == SCRIPTS
    assert files["exhibits/01-chat-record.pdf"].startswith(b"%PDF-")
    named = any("No font" in problem for problem in pack.problems)
    assert named == bool(missing_scripts([SCRIPTS, "极光小店Дана رسائل"]))


def test_a_script_without_a_font_is_named_and_the_original_still_carries_it():
    bare = typst.Fonts(include_system_fonts=False)
    assert missing_scripts(["Hello, café"], bare) == []
    assert "Han" in missing_scripts(["包裹没有收到"], bare)
    assert "Thai" in missing_scripts(["ยังไม่ได้รับ"], bare)
    pack = build_pack(case(statement="包裹没有收到"), FILES, "stripe", fonts=bare)
    assert any("Han" in problem and "fonts-noto-cjk" in problem for problem in pack.problems)
    assert contents(pack)["originals/statement.txt"].decode() == "包裹没有收到"
    assert b"<pdfaid:part>2</pdfaid:part>" in contents(pack)["cover-letter.pdf"]


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(max_size=40),
    file=st.text(min_size=1, max_size=40),
    text=st.text(max_size=80),
    data=st.binary(max_size=60),
)
def test_names_in_the_archive_are_safe_whatever_the_buyer_called_her_file(title, file, text, data):
    request = case(
        statement=text,
        timeline=[{"at": "2026-10-11T08:00:00Z", "actor": title, "text": text}],
        exhibits=[
            exhibit("a", "buyer_photo", title=title, file=file),
            exhibit("b", "chat_record", title=title, text=text),
        ],
    )
    pack = build_pack(request, {file: data}, "own_shop")
    for name in contents(pack):
        assert all(part and set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for part in name.split("/"))
        assert not any(part.startswith(".") for part in name.split("/"))
        assert len(name) < 80
    assert verify_pack(pack.data).ok
    said = " ".join(pack.problems)
    assert "exhibits/01" in " ".join(contents(pack)) or "'a'" in said


def test_a_pack_never_holds_more_than_can_be_checked(monkeypatch):
    monkeypatch.setattr("amends.evidence.selection._MOST_FILES", 2)
    pack = build_pack(case(), FILES, "own_shop")
    assert any("split the case" in problem for problem in pack.problems)
    monkeypatch.setattr("amends.evidence.manifest.MAX_CONTENT", 1000)
    with pytest.raises(InputError, match="too large"):
        build_pack(case(), FILES, "own_shop")


def test_a_document_that_cannot_be_pdf_a_becomes_a_plain_pdf_and_that_is_said(monkeypatch):
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr("amends.evidence.pack.unshown_characters", lambda texts, fonts: frozenset())
    pack = build_pack(case(statement="包裹没有收到"), FILES, "stripe", fonts=bare)
    assert contents(pack)["cover-letter.pdf"].startswith(b"%PDF-")
    assert any("plain PDF" in problem for problem in pack.problems)
