"""Building a pack: letter, timeline, exhibits, originals, checklist and manifest in one ZIP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import typst

from amends.core.contracts.evidence import Checklist, EvidenceInput
from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode
from amends.evidence import documents, filetypes, manifest
from amends.evidence.checklist import Demand, check_request, checklist_of, demand_of, exhibit_name
from amends.evidence.documents import Writer
from amends.evidence.filetypes import page_count
from amends.evidence.materials import Gathered, LeftOut, Material, gather
from amends.evidence.rulebook import Sourced
from amends.evidence.selection import Room, Selection, choose, readable
from amends.evidence.typeset import scripts_of, system_fonts, unshown_characters

_PICTURES_ONLY = (
    "Only pictures are accepted here: letter and timeline stay with you. Put the statement "
    "(originals/statement.txt) into the form's text field."
)


@dataclass(frozen=True, slots=True)
class Pack:
    """``data`` is the ZIP. ``problems`` need a person before sending; ``notes`` are good to know.

    ``seal`` is the manifest's seal: keep it (the journal does), and nobody can exchange the pack unseen.
    """

    data: bytes
    checklist: Checklist
    problems: list[str]
    notes: list[str]
    seal: str


@dataclass(frozen=True, slots=True)
class _Letters:
    """The two documents that always belong to a pack, and what had to be shortened in them."""

    cover: bytes
    timeline: bytes
    problems: tuple[str, ...]

    def room(self, uploaded: bool) -> Room:
        if not uploaded:
            return Room()
        pages = sum(page_count(document, "pdf") or 1 for document in (self.cover, self.timeline))
        return Room(len(self.cover) + len(self.timeline), pages, 2)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of the pack with what the manifest says of it."""

    name: str
    data: bytes
    facts: dict[str, Any]


def _numbers(kept: Sequence[Material]) -> dict[str, int]:
    return {material.exhibit.id: number for number, material in enumerate(kept, start=1)}


def _write_letters(writer: Writer, kept: Sequence[Material]) -> _Letters:
    pages = writer.demand.limits.pages(writer.demand.scheme)
    numbered = [(number, material.exhibit) for number, material in enumerate(kept, start=1)]
    most_letter = None if pages is None else max(1, pages // 4)
    most_timeline = None if pages is None else max(1, pages // 2)
    cover, cover_archival, cut = documents.fitted_letter(writer, numbered, most_letter)
    timeline, timeline_archival, left = documents.fitted_timeline(writer, _numbers(kept), most_timeline)
    problems = []
    if cut:
        problems.append(
            f"The statement is too long for the {pages} pages that are accepted and was cut in the letter; "
            f"shorten it. The whole of it is in originals/statement.txt."
        )
    if left:
        problems.append(
            f"The timeline is too long for the {pages} pages that are accepted: {left} entries are not in "
            f"timeline.pdf; remove what does not matter. All of them are in originals/timeline.txt."
        )
    if not (cover_archival and timeline_archival):
        problems.append(
            "The letter or the timeline is a plain PDF, not PDF/A, since it has characters that no font shows; "
            "check how it looks before sending."
        )
    return _Letters(cover, timeline, tuple(problems))


def _fit(writer: Writer, materials: Sequence[Material]) -> tuple[_Letters, Selection]:
    """Letters and exhibits that fit together. The letters' size hangs on the exhibits they list: hence the rounds."""
    demand = writer.demand
    uploaded = demand.limits.accepts("pdf")
    slack, room = 1024, Room()
    while True:
        selection = choose(materials, demand, room)
        letters = _write_letters(writer, selection.kept)
        taken = letters.room(uploaded)
        if not selection.kept or len(choose(selection.kept, demand, taken).kept) == len(selection.kept):
            return letters, selection
        room = Room(max(room.size, taken.size) + slack, max(room.pages, taken.pages), taken.count)
        slack *= 4


def _exhibit_entries(kept: Sequence[Material]) -> list[_Entry]:
    entries, originals = [], []
    width = max(2, len(str(len(kept))))
    for number, material in enumerate(kept, start=1):
        exhibit = material.exhibit
        facts = {
            "exhibit": exhibit.id,
            "number": number,
            "type": exhibit.type.value,
            "title": exhibit.title,
            "source": exhibit.source,
            "captured_at": exhibit.captured_at.isoformat(),
        }
        stem = f"{number:0{width}d}-{material.slug}"
        for place, part in enumerate(material.parts, start=1):
            page = f"-page-{place}" if len(material.parts) > 1 else ""
            name = f"exhibits/{stem}{page}.{filetypes.suffix(part.type)}"
            media = filetypes.MEDIA_TYPES.get(part.type, "application/octet-stream")
            entries.append(_Entry(name, part.data, {**facts, "role": "upload", "media_type": media}))
        if material.original is not None:
            data, extension = material.original
            media = filetypes.MEDIA_TYPES.get(extension, "text/plain; charset=utf-8")
            originals.append(
                _Entry(f"originals/{stem}.{extension}", data, {**facts, "role": "record", "media_type": media})
            )
    return entries + originals


def _own_entries(request: EvidenceInput, letters: _Letters, uploaded: bool, numbers: dict[str, int]) -> list[_Entry]:
    role = "upload" if uploaded else "record"
    pdf = {"role": role, "media_type": "application/pdf", "type": "document"}
    text = {"role": "record", "media_type": "text/plain; charset=utf-8", "type": "document"}
    entries = [_Entry("cover-letter.pdf", letters.cover, pdf), _Entry("timeline.pdf", letters.timeline, pdf)]
    if request.statement:
        entries.append(_Entry("originals/statement.txt", request.statement.encode("utf-8", "surrogatepass"), text))
    if request.timeline:
        lines = documents.timeline_text(request, numbers).encode("utf-8", "surrogatepass")
        entries.append(_Entry("originals/timeline.txt", lines, text))
    return entries


def _checklist_entry(checked: Checklist, demand: Demand, notes: Sequence[str]) -> _Entry:
    limits = {name: value.model_dump(mode="json") for name, value in demand.limits if isinstance(value, Sourced)}
    content = {
        **checked.model_dump(mode="json"),
        "platform": demand.platform.platform.value,
        "procedure": demand.limits.procedure or None,
        "reason": demand.reason,
        "asked": demand.asks.model_dump(mode="json", exclude={"codes", "reason"}),
        "limits": limits,
        "notes": list(notes),
    }
    facts = {"role": "record", "media_type": "application/json", "type": "document"}
    return _Entry("checklist.json", manifest.written(content), facts)


def _head(request: EvidenceInput, demand: Demand, left_out: Sequence[LeftOut]) -> dict[str, Any]:
    return {
        "case": request.id,
        "kind": request.kind.value,
        "platform": demand.platform.platform.value,
        "procedure": demand.limits.procedure or None,
        "reason_code": request.reason_code,
        "reason": demand.reason,
        "order": request.order.model_dump(mode="json"),
        "shop_name": request.shop_name,
        "prepared_at": request.now.astimezone(UTC).isoformat(),
        "left_out": [
            {
                "exhibit": left.exhibit.id,
                "title": left.exhibit.title,
                "type": left.exhibit.type.value,
                "file": left.exhibit.file,
                "sha256": left.sha256,
                "size": left.size,
                "why": left.reason,
            }
            for left in left_out
        ],
    }


def _limit_problems(demand: Demand, letters: _Letters, kept: Sequence[Material]) -> list[str]:
    """What the limits say of the whole: letters that alone are too large, PDFs whose pages cannot be counted."""
    problems = []
    limits = demand.limits
    room = letters.room(limits.accepts("pdf"))
    if limits.max_total_bytes is not None and room.size > limits.max_total_bytes.value:
        problems.append(
            f"Letter and timeline alone have {readable(room.size)}, more than the {readable(limits.max_total_bytes.value)} "
            f"that are accepted: shorten the statement and the timeline."
        )
    largest = limits.file_bytes("pdf", demand.scheme)
    for name, document in (("cover-letter.pdf", letters.cover), ("timeline.pdf", letters.timeline)):
        if limits.accepts("pdf") and largest is not None and len(document) > largest:
            problems.append(
                f"{name} has {readable(len(document))}, more than the {readable(largest)} accepted: shorten it."
            )
    if limits.pages(demand.scheme) is not None:
        problems += [
            f"{exhibit_name(material.exhibit)}: the pages of its PDF cannot be counted (it may be encrypted or broken); "
            f"print it to a new PDF, or count them yourself: {limits.pages(demand.scheme)} are accepted in all."
            for material in kept
            if any(part.type == "pdf" and part.pages is None for part in material.parts)
        ]
    return problems


def _writer(request: EvidenceInput, demand: Demand, fonts: typst.Fonts | None) -> Writer:
    used = fonts or system_fonts()
    missing = unshown_characters(documents.shown_texts(request, [demand.asks.label]), used)
    return Writer(request, demand, used, missing)


def _script_problems(missing: frozenset[str]) -> list[str]:
    if not missing:
        return []
    return [
        f"No font of this machine shows some characters of: {', '.join(scripts_of(missing))}. The PDFs mark the places; "
        f"the full texts are in originals/. Install fonts (Debian: fonts-noto-core, fonts-noto-cjk) and build again."
    ]


def _usable(gathered: Gathered) -> set[str]:
    usable = {material.exhibit.id for material in gathered.materials}
    return usable | {left.exhibit.id for left in gathered.left_out}


def build_pack(
    request: EvidenceInput, files: Mapping[str, bytes], platform: str, fonts: typst.Fonts | None = None
) -> Pack:
    """The pack for one platform: a ZIP that the seller opens, checks and uploads.

    ``files`` holds the bytes of the exhibits' files by name. In the checklist an exhibit counts when its file is
    there and unchanged, also when it does not fit the limits; whatever is not in the pack stands in ``problems``
    with what to do. The same input on the same fonts gives the same bytes; ``request.now`` dates everything.
    Raises InputError: unknown platform, doubled exhibit ids, incomplete order facts, texts beyond all measure.
    """
    check_request(request)
    demand = demand_of(request, platform)
    writer = _writer(request, demand, fonts)
    gathered = gather(writer, files)
    letters, selection = _fit(writer, gathered.materials)
    left_out = gathered.left_out + selection.left_out
    uploaded = demand.limits.accepts("pdf")
    checked = checklist_of(request, demand, _usable(gathered))
    problems = [
        *checked.problems,
        *gathered.problems,
        *(f"{exhibit_name(left.exhibit)} is not in the pack: {left.reason}" for left in left_out),
        *letters.problems,
        *_limit_problems(demand, letters, selection.kept),
        *_script_problems(writer.missing),
    ]
    notes = [*demand.notes, *gathered.notes, *([] if uploaded else [_PICTURES_ONLY])]
    checked = checked.model_copy(update={"problems": problems})
    entries = [
        *_own_entries(request, letters, uploaded, _numbers(selection.kept)),
        *_exhibit_entries(selection.kept),
        _checklist_entry(checked, demand, notes),
    ]
    data, seal = _archive(entries, _head(request, demand, left_out), request)
    return Pack(data, checked, problems, notes, seal)


def _archive(entries: Sequence[_Entry], head: dict[str, Any], request: EvidenceInput) -> tuple[bytes, str]:
    """The ZIP and its seal. Raises InputError where the originals alone would make it too large to be checked."""
    sealed = manifest.sealed(head, (_facts(entry) for entry in entries))
    packed = [(entry.name, entry.data) for entry in entries] + [(manifest.NAME, manifest.written(sealed))]
    sizes = [len(data) for _, data in packed]
    if max(sizes) > manifest.MAX_ENTRY or sizes[-1] > manifest.MAX_MANIFEST or sum(sizes) > manifest.MAX_CONTENT:
        message = (
            f"The texts of this case make a pack of {readable(sum(sizes))}, too large to be checked: shorten them."
        )
        raise InputError(ErrorCode.TOO_LARGE, message, "exhibits")
    return manifest.archive(packed, request.now), sealed["seal"]


def _facts(entry: _Entry) -> dict[str, Any]:
    return {**entry.facts, "name": entry.name, "size": len(entry.data), "sha256": manifest.sha256(entry.data)}
