"""From a case to the slots of its letter: which sentences, in which order, for which stage.

The order is that of a good first reply: thanks, the problem, one apology, help with a date, the cause as far as it is
proved, facts, options with the recommended one first, one request, rights, the way to a person, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from amends.core.contracts.letter import DraftInput, Reached
from amends.core.vocabulary import (
    CauseStatus,
    FactWhat,
    Fault,
    Flag,
    Kind,
    KindGroup,
    LetterChannel,
    LetterStage,
    Milestone,
    Party,
    PromiseWhat,
    Remedy,
)
from amends.letter.calendar_days import Days, zone_of
from amends.letter.counts import missing_items
from amends.letter.known import day_known, fact_slots
from amends.letter.offers import (
    BELOW_FULL_VALUE,
    MONEY_REMEDIES,
    Offer,
    Setting,
    last_day_to_choose,
    offer_slot,
    offers_of,
)
from amends.letter.slots import Drop, Name, Paragraph, Product, Slot, Word
from amends.letter.terms import terms
from amends.letter.writing import buyer_name, one_line, product_name

_COMPLAINTS = frozenset({KindGroup.LOGISTICS, KindGroup.QUALITY, KindGroup.MONEY})
_EXPLAINED = frozenset(
    {LetterStage.FIRST_REPLY, LetterStage.FOLLOW_UP, LetterStage.PROACTIVE, LetterStage.REVIEW_REPLY}
)
_OFFERING = frozenset({LetterStage.FIRST_REPLY, LetterStage.FOLLOW_UP, LetterStage.PROACTIVE})
_ASKING = _OFFERING | {LetterStage.ACKNOWLEDGE}
_THANKS = {
    LetterStage.ACKNOWLEDGE: "thanks-message",
    LetterStage.FIRST_REPLY: "thanks-message",
    LetterStage.FOLLOW_UP: "thanks-reply",
    LetterStage.PROACTIVE: "thanks-order",
    LetterStage.MILESTONE: "thanks-order",
    LetterStage.REVIEW_REPLY: "thanks-review",
    LetterStage.CLOSING: "thanks-closing",
    LetterStage.APPEAL: "thanks-platform",
}
#: What tells a milestone; the others have a phrase of their own.
_TOLD = {Milestone.SENT: "fact-dispatched-on", Milestone.DELIVERED: "fact-delivered-on"}
#: A public text is a reply to a review, whatever stage the case is in.
_PUBLIC_CHANNEL = LetterChannel.REVIEW


def is_public(request: DraftInput) -> bool:
    """Whether strangers read the letter: nothing personal and no offer may stand in it."""
    return request.channel is _PUBLIC_CHANNEL or request.stage is LetterStage.REVIEW_REPLY


@dataclass(frozen=True, slots=True)
class Plan:
    """A request, read once: what the slots of the letter are made from."""

    request: DraftInput
    stage: LetterStage
    days: Days
    offers: list[Offer]
    product: Product
    signature: str = ""

    @property
    def kind(self) -> Kind:
        return self.request.case.kind

    @property
    def complaint(self) -> bool:
        return self.kind.group in _COMPLAINTS

    @property
    def offering(self) -> bool:
        """Whether the letter is one that tells offers, or what was agreed of them."""
        return self.stage in _OFFERING or bool(self.offers)

    @property
    def public(self) -> bool:
        return self.stage is LetterStage.REVIEW_REPLY


def plan(request: DraftInput, signature: str = "") -> Plan:
    """Read dates, offers and product; ``signature`` is the shop's own. Raises InputError naming an unusable field."""
    stage = LetterStage.REVIEW_REPLY if is_public(request) else request.stage
    zone = zone_of(request.now, request.time_zone)
    today = request.now.astimezone(zone).date()
    offers = offers_of(request.decision, today)
    if stage is LetterStage.CLOSING:
        # What was agreed is one item: the recommended one stands first.
        offers = offers[:1]
    elif stage not in _OFFERING:
        offers = []
    choose_by = last_day_to_choose(offers, today, agreed=stage is LetterStage.CLOSING)
    return Plan(
        request, stage, Days(zone, today, choose_by), offers, Product(product_name(request.case.product)), signature
    )


def slots_of(plan: Plan) -> list[Slot]:
    """The slots of the letter in their order."""
    if plan.stage is LetterStage.APPEAL:
        return list(_appeal(plan))
    return [
        *_greeting(plan),
        Slot(_THANKS[plan.stage], Paragraph.PROBLEM),
        *_problem(plan),
        *_regret(plan),
        *_help(plan),
        *_cause(plan),
        *_safety(plan),
        *_notice(plan),
        *fact_slots(plan.request.facts, plan.days.zone, public=plan.public, paragraph=Paragraph.HELP),
        *_options(plan),
        *_asking(plan),
        *_end(plan),
        *_sign_off(plan),
    ]


def _greeting(plan: Plan) -> Iterator[Slot]:
    if plan.request.channel is LetterChannel.FORM:
        return
    name = "" if plan.public else buyer_name(plan.request.case.buyer_name)
    if name:
        yield Slot("greeting-name", Paragraph.GREETING, {"name": name}, drop=Drop.GREETING)
    else:
        yield Slot("greeting-plain", Paragraph.GREETING, drop=Drop.GREETING)


def _problem(plan: Plan) -> Iterator[Slot]:
    if plan.stage is LetterStage.CLOSING and plan.kind is not Kind.PRAISE:
        if not plan.offers:
            topic = Word(f"topic-{_dashed(plan.kind)}")
            yield Slot("closing-settled", Paragraph.PROBLEM, {"topic": topic})
        return
    reached = _reached(plan)
    if reached is not None and reached.milestone is Milestone.REVIEW:
        yield Slot("notice-review", Paragraph.PROBLEM, {"product": plan.product})
        return
    phrase, numbers = _problem_phrase(plan)
    yield Slot(phrase, Paragraph.PROBLEM, {"product": plan.product}, numbers)
    written_before = Flag.REPEAT_CONTACT in plan.request.case.flags
    if written_before and plan.stage in _ASKING and plan.stage is not LetterStage.PROACTIVE:
        yield Slot("repeat-contact", Paragraph.PROBLEM, drop=Drop.REPEAT_CONTACT)


def _reached(plan: Plan) -> Reached | None:
    """The milestone that a notice tells."""
    return plan.request.reached if plan.stage is LetterStage.MILESTONE else None


def _notice(plan: Plan) -> Iterator[Slot]:
    reached = _reached(plan)
    if reached is not None and reached.milestone is not Milestone.REVIEW:
        phrase = _TOLD.get(reached.milestone) or f"notice-{reached.milestone.value.replace('_', '-')}"
        yield Slot(phrase, Paragraph.HELP, {"date": reached.on})


def _dashed(kind: Kind) -> str:
    return kind.value.replace("_", "-")


def _problem_phrase(plan: Plan) -> tuple[str, tuple[tuple[str, int], ...]]:
    first = plan.stage in (LetterStage.PROACTIVE, LetterStage.MILESTONE)
    if plan.stage is LetterStage.MILESTONE or (first and not plan.complaint):
        return "news-order", ()
    if plan.public and plan.kind is Kind.OTHER:
        return "ack-review-other", ()
    start = "news" if first and plan.kind.group is not KindGroup.LOGISTICS else "ack"
    phrase = f"{start}-{_dashed(plan.kind)}"
    missing, ordered = missing_items(plan.request.case.counts)
    if missing is not None and ordered is not None and plan.kind in (Kind.SHORT_QUANTITY, Kind.PARTIAL_DELIVERY):
        return f"{phrase}-of", (("missing", missing), ("ordered", ordered))
    if missing is not None and plan.kind is Kind.SHORT_QUANTITY:
        return f"{phrase}-some", (("missing", missing),)
    return phrase, ()


def _regret(plan: Plan) -> Iterator[Slot]:
    """At most one apology in a case; after it, action. Whose fault it was is said where it was ours."""
    ours = plan.request.fault is Fault.SELLER
    usual = plan.complaint and plan.kind is not Kind.MISUNDERSTANDING and plan.request.fault is not Fault.BUYER
    first_word = plan.stage in (LetterStage.FIRST_REPLY, LetterStage.PROACTIVE, LetterStage.REVIEW_REPLY)
    decided = plan.request.decision is not None and any(
        item.remedy is Remedy.APOLOGISE for item in plan.request.decision.menu
    )
    due = ours or (usual and first_word) or (decided and plan.stage in _OFFERING)
    if plan.request.previous_apologies == 0 and due:
        yield Slot("apology", Paragraph.PROBLEM)
    if ours and plan.complaint and first_word and plan.request.cause is None:
        drop = Drop.NEVER if plan.public else Drop.OWN_FAULT
        yield Slot("own-fault", Paragraph.PROBLEM, drop=drop)


def _help(plan: Plan) -> Iterator[Slot]:
    answer = plan.days.after(terms().answer_days.days)
    phrase = ""
    if plan.kind is Kind.PRAISE or plan.stage is LetterStage.CLOSING:
        return
    if plan.public:
        yield Slot("help-review", Paragraph.HELP)
        return
    if plan.stage is LetterStage.ACKNOWLEDGE:
        phrase = "help-acknowledge"
    elif plan.stage is LetterStage.MILESTONE:
        phrase = "" if plan.request.facts or plan.request.reached else "help-watch"
    elif plan.offers:
        yield Slot("help-options", Paragraph.HELP, drop=Drop.HELP)
    else:
        phrase = "help-date"
    if phrase:
        yield Slot(phrase, Paragraph.HELP, {"date": answer}, promised=((PromiseWhat.ANSWER_BY, answer),))
    if Flag.MANAGER_REQUESTED in plan.request.case.flags and plan.stage in _ASKING:
        day = plan.days.after(terms().manager_days.days)
        yield Slot("manager", Paragraph.HELP, {"date": day}, promised=((PromiseWhat.ANSWER_BY, day),))


def _cause(plan: Plan) -> Iterator[Slot]:
    cause = plan.request.cause
    if cause is None or plan.stage not in _EXPLAINED or not plan.complaint:
        return
    status = cause.status
    if status is CauseStatus.CONFIRMED and not cause.evidence:
        # Without anything that shows it, a confirmed cause can be no more than a likely one.
        status = CauseStatus.LIKELY
    if status is CauseStatus.UNKNOWN or cause.party is Party.UNKNOWN:
        yield Slot("cause-unknown", Paragraph.HELP, drop=Drop.CAUSE)
    else:
        yield Slot(f"cause-{status.value}-{cause.party.value}", Paragraph.HELP, drop=Drop.CAUSE)


def _safety(plan: Plan) -> Iterator[Slot]:
    if Flag.SAFETY_HAZARD in plan.request.case.flags and plan.stage in _ASKING | {LetterStage.REVIEW_REPLY}:
        yield Slot("safety", Paragraph.HELP)


def _options(plan: Plan) -> Iterator[Slot]:
    if not plan.offers:
        return
    yield Slot(_intro(plan), Paragraph.OPTIONS, own_line=True)
    yield from offered_slots(plan)


def offered_slots(plan: Plan) -> list[Slot]:
    """One slot per offer, in the order of ``plan.offers``; lettered where there are several."""
    request = plan.request
    known = day_known(request.facts, (FactWhat.STOCK_BACK, FactWhat.EXPECTED_ON), plan.days.zone, after=plan.days.today)
    setting = Setting(request.case, plan.days, known)
    slots = [offer_slot(offer, setting) for offer in plan.offers]
    return [
        replace(slot, label=f"{chr(ord('A') + place)}) " if len(slots) > 1 else "") for place, slot in enumerate(slots)
    ]


def _intro(plan: Plan) -> str:
    if plan.stage is LetterStage.CLOSING:
        return "agreed-intro"
    if len(plan.offers) == 1:
        return "offer-single"
    decision = plan.request.decision
    recommended = decision is not None and plan.offers[0].place == decision.recommended
    return "options-suggest" if recommended else "options-plain"


def _asking(plan: Plan) -> Iterator[Slot]:
    day = plan.days.choose_by
    if plan.offers and plan.stage in _OFFERING:
        phrase = "choose-one" if len(plan.offers) > 1 else "choose-single"
        yield Slot(phrase, Paragraph.ASK, {"date": day})
    if plan.request.requests and plan.stage in _ASKING:
        # One request at most: the first is the one that matters most.
        yield Slot(f"request-{plan.request.requests[0].value.replace('_', '-')}", Paragraph.ASK, {"date": day})


def _end(plan: Plan) -> Iterator[Slot]:
    if plan.offers and plan.stage in _OFFERING:
        yield from _rights(plan)
    if Flag.OFF_PLATFORM in plan.request.case.flags and plan.stage in _ASKING:
        yield Slot("stay-here", Paragraph.END, drop=Drop.STAY_HERE)
    if plan.public:
        return
    if plan.stage is LetterStage.CLOSING:
        yield Slot("closing-door", Paragraph.END, drop=Drop.REACH)
    else:
        place = "form" if plan.request.channel is LetterChannel.FORM else "message"
        yield Slot(f"reach-{place}", Paragraph.END, drop=Drop.REACH)
    if _reached(plan) is not None:
        # Who was not asked whether she wants to be told is told how to end it.
        yield Slot("notice-stop", Paragraph.END)


def _rights(plan: Plan) -> Iterator[Slot]:
    remedies = {offer.remedy for offer in plan.offers}
    goods = plan.kind.group in (KindGroup.LOGISTICS, KindGroup.QUALITY)
    below = bool(remedies & BELOW_FULL_VALUE)
    if goods or remedies & MONEY_REMEDIES:
        yield Slot("rights", Paragraph.END, drop=Drop.NEVER if goods and below else Drop.RIGHTS)


def _signed(line: str, agent: str, shop: str) -> str:
    """A line of the shop's signature; where a name is not known, it goes with the comma beside it."""
    for slot, name in (("{agent}", agent), ("{shop}", shop)):
        if not name:
            line = re.sub(rf"{re.escape(slot)}[\s,;|/·–-]*|[\s,;|/·–-]*{re.escape(slot)}", "", line)
        line = line.replace(slot, name)
    return line.strip()


def _sign_off(plan: Plan) -> Iterator[Slot]:
    yield Slot("sign-off", Paragraph.SIGN_OFF, own_line=True)
    agent = "" if plan.public else one_line(plan.request.agent_name)
    shop = one_line(plan.request.shop_name)
    own = [_signed(line, agent, shop) for line in plan.signature.splitlines()]
    if any(own):
        for place, line in enumerate(filter(None, own)):
            yield Name(line, Paragraph.SIGN_OFF, drop=Drop.SHOP if place else Drop.NEVER, own_line=True)
        return
    if agent:
        yield Name(agent, Paragraph.SIGN_OFF, own_line=True)
    if shop:
        yield Name(shop, Paragraph.SIGN_OFF, drop=Drop.SHOP if agent else Drop.NEVER, own_line=True)
    if not agent and not shop:
        yield Slot("shop-team", Paragraph.SIGN_OFF, own_line=True)


def _appeal(plan: Plan) -> Iterator[Slot]:
    """To a platform's case team: what it is about, what our records show, what we ask."""
    if plan.request.channel is not LetterChannel.FORM:
        yield Slot("greeting-platform", Paragraph.GREETING, drop=Drop.GREETING)
    yield Slot(_THANKS[plan.stage], Paragraph.PROBLEM)
    topic = Word(f"topic-{_dashed(plan.kind)}")
    yield Slot("appeal-topic", Paragraph.PROBLEM, {"product": plan.product, "topic": topic})
    yield Slot("appeal-request", Paragraph.PROBLEM)
    facts = fact_slots(plan.request.facts, plan.days.zone, public=False, paragraph=Paragraph.OPTIONS, records=True)
    if facts:
        yield Slot("appeal-facts", Paragraph.OPTIONS, own_line=True)
        for fact in facts:
            yield replace(fact, label="- ", own_line=True)
    else:
        day = plan.days.after(terms().document_days.days)
        yield Slot("appeal-records", Paragraph.HELP, {"date": day}, promised=((PromiseWhat.DOCUMENT_BY, day),))
    yield Slot("appeal-answer", Paragraph.END, drop=Drop.REACH)
    yield from _sign_off(plan)
