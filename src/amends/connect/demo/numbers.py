"""Numbers that look like a platform's or a carrier's, made from a name: always the same, and never drawn by lot."""

from __future__ import annotations

import re
from zlib import crc32

_RUN = re.compile(r"\{(\d+)\}")
_UPU_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def digits(name: str, count: int) -> str:
    """``count`` decimal digits that belong to ``name``."""
    text = ""
    while len(text) < count:
        text += f"{crc32(f'{name}/{len(text)}'.encode()) % 10**9:09d}"
    return text[:count]


def numbered(pattern: str, name: str) -> str:
    """``pattern`` with every ``{n}`` replaced by n digits; ``s10:LV`` is a postal item number from China.

    The check digit of a postal number is that of UPU standard S10.
    """
    if pattern.startswith("s10:"):
        serial = digits(name, 8)
        rest = 11 - sum(weight * int(digit) for weight, digit in zip(_UPU_WEIGHTS, serial, strict=True)) % 11
        return f"{pattern[4:]}{serial}{ {10: 0, 11: 5}.get(rest, rest) }CN".replace(" ", "")
    parts = iter(range(100))
    return _RUN.sub(lambda run: digits(f"{name}#{next(parts)}", int(run[1])), pattern)


def spread(name: str, below: int) -> int:
    """A whole number from 0 to ``below`` - 1 that belongs to ``name``."""
    return crc32(name.encode()) % below
