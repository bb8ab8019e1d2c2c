"""What open lists are told while they are open: their counters, and their rows as they would be now."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from amends.desk.flow.news import ShopsPulse
from amends.web import showing
from amends.web.workspace.frame import Frame
from amends.web.workspace.rows import rows_of


def digest(*told: Any) -> str:
    """A short name of what is shown: equal where a person would see the same."""
    return hashlib.blake2b(repr(told).encode(), digest_size=9).hexdigest()


def live_address(request: HttpRequest, name: str, pulse: ShopsPulse) -> str:
    """Where a list asks for news: what it shows, and the state in which it was made."""
    query = request.GET.copy()
    query["state"] = digest(pulse.state)
    return f"{reverse(name)}?{query.urlencode()}"


def queue_state(frame: Frame, context: dict[str, Any], had: str = "") -> dict[str, Any]:
    """The counters, and the rows of this page of the queue, each with its case and its digest.

    ``had`` names the rows that the page shows (``CASE.DIGEST``, with commas): what is the same is not sent again.
    """
    known = set(had.split(","))
    return {
        "counts": {f"tab-{tab['key']}": showing.number_text(tab["count"], frame.language) for tab in context["tabs"]},
        "rows": [
            [row.case, row.digest, "" if f"{row.case}.{row.digest}" in known else row.html]
            for row in rows_of(context["lines"])
        ],
    }


def morning_state(frame: Frame, context: dict[str, Any]) -> dict[str, Any]:
    """The morning page's counters, and a digest of its lists."""
    counts = {tab: context["counts"].get(tab) or 0 for tab in ("deadline", "approve", "answer")}
    return {
        "counts": {f"tab-{tab}": showing.number_text(count, frame.language) for tab, count in counts.items()},
        "digest": morning_digest(context),
    }


def morning_digest(context: dict[str, Any]) -> str:
    """Of what the lists of the morning page name; countdowns and the hour are nothing that changes them."""
    lists = [
        [(line.id, line.risk, line.proposal) for line in context[name]]
        for name in ("due", "late", "approve", "parcels")
    ]
    promises = [promise.pk for promise, _ in context["promises"]]
    silent = [shop.pk for shop in context["silent"]]
    return digest(lists, promises, silent, context["due_total"], context["claims"], context["paid"], context["drift"])


def parcels_state(context: dict[str, Any]) -> dict[str, Any]:
    """Which parcels stand on this page of the list, and a digest of what it says of them."""
    return {"items": [parcel.pk for parcel in context["parcels"]], "digest": parcels_digest(context)}


def parcels_digest(context: dict[str, Any]) -> str:
    return digest(
        [(parcel.pk, parcel.anomaly, parcel.leg, round(parcel.loss_probability, 2)) for parcel in context["parcels"]]
    )
