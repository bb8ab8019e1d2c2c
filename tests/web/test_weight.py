"""How many bytes leave: pages, scripts and styles are packed, rows are light."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from making import NOW

from amends.desk.cases.models import Case
from amends.desk.shops.models import Shop
from amends.web.workspace.middleware import CompressionMiddleware

pytestmark = pytest.mark.django_db


def test_pages_scripts_and_styles_leave_packed(alices: Client) -> None:
    for address, most in (("/queue/", 12), ("/static/amends/amends.css", 32), ("/static/amends/htmx.js", 22)):
        plain = alices.get(address)
        packed = alices.get(address, headers={"accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip", address
        sent, whole = b"".join(packed), b"".join(plain)  # type: ignore[arg-type]
        assert len(sent) < most * 1024, address
        assert len(gzip.decompress(sent)) == pytest.approx(len(whole), abs=64), address
        assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("address", ["/static/amends/amends.css", "/live/queue/"])
def test_what_a_browser_has_already_is_not_sent_again_though_packing_weakened_its_etag(
    alices: Client, address: str
) -> None:
    has = f"W/{alices.get(address).headers['ETag']}"
    assert alices.get(address, headers={"accept-encoding": "gzip", "if-none-match": has}).status_code == 304


def test_what_programs_read_keeps_its_strong_etag(alices: Client) -> None:
    answer = alices.get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert not answer.headers.get("ETag", "").startswith("W/")


def test_what_is_packed_already_is_sent_as_it_is() -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    for answer in (
        HttpResponse(b"x" * 900, content_type="application/zip"),
        HttpResponse("x" * 900, content_type="text/css", status=206),
    ):
        sent = CompressionMiddleware(lambda _request, answer=answer: answer)(request)  # type: ignore[misc]
        assert not sent.has_header("Content-Encoding")
        assert len(answer.content) == 900


def test_fifty_rows_stay_light(alices: Client, shop: Shop) -> None:
    """Two kilobytes and a half a row, whatever is in it; packed, a whole page is smaller than ten rows are."""
    Case.objects.bulk_create(
        Case(
            shop=shop, opened_by="message", opened_at=NOW, updated_at=NOW, due=NOW, kind="damaged", stake_minor=1000 + n,
            stake_currency="USD", loss_minor=900 + n, evidence_have=2, evidence_wanted=4, proposal="full_refund",
            consequence="auto_refund",
        )
        for n in range(50)
    )  # fmt: skip
    rows = alices.get("/queue/?all=1").content.decode().partition('id="queue-rows"')[2].partition("</tbody>")[0]
    assert rows.count("<tr ") == 50
    assert rows.count('class="who-button above"') == 50  # the whole line opens the case: its button stands above that
    assert len(rows.encode()) / 50 < 2200
    packed = alices.get("/queue/?all=1", headers={"accept-encoding": "gzip"})
    assert len(packed.content) < 22 * 1024
