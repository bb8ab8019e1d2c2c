"""A page on the running desk, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page on the running desk; a script error or a refused style fails the test."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium at /usr/bin/chromium")
    from playwright.sync_api import expect, sync_playwright

    # What is expected comes at once on a quiet machine; on a busy one it is waited for, and no test fails for that.
    expect.set_options(timeout=20_000)
    # The browser's driver has an event loop in this thread; the database is asked from it all the same.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    wrong: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page(base_url=live_server.url, viewport={"width": 1440, "height": 1000})
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        yield opened
        browser.close()
    assert wrong == []
