"""The catalogue of translations: collect what the screens say, keep the Chinese up to date, compile it.

    python -m amends.web.messages          rewrite the .po and the .mo
    python -m amends.web.messages --check  change nothing; fail where something is missing or out of date

Needs no gettext on the system: Django turns templates into text with calls, Babel reads and compiles.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parent
PO = WEB / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
#: Babel writes dates into the header; ours stand still, so that compiling again changes nothing.
TIMELESS = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "# Translations of the Amends workspace.\n# Copyright the Amends authors; Apache-2.0."
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def _sources() -> Iterator[tuple[str, BytesIO]]:
    """Every Python file and template of the web package, as Python text, in a fixed order."""
    for path in sorted(WEB.rglob("*.py")):
        yield path.relative_to(WEB).as_posix(), BytesIO(path.read_bytes())
    for path in sorted((WEB / "templates").rglob("*.html")):
        name = path.relative_to(WEB).as_posix()
        calls = templatize(path.read_text(encoding="utf-8"), origin=name)
        # What is left of the page's own indentation means nothing to Python.
        yield name, BytesIO("\n".join(line.lstrip() for line in calls.splitlines()).encode())


def _catalogue() -> Catalog:
    return Catalog(locale="zh_Hans", domain="django", header_comment=HEADER, project="Amends", charset="utf-8")


def collect() -> Catalog:
    """All messages that the screens use."""
    found = _catalogue()
    for name, source in _sources():
        for _line, message, comments, context in extract("python", source, keywords=KEYWORDS):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def updated() -> Catalog:
    """The Chinese catalogue with what the screens say now; what nobody says any more is gone."""
    with PO.open("rb") as file:
        known = read_po(file, locale="zh_Hans", abort_invalid=True)
    known.update(collect(), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages without a (complete) translation."""

    def missing(message: Message) -> bool:
        texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        return not all(texts) or message.fuzzy

    return [str(message.id) for message in catalogue if message.id and missing(message)]


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as it stands in the repository: sorted, without dates, so that a rewrite changes nothing."""
    clean = _catalogue()
    for message in catalogue:
        if message.id:
            clean.add(
                message.id, message.string, locations=message.locations, flags=message.flags, context=message.context
            )
    out = BytesIO()
    write_po(out, clean, width=120, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def mo_bytes(po: bytes) -> bytes:
    """The compiled catalogue of a .po."""
    catalogue = read_po(BytesIO(po), locale="zh_Hans", abort_invalid=True)
    catalogue.creation_date = catalogue.revision_date = TIMELESS
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def keep(catalogue: Catalog) -> None:
    """Write the .po and the .mo, each at once: nobody ever reads half a file."""
    po = po_bytes(catalogue)
    for path, content in ((PO, po), (MO, mo_bytes(po))):
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(path)


def problems() -> list[str]:
    """What is missing or out of date, in sentences; nothing where all is well."""
    catalogue = updated()
    said = [f"no Chinese for: {text}" for text in untranslated(catalogue)]
    if PO.read_bytes() != po_bytes(catalogue):
        said.append(f"{PO.name} does not hold what the screens say; run python -m amends.web.messages.")
    if not MO.exists() or MO.read_bytes() != mo_bytes(PO.read_bytes()):
        said.append(f"{MO.name} was not compiled from {PO.name}; run python -m amends.web.messages.")
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what is missing")
    if not parser.parse_args().check:
        keep(updated())
    found = problems()
    print("\n".join(found) or "Every message is translated and compiled.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
