"""Files of a case: what came with messages, what was kept as evidence; sentences for a letter; templates for imports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Path
from pydantic import BaseModel, Field

from amends.connect.contract import RecordKind
from amends.connect.files import template_csv
from amends.core.vocabulary import EvidenceType, Scope
from amends.desk.conversations.queries import messages_with_files
from amends.desk.exhibits import operations as exhibits
from amends.desk.flow import proving
from amends.desk.flow.overview import attachment_of, exhibit_of
from amends.desk.people.actors import actor_of
from amends.web.api.access import person_of
from amends.web.api.importing import Kept
from amends.web.api.letters import letter_in_hand
from amends.web.api.problems import no_such
from amends.web.api.routes import Long, Number, Short, case_or_404, does, present, reads
from amends.web.workspace.casepage.sentences import offered
from amends.web.workspace.views.case_files import served


class FileShown(BaseModel):
    """A file that came or went with a message. Its name is data. ``evidence``: it was kept as evidence."""

    id: int
    message: int
    from_buyer: bool
    at: datetime
    name: str
    media_type: str
    size: int
    sha256: str
    evidence: bool


class ExhibitShown(BaseModel):
    """A piece of evidence: a file, or text."""

    id: int
    type: str
    title: str
    source: str
    captured_at: datetime
    kept_by: str
    name: str
    media_type: str
    size: int
    sha256: str
    text: str


class Files(BaseModel):
    files: list[FileShown]
    evidence: list[ExhibitShown]


class AsEvidence(BaseModel):
    type: EvidenceType


class SentencesWanted(BaseModel):
    """``query``: what the sentence should say, in a screen's language; empty for what goes with the letter."""

    query: Short = ""
    body: Long = ""


class SentenceShown(BaseModel):
    """``text`` is for the buyer, ``gist`` says it to you; ``open``: a slot has to be filled; ``ours``: your company's."""

    name: str
    text: str
    gist: str
    open: bool
    ours: bool


class Sentences(BaseModel):
    sentences: list[SentenceShown] = Field(max_length=50)


@reads("/cases/{case_id}/files", Files, tag="evidence", summary="Files and evidence of a case")
def list_files(request: HttpRequest, case_id: Number) -> Any:
    case = case_or_404(request, case_id)
    kept = list(case.exhibits.all())
    known = {each.attachment_id for each in kept}
    files = [
        FileShown(
            id=each.pk, message=message.pk, from_buyer=message.from_buyer, at=message.sent_at, name=each.name,
            media_type=each.media_type, size=each.size, sha256=each.sha256, evidence=each.pk in known,
        )
        for message in messages_with_files(case.conversation_id)
        for each in message.attachments.all()
    ]  # fmt: skip
    plain = ("type", "title", "source", "captured_at", "kept_by", "name", "media_type", "size", "sha256", "text")
    return Files(
        files=files,
        evidence=[ExhibitShown(id=each.pk, **{name: getattr(each, name) for name in plain}) for each in kept],
    )


@reads("/cases/{case_id}/files/{file_id}", bytes, tag="evidence", summary="The bytes of a file", media_type="*/*")
def download_file(request: HttpRequest, case_id: Number, file_id: Number) -> HttpResponse:
    """It came from outside: nothing in it is safe to run."""
    found = attachment_of(case_or_404(request, case_id), file_id)
    if found is None:
        raise no_such("file")
    return served(found.name, found.media_type, found.sha256)


@reads("/cases/{case_id}/exhibits/{exhibit_id}", bytes, tag="evidence", summary="The bytes of a piece of evidence", media_type="*/*")  # fmt: skip
def download_exhibit(request: HttpRequest, case_id: Number, exhibit_id: Number) -> HttpResponse:
    found = exhibit_of(case_or_404(request, case_id), exhibit_id)
    if found is None:
        raise no_such("piece of evidence")
    return served(found.name or "exhibit.txt", found.media_type, found.sha256)


@does("/cases/{case_id}/files/{file_id}/keep", Kept, tag="evidence", summary="Keep a message's file as evidence", scope=Scope.PROPOSE)  # fmt: skip
def keep_file(request: HttpRequest, case_id: Number, file_id: Number, body: AsEvidence) -> Any:
    """The same file as the same type is kept once."""
    case = case_or_404(request, case_id)
    found = attachment_of(case, file_id)
    if found is None:
        raise no_such("file")
    kept = exhibits.keep_attachment(
        actor=actor_of(person_of(request)), case=case, attachment=found, type=body.type.value, now=present(case)
    )
    proving.refresh_after(case, timezone.now())
    return Kept(id=kept.pk, type=kept.type, title=kept.title, sha256=kept.sha256)


@does("/cases/{case_id}/letter/sentences", Sentences, tag="letters", summary="Find sentences for the letter", scope=Scope.READ)  # fmt: skip
def find_sentences(request: HttpRequest, case_id: Number, body: SentencesWanted) -> Any:
    """By what they mean, filled from the case; nothing is stored."""
    person, reply = person_of(request), letter_in_hand(case_or_404(request, case_id))
    found = offered(reply, person, " ".join(body.query.split())[:200], body.body or reply.body, person.language)
    return Sentences(
        sentences=[
            SentenceShown(name=each.name, text=each.text, gist=each.gist, open=each.open, ours=each.ours)
            for each in found
        ]
    )


@reads("/imports/templates/{kind}", bytes, tag="imports", summary="A CSV file to fill in", media_type="text/csv")
def download_template(request: HttpRequest, kind: Annotated[RecordKind, Path()]) -> HttpResponse:
    response = HttpResponse(template_csv(kind), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"amends-{kind.value}.csv") or "attachment"
    return response
