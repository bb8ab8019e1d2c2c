"""A trial in steps: read the history, fit the two judges, try the cases a few at a time, report.

Each step is a job of its own, so that letters never wait behind a long computation, a killed worker loses one step,
and a trial can be cancelled between two of them.
"""

from __future__ import annotations

import gzip
import time
from datetime import datetime

from amends.core.errors import DomainError
from amends.decide import Model, full_law, parse_model
from amends.decide.estimates import Tried, report
from amends.decide.outcomes import LogLine, read_log
from amends.decide.replay import Comparison, half_of, judge_of, try_case
from amends.desk import storage
from amends.desk.policies.queries import standing_switch
from amends.desk.shops.models import Shop
from amends.insight.models import Trial, TrialPart
from amends.insight.operations import end_trial, keep_progress
from amends.insight.outcomes import Span, as_json, logged
from amends.insight.ways import candidate_of, policy_of_way, way_in

#: Seconds after which a step that tries cases makes room for other work.
STEP_SECONDS = 1.5


def shops_compared(trial: Trial) -> list[int]:
    """The shops whose history counts: the one that was asked about, or all that decide as the company does."""
    if trial.shop_id is not None:
        return [trial.shop_id]
    shops = Shop.objects.filter(organisation=trial.organisation_id).order_by("pk")
    return [shop.pk for shop in shops if follows_company(shop)]


def follows_company(shop: Shop) -> bool:
    """Whether a shop decides as all shops of its company do, with nothing switched on for itself."""
    switch = standing_switch(shop)
    return switch is None or switch.shop_id is None


def step(trial: Trial, now: datetime) -> None:
    """Do the next step of a trial; nothing where it has ended."""
    if trial.state == Trial.WAITING:
        keep_progress(trial=trial, changes={"state": Trial.READING}, now=now)
    elif trial.state == Trial.READING:
        _read(trial, now)
    elif trial.state == Trial.LEARNING:
        _learn(trial, now)
    elif trial.state == Trial.TRYING:
        _try(trial, now)


def _read(trial: Trial, now: datetime) -> None:
    """Collect the lines and keep them as they are now."""
    span = Span(shops_compared(trial), trial.start, trial.end)
    found = logged(span, now, policy=policy_of_way(way_in(trial.yardstick)))
    lines = [each.line for each in found if each.line is not None]
    text = "\n".join(as_json(line) for line in lines)
    changes = {
        "state": Trial.LEARNING,
        "log": storage.keep(gzip.compress(text.encode(), mtime=0)),
        "total": len(lines),
        "untold": sum(each.untold for each in found),
    }
    keep_progress(trial=trial, changes=changes, now=now)


def _lines(trial: Trial) -> list[LogLine]:
    rows = gzip.decompress(storage.fetch(trial.log)).splitlines()
    return read_log(enumerate(rows, start=1)).lines


def _comparison(trial: Trial) -> Comparison:
    candidate, model = candidate_of(way_in(trial.candidate))
    against, against_model = candidate_of(way_in(trial.against))
    return Comparison(candidate, model, against, against_model, full_law(), policy_of_way(way_in(trial.yardstick)))


def _learn(trial: Trial, now: datetime) -> None:
    """Fit one of the two judges."""
    half = len(trial.judges)
    judge = judge_of(_lines(trial), half, _comparison(trial))
    judges = [*trial.judges, judge.model_dump(mode="json")]
    changes = {"judges": judges} | ({"state": Trial.TRYING} if len(judges) == 2 else {})
    keep_progress(trial=trial, changes=changes, now=now)


def _try(trial: Trial, now: datetime) -> None:
    """Try cases until this step's time is over, or report where all were tried."""
    lines = _lines(trial)
    if trial.done >= len(lines):
        _report(trial, now)
        return
    comparison = _comparison(trial)
    judges: list[Model] = [parse_model(data) for data in trial.judges]
    content: list[object] = []
    until = time.monotonic() + STEP_SECONDS
    at = trial.done
    while at < len(lines) and (not content or time.monotonic() < until):
        found = try_case(comparison, lines[at], judges[half_of(lines[at])])
        content.append(found.model_dump(mode="json") if isinstance(found, Tried) else found)
        at += 1
    part = TrialPart(trial=trial, position=trial.done, content=content)
    keep_progress(trial=trial, changes={"done": at}, now=now, part=part)


def _report(trial: Trial, now: datetime) -> None:
    tried: list[Tried] = []
    left: list[str] = []
    for content in trial.parts.values_list("content", flat=True):
        tried += [Tried.model_validate(entry) for entry in content if isinstance(entry, dict)]
        left += [entry for entry in content if isinstance(entry, str)]
    result = report(tried, still_open=left.count("open"), unusable=left.count("unusable"))
    end_trial(trial=trial, result=result, now=now)


def try_on(trial_id: int, now: datetime) -> None:
    """The next step of a trial by number; what can never succeed ends it with the reason."""
    trial = Trial.objects.filter(pk=trial_id, state__in=Trial.AT_WORK).select_related("organisation", "shop").first()
    if trial is None:
        return
    try:
        step(trial, now)
    except DomainError as error:
        end_trial(trial=trial, error=error.message, now=now)
