"""The tree is what docs and contracts say it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "amends"
PURE = ("core", "triage", "watch", "clock", "decide", "letter", "evidence")
LONGEST = 420
#: One list of words, which is easier to read in one place.
LISTS = {"core/vocabulary.py": 460}
BINS = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers", "base", "lib", "tools", "stuff"}
#: What a pure package must not import: the network, processes, databases, chance. Checked by name, because
#: import-linter knows only whole external packages.
FORBIDDEN = {
    "http", "urllib.request", "urllib.error", "socket", "ssl", "smtplib", "imaplib", "ftplib", "requests", "httpx",
    "aiohttp", "subprocess", "multiprocessing", "sqlite3", "psycopg", "random", "secrets", "uuid", "django", "ninja",
    "allauth",
}  # fmt: skip
#: A clock that nobody passed in.
AMBIENT = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("time", "monotonic"), ("time", "localtime"), ("os", "urandom"), ("uuid", "uuid4"),
}  # fmt: skip


def modules(*packages: str) -> Iterator[Path]:
    for package in packages:
        for path in sorted((SOURCE / package).rglob("*.py")):
            # What a model is built with at a developer's desk may use chance, with a seed.
            if "training" not in path.relative_to(SOURCE).parts:
                yield path


def tracked() -> list[Path]:
    """Files that git knows or would know; all files where there is no git."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True
    )
    if done.returncode:
        pytest.skip("this is no git checkout")
    names = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in names if path.is_file()]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_point_down() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stdout.decode()[-4000:]


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", list(modules(*PURE)), ids=shown)
def test_a_pure_module_knows_no_network_no_clock_and_no_chance(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set(_imported(tree))
    wrong = {name for name in names for bad in FORBIDDEN if name == bad or name.startswith(f"{bad}.")}
    assert not wrong, f"{shown(path)} imports {sorted(wrong)}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            assert (name, node.attr) not in AMBIENT, f"{shown(path)}:{node.lineno} reads {name}.{node.attr}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                module = getattr(node, "module", None)
                assert (module, alias.name) not in AMBIENT, f"{shown(path)}:{node.lineno} imports {alias.name}"


@pytest.mark.parametrize("path", [path for path in modules("") if "migrations" not in path.parts], ids=shown)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    most = LISTS.get(str(path.relative_to(SOURCE)), LONGEST)
    assert lines <= most, f"{shown(path)} has {lines} lines; {most} at most"


def test_no_module_is_a_bin() -> None:
    names = {path.stem: path for path in modules("")} | {path.parent.name: path.parent for path in modules("")}
    assert not {shown(path) for name, path in names.items() if name in BINS}


def test_every_app_has_the_same_file_names() -> None:
    """A noun's folder holds the known parts and what they are made of, never views or signals."""
    for folder in sorted((SOURCE / "desk").iterdir()):
        if folder.is_dir() and not folder.name.startswith("__"):
            names = {path.stem for path in folder.glob("*.py")}
            assert not names & {"views", "signals", "tasks", "utils"} or folder.name == "flow", folder.name


def test_only_operations_write() -> None:
    """Views, API and command line call operations, queries and flow; they never save rows themselves."""
    writing = re.compile(r"\.(save|bulk_create|bulk_update|update_or_create|get_or_create)\(|\.objects\.create\(")
    wrong = [
        f"{shown(path)}:{number}"
        for path in modules("web", "cli")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if writing.search(line) and "form.save" not in line
    ]
    assert not wrong, wrong


#: A handler that reads a file for minutes says so with the time of each chunk; the rest is told the time.
CLOCKS = {"import_files.py"}


def test_operations_take_the_moment_and_never_look_at_a_clock() -> None:
    clock = re.compile(r"\b(timezone\.now|datetime\.now|datetime\.utcnow|date\.today|time\.time)\b")
    wrong = [
        f"{shown(path)}:{number}"
        for path in modules("desk", "connect", "jobs")
        if path.name not in CLOCKS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if clock.search(line) and "such as datetime.now" not in line
    ]
    assert not wrong, wrong


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    """Nothing in the repository depends on where it was written or on which mirror its packages came from."""
    registry = re.compile(
        rb"https?://[^\s\"']*(?:pypi\.org/simple|files\.pythonhosted|registry\.npmjs|/simple/|devpi|artifactory|nexus)"
        rb"|--(?:extra-)?index-url[= ]|--find-links"
    )
    machine = re.compile(rb"/(?:(?:home/[a-z]+|root|Users/[A-Za-z]+)/|work/(?:main|shared))|C:\\\\Users")
    allowed = {"tests/architecture/test_the_tree.py"}
    wrong = []
    for path in tracked():
        if shown(path) in allowed or path.stat().st_size > 5_000_000:
            continue
        data = path.read_bytes()
        if b"\0" in data[:1000]:
            continue
        wrong += [f"{shown(path)}: {found.group()[:60]!r}" for found in registry.finditer(data)]
        wrong += [f"{shown(path)}: {found.group()!r}" for found in machine.finditer(data)]
    assert not wrong, wrong[:20]


def test_nothing_is_left_half_done() -> None:
    word = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    wrong = [
        f"{shown(path)}:{number}"
        for path in modules("")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if word.search(line)
    ]
    assert not wrong, wrong


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
