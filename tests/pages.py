"""Every page of the desk, found from the addresses themselves, so that a new page cannot be forgotten.

``make_examples`` makes by the pages' own forms what a fresh desk has none of (an import, a comparison, a hand-over sheet
…); ``pages_of`` then asks each address of the desk once, as the least of the people who may see it, and keeps what
answers with a whole page. An act (it takes no GET), a part of a page and a file are no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver

from amends.desk.batches.models import Batch
from amends.desk.cases.models import Case, Dispute
from amends.desk.feeds.models import Import
from amends.desk.flow.buyers_page import make_link
from amends.desk.handovers.models import Handover
from amends.desk.people.models import Person
from amends.desk.portal.queries import token_of
from amends.desk.practice.models import Attempt
from amends.desk.replies.models import Reply
from amends.insight.models import Trial

#: Whom the page is made for, where a lesser colleague sees it too, but with less on it.
MADE_FOR = {
    "approvals": "lead", "tonight": "lead", "refunds": "lead", "team": "lead", "policies": "lead",
    "practice_team": "lead", "shops": "owner", "webhooks": "owner",
}  # fmt: skip
#: Shown with a query: without one there is little to see.
ASKED = {"search": "?q=lamp"}
FILE = (
    b"Order ID,Order date,Currency,Total,Country,Buyer,SKU,Qty,Unit price\n"
    b"A-1,2026-11-01 10:00,USD,20.00,US,buyer1,MUG,1,20.00\nB-1,nonsense,USD,20.00,US,buyer2,MUG,1,20.00\n"
)
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True, slots=True)
class Place:
    """One page: the name of its address, an example of it, and who looks at it (agent, lead, owner, nobody).

    ``session`` is the cookie of that person's client; empty where nobody has to be signed in.
    """

    name: str
    address: str
    who: str
    session: str = ""


@dataclass(slots=True)
class Found:
    """The pages; and the names whose example led nowhere."""

    pages: list[Place] = field(default_factory=list)
    without_example: list[str] = field(default_factory=list)


def _practise(client: Client) -> str:
    """Answer the first exercise, begin the second; returns the second."""
    first, second = re.findall(r'name="exercise" value="([^"]+)"', client.get("/practice/").content.decode())[:2]
    began = client.post("/practice/begin/", {"exercise": first})
    client.post("/practice/begin/", {"exercise": second})
    told = {"kind": "damaged", "fault": "seller", "pick": ["full_refund"], "ask": "", "body": "Dear buyer, I am sorry."}
    client.post(f"{began['Location']}answer/", told)
    return second


def make_examples(clients: Mapping[str, Client], case: Case, person: Person, now: datetime) -> dict[str, Any]:
    """What stands for each parameter of an address; ``case`` has a draft, ``person`` is its agent."""
    agent, owner = clients["agent"], clients["owner"]
    case_ids = list(Reply.objects.filter(state=Reply.DRAFT, case__shop=case.shop).values_list("case", flat=True)[:12])
    agent.post("/bulk/", {"case": case_ids})
    for number in case_ids[:2]:
        agent.post(f"/cases/{number}/assign/", {"person": person.pk})
    agent.post("/hand-over/", {"case": case_ids[:2], f"note-{case_ids[0]}": "She waits for a photo", "to": ""})
    exercise = _practise(agent)
    owner.post("/lab/ask/", {"candidate": "shipped:margin_first", "against": "now", "from": "", "to": ""})
    uploaded = ""
    for do in ("run", "look"):
        told = {"shop": case.shop.key, "files": SimpleUploadedFile("orders.csv", FILE)}
        uploaded = str(agent.post("/imports/upload/", told)["Location"])
        if do == "run":
            form = agent.get(uploaded).context["form"]
            columns = {f"field:{row.name}": row.column or ("=" if row.shown else "") for row in form.rows}
            columns |= {f"constant:{row.name}": row.value for row in form.constants}
            agent.post(uploaded, {"mapping": form.choice, "shown": form.choice, **columns, "do": "run"})
    phrase = re.search(r'href="/phrases/([^/"]+)/([^/"]+)/(\d+)/', agent.get("/phrases/").content.decode())
    answered = Attempt.objects.exclude(answered_at=None).latest("pk")
    return {
        "case_id": case.pk, "shop_key": case.shop.key, "key": case.shop.key, "person_id": person.pk,
        "batch_id": _latest(Batch), "sheet_id": _latest(Handover), "trial_id": _latest(Trial),
        "import_id": _latest(Import), "attempt_id": answered.pk, "exercise": exercise,
        "import_new.token": uploaded.rstrip("/").rsplit("/", 1)[-1],
        "token": token_of(make_link(person=person, case=case, now=now)),
        "wording": phrase[1] if phrase else "", "phrase": phrase[2] if phrase else "",
        "number": phrase[3] if phrase else "",
        "case_answer.case_id": _disputed(case),
    }  # fmt: skip


def _disputed(case: Case) -> int:
    """A case that a bank or a platform decides; ``case`` itself may be one that nobody else does."""
    found = Dispute.objects.filter(case__isnull=False, platform__in=("stripe", "ebay")).order_by("pk").first()
    return found.case_id if found is not None and found.case_id is not None else case.pk


def _latest(model: Any) -> int:
    found = model.objects.order_by("-pk").first()
    return found.pk if found else 0


def _addresses(patterns: Sequence[Any], before: str = "/") -> Iterator[tuple[str, str]]:
    for each in patterns:
        route = before + str(each.pattern).lstrip("^").rstrip("$")
        if isinstance(each, URLPattern):
            yield each.name or route, route
        elif not route.startswith("/api/"):
            yield from _addresses(each.url_patterns, route)


def pages_of(clients: Mapping[str, Client], examples: Mapping[str, Any]) -> Found:
    """Ask each address; ``clients`` by role, from the least that sees a page to the owner."""
    found = Found()
    for name, route in _addresses(get_resolver().url_patterns):

        def example(match: re.Match[str], name: str = name) -> str:
            parameter = match[1] or match[2]
            return str(examples.get(f"{name}.{parameter}", examples.get(parameter, 1)))

        address = _PARAMETER.sub(example, route) + ASKED.get(name, "")
        if address.startswith("/live/"):
            continue
        roles = ["nobody"] if name in {"buyers_page", "find_order", "account_login"} else list(clients)
        roles = [MADE_FOR[name]] if name in MADE_FOR else roles
        answers = [(role, _asked(clients[role] if role in clients else Client(), address)) for role in roles]
        statuses = {answer.status_code for _, answer in answers}
        page = next((role for role, answer in answers if _is_page(answer)), None)
        if page is not None:
            cookie = clients[page].cookies.get("sessionid") if page in clients else None
            found.pages.append(Place(name, address, page, cookie.value if cookie else ""))
        elif statuses == {404}:
            found.without_example.append(name)
    return found


def _asked(client: Client, address: str) -> Any:
    return client.get(address, headers={"host": "localhost"})


def _is_page(answer: Any) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and answer.headers.get("Content-Type", "").startswith("text/html")
        and answer.content.lstrip()[:15].lower() == b"<!doctype html>"
    )
