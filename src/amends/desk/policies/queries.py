"""Reading policies: what stands for a shop, and what a company keeps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F, Max, Q, QuerySet

from amends.decide import Exploration, Model, Policy, frozen_policy, parse_model, shipped_policy
from amends.desk.people.models import Organisation, Person
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import is_lead, is_owner, role_in

#: What decides where nobody has switched anything.
FIRST_POLICY = "balanced"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides in a shop. ``switch`` is the row it comes from; None where nobody has switched anything.

    With ``fixed_table`` the fixed rules decide: nothing learned, nothing explored, the policy only prices.
    """

    policy: Policy
    model: Model | None = None
    exploration: Exploration | None = None
    fixed_table: bool = False
    switch: Switch | None = None


def standing(shop: Shop) -> Standing:
    """What decides in a shop now; one question to the database, and none for a policy or model read before."""
    switch = standing_switch(shop)
    if switch is None:
        return Standing(shipped_policy(FIRST_POLICY))
    return _as_standing(switch)


def standing_switch(shop: Shop) -> Switch | None:
    """The row that stands for a shop: its own newest, else the newest for all shops of its company."""
    own_or_all = Q(shop=shop) | Q(shop__isnull=True, organisation=shop.organisation_id)
    found = _switches().filter(own_or_all).order_by(F("shop").asc(nulls_last=True), "-id").first()
    if found is not None and found.follows:
        return newest_switch(shop.organisation_id, None)
    return found


def newest_switch(organisation_id: int, shop: Shop | None) -> Switch | None:
    """The newest row of exactly this scope: a shop's own, or (None) that of all shops; None where there is none."""
    return _switches().filter(organisation=organisation_id, shop=shop).order_by("-id").first()


def standing_switches(organisation: Organisation) -> dict[int | None, Switch]:
    """The newest row of each shop that has one, and under None that of all shops."""
    newest = Switch.objects.filter(organisation=organisation).order_by().values("shop").annotate(newest=Max("id"))
    rows = _switches().filter(pk__in=[row["newest"] for row in newest])
    return {row.shop_id: row for row in rows}


def _switches() -> QuerySet[Switch]:
    return Switch.objects.select_related("policy", "model", "by", "shop").defer(
        "policy__text", "policy__content", "model__content", "model__report"
    )


def _as_standing(switch: Switch) -> Standing:
    policy = policy_of_switch(switch)
    if switch.fixed_table:
        return Standing(policy, fixed_table=True, switch=switch)
    share = float(switch.exploration_share)
    return Standing(
        policy,
        model=_model(switch.model_id, switch.model.digest) if switch.model is not None else None,
        # The seed is the company's own, so that asking about a case again gives the same answer.
        exploration=Exploration(share, switch.organisation_id) if share > 0 else None,
        switch=switch,
    )


def policy_of_switch(switch: Switch) -> Policy:
    """The policy that a switch names; the first one for a row that only follows."""
    if switch.policy is not None:
        return policy_of(switch.policy)
    return shipped_policy(switch.shipped or FIRST_POLICY)


def policy_of(kept: KeptPolicy) -> Policy:
    """A kept policy, ready to decide; read once in a process."""
    return _policy(kept.pk, kept.digest)


# Rows never change once written, so key and digest name what is read; the digest keeps two databases apart.
@lru_cache(maxsize=64)
def _policy(pk: int, digest: str) -> Policy:
    return frozen_policy(KeptPolicy.objects.values_list("content", flat=True).get(pk=pk), digest)


@lru_cache(maxsize=16)
def _model(pk: int, digest: str) -> Model:
    return parse_model(LearnedModel.objects.values_list("content", flat=True).get(pk=pk))


def policies_of(organisation: Organisation) -> list[KeptPolicy]:
    """Every version that a company keeps, the newest first; without their texts."""
    kept = KeptPolicy.objects.filter(organisation=organisation).select_related("created_by")
    return list(kept.defer("text", "content").order_by("-id"))


def kept_policy(organisation: Organisation, policy_id: int) -> KeptPolicy | None:
    """One version of the company's own; another company's is as unknown as one that does not exist."""
    return KeptPolicy.objects.filter(organisation=organisation, pk=policy_id).first()


def switches_of(organisation: Organisation, shops: list[Shop], most: int = 50) -> list[Switch]:
    """The newest changes for these shops and for all shops, the newest first."""
    seen = Q(shop__isnull=True) | Q(shop__in=shops)
    return list(_switches().filter(seen, organisation=organisation).order_by("-id")[:most])


def models_of(organisation: Organisation) -> list[LearnedModel]:
    """What was learned and may be used: the newest first, without what was kept out or retired."""
    usable = (LearnedModel.CANDIDATE, LearnedModel.STANDING)
    found = LearnedModel.objects.filter(organisation=organisation, state__in=usable)
    return list(found.select_related("shop").defer("content", "report")[:20])


def may_switch(person: Person, organisation: Organisation, shop: Shop | None) -> bool:
    """Whether she may say what decides: an owner of the shop; for all shops an owner in this company."""
    if person.organisation_id != organisation.pk:
        return False
    return is_owner(person) if shop is None else role_in(person, shop.pk) == Membership.OWNER


def may_stop(person: Person, organisation: Organisation, shop: Shop | None) -> bool:
    """Whether she may stop learning and start it again: a lead or owner of the shop; for all shops an owner."""
    if shop is None:
        return may_switch(person, organisation, None)
    return person.organisation_id == organisation.pk and is_lead(person, shop.pk)
