"""How money, moments, spans of time and the vocabulary are shown: pure functions of a value and a language.

``language`` is that of the screen, ``zh-hans`` or ``en``. Nothing here reads a clock or a database. Formats are those
of CLDR; the frequent ones are kept, because a page of the queue shows some hundreds of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from amends.core import vocabulary
from amends.core.labels import label
from amends.core.money import Money

LADDER_STEPS = (timedelta(days=7), timedelta(hours=72), timedelta(hours=24), timedelta(0))

#: What happens when a deadline passes, by the rules' names for it.
CONSEQUENCES: dict[str, str] = {
    "auto_approval": gettext_noop("Approved automatically"),
    "auto_approved": gettext_noop("Approved automatically"),
    "auto_refund": gettext_noop("Automatic refund"),
    "auto_refund_or_auto_return": gettext_noop("Automatic refund or return"),
    "buyer_may_ask_ebay_to_step_in": gettext_noop("Buyer may ask eBay to step in"),
    "buyer_may_open_case": gettext_noop("Buyer may open a case"),
    "claim_granted_to_buyer": gettext_noop("Claim granted to the buyer"),
    "claim_window_lost": gettext_noop("Right to claim is lost"),
    "closed_in_buyer_favour": gettext_noop("Closed in the buyer’s favour"),
    "dispute_lost": gettext_noop("Dispute lost"),
    "ebay_may_refund_and_charge_seller": gettext_noop("eBay may refund and charge us"),
    "liability_accepted": gettext_noop("Counts as our liability"),
    "lost": gettext_noop("Dispute lost"),
    "lost_by_default": gettext_noop("Lost by default"),
    "may_debit_account": gettext_noop("Account may be debited"),
    "mediation_or_refund": gettext_noop("Mediation or refund"),
    "platform_may_cancel_or_refund": gettext_noop("Platform may cancel or refund"),
    "routed_to_platform_support": gettext_noop("Goes to the platform’s support"),
}


def locale_of(language: str) -> str:
    """The CLDR locale of a screen language."""
    return "zh_Hans_CN" if language.startswith("zh") else "en_GB"


@lru_cache(maxsize=32768)
def money_text(minor: int, currency: str, language: str) -> str:
    """``€12.50``, ``US$23.40``; an empty currency gives an empty text."""
    return Money(minor, currency).format(locale_of(language)) if currency else ""


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The zone of this name; UTC where a record names one that does not exist."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=4)
def _months(language: str) -> dict[int, str]:
    return dict(Locale.parse(locale_of(language)).months["format"]["abbreviated"])


def moment_text(when: datetime, zone: str, language: str) -> str:
    """``22 Nov 14:30`` or ``11月22日 14:30``, on the clock of ``zone``."""
    local = when.astimezone(zone_of(zone))
    if language.startswith("zh"):
        return f"{local.month}月{local.day}日 {local.hour:02}:{local.minute:02}"
    return f"{local.day} {_months('en')[local.month]} {local.hour:02}:{local.minute:02}"


def full_moment_text(when: datetime, zone: str, language: str) -> str:
    """With the year and the zone: ``22 Nov 2026 14:30 (Shanghai)``."""
    local = when.astimezone(zone_of(zone))
    return f"{day_text(local.date(), language)} {local.hour:02}:{local.minute:02} ({place_of(zone, language)})"


@lru_cache(maxsize=4096)
def day_text(day: date, language: str) -> str:
    return format_date(day, "medium", locale=locale_of(language))


@lru_cache(maxsize=512)
def place_of(zone: str, language: str) -> str:
    """A short name for a zone: its city, in the screen's language where CLDR knows it."""
    if zone == "UTC":
        return zone
    city = Locale.parse(locale_of(language)).time_zones.get(zone, {}).get("city")
    return str(city) if city else zone.rsplit("/", 1)[-1].replace("_", " ")


@dataclass(frozen=True, slots=True)
class _SpanWords:
    """The patterns of spans in one language; looked up once, because every line needs three of them."""

    days: str
    hours: str
    minutes: str
    ahead: str
    past: str


@lru_cache(maxsize=4)
def _span_words(language: str | None) -> _SpanWords:
    return _SpanWords(
        days=_("%(days)s d %(hours)s h"),
        hours=_("%(hours)s h %(minutes)s min"),
        minutes=_("%(minutes)s min"),
        ahead=_("in %(span)s"),
        past=_("%(span)s ago"),
    )


def span_text(span: timedelta) -> str:
    """``4 d 6 h``, ``31 h 5 min``, ``12 min``: days from three days on, because the rules count hours below."""
    words = _span_words(get_language())
    minutes = int(abs(span).total_seconds()) // 60
    if minutes >= 3 * 24 * 60:
        return words.days % {"days": minutes // 1440, "hours": minutes % 1440 // 60}
    if minutes >= 60:
        return words.hours % {"hours": minutes // 60, "minutes": minutes % 60}
    return words.minutes % {"minutes": minutes}


def left_text(left: timedelta) -> str:
    """How long until a moment, or how long ago it passed."""
    words = _span_words(get_language())
    return (words.past if left < timedelta(0) else words.ahead) % {"span": span_text(left)}


def ladder_step(left: timedelta | None) -> int:
    """The step of urgency: 0 nothing due, 1 more than 7 days, 2 less, 3 under 72 h, 4 under 24 h, 5 over."""
    if left is None:
        return 0
    return 1 + sum(1 for limit in LADDER_STEPS if left < limit)


@lru_cache(maxsize=1024)
def word(value: str, name: str, language: str) -> str:
    """The vocabulary's word for a value of ``name`` (``Kind``, ``Remedy`` …); the bare value where it is unknown."""
    kind: type[StrEnum] = getattr(vocabulary, name)
    try:
        return label(kind(value), language)
    except ValueError:
        return value


def consequence_text(action: str) -> str:
    """What happens when the deadline passes; a rule's own words where we have none for it."""
    return _consequence(action, get_language())


@lru_cache(maxsize=256)
def _consequence(action: str, language: str | None) -> str:
    known = CONSEQUENCES.get(action)
    return _(known) if known else action.replace("_", " ").capitalize()


@lru_cache(maxsize=512)
def percent_text(share: float, language: str) -> str:
    return str(format_percent(share, format="0%", locale=locale_of(language)))


def number_text(number: int, language: str) -> str:
    return str(format_decimal(number, locale=locale_of(language)))


def cases_text(number: int) -> str:
    return ngettext("%(number)s case", "%(number)s cases", number) % {"number": number}


#: The fixed tabs of the queue, in their order on the screen.
TABS: dict[str, str] = {
    "deadline": gettext_noop("Hard deadlines today"),
    "approve": gettext_noop("To approve"),
    "answer": gettext_noop("To answer"),
    "buyer": gettext_noop("Waiting for buyer"),
    "platform": gettext_noop("Waiting for platform"),
    "parcel": gettext_noop("Parcels in trouble"),
    "review": gettext_noop("Reviews"),
    "done": gettext_noop("Follow-up"),
}


def tab_text(tab: str) -> str:
    return _(TABS[tab])
