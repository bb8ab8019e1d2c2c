"""Reading what an address asks for. What cannot be used raises BadParameter with a sentence that says what can."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.core.vocabulary import LANGUAGES, Kind, Platform
from amends.desk.cases.filters import DUE, ME, NOBODY, UNCOVERED, Filter
from amends.desk.shops.models import Shop
from amends.web.showing import TABS
from amends.web.workspace.frame import BadParameter, Frame

_QUEUE_CURSOR = re.compile(r"[01]\.-?\d{1,18}\.\d{1,18}")
_ID = re.compile(r"\d{1,18}")


def shop_parameter(request: HttpRequest, frame: Frame) -> Shop | None:
    """``?shop=KEY``: one of the person's shops; another's shop is as unknown as one that does not exist."""
    key = request.GET.get("shop", "")
    if not key:
        return None
    shop = next((shop for shop in frame.shops if shop.key == key), None)
    if shop is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    return shop


def choice_parameter(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """One of ``allowed``, or nothing."""
    value = request.GET.get(name, "")
    if value and value not in allowed:
        raise BadParameter(
            _("“%(value)s” cannot be used for %(name)s; possible are: %(allowed)s.")
            % {"value": value[:60], "name": name, "allowed": ", ".join(allowed)}
        )
    return value


def id_parameter(request: HttpRequest, name: str) -> int | None:
    """A record's number, for paging."""
    value = request.GET.get(name, "")
    if value and not _ID.fullmatch(value):
        raise BadParameter(_("“%(value)s” is no place in this list; start at its first page.") % {"value": value[:60]})
    return int(value) if value else None


def cursor_parameter(request: HttpRequest, pattern: re.Pattern[str] = _QUEUE_CURSOR) -> str | None:
    """The place in a list after which the page starts, as the page before gave it."""
    value = request.GET.get("after", "")
    if value and not pattern.fullmatch(value):
        raise BadParameter(_("“%(value)s” is no place in this list; start at its first page.") % {"value": value[:60]})
    return value or None


@dataclass(frozen=True, slots=True)
class QueueParameters:
    """What of the queue is asked for; ``view`` is the number of the saved view that it came from."""

    where: Filter
    shop: Shop | None
    after: str | None
    view: int | None = None


def who_parameter(request: HttpRequest) -> str:
    """``?assignee=me``, ``nobody``, ``uncovered`` or a colleague's number."""
    value = request.GET.get("assignee", "")
    return value if _ID.fullmatch(value) else choice_parameter(request, "assignee", (ME, NOBODY, UNCOVERED))


def queue_parameters(request: HttpRequest, frame: Frame) -> QueueParameters:
    shop = shop_parameter(request, frame)
    where = Filter(
        tab=choice_parameter(request, "tab", tuple(TABS)),
        shop=shop.key if shop else "",
        who=who_parameter(request),
        kind=choice_parameter(request, "kind", tuple(Kind)),
        platform=choice_parameter(request, "platform", tuple(Platform)),
        language=choice_parameter(request, "language", LANGUAGES),
        due=choice_parameter(request, "due", tuple(DUE)),
    )
    return QueueParameters(where, shop, cursor_parameter(request), id_parameter(request, "view"))
