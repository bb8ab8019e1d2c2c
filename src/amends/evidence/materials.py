"""From the exhibits of a case and the bytes that came along to the files that could be uploaded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from amends.core.contracts.evidence import ExhibitRecord
from amends.evidence import filetypes
from amends.evidence.checklist import exhibit_name
from amends.evidence.documents import Writer
from amends.evidence.filetypes import file_type, page_count
from amends.evidence.typeset import unshown_characters


@dataclass(frozen=True, slots=True)
class Part:
    """One file for upload. ``type`` is a name of filetypes.py, ``pages`` None where they cannot be counted."""

    data: bytes
    type: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """An exhibit that can be used: its files for upload, and the original text beside them.

    ``sha256`` is that of the exhibit as it was given.
    """

    exhibit: ExhibitRecord
    slug: str
    parts: tuple[Part, ...]
    sha256: str
    original: tuple[bytes, str] | None = None

    @property
    def size(self) -> int:
        return sum(len(part.data) for part in self.parts)

    @property
    def pages(self) -> int:
        """Pages of all parts; a file whose pages cannot be counted counts as one."""
        return sum(part.pages or 1 for part in self.parts)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exhibit that is there but not in the pack, and why."""

    exhibit: ExhibitRecord
    reason: str
    sha256: str
    size: int


@dataclass(slots=True)
class Gathered:
    """What came of the exhibits; every one of them is a material, is left out, or has a problem."""

    materials: list[Material] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _bytes_of(exhibit: ExhibitRecord, files: Mapping[str, bytes]) -> bytes | str:
    """The exhibit's bytes, or the sentence that says why they cannot be used."""
    name = exhibit_name(exhibit)
    if exhibit.file is None:
        data = (exhibit.text or "").encode("utf-8", "surrogatepass")
        what = "text"
    else:
        if filetypes.leads_out(exhibit.file):
            return f"{name}: the file name {exhibit.file!r} leads out of the folder; give a name inside it."
        if exhibit.file not in files:
            return f"{name}: the file {exhibit.file!r} is missing; put it into the folder or correct the name."
        data = files[exhibit.file]
        what = f"file {exhibit.file!r}"
        if not data:
            return f"{name}: the {what} is empty; save it again from its source."
    if exhibit.sha256 is not None:
        given = exhibit.sha256.strip().casefold()
        if len(given) != 64 or any(digit not in "0123456789abcdef" for digit in given):
            return f"{name}: its sha256 is no SHA-256 of 64 hexadecimal digits; correct or remove it."
        if hashlib.sha256(data).hexdigest() != given:
            return (
                f"{name}: the {what} is not the one that was recorded (its SHA-256 differs); "
                f"bring back the original, or record the new one as an exhibit of its own."
            )
    return data


def _slug(exhibit: ExhibitRecord) -> str:
    if exhibit.file is None:
        return filetypes.safe_name(exhibit.title, exhibit.type.value)
    stem = exhibit.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or exhibit.file
    return filetypes.safe_name(stem, exhibit.type.value)


def _as_pages(writer: Writer, exhibit: ExhibitRecord, text: str) -> tuple[tuple[Part, ...], bool]:
    """A text as pages that the platform takes: PDF, or one PNG for each page. And whether a PDF is PDF/A."""
    extra = unshown_characters([text], writer.fonts) if exhibit.file is not None else frozenset[str]()
    data = replace(writer, missing=writer.missing | extra).exhibit_page(exhibit, text)
    if writer.demand.limits.accepts("pdf") or not writer.demand.limits.accepts("png"):
        document, archival = writer.pdf("exhibit", data)
        return (Part(document, "pdf", page_count(document, "pdf")),), archival
    return tuple(Part(page, "png", 1) for page in writer.images("exhibit", data)), True


def _accepted(writer: Writer) -> str:
    limits = writer.demand.limits
    return ", ".join(limits.file_types.value) if limits.file_types else "any"


def _gather_one(writer: Writer, exhibit: ExhibitRecord, data: bytes, gathered: Gathered) -> None:
    limits, name = writer.demand.limits, exhibit_name(exhibit)
    digest = hashlib.sha256(data).hexdigest()
    text = filetypes.as_text(data) if exhibit.file is None else None
    kind, confirmed = ("txt", True) if exhibit.file is None else file_type(data, exhibit.file)
    if exhibit.file is not None and kind in filetypes.TEXT_TYPES and not limits.accepts(kind):
        text = filetypes.as_text(data)
    beside = exhibit.text.encode() if exhibit.file is not None and exhibit.text else None
    if text is not None or exhibit.file is None:
        parts, archival = _as_pages(writer, exhibit, text if text is not None else exhibit.text or "")
        if not archival:
            gathered.problems.append(f"{name}: its page is a plain PDF, not PDF/A; check how it looks before sending.")
        gathered.materials.append(Material(exhibit, _slug(exhibit), parts, digest, (data, filetypes.suffix(kind))))
        return
    if not limits.accepts(kind):
        what = kind or "unknown"
        advice = "send a photo or a link of it" if kind in ("mp4", "mov", "webm") else "convert it to one of these"
        reason = f"the file type {what} is not accepted here (accepted: {_accepted(writer)}); {advice}."
        gathered.left_out.append(LeftOut(exhibit, reason, digest, len(data)))
        return
    claimed = filetypes.named_type(exhibit.file or "")
    if not confirmed and kind in filetypes.MEDIA_TYPES:
        gathered.problems.append(
            f"{name}: {exhibit.file!r} is named as {kind}, but its content is none; open it and save it again."
        )
    elif confirmed and claimed != kind and claimed in filetypes.MEDIA_TYPES:
        gathered.notes.append(f"{name}: {exhibit.file!r} is a {kind} file; in the pack it is named so.")
    part = Part(data, kind, page_count(data, kind))
    gathered.materials.append(Material(exhibit, _slug(exhibit), (part,), digest, (beside, "txt") if beside else None))


def gather(writer: Writer, files: Mapping[str, bytes]) -> Gathered:
    """Read, check and where needed set every exhibit of the case."""
    gathered = Gathered()
    for exhibit in writer.request.exhibits:
        if exhibit.file is None and not (exhibit.text or "").strip():
            continue  # said by the checklist
        data = _bytes_of(exhibit, files)
        if isinstance(data, str):
            gathered.problems.append(data)
        else:
            _gather_one(writer, exhibit, data, gathered)
    return gathered
