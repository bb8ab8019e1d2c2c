"""Reading files into a shop: look, correct, rehearse, run, and take back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from making import NOW

from amends.connect.contract import RecordKind
from amends.connect.files import template_csv
from amends.desk.cases.models import Case
from amends.desk.feeds import uploads
from amends.desk.feeds.models import Import, Mapping
from amends.desk.feeds.uploads import UploadRefused, find_upload, keep_upload
from amends.desk.flow import import_files
from amends.desk.orders.models import Order
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db

GOOD = 40
HEADER = "Order ID,Order date,Currency,Total,Country,Buyer,SKU,Qty,Unit price\n"
ROWS = "".join(f"A-{n},2026-11-0{n % 9 + 1} 10:00,USD,20.00,US,buyer{n},MUG,1,20.00\n" for n in range(GOOD))
FILE = (HEADER + ROWS + "B-1,nonsense,USD,20.00,US,=cmd|calc,MUG,1,20.00\n").encode()


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alices(alice: Person) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def charlies(charlie: Person) -> Client:
    client = Client()
    client.force_login(charlie)
    return client


def hand_in(client: Client, data: bytes, name: str = "orders.csv", shop: str = "lumora-ali") -> str:
    """Upload a file; returns the address of its import."""
    response = client.post("/imports/upload/", {"shop": shop, "files": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content
    return str(response["Location"])


def filled(client: Client, where: str, **changes: str) -> dict[str, str]:
    """The form of a new import as the page fills it."""
    form = client.get(where).context["form"]
    columns = {f"field:{row.name}": row.column or ("=" if row.shown else "") for row in form.rows}
    constants = {f"constant:{row.name}": row.value for row in form.constants}
    return {"mapping": form.choice, "shown": form.choice, **columns, **constants, **changes}


def run_import(client: Client, where: str, run_jobs: Callable[[datetime], int], **changes: str) -> Import:
    response = client.post(where, filled(client, where, do="run", **changes))
    assert response.status_code == 302, response.context["refusal"]
    run_jobs(NOW)
    return Import.objects.latest("pk")


def test_a_file_is_guessed_rehearsed_and_read(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    where = hand_in(alices, FILE)
    page = alices.get(where)
    form = page.context["form"]
    columns = {row.name: row.column for row in form.rows}
    assert (columns["number"], columns["value"], columns["lines.sku"]) == ("Order ID", "Total", "SKU")
    assert any(row.confidence and row.reason for row in form.rows)
    tried = alices.post(where, filled(alices, where, do="try"))
    found = tried.context["found"][0]["rehearsal"]
    assert (found.good, found.refused) == (GOOD, 1)
    assert not Order.objects.exists()
    assert b"nonsense" in tried.content
    done = run_import(alices, where, run_jobs)
    assert (done.state, done.created, done.rejected) == (Import.FINISHED, GOOD, 1)
    assert Order.objects.count() == GOOD
    shown = alices.get(f"/imports/{done.pk}/").content.decode()
    assert "nonsense" in shown
    assert done.actor.endswith("Alice")
    assert find_upload(where.split("/")[3]) is None


def test_a_column_is_corrected_by_hand(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    data = b"Order ID,Date,Currency,Sum A,Sum B,Country,Buyer\nA-1,2026-11-01 10:00,USD,11.00,22.00,US,dana\n"
    where = hand_in(alices, data)
    run_import(alices, where, run_jobs, **{"field:value": "Sum B", "mapping": "guess:order", "shown": "guess:order"})
    assert Order.objects.get().value_minor == 2200


def test_constants_are_corrected_by_hand(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    data = b"Order ID,Date,Total,Country,Buyer\nA-1,2026-11-01 10:00,11.00,US,dana\n"
    where = hand_in(alices, data)
    chosen = {"mapping": "guess:order", "shown": "guess:order"}
    refused = alices.post(where, filled(alices, where, do="run", **chosen))
    assert refused.status_code == 422
    assert "currency" in refused.context["refusal"]
    run_import(alices, where, run_jobs, **chosen, **{"constant:currency": "EUR", "constant:time_zone": "Asia/Tokyo"})
    order = Order.objects.get()
    assert (order.currency, order.placed_at.isoformat()) == ("EUR", "2026-11-01T01:00:00+00:00")


@pytest.mark.parametrize(
    ("name", "value"), [("currency", "XXQ"), ("time_zone", "Mars/Base"), ("country", "<b>"), ("unit_cost_share", "7")]
)
def test_a_constant_that_cannot_be_is_refused_in_words(alices: Client, name: str, value: str) -> None:
    where = hand_in(alices, FILE)
    response = alices.post(where, filled(alices, where, do="try", **{f"constant:{name}": value}))
    assert response.status_code == 422
    assert name in response.context["refusal"]
    assert "<b>" not in response.content.decode().split("note-bad", 1)[1][:600]


def test_a_mapping_is_saved_and_offered_for_the_next_file(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    where = hand_in(alices, FILE)
    assert alices.post(where, filled(alices, where, do="save")).status_code == 422
    alices.post(where, filled(alices, where, do="save", name="our export"))
    saved = Mapping.objects.get()
    again = hand_in(alices, FILE)
    form = alices.get(f"{again}?mapping=saved:{saved.pk}").context["form"]
    assert form.choice == f"saved:{saved.pk}"
    assert {row.name: row.column for row in form.rows}["number"] == "Order ID"


def test_a_ready_mapping_that_fits_is_taken_without_asking(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    where = hand_in(alices, template_csv(RecordKind.ORDER))
    assert alices.get(where).context["form"].choice == "ready:template"
    done = run_import(alices, where, run_jobs)
    assert (done.state, done.created) == (Import.FINISHED, 1)


def test_templates_are_there_to_fill_in(alices: Client) -> None:
    for kind in RecordKind:
        assert alices.get(f"/imports/template/{kind.value}/").content == template_csv(kind)
    assert alices.get("/imports/template/nonsense/").status_code == 404


def test_the_progress_is_told_until_it_is_done(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    where = hand_in(alices, FILE)
    started = alices.post(where, filled(alices, where, do="run", rows="41"))
    polled = alices.get(started["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" in polled
    assert 'max="41"' in polled
    assert "<html" not in polled
    run_jobs(NOW)
    assert "every 1s" not in alices.get(started["Location"], headers={"HX-Request": "true"}).content.decode()


def test_a_long_run_makes_room_and_goes_on_where_it_was(
    alices: Client, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from amends.desk.flow import imports as reading

    monkeypatch.setattr(import_files, "STRETCH", -1.0)
    monkeypatch.setattr(
        reading.import_records, "__kwdefaults__", {**reading.import_records.__kwdefaults__, "chunk": 10}
    )
    where = hand_in(alices, FILE)
    alices.post(where, filled(alices, where, do="run"))
    run_jobs(NOW)
    source = Import.objects.get()
    assert (source.state, source.created) == (Import.RUNNING, 10)
    from datetime import timedelta

    for seconds in range(2, 12):
        run_jobs(NOW + timedelta(seconds=seconds))
    source.refresh_from_db()
    assert (source.state, source.created, source.unchanged) == (Import.FINISHED, GOOD, 0)


def test_the_rows_with_problems_are_a_file_that_no_spreadsheet_runs(
    alices: Client, run_jobs: Callable[[datetime], int]
) -> None:
    data = (HEADER + "A-1,=1+2,USD,20.00,US,dana,MUG,1,20.00\n" + ROWS).encode()
    done = run_import(alices, hand_in(alices, data), run_jobs)
    text = b"".join(alices.get(f"/imports/{done.pk}/problems/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.startswith("line,field,value,reason")
    assert "'=1+2" in text


def test_an_import_is_taken_back_until_a_letter_was_sent_on_it(
    alices: Client, run_jobs: Callable[[datetime], int]
) -> None:
    done = run_import(alices, hand_in(alices, FILE), run_jobs)
    alices.post(f"/imports/{done.pk}/undo/")
    done.refresh_from_db()
    assert (done.state, Order.objects.count()) == (Import.UNDONE, 0)
    twice = alices.post(f"/imports/{done.pk}/undo/", follow=True).content.decode()
    assert "taken back before" in twice


def test_an_import_stays_once_a_letter_was_sent_on_it(alices: Client, run_jobs: Callable[[datetime], int]) -> None:
    run_import(alices, hand_in(alices, FILE), run_jobs)
    words = b"Message ID,Order ID,Buyer,Sent at,Message\nm1,A-3,buyer3,2026-11-19 10:00,My mug arrived broken!\n"
    where = hand_in(alices, words, "messages.csv")
    chosen = {"mapping": "guess:message", "shown": "guess:message"}
    done = run_import(alices, where + "?mapping=guess:message", run_jobs, **chosen)
    case = Case.objects.get()
    Reply.objects.filter(case=case).update(state=Reply.SENT)
    said = alices.post(f"/imports/{done.pk}/undo/", follow=True).content.decode()
    assert "A letter was sent" in said
    done.refresh_from_db()
    assert done.state == Import.FINISHED


# Hostile files ---------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"\0" * 30_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
        ("bomb.xlsx", bomb()),
        ("half.json", b'{"orders": [{"number": '),
        ("nothing.csv", b"\n\n\n"),
        ("zeros.csv", b"\0" * 5000),
    ],
)
def test_a_broken_file_gives_one_clear_sentence(alices: Client, name: str, data: bytes) -> None:
    response = alices.get(hand_in(alices, data, name))
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert len(response.context["refusal"]) > 20
    else:
        tried = alices.post(
            response.request["PATH_INFO"], {**filled(alices, response.request["PATH_INFO"]), "do": "try"}
        )
        assert tried.status_code in (200, 422)
    assert not Import.objects.exists()


def test_a_file_that_breaks_while_it_is_read_ends_with_its_reason(
    alices: Client, run_jobs: Callable[[datetime], int]
) -> None:
    where = hand_in(alices, FILE)
    response = alices.post(where, filled(alices, where, do="run"))
    upload = find_upload(where.split("/")[3])
    assert upload is not None
    upload.paths[0].write_bytes(b"\x89PNG\r\n\x1a\n")
    run_jobs(NOW)
    source = Import.objects.get()
    assert source.state == Import.FAILED
    assert "is no table" in alices.get(response["Location"]).content.decode()
    assert not Job.objects.filter(kind="flow.import_file", done_at__isnull=True).exists()


def test_names_are_data(alices: Client, tmp_path: Path) -> None:
    where = hand_in(alices, FILE, "../../<img src=x onerror=alert(1)>.csv")
    upload = find_upload(where.split("/")[3])
    assert upload is not None
    assert upload.paths[0].name == "0"
    assert upload.paths[0].is_relative_to(tmp_path / "uploads")
    assert "<img src=x" not in alices.get(where).content.decode()


def test_a_token_never_leads_out_of_the_uploads(alices: Client) -> None:
    for token in ("..", "%2e%2e", "0" * 32, "about.json", "a" * 31 + "/"):
        assert alices.get(f"/imports/new/{token}/").status_code == 404


def test_too_much_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch, alices: Client, tmp_path: Path) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 100)
    response = alices.post(
        "/imports/upload/", {"shop": "lumora-ali", "files": SimpleUploadedFile("a.csv", FILE)}, follow=True
    )
    assert "larger than" in response.content.decode()
    assert not (tmp_path / "uploads").exists()
    with pytest.raises(UploadRefused):
        keep_upload(shop_id=1, files=[(f"{n}", 1, [b"x"]) for n in range(31)], now=NOW)
    with pytest.raises(UploadRefused):
        keep_upload(shop_id=1, files=[("empty.csv", 0, [b""])], now=NOW)


# Who may ---------------------------------------------------------------------------------------------------------


def test_charlie_sees_no_import_upload_or_problem_of_another_company(
    alices: Client, charlies: Client, run_jobs: Callable[[datetime], int]
) -> None:
    done = run_import(alices, hand_in(alices, FILE), run_jobs)
    waiting = hand_in(alices, FILE, "secret-name.csv")
    for address in (f"/imports/{done.pk}/", f"/imports/{done.pk}/problems/", waiting):
        assert charlies.get(address).status_code == 404, address
    assert charlies.post(f"/imports/{done.pk}/undo/").status_code == 404
    assert charlies.post(waiting, {"do": "drop"}).status_code == 404
    assert (
        charlies.post("/imports/upload/", {"shop": "lumora-ali", "files": SimpleUploadedFile("a", FILE)}).status_code
        == 404
    )
    assert "orders.csv" not in charlies.get("/imports/").content.decode()
    assert find_upload(waiting.split("/")[3]) is not None


def test_a_saved_mapping_of_another_shop_cannot_be_taken(alices: Client, desk: Any) -> None:
    foreign = Mapping.objects.create(shop=desk.other_shop, name="theirs", data={"kind": "order"}, saved_at=NOW)
    response = alices.get(f"{hand_in(alices, FILE)}?mapping=saved:{foreign.pk}")
    assert response.status_code == 422
    assert "theirs" not in response.content.decode()
