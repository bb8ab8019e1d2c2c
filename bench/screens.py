"""Every page in a real browser: in both languages, light and dark, wide and narrow; its picture, and what is wrong with it.

    python -m bench.screens [--data FOLDER] [--languages en zh] [--only queue case] [--out docs/screens]

Serves a demonstration (without ``--data`` a new one, in a folder of its own), signs in an agent, a lead and an owner,
and opens every page that the addresses of the desk lead to (``tests/pages.py`` finds them). Each is loaded once in each
language at 1440 px and then looked at in its four states: light, dark, and both at 390 px. In the first and the last of
them axe-core looks for what hinders people (WCAG 2.2 A and AA). At 720 px, which is what 200 % zoom leaves of 1440, it
must not scroll sideways; no picture is kept of that. A line a page: serious findings, errors of the console,
whether it scrolls sideways, kB over the wire and milliseconds to the first contentful paint (scripts and styles mostly
lie in the browser's cache already, after the first page of each person; the time is that of a second visit, since the
first page of a new server also reads its lists), the layout shift. The pictures have few
colours, which dulls hues: judge colours on the page. The table beside them keeps the lines of what was not visited this
time, so that one language or one page may be looked at again. Ends with 1 where something is
wrong.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "amends-demo-2026"
PEOPLE = {"agent": "alice", "lead": "bob", "owner": "olga"}
STATES = ((1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light"), (390, 844, "dark"))
LOOKED_INTO = {STATES[0], STATES[3]}
#: What 200 % zoom leaves of a screen of 1440 × 900.
ZOOMED = {"width": 720, "height": 450}
COLOURS = 16
#: The pictures of the README keep their colours.
IN_FULL = {"queue-en-1440-light.webp": 256, "case-en-1440-light.webp": 256}
#: Counts what moves without anybody having asked for it.
WATCH = """window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())
  if (!each.hadRecentInput) window.moved += each.value; }).observe({ type: "layout-shift", buffered: true });"""
MEASURE = """() => { const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [all.reduce((sum, each) => sum + each.transferSize, 0) / 1024, paint ? paint.startTime : 0, window.moved]; }"""
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@dataclass(slots=True)
class Line:
    """What one page in one language was found to be."""

    name: str
    language: str
    who: str
    serious: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sideways: list[int] = field(default_factory=list)
    kilobytes: float = 0.0
    paint: float = 0.0
    shift: float = 0.0

    @property
    def wrong(self) -> bool:
        return bool(self.serious or self.errors or self.sideways)

    @property
    def row(self) -> str:
        sideways = ", ".join(f"{width} px" for width in self.sideways) or "no"
        return (
            f"| {self.name} | {self.language} | {self.who} | {len(self.serious)} | {len(self.errors)} | {sideways} |"
            f" {self.kilobytes:.0f} | {self.paint:.0f} | {self.shift:.3f} |"
        )


HEAD = (
    "| page | language | seen by | serious | console | sideways | kB | first paint ms | shift |\n"
    "|---|---|---|---:|---:|---|---:|---:|---:|"
)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def _served(data: str) -> Iterator[str]:
    """The desk on an address of its own."""
    environment = {**os.environ, "AMENDS_DATA": data}
    command = [sys.executable, "-m", "amends.cli.main"]
    for step in (["migrate"], ["demo", "--if-empty"]):
        subprocess.run([*command, *step], env=environment, check=True, stdout=subprocess.DEVNULL)
    address = f"127.0.0.1:{_free_port()}"
    server = subprocess.Popen([*command, "serve", "--bind", address, "--no-worker"], env=environment)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://{address}/accounts/login/").close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def _places(data: str) -> tuple[list[Any], list[str]]:
    """The pages with an example each; asked in this process, in the same database."""
    os.environ |= {"AMENDS_DATA": data, "DJANGO_SETTINGS_MODULE": "amends.project.settings"}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    import pages
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from amends.desk.cases.models import Case
    from amends.desk.people.models import Person
    from amends.desk.replies.models import Reply

    setup_test_environment()
    people = {role: Person.objects.get(email=f"{name}@amends.example") for role, name in PEOPLE.items()}
    clients = {role: Client() for role in people}
    for role, person in people.items():
        clients[role].force_login(person)
    # A platform of its own: there a buyer may be given her page.
    drafts = Reply.objects.filter(state=Reply.DRAFT, case__order__isnull=False, case__shop__platform="own_shop")
    case = Case.objects.get(pk=drafts.order_by("pk").values_list("case", flat=True)[0])
    examples = pages.make_examples(clients, case, people["agent"], timezone.now())
    from amends.jobs.engine import run_due

    run_due(timezone.now, most=30)
    found = pages.pages_of(clients, examples)
    return found.pages, found.without_example


def _speak(language: str) -> None:
    from amends.desk.people.models import Person

    Person.objects.update(language=language)


def _entered(browser: Browser, address: str, role: str, language: str) -> BrowserContext:
    """A browser of its own for each of them, signed in where somebody is."""
    told = "zh-CN" if language == "zh" else "en-GB"
    context = browser.new_context(base_url=address, locale=told, viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    if role in PEOPLE:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("input[name=login]", f"{PEOPLE[role]}@amends.example")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/" not in url)
        page.close()
    return context


def _serious(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in Axe().run(page, options=AXE).response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def _picture(page: Page, where: Path) -> None:
    from PIL import Image

    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = taken.quantize(IN_FULL.get(where.name, COLOURS), dither=Image.Dither.NONE).convert("RGB")
    few.save(where, "WEBP", lossless=True, quality=100, method=4)


def _looked_at(context: BrowserContext, place: Any, language: str, out: Path) -> Line:
    from playwright.sync_api import TimeoutError

    line = Line(place.name, language, place.who)
    page = context.new_page()
    page.on("pageerror", lambda error: line.errors.append(str(error)))
    page.on("console", lambda said: line.errors.append(said.text) if said.type == "error" else None)
    asked = place.address
    if place.name in ("buyers_page", "find_order"):
        asked += f"?l={language}"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    try:
        page.goto(asked, wait_until="load")
    except TimeoutError as late:
        line.errors.append(str(late).splitlines()[0])
        page.close()
        return line
    page.wait_for_timeout(60)
    line.kilobytes, _, line.shift = page.evaluate(MEASURE)
    page.reload(wait_until="load")
    page.wait_for_timeout(60)
    _, line.paint, shift = page.evaluate(MEASURE)
    line.shift = max(line.shift, shift)
    for state in STATES:
        width, height, scheme = state
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(150)  # a link's colour is painted a moment after the scheme has changed
        if page.evaluate("document.documentElement.scrollWidth") > width and width not in line.sideways:
            line.sideways.append(width)
        _picture(page, out / f"{place.name}-{language}-{width}-{scheme}.webp")
        if state in LOOKED_INTO:
            line.serious += _serious(page)
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    if page.evaluate("document.documentElement.scrollWidth") > ZOOMED["width"]:
        line.sideways.append(ZOOMED["width"])
    page.close()
    return line


def _visit(address: str, places: list[Any], languages: list[str], out: Path) -> list[Line]:
    from playwright.sync_api import sync_playwright

    lines = []
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*quiet, "--disable-sync"])
        for language in languages:
            _speak(language)
            contexts: dict[str, BrowserContext] = {}
            for place in places:
                if place.who not in contexts:
                    contexts[place.who] = _entered(browser, address, place.who, language)
                line = _looked_at(contexts[place.who], place, language, out)
                lines.append(line)
                print(line.row, *line.serious, *line.errors, sep="\n    ", flush=True)
            for context in contexts.values():
                context.close()
        browser.close()
    return lines


def _write_table(lines: list[Line], where: Path, whole: bool) -> None:
    """Put the lines among those of earlier visits; after a ``whole`` visit none of its languages' older lines are kept."""
    rows: dict[tuple[str, str], str] = {}
    for row in where.read_text().splitlines() if where.exists() else []:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 9 and cells[0] != "page" and not cells[0].startswith("-"):
            rows[cells[0], cells[1]] = row
    visited = {line.language for line in lines}
    rows = {key: row for key, row in rows.items() if not (whole and key[1] in visited)}
    rows |= {(line.name, line.language): line.row for line in lines}
    table = "\n".join([HEAD, *(rows[key] for key in sorted(rows))])
    where.write_text(f"# Every page, as `make screens` found it\n\n{table}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="", help="the folder of a demonstration that is there already")
    parser.add_argument("--languages", nargs="+", default=["en", "zh"])
    parser.add_argument("--only", nargs="*", default=[], help="names of addresses; without it every page")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screens")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="amends-screens-") as folder:
        data = arguments.data or folder
        with _served(data) as address:
            places, missing = _places(data)
            places = [each for each in places if not arguments.only or each.name in arguments.only]
            print(f"{len(places)} pages; without an example: {', '.join(missing)}\n{HEAD}", flush=True)
            lines = _visit(address, places, arguments.languages, arguments.out)
    _write_table(lines, arguments.out / "table.md", whole=not arguments.only)
    kept = sum(each.stat().st_size for each in arguments.out.glob("*.webp"))
    wrong = [line for line in lines if line.wrong]
    print(f"{len(lines)} visits, {len(wrong)} with something wrong, {kept / 2**20:.1f} MB of pictures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
