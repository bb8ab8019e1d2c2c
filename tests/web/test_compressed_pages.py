"""Pages go compressed over the wire; the API's answers keep the ETag that If-Match asks for."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from amends.desk.people.models import Person

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
TAKES_GZIP = {"accept-encoding": "gzip, br"}


def test_a_page_goes_compressed_to_whoever_takes_it(alice: Person) -> None:
    client = signed_in(alice)
    plain = client.get("/api/")
    small = client.get("/api/", headers=TAKES_GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert b"</html>" in gzip.decompress(small.content)
    assert len(small.content) < len(plain.content) / 4


def test_the_style_sheet_goes_compressed_though_nobody_compressed_it_beforehand() -> None:
    small = Client().get("/static/amends/amends.css", headers=TAKES_GZIP)
    sent = b"".join(small.streaming_content)
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(sent) < 40_000
    assert b"{" in gzip.decompress(sent)


def test_a_style_sheet_that_is_there_already_is_not_sent_again() -> None:
    first = Client().get("/static/amends/amends.css", headers=TAKES_GZIP)
    again = Client().get("/static/amends/amends.css", headers={**TAKES_GZIP, "if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert b"".join(again.streaming_content) == b""


def test_what_programs_read_keeps_its_strong_etag(alice: Person) -> None:
    answer = signed_in(alice).get("/api/v1/openapi.json", headers=TAKES_GZIP)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert not answer.headers.get("ETag", "").startswith("W/")
