"""The parts of a policy in words for a person; by their names in the YAML, whose comments are the longer help."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.vocabulary import EvidenceType, Kind, KindGroup, Remedy
from amends.decide.policy_text import Path
from amends.web import showing

PARTS: dict[str, str] = {
    "acceptance": gettext_noop("Acceptance"),
    "acceptance/partial_keep": gettext_noop("Part of the money back, goods of use: taken by share refunded"),
    "acceptance/partial_lost": gettext_noop(
        "Part of the money back, goods useless or not there: taken by share refunded"
    ),
    "acceptance/waited": gettext_noop("Taken after a short, a middling, a long wait"),
    "acceptance/waited_bounds": gettext_noop("Days after which a wait is middling, and long"),
    "acceptance/flat": gettext_noop("Any remedy, where nothing below says otherwise"),
    "acceptance/by_group": gettext_noop("Taken, by group of kinds"),
    "acceptance/by_kind": gettext_noop("Taken, by kind"),
    "acceptance/asked_bonus": gettext_noop("More readily taken when she asked for it (log-odds)"),
    "acceptance/refusal_factor": gettext_noop("Odds after one refusal"),
    "acceptance/closeness": gettext_noop("How much each offer wins buyers of its own"),
    "acceptance/doubt": gettext_noop("How far such a default may be off (log-odds)"),
    "acceptance/strength": gettext_noop("Cases that a default counts for"),
    "ruling": gettext_noop("Ruling"),
    "ruling/base": gettext_noop("We win without evidence, by kind"),
    "ruling/base_other": gettext_noop("We win without evidence, any other kind"),
    "ruling/evidence": gettext_noop("What evidence adds to winning"),
    "ruling/speaks_to": gettext_noop("Which kinds such evidence speaks to"),
    "ruling/ceiling": gettext_noop("We win at most"),
    "ruling/seller_fault_factor": gettext_noop("Of that, when the fault is ours"),
    "ruling/partial_share": gettext_noop("Of lost rulings, those that cost half"),
    "ruling/escalates": gettext_noop("Refusals that go on to a ruling"),
    "ruling/escalates_open_dispute": gettext_noop("The same in an open dispute"),
    "ruling/escalates_by_kind": gettext_noop("Refusals that go on to a ruling, by kind"),
    "ruling/chargeback": gettext_noop("Refusals that go to the bank"),
    "ruling/continues": gettext_noop("Refused buyers who look at one more offer"),
    "bad_review": gettext_noop("Bad review"),
    "bad_review/accepted": gettext_noop("Bad review after an accepted offer"),
    "bad_review/accepted_other": gettext_noop("Bad review after any other accepted offer"),
    "bad_review/won": gettext_noop("Bad review after we won"),
    "bad_review/lost": gettext_noop("Bad review after we lost"),
    "bad_review/gave_up": gettext_noop("Bad review when she gave up"),
    "bad_review/silence": gettext_noop("Bad review when nobody answered"),
    "bad_review/quiet_kinds": gettext_noop("Kinds that seldom end in a bad review"),
    "costs": gettext_noop("Costs"),
    "costs/review_effect": gettext_noop("Sales lost per star of the mean rating"),
    "costs/review_weeks": gettext_noop("Weeks for which a bad review counts"),
    "costs/minutes": gettext_noop("Minutes of our time"),
    "costs/coupon_cost": gettext_noop("What a redeemed coupon costs us, of its amount"),
    "costs/gift_default": gettext_noop("A gift, share of the order value"),
    "costs/coupon_default": gettext_noop("A coupon, share of the order value"),
    "costs/wait_compensation": gettext_noop("For waiting on, share of the order value"),
    "costs/churn_unresolved": gettext_noop("Later orders lost when nothing was agreed"),
    "costs/coupon_redeemed": gettext_noop("Coupons that are redeemed"),
    "costs/return_happens": gettext_noop("Agreed returns that are sent"),
    "costs/return_sellable": gettext_noop("Returned goods that can be sold again"),
    "costs/second_parcel_fails": gettext_noop("Second parcels that fail, too"),
    "costs/unknown_missing_share": gettext_noop("Share that is missing where nobody says"),
    "costs/goods_kept": gettext_noop("Kinds in which the goods are still with us"),
    "costs/goods_return": gettext_noop("Kinds in which the goods come back"),
    "costs/postage_unspent": gettext_noop("Kinds in which no postage was spent"),
    "costs/loss_by_waited": gettext_noop("The parcel is lost, by days waited"),
    "menu": gettext_noop("Menus"),
    "menu/largest": gettext_noop("Options at most"),
    "menu/tie_share": gettext_noop("Menus count as equal within this share of the order value"),
    "menu/tie_worth": gettext_noop("Weight of the buyer’s side among equals"),
    "menu/surplus_unit": gettext_noop("What the buyer’s liking is worth, share of the order value"),
    "menu/grid": gettext_noop("Partial refunds to look at, shares of the order value"),
    "menu/least_taken": gettext_noop("A third option is taken by at least"),
    "menu/most_money_moves": gettext_noop("Partial refunds offered one after the other, at most"),
    "menu/stages": gettext_noop("Rounds looked at ahead"),
    "menu/always_within": gettext_noop("What our own fairness may cost, share of the order value"),
    "menu/contest_saves": gettext_noop("Contest at once only when it saves this share"),
    "menu/wait_needs_chance": gettext_noop("Offer to wait only when the parcel comes with this chance"),
    "menu/arrival_quantile": gettext_noop("How sure a promised day is"),
    "menu/show_defend_from": gettext_noop("Show a contest from this chance to win"),
    "menu/caution": gettext_noop("Caution with thin estimates, standard deviations"),
    "menu/explore_within": gettext_noop("Near ties that are tried lie within this share"),
    "menu/explore_among": gettext_noop("Near ties that are tried, at most"),
    "approval": gettext_noop("Approval"),
    "approval/cash_above": gettext_noop("A lead agrees to money above"),
    "approval/interval_wider_than": gettext_noop("A lead looks when the estimate is wider than this share"),
    "approval/claims_share": gettext_noop("A buyer claims often from this share of her orders"),
    "approval/claims_from": gettext_noop("… and from so many claims"),
    "candidates": gettext_noop("Which remedies are considered"),
    "always": gettext_noop("Our own fairness: at least one of these is offered"),
    "owed": gettext_noop("Kinds in which the money is owed anyway"),
    "source": gettext_noop("Where the numbers come from"),
    "kind": gettext_noop("How they were found: sourced, assumed or learned"),
    "costs/minutes/round": gettext_noop("a round of letters"),
    "costs/minutes/guide": gettext_noop("a guide"),
    "costs/minutes/return": gettext_noop("a return"),
    "costs/minutes/ruling": gettext_noop("a ruling"),
    "arrived": gettext_noop("that it arrived"),
    "content": gettext_noop("what was in it"),
    "quality": gettext_noop("how good it was"),
    "genuine": gettext_noop("that it is genuine"),
    "paid": gettext_noop("that it was paid"),
}
#: Which vocabulary a key may be of, in this order.
_VOCABULARIES: dict[str, set[str]] = {
    "Kind": set(Kind),
    "Remedy": set(Remedy),
    "EvidenceType": set(EvidenceType),
    "KindGroup": set(KindGroup),
}
#: Curves over days; all others are over shares.
_OVER_DAYS = ("costs", "loss_by_waited")


def part_words(path: Path) -> str:
    """What a part of a policy is called; its bare name where it is new."""
    known = PARTS.get("/".join(path)) or PARTS.get(path[-1])
    return _(known) if known else path[-1]


def key_words(path: Path, language: str) -> str:
    """What a key of a table is called: a kind, a remedy, a kind of evidence, a share, a number of days, a currency."""
    key = path[-1]
    if "/".join(path) in PARTS:
        return part_words(path)
    for name, words in _VOCABULARIES.items():
        if key in words:
            return showing.word(key, name, language)
    try:
        point = float(key)
    except ValueError:
        return part_words(path)
    if path[:2] == _OVER_DAYS:
        return _("%(days)s days") % {"days": f"{point:g}"}
    return showing.percent_text(round(point, 2), language)


def word_of(value: str, path: Path, language: str) -> str:
    """An item of a list of words: a kind for lists of kinds, else a remedy."""
    name = "Kind" if options_of(path) is Kind else "Remedy"
    known = _VOCABULARIES[name]
    return showing.word(value, name, language) if value in known else value


def options_of(path: Path) -> type[Kind] | type[Remedy]:
    """What a list of words may hold."""
    return Remedy if path[0] in ("candidates", "always") else Kind
