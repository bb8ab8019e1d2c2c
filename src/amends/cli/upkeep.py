"""``amends migrate``, ``doctor``, ``backup``, ``people``, ``shop`` and ``corrections``."""

from __future__ import annotations

import argparse
import getpass
import io
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from amends.cli.main import set_up_desk


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    if name == "backup":
        parser.add_argument("--out", required=True, metavar="FILE.tar.gz", help="where to write the archive")
    elif name == "people":
        parser.add_argument("email", help="the person's address; she signs in with it")
        parser.add_argument("--name", help="how she is called")
        parser.add_argument("--role", choices=("agent", "lead", "owner"), help="in the shops named by --shop")
        parser.add_argument("--shop", action="append", default=[], metavar="KEY", help="a shop (repeat for more)")
        parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the screens")
        parser.add_argument(
            "--password-file",
            metavar="FILE",
            help="read the password from a file instead of asking; sets it anew for somebody who is there already",
        )
    elif name == "shop":
        parser.add_argument("key", help="short name of the shop, such as lumora-ali")
        parser.add_argument("--name", help="as people know it")
        parser.add_argument("--platform", help="aliexpress, amazon, ebay … or own_shop")
        parser.add_argument("--organisation", default="My company", help="the company that owns it")
        parser.add_argument("--owner-currency", default="CNY", help="in which the owner counts")
        parser.add_argument("--zone", default="Asia/Shanghai", help="time zone of the shop")
        parser.add_argument("--currency", default="USD", help="of the shop's costs")
        parser.add_argument("--region", default="", help="site or region, such as BR")
        parser.add_argument(
            "--as-of", metavar="TIME", help="stop the shop's clock there (ISO 8601), or 'now' to let it run"
        )
        parser.add_argument(
            "--team-hours", metavar="FILE.json", help="when the team answers, or 'always' (docs/reference/settings.md)"
        )


def behind() -> int:
    """How many migrations the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate() -> int:
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.AMENDS_DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    print("The database is up to date.")
    return 0


def _checks() -> Iterator[tuple[bool, str]]:
    """Each check: whether all is well, and a sentence."""
    from django.utils import timezone

    from amends.desk.journal.operations import shops_with_entries, verify
    from amends.desk.mailboxes.queries import troubled_mailboxes
    from amends.desk.shops.models import Shop
    from amends.desk.webhooks.queries import switched_off
    from amends.evidence import missing_scripts
    from amends.jobs.models import Job

    waiting = behind()
    yield waiting == 0, f"database: {'up to date' if not waiting else f'{waiting} steps behind; run amends migrate'}"
    wrong = [sentence for shop in shops_with_entries() for sentence in verify(shop)]
    yield not wrong, "journal: unbroken" if not wrong else "journal: " + " ".join(wrong[:5])
    failed = list(Job.objects.filter(failed_at__isnull=False).order_by("-failed_at")[:5])
    told = "; ".join(
        f"{job.kind} #{job.pk}: {job.last_error.strip().splitlines()[-1][:160]}" for job in failed if job.last_error
    )
    yield not failed, f"jobs: {'none failed' if not failed else told}"
    off = [hook.url for hook in switched_off()]
    yield not off, f"webhooks: {'none switched off' if not off else 'switched off after failing: ' + ', '.join(off)}"
    late = Job.objects.filter(done_at__isnull=True, failed_at__isnull=True, run_at__lt=timezone.now()).count()
    yield late < 1000, f"jobs: {late} due and waiting"
    scripts = missing_scripts(["中文", "日本語", "한국어", "Русский", "العربية", "Ελληνικά", "ไทย"])
    yield not scripts, f"fonts for evidence packs: {'complete' if not scripts else 'missing for ' + ', '.join(scripts)}"
    silent = [
        shop.key
        for shop in Shop.objects.filter(as_of__isnull=True, last_heard_at__isnull=False)
        if shop.last_heard_at and (timezone.now() - shop.last_heard_at).total_seconds() > shop.silent_after_hours * 3600
    ]
    yield not silent, f"feeds: {'all heard' if not silent else 'silent: ' + ', '.join(silent)}"
    troubles = troubled_mailboxes()
    yield not troubles, f"mailboxes: {'all well' if not troubles else '; '.join(troubles)}"


def _doctor() -> int:
    well = True
    for good, sentence in _checks():
        well = well and good
        print(f"{'ok ' if good else 'BAD'} {sentence}")
    return 0 if well else 1


def _backup(target: str) -> int:
    """Database (a consistent copy while it is in use), files and the secret key, in one archive."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        print(
            "amends backup: the database is PostgreSQL; use pg_dump for it and copy the files folder.", file=sys.stderr
        )
        return 2
    descriptor, copy = tempfile.mkstemp(suffix=".sqlite3")
    os.close(descriptor)
    try:
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as source, sqlite3.connect(copy) as into:
            source.backup(into)
        with tarfile.open(target, "w:gz") as archive:
            archive.add(copy, arcname="amends.sqlite3")
            for name in ("files", "outbox", "secret-key"):
                path = Path(settings.AMENDS_DATA) / name
                if path.exists():
                    archive.add(path, arcname=name)
            facts = json.dumps({"format": 1}).encode()
            entry = tarfile.TarInfo("backup.json")
            entry.size = len(facts)
            archive.addfile(entry, io.BytesIO(facts))
    finally:
        os.unlink(copy)
    print(f"{target}: {Path(target).stat().st_size:,} bytes. It holds the secret key: keep it as safe as the data.")
    return 0


def _people(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from amends.desk.people.actors import SYSTEM
    from amends.desk.people.models import Organisation, Person
    from amends.desk.people.operations import add_person, set_password
    from amends.desk.shops.models import Shop
    from amends.desk.shops.operations import allow

    shops = list(Shop.objects.filter(key__in=arguments.shop))
    if len(shops) != len(set(arguments.shop)):
        known = ", ".join(Shop.objects.order_by("key").values_list("key", flat=True)) or "none yet"
        print(f"amends people: a shop is not known; known are: {known}.", file=sys.stderr)
        return 2
    now = timezone.now()
    password = _password(arguments)
    person = Person.objects.filter(email__iexact=arguments.email).first()
    if person is None:
        organisation = shops[0].organisation if shops else Organisation.objects.first()
        if organisation is None:
            print("amends people: create a shop first (amends shop).", file=sys.stderr)
            return 2
        person = add_person(
            actor=SYSTEM,
            organisation=organisation,
            email=arguments.email,
            name=arguments.name or arguments.email,
            password=password or getpass.getpass(),
            now=now,
            language=arguments.language,
        )
    elif password:
        set_password(actor=SYSTEM, person=person, password=password, now=now)
        print("The password was set; whoever was signed in with the old one is signed out.")
    if shops:
        allow(actor=SYSTEM, person=person, shops=shops, role=arguments.role or "agent", now=now)
    print(f"{person.email}: {person.name}")
    return 0


def _password(arguments: argparse.Namespace) -> str:
    """What stands in the file; empty where none is named. Raises ValueError for an empty one, OSError for none there."""
    if not arguments.password_file:
        return ""
    password = Path(arguments.password_file).read_text(encoding="utf-8").strip()
    if not password:
        raise ValueError(f"{arguments.password_file} is empty; write the password into its first line.")
    return password


def _as_of(text: str) -> datetime | None:
    if text == "now":
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("give the time with an offset, such as 2018-06-01T12:00:00-03:00")
    return moment


def _shop(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from amends.desk.deadlines.operations import set_team_hours
    from amends.desk.flow import move_clock
    from amends.desk.people.actors import SYSTEM
    from amends.desk.people.models import Organisation
    from amends.desk.shops.models import Shop
    from amends.desk.shops.operations import create_shop, found_organisation, set_as_of

    now = timezone.now()
    shop = Shop.objects.filter(key=arguments.key).first()
    if shop is None:
        if not arguments.platform:
            print("amends shop: a new shop needs --platform.", file=sys.stderr)
            return 2
        organisation = Organisation.objects.filter(name=arguments.organisation).first() or found_organisation(
            actor=SYSTEM, name=arguments.organisation, currency=arguments.owner_currency, now=now
        )
        shop = create_shop(
            actor=SYSTEM,
            organisation=organisation,
            key=arguments.key,
            name=arguments.name or arguments.key,
            platform=arguments.platform,
            now=now,
            time_zone=arguments.zone,
            currency=arguments.currency,
            region=arguments.region,
        )
    if arguments.team_hours:
        said = None if arguments.team_hours == "always" else json.loads(Path(arguments.team_hours).read_text("utf-8"))
        set_team_hours(actor=SYSTEM, shop=shop, hours=said, now=now)
    if arguments.as_of:
        shop = set_as_of(actor=SYSTEM, shop=shop, as_of=_as_of(arguments.as_of), now=now)
        print(f"queued {move_clock(shop, now)} looks")
    print(f"{shop.key}: {shop.name} on {shop.platform}, clock {shop.as_of.isoformat() if shop.as_of else 'running'}")
    return 0


def _corrections() -> int:
    from amends.desk.cases.corrections import corrections

    for record in corrections():
        print(json.dumps(record, ensure_ascii=False))
    return 0


def run(arguments: argparse.Namespace) -> int:
    set_up_desk()
    from amends.core.errors import DomainError

    try:
        if arguments.command == "migrate":
            return _migrate()
        if arguments.command == "doctor":
            return _doctor()
        if arguments.command == "backup":
            return _backup(arguments.out)
        if arguments.command == "corrections":
            return _corrections()
        return _people(arguments) if arguments.command == "people" else _shop(arguments)
    except (DomainError, ValueError, OSError) as error:
        print(f"amends {arguments.command}: {error}", file=sys.stderr)
        return 2
