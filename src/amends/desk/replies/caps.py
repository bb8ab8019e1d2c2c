"""How much somebody has offered buyers today, and whether a letter would pass her daily cap.

What counts is the dearest option of a letter, at the moment when its author sends it; a letter that is taken back does
not count. Several letters about one case count once, with the dearest. Currencies are never added up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.calendars import UnknownCalendar, midnight, zone_named
from amends.core.money import Money
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.replies.refusals import CapPassed
from amends.desk.staffing.queries import caps_for


@dataclass(frozen=True, slots=True)
class Limit:
    """One cap of hers today: minor units of ``currency``, or (empty) numbers of cases. ``this`` is what a letter adds."""

    currency: str
    given: int
    this: int
    most: int

    @property
    def passed(self) -> bool:
        """Whether the letter would pass it; a letter that adds nothing never does."""
        return self.this > 0 and self.given + self.this > self.most


def gives_of(reply: Reply) -> Money | None:
    """The most money that a letter offers; None where it offers none."""
    menu = (reply.request.get("decision") or {}).get("menu") or []
    amounts = [Money.parse(item["amount"], item["currency"]) for item in menu if item.get("amount")]
    dearest = max(amounts, key=lambda money: money.minor, default=None)
    return dearest if dearest is not None and dearest.minor > 0 else None


def day_of(person: Person, now: datetime) -> tuple[datetime, datetime]:
    """From midnight to midnight on her own clock."""
    try:
        zone = zone_named(person.time_zone)
    except UnknownCalendar:
        zone = zone_named("UTC")
    day = now.astimezone(zone).date()
    return midnight(day, zone), midnight(day + timedelta(days=1), zone)


def limits_for(person: Person, reply: Reply, now: datetime) -> list[Limit]:
    """Her caps in the letter's shop with what she has offered today; money only in the currency of the letter."""
    offered = gives_of(reply)
    caps = caps_for(person, reply.case.shop) if offered is not None else {}
    if not caps or offered is None:
        return []
    start, end = day_of(person, now)
    sent = Reply.objects.filter(author=person, given_at__gte=start, given_at__lt=end).exclude(gives_currency="")
    dearest: dict[tuple[str, int], int] = {}
    for currency, case_id, minor in sent.order_by().values_list("gives_currency", "case_id", "gives_minor"):
        dearest[currency, case_id] = max(minor, dearest.get((currency, case_id), 0))
    total: Counter[str] = Counter()
    for (currency, _), minor in dearest.items():
        total[currency] += minor
    cases = {case_id for _, case_id in dearest}
    before = dearest.get((offered.currency, reply.case_id), 0)
    found: list[Limit] = []
    if offered.currency in caps:
        more = max(offered.minor - before, 0)
        found.append(Limit(offered.currency, total[offered.currency], more, caps[offered.currency]))
    if "" in caps:
        found.append(Limit("", len(cases), 0 if reply.case_id in cases else 1, caps[""]))
    return found


def reasons_of(limits: list[Limit]) -> list[str]:
    """Why somebody else has to approve, a sentence for each cap that would be passed."""
    return [_reason(limit) for limit in limits if limit.passed]


def _reason(limit: Limit) -> str:
    if not limit.currency:
        return f"the daily limit of {limit.most} cases with money is reached: {limit.given} so far."
    most, given, more = (Money(number, limit.currency) for number in (limit.most, limit.given, limit.this))
    return f"more than the daily limit of {most}: {given} offered so far, {more} with this letter."


def must_be_within(person: Person, reply: Reply, now: datetime) -> None:
    """Her daily caps hold, or somebody else has approved. Two letters at once wait for each other here."""
    Person.objects.select_for_update().get(pk=person.pk)
    approver = reply.offer.approved_by_id if reply.offer is not None else None
    if approver is not None and approver != person.pk:
        return
    if reasons := reasons_of(limits_for(person, reply, now)):
        raise CapPassed("This letter passes your limit for today; a lead has to approve it.", reasons=reasons)
