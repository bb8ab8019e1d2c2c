"""How a case ended: what a person tells where no feed does, and takes back where it was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import Remedy
from amends.desk.cases.models import Case
from amends.desk.journal.operations import record
from amends.desk.offers.models import Ending, Offer
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.together import loaded

#: Remedies after which something comes back to us.
COMES_BACK = frozenset({Remedy.RETURN_AND_REFUND.value, Remedy.EXCHANGE.value})
#: Remedies after which a parcel has to come: a second one, or the one that is awaited.
MUST_ARRIVE = frozenset(
    {Remedy.RESHIP.value, Remedy.RESHIP_MISSING.value, Remedy.EXCHANGE.value, Remedy.WAIT.value, Remedy.REDELIVER.value}
)


class UnclearOutcome(DomainError):
    """What was told of the end does not fit together, or nothing was sent that could have ended so."""

    code = "unclear_outcome"


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says: exactly one of ``accepted``, ``ruled`` and ``gave_up``, and what became of the goods."""

    accepted: int | None = None
    ruled: str = ""
    gave_up: bool = False
    returned: str = ""
    arrived: bool | None = None


def last_sent(case: Case) -> Offer | None:
    """The newest menu that went to the buyer: what an ending is about."""
    known = loaded(case, "offers")
    if known is not None:
        return next((offer for offer in known if offer.sent_menu is not None), None)
    return Offer.objects.filter(case=case, sent_menu__isnull=False).first()


def ending_told(offer: Offer) -> Ending | None:
    """What a person said of the end of an offer; the newest that stands."""
    return Ending.objects.filter(offer=offer, undone_at__isnull=True).select_related("by").first()


def record_outcome(*, actor: Actor, person: Person | None, offer: Offer, told: Told, now: datetime) -> Ending:
    """Keep how it ended. Telling it again corrects what was told before. Raises UnclearOutcome."""
    _must_fit(offer, told)
    with transaction.atomic(durable=True):
        before = Ending.objects.select_for_update().filter(offer=offer, undone_at__isnull=True).first()
        if before is not None and _says(before) == told:
            return before
        ending = Ending.objects.create(
            offer=offer,
            at=now,
            by=person,
            accepted=told.accepted,
            ruled=told.ruled,
            gave_up=told.gave_up,
            returned=told.returned,
            arrived=told.arrived,
        )
        record(
            shop=offer.case.shop_id,
            actor=actor.journal_name,
            action="outcome.recorded",
            subject=f"case:{offer.case_id}",
            now=now,
            data={"offer": offer.pk, **_in_words(offer, told), "corrects": before.pk if before else None},
        )
    return ending


def undo_outcome(*, actor: Actor, offer: Offer, now: datetime) -> bool:
    """Take back all that was told of an offer's end; False where nothing was."""
    with transaction.atomic(durable=True):
        taken = Ending.objects.filter(offer=offer, undone_at__isnull=True).update(undone_at=now)
        if taken:
            record(
                shop=offer.case.shop_id,
                actor=actor.journal_name,
                action="outcome.undone",
                subject=f"case:{offer.case_id}",
                now=now,
                data={"offer": offer.pk},
            )
    return bool(taken)


def _must_fit(offer: Offer, told: Told) -> None:
    menu = offer.sent_menu
    if menu is None:
        raise UnclearOutcome("Nothing was sent yet, so nothing can have come of it.")
    if (told.accepted is not None) + bool(told.ruled) + told.gave_up != 1:
        raise UnclearOutcome("Say one thing: what the buyer took, how it was ruled, or that she gave up.")
    if told.accepted is not None and not 0 <= told.accepted < len(menu):
        raise UnclearOutcome("Choose one of the options that were sent.")
    if told.ruled and told.ruled not in {ruling for ruling, _ in Ending.RULINGS}:
        raise UnclearOutcome(f"{told.ruled!r} is no ruling.")
    if told.returned and told.returned not in {state for state, _ in Ending.RETURNS}:
        raise UnclearOutcome(f"{told.returned!r} says nothing of a return.")
    taken = menu[told.accepted]["remedy"] if told.accepted is not None else ""
    if told.returned and taken not in COMES_BACK:
        raise UnclearOutcome("Only where the buyer took a return or an exchange something comes back.")
    if told.arrived is not None and taken not in MUST_ARRIVE:
        raise UnclearOutcome("Only where the buyer took a parcel or waits for one it can arrive.")


def _says(ending: Ending) -> Told:
    return Told(ending.accepted, ending.ruled, ending.gave_up, ending.returned, ending.arrived)


def _in_words(offer: Offer, told: Told) -> dict[str, object]:
    """What the journal keeps of it."""
    said: dict[str, object] = {"ruled": told.ruled, "gave_up": told.gave_up, "returned": told.returned}
    said = {name: value for name, value in said.items() if value}
    if told.accepted is not None and offer.sent_menu:
        said["took"] = offer.sent_menu[told.accepted]["remedy"]
    return said if told.arrived is None else said | {"arrived": told.arrived}
