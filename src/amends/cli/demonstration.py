"""``amends demo``: the demonstration company, into an empty database."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from amends.cli.demonstration_claims import settle
from amends.cli.demonstration_day import work
from amends.cli.demonstration_team import share
from amends.cli.main import set_up_desk

if TYPE_CHECKING:
    from amends.connect.demo.parse import Demonstration
    from amends.desk.people.models import Organisation, Person
    from amends.desk.shops.models import Shop

#: The sign-in of the demonstration; printed, and good for nothing else.
PASSWORD = "amends-demo-2026"
DOMAIN = "amends.example"


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--if-empty", action="store_true", help="do nothing where there are shops already")


def _found(company: Demonstration, now: datetime) -> Organisation:
    from amends.desk.people.actors import SYSTEM
    from amends.desk.shops.operations import found_organisation, set_rates

    organisation = found_organisation(
        actor=SYSTEM, name=company.company, currency=company.currency, time_zone=company.zone, now=now
    )
    set_rates(
        actor=SYSTEM,
        organisation=organisation,
        day=company.rates[0].day,
        rates={rate.source: rate.rate for rate in company.rates},
        origin=company.rates[0].origin,
        now=now,
    )
    return organisation


def _shops(company: Demonstration, organisation: Organisation, now: datetime) -> dict[str, Shop]:
    """The shops with the costs that their feeds do not tell, in each shop's currency."""
    from decimal import Decimal

    from amends.core.money import Money
    from amends.desk.people.actors import SYSTEM
    from amends.desk.shops.operations import create_shop
    from amends.desk.shops.queries import rate_on

    shops: dict[str, Shop] = {}
    for shop in company.shops:
        in_owner = rate_on(organisation, shop.currency, now.date()).rate

        def cost(yuan: str, currency: str = shop.currency, rate: Decimal = in_owner) -> int:
            return Money.from_decimal(Decimal(yuan) / rate, currency).minor

        shops[shop.key] = create_shop(
            actor=SYSTEM,
            organisation=organisation,
            key=shop.key,
            name=shop.name,
            platform=shop.platform.value,
            now=now,
            region=shop.region or "",
            time_zone=shop.zone,
            currency=shop.currency,
            postage_minor=cost("22"),
            return_label_minor=cost("95"),
            weekly_margin_minor=cost("2600"),
            dispute_fee_minor=cost("140") if shop.platform.value == "own_shop" else 0,
            minute=(Decimal("1.05") / in_owner).quantize(Decimal("0.0001")),
        )
    return shops


def _people(
    company: Demonstration, organisation: Organisation, shops: dict[str, Shop], now: datetime
) -> tuple[list[str], list[Person]]:
    """The lines about signing in, and the agents."""
    from amends.desk.people.actors import SYSTEM
    from amends.desk.people.operations import add_person
    from amends.desk.shops.operations import allow

    lines: list[str] = []
    agents: list[Person] = []
    for person in company.people:
        email = f"{person.key}@{DOMAIN}"
        added = add_person(
            actor=SYSTEM,
            organisation=organisation,
            email=email,
            name=person.name,
            password=PASSWORD,
            now=now,
            language="zh",
            writes=list(person.languages),
            time_zone=company.zone,
        )
        allow(actor=SYSTEM, person=added, shops=shops.values(), role=person.role, now=now)
        lines.append(f"  {email:<32} {person.role:<6} {person.name}")
        if person.role == "agent":
            agents.append(added)
    return lines, agents


def load(now: datetime) -> list[str]:
    """Load the company and do all the work that follows; returns the lines about signing in."""
    from django.utils import timezone

    from amends.connect.contract import Record
    from amends.connect.demo.parse import demonstration
    from amends.desk.flow.imports import take_in_all
    from amends.desk.people.actors import SYSTEM
    from amends.jobs.engine import run_due

    company = demonstration(now)
    organisation = _found(company, now)
    shops = _shops(company, organisation, now)
    lines, agents = _people(company, organisation, shops, now)
    with as_file(files("amends.connect.demo") / "data") as folder:
        for shop in company.shops:
            records: list[Record] = [*shop.orders, *shop.parcels, *shop.messages, *shop.disputes, *shop.reviews]
            take_in_all(actor=SYSTEM, shop=shops[shop.key], records=records, now=now, attachments=folder)
    run_due(timezone.now)
    settle(company, shops, agents, now)
    run_due(timezone.now)
    work(agents, now)
    share(organisation, now)
    run_due(timezone.now)
    return lines


def run(arguments: argparse.Namespace) -> int:
    set_up_desk()
    from django.utils import timezone

    from amends.desk.cases.models import Case
    from amends.desk.shops.models import Shop

    if Shop.objects.exists():
        if arguments.if_empty:
            return 0
        print(
            "amends demo: there are shops already; the demonstration goes into an empty database only.", file=sys.stderr
        )
        return 2
    lines = load(timezone.now())
    print(f"The demonstration is loaded: {Case.objects.filter(closed_at__isnull=True).count()} open cases.")
    print(f"Sign in with one of these addresses and the password {PASSWORD}:")
    print("\n".join(lines))
    return 0
