"""What the cover letter, the timeline and the pages of text exhibits say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import typst

from amends.core.contracts.evidence import EvidenceInput, ExhibitRecord, TimelineEntry
from amends.core.money import Money
from amends.evidence import typeset
from amends.evidence.checklist import Demand
from amends.evidence.filetypes import page_count
from amends.evidence.rulebook import type_texts

#: A timeline entry is cut here in the PDF, in characters; the whole text stands in originals/timeline.txt.
_ENTRY_LENGTH = 600
#: More than these never fit on one page of the layouts, so nothing longer need be tried: rows, characters, characters in a row.
_MOST_ROWS = 60
_MOST_ON_PAGE = 8_000
_ROW_LENGTH = 90


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the documents of one case: the same fonts, time and set of characters throughout."""

    request: EvidenceInput
    demand: Demand
    fonts: typst.Fonts
    missing: frozenset[str]

    def said(self, text: str) -> dict[str, Any]:
        return typeset.said(text, self.missing)

    def _fact(self, label: str, value: str) -> dict[str, Any]:
        return {"label": label, "value": self.said(value)}

    def _frame(self, title: str) -> dict[str, Any]:
        request = self.request
        order = request.order
        amount = Money.parse(order.value, order.currency, "order.value")
        facts = [
            self._fact("Shop", request.shop_name),
            self._fact("Order number", order.number),
            self._fact("Sold on", order.platform),
            self._fact("Order value", str(amount)),
            self._fact("Ordered", utc(order.ordered_at)),
        ]
        if order.product:
            facts.append(self._fact("Product", order.product))
        if order.tracking_numbers:
            facts.append(self._fact("Tracking number", ", ".join(order.tracking_numbers)))
        return {
            "title": title,
            "facts": facts,
            "shop": self.said(request.shop_name),
            "footer": self.said(f"{request.shop_name} · order {order.number}"),
            "prepared_at": utc(request.now),
        }

    def cover_letter(self, numbered: Sequence[tuple[int, ExhibitRecord]], statement: str) -> dict[str, Any]:
        """Order facts, statement, and the numbered exhibits with what each shows. English."""
        data = self._frame("Answer to a dispute")
        data["facts"].append(self._fact("Dispute", self.demand.asks.label))
        if self.request.reason_code:
            data["facts"].append(self._fact("Reason code", self.request.reason_code))
        data["facts"].append(self._fact("Case", str(self.request.id)))
        data["statement"] = self._paragraphs(statement)
        texts = type_texts()
        data["exhibits"] = [
            {
                "number": number,
                "title": self.said(exhibit.title.strip() or texts[exhibit.type].name),
                "shows": f"{texts[exhibit.type].name}. {texts[exhibit.type].shows}",
                "source": self.said(exhibit.source),
                "captured_at": utc(exhibit.captured_at).removesuffix(" UTC"),
            }
            for number, exhibit in numbered
        ]
        return data

    def timeline(self, entries: Sequence[TimelineEntry], numbers: Mapping[str, int], left: int) -> dict[str, Any]:
        """The entries as a table; ``left`` says how many more the platform's page limit left no room for."""
        data = self._frame("Timeline")
        cut = False
        rows = []
        for entry in entries:
            text = entry.text
            if len(text) > _ENTRY_LENGTH:
                text, cut = text[:_ENTRY_LENGTH] + " […]", True
            number = numbers.get(entry.exhibit or "")
            rows.append(
                {
                    "at": utc(entry.at).removesuffix(" UTC"),
                    "actor": self.said(entry.actor),
                    "text": self.said(text),
                    "exhibit": str(number) if number else "",
                }
            )
        data["entries"] = rows
        data["remarks"] = ["Long entries are cut where […] stands."] if cut else []
        if left:
            data["remarks"].append(f"{left} further entries are not shown.")
        return data

    def exhibit_page(self, exhibit: ExhibitRecord, text: str) -> dict[str, Any]:
        data = self._frame(type_texts()[exhibit.type].name)
        data["heading"] = self.said(exhibit.title.strip() or type_texts()[exhibit.type].name)
        data["facts"] = [
            self._fact("Order number", self.request.order.number),
            self._fact("Type", type_texts()[exhibit.type].name),
            self._fact("Source", exhibit.source),
            self._fact("Captured", utc(exhibit.captured_at)),
        ]
        data["paragraphs"] = self._paragraphs(text)
        return data

    def _paragraphs(self, text: str) -> list[dict[str, Any]]:
        return [self.said(line) for line in typeset.visible(text).split("\n") if line.strip()]

    def pdf(self, layout: str, data: dict[str, Any]) -> tuple[bytes, bool]:
        return typeset.pdf(layout, data, self.request.now, self.fonts)

    def images(self, layout: str, data: dict[str, Any]) -> list[bytes]:
        return typeset.page_images(layout, data, self.request.now, self.fonts)


def shown_texts(request: EvidenceInput, extra: Iterable[str]) -> list[str]:
    """Every text of a case that a document shows."""
    order = request.order
    texts = [request.shop_name, request.statement, order.number, order.platform, order.product or "", str(request.id)]
    texts += [*order.tracking_numbers, request.reason_code or ""]
    texts += [part for entry in request.timeline for part in (entry.actor, entry.text)]
    texts += [part for exhibit in request.exhibits for part in (exhibit.title, exhibit.source, exhibit.text or "")]
    return [*texts, *extra]


def ordered_timeline(request: EvidenceInput) -> list[TimelineEntry]:
    """The entries by time; those of the same moment keep their order."""
    return sorted(request.timeline, key=lambda entry: entry.at)


def timeline_text(request: EvidenceInput, numbers: Mapping[str, int]) -> str:
    """The whole timeline as lines of JSON: time in UTC, actor, text, exhibit id and number."""
    lines = [
        json.dumps(
            {
                "at": entry.at.astimezone(UTC).isoformat(),
                "actor": entry.actor,
                "text": entry.text,
                "exhibit": entry.exhibit,
                "number": numbers.get(entry.exhibit or ""),
            },
            ensure_ascii=False,
        )
        for entry in ordered_timeline(request)
    ]
    return "".join(line + "\n" for line in lines)


def _pages(document: bytes) -> int:
    return page_count(document, "pdf") or 1


def fitted_letter(
    writer: Writer, numbered: Sequence[tuple[int, ExhibitRecord]], most_pages: int | None
) -> tuple[bytes, bool, bool]:
    """(PDF, whether PDF/A, whether the statement had to be cut) within ``most_pages`` pages."""
    statement = writer.request.statement
    length = len(statement) if most_pages is None else min(len(statement), most_pages * _MOST_ON_PAGE)
    cut = length < len(statement)
    first = statement[:length].rstrip() + " […]" if cut else statement
    document, archival = writer.pdf("cover-letter", writer.cover_letter(numbered, first))
    while most_pages is not None and (pages := _pages(document)) > most_pages and length > 200:
        length, cut = int(length * min(0.8, most_pages / pages)), True
        shorter = statement[:length].rstrip() + " […]"
        document, archival = writer.pdf("cover-letter", writer.cover_letter(numbered, shorter))
    return document, archival, cut


def _at_most(entries: Sequence[TimelineEntry], order: Sequence[int], rows: int) -> int:
    """How many entries, in this order, can fit into so many rows if none breaks earlier than it must."""
    used = 0
    for kept, index in enumerate(order):
        used += 1 + min(len(entries[index].text), _ENTRY_LENGTH) // _ROW_LENGTH
        if used > rows:
            return max(1, kept)
    return len(order)


def fitted_timeline(writer: Writer, numbers: Mapping[str, int], most_pages: int | None) -> tuple[bytes, bool, int]:
    """(PDF, whether PDF/A, entries left out). Entries that cite an exhibit stay longest, then the latest."""
    entries = ordered_timeline(writer.request)
    order = sorted(range(len(entries)), key=lambda i: ((entries[i].exhibit or "") not in numbers, -i))
    keep = len(entries) if most_pages is None else _at_most(entries, order, most_pages * _MOST_ROWS)
    first = [entries[index] for index in sorted(order[:keep])]
    document, archival = writer.pdf("timeline", writer.timeline(first, numbers, len(entries) - keep))
    while most_pages is not None and (pages := _pages(document)) > most_pages and keep > 1:
        keep = max(1, int(keep * min(0.8, most_pages / pages)))
        chosen = [entries[index] for index in sorted(order[:keep])]
        document, archival = writer.pdf("timeline", writer.timeline(chosen, numbers, len(entries) - keep))
    return document, archival, len(entries) - keep
