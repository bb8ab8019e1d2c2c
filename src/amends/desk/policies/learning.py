"""What was learned: kept, promoted by the gate, kept out, retired; and exploration that stops where buyers changed.

Here nobody has to be asked: these operations follow the gate's verdict, and each is a row that an owner can undo.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from amends.core.errors import DomainError
from amends.decide import Model
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation
from amends.desk.policies.models import LearnedModel, Switch
from amends.desk.policies.queries import FIRST_POLICY, newest_switch
from amends.desk.shops.models import Shop
from amends.jobs.queue import enqueue


class LearningStopped(DomainError):
    """The fixed rules decide; nothing learned is promoted until learning goes on."""

    code = "learning_stopped"


def keep_model(*, actor: Actor, organisation: Organisation, model: Model, now: datetime) -> tuple[LearnedModel, bool]:
    """Keep a model as a candidate; whether the gate has still to decide about it. The same model is kept once."""
    with transaction.atomic(durable=True):
        known = LearnedModel.objects.filter(organisation=organisation, shop=None, digest=model.digest).first()
        if known is not None:
            return known, known.state == LearnedModel.CANDIDATE
        kept = LearnedModel.objects.create(
            organisation=organisation,
            made_at=now,
            content=model.model_dump(mode="json"),
            digest=model.digest,
            report=model.report.model_dump(mode="json"),
            sample=model.sample,
        )
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="policy.learned",
            subject=f"organisation:{organisation.pk}",
            now=now,
            data={"model": kept.digest, "sample": kept.sample},
        )
    return kept, True


def promote(*, actor: Actor, model: LearnedModel, reason: str, now: datetime) -> Switch:
    """The gate has opened: the model decides in all shops that have nothing of their own; all else stays as it was.

    Raises LearningStopped.
    """
    former = newest_switch(model.organisation_id, None)
    if former is not None and former.fixed_table:
        raise LearningStopped("Learning is stopped: the fixed rules decide.")
    with transaction.atomic(durable=True):
        row = _like(former, model.organisation)
        row.model = model
        _write(actor, row, reason, now, action="policy.promoted")
        _mark_standing(model.organisation)
        LearnedModel.objects.filter(pk=model.pk).update(state=LearnedModel.STANDING, reason=reason[:300])
    return row


def keep_out(*, actor: Actor, model: LearnedModel, reason: str, now: datetime) -> None:
    """The gate stayed shut: what stands goes on deciding, and the reason is kept."""
    with transaction.atomic(durable=True):
        kept_out = LearnedModel.objects.filter(pk=model.pk, state=LearnedModel.CANDIDATE).update(
            state=LearnedModel.KEPT_OUT, reason=reason[:300]
        )
        if kept_out:
            record(
                shop=INSTALLATION,
                actor=actor.journal_name,
                action="policy.kept_out",
                subject=f"organisation:{model.organisation_id}",
                now=now,
                data={"model": model.digest, "reason": reason},
            )


def stop_exploring(*, actor: Actor, organisation: Organisation, reason: str, now: datetime) -> list[Switch]:
    """Nothing is explored any more, anywhere in the company; policy and model stay. Nothing where nothing was."""
    scopes: list[Shop | None] = [
        None,
        *Shop.objects.filter(organisation=organisation, switches__isnull=False).distinct(),
    ]
    written: list[Switch] = []
    with transaction.atomic(durable=True):
        for shop in scopes:
            newest = newest_switch(organisation.pk, shop)
            if newest is None or not newest.exploration_share:
                continue
            row = _like(newest, organisation)
            row.exploration_share = Decimal(0)
            written.append(_write(actor, row, reason, now, action="policy.exploration_stopped"))
    return written


def note_standing(*, organisation: Organisation) -> None:
    """What was learned stands where a switch has it, and is retired where none has it any more."""
    with transaction.atomic(durable=True):
        _mark_standing(organisation)


def _mark_standing(organisation: Organisation) -> None:
    shops: Iterable[Shop | None] = [None, *Shop.objects.filter(organisation=organisation)]
    newest = [newest_switch(organisation.pk, shop) for shop in shops]
    used = {switch.model_id for switch in newest if switch is not None and switch.model_id is not None}
    mine = LearnedModel.objects.filter(organisation=organisation)
    mine.filter(state=LearnedModel.STANDING).exclude(pk__in=used).update(state=LearnedModel.RETIRED)
    mine.filter(pk__in=used).exclude(state=LearnedModel.STANDING).update(state=LearnedModel.STANDING)


def _like(former: Switch | None, organisation: Organisation) -> Switch:
    """A new row that says the same as a former one; the first policy where there is none."""
    if former is None:
        return Switch(organisation=organisation, shipped=FIRST_POLICY)
    return Switch(
        organisation=organisation,
        shop=former.shop,
        shipped=former.shipped,
        policy=former.policy,
        model=former.model,
        exploration_share=former.exploration_share,
        fixed_table=former.fixed_table,
    )


def _write(actor: Actor, row: Switch, reason: str, now: datetime, *, action: str) -> Switch:
    row.since, row.reason = now, reason[:300]
    row.save(force_insert=True)
    record(
        shop=row.shop_id or INSTALLATION,
        actor=actor.journal_name,
        action=action,
        subject=f"shop:{row.shop_id}" if row.shop_id else f"organisation:{row.organisation_id}",
        now=now,
        data={"model": row.model.digest if row.model is not None else None, "reason": row.reason},
    )
    payload = {"organisation": row.organisation_id, "shop": row.shop_id}
    enqueue("flow.policy_switched", payload, now=now, key=f"policy:{row.organisation_id}:{row.shop_id}")
    return row
