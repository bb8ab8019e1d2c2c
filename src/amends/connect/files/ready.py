"""Mappings that come with Amends, and templates to fill in by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.connect.contract import RecordKind
from amends.connect.files.mapping import FieldRule, Mapping
from amends.connect.files.rows import Layout, UnreadableFile
from amends.connect.files.table import FileSet, Table
from amends.core.packaged import yaml_files


class MappingSet(BaseModel):
    """The mappings for what one system exports: an order, a parcel and a review mapping for the same files, say.

    ``verified`` says whether real exports were read with it; where not, the names of the columns are taken from
    public sources (``source``), and the user is told to look at the first rows.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: dict[str, str]
    note: dict[str, str] = {}
    verified: bool
    as_of: str
    source: str
    mappings: tuple[Mapping, ...]

    def of_kind(self, kind: RecordKind) -> Mapping | None:
        """The mapping for one kind of record."""
        return next((mapping for mapping in self.mappings if mapping.kind is kind), None)


@cache
def ready_mappings() -> dict[str, MappingSet]:
    """Every mapping set in ``mappings/``, by name. Raises pydantic.ValidationError for a broken file."""
    sets: dict[str, MappingSet] = {}
    for name, data in yaml_files("amends.connect.files", "mappings"):
        shared = {"verified": data["verified"], "source": data["source"]}
        data["mappings"] = [{"name": name, **shared, **mapping} for mapping in data["mappings"]]
        sets[name] = MappingSet.model_validate({"name": name, **data})
    return sets


def fitting(source: Table | FileSet) -> list[tuple[float, MappingSet, Mapping]]:
    """The ready mappings whose needed columns a file has, best first, with the share of their columns that is there.

    For a set of files a mapping fits where its main file is among them; sets of several files come before single ones.
    """
    only = _only_table(source)
    found: list[tuple[float, MappingSet, Mapping]] = []
    for known in ready_mappings().values():
        for mapping in known.mappings:
            share = _fit(source, mapping) or (_fit(only, mapping) if only is not None else 0.0)
            if share > 0:
                found.append((share, known, mapping))
    return sorted(found, key=lambda fit: (-fit[0], fit[1].name))


def _only_table(source: Table | FileSet) -> Table | None:
    """The table of a set with one file, where it can be opened without being told how."""
    if isinstance(source, Table) or len(source.sources) != 1:
        return None
    try:
        return Table(source.sources[0], Layout())
    except UnreadableFile:
        return None


def _fit(source: Table | FileSet, mapping: Mapping) -> float:
    if isinstance(source, FileSet):
        return 1.0 if mapping.file is not None and source.find(mapping.file) is not None else 0.0
    if mapping.canonical or mapping.layout.path or any(join.file for join in mapping.joins.values()):
        return 0.0
    header = set(source.header)
    rules = list(mapping.rules())
    there = sum(1 for _, rule in rules if _covered(rule, header))
    needed = [rule for name, rule in rules if name in ("number", "tracking_number", "order_numbers", "external_id")]
    if not all(_covered(rule, header) for rule in needed):
        return 0.0
    return there / len(rules)


def _covered(rule: FieldRule, header: Iterable[str]) -> bool:
    columns = rule.columns_used()
    return not columns or any(column in header for column in columns)


_EXAMPLES: dict[RecordKind, dict[str, str]] = {
    RecordKind.ORDER: {
        "order_number": "8001234500001",
        "placed_at": "2024-03-01 09:30:00",
        "currency": "USD",
        "order_value": "25.90",
        "shipping_paid": "3.90",
        "country": "BR",
        "buyer_reference": "dana01",
        "buyer_name": "Dana",
        "sku": "MUG-BLUE",
        "product_title": "Blue mug",
        "quantity": "2",
        "unit_price": "11.00",
        "unit_cost": "4.20",
    },
    RecordKind.PARCEL: {
        "tracking_number": "LP00123456789CN",
        "order_numbers": "8001234500001",
        "carrier": "Cainiao",
        "origin": "CN",
        "destination": "BR",
        "dispatched_at": "2024-03-02 18:00:00",
        "event_at": "2024-03-02 18:00:00",
        "event_description": "Accepted by carrier",
    },
    RecordKind.MESSAGE: {
        "message_id": "m-1",
        "order_number": "8001234500001",
        "buyer_reference": "dana01",
        "from": "buyer",
        "sent_at": "2024-03-20 11:00:00",
        "text": "Where is my parcel?",
    },
    RecordKind.DISPUTE: {
        "dispute_id": "d-1",
        "order_number": "8001234500001",
        "platform": "aliexpress",
        "reason_code": "not_received",
        "opened_at": "2024-04-01 08:00:00",
        "due_at": "2024-04-06 08:00:00",
        "asked_amount": "25.90",
        "asked_currency": "USD",
        "text": "It never came.",
    },
    RecordKind.REVIEW: {
        "review_id": "r-1",
        "order_number": "8001234500001",
        "sku": "MUG-BLUE",
        "rating": "5",
        "text": "Lovely mug.",
        "written_at": "2024-04-02 10:00:00",
    },
}


def template_csv(kind: RecordKind) -> bytes:
    """A CSV file with all columns of the ``template`` mapping of this kind and one example row to overwrite."""
    mapping = ready_mappings()["template"].of_kind(kind)
    assert mapping is not None
    columns = list(dict.fromkeys(column for _, rule in mapping.rules() for column in rule.columns_used()))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerow([_EXAMPLES[kind].get(column, "") for column in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
