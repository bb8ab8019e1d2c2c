"""Which words of the buyer a case rests on: what a person reads when she corrects its kind."""

from __future__ import annotations

from amends.core.text import is_blank
from amends.desk.cases.corrections import Said
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message


def words_of(case: Case) -> Said | None:
    """Her newest message, else what the dispute or the review says; None where there are no words."""
    found: list[Said] = []
    if case.conversation_id is not None:
        hers = Message.objects.filter(conversation__pk=case.conversation_id, from_buyer=True, automatic="")
        found += [Said(message.text, "message") for message in hers.order_by("-sent_at")[:1]]
    found += [Said(dispute.text, "dispute") for dispute in case.disputes.order_by("-opened_at")[:1]]
    found += [
        Said(". ".join(part for part in (review.title, review.text) if part), "review", review.rating)
        for review in case.reviews.order_by("-written_at")[:1]
    ]
    return next((said for said in found if not is_blank(said.text)), None)
