"""The buyer's clock beside the send button: what time it is there, and when the letter may leave instead."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.vocabulary import LetterStage
from amends.desk.cases.models import Case
from amends.desk.flow.sending import sending_of
from amends.web import showing
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class BuyersHours:
    """``there`` is her clock, ``until`` the latest it may be where her zone is not known (else empty).

    ``quiet`` is ``night``, ``holiday`` or empty; ``opens`` when letters are welcome again, on her clock. ``later`` says
    that waiting is the better choice; where it is not, ``first`` says that it is the first answer which does not wait.
    """

    there: str
    until: str
    quiet: str
    opens: str
    later: bool
    first: bool


def hours_of(case: Case, stage: str, frame: Frame) -> BuyersHours | None:
    """None where the buyer's country is not known."""
    sending = sending_of(case, frame.now, stage)
    if sending is None:
        return None
    language = frame.language
    clocks = sorted(sending.hours.zones, key=lambda zone: frame.now.astimezone(zone).replace(tzinfo=None))
    there, until = (showing.moment_text(frame.now, zone.key, language) for zone in (clocks[0], clocks[-1]))
    return BuyersHours(
        there=there,
        until=until if until != there else "",
        quiet=sending.quiet,
        opens=showing.moment_text(sending.opens, sending.zones[0], language) if sending.quiet else "",
        later=sending.later,
        first=stage == LetterStage.ACKNOWLEDGE.value,
    )
