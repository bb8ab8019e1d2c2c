"""Amends as a process of its own on a SQLite file: started, killed, started again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Installation:
    """A folder with a database and files, and the commands that run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")},
            "AMENDS_DATA": str(folder / "data"),
            "AMENDS_SECRET_KEY": "for-tests-only-" * 4,
            "AMENDS_UNDO_SECONDS": "0",
        }
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command in a process group of its own, so that a kill reaches all of it."""
        return subprocess.Popen(
            [sys.executable, "-m", "amends.cli.main", *arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *arguments: str, expected: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "amends.cli.main", *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            timeout=120,
        )
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == expected, said
        return said

    def python(self, code: str) -> Any:
        """Run code on the desk in another process; what it assigns to ``answer`` comes back."""
        program = (
            "import json\nfrom amends.cli.main import set_up_desk\nset_up_desk()\n"
            f"{code}\nprint('\\n@@' + json.dumps(answer))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=self.folder, capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout.decode().rpartition("@@")[2])

    def letters(self) -> list[Path]:
        return sorted((self.folder / "data" / "outbox").glob("*.eml"))


def kill(process: subprocess.Popen[bytes]) -> None:
    """As the power does it: nothing of the process gets to say good-bye."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill after a time; False where the process had ended before."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill(process)
        return True
    kill(process)
    return False


def wait_until(true: Callable[[], bool], seconds: float, processes: Iterable[subprocess.Popen[bytes]] = ()) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        if any(process.poll() is not None for process in processes):
            return true()
        time.sleep(0.05)
    return true()
