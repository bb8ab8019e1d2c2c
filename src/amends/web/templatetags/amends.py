"""How vocabulary, money and time are shown in templates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from amends.core.labels import label
from amends.core.money import Money
from amends.core.vocabulary import CaseStage
from amends.desk.journal.actions import ACTIONS, action_label
from amends.web import showing
from amends.web.sayings import saying
from amends.web.workspace.frame import Frame, frame_of
from amends.web.workspace.journal_details import details_of
from amends.web.workspace.phrasebook import naming
from amends.web.workspace.team.waiting import waiting_of

register = template.Library()

#: Four bars of growing height; the style sheet fills as many as the step has.
LADDER = mark_safe(
    '<svg viewBox="0 0 14 12" aria-hidden="true"><path class="bar bar-1" d="M.8 8h2v3.2h-2z"/>'
    '<path class="bar bar-2" d="M4.3 5.6h2v5.6h-2z"/><path class="bar bar-3" d="M7.8 3.2h2v8h-2z"/>'
    '<path class="bar bar-4" d="M11.3.8h2v10.4h-2z"/></svg>'
)


def _language() -> str:
    return get_language() or "en"


@register.filter
def word(value: Any, name: str) -> str:
    """``{{ case.kind|word:"Kind" }}``: the vocabulary's word for a value in the screen's language."""
    return showing.word(str(value), name, _language()) if value else ""


@register.filter
def said(sentence: str) -> SafeString:
    """``{{ parcel.reason|said }}``: a sentence of the engine in the screen's language, marked where it stays English."""
    shown = saying(sentence, _language())
    if not shown.lang:
        return format_html("{}", shown)
    return format_html('<span lang="{}">{}</span>', shown.lang, shown)


@register.filter
def consequence(action: str) -> str:
    """What a deadline's passing brings, from the rules' name for it."""
    return showing.consequence_text(action) if action else ""


@register.filter
def item(found: dict[str, str], key: str) -> str:
    """``{{ errors|item:field.id }}``: what a dictionary holds under a key; nothing where it has no such key."""
    return found.get(key, "")


@register.filter
def journal_action(action: str) -> str:
    return action_label(action, _language()) if action in ACTIONS else action


@register.simple_tag
def journal_details(data: dict[str, Any], zone: str) -> list[tuple[str, str]]:
    """``{% journal_details entry.data frame.zone as details %}``: what an entry says, as labels and values."""
    return details_of(data, _language(), zone)


@register.simple_tag
def money(minor: int | None, currency: str) -> str:
    """``{% money case.stake_minor case.stake_currency %}``; nothing where there is no amount."""
    return "" if minor is None else showing.money_text(minor, currency, _language())


@register.simple_tag
def decimal_money(amount: str | None, currency: str) -> str:
    """The same from a decimal string, as the engine gives it."""
    return "" if not amount else Money.parse(amount, currency).format(showing.locale_of(_language()))


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else showing.percent_text(round(float(share), 2), _language())


@register.filter
def number(value: int) -> str:
    return showing.number_text(value, _language())


@register.filter
def day(value: date) -> str:
    return showing.day_text(value, _language()) if value else ""


@register.simple_tag
def moment(when: datetime | None, zone: str = "UTC", full: bool = False) -> SafeString:
    """A ``<time>`` on the clock of ``zone``; ``full`` adds the year and the zone's place."""
    if when is None:
        return mark_safe("")
    show = showing.full_moment_text if full else showing.moment_text
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', when.isoformat(),
        showing.full_moment_text(when, zone, _language()), show(when, zone, _language()),
    )  # fmt: skip


@register.simple_tag
def countdown(due: datetime | None, now: datetime, stopped: bool = False) -> SafeString:
    """The ladder of urgency with a live countdown; it stands still where the shop's clock does."""
    if due is None:
        return mark_safe("")
    left: timedelta = due - now
    return format_html(
        '<span class="ladder ladder-{}">{}<time data-countdown{} datetime="{}">{}</time></span>',
        showing.ladder_step(left), LADDER, mark_safe(' data-stopped="1"') if stopped else "", due.isoformat(),
        showing.left_text(left),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> Frame:
    """``{% frame as frame %}``: who is signed in, her shops, the moment of the request, language and theme."""
    return frame_of(context["request"])


@register.simple_tag(takes_context=True)
def waiting(context: template.Context) -> int:
    """``{% waiting as count %}``: notes that name her and hand-over sheets that wait for her; asked once a page."""
    return waiting_of(context["request"])


@register.simple_tag
def stage_track(stage: str) -> list[dict[str, str]]:
    """The steps of a case in order, each ``done``, ``now`` or empty."""
    steps = list(CaseStage)
    at = steps.index(CaseStage(stage)) if stage in {step.value for step in steps} else -1
    return [
        {"name": label(step, _language()), "state": "now" if place == at else "done" if place < at else ""}
        for place, step in enumerate(steps)
    ]


@register.simple_tag
def gauge(have: int, wanted: int, caption: str = "") -> SafeString:
    """``3/5`` with a bar; drawn with SVG attributes, since no inline style is allowed."""
    share = min(have / wanted, 1.0) if wanted else 0.0
    return format_html(
        '<span class="gauge{}"><svg viewBox="0 0 44 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="ground" width="44" height="8" rx="2"/><rect class="part" width="{}" height="8" rx="2"/></svg>'
        '<span>{}{}/{}</span></span>',
        " gauge-low" if wanted and share < 0.5 else "", round(44 * share), f"{caption} " if caption else "", have, wanted,
    )  # fmt: skip


@register.simple_tag
def queue_tabs() -> list[tuple[str, str]]:
    """The queue's fixed tabs with their names."""
    return [(tab, showing.tab_text(tab)) for tab in showing.TABS]


@register.simple_tag
def ladder_bars() -> SafeString:
    """The four bars, for a loop that draws many of them."""
    return LADDER


@register.filter
def shown(amount: Money) -> str:
    """An amount of money in the screen's format."""
    return showing.money_text(amount.minor, amount.currency, _language())


@register.filter
def cases(count: int) -> str:
    return showing.cases_text(count)


@register.filter
def place(zone: str) -> str:
    """A zone's place: its city."""
    return showing.place_of(zone, _language())


@register.filter
def iso_day(value: str | None) -> str:
    """A day that is stored as an ISO date."""
    return showing.day_text(date.fromisoformat(value[:10]), _language()) if value else "–"


@register.filter
def actor(name: str) -> str:
    """Who did it, without the internal number: ``person:3 Alice`` is Alice, ``system:amends`` is Amends itself."""
    if name.startswith("person:"):
        return name.partition(" ")[2] or name
    return gettext("Amends itself") if name.startswith("system:") else name


@register.simple_tag
def stars(rating: int) -> SafeString:
    """Stars with their number in words for those who do not see them."""
    spoken = gettext("%(rating)s of 5 stars") % {"rating": rating}
    return format_html(
        '<span class="stars" role="img" aria-label="{}">{}<span class="quiet">{}</span></span>',
        spoken, "★" * rating, "☆" * (5 - rating),
    )  # fmt: skip


@register.filter
def form_name(key: str) -> str:
    """A plural form of a phrase in words: ``one``, ``any other number``."""
    return naming.form_name(key)


@register.filter
def section_of(phrase: str) -> str:
    """The section of the phrase library in which a phrase stands."""
    return naming.section_of(phrase)


@register.filter
def section_name(section: str) -> str:
    return naming.section_name(section)


@register.filter
def got(given: Any, name: str) -> str:
    """A field of a form whose name no template can write: ``{{ given|got:"meaning-zh" }}``."""
    return str(given.get(name, ""))


@register.filter
def guide_sort(sort: str) -> str:
    """What a guide is, for people."""
    return naming.guide_sort(sort)
