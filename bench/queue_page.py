"""Server time of the queue page, from request to finished response, in one process, without the network.

    AMENDS_DATA=/tmp/bench python bench/queue_page.py

Prints one line a page: median and 99th percentile of the time that passed, median of the processor time (which other
work on the machine disturbs less), number of queries, size. Needs a database from ``seed_cases.py``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.desk.people.models import Person

PAGES = [
    "/queue/", "/queue/?tab=answer", "/queue/?tab=deadline", "/queue/?shop=qingsong", "/queue/?shop=archive",
    "/queue/?assignee=me", "/queue/?tab=answer&after=0.30000.60000", "/", "/promises/", "/parcels/", "/reviews/",
]  # fmt: skip


def measure(client: Client, page: str, times: int) -> str:
    for _ in range(3):
        client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    asked = len(queries)
    spent, worked = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        answer = client.get(page)
        spent.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    assert answer.status_code == 200, (page, answer.status_code)
    spent.sort()
    p99 = spent[min(int(len(spent) * 0.99), len(spent) - 1)]
    return f"{statistics.median(spent):7.1f} {p99:7.1f} {statistics.median(worked):7.1f} {asked:4d} {len(answer.content) // 1024:5d}  {page}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--email", default="alice@bench.example")
    arguments = parser.parse_args()
    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get(email=arguments.email))
    print("median     p99     cpu  sql    kB  page (ms)")
    for page in PAGES:
        print(measure(client, page, arguments.times))


if __name__ == "__main__":
    main()
