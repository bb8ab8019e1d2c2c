"""Files about the goods: the company's library, and what goes with the letter of a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field, StringConstraints

from amends.core.vocabulary import LANGUAGES, Kind, Scope
from amends.desk.flow import guiding
from amends.desk.guides import operations
from amends.desk.guides.models import Guide
from amends.desk.guides.operations import MOST_BYTES, About
from amends.desk.guides.queries import guide_of, guides_of
from amends.desk.people.actors import actor_of
from amends.web.api.access import person_of
from amends.web.api.letters import Letter, letter_answer, letter_in_hand, letter_meant
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Number, Short, case_or_404, company_of, does, reads
from amends.web.workspace.views.case_files import served

Word = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=f"^({'|'.join(LANGUAGES)})$")]


class GuideShown(BaseModel):
    """A file; empty lists mean any. Both days are inclusive. ``size`` is in bytes."""

    id: int
    sort: str
    title: str
    skus: list[str]
    languages: list[str]
    regions: list[str]
    kinds: list[str]
    valid_from: date | None
    valid_until: date | None
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str | None


class Guides(BaseModel):
    guides: list[GuideShown]


class OfferedGuide(BaseModel):
    """``why`` says why it does not go out today; empty where it may. ``attached``: it goes with the letter."""

    id: int
    title: str
    why: str
    attached: bool


class OfferedGuides(BaseModel):
    guides: list[OfferedGuide]


class Attached(BaseModel):
    guide: int = Field(ge=1, le=2**63 - 1)


def _shown(guide: Guide) -> GuideShown:
    return GuideShown(
        id=guide.pk,
        sort=guide.sort,
        title=guide.title,
        skus=guide.skus,
        languages=guide.languages,
        regions=guide.regions,
        kinds=guide.kinds,
        valid_from=guide.valid_from,
        valid_until=guide.valid_until,
        name=guide.name,
        media_type=guide.media_type,
        size=guide.size,
        sha256=guide.sha256,
        added_at=guide.added_at,
        added_by=guide.added_by.name if guide.added_by is not None else None,
    )


def _guide(request: HttpRequest, guide_id: int) -> Guide:
    found = guide_of(company_of(request), guide_id)
    if found is None:
        raise no_such("guide")
    return found


@reads("/guides", Guides, tag="guides", summary="Files that may go out with letters")
def list_guides(request: HttpRequest) -> Any:
    return Guides(guides=[_shown(each) for each in guides_of(company_of(request))])


@does("/guides", GuideShown, tag="guides", summary="Add a file", scope=Scope.SETTINGS, status=201)
def add_guide(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    sort: Annotated[Literal["manual", "video", "report", "certificate"], Form()],
    title: Annotated[Short, Form(min_length=1)],
    skus: Annotated[list[Word] | None, Form(max_length=200)] = None,
    languages: Annotated[list[Language] | None, Form(max_length=60)] = None,
    regions: Annotated[list[Region] | None, Form(max_length=200)] = None,
    kinds: Annotated[list[Kind] | None, Form(max_length=60)] = None,
    valid_from: Annotated[date | None, Form()] = None,
    valid_until: Annotated[date | None, Form()] = None,
) -> Any:
    """For leads. PDF, pictures and films of at most 20 MB; without lists it fits any goods, language, country, kind."""
    if not file.size or file.size > MOST_BYTES:
        raise Refused(422, "file_size", f"Send a file that is not empty and has at most {MOST_BYTES // 2**20} MB.")
    about = About(
        sort=sort, title=title, skus=skus or [], languages=languages or [], regions=regions or [],
        kinds=[each.value for each in kinds or []], valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
    made = guiding.bring_guide(
        person=person_of(request), organisation=company_of(request), about=about, name=file.name or "",
        data=file.read(), now=timezone.now(),
    )  # fmt: skip
    return Status(201, _shown(made))


@reads("/guides/{guide_id}", GuideShown, tag="guides", summary="One file of the library")
def read_guide(request: HttpRequest, guide_id: Number) -> Any:
    return _shown(_guide(request, guide_id))


@reads("/guides/{guide_id}/file", bytes, tag="guides", summary="Its bytes", media_type="*/*")
def download_guide(request: HttpRequest, guide_id: Number) -> HttpResponse:
    guide = _guide(request, guide_id)
    return served(guide.name, guide.media_type, guide.sha256)


@does("/guides/{guide_id}", None, tag="guides", summary="Offer a file no more", scope=Scope.SETTINGS, method="DELETE", status=204)  # fmt: skip
def remove_guide(request: HttpRequest, guide_id: Number) -> Any:
    """For leads. Letters that went out with it keep it."""
    person, guide = person_of(request), _guide(request, guide_id)
    operations.remove_guide(actor=actor_of(person), person=person, guide=guide, now=timezone.now())
    return Status(204, None)


@reads("/cases/{case_id}/letter/guides", OfferedGuides, tag="guides", summary="Files that fit the letter of a case")
def list_offered_guides(request: HttpRequest, case_id: Number) -> Any:
    case = case_or_404(request, case_id)
    reply = letter_in_hand(case)
    attached = {each["guide"] for each in reply.attachments}
    return OfferedGuides(
        guides=[
            OfferedGuide(
                id=each.guide.pk, title=each.guide.title, why=each.why, attached=each.guide.pk in attached
            )
            for each in guiding.offered_guides(case, reply, timezone.now())
        ]
    )  # fmt: skip


@does("/cases/{case_id}/letter/guides", Letter, tag="guides", summary="Let a file go with the letter", scope=Scope.PROPOSE, version=True)  # fmt: skip
def attach_guide(request: HttpRequest, response: HttpResponse, case_id: Number, body: Attached) -> Any:
    """409 where it is not offered for this letter today, or the letter carries no files."""
    case = case_or_404(request, case_id)
    reply = letter_meant(request, case)
    guiding.attach_guide(person=person_of(request), case=case, reply=reply, guide_id=body.guide, now=timezone.now())
    return letter_answer(response, letter_in_hand(case))


@does("/cases/{case_id}/letter/guides/{guide_id}", Letter, tag="guides", summary="Take a file off the letter", scope=Scope.PROPOSE, method="DELETE", version=True)  # fmt: skip
def detach_guide(request: HttpRequest, response: HttpResponse, case_id: Number, guide_id: Number) -> Any:
    case = case_or_404(request, case_id)
    reply = letter_meant(request, case)
    guiding.detach_guide(person=person_of(request), case=case, reply=reply, guide_id=guide_id, now=timezone.now())
    return letter_answer(response, letter_in_hand(case))
