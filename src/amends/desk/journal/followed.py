"""Which entries of the journal others may be told of, and whether anybody listens to a shop."""

from __future__ import annotations

from collections.abc import Sequence

from amends.desk.journal.models import Chain

#: Actions that a company's own programs can be told of, in the order in which a person chooses them.
EVENTS = (
    "case.opened", "case.joined", "case.kind_set", "case.assigned", "case.answered", "case.closed", "case.reopened",
    "deadline.passed_safe", "deadline.missed", "offer.chosen", "offer.approved", "offer.declined", "reply.queued", "reply.undone",
    "reply.sent", "reply.failed", "promise.made", "promise.kept", "promise.broken", "refund.owed", "refund.sent",
    "refund.failed", "refund.booked", "refund.voided",
    "recovery.opened", "recovery.filed", "recovery.received", "recovery.refused", "recovery.expired",
    "import.finished", "import.failed",
)  # fmt: skip


def follow(shops: Sequence[int], *, followed: bool) -> None:
    """From now on entries of these shops are announced, or no longer. Called in the transaction of the change."""
    for shop in shops:
        Chain.objects.get_or_create(shop=shop)
    Chain.objects.filter(shop__in=list(shops)).exclude(followed=followed).update(followed=followed)
