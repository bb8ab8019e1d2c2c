"""Reading the lab: trials, nights, what was learned; always within the person's own company."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amends.desk.people.models import Organisation, Person
from amends.desk.policies.models import LearnedModel, Switch
from amends.desk.policies.queries import may_switch, newest_switch
from amends.desk.shops.models import Shop
from amends.insight.models import Night, Trial

#: How far each state of a trial is, in percent; trying fills the rest case by case.
PERCENT = {Trial.WAITING: 0, Trial.READING: 3, Trial.LEARNING: 12, Trial.TRYING: 50}


def may_ask(person: Person) -> bool:
    """Whether the lab is open to her: to an owner in her company."""
    organisation = person.organisation
    return organisation is not None and may_switch(person, organisation, None)


def trials_of(organisation: Organisation, most: int = 20) -> QuerySet[Trial]:
    """The newest trials, without their long parts."""
    found = Trial.objects.filter(organisation=organisation).select_related("shop", "asked_by")
    return found.defer("judges")[:most]


def trial_seen_by(person: Person, trial_id: int) -> Trial | None:
    """A trial of the person's company, if the lab is open to her and she may decide for its shop."""
    if not may_ask(person):
        return None
    found = Trial.objects.filter(pk=trial_id, organisation=person.organisation_id)
    trial = found.select_related("organisation", "shop__organisation", "asked_by").first()
    return trial if trial is not None and may_switch(person, trial.organisation, trial.shop) else None


def percent_done(trial: Trial) -> int:
    """How far a trial at work is."""
    done = PERCENT.get(trial.state, 100)
    if trial.state == Trial.LEARNING:
        return done + 19 * len(trial.judges)
    if trial.state == Trial.TRYING and trial.total:
        return done + int((100 - done) * trial.done / trial.total)
    return done


def changes_since(organisation: Organisation, since: datetime) -> list[Switch]:
    """What was switched on since then and can be taken back: the newest change of each shop, and of all shops."""
    shops = Shop.objects.filter(organisation=organisation, switches__since__gte=since).distinct().order_by("name")
    newest = [newest_switch(organisation.pk, shop) for shop in (None, *shops)]
    return [each for each in newest if each is not None and each.since >= since and each.undoes_id is None]


def last_drift(organisation: Organisation | None) -> QuerySet[Any, Any]:
    """One row: whether the last night found that buyers answer otherwise than foreseen; none before the first night."""
    return Night.objects.filter(organisation=organisation).order_by("-day").values_list("drift")[:1]


def nights_of(organisation: Organisation, most: int = 14) -> list[Night]:
    """The newest nights with what they brought."""
    return list(Night.objects.filter(organisation=organisation).select_related("model").defer("figures")[:most])


def model_seen_by(person: Person, model_id: int) -> LearnedModel | None:
    """What was learned in the person's company, if the lab is open to her."""
    if not may_ask(person):
        return None
    return LearnedModel.objects.filter(pk=model_id, organisation=person.organisation_id).first()
