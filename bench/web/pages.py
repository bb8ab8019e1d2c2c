"""Server time of the workspace's pages, from request to finished response, in one process, without the network.

    AMENDS_DATA=/tmp/bench python -m bench.web.pages

Prints one line a group of pages: median, 99th percentile and the slowest of the time that passed, median of the
processor time (which other work on the machine disturbs less), the most queries that one of them asked, the largest
size as the browser reads it and packed as it is sent. Needs a database from ``bench.web.seed``.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import statistics
import time
from dataclasses import dataclass, field

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")

import django

django.setup()

from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.people.models import Person
from amends.web.warming import warm_pages

#: What a page may cost (issue of the workspace): queries, and for the three that are looked at all day also time.
MOST_QUERIES, MEDIAN_MS, P99_MS = 12, 20.0, 60.0
AIMED = {"queue", "case", "search"}


def _packed(answer: object) -> bool:
    return getattr(answer, "headers", {}).get("Content-Encoding") == "gzip"


@dataclass(slots=True)
class Group:
    """Addresses that are asked in turn, and what they cost."""

    name: str
    addresses: list[str]
    spent: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    queries: int = 0
    largest: int = 0
    sent: int = 0

    def measure(self, client: Client, times: int) -> None:
        for address in self.addresses[:20]:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code in (200, 302), (address, answer.status_code)
            self.queries = max(self.queries, len(queries))
            self.sent = max(self.sent, len(answer.content))
            whole = gzip.decompress(answer.content) if _packed(answer) else answer.content
            self.largest = max(self.largest, len(whole))
        for number in range(times):
            address = self.addresses[number % len(self.addresses)]
            start, busy = time.perf_counter(), time.process_time()
            client.get(address)
            self.spent.append((time.perf_counter() - start) * 1000)
            self.worked.append((time.process_time() - busy) * 1000)
        self.spent.sort()

    @property
    def line(self) -> str:
        p99 = self.spent[min(int(len(self.spent) * 0.99), len(self.spent) - 1)]
        median = statistics.median(self.spent)
        missed = self.queries > MOST_QUERIES or (self.name in AIMED and (median > MEDIAN_MS or p99 > P99_MS))
        return (
            f"{median:7.1f} {p99:7.1f} {self.spent[-1]:7.1f} {statistics.median(self.worked):7.1f} {self.queries:4d}"
            f" {self.largest / 1024:6.1f} {self.sent / 1024:6.1f}  {self.name}{'  << over the aim' if missed else ''}"
        )


def groups_of(person: Person) -> list[Group]:
    """The pages, with cases and words that are really there."""
    dice = random.Random(7)
    shops = list(person.memberships.values_list("shop", flat=True))
    newest = Case.objects.filter(shop__in=shops).latest("pk").pk
    picked = list(Case.objects.filter(shop__in=shops, pk__in=dice.sample(range(1, newest + 1), min(newest, 200))))
    cases = [case.pk for case in picked[:60]]
    orders = list(Order.objects.filter(pk__in=[case.order_id for case in picked[:60]]).values_list("number", flat=True))
    words = ["退款", "包裹", "waiting", "refund", "посылка", "wochen", "zavo", "roto dinero", "Dana", "花子", "bakemo"]
    queue = [
        "/queue/", "/queue/?tab=answer", "/queue/?tab=deadline", "/queue/?shop=qingsong", "/queue/?shop=archive",
        "/queue/?assignee=me", "/queue/?tab=answer&after=0.30000.60000",
    ]  # fmt: skip
    return [
        Group("queue", queue),
        Group("case", [f"/cases/{number}/" for number in cases]),
        Group(
            "search", [f"/search/?q={quote(typed)}" for typed in [*words, *orders[:8], *(n[:9] for n in orders[:4])]]
        ),
        Group("morning", ["/"]),
        Group("promises", ["/promises/"]),
        Group("parcels", ["/parcels/"]),
        Group("reviews", ["/reviews/"]),
        Group("claims", ["/claims/"]),
        Group("journal", [f"/cases/{number}/journal/" for number in cases[:20]]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--email", default="alice@bench.example")
    arguments = parser.parse_args()
    warm_pages()  # as `amends serve` does
    person = Person.objects.get(email=arguments.email)
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(person)
    print(" median     p99 slowest     cpu  sql     kB   sent  pages (ms)")
    for group in groups_of(person):
        group.measure(client, arguments.times)
        print(group.line, flush=True)


if __name__ == "__main__":
    main()
