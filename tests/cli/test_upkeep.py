"""The commands that keep an installation: migrate, shop, people, import, doctor, backup."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from making import order_record

from cli.running import amends


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "data"
    assert amends("migrate", folder=folder).returncode == 0
    done = amends("shop", "lumora", "--platform", "aliexpress", "--name", "Lumora", folder=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def data(fresh: Path, tmp_path: Path) -> Path:
    shutil.copytree(fresh, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.jsonl"
    records = [order_record(str(n)).model_dump(mode="json", exclude_none=True) for n in range(5)]
    text = [json.dumps({"record": "order", **record}) for record in records]
    path.write_text("\n".join([*text, '{"record": "order", "number": "bad"}']) + "\n", encoding="utf-8")
    return path


def count(data: Path, table: str) -> int:
    with sqlite3.connect(data / "amends.sqlite3") as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def read(data: Path, path: Path, *more: str) -> str:
    done = amends(
        "import", str(path), "--shop", "lumora", "--mapping", "canonical", "--kind", "order", *more, folder=data
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_serving_an_unmigrated_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = amends("worker", folder=tmp_path / "new")
    assert done.returncode == 2
    assert "amends migrate" in done.stderr.decode()


def test_a_file_is_read_twice_and_taken_back(data: Path, orders: Path) -> None:
    said = read(data, orders)
    assert "5 new" in said
    assert "1 rows with problems" in said
    assert "5 known" in read(data, orders)
    assert count(data, "orders_order") == 5
    listed = amends("import", "--list", "--shop", "lumora", folder=data).stdout.decode()
    assert listed.count("finished") == 2
    assert amends("import", "--undo", "1", folder=data).returncode == 0
    assert count(data, "orders_order") == 0
    assert amends("import", "--undo", "99", folder=data).returncode == 2


def test_a_rehearsal_writes_nothing(data: Path, orders: Path) -> None:
    said = read(data, orders, "--dry-run")
    assert "5 good rows" in said
    assert "1 refused" in said
    assert count(data, "orders_order") == count(data, "feeds_import") == 0


def test_the_mapping_can_be_seen_and_the_bad_rows_kept(data: Path, orders: Path, tmp_path: Path) -> None:
    (shown,) = json.loads(read(data, orders, "--show-mapping"))
    assert shown["canonical"] is True
    bad = tmp_path / "bad.csv"
    read(data, orders, "--problems", str(bad))
    assert "bad" in bad.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "x.csv", "--shop", "nobody"), "lumora"),
        (("import", "nowhere.csv", "--shop", "lumora", "--kind", "order"), "nowhere.csv"),
        (("import", "--undo", "5"), "amends import"),
        (("shop", "new"), "--platform"),
        (("shop", "new", "--platform", "moonmart"), "moonmart"),
        (("shop", "lumora", "--as-of", "2018-06-01T12:00:00"), "offset"),
        (("people", "a@b.example", "--shop", "nobody"), "lumora"),
        (("evidence",), "--for"),
        (("evidence", "--verify", "nowhere.zip"), "nowhere.zip"),
        (("evidence", "999", "--for", "stripe", "--out", "x.zip"), "999"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_says_why_and_exits_2(data: Path, arguments: tuple[str, ...], said: str) -> None:
    done = amends(*arguments, folder=data)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_people_are_added_with_a_password_from_a_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("correct-horse-42\n")
    told = ("people", "alice@amends.example", "--name", "Alice", "--shop", "lumora", "--role", "lead")
    assert amends(*told, "--password-file", str(tmp_path / "password"), folder=data).returncode == 0
    assert count(data, "people_person") == count(data, "shops_membership") == 1
    assert b"correct-horse" not in (data / "amends.sqlite3").read_bytes()
    (tmp_path / "password").write_text("another-horse-43\n")
    again = amends("people", "alice@amends.example", "--password-file", str(tmp_path / "password"), folder=data)
    assert "The password was set" in again.stdout.decode()
    with sqlite3.connect(data / "amends.sqlite3") as connection:
        (kept,) = connection.execute("SELECT password FROM people_person").fetchone()
        acted = [row[0] for row in connection.execute("SELECT action FROM journal_entry ORDER BY id")]
    assert PBKDF2PasswordHasher().verify("another-horse-43", kept)
    assert acted.count("person.password_set") == 1
    (tmp_path / "password").write_text("\n")
    for file, said in (("password", "is empty"), ("nowhere", "nowhere")):
        refused = amends("people", "alice@amends.example", "--password-file", str(tmp_path / file), folder=data)
        assert refused.returncode == 2
        assert said in refused.stderr.decode()
        assert "Traceback" not in refused.stderr.decode()


def test_the_doctor_finds_a_changed_journal(data: Path) -> None:
    well = amends("doctor", folder=data)
    assert "journal: unbroken" in well.stdout.decode()
    with sqlite3.connect(data / "amends.sqlite3") as connection:
        connection.execute("UPDATE journal_entry SET actor = 'person:1 Mallory' WHERE action = 'shop.created'")
    ill = amends("doctor", folder=data)
    assert ill.returncode == 1
    assert "BAD journal" in ill.stdout.decode()
    assert "was changed" in ill.stdout.decode()


def test_names_and_addresses_are_nowhere_in_the_database_file(data: Path, orders: Path) -> None:
    read(data, orders)
    raw = b"".join(path.read_bytes() for path in data.glob("amends.sqlite3*"))
    for secret in (b"Dana", b"Albuquerque", b"dana.albuquerque@example.com", b"01310-200"):
        assert secret not in raw
    assert b"dana-77" in raw, "the platform's own reference is what a buyer is found by"


def test_a_backup_can_be_restored(data: Path, orders: Path, tmp_path: Path) -> None:
    read(data, orders)
    (data / "outbox").mkdir()
    (data / "outbox" / "letter.eml").write_bytes(b"Dear Dana")
    archive = tmp_path / "backup.tar.gz"
    done = amends("backup", "--out", str(archive), folder=data)
    assert done.returncode == 0, done.stderr.decode()
    restored = tmp_path / "restored"
    with tarfile.open(archive) as packed:  # our own archive; Python 3.11.2 knows no filter yet
        packed.extractall(restored)
    assert count(restored, "orders_order") == 5
    assert (restored / "outbox" / "letter.eml").read_bytes() == b"Dear Dana"
    assert "journal: unbroken" in amends("doctor", folder=restored).stdout.decode()
    assert "5 known" in read(restored, orders)


def test_a_demonstration_goes_into_an_empty_database_only(data: Path) -> None:
    done = amends("demo", folder=data)
    assert done.returncode == 2
    assert amends("demo", "--if-empty", folder=data).returncode == 0
    assert count(data, "shops_shop") == 1


def test_a_translation_memory_goes_in_and_out(data: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "given.tmx", tmp_path / "out.tmx"
    given.write_text(
        '<tmx><header srclang="pt"/><body><tu><tuv xml:lang="pt"><seg>Oi</seg></tuv><tuv xml:lang="zh"><seg>你好</seg></tuv>'
        '</tu><tu tuid="b"><tuv xml:lang="pt"><seg>Oi</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    done = amends("memory", "--input", str(given), folder=data)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("unit 2 (b): There is no translation into")
    assert done.stdout.decode().startswith("1 new, 0 changed")
    assert amends("memory", "--out", str(out), folder=data).returncode == 0
    assert amends("memory", "--input", str(out), folder=data).stdout.decode().startswith("0 new, 0 changed, 1 there")
    other = amends("memory", "--out", "-", "--organisation", "Nobody", folder=data)
    assert (other.returncode, b"known are: My company" in other.stderr) == (2, True)
