"""A claim as the screens show it: what, from whom, why, what it is worth, until when, and what can be done with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amends.core.money import Money
from amends.core.vocabulary import Recovery as Kind
from amends.desk.recoveries.models import Recovery
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.frame import Frame

#: Why there is something to claim back.
WHY: dict[str, str] = {
    "stuck": gettext_noop("The parcel does not move; nobody was paid yet."),
    "lost": gettext_noop("The parcel counts as lost."),
    "damaged": gettext_noop("It arrived damaged, and the buyer was paid."),
    "goods_at_fault": gettext_noop("The goods were at fault, and the buyer was paid."),
    "charged": gettext_noop("The platform refunded the buyer with our money."),
    "ruled": gettext_noop("A formal dispute was decided against us."),
}
#: State -> its words, the tone and the shape of its label.
STATES: dict[str, tuple[str, str, str]] = {
    Recovery.OPEN: (gettext_noop("to be filed"), "", "○"),
    Recovery.FILED: (gettext_noop("filed, no answer yet"), "mark", "◔"),
    Recovery.PAID: (gettext_noop("paid"), "good", "✓"),
    Recovery.PART_PAID: (gettext_noop("partly paid"), "good", "◑"),
    Recovery.REFUSED: (gettext_noop("turned down"), "bad", "✕"),
    Recovery.EXPIRED: (gettext_noop("expired"), "bad", "!"),
    Recovery.GIVEN_UP: (gettext_noop("given up"), "", "–"),
    Recovery.WITHDRAWN: (gettext_noop("nothing left to claim"), "", "–"),
}
#: What can be done in a state.
STEPS: dict[str, tuple[str, ...]] = {
    Recovery.OPEN: ("file", "receive", "due", "give_up"),
    Recovery.FILED: ("receive", "refuse", "give_up"),
    Recovery.PART_PAID: ("receive",),
    Recovery.REFUSED: ("receive",),
    Recovery.EXPIRED: ("file", "due", "give_up"),
}
#: The word of a rule for the moment from which its time runs.
BEGINS: dict[str, str] = {
    "dispatched": gettext_noop("%(days)s from dispatch"),
    "promised": gettext_noop("%(days)s from the promised day"),
    "delivered": gettext_noop("%(days)s from delivery"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, ready to be shown. ``title``: the way has a name of its own that people know. ``missing`` are needed, ``helps`` would make it stronger."""

    claim: Recovery
    present: datetime
    kind: str
    party: str
    name: Saying
    title: bool
    why: str
    state: str
    tone: str
    mark: str
    asked: str
    asked_amount: str
    received: str
    expected: str
    worth: str
    rate: str
    chance: str
    basis: str
    effort: str
    net: str
    have: list[str]
    missing: list[str]
    helps: list[str]
    notes: list[Saying]
    counted: str
    unknown: Saying
    confidence: str
    steps: tuple[str, ...]
    key: str

    @property
    def open(self) -> bool:
        return self.claim.state == Recovery.OPEN

    @property
    def late(self) -> bool:
        """The safe time is over, whether or not a sweep has noticed it."""
        return self.claim.safe_by is not None and self.claim.safe_by <= self.present

    @property
    def trace(self) -> bool:
        return self.claim.kind == Kind.TRACE.value


def rows_of(claims: Iterable[Recovery], frame: Frame) -> list[Row]:
    return [row_of(claim, frame) for claim in claims]


def row_of(claim: Recovery, frame: Frame) -> Row:
    """The claim as ``frame``'s person sees it. Needs shop, case and the lines read with it."""
    language, currency = frame.language, claim.currency
    words, tone, mark = STATES[claim.state]

    def money(minor: int) -> str:
        return showing.money_text(minor, currency, language)

    steps = STEPS.get(claim.state, ())
    if claim.kind == Kind.TRACE.value:
        steps = tuple(step for step in steps if step != "receive")  # a trace finds a parcel, it pays nothing
    return Row(
        claim=claim,
        present=frame.present(claim.shop),
        kind=showing.word(claim.kind, "Recovery", language),
        party=party_text(claim, language),
        name=saying(claim.name, language),
        title=claim.kind == Kind.PLATFORM_CLAIM.value,
        why=_(WHY[claim.situation]),
        state=_(words),
        tone=tone,
        mark=mark,
        asked=money(claim.asked_minor),
        asked_amount=Money(claim.asked_minor, currency).amount,
        received=money(claim.received_minor) if claim.received_minor else "",
        expected=money(claim.adds_minor),
        worth=showing.money_text(claim.worth_minor, frame.currency, language) if frame.currency != currency else "",
        rate=_rate(claim),
        chance=showing.percent_text(round(claim.chance, 2), language),
        basis=_basis(claim, language),
        effort=_effort(claim, money),
        net="" if claim.effort_minor is None else money(claim.adds_minor - claim.effort_minor),
        have=_evidence(claim.have, language),
        missing=[_(" or ").join(_evidence(group, language)) for group in claim.missing],
        helps=_evidence(claim.helps, language),
        notes=[saying(note, language) for note in claim.notes],
        counted=_counted(claim),
        unknown=saying(claim.rule.get("unknown", ""), language),
        confidence=showing.word(claim.rule.get("confidence") or "", "Confidence", language),
        steps=steps,
        key=secrets.token_hex(8),
    )


def party_text(claim: Recovery, language: str) -> str:
    """From whom: the carrier by its name, the platform by ours, the supplier by what he delivered."""
    if claim.kind == Kind.SUPPLIER_CLAIM.value:
        skus = [claimed.line.sku for claimed in claim.lines.all()]
        return _("supplier of %(sku)s") % {"sku": ", ".join(skus)} if skus else _("Supplier")
    if claim.kind in (Kind.PLATFORM_CLAIM.value, Kind.APPEAL.value):
        return showing.word(claim.party, "Platform", language)
    return claim.party or _("Carrier")


def _evidence(kinds: Sequence[str], language: str) -> list[str]:
    return [showing.word(kind, "EvidenceType", language) for kind in kinds]


def _basis(claim: Recovery, language: str) -> str:
    """On what the chance rests, in one sentence."""
    prior = showing.percent_text(round(claim.chance_prior, 2), language)
    said = _("Default %(prior)s (assumed), worth %(strength)s claims") % {
        "prior": prior, "strength": f"{claim.chance_strength:g}",
    }  # fmt: skip
    if claim.chance_own:
        said += " · " + ngettext("%(own)s of our own counts", "%(own)s of our own count", claim.chance_own) % {
            "own": claim.chance_own
        }
    else:
        said += " · " + _("none of our own yet")
    if claim.situation == "stuck":
        said += " · " + _("times the chance that the parcel is lost")
    return said


def _effort(claim: Recovery, money: object) -> str:
    assert callable(money)
    minutes = ngettext("%(n)s minute", "%(n)s minutes", claim.minutes) % {"n": claim.minutes}
    if claim.effort_minor is None:
        return _("%(minutes)s; their wage is not known in this currency") % {"minutes": minutes}
    return f"{minutes}, {money(claim.effort_minor)}"


def _rate(claim: Recovery) -> str:
    rate = claim.rate
    if "missing" in rate:
        return _("no exchange rate")
    if not rate or rate.get("from") == rate.get("to"):
        return ""
    return _("1 %(source)s = %(rate)s %(target)s, %(day)s") % {
        "source": rate["from"], "rate": rate["rate"].rstrip("0").rstrip("."), "target": rate["to"], "day": rate["day"],
    }  # fmt: skip


def _counted(claim: Recovery) -> str:
    """How the deadline is reckoned where it is days from a moment of the parcel."""
    days, begins = claim.rule.get("days"), claim.rule.get("event")
    if not days or begins not in BEGINS:
        return ""
    return _(BEGINS[begins]) % {"days": ngettext("%(n)s day", "%(n)s days", days) % {"n": days}}
