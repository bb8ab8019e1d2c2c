"""What a letter that has left binds us to: at once what holds whatever the buyer takes, the rest when she has chosen.

"A) I refund 20 dollars by Friday, B) I send a new one by Monday" is no promise to do both. What one option promises, and
by when, is what the same letter would promise if it offered that option alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.contracts.letter import DraftInput
from amends.desk.people.actors import SYSTEM
from amends.desk.promises.operations import make_promises
from amends.desk.replies.models import Reply
from amends.desk.wordings.queries import house_of
from amends.letter import draft
from amends.letter.house import House


def _promised_by(request: Mapping[str, Any], option: Mapping[str, Any], house: House) -> list[dict[str, Any]]:
    decision = {**request["decision"], "menu": [option], "recommended": 0}
    alone = DraftInput.model_validate_json(json.dumps({**request, "decision": decision}))
    return [promise.model_dump(mode="json") for promise in draft(alone, house=house).promises]


def bound_by(reply: Reply, taken: int | None = None) -> list[dict[str, Any]]:
    """The promises of a sent letter that hold: before she has chosen (None), or with the ``taken``-th option."""
    menu = (reply.request.get("decision") or {}).get("menu") or []
    if len(menu) < 2 or not reply.promises:
        return list(reply.promises)
    house = house_of(reply.case.shop)
    options = [_promised_by(reply.request, option, house) for option in menu]
    always = [promise for promise in options[0] if all(promise in option for option in options[1:])]
    held = options[taken] if taken is not None and 0 <= taken < len(menu) else always
    hanging = {promise["what"] for option in options for promise in option}
    return [*held, *(promise for promise in reply.promises if promise["what"] not in hanging)]


def bind(*, reply: Reply, taken: int | None = None, now: datetime) -> None:
    """They become tasks of whoever has the case; a promise that is a task already stays as it is."""
    case = reply.case
    make_promises(
        actor=SYSTEM, case=case, reply_id=reply.pk, promises=bound_by(reply, taken),
        owner=case.assignee or reply.author, now=now,
    )  # fmt: skip
