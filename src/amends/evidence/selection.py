"""Which exhibits fit the platform's limits: what is needed first, then what helps, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from amends.evidence.checklist import Demand
from amends.evidence.manifest import MAX_CONTENT, MAX_ENTRIES
from amends.evidence.materials import LeftOut, Material

#: What all exhibits of a pack may take up, whatever the platform accepts: half, the rest is for originals.
_MOST_BYTES = MAX_CONTENT // 2
_MOST_FILES = MAX_ENTRIES // 2


@dataclass(frozen=True, slots=True)
class Room:
    """What the documents that are always sent take up."""

    size: int = 0
    pages: int = 0
    count: int = 0


@dataclass(slots=True)
class Selection:
    kept: list[Material] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def readable(size: int) -> str:
    """A size for a person: ``812 bytes``, ``64 KB``, ``4.5 MB`` (powers of 1024)."""
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def _too_large(material: Material, demand: Demand) -> str | None:
    for part in material.parts:
        limit = demand.limits.file_bytes(part.type, demand.scheme)
        if limit is not None and len(part.data) > limit:
            return (
                f"it has {readable(len(part.data))}, and one {part.type} file may have {readable(limit)}; "
                f"make it smaller (lower resolution, fewer pages) and build the pack again."
            )
    return None


def _does_not_fit(material: Material, used: Room, demand: Demand) -> str | None:
    limits = demand.limits
    if used.size + material.size > _MOST_BYTES or used.count + len(material.parts) > _MOST_FILES:
        return (
            f"one pack holds at most {readable(_MOST_BYTES)} and {_MOST_FILES} files of exhibits; "
            f"make it smaller, or split the case into several packs."
        )
    if limits.max_total_bytes is not None and used.size + material.size > limits.max_total_bytes.value:
        return (
            f"with its {readable(material.size)} the files together would pass the limit of "
            f"{readable(limits.max_total_bytes.value)}; make it or other exhibits smaller, or remove one."
        )
    if limits.max_count is not None and used.count + len(material.parts) > limits.max_count.value:
        return (
            f"only {limits.max_count.value} files are accepted; put several pictures into one, "
            f"or remove an exhibit that matters less."
        )
    pages = limits.pages(demand.scheme)
    if pages is not None and used.pages + material.pages > pages:
        return (
            f"with its {material.pages} page{'s' * (material.pages > 1)} the files together would pass the limit of {pages} pages; "
            f"keep only the pages that matter."
        )
    return None


def choose(materials: Sequence[Material], demand: Demand, used: Room) -> Selection:
    """Keep as many exhibits as fit beside ``used``, in the order of their weight; the result keeps the case's order."""
    selection = Selection()
    places = {id(material): place for place, material in enumerate(materials)}
    for material in sorted(materials, key=lambda material: demand.rank(material.exhibit.type)):
        reason = _too_large(material, demand) or _does_not_fit(material, used, demand)
        if reason is None:
            selection.kept.append(material)
            used = Room(used.size + material.size, used.pages + material.pages, used.count + len(material.parts))
        else:
            selection.left_out.append(LeftOut(material.exhibit, reason, material.sha256, material.size))
    selection.kept.sort(key=lambda material: places[id(material)])
    return selection
