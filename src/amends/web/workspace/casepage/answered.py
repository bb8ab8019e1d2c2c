"""What the buyer answered on her page, in the agent's language: the item of the menu that she was sent."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amends.core.money import Money
from amends.desk.conversations.models import Message
from amends.desk.offers.models import Offer
from amends.web import showing


def answers_of(messages: Iterable[Message], language: str) -> dict[int, str]:
    """By message: which option she takes, or that she wants none, and what her words say beside; others are left out."""
    answers = [message for message in messages if message.told and message.told["offer"] is not None]
    told = {message.pk: message.told or {} for message in answers}
    menus = dict(Offer.objects.filter(pk__in={one["offer"] for one in told.values()}).values_list("pk", "sent_menu"))
    found: dict[int, str] = {}
    for pk, one in told.items():
        menu = menus.get(one["offer"]) or []
        if one["accepts"] is None:
            found[pk] = _("wants none of the options")
        elif one["accepts"] < len(menu):
            item = menu[one["accepts"]]
            money = ""
            if item.get("amount") and item.get("currency"):
                money = Money.parse(item["amount"], item["currency"]).format(showing.locale_of(language))
            taken = " ".join(filter(None, (showing.word(item["remedy"], "Remedy", language), money)))
            found[pk] = _("takes: %(option)s") % {"option": taken}
    for message in answers:
        flags = (message.reading or {}).get("flags", [])
        beside = [showing.word(flag, "Flag", language) for flag in flags]
        if message.pk in found:
            found[message.pk] = " · ".join([found[message.pk], *beside])
    return found
