"""Which policy decides where: read, checked, kept, switched on, taken back, and the switch that stops learning."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from pydantic import BaseModel, Field, StringConstraints

from amends.core.contracts.fields import AmountOf
from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.decide import policy_names, shipped_policy, shipped_text
from amends.desk.flow.deciding import Compared, cases_to_compare, compared
from amends.desk.people.actors import actor_of
from amends.desk.policies import operations
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.operations import Choice, OwnersOnly
from amends.desk.policies.queries import (
    FIRST_POLICY,
    kept_policy,
    may_stop,
    may_switch,
    models_of,
    policies_of,
    standing_switches,
    switches_of,
)
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shops_of
from amends.web.api.access import person_of
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Number, ShopNamed, Short, company_of, does, own_shop, reads
from amends.web.workspace.policy_errors import judged

HISTORY = 50
#: A policy: ``shipped:NAME`` or ``kept:NUMBER``.
Named = Annotated[str, StringConstraints(pattern=r"^(shipped:[a-z_]{1,40}|kept:[0-9]{1,18})$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200_000, pattern=r"^[^\x00]*$")]


class PolicyPlace(BaseModel):
    """What decides in a shop (null: in all shops). ``follows``: it has nothing of its own. ``stopped``: fixed rules."""

    shop: str | None
    version: str
    model: int | None
    exploration_share: str
    follows: bool
    stopped: bool
    may_switch: bool
    may_stop: bool


class PolicyShown(BaseModel):
    """``key`` is its name for switching and comparing."""

    key: str
    version: str
    based_on: str
    kept_at: datetime | None
    kept_by: str | None


class PolicyText(PolicyShown):
    """``text`` is its YAML with all comments."""

    text: str


class Learned(BaseModel):
    id: int
    digest: str
    made_at: datetime
    sample: int
    state: str


class PolicyChange(BaseModel):
    """One change of what decides, for a shop or (null) all shops. ``undoes``: the change that it took back."""

    id: int
    shop: str | None
    version: str | None
    model: int | None
    exploration_share: str
    fixed_rules: bool
    since: datetime
    by: str | None
    reason: str
    undoes: int | None


class Policies(BaseModel):
    places: list[PolicyPlace]
    policies: list[PolicyShown]
    models: list[Learned]
    changes: list[PolicyChange]


class NewVersion(BaseModel):
    """``text`` is the whole YAML and says ``name`` itself; ``based_on`` the version that was edited."""

    name: str = Field(min_length=1, max_length=40, pattern=r"^[^@\x00]+$", examples=["ours"])
    text: Text
    based_on: str = Field("", max_length=80, pattern=r"^[^\x00]*$")


class PolicyDraft(BaseModel):
    text: Text


class PolicyTrouble(BaseModel):
    """What is wrong with a policy; ``path`` leads to it."""

    path: list[str]
    message: str


class CaseCompared(BaseModel):
    """One case under what stands and under the draft: the remedies of both menus, and what each is expected to cost."""

    case: int
    stands: list[str]
    draft: list[str]
    stands_cost: AmountOf
    draft_cost: AmountOf
    changed: bool


class Checked(BaseModel):
    good: bool
    troubles: list[PolicyTrouble]
    cases: list[CaseCompared]


class SwitchedOn(BaseModel):
    """``policy`` null: the shop follows all shops again. ``model``: what was learned and is to decide with it."""

    policy: Named | None
    shop: ShopNamed | None = None
    model: int | None = Field(None, ge=1, le=2**63 - 1)
    exploration_share: str = Field("0", pattern=r"^0(\.[0-9]{1,4})?$", examples=["0.05"])
    reason: Short = Field(min_length=1)


class LearningStopped(BaseModel):
    """``stopped`` true: the fixed rules decide from now on; false: what stood before does again."""

    stopped: bool
    shop: ShopNamed | None = None
    reason: Short = Field(min_length=1)


class WithReason(BaseModel):
    reason: Short = Field(min_length=1)


class PolicyChanges(BaseModel):
    changes: list[PolicyChange]


def _shops(request: HttpRequest) -> list[Shop]:
    return list(shops_of(person_of(request)).filter(organisation=company_of(request)))


def _version(switch: Switch | None) -> str:
    if switch is None:
        return shipped_policy(FIRST_POLICY).version
    return (
        switch.policy.version if switch.policy is not None else shipped_policy(switch.shipped or FIRST_POLICY).version
    )


def _places(request: HttpRequest) -> list[PolicyPlace]:
    person, organisation = person_of(request), company_of(request)
    rows = standing_switches(organisation)
    found = []
    for shop in (None, *_shops(request)):
        own = rows.get(shop.pk) if shop is not None else rows.get(None)
        follows = shop is not None and (own is None or own.follows)
        switch = rows.get(None) if follows else own
        found.append(
            PolicyPlace(
                shop=shop.key if shop is not None else None, version=_version(switch), follows=follows,
                model=switch.model_id if switch is not None else None,
                exploration_share=f"{switch.exploration_share.normalize():f}" if switch is not None else "0",
                stopped=bool(switch and switch.fixed_table), may_switch=may_switch(person, organisation, shop),
                may_stop=may_stop(person, organisation, shop),
            )
        )  # fmt: skip
    return found


def change_of(row: Switch) -> PolicyChange:
    return PolicyChange(
        id=row.pk,
        shop=row.shop.key if row.shop is not None else None,
        version=None if row.follows else _version(row),
        model=row.model_id,
        exploration_share=f"{row.exploration_share.normalize():f}",
        fixed_rules=row.fixed_table,
        since=row.since,
        by=row.by.name if row.by is not None else None,
        reason=row.reason,
        undoes=row.undoes_id,
    )


def _kept(row: KeptPolicy) -> PolicyShown:
    by = row.created_by.name if row.created_by is not None else None
    return PolicyShown(
        key=f"kept:{row.pk}", version=row.version, based_on=row.based_on, kept_at=row.created_at, kept_by=by
    )


def _shipped(name: str) -> PolicyShown:
    return PolicyShown(
        key=f"shipped:{name}", version=shipped_policy(name).version, based_on="", kept_at=None, kept_by=None
    )


@reads("/policies", Policies, tag="policies", summary="Which policy decides where, and what else could")
def list_policies(request: HttpRequest) -> Any:
    """With the newest fifty changes."""
    organisation = company_of(request)
    models = [
        Learned(id=each.pk, digest=each.digest, made_at=each.made_at, sample=each.sample, state=each.state)
        for each in models_of(organisation)
    ]
    return Policies(
        places=_places(request),
        policies=[*map(_shipped, policy_names()), *map(_kept, policies_of(organisation))],
        models=models,
        changes=[change_of(row) for row in switches_of(organisation, _shops(request), most=HISTORY)],
    )


def _kept_or_404(request: HttpRequest, number: str) -> KeptPolicy:
    row = kept_policy(company_of(request), int(number))
    if row is None:
        raise no_such("policy")
    return row


def _must_own(request: HttpRequest) -> None:
    if not may_switch(person_of(request), company_of(request), None):
        raise OwnersOnly("Only an owner edits policies; ask one.")


def _compared(row: Compared) -> CaseCompared | None:
    if row.case.order is None:
        return None
    currency = row.case.order.currency
    sides = [
        [f"{item.remedy.value} {item.amount or ''}".strip() for item in told.menu] for told in (row.stands, row.edited)
    ]
    costs = [AmountOf(amount=told.expected_cost, currency=currency) for told in (row.stands, row.edited)]
    return CaseCompared(
        case=row.case.pk,
        stands=sides[0],
        draft=sides[1],
        stands_cost=costs[0],
        draft_cost=costs[1],
        changed=row.changed,
    )


@does("/policies/check", Checked, tag="policies", summary="What is wrong with a policy, and what it would change", scope=Scope.READ)  # fmt: skip
def check_policy(request: HttpRequest, body: PolicyDraft) -> Any:
    """Nothing is kept: what is wrong, or ten of your cases under what stands and under this text."""
    _must_own(request)
    found = judged(body.text)
    if found.policy is None:
        wrong = [PolicyTrouble(path=[str(part) for part in each.path], message=each.message) for each in found.troubles]
        return Checked(good=False, troubles=wrong, cases=[])
    shops = _shops(request)
    rows = [_compared(row) for row in compared(shops, cases_to_compare(shops), found.policy)]
    return Checked(good=True, troubles=[], cases=[row for row in rows if row is not None])


@does("/policies", PolicyShown, tag="policies", summary="Keep a version of a policy", scope=Scope.SETTINGS, status=201)
def keep_policy(request: HttpRequest, body: NewVersion) -> Any:
    """For owners. Nothing decides by it until it is switched on; the same text again keeps what is there."""
    person = person_of(request)
    kept = operations.keep_policy(
        actor=actor_of(person), person=person, organisation=company_of(request), name=body.name.strip(),
        text=body.text, based_on=body.based_on, now=timezone.now(),
    )  # fmt: skip
    return Status(201, _kept(kept))


def _choice(request: HttpRequest, body: SwitchedOn) -> Choice:
    organisation = company_of(request)
    how, _colon, name = (body.policy or "").partition(":")
    if how == "shipped" and name not in policy_names():
        raise no_such("policy")
    model: LearnedModel | None = None
    if body.model is not None:
        model = next((each for each in models_of(organisation) if each.pk == body.model), None)
        if model is None:
            raise no_such("model")
    return Choice(
        policy=_kept_or_404(request, name) if how == "kept" else None,
        shipped=name if how == "shipped" else "",
        model=model,
        exploration_share=Decimal(body.exploration_share),
    )


def _scope(request: HttpRequest, key: str | None) -> operations.Scope:
    return operations.Scope(company_of(request), own_shop(request, key))


@does("/policies/switch", PolicyChange, tag="policies", summary="Let a policy decide", scope=Scope.SETTINGS)
def switch_policy(request: HttpRequest, body: SwitchedOn) -> Any:
    """For owners; in one shop or in all. While learning is stopped it stays stopped and this is kept for later."""
    if body.policy is None and body.shop is None:
        raise Refused(422, "invalid", "policy: say which one; only a single shop can follow all shops.")
    person = person_of(request)
    row = operations.switch_on(
        actor=actor_of(person), person=person, scope=_scope(request, body.shop), choice=_choice(request, body),
        reason=body.reason, now=timezone.now(),
    )  # fmt: skip
    return change_of(row)


@does("/policies/changes/{change_id}/undo", PolicyChange, tag="policies", summary="Take the newest change back", scope=Scope.SETTINGS)  # fmt: skip
def undo_policy(request: HttpRequest, change_id: Number, body: WithReason) -> Any:
    """What stood before decides again; 409 `not_the_newest` where something else was switched on since."""
    person = person_of(request)
    rows = switches_of(company_of(request), _shops(request), most=500)
    row = next((row for row in rows if row.pk == change_id), None)
    if row is None:
        raise no_such("change")
    return change_of(
        operations.undo_switch(
            actor=actor_of(person), person=person, switch=row, reason=body.reason, now=timezone.now()
        )
    )


@does("/policies/stop", PolicyChanges, tag="policies", summary="Stop learning, or start it again", scope=Scope.SETTINGS)
def stop_policy(request: HttpRequest, body: LearningStopped) -> Any:
    """The kill switch: for a lead in her shop, for an owner in all shops. 409 where it is so already."""
    person = person_of(request)
    act = operations.stop_learning if body.stopped else operations.resume
    rows = act(
        actor=actor_of(person), person=person, scope=_scope(request, body.shop), reason=body.reason, now=timezone.now()
    )
    if not rows:
        raise DomainError("Nothing changed: it is so already, or all shops have to be resumed first.")
    return PolicyChanges(changes=[change_of(row) for row in rows])


# After the other addresses under /policies: the first that fits is taken.
@reads("/policies/{key}", PolicyText, tag="policies", summary="The text of a policy")
def read_policy(request: HttpRequest, key: Annotated[Named, Path()]) -> Any:
    """A shipped one or a version that your company keeps."""
    how, _colon, name = key.partition(":")
    if how == "shipped" and name in policy_names():
        return PolicyText(**_shipped(name).model_dump(), text=shipped_text(name))
    row = _kept_or_404(request, name) if how == "kept" else None
    if row is None:
        raise no_such("policy")
    return PolicyText(**_kept(row).model_dump(), text=row.text)
