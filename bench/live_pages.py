"""Server time of what open pages ask for by themselves, and of keeping a letter as it is typed.

    python -m bench.live_pages

From request to finished response, in one process, without the network, on a SQLite database of its own with sixty open
cases. Prints for each page an answer without news (304), one in which only somebody else has come or gone, and one
with news; then a save of half-written words. Columns: median, 95th percentile, median of the processor time (which
other work on the machine disturbs less), questions to the database, bytes.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMES = 100
CASES = 60
#: A page without news may ask the database so often.
MOST = 3


def _prepared() -> tuple[Any, int]:
    """Alice's signed-in client, and one of her sixty cases."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "amends.project.settings"
    sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
    import django

    django.setup()
    import making
    from django.core.management import call_command
    from django.test import Client

    from amends.desk.cases.models import Case
    from amends.desk.flow.imports import take_in_all
    from amends.desk.people.actors import SYSTEM
    from amends.desk.people.operations import add_person
    from amends.desk.shops.operations import allow, create_shop, found_organisation
    from amends.jobs.engine import run_due

    call_command("migrate", verbosity=0)
    company = found_organisation(actor=SYSTEM, name="Lumora", currency="CNY", now=making.NOW)
    shop = create_shop(
        actor=SYSTEM, organisation=company, key="lumora", name="Lumora", platform="aliexpress", now=making.NOW
    )
    for name in ("Alice", "Bob"):
        person = add_person(
            actor=SYSTEM, organisation=company, email=f"{name.lower()}@bench.example", name=name, password=None,
            now=making.NOW,
        )  # fmt: skip
        allow(actor=SYSTEM, person=person, shops=[shop], role="agent", now=making.NOW)
    told: list[Any] = []
    for number in range(CASES):
        buyer = {"reference": f"ref-{number}", "name": f"Buyer {number}", "locale": "en-GB"}
        told.append(making.order_record(f"8201-{number}", buyer=buyer))
        told.append(
            making.message_record(f"m-{number}", "Where is my parcel?", order_number=f"8201-{number}", buyer=buyer)
        )
    take_in_all(actor=SYSTEM, shop=shop, records=told, now=making.NOW)
    while run_due(lambda: making.NOW):
        pass
    client = Client(headers={"host": "localhost"})
    from amends.desk.people.models import Person

    client.force_login(Person.objects.get(name="Alice"))
    return client, Case.objects.order_by("pk").values_list("pk", flat=True)[0]


def _line(name: str, ask: Callable[[int], Any], status: int) -> tuple[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(0)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(1)
    asked = sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in queries)
    assert answer.status_code == status, (name, answer.status_code)
    spent, worked = [], []
    for number in range(2, TIMES + 2):
        start, busy = time.perf_counter(), time.process_time()
        ask(number)
        spent.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    spent.sort()
    return (
        f"{statistics.median(spent):8.1f} {spent[int(TIMES * 0.95)]:8.1f} {statistics.median(worked):8.1f} {asked:5d} "
        f"{len(answer.content):7d}  {name}",
        asked,
    )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as folder:
        os.environ["AMENDS_DATA"] = folder
        client, case = _prepared()
        from amends.desk.replies.models import Reply

        lists = {"queue": "/live/queue/", "morning": "/live/today/", "parcels": "/live/parcels/"}
        print("  median      p95      cpu   sql   bytes  (ms)")
        most = 0
        for name, address in lists.items():
            first = client.get(address)
            known = f"{address}?state={first.json()['state']}"
            quiet = client.get(known).headers["ETag"]
            line, asked = _line(f"{name}, no news", lambda _, a=known, t=quiet: client.get(a, headers={"if-none-match": t}), 304)  # fmt: skip
            most = max(most, asked)
            print(line)
            print(_line(f"{name}, somebody came or went", lambda _, a=known: client.get(a), 200)[0])
            print(_line(f"{name}, news", lambda _, a=address: client.get(a), 200)[0])
        address = f"/live/cases/{case}/?seen=999999999&shown=999999999"
        tag = client.get(address).headers["ETag"]
        line, asked = _line("case, no news", lambda _: client.get(address, headers={"if-none-match": tag}), 304)
        most = max(most, asked)
        print(line)
        print(
            _line("case, no news, with a sign that she types", lambda n: client.get(f"{address}&typing={n % 2}"), 200)[
                0
            ]
        )
        print(_line("case, news and its timeline", lambda _: client.get(f"/live/cases/{case}/?seen=0&shown=0"), 200)[0])
        reply = Reply.objects.get(case=case)
        form = {"reply": reply.pk, "version": reply.version, "seen": 1, "window": "bench"}
        keep = f"/cases/{case}/unfinished/"
        print(_line("saving half-written words", lambda n: client.post(keep, {**form, "body": f"{reply.body} {n}"}), 200)[0])  # fmt: skip
    return int(most > MOST)


if __name__ == "__main__":
    sys.exit(main())
