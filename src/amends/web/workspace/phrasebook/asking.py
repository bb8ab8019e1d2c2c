"""What the address of a page of the phrase library asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.desk.people.models import Organisation
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import leads, owns
from amends.desk.wordings.queries import house_of_company
from amends.letter.checking import FIXED
from amends.letter.house import House
from amends.letter.phrases import WORDINGS, phrase_ids, wording_count
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of
from amends.web.workspace.parameters import choice_parameter

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The frame, the company, the languages side by side, the shop (None: all), and what the person may do."""

    frame: Frame
    organisation: Organisation
    wording: str
    beside: str
    shop: Shop | None
    house: House
    owner: bool
    lead: bool

    @property
    def scope(self) -> str:
        return self.shop.key if self.shop else ""

    def sees(self, shop_id: int | None) -> bool:
        """Whether what holds there is hers to see: what is for all shops, for one of her own, and for an owner all."""
        return self.owner or shop_id is None or any(shop.pk == shop_id for shop in self.frame.shops)


def organisation_of(frame: Frame) -> Organisation:
    """The person's company."""
    if frame.organisation is None:
        raise BadParameter(_("You work for no company yet; a lead or an owner gives you access to a shop."), 404)
    return frame.organisation


def own_shop(frame: Frame, key: str) -> Shop | None:
    """One of the person's shops of her company by its key; None for an empty key."""
    if not key:
        return None
    organisation = organisation_of(frame)
    shop = next((each for each in frame.shops if each.key == key and each.organisation_id == organisation.pk), None)
    if shop is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    return shop


def asked(request: HttpRequest, wording: str | None = None) -> Asked:
    """Languages, shop and rights. Without a choice: Portuguese beside the language of the screen."""
    frame = frame_of(request)
    organisation = organisation_of(frame)
    person = person_of(frame)
    mine = "zh" if frame.language.startswith("zh") else "en"
    chosen = wording or choice_parameter(request, "language", WORDINGS) or ("pt" if mine == "zh" else "es")
    if chosen not in WORDINGS:
        raise BadParameter(_("There are no phrases in “%(language)s”.") % {"language": chosen[:20]}, 404)
    beside = choice_parameter(request, "beside", WORDINGS) or mine
    given = request.POST if request.method == "POST" else request.GET
    shop = own_shop(frame, given.get("shop", ""))
    return Asked(
        frame, organisation, chosen, beside, shop, house_of_company(organisation, shop), owns(person, organisation),
        leads(person, organisation),
    )  # fmt: skip


def variant_or_404(wording: str, phrase: str, number: int) -> int:
    """The variant, counted from 0, of a phrase that may be worded anew."""
    if phrase not in phrase_ids() or phrase in FIXED or not 1 <= number <= wording_count(wording, phrase):
        raise BadParameter(_("The library has no such wording."), 404)
    return number - 1
