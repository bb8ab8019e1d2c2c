"""The translation memory as a file of translation tools."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import File
from ninja.files import UploadedFile
from pydantic import BaseModel

from amends.connect.assist.tmx import MEDIA_TYPE
from amends.core.vocabulary import Scope
from amends.desk.assistance.exchange import take_in_file
from amends.desk.people.actors import actor_of
from amends.web.api.access import person_of
from amends.web.api.routes import company_of, does, reads
from amends.web.workspace.memory_words import fault_text
from amends.web.workspace.views.memory import memory_response


class UnitRefused(BaseModel):
    """``unit`` counts from 1 (0: the file itself, from here on); ``reason`` is for programs, ``message`` for people."""

    unit: int
    name: str
    reason: str
    message: str


class MemoryTaken(BaseModel):
    """``kept``: other words than the file's stand here, and the file does not say that its own are newer.

    ``faults`` are the first 500 of ``faulty``.
    """

    added: int
    changed: int
    unchanged: int
    kept: int
    faulty: int
    faults: list[UnitRefused]


@reads("/assistant/memory", bytes, tag="assistant", summary="The translation memory as TMX", media_type=MEDIA_TYPE)
def download_memory(request: HttpRequest) -> Any:
    """Pairs that people corrected, names and numbers as placeholders; for leads and owners."""
    return memory_response(person_of(request), company_of(request))


@does("/assistant/memory", MemoryTaken, tag="assistant", summary="Bring a translation memory in", scope=Scope.IMPORT)
def take_memory_in(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    """A TMX file, for leads and owners; units that cannot be used are told. The same file again adds nothing."""
    person, company = person_of(request), company_of(request)
    assert file.file is not None, "an upload has its bytes until the request ends"
    taken = take_in_file(
        actor=actor_of(person), person=person, organisation=company, file=file.file, now=timezone.now()
    )  # fmt: skip
    with translation.override("en"):
        faults = [
            UnitRefused(unit=each.number, name=each.name, reason=each.reason, message=fault_text(each))
            for each in taken.faults
        ]
    return MemoryTaken(
        added=taken.added, changed=taken.changed, unchanged=taken.unchanged, kept=taken.kept, faulty=taken.faulty,
        faults=faults,
    )  # fmt: skip
