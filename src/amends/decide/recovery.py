"""What a seller can claim back: from carrier, supplier and platform, and by appeal; with what it is worth to ask.

``recoveries`` reads the facts of one order and gives the claims that are worth their effort. A claim is worth
``chance x amount`` where it stands alone; two claims on one loss share it, so the better one comes first and the next
is worth only what the first is expected to leave (``adds``). What remains after the minutes it takes is its net.
``docs/explanation/recoveries.md`` reckons an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from amends.core.calendars import add_calendar_days, offset_of
from amends.core.money import Money
from amends.core.vocabulary import Fault, Kind, Leg, Recovery
from amends.decide.recovery_facts import Chance, Convert, Deadline, Loss, Own, Proposal, Results
from amends.decide.recovery_rules import (
    Limit,
    Proof,
    Situation,
    Way,
    Window,
    carriers,
    chances,
    platform_ways,
    supplier_ways,
)

#: What a buyer was paid for because the parcel did not come.
ON_THE_WAY = frozenset(
    {Kind.NOT_RECEIVED, Kind.NOT_EXPORTED, Kind.DELIVERY_FAILED, Kind.RETURNED_TO_SENDER, Kind.RETURNED_BEFORE_EXPORT}
)
#: Trouble of a parcel that its carrier can be asked about.
ASKED_ABOUT = frozenset({Kind.NOT_RECEIVED, Kind.NOT_EXPORTED, Kind.DELIVERY_FAILED})


def recoveries(loss: Loss, *, own: Own, convert: Convert, without: frozenset[Recovery] = frozenset()) -> list[Proposal]:
    """The claims that are worth making, the best first.

    ``convert`` turns the limits of the rules into money of the order. ``without``: kinds of claim that are decided
    already, from which nothing more is expected.
    """
    if not loss.total:
        return []
    found = [*_of_carrier(loss, own, convert), *_of_ways(loss, own, convert)]
    wanted = [proposal for proposal in found if proposal.recovery not in without]
    return [proposal for proposal in beside_each_other(wanted, loss.total) if proposal.worth_it]


def situations(loss: Loss) -> set[Situation]:
    """Why there is something to claim back; empty where there is nothing, or where we ourselves are at fault."""
    found: set[Situation] = set()
    if loss.fault is Fault.BUYER:
        return {Situation.CHARGED, Situation.RULED} & _of_charge(loss)
    paid = bool(loss.given_back)
    if loss.fault is not Fault.SELLER:
        found |= _of_parcel(loss, paid) | _of_charge(loss)
    if paid and loss.kind in GOODS:
        found.add(Situation.GOODS_AT_FAULT)
    return found


GOODS = frozenset(
    {
        Kind.DEFECTIVE,
        Kind.WRONG_ITEM,
        Kind.NOT_AS_DESCRIBED,
        Kind.SHORT_QUANTITY,
        Kind.COUNTERFEIT,
        Kind.POOR_QUALITY,
    }
)


def _of_charge(loss: Loss) -> set[Situation]:
    if loss.charge is None:
        return set()
    return {Situation.CHARGED, Situation.RULED} if loss.charge.procedure else {Situation.CHARGED}


def _of_parcel(loss: Loss, paid: bool) -> set[Situation]:
    if loss.dispatched_at is None:
        return set()  # the carrier never had it
    if loss.kind is Kind.DAMAGED:
        return {Situation.DAMAGED} if paid else set()
    if loss.delivered or loss.leg in (Leg.RETURNING, Leg.RETURNED):
        return set()
    known = chances()
    lost = loss.leg is Leg.LOST or loss.carrier_says_lost or loss.loss_probability >= known.lost_from
    if lost or (paid and loss.kind in ON_THE_WAY):
        return {Situation.LOST}
    if loss.anomaly in ASKED_ABOUT and loss.loss_probability >= known.stuck_from:
        return {Situation.STUCK}
    return set()


# What a claim is worth -----------------------------------------------------------------------------------------------


def chance_of(recovery: Recovery, complete: bool, party: str, own: Own) -> Chance:
    """A default, moved by what came of own claims of this kind, and once more by those to this party.

    Both steps are the mean of a Beta distribution: ``(strength x before + shares) / (strength + number)``.
    """
    known = chances()
    level = known.chance[recovery]
    prior = level.complete if complete else level.gaps
    results = own.get(recovery, {})
    here = results.get(party, Results())
    number = sum(each.number for name, each in results.items() if name != party)
    share = sum(each.share for name, each in results.items() if name != party)
    value = (known.strength * prior + share) / (known.strength + number)
    value = (known.strength * value + here.share) / (known.strength + here.number)
    return Chance(value, prior, known.strength, number + here.number)


def beside_each_other(found: Sequence[Proposal], total: Money) -> list[Proposal]:
    """The same claims, the best first, each with what it adds to the ones before, out of one loss of ``total``."""
    counted = Money.zero(total.currency)
    placed: list[Proposal] = []
    for proposal in sorted(found, key=lambda each: (-_net(each.expected, each.effort).minor, each.way)):
        open_part = max(total - counted, Money.zero(total.currency))
        adds = _share(min(proposal.asked, open_part), proposal.chance.value)
        counted += adds
        net = None if proposal.effort is None else adds - proposal.effort
        placed.append(replace(proposal, adds=adds, net=net))
    return placed


def _net(expected: Money, effort: Money | None) -> Money:
    return expected if effort is None else expected - effort


def _share(amount: Money, chance: float) -> Money:
    return amount.times(Decimal(repr(chance)))


def _effort(loss: Loss, minutes: int) -> Money | None:
    if loss.minute is None:
        return None
    cost = (loss.minute * minutes).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return Money.from_decimal(cost, loss.goods.currency)


@dataclass(frozen=True, slots=True)
class _Ask:
    """A claim before it is priced."""

    way: str
    recovery: Recovery
    party: str
    name: str
    situation: Situation
    amount: Money
    proof: Proof
    deadline: Deadline
    limit: Limit | None = None
    notes: tuple[str, ...] = field(default=())


def _priced(ask: _Ask, loss: Loss, own: Own, convert: Convert, factor: float = 1.0) -> Proposal:
    missing = tuple(group for group in ask.proof.needs if not loss.evidence & set(group))
    wanted = [kind for group in ask.proof.needs for kind in group] + list(ask.proof.helps)
    counts_as = Recovery.CARRIER_CLAIM if ask.recovery is Recovery.TRACE else ask.recovery
    chance = chance_of(counts_as, not missing, ask.party, own)
    chance = replace(chance, value=chance.value * factor)
    asked, notes = _limited(min(ask.amount, loss.total), ask, convert)
    minutes = chances().minutes[ask.recovery]
    effort, expected = _effort(loss, minutes), _share(asked, chance.value)
    return Proposal(
        way=ask.way, recovery=ask.recovery, party=ask.party, name=ask.name, situation=ask.situation, asked=asked,
        chance=chance, expected=expected, adds=expected, minutes=minutes, effort=effort,
        net=None if effort is None else expected - effort,
        have=tuple(kind for kind in dict.fromkeys(wanted) if kind in loss.evidence), missing=missing,
        helps=tuple(kind for kind in ask.proof.helps if kind not in loss.evidence),
        deadline=ask.deadline, notes=tuple(note for note in notes if note),
    )  # fmt: skip


def _limited(amount: Money, ask: _Ask, convert: Convert) -> tuple[Money, tuple[str, ...]]:
    """Not more than the other side owes at most; where the limit cannot be converted, that is said."""
    if ask.limit is None:
        return amount, ask.notes
    limit = convert(Money.parse(ask.limit.amount, ask.limit.currency), amount.currency)
    if limit is None:
        said = (
            f"At most {ask.limit.amount} {ask.limit.currency} are paid; no exchange rate is known to compare it with."
        )
        return amount, (*ask.notes, said)
    return min(amount, limit), ask.notes


# To whom -------------------------------------------------------------------------------------------------------------


def _of_carrier(loss: Loss, own: Own, convert: Convert) -> Iterator[Proposal]:
    situation = next(
        (each for each in (Situation.LOST, Situation.DAMAGED, Situation.STUCK) if each in situations(loss)), None
    )
    if situation is None:
        return
    rules = carriers()
    written = f" {loss.carrier.casefold()} "
    listed = next((each for each in rules.carriers if any(_named(name, written) for name in each.names)), None)
    windows = listed or rules.other
    window = windows.damaged if situation is Situation.DAMAGED else windows.lost
    stuck = situation is Situation.STUCK
    proof = rules.trace if stuck else rules.damaged if situation is Situation.DAMAGED else rules.lost
    name = listed.id if listed is not None else "other"
    recovery = Recovery.TRACE if stuck else Recovery.CARRIER_CLAIM
    yield _priced(
        _Ask(
            way=f"carrier.{name}.{situation.value}",
            recovery=recovery,
            party=listed.name if listed is not None else loss.carrier.strip(),
            name="",
            situation=situation,
            amount=loss.goods + loss.postage,
            proof=proof,
            deadline=_within(window, loss, f"carrier.{name}.{window.begins}", rules.valid_from),
            limit=listed.most if listed is not None else None,
            notes=(window.note, listed.note if listed is not None else ""),
        ),
        loss,
        own,
        convert,
        factor=loss.loss_probability if stuck else 1.0,
    )


def _named(name: str, written: str) -> bool:
    """Whether a carrier's name stands in the feed's words; a name in Latin letters only as words of their own."""
    if not name.isascii():
        return name in written
    at = written.find(name)
    while at >= 0:
        if not written[at - 1].isalnum() and not written[at + len(name)].isalnum():
            return True
        at = written.find(name, at + 1)
    return False


def _within(window: Window, loss: Loss, rule: str, valid_from: date) -> Deadline:
    if window.value is None:
        return Deadline(unknown=window.unknown, rule=rule)
    began = {
        "dispatched": loss.dispatched_at, "promised": loss.promised_by, "delivered": loss.delivered_at,
    }[window.begins]  # fmt: skip
    if began is None:
        return Deadline(days=window.value, rule=rule, unknown="The day from which the time runs is not in the records.")
    return Deadline(
        at=began, due=add_calendar_days(began, window.value, offset_of(began)), days=window.value, rule=rule,
        source=window.source, confidence=window.confidence, valid_from=valid_from, event=window.begins,
        note=window.note,
    )  # fmt: skip


def _of_ways(loss: Loss, own: Own, convert: Convert) -> Iterator[Proposal]:
    present = situations(loss)
    charge = loss.charge
    for way in (*platform_ways().ways, *supplier_ways().ways):
        if way.situation not in present or (way.kinds and loss.kind not in way.kinds):
            continue
        if way.unless_ruled and Situation.RULED in present:
            continue
        if way.platform and (charge is None or way.platform not in (charge.platform, loss.platform)):
            continue
        if way.procedures and (charge is None or charge.procedure not in way.procedures):
            continue
        yield _priced(_ask_of(way, loss), loss, own, convert)


def _ask_of(way: Way, loss: Loss) -> _Ask:
    supplier = way.recovery is Recovery.SUPPLIER_CLAIM
    began = loss.charge.at if loss.charge is not None and not supplier else None
    amount = _faulty(loss) if supplier or loss.charge is None else loss.charge.amount
    deadline = Deadline(unknown=way.unknown, rule=way.id, source=way.source, confidence=way.confidence)
    if way.clock is not None:
        deadline = Deadline(
            at=began, platform=way.platform, procedure=way.clock.procedure, event=way.clock.event, rule=way.id,
            source=way.source, confidence=way.confidence,
        )  # fmt: skip
    return _Ask(
        way=way.id, recovery=way.recovery, party=way.platform, name=way.name, situation=way.situation, amount=amount,
        proof=Proof(needs=way.needs, helps=way.helps), deadline=deadline, limit=way.most, notes=(way.note,),
    )  # fmt: skip


def _faulty(loss: Loss) -> Money:
    """What the goods that are at fault cost: of a short delivery only what is missing, where that is known."""
    if loss.kind is Kind.SHORT_QUANTITY and loss.missing and loss.ordered >= loss.missing:
        return loss.goods.times(Decimal(loss.missing) / Decimal(loss.ordered))
    return loss.goods
