"""What waits for approval, and declining it; approving stands with the options."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel, Field

from amends.core.contracts.fields import AmountOf
from amends.core.vocabulary import Scope
from amends.desk.flow import approving
from amends.desk.shops.queries import shops_of
from amends.web.api.access import person_of
from amends.web.api.cases import CaseDetail, detail_of, money
from amends.web.api.routes import Number, Short, case_or_404, does, reads


class WaitingShown(BaseModel):
    """A choice that waits. ``for_me``: you may agree to it; ``above_limit``: it is above your limit."""

    offer: int
    case: int
    kind: str
    remedies: list[str]
    at_most: AmountOf
    worth: AmountOf | None
    due: datetime | None
    reasons: list[str]
    policy: str
    asked_by: str | None
    mine: bool
    for_me: bool
    above_limit: bool


class Approvals(BaseModel):
    approvals: list[WaitingShown]


class DeclinedOptions(BaseModel):
    offer: int = Field(ge=1, le=2**63 - 1)
    reason: Short = Field(min_length=1)


@reads("/approvals", Approvals, tag="approvals", summary="What waits for approval in your shops")
def list_approvals(request: HttpRequest) -> Any:
    """The most urgent first, 200 at most. Approve with `/cases/{case_id}/options/approval`."""
    person = person_of(request)
    found = approving.waiting(person, list(shops_of(person)), timezone.now())
    return Approvals(
        approvals=[
            WaitingShown(
                offer=each.offer.pk,
                case=each.offer.case_id,
                kind=each.offer.case.kind,
                remedies=[item["remedy"] for item in each.offer.chosen_menu or []],
                at_most=money(each.money.minor, each.money.currency),
                worth=money(each.worth.minor, each.worth.currency) if each.worth is not None else None,
                due=each.offer.case.due,
                reasons=each.offer.result["approval"]["reasons"],
                policy=each.offer.policy_version,
                asked_by=each.offer.chosen_by.name if each.offer.chosen_by else None,
                mine=each.mine,
                for_me=each.for_me,
                above_limit=each.above,
            )
            for each in found
        ]
    )


@does("/cases/{case_id}/options/decline", CaseDetail, tag="approvals", summary="Do not approve what is offered", scope=Scope.APPROVE)  # fmt: skip
def decline_options(request: HttpRequest, case_id: Number, body: DeclinedOptions) -> Any:
    """Only a lead or an owner of the shop. The reason stands at the case; the options can be chosen anew."""
    case = case_or_404(request, case_id)
    approving.decline_options(
        person=person_of(request), case=case, offer_id=body.offer, reason=body.reason, now=timezone.now()
    )
    return detail_of(case_or_404(request, case_id))
