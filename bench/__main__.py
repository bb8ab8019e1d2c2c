"""`make bench`: every figure of the README, one command after the other. `python -m bench NAME` runs one."""

from __future__ import annotations

import platform
import subprocess
import sys

#: name -> (module, what it prints)
PARTS: dict[str, tuple[str, str]] = {
    "stages": ("bench.stages", "throughput of each filter on one core, in records a second"),
    "understanding": ("amends.triage.training.evaluate", "how well held-out texts are understood"),
    "lint": ("bench.lint_letters", "precision and recall of every lint rule on labelled letters, by author batch"),
    "intake": ("bench.intake", "rows imported and cases opened a second, and memory, on SQLite"),
    "mail": (
        "bench.mail_intake",
        "mails taken in durably a second, on SQLite and on PostgreSQL, from a real IMAP server",
    ),
    "decide": ("bench.decide_speed", "decide: cases a second and the slowest, for one, two and three stages"),
    "watch": ("bench.watch_speed", "watch: shipments a second, the function and the filter"),
    "forecast": (
        "bench.watch_forecast",
        "the arrival forecast against others, where AMENDS_OLIST names the Olist folder",
    ),
    "faithful": ("bench.faithful", "what the check of translations finds, and where it speaks up for nothing"),
    "composer": ("bench.composer", "server time of the lint while typing and of the search for sentences"),
    "web": ("bench.web", "server time and queries of the pages with 1,000 and 100,000 cases, on both databases"),
    "live": ("bench.live_pages", "server time and questions to the database of what open pages ask for by themselves"),
}


def main() -> int:
    wanted = sys.argv[1:] or list(PARTS)
    print(f"Python {platform.python_version()} on {platform.machine()}, {platform.system()}")
    status = 0
    for name in wanted:
        if name not in PARTS:
            print(f"there is no measurement {name!r}; known are {', '.join(PARTS)}", file=sys.stderr)
            return 2
        module, explained = PARTS[name]
        print(f"\n== {name}: {explained} (python -m {module})", flush=True)
        status |= subprocess.run([sys.executable, "-m", module], check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
