"""Import and case opening on SQLite: rows a second, cases a second, peak memory. In a folder of its own."""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ORDERS = 10_000
MESSAGES = 600
TEXTS = (
    "Where is my parcel? It is five weeks now and nothing came.",
    "O produto chegou quebrado, quero meu dinheiro de volta.",
    "Не хватает одной лампы из двух, что делать?",
    "发错颜色了,我要的是白色,请处理一下。",
    "No funciona, lo enchufo y no enciende. ¿Me lo cambian?",
)


def write_files(folder: Path) -> tuple[Path, Path]:
    """Orders and messages as the generic templates have them."""
    orders, messages = folder / "orders.csv", folder / "messages.csv"
    with orders.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["order_number", "placed_at", "currency", "order_value", "country", "buyer_reference", "buyer_name", "sku", "product_title", "quantity", "unit_price"])  # fmt: skip
        for n in range(ORDERS):
            rows.writerow([f"A{n:07d}", f"2026-10-{1 + n % 28:02d}T10:{n % 60:02d}:00+08:00", "USD", f"{10 + n % 80}.50", ("BR", "RU", "ES", "US", "DE")[n % 5], f"buyer{n % 7000}", f"Dana {n}", f"SKU{n % 45}", "Table lamp", 1, f"{10 + n % 80}.50"])  # fmt: skip
    with messages.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["message_id", "order_number", "sent_at", "text"])
        for n in range(MESSAGES):
            rows.writerow(
                [f"M{n}", f"A{n:07d}", f"2026-11-{1 + n % 18:02d}T08:{n % 60:02d}:00Z", TEXTS[n % len(TEXTS)]]
            )
    return orders, messages


def _read(shop: object, path: Path, kind: str) -> float:
    from django.utils import timezone

    from amends.connect.contract import RecordKind
    from amends.connect.files import open_table, ready_mappings
    from amends.desk.flow.imports import fingerprint_of, import_records
    from amends.desk.people.actors import SYSTEM

    table = open_table(path)
    mapping = ready_mappings()["template"].of_kind(RecordKind(kind))
    assert mapping is not None
    started = time.perf_counter()
    done = import_records(
        actor=SYSTEM, shop=shop, source=table, mapping=mapping, name=path.name,  # type: ignore[arg-type]
        fingerprint=fingerprint_of([path], mapping), clock=timezone.now,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    print(
        f"import of {path.name}: {done.created:,} rows, {done.created / seconds:,.0f} rows/s, {done.rejected} refused",
        flush=True,
    )
    return seconds


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="amends-bench-"))
    os.environ["AMENDS_DATA"] = str(folder)
    os.environ.pop("AMENDS_DATABASE_URL", None)
    from amends.cli.main import main as amends
    from amends.cli.main import set_up_desk

    set_up_desk()
    amends(["migrate"])
    amends(["shop", "bench", "--platform", "aliexpress"])
    from django.utils import timezone

    from amends.desk.cases.models import Case
    from amends.desk.shops.models import Shop
    from amends.jobs.engine import run_due
    from amends.jobs.models import Job

    shop = Shop.objects.get(key="bench")
    orders, messages = write_files(folder)
    _read(shop, orders, "order")
    Job.objects.all().delete()  # the orders' own follow-up is not what is measured next
    _read(shop, messages, "message")
    run_due(timezone.now, most=20)
    before = Case.objects.count()
    started = time.perf_counter()
    run_due(timezone.now)
    seconds = time.perf_counter() - started
    opened = Case.objects.count() - before
    print(
        f"cases opened (understood, watched, clocked, decided, drafted, stored): {opened}, {opened / seconds:,.1f} cases/s"
    )
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
