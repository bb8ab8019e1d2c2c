"""The saved views beside the queue, with their counters and keys, and the filter as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from amends.core.vocabulary import LANGUAGES, Kind
from amends.desk.cases.filters import ME, MOST, NOBODY, UNCOVERED, Filter
from amends.desk.people.models import Person
from amends.desk.saved_views.models import SavedView
from amends.desk.saved_views.queries import Counted, stored_filter
from amends.web import showing
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import Frame

#: The first nine views have keys: ``g`` and a digit.
KEYS = 9
#: How the fields of a filter are named in an address, where they differ.
NAMES = {"who": "assignee"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A saved view as a link. ``broken``: it asks for something that there is no more."""

    view: SavedView
    href: str
    count: str
    key: str
    current: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the filter's form."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


def count_text(number: int) -> str:
    """Counted up to a hundred; more is ``99+``."""
    return f"{MOST - 1}+" if number >= MOST else str(number)


def address_of(where: Filter, **more: str) -> str:
    """The query string that asks for a filter; one that asks for nothing says so, or the default view would come."""
    told = {NAMES.get(name, name): value for name, value in where.as_data().items()}
    asked = {name: value for name, value in {**told, **more}.items() if value}
    return "?" + urlencode(asked or {"all": "1"})


def chips_of(found: Sequence[Counted], current: int | None) -> list[Chip]:
    return [
        Chip(
            view=each.view,
            href=address_of(each.where or Filter(), view=str(each.view.pk)),
            count=count_text(each.count),
            key=f"g{place}" if place <= KEYS else "",
            current=each.view.pk == current,
            broken=each.where is None,
        )
        for place, each in enumerate(found, 1)
    ]


def default_of(views: Sequence[SavedView]) -> tuple[Filter, int] | None:
    """With which view the queue opens, where one was chosen and can still be asked for."""
    for view in views:
        where = stored_filter(view) if getattr(view, "opens", False) else None
        if where is not None:
            return where, view.pk
    return None


def who_choices(where: Filter, somebody: Person | None) -> list[tuple[str, str]]:
    found = [("", _("anyone")), (ME, _("me")), (NOBODY, _("nobody")), (UNCOVERED, _("nobody at work, and due"))]
    return [*found, (where.who, somebody.name)] if somebody is not None else found


def choices_of(where: Filter, frame: Frame) -> list[Choice]:
    """The further fields of the filter, with what can be chosen."""
    language = frame.language
    kinds = sorted((showing.word(kind.value, "Kind", language), kind.value) for kind in Kind)
    platforms = sorted({shop.platform for shop in frame.shops} | ({where.platform} - {""}))
    return [
        Choice("kind", _("Kind"), [(value, name) for name, value in kinds], where.kind),
        Choice("language", _("Language"), [(code, language_name(code, language)) for code in LANGUAGES], where.language),
        Choice("platform", _("Platform"), [(each, showing.word(each, "Platform", language)) for each in platforms], where.platform),
        Choice("due", _("Due"), [("past", _("overdue")), ("24h", _("within 24 hours")), ("72h", _("within 72 hours"))], where.due),
    ]  # fmt: skip


def asks_for(where: Filter, frame: Frame) -> str:
    """A stored filter in words: ``To answer · Portuguese · within 24 hours``."""
    words = [showing.tab_text(where.tab)] if where.tab else []
    words += [shop.name for shop in frame.shops if shop.key == where.shop] or ([where.shop] if where.shop else [])
    words += [name for value, name in who_choices(where, None) if where.who and value == where.who]
    if where.who.isdigit():
        words.append(_("one person’s"))
    for choice in choices_of(where, frame):
        words += [name for value, name in choice.options if choice.value and value == choice.value]
    return " · ".join(words) or _("All open")
