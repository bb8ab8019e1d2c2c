"""Files piece by piece: a line that breaks costs one piece; too much, too many and the wrong kinds are refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from buyers import JPEG, Browser, broken_lamp, link_to, path_of
from django.conf import settings as django_settings
from django.utils import timezone
from making import NOW

from amends.desk.conversations.models import Attachment
from amends.desk.people.models import Person
from amends.desk.portal import uploads
from amends.desk.portal.models import Link, Upload
from amends.desk.storage import MAX_BYTES, fetch

pytestmark = pytest.mark.django_db
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(200_000)


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def link(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], alice: Person) -> Link:
    return link_to(broken_lamp(take_in, run_jobs, desk.own_shop), alice)


@pytest.fixture
def dana() -> Browser:
    return Browser()


def begin(who: Browser, link: Link, name: str, size: int) -> Any:
    path = path_of(link)
    return who.post(f"{path}files/", {"once": who.form(path), "name": name, "size": size})


def put(who: Browser, link: Link, token: str, start: int, piece: bytes) -> Any:
    return who.put(f"{path_of(link)}files/{token}/?from={start}", piece, content_type="application/octet-stream")


def pieces_on_disk() -> list[Path]:
    return [path for path in (Path(django_settings.AMENDS_UPLOADS) / "buyers").rglob("*") if path.is_file()]


def test_a_video_goes_in_pieces_and_goes_on_where_the_line_broke(dana: Browser, link: Link) -> None:
    token = begin(dana, link, "fall.mp4", len(VIDEO)).json()["upload"]
    assert put(dana, link, token, 0, VIDEO[:80_000]).json() == {"upload": token, "received": 80_000, "complete": False}
    # The answer was lost on the way: she sends the same piece again and is told how far the file is.
    again = put(dana, link, token, 0, VIDEO[:80_000])
    assert (again.status_code, again.json()["received"]) == (409, 80_000)
    assert dana.get(f"{path_of(link)}files/{token}/").json()["received"] == 80_000
    assert put(dana, link, token, 80_000, VIDEO[80_000:]).json()["complete"] is True
    assert pieces_on_disk() == []

    dana.send(path_of(link), "tell", what="damaged", upload=[token])
    kept = Attachment.objects.get()
    assert (kept.name, kept.media_type, kept.sha256) == ("fall.mp4", "video/mp4", hashlib.sha256(VIDEO).hexdigest())
    assert fetch(kept.sha256) == VIDEO
    # Taken along once: neither another message nor anybody else gets at it again.
    dana.send(path_of(link), "tell", what="damaged", upload=[token])
    assert Attachment.objects.count() == 1
    assert dana.get(f"{path_of(link)}files/{token}/").status_code == 404


def test_names_from_outside_are_never_paths(dana: Browser, link: Link) -> None:
    name = "..\\..\\/etc/passwd\x00\n.jpg"
    token = begin(dana, link, name, len(JPEG)).json()["upload"]
    put(dana, link, token, 0, JPEG[:50])
    assert [path.name for path in pieces_on_disk()] == [token]
    assert Upload.objects.get().name == "passwd.jpg"


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>" + b" " * 60, b"MZ" + b"\0" * 80, b"PK\x03\x04" + b"\0" * 80]
)
def test_what_is_no_photo_video_or_pdf_is_refused_by_its_content(dana: Browser, link: Link, content: bytes) -> None:
    token = begin(dana, link, "photo.jpg", len(content)).json()["upload"]
    answer = put(dana, link, token, 0, content)
    assert (answer.status_code, answer.json()["error"]) == (422, "file_kind")
    assert not Upload.objects.exists()
    assert pieces_on_disk() == []


def test_a_file_cannot_grow_beyond_what_was_announced(dana: Browser, link: Link) -> None:
    token = begin(dana, link, "a.jpg", 60).json()["upload"]
    assert put(dana, link, token, 0, JPEG[:70]).status_code == 409
    assert put(dana, link, token, 10, JPEG[:20]).status_code == 409
    assert put(dana, link, token, 0, JPEG[:60]).json()["complete"] is True


def test_too_large_too_many_and_too_much_are_refused(
    dana: Browser, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begin(dana, link, "a.mp4", MAX_BYTES + 1).json()["error"] == "file_size"
    assert begin(dana, link, "a.mp4", 0).json()["error"] == "file_size"
    assert begin(dana, link, "a.mp4", "12x").json()["error"] == "file_size"
    for _ in range(2):
        assert begin(dana, link, "a.mp4", MAX_BYTES).status_code == 201
    assert begin(dana, link, "a.mp4", MAX_BYTES).json()["error"] == "file_many", "all files together have a limit"
    for _ in range(uploads.MOST_FILES - 2):
        assert begin(dana, link, "a.jpg", 10).status_code == 201
    assert begin(dana, link, "a.jpg", 10).json()["error"] == "file_many"
    # What nobody finishes within a day makes room again, and leaves nothing on the disk.
    put(dana, link, Upload.objects.first().token, 0, VIDEO[:100])
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1, minutes=1))
    assert begin(dana, link, "a.jpg", 10).status_code == 201
    assert Upload.objects.count() == 1
    assert pieces_on_disk() == []


def test_files_of_one_page_are_out_of_reach_of_another(
    dana: Browser, link: Link, desk: Any, alice: Person, take_in: Callable[..., None]
) -> None:
    from making import order_record

    from amends.desk.orders.models import Order
    from amends.desk.people.actors import actor_of
    from amends.desk.portal.operations import make_link

    take_in(order_record("8500-1"), shop=desk.own_shop)
    order = Order.objects.get(number="8500-1")
    other = make_link(actor=actor_of(alice), shop=desk.own_shop, order=order, now=NOW)
    token = begin(dana, link, "a.jpg", len(JPEG)).json()["upload"]
    for answer in (
        put(dana, other, token, 0, JPEG),
        dana.get(f"{path_of(other)}files/{token}/"),
        dana.delete(f"{path_of(other)}files/{token}/"),
    ):
        assert answer.status_code == 404
    put(dana, link, token, 0, JPEG)
    dana.send(path_of(other), "tell", what="damaged", upload=[token])
    assert not Attachment.objects.exists()


def test_what_she_takes_back_is_gone(dana: Browser, link: Link) -> None:
    token = begin(dana, link, "a.mp4", len(VIDEO)).json()["upload"]
    put(dana, link, token, 0, VIDEO[:1000])
    assert dana.delete(f"{path_of(link)}files/{token}/").status_code == 200
    assert not Upload.objects.exists()
    assert pieces_on_disk() == []


def test_a_file_is_begun_only_by_a_form_of_this_page(dana: Browser, link: Link) -> None:
    assert dana.post(f"{path_of(link)}files/", {"once": "x", "name": "a.jpg", "size": 10}).status_code == 422
