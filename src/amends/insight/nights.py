"""Learning in the night: collect, learn, judge by the gate, promote or keep what stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amends.decide import Model, Policy, full_law, parse_model, shipped_policy
from amends.decide.learn import learn
from amends.decide.outcomes import LogLine
from amends.decide.promotion import Promotion, judge_run, shadow_run
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Organisation
from amends.desk.policies.learning import keep_model, keep_out, promote, stop_exploring
from amends.desk.policies.models import LearnedModel, Switch
from amends.desk.policies.queries import FIRST_POLICY, newest_switch, policy_of_switch
from amends.desk.shops.models import Shop
from amends.insight.models import Night
from amends.insight.operations import keep_night
from amends.insight.outcomes import Span, logged
from amends.insight.trying import follows_company

STOPPED = "Learning is stopped: the fixed rules decide."
NOTHING_KNOWN = "No outcome is known yet."
NOTHING_NEW = "Nothing was learned that was not known before."
DRIFTED = "Acceptances have left what was foreseen; nothing is explored until that is understood."


@dataclass(frozen=True, slots=True)
class _Now:
    """What decides in the company: the newest switch (None: nobody has switched), its policy and its model."""

    switch: Switch | None
    policy: Policy
    model: Model | None

    @property
    def stopped(self) -> bool:
        return self.switch is not None and self.switch.fixed_table


def _now_in(organisation: Organisation) -> _Now:
    switch = newest_switch(organisation.pk, None)
    if switch is None:
        return _Now(None, shipped_policy(FIRST_POLICY), None)
    model = LearnedModel.objects.get(pk=switch.model_id) if switch.model_id is not None else None
    return _Now(switch, policy_of_switch(switch), parse_model(model.content) if model is not None else None)


def learn_night(organisation: Organisation, day: date, now: datetime) -> Night:
    """One night of a company; a day that was learned from already changes nothing.

    Shops that have something of their own switched on neither teach it nor are changed by it.
    """
    done = Night.objects.filter(organisation=organisation, day=day).first()
    if done is not None:
        return done
    shops = [shop.pk for shop in Shop.objects.filter(organisation=organisation) if follows_company(shop)]
    stands = _now_in(organisation)
    found = logged(Span(shops), now, policy=stands.policy)
    lines = [each.line for each in found if each.line is not None]
    model = learn(lines, policy=stands.policy)
    night = Night(
        organisation=organisation, day=day, at=now, lines=len(lines), still_open=model.report.open_lines,
        untold=sum(each.untold for each in found), sample=model.sample, drift=model.report.drift,
    )  # fmt: skip
    _judge(night, model, lines, stands, now)
    if model.report.drift:
        night.reasons = [*night.reasons, DRIFTED]
        stop_exploring(actor=SYSTEM, organisation=organisation, reason=DRIFTED, now=now)
    return keep_night(night=night)


def _judge(night: Night, model: Model, lines: list[LogLine], stands: _Now, now: datetime) -> None:
    """Keep what was learned as a candidate, and let the gate decide about it."""
    if not model.sample:
        night.reasons = [NOTHING_KNOWN]
        return
    organisation = night.organisation
    kept, fresh = keep_model(actor=SYSTEM, organisation=organisation, model=model, now=now)
    night.model = kept
    if not fresh:
        night.reasons = [NOTHING_NEW]
        return
    told = shadow_run(lines, stands.policy, stands.model, full_law())
    verdict = Promotion(False, (STOPPED,)) if stands.stopped else judge_run(told)
    night.figures = {name: value for name, value in told.items() if not name.startswith("by_")}
    night.reasons, night.promoted = list(verdict.reasons), verdict.promote
    reason = " ".join(verdict.reasons)
    if verdict.promote:
        promote(actor=SYSTEM, model=kept, reason=reason, now=now)
    else:
        keep_out(actor=SYSTEM, model=kept, reason=reason, now=now)
