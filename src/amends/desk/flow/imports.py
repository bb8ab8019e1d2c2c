"""Reading files into a shop: in chunks, each stored with the place reached, so that a broken run goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import puremagic

from amends.connect.contract import (
    DisputeRecord,
    MessageRecord,
    OrderRecord,
    ParcelRecord,
    Problem,
    Record,
    RecordKind,
    ReviewRecord,
)
from amends.connect.files import FileSet, Mapping, Row, Table, read_records
from amends.desk.cases.disputes import take_in_disputes
from amends.desk.conversations.operations import StoredFile, take_in_messages
from amends.desk.feeds.models import Import
from amends.desk.feeds.operations import begin_import, finish_import, reject_rows
from amends.desk.feeds.tracking import TakenIn
from amends.desk.means.operations import MOST_PRODUCTS, count_stock
from amends.desk.orders.operations import take_in_orders
from amends.desk.parcels.operations import take_in_parcels
from amends.desk.people.actors import Actor
from amends.desk.reviews.operations import take_in_reviews
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now
from amends.desk.storage import MAX_BYTES, keep

CHUNK = 500
Progress = Callable[[int, int], None]
#: The order in which kinds are read: what others refer to comes first.
ORDER_OF_KINDS = (RecordKind.ORDER, RecordKind.PARCEL, RecordKind.MESSAGE, RecordKind.DISPUTE, RecordKind.REVIEW)


@dataclass(slots=True)
class Rehearsal:
    """What an import would do, without doing it."""

    good: int = 0
    refused: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    examples: list[dict[str, Any]] = field(default_factory=list)


def rehearse(source: Table | FileSet, mapping: Mapping, *, most_problems: int = 200, examples: int = 5) -> Rehearsal:
    """Read the whole file and write nothing: how many rows are good, what is wrong with the others."""
    found = Rehearsal()
    for row in read_records(source, mapping):
        if row.record is None:
            found.refused += 1
        else:
            found.good += 1
            kind = row.kind.value if row.kind else "record"
            found.kinds[kind] = found.kinds.get(kind, 0) + 1
            if len(found.examples) < examples:
                found.examples.append(row.record.model_dump(mode="json"))
        found.problems += row.problems[: max(most_problems - len(found.problems), 0)]
    return found


def fingerprint_of(paths: Iterable[Path], mapping: Mapping) -> str:
    """The same file with the same mapping has the same fingerprint."""
    digest = hashlib.sha256(json.dumps(mapping.model_dump(mode="json"), sort_keys=True).encode())
    for path in sorted(paths):
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows of one kind in a row, ``size`` at most; refused rows travel along."""
    chunk: list[Row] = []
    kind: RecordKind | None = None
    for row in rows:
        changes = row.kind is not None and kind is not None and row.kind is not kind
        if chunk and (changes or len(chunk) >= size):
            yield chunk
            chunk = []
        kind = row.kind or kind
        chunk.append(row)
    if chunk:
        yield chunk


def import_records(
    *,
    actor: Actor,
    shop: Shop,
    source: Table | FileSet,
    mapping: Mapping,
    name: str,
    fingerprint: str,
    clock: Callable[[], datetime],
    progress: Progress | None = None,
    attachments: Path | None = None,
    chunk: int = CHUNK,
) -> Import:
    """Read a file into a shop: good rows are kept, bad ones listed; twice the same file changes nothing.

    A run that was broken off (even by a kill) goes on where it was: each chunk and the place reached are one
    transaction. Raises UnreadableFile or MappingMismatch before anything is written.
    """
    started = begin_import(
        actor=actor, shop=shop, name=name, fingerprint=fingerprint, mapping=mapping.model_dump(mode="json"), now=clock()
    )
    rows = read_records(source, mapping, start=started.cursor)
    done = 0
    for part in _chunks(rows, chunk):
        _take_in(actor, shop, started, part, clock(), attachments)
        done += len(part)
        if progress is not None:
            progress(done, part[-1].line)
    return finish_import(actor=actor, source=started, notes=list(mapping_notes(mapping)), now=clock())


def mapping_notes(mapping: Mapping) -> Iterator[str]:
    """What the mapping took for granted, for the user."""
    for key, value in mapping.constants.model_dump(mode="json", exclude_none=True).items():
        yield f"{key}: {value}"


def _take_in(
    actor: Actor, shop: Shop, source: Import, part: list[Row], now: datetime, attachments: Path | None
) -> TakenIn | None:
    problems = [problem for row in part for problem in row.problems]
    cursor = part[-1].cursor
    good = [(row.line, row.record) for row in part if row.record is not None]
    taken: TakenIn | None = None
    if good:
        taken = _store(actor, shop, good, now, source, None if problems else cursor, attachments)
    if problems or not good:
        reject_rows(source=source, problems=problems, cursor=cursor)
    return taken


def _store(
    actor: Actor,
    shop: Shop,
    good: list[tuple[int, Record]],
    now: datetime,
    source: Import | None,
    cursor: int | None,
    attachments: Path | None,
) -> TakenIn:
    first = good[0][1]  # a chunk holds records of one kind
    common: dict[str, Any] = {"actor": actor, "shop": shop, "now": now, "source": source, "cursor": cursor}
    if isinstance(first, OrderRecord):
        # Before the place reached is kept: counted twice is counted, and not at all would be lost.
        _count(actor, shop, [record for _, record in good if isinstance(record, OrderRecord)], now)
        return take_in_orders(records=cast("list[tuple[int, OrderRecord]]", good), **common)
    if isinstance(first, ParcelRecord):
        return take_in_parcels(records=cast("list[tuple[int, ParcelRecord]]", good), **common)
    if isinstance(first, DisputeRecord):
        return take_in_disputes(records=cast("list[tuple[int, DisputeRecord]]", good), **common)
    if isinstance(first, ReviewRecord):
        return take_in_reviews(records=cast("list[tuple[int, ReviewRecord]]", good), **common)
    files = {
        record.external_id: _files_of(record, attachments) for _, record in good if isinstance(record, MessageRecord)
    }
    return take_in_messages(records=cast("list[tuple[int, MessageRecord]]", good), files=files, **common)


def _count(actor: Actor, shop: Shop, orders: list[OrderRecord], now: datetime) -> None:
    """The stock that a file tells beside its lines counts as of the import; of several numbers the last."""
    told = {line.sku: line.stock for order in orders for line in order.lines if line.stock is not None}
    for start in range(0, len(told), MOST_PRODUCTS):
        part = dict(list(told.items())[start : start + MOST_PRODUCTS])
        count_stock(actor=actor, person=None, shop=shop, counts=part, now=shop_now(shop, now))


def media_type_of(data: bytes, name: str) -> str:
    """By content, not by name: what the bytes are."""
    try:
        return str(puremagic.from_string(data[:4096], mime=True)) or "application/octet-stream"
    except (puremagic.PureError, ValueError):
        return "text/plain" if b"\0" not in data[:4096] else "application/octet-stream"


def _files_of(record: MessageRecord, folder: Path | None) -> list[StoredFile]:
    """Store a message's files. Names inside a record never lead out of the folder that was given."""
    stored: list[StoredFile] = []
    for attachment in record.attachments:
        data: bytes | None = attachment.text.encode() if attachment.text is not None else None
        if data is None and attachment.path and folder is not None:
            path = (folder / attachment.path).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file() and path.stat().st_size <= MAX_BYTES:
                data = path.read_bytes()
        if data is not None:
            stored.append((attachment.name, media_type_of(data, attachment.name), len(data), keep(data)))
    return stored


def take_in_all(
    *,
    actor: Actor,
    shop: Shop,
    records: Iterable[Record],
    now: datetime,
    attachments: Path | None = None,
    chunk: int = CHUNK,
) -> None:
    """Take in records that did not come from a file (the demonstration shop, a test)."""
    by_kind: dict[type[Any], list[tuple[int, Record]]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append((0, record))
    for kind in (OrderRecord, ParcelRecord, MessageRecord, DisputeRecord, ReviewRecord):
        rows = by_kind.get(kind, [])
        for start in range(0, len(rows), chunk):
            _store(actor, shop, rows[start : start + chunk], now, None, None, attachments)
