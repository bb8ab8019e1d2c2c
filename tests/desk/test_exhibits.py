"""Evidence: kept once, with its hash, its source and its time; a pack can be built from a case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from making import NOW, message_record, parcel_record

from amends.core.vocabulary import EvidenceType
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Attachment
from amends.desk.exhibits.models import Exhibit
from amends.desk.exhibits.operations import NotEvidence, keep_attachment, keep_file, keep_text
from amends.desk.flow.proof import case_record
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.storage import keep
from amends.evidence import build_pack, verify_pack

pytestmark = pytest.mark.django_db
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(300)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], tmp_path: Path) -> Case:
    """Dana sent a photo of what she got."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p.png").write_bytes(PHOTO)
    take_in(
        parcel_record(),
        message_record(text="A lâmpada chegou quebrada.", attachments=[{"name": "p.png", "path": "p.png"}]),
        attachments=tmp_path / "in",
    )
    run_jobs(NOW)
    return Case.objects.select_related("shop", "order").get()


def test_one_click_makes_an_exhibit_of_a_file_and_the_second_none(case: Case, alice: Person) -> None:
    photo = Attachment.objects.select_related("message").get()
    first = keep_attachment(actor=actor_of(alice), case=case, attachment=photo, type="buyer_photo", now=NOW)
    again = keep_attachment(actor=actor_of(alice), case=case, attachment=photo, type="buyer_photo", now=NOW)
    assert first == again
    assert first.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert first.captured_at == photo.message.sent_at
    assert Entry.objects.filter(action="exhibit.kept").count() == 1


def test_a_kept_exhibit_changes_what_the_engine_is_asked_with(
    case: Case, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    photo = Attachment.objects.select_related("message").get()
    keep_attachment(actor=actor_of(alice), case=case, attachment=photo, type="buyer_photo", now=NOW)
    run_jobs(NOW)
    newest = case.offers.first()
    assert newest is not None
    assert "buyer_photo" in newest.request["evidence"]
    assert "tracking_history" in newest.request["evidence"]


def test_only_known_kinds_of_evidence_are_kept(case: Case) -> None:
    photo = Attachment.objects.select_related("message").get()
    with pytest.raises(NotEvidence):
        keep_attachment(actor=SYSTEM, case=case, attachment=photo, type="rumour", now=NOW)
    with pytest.raises(NotEvidence):
        keep_file(
            actor=SYSTEM, case=case, type="rumour", title="", name="x", media_type="text/plain", size=1,
            sha256="0" * 64, now=NOW,
        )  # fmt: skip


def test_text_is_evidence_under_its_own_hash(case: Case) -> None:
    told = {
        "type": EvidenceType.TEST_REPORT,
        "title": "Report",
        "source": "laboratory",
        "text": "5 W measured.",
        "captured_at": NOW,
    }
    first = keep_text(actor=SYSTEM, case=case, now=NOW, **told)  # type: ignore[arg-type]
    assert keep_text(actor=SYSTEM, case=case, now=NOW, **told) == first  # type: ignore[arg-type]
    assert first.sha256 == hashlib.sha256(b"5 W measured.").hexdigest()


def test_a_pack_can_be_built_from_a_case_and_shows_any_change(case: Case, alice: Person) -> None:
    keep_file(
        actor=actor_of(alice), case=case, type="packing_photo", title="Before sealing", name="../../p.png",
        media_type="image/png", size=len(PHOTO), sha256=keep(PHOTO), now=NOW,
    )  # fmt: skip
    request, files = case_record(case, NOW)
    assert {exhibit.type.value for exhibit in request.exhibits} >= {
        "order_record", "tracking_history", "chat_record", "packing_photo",
    }  # fmt: skip
    pack = build_pack(request, files, "aliexpress")
    assert verify_pack(pack.data).ok
    spoiled = bytearray(pack.data)
    spoiled[len(spoiled) // 2] ^= 0xFF
    assert not verify_pack(bytes(spoiled)).ok


def test_an_exhibit_whose_bytes_were_changed_is_not_proved_with(case: Case, alice: Person, settings: object) -> None:
    digest = keep(PHOTO)
    keep_file(
        actor=actor_of(alice), case=case, type="packing_photo", title="t", name="p.png", media_type="image/png",
        size=len(PHOTO), sha256=digest, now=NOW,
    )  # fmt: skip
    (Path(settings.AMENDS_FILES) / digest[:2] / digest).write_bytes(b"other")  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="was changed"):
        case_record(case, NOW)
    assert Exhibit.objects.get().sha256 == digest
