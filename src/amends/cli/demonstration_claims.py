"""How the demonstration's cases of the past ended, and what was claimed back since: booked, closed, filed, answered.

All of it goes through the same flow as a click on the page, at the moments at which it would have happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.connect.demo.parse import CaseNote, Demonstration
    from amends.desk.cases.models import Case
    from amends.desk.people.models import Person
    from amends.desk.recoveries.models import Recovery
    from amends.desk.shops.models import Shop


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of a claim on one settled case: filed so long ago, then paid (a share of it) or refused, or neither."""

    key: str
    kind: str
    filed: timedelta
    answered: timedelta | None = None
    share: int = 0
    said: str = ""


ENDINGS = (
    Ending("ae-done-refund-mx", "carrier_claim", timedelta(days=49), timedelta(days=9), share=60),
    Ending("eb-done-gb", "carrier_claim", timedelta(days=61), timedelta(days=20), said="平邮小包，不予赔付"),
    Ending("eb-done-us", "supplier_claim", timedelta(days=57), timedelta(days=12), share=100),
)
#: How many claims on parcels that are open now were filed already.
FILED_NOW = 2
#: What was kept when the parcel left, or came in later, by case.
KEPT = {
    "az-done-safet-de": ("delivery_signature", "packing_photo"),
    "az-done-safet-fr": ("packing_photo",),
    "eb-done-us": ("buyer_photo", "similar_cases"),
    "ow-done-paypal-ar": ("test_report",),
    "eb-done-appeal-ca": ("packing_photo",),
}


def settle(company: Demonstration, shops: dict[str, Shop], people: list[Person], now: datetime) -> None:
    """Book what went back in the cases of the past, close them, and work on what can be claimed back."""
    told = [note for note in company.cases if note.settlement is not None and note.settlement.settled_at <= now]
    for number, note in enumerate(told):
        case = _case_of(note, shops[note.shop])
        if case is not None:
            _end(case, note, people[number % len(people)])
            _claim(case, note.key, people[number % len(people)], now)
    _file_some(people[0], now)


def _case_of(note: CaseNote, shop: Shop) -> Case | None:
    from amends.desk.cases.models import Case

    cases = Case.objects.filter(shop=shop, order__number=note.order_numbers[0], closed_at__isnull=True)
    return cases.select_related("shop__organisation", "order__buyer", "buyer").first()


def _end(case: Case, note: CaseNote, person: Person) -> None:
    from amends.core.labels import label
    from amends.core.vocabulary import EvidenceType
    from amends.desk.cases.operations import close
    from amends.desk.exhibits.operations import keep_text
    from amends.desk.flow import choices
    from amends.desk.people.actors import actor_of

    settled = note.settlement
    assert settled is not None
    at = settled.settled_at
    choices.set_kind(person=person, case=case, kind=note.kind.value, now=at)
    for kind in KEPT.get(note.key, ()):
        keep_text(
            actor=actor_of(person), case=case, type=EvidenceType(kind), title=label(EvidenceType(kind), "zh"), source="demonstration",
            text=f"{kind}: {settled.note}", captured_at=at, now=at,
        )  # fmt: skip
    if settled.amount is not None:
        choices.refund(
            person=person, case=case, amount=settled.amount.amount, source=settled.source, now=at,
            key=f"case:{case.pk}:settled", reference="",
        )  # fmt: skip
    close(actor=actor_of(person), case=case, reason=settled.note, now=at)


def _claim(case: Case, key: str, person: Person, now: datetime) -> None:
    from amends.desk.recoveries.models import Recovery

    for ending in (each for each in ENDINGS if each.key == key):
        claim = Recovery.objects.filter(case=case, kind=ending.kind).select_related("shop__organisation").first()
        if claim is not None:
            _work(claim, ending, person, now)


def _work(claim: Recovery, ending: Ending, person: Person, now: datetime) -> None:
    from amends.core.money import Money
    from amends.desk.flow import recovering

    asked = Money(claim.asked_minor, claim.currency)
    recovering.file_claim(
        person=person, claim=claim, amount=asked.amount, reference=f"CL-{claim.pk:05}", now=now - ending.filed
    )
    if ending.answered is None:
        return
    at = now - ending.answered
    if not ending.share:
        recovering.refuse(person=person, claim=claim, reason=ending.said, now=at)
        return
    back = Money(asked.minor * ending.share // 100, asked.currency)
    recovering.receive(
        person=person, claim=claim, amount=back.amount, currency=back.currency, key="demonstration", reference="",
        now=at,
    )  # fmt: skip


def _file_some(person: Person, now: datetime) -> None:
    """Some of the claims on parcels of today are with the carrier already."""
    from amends.core.money import Money
    from amends.desk.flow import recovering
    from amends.desk.recoveries.models import Recovery

    open_now = Recovery.objects.filter(state=Recovery.OPEN, case__closed_at__isnull=True).order_by("kind", "pk")
    for claim in open_now.select_related("shop__organisation")[: FILED_NOW * 3 : 3]:
        asked = Money(claim.asked_minor, claim.currency)
        recovering.file_claim(
            person=person,
            claim=claim,
            amount=asked.amount,
            reference=f"CL-{claim.pk:05}",
            now=now - timedelta(hours=20),
        )
