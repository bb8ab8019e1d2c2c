"""Keeping what was proposed, and what a person made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.contracts.decide import DecideInput, DecideOutput
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.journal.operations import Act, record, record_all
from amends.desk.offers.models import Offer
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.jobs.queue import enqueue


class NotInMenu(DomainError):
    code = "not_in_menu"


#: What a lead said of an earlier choice says nothing of a new one.
NOT_DECLINED: dict[str, Any] = {"declined_by": None, "declined_at": None, "decline_reason": ""}


#: The moment: the same facts an hour later are no news. And what the shop can keep, which says nothing of the case and
#: changes with every refund of another: it is news where it changes what can be offered.
_NO_NEWS = ("now", "waited_days", "stock", "budget_left")


def _facts(request: dict[str, Any]) -> dict[str, Any]:
    """Facts of the case alone."""
    return {key: value for key, value in request.items() if key not in _NO_NEWS}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine was asked about a case, what it answered, and what silence would cost."""

    case: Case
    request: DecideInput
    result: DecideOutput
    silence: Money


def propose(*, actor: Actor, proposals: Sequence[Proposal], now: datetime) -> list[Offer]:
    """Store proposals for cases of one shop with the facts they rest on; returns the offer that stands for each.

    The same facts again keep what stands. What a person has chosen stands on the same facts even where another policy
    decides meanwhile, as long as it holds what the buyer is entitled to.
    """
    if not proposals:
        return []
    with transaction.atomic(durable=True):
        latest = _latest([proposal.case.pk for proposal in proposals])
        standing: list[Offer] = []
        fresh: list[Offer] = []
        replaced: list[int] = []
        for proposal in proposals:
            offer = _offer_of(proposal, now)
            last = latest.get(proposal.case.pk)
            if last is not None and last.state in (Offer.PROPOSED, Offer.CHOSEN):
                if _says_the_same(last, offer) or _choice_stands(last, offer):
                    standing.append(last)
                    continue
                replaced.append(last.pk)
            standing.append(offer)
            fresh.append(offer)
        if replaced:
            Offer.objects.filter(pk__in=replaced).update(state=Offer.REPLACED)
        Offer.objects.bulk_create(fresh)
        acts = [
            Act(
                "offer.proposed",
                f"case:{offer.case_id}",
                {
                    "offer": offer.pk,
                    "menu": [item["remedy"] for item in offer.result["menu"]],
                    "expected_cost": offer.result["expected_cost"],
                    "policy": offer.policy_version,
                },
            )
            for offer in fresh
        ]
        record_all(shop=proposals[0].case.shop_id, actor=actor.journal_name, acts=acts, now=now)
    return standing


def _latest(case_ids: Sequence[int]) -> dict[int, Offer]:
    latest: dict[int, Offer] = {}
    for offer in Offer.objects.filter(case__in=case_ids).order_by("id"):
        latest[offer.case_id] = offer
    return latest


def _offer_of(proposal: Proposal, now: datetime) -> Offer:
    return Offer(
        case=proposal.case,
        at=now,
        request=proposal.request.model_dump(mode="json"),
        result=proposal.result.model_dump(mode="json"),
        silence_minor=proposal.silence.minor,
        policy_version=proposal.result.policy_version,
        approval_needed=proposal.result.approval.needed,
    )


def _says_the_same(last: Offer, new: Offer) -> bool:
    return (
        _facts(last.request) == _facts(new.request)
        and last.policy_version == new.policy_version
        and last.result.get("menu") == new.result["menu"]
        # What cannot be offered any more, or can again, is shown with its reason.
        and (last.state == Offer.CHOSEN or _blocked(last) == _blocked(new))
    )


def _blocked(offer: Offer) -> set[tuple[str, str]]:
    return {(each["remedy"], each["by"]) for each in offer.result.get("blocked", [])}


def _choice_stands(last: Offer, new: Offer) -> bool:
    """Whether a person's choice holds although something else would be proposed on the same facts of the case.

    That is where another policy decides meanwhile, or where stock and budget changed and what she chose can be kept.
    """
    if last.state != Offer.CHOSEN:
        return False
    if last.policy_version == new.policy_version:
        able = [_told(item) for item in new.result["menu"]]
        still = all(_told(item) in able for item in last.chosen_menu or [])
        return still and _keeps(last.request) != _keeps(new.request) and _facts(last.request) == _facts(new.request)
    entitled = any(item["entitled"] for item in new.result["menu"])
    kept = any(item["entitled"] for item in last.chosen_menu or [])
    return _facts(last.request) == _facts(new.request) and (kept or not entitled)


def _told(item: dict[str, Any]) -> tuple[Any, ...]:
    """What of an option the buyer is told."""
    return tuple(item.get(name) for name in ("remedy", "amount", "currency", "by_date"))


def _keeps(request: dict[str, Any]) -> tuple[Any, Any]:
    return request.get("stock"), request.get("budget_left")


def choose(*, actor: Actor, person: Person | None, offer: Offer, picks: Sequence[int], now: datetime) -> Offer:
    """A person picks which items of the menu go to the buyer, in her order. Raises NotInMenu."""
    menu = offer.result["menu"]
    if not picks or any(not 0 <= index < len(menu) for index in picks) or len(set(picks)) != len(picks):
        raise NotInMenu("Choose at least one option of the menu.")
    chosen = [menu[index] for index in picks]
    if offer.request.get("dispute_open") and len(chosen) > 1:
        raise NotInMenu("The platform's form carries one proposal at a time.")
    entitled = [item for item in menu if item["entitled"]]
    if entitled and not any(item["entitled"] for item in chosen):
        raise NotInMenu("The buyer is entitled to one of the marked options: keep it among what you offer.")
    needed = bool(offer.result["approval"]["needed"])
    with transaction.atomic(durable=True):
        if Offer.objects.filter(pk=offer.pk, state__in=(Offer.PROPOSED, Offer.CHOSEN)).update(
            state=Offer.CHOSEN,
            chosen_menu=chosen,
            chosen_by=person,
            approved_by=None,
            # What passed a daily cap before is looked at again when it is sent.
            approval_needed=needed,
            escalated=None,
            **NOT_DECLINED,
        ):
            record(
                shop=offer.case.shop_id,
                actor=actor.journal_name,
                action="offer.chosen",
                subject=f"case:{offer.case_id}",
                now=now,
                data={"offer": offer.pk, "menu": [item["remedy"] for item in chosen]},
            )
            enqueue("flow.redraft", {"case": offer.case_id}, now=now, key=f"redraft:{offer.case_id}", priority=3)
    offer.refresh_from_db()
    return offer


def escalate(*, actor: Actor, person: Person, offer: Offer, reasons: Sequence[str], now: datetime) -> bool:
    """What a letter offers would pass its sender's daily cap: somebody else has to approve. Once for the same person."""
    with transaction.atomic(durable=True):
        told = {"person": person.pk, "name": person.name, "reasons": list(reasons)}
        standing = Offer.objects.filter(pk=offer.pk, state__in=(Offer.PROPOSED, Offer.CHOSEN))
        if offer.escalated == told and offer.approved_by_id is None:
            return False
        changed = standing.update(
            state=Offer.CHOSEN,
            chosen_menu=offer.menu,
            chosen_by=person,
            approval_needed=True,
            approved_by=None,
            escalated=told,
        )
        if changed:
            record(
                shop=offer.case.shop_id,
                actor=actor.journal_name,
                action="offer.escalated",
                subject=f"case:{offer.case_id}",
                now=now,
                data={"offer": offer.pk, "reasons": list(reasons)},
            )
            enqueue("flow.refresh_case", {"case": offer.case_id}, now=now, key=f"refresh:{offer.case_id}")
    offer.refresh_from_db()
    return bool(changed)


def reasons_for(offer: Offer) -> list[str]:
    """Why somebody has to approve: the engine's reasons, and a daily cap that would be passed."""
    return [*offer.result["approval"]["reasons"], *(offer.escalated or {}).get("reasons", [])]


def mark_sent(*, offer: Offer, menu: list[dict[str, Any]]) -> None:
    """The menu has gone to the buyer as it stands here. What she has answered already stays answered."""
    with transaction.atomic(durable=True):
        Offer.objects.filter(pk=offer.pk).exclude(state__in=(Offer.ACCEPTED, Offer.REFUSED)).update(
            state=Offer.SENT, sent_menu=menu
        )


def keep_answer(*, offer: Offer, answer: dict[str, Any]) -> None:
    """What the buyer said to it."""
    state = Offer.SENT
    if answer.get("accepts") is not None:
        state = Offer.ACCEPTED
    elif answer.get("declines") or answer.get("counter"):
        state = Offer.REFUSED
    with transaction.atomic(durable=True):
        Offer.objects.filter(pk=offer.pk).update(answer=answer, state=state)
