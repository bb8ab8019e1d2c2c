"""The team: what each is good at, how much she has, who is away; limits on what she may give; tonight's refunds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel, Field, StringConstraints

from amends.core.contracts.fields import AmountOf
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.vocabulary import Kind, Platform, Scope
from amends.desk.cases.queries import leaving_soon
from amends.desk.flow import approving
from amends.desk.flow.assigning import be_away, loads
from amends.desk.flow.assigning import give_away as give_away_by_rule
from amends.desk.offers.approving import limits_of
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.people.queries import colleagues_of
from amends.desk.refunds.queries import second_person_limits
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import owns, shop_ids_of, shops_led_by, shops_of
from amends.desk.staffing.choosing import Load
from amends.desk.staffing.operations import declare_skills, give_out, set_cap
from amends.desk.staffing.queries import Colleague as Member
from amends.desk.staffing.queries import caps_of_organisation, colleagues_in, shops_giving_out
from amends.web.api.access import person_of
from amends.web.api.cases import money
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Moment, Number, ShopKey, ShopPath, company_of, does, own_shop, reads, shops_asked
from amends.web.workspace.casepage.head import TAKES_MONEY
from amends.web.workspace.frame import frame_of
from amends.web.workspace.tonight import SHOWN, spans_of

Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class MemberShown(BaseModel):
    """``open`` cases, of which ``ours`` are on our turn and ``soon`` run out within a day. ``most_open`` 0: no limit."""

    id: int
    name: str
    writes: list[str]
    kinds: list[str]
    platforms: list[str]
    shops: list[str]
    most_open: int
    open: int
    ours: int
    soon: int
    away: bool
    away_until: datetime | None


class Staffing(BaseModel):
    """``dispatching``: shops whose new cases are given out by themselves."""

    people: list[MemberShown]
    dispatching: list[str]


class Skills(BaseModel):
    """What she is good at and how many open cases she takes at most (0: no limit); empty lists: no favourites."""

    kinds: list[Kind] = Field([], max_length=60)
    platforms: list[Platform] = Field([], max_length=40)
    shops: list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]] = Field([], max_length=200)
    most_open: int = Field(0, ge=0, le=9999)


class Absence(BaseModel):
    """``start`` null: she is at work. ``end`` null: nobody knows when she comes back."""

    start: Moment | None
    end: Moment | None = None


class CasesGiven(BaseModel):
    given: int
    left: int


class Dispatching(BaseModel):
    on: bool


class CapShown(BaseModel):
    """How much one person, or everybody of a role, may offer on a day: a sum, or (no currency) a number of letters."""

    person: int | None
    role: str | None
    currency: str | None
    most: str


class ApprovalLimitShown(BaseModel):
    """Up to which sum somebody agrees; null: without a limit."""

    person: int
    name: str
    most: AmountOf | None


class SecondPersonShown(BaseModel):
    """Above which sum a refund needs a second person; null: never."""

    shop: str
    above: AmountOf | None


class Limits(BaseModel):
    daily: list[CapShown]
    approval: list[ApprovalLimitShown]
    second_person: list[SecondPersonShown]


class CapGiven(BaseModel):
    """One person or one role; ``most`` null takes the limit away. Without a currency it is a number of letters."""

    person: int | None = Field(None, ge=1, le=2**63 - 1)
    role: Literal["agent", "lead", "owner"] | None = None
    currency: Currency | None = None
    most: Amount | None


class LimitGiven(BaseModel):
    """In the company's (of a shop: the shop's) currency; null for none."""

    most: Amount | None


class Leaving(BaseModel):
    """Money that goes back by itself before the team's next morning, where nobody answers."""

    case: int
    shop: str
    due: datetime | None
    amount: AmountOf | None
    turn: str


class Tonight(BaseModel):
    until: datetime | None
    leaving: list[Leaving]


def _member(each: Member, load: Load | None, keys: dict[int, str], now: datetime) -> MemberShown:
    staff, load = each.staff, load or Load()
    return MemberShown(
        id=each.person.pk, name=each.person.name, writes=each.person.writes,
        kinds=staff.kinds if staff else [], platforms=staff.platforms if staff else [],
        shops=[keys[pk] for pk in staff.shops if pk in keys] if staff else [],
        most_open=staff.most_open if staff else 0, open=load.open, ours=load.ours, soon=load.runs_out,
        away=each.away(now), away_until=staff.away_until if staff and each.away(now) else None,
    )  # fmt: skip


def _colleague(request: HttpRequest, person_id: int) -> Member:
    """Somebody who works in one of the person's shops."""
    found = colleagues_in(shop_ids_of(person_of(request)))
    somebody = next((each for each in found if each.person.pk == person_id), None)
    if somebody is None:
        raise no_such("colleague")
    return somebody


def _again(request: HttpRequest, person_id: int) -> MemberShown:
    now = timezone.now()
    keys = {shop.pk: shop.key for shop in shops_of(person_of(request))}
    return _member(_colleague(request, person_id), loads([person_id], now).get(person_id), keys, now)


@reads("/team", Staffing, tag="team", summary="Your colleagues: skills, open cases, who is away")
def list_team(request: HttpRequest) -> Any:
    now, shops = timezone.now(), list(shops_of(person_of(request)))
    keys = {shop.pk: shop.key for shop in shops}
    found = colleagues_in(list(keys))
    load = loads([each.person.pk for each in found], now)
    giving = shops_giving_out(list(keys))
    return Staffing(
        people=[_member(each, load.get(each.person.pk), keys, now) for each in found],
        dispatching=[shop.key for shop in shops if shop.pk in giving],
    )


@does("/team/{person_id}/skills", MemberShown, tag="team", summary="Say what somebody is good at", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_skills(request: HttpRequest, person_id: Number, body: Skills) -> Any:
    """Herself, or a lead."""
    person, somebody = person_of(request), _colleague(request, person_id)
    numbers = {shop.key: shop.pk for shop in shops_of(person)}
    if not set(body.shops) <= set(numbers):
        raise no_such("shop")
    declare_skills(
        actor=actor_of(person), by=person, person=somebody.person, kinds=[each.value for each in body.kinds],
        platforms=[each.value for each in body.platforms], shops=[numbers[key] for key in body.shops],
        most_open=body.most_open, now=timezone.now(),
    )  # fmt: skip
    return _again(request, person_id)


@does("/team/{person_id}/absence", MemberShown, tag="team", summary="Say when somebody is away", scope=Scope.PROPOSE, method="PUT")  # fmt: skip
def set_absence(request: HttpRequest, person_id: Number, body: Absence) -> Any:
    """Herself, or a lead."""
    somebody = _colleague(request, person_id)
    be_away(by=person_of(request), person=somebody.person, start=body.start, end=body.end, now=timezone.now())
    return _again(request, person_id)


@does("/team/{person_id}/give-away", CasesGiven, tag="team", summary="Give the cases of somebody who is away to others", scope=Scope.PROPOSE)  # fmt: skip
def give_away(request: HttpRequest, person_id: Number) -> Any:
    """By the rule, in the shops that you lead; ``left`` are those that nobody can take."""
    somebody, now = _colleague(request, person_id), timezone.now()
    led = shops_led_by(person_of(request))
    if not led:
        raise Refused(403, "leads_only", "This is for a lead or an owner of the shop; ask one of them.")
    if not somebody.away(now):
        raise DomainError("She is at work; give single cases.")
    given, left = give_away_by_rule(by=person_of(request), person=somebody.person, shop_ids=led, now=now)
    return CasesGiven(given=given, left=left)


@does("/shops/{key}/dispatch", Dispatching, tag="team", summary="Whether a shop's new cases are given out", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_dispatch(request: HttpRequest, key: ShopPath, body: Dispatching) -> Any:
    """By themselves, by the rule; for leads of the shop."""
    person, shop = person_of(request), _shop(request, key)
    give_out(actor=actor_of(person), by=person, shop=shop, on=body.on, now=timezone.now())
    return body


def _shop(request: HttpRequest, key: str) -> Shop:
    shop = own_shop(request, key)
    if shop is None:
        raise no_such("shop")
    return shop


def _owned(request: HttpRequest) -> Organisation:
    company = company_of(request)
    if not owns(person_of(request), company):
        raise Refused(403, "owners_only", "Only an owner of the company sets limits.")
    return company


def _limits(request: HttpRequest) -> Limits:
    company = _owned(request)
    people = colleagues_of(company)
    known = limits_of(people)
    owned = [shop for shop in shops_of(person_of(request)) if getattr(shop, "role", "") == Membership.OWNER]
    second = second_person_limits([shop.pk for shop in owned])
    daily = [
        CapShown(
            person=cap.person_id, role=cap.role or None, currency=cap.currency or None,
            most=Money(cap.most, cap.currency).amount if cap.currency else str(cap.most),
        )
        for cap in caps_of_organisation(company)
    ]  # fmt: skip
    return Limits(
        daily=daily,
        approval=[
            ApprovalLimitShown(
                person=each.pk, name=each.name,
                most=money(known[each.pk], company.currency) if each.pk in known else None,
            )
            for each in people
        ],
        second_person=[
            SecondPersonShown(
                shop=shop.key, above=money(second[shop.pk], shop.currency) if shop.pk in second else None
            )
            for shop in owned
        ],
    )  # fmt: skip


@reads("/limits", Limits, tag="team", summary="How much may be given: on a day, with approval, by one person alone")
def list_limits(request: HttpRequest) -> Any:
    """For owners."""
    return _limits(request)


@does("/limits/daily", Limits, tag="team", summary="Set how much may be offered on a day", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_daily_limit(request: HttpRequest, body: CapGiven) -> Any:
    """What is above has to be approved. For owners."""
    company, person = _owned(request), person_of(request)
    somebody = None
    if body.person is not None:
        somebody = next((each for each in colleagues_of(company) if each.pk == body.person), None)
        if somebody is None:
            raise no_such("colleague")
    if (somebody is None) == (body.role is None):
        raise Refused(422, "invalid", "Say either a person or a role.")
    if body.most is not None and body.currency is None and not body.most.isdecimal():
        raise Refused(422, "invalid", "most: a number of letters is a whole number.")
    most = None
    if body.most is not None:
        most = Money.parse(body.most, body.currency).minor if body.currency else int(body.most)
    set_cap(
        actor=actor_of(person), by=person, organisation=company, person=somebody, role=body.role or "",
        currency=body.currency or "", most=most, now=timezone.now(),
    )  # fmt: skip
    return _limits(request)


@does("/limits/approval/{person_id}", Limits, tag="team", summary="Set up to which sum somebody agrees", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_approval_limit(request: HttpRequest, person_id: Number, body: LimitGiven) -> Any:
    """For owners."""
    company = _owned(request)
    somebody = next((each for each in colleagues_of(company) if each.pk == person_id), None)
    if somebody is None:
        raise no_such("colleague")
    approving.limit_person(
        owner=person_of(request), person=somebody, organisation=company, most=body.most or "", now=timezone.now()
    )
    return _limits(request)


@does("/limits/second-person/{key}", Limits, tag="team", summary="Set above which sum a refund needs a second person", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_second_person(request: HttpRequest, key: ShopPath, body: LimitGiven) -> Any:
    """For owners of the shop."""
    shop = _shop(request, key)
    _owned(request)
    approving.limit_shop(owner=person_of(request), shop=shop, above=body.most or "", now=timezone.now())
    return _limits(request)


@reads("/tonight", Tonight, tag="refunds", summary="What goes back by itself before the next morning")
def read_tonight(request: HttpRequest, shop: ShopKey = None) -> Any:
    """Where nobody answers: two hundred cases at most, the next deadline first."""
    shops = {each.pk: each for each in shops_asked(request, shop)}
    spans = spans_of(frame_of(request), list(shops.values()))
    return Tonight(
        until=max((span.end for span in spans), default=None),
        leaving=[
            Leaving(
                case=case.pk, shop=shops[case.shop_id].key, due=case.due, turn=case.turn,
                amount=money(getattr(case, "leaving_minor", 0), case.order.currency) if case.order else None,
            )
            for case in leaving_soon(spans, TAKES_MONEY, SHOWN)
        ],
    )  # fmt: skip
