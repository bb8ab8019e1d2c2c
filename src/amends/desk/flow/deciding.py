"""The engine, asked with what stands for a shop; what a switch sets going; one policy beside another on real cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.core.contracts.decide import DecideInput, DecideOutput
from amends.decide import Policy, decide, decide_by_table, full_law
from amends.desk.cases.models import Case
from amends.desk.offers.models import Offer
from amends.desk.policies.queries import Standing, standing
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many
from amends.jobs.registry import job

#: Of so many of the newest proposals those are taken that are compared.
LOOK_BACK = 400
#: So many cases show what a change would do.
COMPARED = 10


def decided(by: Standing, request: DecideInput) -> DecideOutput:
    """The menu of one case by what stands: the fixed rules where learning is stopped, else policy and model."""
    if by.fixed_table:
        return decide_by_table(request, policy=by.policy, law=full_law())
    return decide(request, policy=by.policy, law=full_law(), model=by.model, exploration=by.exploration)


@job("flow.policy_switched")
def policy_switched(payload: dict[str, Any], now: datetime) -> None:
    """Look again at the open cases of the shop (None: of all shops of the company) in which nobody has chosen yet.

    Deadlines and letters in people's hands go first.
    """
    open_cases = Case.objects.filter(closed_at__isnull=True, shop__organisation=payload["organisation"])
    if payload["shop"] is not None:
        open_cases = open_cases.filter(shop=payload["shop"])
    proposed = open_cases.filter(offers__state=Offer.PROPOSED).distinct().order_by("pk").values_list("pk", flat=True)
    enqueue_many(
        Work("flow.refresh_case", {"case": pk}, now, key=f"refresh:{pk}", priority=-2)
        for pk in proposed.iterator(chunk_size=2000)
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A case as what stands decides it, and as an edited policy would. ``changed``: the menu is another."""

    case: Case
    stands: DecideOutput
    edited: DecideOutput

    @property
    def changed(self) -> bool:
        return _menu(self.stands) != _menu(self.edited)


def _menu(told: DecideOutput) -> list[tuple[str, str | None]]:
    return [(item.remedy.value, item.amount) for item in told.menu]


def cases_to_compare(shops: Sequence[Shop]) -> list[int]:
    """Ten open cases of these shops whose facts are known, spread over kinds: the newest of each kind in turn."""
    newest = Offer.objects.filter(case__shop__in=shops, case__closed_at__isnull=True).order_by("-id")
    by_kind: dict[str, list[int]] = defaultdict(list)
    for case_id, kind in newest.values_list("case_id", "case__kind")[:LOOK_BACK]:
        if case_id not in by_kind[kind]:
            by_kind[kind].append(case_id)
    chosen: list[int] = []
    while len(chosen) < COMPARED and any(by_kind.values()):
        for kind in sorted(by_kind):
            if by_kind[kind] and len(chosen) < COMPARED:
                chosen.append(by_kind[kind].pop(0))
    return chosen


def compared(shops: Sequence[Shop], case_ids: Sequence[int], policy: Policy) -> list[Compared]:
    """These cases, where they are in these shops, decided twice on the facts that were kept; nothing is stored.

    Nothing is explored, so that a difference comes from the policy. The edited policy decides with the same model, and
    as it would with learning going on where the fixed rules decide now.
    """
    newest: dict[int, Offer] = {}
    found = Offer.objects.filter(case__in=case_ids[:COMPARED], case__shop__in=shops)
    for offer in found.select_related("case__shop__organisation", "case__order").defer("result").order_by("id"):
        newest[offer.case_id] = offer
    standings: dict[int, Standing] = {}
    rows: list[Compared] = []
    for case_id in case_ids:
        if case_id not in newest:
            continue
        offer = newest[case_id]
        shop = offer.case.shop
        if shop.pk not in standings:
            standings[shop.pk] = replace(standing(shop), exploration=None)
        request = DecideInput.model_validate(offer.request, strict=False)
        by = standings[shop.pk]
        edited = replace(by, policy=policy, fixed_table=False)
        rows.append(Compared(offer.case, decided(by, request), decided(edited, request)))
    return rows
