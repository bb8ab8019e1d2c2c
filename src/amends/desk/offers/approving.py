"""Agreeing to what others chose: by whom, up to which sum, and never to one's own choice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.offers.models import ApprovalLimit, Offer
from amends.desk.offers.operations import reasons_for
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.queries import is_lead, latest_rates, leads_of
from amends.jobs.queue import enqueue


class NotApproved(DomainError):
    code = "not_approved"


def money_at_most(offer: Offer) -> Money:
    """The most money that the buyer can get of what was chosen: she takes one of its options."""
    menu = offer.menu
    currency = str(offer.request["order"]["currency"])
    given = [Money.parse(item["amount"], item["currency"]) for item in menu if item.get("amount")]
    return max(given, default=Money.zero(currency))


def set_limit(*, actor: Actor, person: Person, organisation: Organisation, most: Money | None, now: datetime) -> None:
    """Up to which sum a person agrees; None: without a limit. Raises DomainError for another currency."""
    if most is not None and (most.currency != organisation.currency or most.minor < 0):
        raise DomainError(f"Write the limit in {organisation.currency}, the company's currency, and not below zero.")
    with transaction.atomic(durable=True):
        if most is None:
            ApprovalLimit.objects.filter(person=person).delete()
        else:
            ApprovalLimit.objects.update_or_create(person=person, defaults={"most_minor": most.minor, "set_at": now})
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="person.limit_set",
            subject=f"person:{person.pk}",
            now=now,
            data={"most": most.as_dict() if most is not None else None},
        )


def limits_of(people: list[Person]) -> dict[int, int]:
    """The limits of those who have one, in minor units of their company's currency."""
    return dict(ApprovalLimit.objects.filter(person__in=people).values_list("person_id", "most_minor"))


def within(limit: int | None, money: Money, organisation: Organisation, now: datetime) -> bool:
    """Whether a sum is within a limit (None: there is none). A sum without a rate is within no limit."""
    if limit is None or money.minor == 0:
        return True
    rate = latest_rates(organisation, now.date()).get(money.currency)
    return rate is not None and rate.convert(money).minor <= limit


def must_approve(person: Person, shop_id: int, asked_by: int | None, money: Money, now: datetime) -> None:
    """Raises NotApproved where this person may not agree to a choice of ``asked_by``'s in this shop.

    Nobody agrees to her own choice, unless the shop has nobody else who could: then there is no second pair of eyes.
    """
    if not is_lead(person, shop_id):
        raise NotApproved("Only a lead of this shop can approve; ask one.")
    organisation = person.organisation
    if organisation is None:
        return
    leads = leads_of(shop_id)
    limits = limits_of(leads)
    if not within(limits.get(person.pk), money, organisation, now):
        raise NotApproved(f"{money} is above your limit; somebody with a higher one has to approve.")
    if asked_by != person.pk:
        return
    others = [lead for lead in leads if lead.pk != person.pk]
    if any(within(limits.get(lead.pk), money, organisation, now) for lead in others):
        raise NotApproved("You chose this yourself; somebody else has to approve it.")


def approve(*, actor: Actor, person: Person, offer: Offer, now: datetime) -> Offer:
    """A lead agrees to what needs agreement. Raises NotApproved: see ``must_approve``."""
    must_approve(person, offer.case.shop_id, offer.chosen_by_id, money_at_most(offer), now)
    if offer.escalated and offer.escalated["person"] == person.pk:
        raise NotApproved("It passes your own limit for today; another lead or an owner has to approve it.")
    with transaction.atomic(durable=True):
        if Offer.objects.filter(pk=offer.pk, approved_by__isnull=True).update(approved_by=person):
            record(
                shop=offer.case.shop_id,
                actor=actor.journal_name,
                action="offer.approved",
                subject=f"case:{offer.case_id}",
                now=now,
                data={
                    "offer": offer.pk,
                    "reasons": reasons_for(offer),
                    "own_choice": offer.chosen_by_id == person.pk,
                },
            )
    offer.refresh_from_db()
    return offer


def decline(*, actor: Actor, person: Person, offer: Offer, reason: str, now: datetime) -> Offer:
    """A lead does not agree and says why; what was proposed stands open for another choice. Raises NotApproved."""
    if not is_lead(person, offer.case.shop_id):
        raise NotApproved("Only a lead of this shop can decline; ask one.")
    if not reason.strip():
        raise DomainError("Say why, so that whoever asked knows what to do instead.")
    with transaction.atomic(durable=True):
        waiting = Offer.objects.filter(pk=offer.pk, state=Offer.CHOSEN, approval_needed=True, approved_by__isnull=True)
        if not waiting.update(
            state=Offer.PROPOSED, chosen_menu=None, declined_by=person, declined_at=now,
            decline_reason=reason.strip()[:300],
        ):  # fmt: skip
            raise DomainError("This does not wait for approval any more; load the page again.")
        record(
            shop=offer.case.shop_id,
            actor=actor.journal_name,
            action="offer.declined",
            subject=f"case:{offer.case_id}",
            now=now,
            data={"offer": offer.pk, "reason": reason.strip()[:300]},
        )
        enqueue("flow.redraft", {"case": offer.case_id}, now=now, key=f"redraft:{offer.case_id}", priority=3)
    offer.refresh_from_db()
    return offer
