"""How did it end? What a person can tell of it, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.desk.cases.models import Case
from amends.desk.offers.endings import COMES_BACK, MUST_ARRIVE, Told, UnclearOutcome, ending_told, last_sent
from amends.desk.offers.models import Ending
from amends.web.workspace.casepage.options import item_text
from amends.web.workspace.frame import Frame

ENDS = {
    "ruled:seller": gettext_lazy("ruled for us"),
    "ruled:partial": gettext_lazy("ruled for both in part"),
    "ruled:buyer": gettext_lazy("ruled for the buyer"),
    "gave_up": gettext_lazy("the buyer gave up"),
}
GOODS = {
    "returned:sellable": gettext_lazy("came back, can be sold"),
    "returned:unsellable": gettext_lazy("came back, cannot be sold"),
    "returned:never": gettext_lazy("never came back"),
    "arrived:yes": gettext_lazy("the parcel arrived"),
    "arrived:no": gettext_lazy("the parcel did not arrive"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What was told, in words, by whom and when."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """The choices of the form, the chosen ones marked, and what is known already (None: nothing)."""

    ends: list[tuple[str, str, bool]]
    goods: list[tuple[str, str, bool]]
    known: Known | None


def outcome_form(case: Case, frame: Frame) -> OutcomeForm | None:
    """What can be told of the last menu that was sent; None where none was."""
    offer = last_sent(case)
    if offer is None:
        return None
    menu = offer.sent_menu or []
    ends = {
        f"took:{at}": _("the buyer took: %(option)s") % {"option": item_text(item, frame.language)}
        for at, item in enumerate(menu)
        if item["remedy"] not in ("defend", "report")
    }
    ends |= {value: str(words) for value, words in ENDS.items()}
    remedies = {item["remedy"] for item in menu}
    goods = {
        value: str(words)
        for value, words in GOODS.items()
        if remedies & (COMES_BACK if value.startswith("returned") else MUST_ARRIVE)
    }
    told = ending_told(offer)
    chosen_end, chosen_goods = _values(told) if told is not None else ("", "")
    known = None
    if told is not None:
        said = [ends.get(chosen_end, ""), goods.get(chosen_goods, "")]
        known = Known("; ".join(each for each in said if each), told.by.name if told.by else "", told.at)
    return OutcomeForm(
        [(value, words, value == chosen_end) for value, words in ends.items()],
        [(value, words, value == chosen_goods) for value, words in goods.items()],
        known,
    )


def _values(told: Ending) -> tuple[str, str]:
    """The values of the form that say what was told."""
    end = "gave_up" if told.gave_up else f"ruled:{told.ruled}" if told.ruled else f"took:{told.accepted}"
    if told.returned:
        return end, f"returned:{told.returned}"
    return end, "" if told.arrived is None else f"arrived:{'yes' if told.arrived else 'no'}"


def told_in(data: QueryDict) -> Told:
    """What the form says. Raises UnclearOutcome."""
    what, _colon, which = data.get("end", "").partition(":")
    goods, _colon, state = data.get("goods", "").partition(":")
    if what not in ("took", "ruled", "gave_up") or (what == "took" and not (which.isdecimal() and len(which) < 3)):
        raise UnclearOutcome(_("Choose how it ended."))
    return Told(
        accepted=int(which) if what == "took" else None,
        ruled=which if what == "ruled" else "",
        gave_up=what == "gave_up",
        returned=state if goods == "returned" else "",
        arrived=state == "yes" if goods == "arrived" else None,
    )
