"""What the understanding can learn from: texts whose kind a person corrected, without names and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.masking import masked
from amends.desk.cases.models import Case, Correction


@dataclass(frozen=True, slots=True)
class Said:
    """What the buyer wrote and where: ``message``, ``dispute`` or ``review`` with its stars."""

    text: str
    channel: str
    rating: int | None = None


def keep_correction(*, case: Case, said: Said, read_as: str, now: datetime) -> None:
    """Keep a corrected text under the kind that the case has now. Only where the company agrees."""
    buyer = case.buyer
    names = [case.shop.name, *([buyer.name] if buyer is not None else [])]
    with transaction.atomic(durable=True):
        Correction.objects.create(
            shop=case.shop,
            at=now,
            text=masked(said.text, names),
            channel=said.channel,
            language=case.language,
            rating=said.rating,
            read_as=read_as,
            kind=case.kind,
        )


def corrections() -> Iterator[dict[str, Any]]:
    """All of them as records of the training corpus, the oldest first."""
    for row in Correction.objects.order_by("pk").iterator(chunk_size=500):
        record = {
            "id": f"correction-{row.pk}",
            "text": row.text,
            "channel": row.channel,
            "language": row.language,
            "kind": row.kind,
            "read_as": row.read_as,
        }
        yield record | ({"rating": row.rating} if row.rating is not None else {})
