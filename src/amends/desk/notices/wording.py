"""The words of a notice: the milestone letter of the library, in the buyer's language, with the shop's own wording."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from amends.core.calendars import UnknownCalendar, zone_named
from amends.core.contracts.letter import DraftCase, DraftInput, DraftOutput, Fact, Reached
from amends.core.packaged import read_yaml
from amends.core.places import zones_of_place
from amends.core.vocabulary import Kind, LetterChannel, LetterStage, Milestone
from amends.desk.notices.models import Notice
from amends.desk.orders.models import Order
from amends.desk.shops.models import Shop
from amends.desk.wordings.queries import house_of
from amends.letter import House, draft, supported_languages
from amends.letter.samples import notice_sample


@cache
def _languages() -> dict[str, str]:
    told = read_yaml("amends.desk.notices", "languages.yaml")["countries"]
    return {country: language for language, countries in told.items() for country in countries}


def language_of(order: Order) -> str:
    """The language of a notice with the buyer's region: her locale, else her country's, else English."""
    supported = {language.split("-")[0] for language in supported_languages()}
    locale = order.buyer.locale
    if locale.split("-")[0] in supported:
        return locale
    language = _languages().get(order.country, "")
    return f"{language}-{order.country}" if language.split("-")[0] in supported else "en"


def words_of(notice: Notice, now: datetime) -> DraftOutput:
    """The notice as it leaves, judged by the lint. Dates are those of the buyer's own clock."""
    order, milestone = notice.order, Milestone(notice.milestone)
    try:
        zone = zones_of_place(order.country, order.region, order.postcode)[0].key
    except UnknownCalendar:
        zone = notice.shop.time_zone
    first = next(iter(order.lines.all()), None)
    told = DraftInput(
        id=f"notice:{notice.pk}",
        now=now,
        to_language=language_of(order),
        time_zone=zone,
        stage=LetterStage.MILESTONE,
        channel=LetterChannel.EMAIL,
        case=DraftCase(
            kind=Kind.OTHER,
            buyer_name=order.buyer.name.split(" ")[0] or None,
            product=(first.title[:200] or None) if first is not None else None,
        ),
        reached=Reached(milestone=milestone, on=notice.reached_at.astimezone(zone_named(zone)).date()),
        facts=[Fact(id=f"order:{order.pk}", what=milestone.value, value=notice.reached_at.isoformat())],
        shop_name=notice.shop.name,
        agent_language=notice.shop.organisation.language,
    )
    return draft(told, house=house_of(notice.shop))


def previews(
    shop: Shop, milestones: Iterable[Milestone], language: str, agent_language: str
) -> dict[Milestone, DraftOutput]:
    """Notices of a shop to a made-up buyer, in any language of letters."""
    house = house_of(shop)
    return {each: _preview(shop, each, language, agent_language, house) for each in milestones}


def _preview(shop: Shop, milestone: Milestone, language: str, agent_language: str, house: House) -> DraftOutput:
    sample = notice_sample(milestone).request(language, agent_language)
    told = sample.model_copy(update={"shop_name": shop.name, "agent_name": "", "channel": LetterChannel.EMAIL})
    return draft(told, house=house)
