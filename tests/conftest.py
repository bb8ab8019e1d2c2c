"""The people, shops and orders of the tests, on SQLite or on a real PostgreSQL that the session starts itself.

``pytest`` runs on a SQLite file with the product's own settings; ``pytest --database=postgresql`` (or the variable
AMENDS_TEST_DATABASE) runs the same tests on PostgreSQL. Nothing is written outside a temporary folder.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import making
import pytest
import serving_mail
import serving_postgresql
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from amends.connect.contract import Record
    from amends.desk.mailboxes.models import Mailbox
    from amends.desk.orders.models import Buyer, Order
    from amends.desk.people.models import Organisation, Person
    from amends.desk.shops.models import Shop

#: The address of the session's PostgreSQL, passed on to the workers of pytest-xdist.
SERVER = "AMENDS_TEST_SERVER"
_ends: list[Callable[[], None]] = []

hypothesis_settings.register_profile(
    "amends", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("amends")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("AMENDS_TEST_DATABASE") or "sqlite",
        help="on which database the tests of the desk run",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Give the settings an environment of their own: folder, keys, database."""
    folder = Path(tempfile.mkdtemp(prefix="amends-tests-"))
    _ends.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    for name in [name for name in os.environ if name.startswith("AMENDS_") and not name.startswith("AMENDS_TEST_")]:
        if name != "AMENDS_SHARED":
            del os.environ[name]
    os.environ |= {"AMENDS_DATA": str(folder), "AMENDS_SECRET_KEY": "for-tests-only-" * 4}
    if config.getoption("--database") == "postgresql":
        if SERVER not in os.environ:
            os.environ[SERVER], stop = serving_postgresql.start()
            _ends.append(stop)
        os.environ["AMENDS_DATABASE_URL"] = os.environ[SERVER]
    _read_settings_again(folder)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``on_one_database``: what the database has no part in runs on SQLite and not a second time on PostgreSQL."""
    if config.getoption("--database") != "postgresql":
        return
    again = [item for item in items if item.get_closest_marker("on_one_database")]
    items[:] = [item for item in items if item not in again]
    config.hook.pytest_deselected(items=again)


def _read_settings_again(folder: Path) -> None:
    """pytest-django reads the settings before any conftest; here they are read with the tests' environment."""
    from django.conf import settings
    from django.db import connections

    module = importlib.reload(importlib.import_module("amends.project.settings"))
    for name in dir(module):
        if name.isupper():
            setattr(settings, name, getattr(module, name))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    name = str(folder / "tests.sqlite3") if "sqlite" in database["ENGINE"] else "amends_tests"
    database["TEST"] = {"NAME": name}
    connections.__dict__.pop("settings", None)
    connections._settings = None
    if hasattr(connections._connections, "default"):
        del connections["default"]


def pytest_unconfigure(config: pytest.Config) -> None:
    while _ends:
        _ends.pop()()


@pytest.fixture
def now() -> datetime:
    """The moment at which the tests live."""
    return making.NOW


@pytest.fixture
def run_jobs() -> Callable[[datetime], int]:
    """Runs what is due at a moment, with a clock that stands there; returns how many jobs ran."""
    from amends.jobs.engine import run_due

    def run(moment: datetime) -> int:
        return run_due(lambda: moment)

    return run


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    """Files and letters of one test are not those of another."""
    settings.AMENDS_FILES = tmp_path / "files"
    settings.AMENDS_OUTBOX = tmp_path / "outbox"
    settings.AMENDS_UPLOADS = tmp_path / "uploads"


@dataclass
class Desk:
    """Two companies that must know nothing of each other, and the people who work in them."""

    organisation: Organisation
    shop: Shop
    own_shop: Shop
    alice: Person
    bob: Person
    other_organisation: Organisation
    other_shop: Shop
    charlie: Person


def _person(organisation: Organisation, name: str, shops: list[Shop], role: str) -> Person:
    from amends.desk.people.actors import SYSTEM
    from amends.desk.people.operations import add_person
    from amends.desk.shops.operations import allow

    person = add_person(
        actor=SYSTEM,
        organisation=organisation,
        email=f"{name.lower()}@amends.example",
        name=name,
        password="correct-horse-42",
        now=making.NOW,
        language="en",
        writes=["en"],
    )
    allow(actor=SYSTEM, person=person, shops=shops, role=role, now=making.NOW)
    return person


@pytest.fixture
def desk(db: None) -> Desk:
    return build_desk()


def build_desk() -> Desk:
    """The two companies; also for tests that make their own database."""
    from amends.desk.people.actors import SYSTEM
    from amends.desk.shops.operations import create_shop, found_organisation

    def shop(organisation: Organisation, key: str, platform: str) -> Shop:
        return create_shop(
            actor=SYSTEM,
            organisation=organisation,
            key=key,
            name=key.title(),
            platform=platform,
            now=making.NOW,
            currency="USD",
            postage_minor=300,
            return_label_minor=1200,
        )

    ours = found_organisation(actor=SYSTEM, name="Lumora", currency="CNY", now=making.NOW)
    ali, own = shop(ours, "lumora-ali", "aliexpress"), shop(ours, "lumora-own", "own_shop")
    theirs = found_organisation(actor=SYSTEM, name="Brightway", currency="CNY", now=making.NOW)
    other = shop(theirs, "brightway-ali", "aliexpress")
    return Desk(
        organisation=ours,
        shop=ali,
        own_shop=own,
        alice=_person(ours, "Alice", [ali, own], "agent"),
        bob=_person(ours, "Bob", [ali, own], "lead"),
        other_organisation=theirs,
        other_shop=other,
        charlie=_person(theirs, "Charlie", [other], "lead"),
    )


@pytest.fixture
def shop(desk: Desk) -> Shop:
    """Lumora's shop on AliExpress; Alice is an agent there and Bob a lead."""
    return desk.shop


@pytest.fixture
def alice(desk: Desk) -> Person:
    """An agent of Lumora."""
    return desk.alice


@pytest.fixture
def bob(desk: Desk) -> Person:
    """The lead of Lumora."""
    return desk.bob


@pytest.fixture
def charlie(desk: Desk) -> Person:
    """Works for another company: must see nothing of Lumora."""
    return desk.charlie


@pytest.fixture
def take_in(desk: Desk, now: datetime) -> Callable[..., None]:
    """Takes records in, as a connector would bring them, into Lumora's shop or another."""
    from amends.desk.flow.imports import take_in_all
    from amends.desk.people.actors import SYSTEM

    def take(*records: Record, shop: Shop | None = None, at: datetime | None = None, **more: Any) -> None:
        take_in_all(actor=SYSTEM, shop=shop or desk.shop, records=records, now=at or now, **more)

    return take


@pytest.fixture
def order(take_in: Callable[..., None], shop: Shop) -> Order:
    """Dana's order 8201-1: two night lamps for 40 dollars."""
    from amends.desk.orders.models import Order

    take_in(making.order_record())
    return Order.objects.select_related("shop__organisation", "buyer").get(shop=shop, number="8201-1")


@pytest.fixture
def dana(order: Order) -> Buyer:
    """A buyer in Brazil with one order."""
    return order.buyer


@pytest.fixture
def dovecot() -> Iterator[serving_mail.Dovecot]:
    """A real IMAP server with one empty mailbox."""
    try:
        server = serving_mail.start_dovecot()
    except serving_mail.NoDovecot as missing:
        pytest.skip(str(missing))
    yield server
    server.stop()


@pytest.fixture
def post() -> Iterator[serving_mail.Post]:
    """A real SMTP server that keeps what it takes."""
    server = serving_mail.Post()
    yield server
    server.stop()


@pytest.fixture
def mailbox(desk: Desk, dovecot: serving_mail.Dovecot, post: serving_mail.Post) -> Mailbox:
    """The mailbox of Lumora's own shop, on the tests' servers."""
    return connect(desk.own_shop, dovecot.port, post.port)


def connect(shop: Shop, imap_port: int, smtp_port: int, **changes: Any) -> Mailbox:
    """Connect a shop's mailbox as a lead does."""
    from datetime import date

    from amends.desk.mailboxes.operations import Settings, connect_mailbox
    from amends.desk.people.actors import SYSTEM

    told: dict[str, Any] = {
        "address": serving_mail.USER, "name": "Lumora", "signature": "", "aliases": (), "imap_host": "127.0.0.1",
        "imap_port": imap_port, "imap_security": "plain", "imap_user": serving_mail.USER,
        "imap_password": serving_mail.PASSWORD, "folder": "INBOX", "smtp_host": "127.0.0.1", "smtp_port": smtp_port,
        "smtp_security": "plain", "smtp_user": serving_mail.USER, "smtp_password": serving_mail.PASSWORD,
        "since": date(2000, 1, 1),
    }  # fmt: skip
    return connect_mailbox(actor=SYSTEM, shop=shop, settings=Settings(**{**told, **changes}), now=making.NOW)
