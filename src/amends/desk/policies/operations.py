"""Keeping versions of policies, and saying which of them decides where."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import yaml
from django.db import transaction
from pydantic import ValidationError

from amends.core.errors import DomainError, InputError
from amends.decide import parse_policy, policy_names, resolved
from amends.decide.policy_text import read_policy_text
from amends.desk.journal.operations import INSTALLATION, Act, record, record_all
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.queries import FIRST_POLICY, may_stop, may_switch, newest_switch, standing_switch
from amends.desk.shops.models import Shop
from amends.jobs.queue import enqueue

#: Trying near ties costs something in each case; more than this teaches no faster than it costs.
MOST_EXPLORATION = Decimal("0.200")


class OwnersOnly(DomainError):
    """Only an owner says what decides."""

    code = "owners_only"


class LeadsOnly(DomainError):
    """Only a lead or an owner stops learning or starts it again."""

    code = "leads_only"


class UnusablePolicy(DomainError):
    """The text is no policy; nothing was kept."""

    code = "unusable_policy"


class NameTaken(DomainError):
    """A shipped policy has this name."""

    code = "name_taken"


class NotTheNewest(DomainError):
    """Something else was switched on since."""

    code = "not_the_newest"


class ReasonMissing(DomainError):
    """A change of what decides has a reason."""

    code = "reason_missing"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where something decides: one shop, or (None) all shops of a company that have nothing of their own."""

    organisation: Organisation
    shop: Shop | None = None

    @property
    def chain(self) -> int:
        """The journal in which it is recorded."""
        return self.shop.pk if self.shop is not None else INSTALLATION

    @property
    def subject(self) -> str:
        return f"shop:{self.shop.pk}" if self.shop is not None else f"organisation:{self.organisation.pk}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What shall decide: a kept policy or a shipped one's name, what was learned, the share of cases to explore.

    With neither policy nor name, a shop follows all shops again.
    """

    policy: KeptPolicy | None = None
    shipped: str = ""
    model: LearnedModel | None = None
    exploration_share: Decimal = Decimal(0)


def keep_policy(
    *, actor: Actor, person: Person, organisation: Organisation, name: str, text: str, based_on: str, now: datetime
) -> KeptPolicy:
    """Keep a policy's text as a new version under ``name``; the same text again keeps what is there.

    The text says ``name`` itself. Raises OwnersOnly, NameTaken, UnusablePolicy (with the place and what is wrong).
    """
    if not may_switch(person, organisation, None):
        raise OwnersOnly("Only an owner keeps policies; ask one.")
    if name in policy_names():
        raise NameTaken(f"{name} is a policy that is shipped; choose a name of your own.", name=name)
    try:
        said = read_policy_text(text)
        policy = parse_policy(said.data)
        content = json.loads(json.dumps(resolved(said.data), default=str))
    except InputError as error:
        raise UnusablePolicy(error.message) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " → ".join(str(part) for part in first["loc"])
        raise UnusablePolicy(f"{where}: {first['msg']}") from error
    except yaml.YAMLError as error:
        raise UnusablePolicy(f"This is no YAML: {error}") from error
    if policy.name != name:
        raise UnusablePolicy(f"The text says name: {policy.name}, and it is to be kept as {name}.")
    newest = KeptPolicy.objects.filter(organisation=organisation, name=name).first()
    if newest is not None and newest.text == said.text and newest.digest == policy.digest:
        return newest
    with transaction.atomic(durable=True):
        kept = KeptPolicy.objects.create(
            organisation=organisation, name=name, text=said.text, content=content, digest=policy.digest,
            based_on=based_on[:80], created_at=now, created_by=person,
        )  # fmt: skip
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="policy.kept",
            subject=f"organisation:{organisation.pk}",
            now=now,
            data={"version": kept.version, "based_on": kept.based_on},
        )
    return kept


def switch_on(*, actor: Actor, person: Person, scope: Scope, choice: Choice, reason: str, now: datetime) -> Switch:
    """Let a policy decide in one shop, or in all shops that have nothing of their own.

    Where learning is stopped it stays stopped: what is chosen here decides once it is resumed. What stands already is
    not written again. Raises OwnersOnly, ReasonMissing, and DomainError for what belongs to another company.
    """
    if not may_switch(person, scope.organisation, scope.shop):
        raise OwnersOnly("Only an owner says what decides; ask one.")
    _must_belong(scope, choice)
    newest = newest_switch(scope.organisation.pk, scope.shop)
    stands = newest if scope.shop is None else standing_switch(scope.shop)
    row = Switch(
        shipped=choice.shipped,
        policy=choice.policy,
        model=choice.model,
        exploration_share=choice.exploration_share,
        fixed_table=stands is not None and stands.fixed_table,
    )
    if row.follows:
        row = Switch()
    if newest is not None and _equal(newest, row):
        return newest
    return _write(actor, person, scope, row, Act("policy.switched", scope.subject), _reason(reason), now)


def undo_switch(*, actor: Actor, person: Person, switch: Switch, reason: str, now: datetime) -> Switch:
    """What stood before decides again: a new row equal to the former one. Only the newest of its scope is undone.

    Raises OwnersOnly, NotTheNewest.
    """
    scope = Scope(switch.organisation, switch.shop)
    if not may_switch(person, scope.organisation, scope.shop):
        raise OwnersOnly("Only an owner says what decides; ask one.")
    newest, former = _last_two(scope)
    if newest is None or newest.pk != switch.pk:
        raise NotTheNewest("Something else was switched on since; look at what stands now.")
    row = _copy(former) if former is not None else _nothing_switched(scope)
    row.undoes = switch
    act = Act("policy.switch_undone", scope.subject)
    return _write(actor, person, scope, row, act, reason.strip()[:300], now)


def stop_learning(*, actor: Actor, person: Person, scope: Scope, reason: str, now: datetime) -> list[Switch]:
    """The fixed rules decide from now on; policy, model and share are kept for ``resume``.

    For all shops this reaches those, too, that have something of their own. Where the fixed rules decide already,
    nothing is written. Raises LeadsOnly, ReasonMissing.
    """
    return _set_fixed(actor, person, scope, True, reason, now)


def resume(*, actor: Actor, person: Person, scope: Scope, reason: str, now: datetime) -> list[Switch]:
    """What stood before learning was stopped decides again. Raises LeadsOnly, ReasonMissing.

    A shop that followed all shops before it was stopped follows them again: while those are stopped, it is, too.
    """
    return _set_fixed(actor, person, scope, False, reason, now)


def _set_fixed(actor: Actor, person: Person, scope: Scope, fixed: bool, reason: str, now: datetime) -> list[Switch]:
    if not may_stop(person, scope.organisation, scope.shop):
        raise LeadsOnly("Only a lead of the shop, or for all shops an owner, stops learning and starts it again.")
    said = _reason(reason)
    written: list[Switch] = []
    for each in [scope] if scope.shop is not None else [scope, *_shops_of_their_own(scope.organisation)]:
        row = _stopped(each) if fixed else _resumed(each)
        if row is not None:
            act = Act("policy.learning_stopped" if fixed else "policy.learning_resumed", each.subject)
            written.append(_write(actor, person, each, row, act, said, now))
    return written


def _shops_of_their_own(organisation: Organisation) -> list[Scope]:
    """The shops that do not follow all shops."""
    shops = Shop.objects.filter(organisation=organisation, switches__isnull=False).distinct().order_by("pk")
    newest = {shop: newest_switch(organisation.pk, shop) for shop in shops}
    return [Scope(organisation, shop) for shop, row in newest.items() if row is not None and not row.follows]


def _stopped(scope: Scope) -> Switch | None:
    """The row that stops learning here; None where it is stopped."""
    stands = newest_switch(scope.organisation.pk, None) if scope.shop is None else standing_switch(scope.shop)
    row = _copy(stands) if stands is not None else Switch(shipped=FIRST_POLICY)
    if row.fixed_table:
        return None
    row.fixed_table = True
    return row


def _resumed(scope: Scope) -> Switch | None:
    """The row that starts learning again here; None where it is not stopped by a row of its own."""
    newest, former = _last_two(scope)
    if newest is None or not newest.fixed_table:
        return None
    if scope.shop is not None and (former is None or former.follows):
        return Switch()
    row = _copy(newest)
    row.fixed_table = False
    return row


def _last_two(scope: Scope) -> tuple[Switch | None, Switch | None]:
    """The newest row of exactly this scope and the one before."""
    rows = list(Switch.objects.filter(organisation=scope.organisation, shop=scope.shop).order_by("-id")[:2])
    return (rows[0] if rows else None), (rows[1] if len(rows) > 1 else None)


def _nothing_switched(scope: Scope) -> Switch:
    """A row that says what holds where nobody has switched anything."""
    return Switch() if scope.shop is not None else Switch(shipped=FIRST_POLICY)


def _write(actor: Actor, person: Person, scope: Scope, row: Switch, act: Act, reason: str, now: datetime) -> Switch:
    row.organisation, row.shop, row.since, row.by, row.reason = scope.organisation, scope.shop, now, person, reason
    payload = {"organisation": scope.organisation.pk, "shop": scope.shop.pk if scope.shop is not None else None}
    with transaction.atomic(durable=True):
        row.save(force_insert=True)
        record_all(shop=scope.chain, actor=actor.journal_name, acts=[replace(act, data=_said(row))], now=now)
        enqueue("flow.policy_switched", payload, now=now, key=f"policy:{scope.subject}")
    return row


def _said(row: Switch) -> dict[str, Any]:
    return {
        "policy": row.policy.version if row.policy is not None else row.shipped or None,
        "model": row.model.digest if row.model is not None else None,
        "exploration": str(row.exploration_share),
        "fixed_rules": row.fixed_table,
        "reason": row.reason,
    }


def _copy(former: Switch) -> Switch:
    return Switch(
        shipped=former.shipped,
        policy=former.policy,
        model=former.model,
        exploration_share=former.exploration_share,
        fixed_table=former.fixed_table,
    )


def _equal(one: Switch, other: Switch) -> bool:
    names = ("shipped", "policy_id", "model_id", "exploration_share", "fixed_table")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing("Say why in a few words; whoever looks at it later will ask.")
    return reason.strip()[:300]


def _must_belong(scope: Scope, choice: Choice) -> None:
    """Raises DomainError where the parts of a choice do not fit together or belong to another company."""
    own = scope.organisation.pk
    if scope.shop is not None and scope.shop.organisation_id != own:
        raise DomainError("The shop belongs to another company.")
    if choice.policy is not None and choice.policy.organisation_id != own:
        raise DomainError("The policy belongs to another company.")
    if choice.model is not None and choice.model.organisation_id != own:
        raise DomainError("What was learned belongs to another company.")
    if choice.policy is not None and choice.shipped:
        raise DomainError("Choose one policy.")
    if choice.shipped and choice.shipped not in policy_names():
        raise DomainError(f"No policy is called {choice.shipped}; shipped are: {', '.join(policy_names())}.")
    if choice.policy is None and not choice.shipped and scope.shop is None:
        raise DomainError("Choose a policy for all shops.")
    if not 0 <= choice.exploration_share <= MOST_EXPLORATION:
        raise DomainError(f"Near ties are tried in at most {MOST_EXPLORATION:.0%} of the cases.")
