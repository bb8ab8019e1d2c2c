"""Files: imports and what became of them, evidence that is kept, and the evidence pack."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import File, Form, Query, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field, ValidationError

from amends.connect.files import Mapping
from amends.core.errors import DomainError
from amends.core.vocabulary import EvidenceType, Scope
from amends.desk.feeds.models import Import
from amends.desk.feeds.queries import import_seen_by, imports_of, problems_after, problems_of
from amends.desk.feeds.uploads import Upload, forget_upload, keep_upload
from amends.desk.flow import proving
from amends.desk.flow.import_files import start_import, trouble_of
from amends.desk.flow.undoing import undo_import
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.desk.storage import MAX_BYTES
from amends.web.api.access import person_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.reading import IdCursor
from amends.web.api.routes import Long, Number, ShopKey, Short, case_or_404, does, reads, shops_asked
from amends.web.workspace.mapping_form import form_of

PAGE, PROBLEMS = 50, 200


class ImportShown(BaseModel):
    """``state``: running, finished, failed, undone. ``trouble``: why a running one does not go on."""

    id: int
    shop: str
    name: str
    state: str
    created: int
    updated: int
    unchanged: int
    rejected: int
    notes: list[Any]
    trouble: str
    started_at: datetime
    finished_at: datetime | None


class ImportPage(BaseModel):
    imports: list[ImportShown]
    next: str | None


class Started(BaseModel):
    imports: list[ImportShown]


class Unread(BaseModel):
    line: int | None
    field: str
    value: str
    reason: str


class UnreadPage(BaseModel):
    problems: list[Unread]
    next: str | None


class Undone(BaseModel):
    """How many records of each kind were removed or put back."""

    removed: dict[str, int]


class Kept(BaseModel):
    id: int
    type: str
    title: str
    sha256: str


class Statement(BaseModel):
    """What the pack's cover letter says in your own words."""

    statement: Long = ""
    language: Annotated[str, Field(max_length=20, description="Of the statement; empty: as it looks")] = ""


def _shown(source: Import) -> ImportShown:
    return ImportShown(
        id=source.pk,
        shop=source.shop.key,
        name=source.name,
        state=source.state,
        created=source.created,
        updated=source.updated,
        unchanged=source.unchanged,
        rejected=source.rejected,
        notes=source.notes,
        trouble=trouble_of(source) if source.state == Import.RUNNING else "",
        started_at=source.started_at,
        finished_at=source.finished_at,
    )


def _import(request: HttpRequest, import_id: int) -> Import:
    found = import_seen_by(person_of(request), import_id)
    if found is None:
        raise no_such("import")
    return found


@reads("/imports", ImportPage, tag="imports", summary="Imports, the newest first")
def list_imports(request: HttpRequest, shop: ShopKey = None, after: IdCursor = None) -> Any:
    rows = imports_of([each.pk for each in shops_asked(request, shop)])
    found = list((rows.filter(pk__lt=int(after)) if after else rows)[: PAGE + 1])
    cursor = str(found[PAGE - 1].pk) if len(found) > PAGE else None
    return ImportPage(imports=[_shown(each) for each in found[:PAGE]], next=cursor)


@reads("/imports/{import_id}", ImportShown, tag="imports", summary="One import")
def read_import(request: HttpRequest, import_id: Number) -> Any:
    return _shown(_import(request, import_id))


@reads("/imports/{import_id}/problems", UnreadPage, tag="imports", summary="What could not be read")
def list_problems(
    request: HttpRequest,
    import_id: Number,
    after: Annotated[
        str | None, Query(pattern=r"^[0-9]{0,18}_[0-9]{1,18}$", description="`next` of the page before.")
    ] = None,
) -> Any:
    """By line; two hundred at a time."""
    source = _import(request, import_id)
    line, _, number = (after or "").partition("_")
    rows = problems_after(source, int(line) if line else None, int(number)) if after else problems_of(source)
    found = list(rows[: PROBLEMS + 1])
    shown = [Unread(line=each.line, field=each.field, value=each.value, reason=each.reason) for each in found]
    last = found[PROBLEMS - 1] if len(found) > PROBLEMS else None
    cursor = f"{'' if last.line is None else last.line}_{last.pk}" if last else None
    return UnreadPage(problems=shown[:PROBLEMS], next=cursor)


def _mappings(upload: Upload, shop: Shop, mapping: str) -> list[Mapping]:
    """The mapping that was sent as JSON or named, else the likeliest. Raises DomainError, Refused."""
    if mapping.lstrip().startswith("{"):
        try:
            return [Mapping.from_dict(json.loads(mapping))]
        except (ValueError, TypeError, AttributeError, ValidationError) as error:
            raise Refused(422, "unusable_mapping", f"This makes no mapping: {str(error)[:300]}") from error
    form = form_of(upload.source(), shop, {"mapping": mapping} if mapping else {}, "en")
    if form.missing:
        raise Refused(422, "fields_missing", f"These fields have no column: {', '.join(form.missing)}.")
    return form.mappings


@does("/imports", Started, tag="imports", summary="Read files into a shop", scope=Scope.IMPORT, status=202)
def begin_import(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File(max_length=30)],
    shop: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{1,60}$")],
    mapping: Annotated[str, Form(max_length=100_000, pattern=r"^[^\x00]*$")] = "",
) -> Any:
    """In the background: look at the import until it has finished.

    ``mapping``: `ready:NAME`, `saved:NUMBER`, `guess:KIND`, a mapping as JSON (as `amends import --show-mapping` prints
    it), or nothing for the likeliest. The same file twice changes nothing.
    """
    into = shops_asked(request, shop)[0]
    given = [(file.name or "", file.size or 0, file.chunks()) for file in files]
    upload = keep_upload(shop_id=into.pk, files=given, now=timezone.now())
    try:
        mappings = _mappings(upload, into, mapping)
    except (DomainError, Refused):
        forget_upload(upload.token)
        raise
    started = start_import(person=person_of(request), shop=into, upload=upload, mappings=mappings, now=timezone.now())
    return Status(202, Started(imports=[_shown(each) for each in started]))


@does("/imports/{import_id}/undo", Undone, tag="imports", summary="Take an import back", scope=Scope.IMPORT)
def take_back(request: HttpRequest, import_id: Number) -> Any:
    """All that it brought goes, what it replaced is put back; refused once something was sent or booked on it."""
    found = _import(request, import_id)
    if found.state in (Import.RUNNING, Import.UNDONE):
        raise DomainError("This import runs, or was taken back before.")
    return Undone(removed=undo_import(actor=actor_of(person_of(request)), source=found, now=timezone.now()))


@does("/cases/{case_id}/evidence", Kept, tag="evidence", summary="Keep a file as evidence", scope=Scope.PROPOSE, status=201)  # fmt: skip
def keep_evidence(
    request: HttpRequest,
    case_id: Number,
    file: Annotated[UploadedFile, File()],
    type: Annotated[EvidenceType, Form()],
    title: Annotated[Short, Form()] = "",
) -> Any:
    """The same file as the same type is kept once."""
    case = case_or_404(request, case_id)
    if not file.size or file.size > MAX_BYTES:
        raise Refused(422, "file_size", f"Send a file that is not empty and has at most {MAX_BYTES // 2**20} MB.")
    kept = proving.keep_upload(
        person=person_of(request), case=case, type=type.value, title=title, name=file.name or "", data=file.read(),
        now=timezone.now(),
    )  # fmt: skip
    return Status(201, Kept(id=kept.pk, type=kept.type, title=kept.title, sha256=kept.sha256))


@does("/cases/{case_id}/evidence/pack", bytes, tag="evidence", summary="Build the evidence pack", scope=Scope.PROPOSE, media_type="application/zip")  # fmt: skip
def build_pack(request: HttpRequest, case_id: Number, body: Statement) -> HttpResponse:
    """A ZIP for the platform of the dispute (else of the shop). Its seal goes into the journal.

    A statement that the lint blocks is refused; a lead lets it go, with a reason, in the workspace.
    """
    case = case_or_404(request, case_id)
    built = proving.build(
        person=person_of(request), case=case, statement=body.statement, language=body.language,
        now=timezone.now(),
    )  # fmt: skip
    response = HttpResponse(built.data, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, built.name) or "attachment"
    response["X-Amends-Seal"] = built.seal
    return response
