"""The translation memory on its page and by program: leads take it out and bring one in; nobody else sees any of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from making import NOW

from amends.desk.assistance.models import RememberedPair
from amends.desk.assistance.queries import index_of
from amends.desk.people.models import Person
from amends.web.workspace.memory_words import _WORDS
from tests.conftest import Desk

from .programs import Program
from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
HOSTILE = "<script>alert(1)</script>"
FILE = """<tmx version="1.4"><header srclang="pt"/><body>
<tu tuid="a"><tuv xml:lang="pt"><seg>Oi &amp; tchau</seg></tuv><tuv xml:lang="zh-CN"><seg>你好，再见</seg></tuv></tu>
<tu tuid="&lt;script>alert(1)&lt;/script>"><tuv xml:lang="pt"><seg>Oi</seg></tuv></tu></body></tmx>"""


@pytest.fixture
def bobs(bob: Person) -> Client:
    Person.objects.filter(pk=bob.pk).update(language="en")
    bob.refresh_from_db()
    return signed_in(bob)


def remember(desk: Desk, source: str = "Oi, [[NAME1]]", target: str = "你好，[[NAME1]]") -> None:
    RememberedPair.objects.create(
        organisation=desk.organisation, source_language="pt", language="zh", index=index_of(source), source=source,
        target=target, by=desk.alice, at=NOW,
    )  # fmt: skip


def given(text: str = FILE) -> SimpleUploadedFile:
    return SimpleUploadedFile("ours.tmx", text.encode())


def body(response: Any) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def test_a_lead_brings_a_file_in_and_reads_what_came_of_it(bobs: Client, desk: Desk) -> None:
    assert "Nothing is remembered yet" in body(bobs.get("/phrases/memory/"))
    page = bobs.post("/phrases/memory/", {"file": given()})
    assert page.status_code == 200
    told = body(page)
    assert "There is no translation into Simplified Chinese or English; there is: pt." in told
    assert HOSTILE not in told
    assert RememberedPair.objects.get().target == "你好，再见"
    assert RememberedPair.objects.get().by == desk.bob
    again = body(bobs.post("/phrases/memory/", {"file": given()}))
    assert "<dt>There already</dt><dd>1</dd>" in again


def test_a_lead_takes_the_memory_away_as_a_file(bobs: Client, desk: Desk) -> None:
    remember(desk)
    assert "Download as TMX" in body(bobs.get("/phrases/memory/"))
    file = bobs.get("/phrases/memory/file/")
    assert file.streaming
    assert file["Content-Disposition"] == 'attachment; filename="amends-memory.tmx"'
    assert '<ph x="1" type="x-name1">[[NAME1]]</ph>' in body(file)


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("empty.tmx", b"")])
def test_without_a_file_nothing_happens_and_the_page_says_so(bobs: Client, file: Any) -> None:
    page = bobs.post("/phrases/memory/", {"file": file} if file else {})
    assert page.status_code == 409
    assert "Nothing was read." in body(page)


def test_an_agent_and_another_company_see_and_change_nothing(desk: Desk) -> None:
    remember(desk)
    alices, charlies = signed_in(desk.alice), signed_in(desk.charlie)
    for address in ("/phrases/memory/", "/phrases/memory/file/"):
        refused = alices.get(address)
        assert refused.status_code == 403
        assert "NAME1" not in body(refused)
        assert "NAME1" not in body(charlies.get(address)), "the memory of her own company is empty"
    assert alices.post("/phrases/memory/", {"file": given()}).status_code == 403
    charlies.post("/phrases/memory/", {"file": given()})
    assert RememberedPair.objects.filter(organisation=desk.organisation).count() == 1


def test_a_program_does_the_same(desk: Desk) -> None:
    remember(desk)
    alices, bobs, charlies = Program(desk.alice), Program(desk.bob), Program(desk.charlie)
    assert alices.get("/assistant/memory").json()["code"] == "leads_only"
    assert alices.upload("/assistant/memory", {"file": given()}).status_code == 403
    assert "你好" not in body(charlies.get("/assistant/memory"))
    assert "你好" in body(bobs.get("/assistant/memory"))
    told = bobs.upload("/assistant/memory", {"file": given()}).json()
    assert {name: told[name] for name in ("added", "changed", "unchanged", "kept", "faulty")} == {
        "added": 1, "changed": 0, "unchanged": 0, "kept": 0, "faulty": 1,
    }  # fmt: skip
    (fault,) = told["faults"]
    assert (fault["unit"], fault["name"], fault["reason"]) == (2, HOSTILE, "no_target")
    assert bobs.upload("/assistant/memory", {"file": given("")}).json()["code"] == "memory_file_refused"
    reader = Program(desk.bob, ["read"])
    assert reader.upload("/assistant/memory", {"file": given()}).status_code == 403


def test_every_reason_has_its_words() -> None:
    from amends.connect.assist.tmx import REASONS

    assert set(_WORDS) == set(REASONS)


def test_who_does_not_lead_is_shown_no_way_there_after_a_lead_was(bobs: Client, alices: Client) -> None:
    assert 'href="/phrases/memory/"' in bobs.get("/queue/").content.decode()
    assert 'href="/phrases/memory/"' not in alices.get("/queue/").content.decode()
