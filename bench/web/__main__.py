"""The workspace's pages in large databases: seed one in a folder of its own, then measure, for each size and database.

python -m bench.web --cases 1000 100000 --databases sqlite postgresql
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

DATABASES = ("sqlite", "postgresql")


def _measured(environment: dict[str, str], cases: int, times: int) -> int:
    for module, arguments in (
        ("bench.web.seed", ["--cases", str(cases)]),
        ("bench.web.pages", ["--times", str(times)]),
    ):
        done = subprocess.run([sys.executable, "-m", module, *arguments], env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


def _one(database: str, cases: int, times: int) -> int:
    """Seed and measure one database; what cannot be started is named and skipped."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
    import serving_postgresql

    serving_postgresql.FAST = ()  # durable, as an installation has it
    with ExitStack() as ends:
        folder = ends.enter_context(tempfile.TemporaryDirectory(prefix="amends-bench-"))
        environment = {**os.environ, "AMENDS_DATA": folder}
        if database == "postgresql":
            try:
                address, stop = serving_postgresql.start()
            except serving_postgresql.NoPostgres as missing:
                print(f"without PostgreSQL: {missing}")
                return 0
            ends.callback(stop)
            environment["AMENDS_DATABASE_URL"] = address
        print(f"\n{database}, {cases} cases", flush=True)
        return _measured(environment, cases, times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--times", type=int, default=300)
    arguments = parser.parse_args()
    return max(_one(database, cases, arguments.times) for database in arguments.databases for cases in arguments.cases)


if __name__ == "__main__":
    sys.exit(main())
