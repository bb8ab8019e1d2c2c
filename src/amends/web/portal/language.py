"""In which language the page speaks: what the buyer chose, writes or ordered in, else what her browser asks for."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import get_global
from babel.languages import get_official_languages
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.web.portal.words import NAMES

#: Places where Chinese is written in traditional characters.
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def _known(tag: str, country: str = "") -> str:
    """The page's language for a tag such as ``pt-BR``; empty where we have none."""
    parts = tag.replace("_", "-").split("-")
    code = parts[0].lower()
    if code == "zh":
        places = {part.upper() for part in parts[1:]}
        hans = "HANS" in places or "CN" in places
        traditional = "HANT" in places or bool(places & _TRADITIONAL) or (not hans and country in _TRADITIONAL)
        return "zh-Hant" if traditional else "zh"
    return code if code in NAMES else ""


def _spoken_in(country: str) -> str:
    likely = get_global("likely_subtags").get(f"und_{country}", "") if country else ""
    return _known(likely, country)


def _asked_for(request: HttpRequest) -> str:
    header = request.headers.get("Accept-Language", "")[:500]
    wanted = (_known(tag) for tag, _ in parse_accept_lang_header(header))
    return next(filter(None, wanted), "en")


def language_of(request: HttpRequest, order: Order | None, case: Case | None) -> str:
    """One of ``words.NAMES``: chosen on the page, that of the case, of her account, of her country, of the browser."""
    chosen = request.GET.get("l") or request.POST.get("l") or ""
    return next(filter(None, (chosen if chosen in NAMES else "", *own_languages(order, case))), "") or _asked_for(
        request
    )


def own_languages(order: Order | None, case: Case | None) -> Iterable[str]:
    """What the records say of the language of an order's buyer, the surest first; each may be empty."""
    country = order.country if order is not None else ""
    buyer = order.buyer if order is not None else case.buyer if case is not None else None
    yield _known(case.language, country) if case is not None and case.language else ""
    yield _known(buyer.locale, country) if buyer is not None and buyer.locale else ""
    yield _spoken_in(country or (buyer.country if buyer is not None else ""))


def tag_of(language: str, country: str) -> str:
    """The language with the buyer's region where it is spoken there, for formats and wordings: ``pt-PT``, ``es-MX``."""
    if not country or language.startswith("zh") or language not in get_official_languages(country, de_facto=True):
        return language
    return f"{language}-{country}"
