"""The ways of deciding that the lab can compare: what decides now, shipped and kept policies, the fixed rules, models."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from amends.core.errors import DomainError
from amends.decide import Model, Policy, parse_model, policy_names, shipped_policy
from amends.decide.replay import Candidate, Gated
from amends.decide.table import shipped_table
from amends.desk.people.models import Organisation
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.queries import (
    FIRST_POLICY,
    kept_policy,
    newest_switch,
    policies_of,
    policy_of,
    standing_switch,
)
from amends.desk.shops.models import Shop

NOW, TABLE, SHIPPED, KEPT, LEARNED = "now", "table", "shipped", "kept", "learned"
#: So many learned models can be chosen from, the newest first.
MODELS = 5


class NoSuchWay(DomainError):
    """There is no such policy in this company."""

    code = "no_such_way"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of deciding, by reference: a policy (``shipped`` name or ``kept`` number), what it learned, or the table.

    ``key`` is how it was chosen (``now``, ``table``, ``shipped:NAME``, ``kept:ID``, ``learned:ID``), ``version`` what
    it stood for then.
    """

    key: str
    version: str
    shipped: str = ""
    kept: int | None = None
    model: int | None = None
    table: bool = False

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def way_in(data: dict[str, Any]) -> Way:
    """A way as a trial keeps it."""
    return Way(**data)


def ways_of(organisation: Organisation, shop: Shop | None) -> list[Way]:
    """Everything that can be compared, in the order in which it is offered."""
    ways = [way_now(organisation, shop), _table()]
    ways += [_shipped(f"{SHIPPED}:{name}", name) for name in policy_names()]
    ways += [_kept(f"{KEPT}:{each.pk}", each) for each in policies_of(organisation)]
    learned = LearnedModel.objects.filter(organisation=organisation).defer("content", "report")[:MODELS]
    return ways + [_with_model(way_now(organisation, shop), each) for each in learned]


def way_of(organisation: Organisation, shop: Shop | None, key: str) -> Way:
    """The way behind a key. Raises NoSuchWay."""
    kind, _colon, which = key.partition(":")
    if key == NOW:
        return way_now(organisation, shop)
    if key == TABLE:
        return _table()
    if kind == SHIPPED and which in policy_names():
        return _shipped(key, which)
    if kind in (KEPT, LEARNED) and which.isdecimal() and len(which) < 18:
        if kind == KEPT and (kept := kept_policy(organisation, int(which))) is not None:
            return _kept(key, kept)
        learned = LearnedModel.objects.filter(organisation=organisation, pk=int(which)).first()
        if kind == LEARNED and learned is not None:
            return _with_model(way_now(organisation, shop), learned)
    raise NoSuchWay("There is no such policy; choose one of the list.")


def switch_now(organisation: Organisation, shop: Shop | None) -> Switch | None:
    """The row by which a shop, or all shops without something of their own, decide now."""
    return standing_switch(shop) if shop is not None else newest_switch(organisation.pk, None)


def way_now(organisation: Organisation, shop: Shop | None) -> Way:
    """What decides now, as it stands at this moment."""
    switch = switch_now(organisation, shop)
    if switch is None:
        return _shipped(NOW, FIRST_POLICY)
    way = _kept(NOW, switch.policy) if switch.policy is not None else _shipped(NOW, switch.shipped or FIRST_POLICY)
    if switch.fixed_table:
        return replace(way, version=_table().version, table=True)
    return _with_model(way, switch.model, key=NOW) if switch.model is not None else way


def _table() -> Way:
    return Way(TABLE, shipped_table().version, table=True)


def _shipped(key: str, name: str) -> Way:
    return Way(key, shipped_policy(name).version, shipped=name)


def _kept(key: str, kept: KeptPolicy) -> Way:
    return Way(key, kept.version, kept=kept.pk)


def _with_model(way: Way, model: LearnedModel, *, key: str = "") -> Way:
    """The policy of a way with another model, also where the fixed rules stand before it now."""
    version = f"{policy_of_way(way).version}+{model.digest}"
    return Way(key or f"{LEARNED}:{model.pk}", version, shipped=way.shipped, kept=way.kept, model=model.pk)


def policy_of_way(way: Way) -> Policy:
    """The policy of a way; of the fixed rules the one that prices them. Raises NoSuchWay where it is gone."""
    if way.kept is None:
        return shipped_policy(way.shipped or FIRST_POLICY)
    kept = KeptPolicy.objects.filter(pk=way.kept).first()
    if kept is None:
        raise NoSuchWay("The policy is not there any more.")
    return policy_of(kept)


def candidate_of(way: Way) -> tuple[Candidate, Model | None]:
    """The policy (or table, behind all gates) and the model of a way. Raises NoSuchWay where they are gone."""
    if way.table:
        return Gated(shipped_table()), None
    if way.model is None:
        return policy_of_way(way), None
    found = LearnedModel.objects.filter(pk=way.model).first()
    if found is None:
        raise NoSuchWay("What was learned is not there any more.")
    return policy_of_way(way), parse_model(found.content)
