"""What waits for somebody's agreement: for whom, and what follows when she agrees or does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.flow.choices import LeadsOnly, OptionsChanged
from amends.desk.flow.refreshing import refresh
from amends.desk.offers import approving
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import latest_offer, to_approve
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.refunds.operations import set_second_person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import is_lead, latest_rates, owns, role_in, shop_now

#: So many are shown on one page.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A choice that waits. ``worth``: the most it can cost in the company's currency; None without a rate.

    ``mine``: this person chose it. ``for_me``: she may agree to it. ``above``: it is above her limit.
    """

    offer: Offer
    money: Money
    worth: Money | None
    mine: bool
    for_me: bool
    above: bool


def waiting(person: Person, shops: Sequence[Shop], now: datetime) -> list[Waiting]:
    """What waits in these shops (read with her ``role``): for this person, for others of hers, or above her limit."""
    roles = {shop.pk: getattr(shop, "role", "") for shop in shops}
    organisation = person.organisation
    found = to_approve(list(roles), SHOWN)
    if not found or organisation is None:
        return []
    rates = latest_rates(organisation, now.date())
    limit = approving.limits_of([person]).get(person.pk)
    others = _who_else(person, list(roles))
    rows: list[Waiting] = []
    for offer in found:
        money = approving.money_at_most(offer)
        rate = rates.get(money.currency)
        worth = rate.convert(money) if rate is not None else None
        leads = roles[offer.case.shop_id] in (Membership.LEAD, Membership.OWNER)
        above = not _covers(limit, money, worth)
        mine = offer.chosen_by_id == person.pk
        alone = not any(_covers(other, money, worth) for other in others.get(offer.case.shop_id, ()))
        rows.append(Waiting(offer, money, worth, mine, leads and not above and (not mine or alone), above))
    return rows


def _who_else(person: Person, shop_ids: Sequence[int]) -> dict[int, list[int | None]]:
    """The limits of the other leads and owners of each shop (None: without a limit)."""
    roles = (Membership.LEAD, Membership.OWNER)
    rows = Membership.objects.filter(shop_id__in=list(shop_ids), role__in=roles, person__is_active=True)
    found: dict[int, list[int | None]] = {}
    for shop_id, most in rows.exclude(person=person).values_list("shop_id", "person__approval_limit__most_minor"):
        found.setdefault(shop_id, []).append(most)
    return found


def _covers(limit: int | None, money: Money, worth: Money | None) -> bool:
    return limit is None or money.minor == 0 or (worth is not None and worth.minor <= limit)


def _standing(case: Case, offer_id: int) -> Offer:
    offer = latest_offer(case)
    if offer is None or offer.pk != offer_id:
        raise OptionsChanged("The options were worked out anew meanwhile; look at them once more.")
    return offer


def approve_options(*, person: Person, case: Case, offer_id: int, now: datetime, note: str = "") -> Offer:
    """A lead agrees to the options, with a word to whoever asked. Raises LeadsOnly, NotApproved, OptionsChanged."""
    if not is_lead(person, case.shop_id):
        raise LeadsOnly("This is for a lead or an owner of the shop; ask one of them.")
    actor, present = actor_of(person), shop_now(case.shop, now)
    approved = approving.approve(actor=actor, person=person, offer=_standing(case, offer_id), now=present)
    if note.strip():
        cases.add_note(actor=actor, case=case, author=person, text=note[:1000], now=present)
    refresh(case.pk, now)
    return approved


def decline_options(*, person: Person, case: Case, offer_id: int, reason: str, now: datetime) -> Offer:
    """A lead does not agree; why stands at the case as a note. Raises NotApproved, OptionsChanged, DomainError."""
    actor, present = actor_of(person), shop_now(case.shop, now)
    declined = approving.decline(
        actor=actor, person=person, offer=_standing(case, offer_id), reason=reason, now=present
    )
    cases.add_note(actor=actor, case=case, author=person, text=reason[:1000], now=present)
    refresh(case.pk, now)
    return declined


def limit_person(*, owner: Person, person: Person, organisation: Organisation, most: str, now: datetime) -> None:
    """The owner says up to which sum somebody agrees; an empty text: without a limit. Raises LeadsOnly, DomainError."""
    if not owns(owner, organisation) or person.organisation_id != organisation.pk:
        raise LeadsOnly("Only an owner sets limits, and only for people of the company.")
    limit = _limit(most, organisation.currency)
    approving.set_limit(actor=actor_of(owner), person=person, organisation=organisation, most=limit, now=now)


def limit_shop(*, owner: Person, shop: Shop, above: str, now: datetime) -> None:
    """The owner says above which sum a refund needs a second person; an empty text: never. Raises LeadsOnly."""
    if role_in(owner, shop.pk) != Membership.OWNER:
        raise LeadsOnly("Only an owner of the shop sets this limit.")
    limit = _limit(above, shop.currency)
    set_second_person(actor=actor_of(owner), shop=shop, above=limit, now=shop_now(shop, now))


def _limit(text: str, currency: str) -> Money | None:
    if not text.strip():
        return None
    try:
        return Money.parse(text.strip().replace(",", "."), currency)
    except InputError as error:
        raise DomainError(error.message) from error
