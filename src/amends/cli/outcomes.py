"""`amends outcomes > log.jsonl`: the desk's own history, as `amends learn` and `amends replay` read it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, time

from amends.cli.main import set_up_desk


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--shop", metavar="KEY", action="append", help="only this shop; repeat for more")
    parser.add_argument("--from", dest="first", metavar="DAY", help="only menus sent on this day or later (UTC)")
    parser.add_argument("--to", dest="last", metavar="DAY", help="only menus sent before this day (UTC)")


def _midnight(text: str | None) -> datetime | None:
    return datetime.combine(date.fromisoformat(text), time(), tzinfo=UTC) if text else None


def run(arguments: argparse.Namespace) -> int:
    """Print the lines, oldest first; returns 0, or 2 for a shop or a day that cannot be used."""
    set_up_desk()
    from django.utils import timezone

    from amends.desk.shops.models import Shop
    from amends.insight.outcomes import Span, as_json, logged

    shops = Shop.objects.order_by("pk")
    if arguments.shop:
        shops = shops.filter(key__in=arguments.shop)
        if unknown := set(arguments.shop) - {shop.key for shop in shops}:
            print(f"amends outcomes: no shop has the key {', '.join(sorted(unknown))}.", file=sys.stderr)
            return 2
    try:
        span = Span([shop.pk for shop in shops], _midnight(arguments.first), _midnight(arguments.last))
    except ValueError:
        print("amends outcomes: a day is written like 2026-11-20.", file=sys.stderr)
        return 2
    found = logged(span, timezone.now())
    lines = [each.line for each in found if each.line is not None]
    for line in lines:
        print(as_json(line))
    still_open = sum(line.outcome.closed_at is None for line in lines)
    untold = sum(each.untold for each in found)
    print(
        f"amends outcomes: {len(lines)} menus sent, {still_open} still open, {untold} of cases that ended nobody knows "
        f"how, {len(found) - len(lines)} that cannot be read any more",
        file=sys.stderr,
    )
    return 0
