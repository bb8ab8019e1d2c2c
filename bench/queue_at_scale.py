"""The queue page with 100,000 cases: seed a database in a folder of its own, then measure its pages."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as folder:
        environment = {**os.environ, "AMENDS_DATA": folder}
        for module in ("bench.seed_cases", "bench.queue_page"):
            done = subprocess.run([sys.executable, "-m", module], env=environment, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
