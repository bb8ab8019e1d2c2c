"""Where the worked examples and facts lie, on machines that have them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared(*path: str) -> Path:
    """A file of the shared folder (``AMENDS_SHARED`` or beside the repository); skips the test where it is missing."""
    root = Path(os.environ.get("AMENDS_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    found = root.joinpath(*path)
    if not found.exists():
        pytest.skip(f"{found} is not on this machine")
    return found
