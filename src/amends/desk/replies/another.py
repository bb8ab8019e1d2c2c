"""A second letter to a case: words that were half written when another letter left."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from amends.core.contracts.letter import LintOutput
from amends.core.vocabulary import LetterChannel, LetterStage
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.replies.refusals import LetterChanged
from amends.desk.replies.unfinished import finish


def after_letter(earlier: Reply) -> Reply:
    """A further letter under the facts of an earlier one; not stored yet. It promises nothing of its own."""
    public = earlier.channel == LetterChannel.REVIEW.value
    stage = earlier.stage if public else LetterStage.FOLLOW_UP.value
    request = {**earlier.request, "stage": stage}
    request["previous_apologies"] = int(request.get("previous_apologies") or 0) + 1
    return Reply(
        case=earlier.case, offer=earlier.offer, stage=stage, channel=earlier.channel,
        language=earlier.language, subject=earlier.subject, request=request, edited=True, key=secrets.token_hex(16),
    )  # fmt: skip


def write_another(*, actor: Actor, person: Person, reply: Reply, body: str, lint: LintOutput, now: datetime) -> Reply:
    """Her words become the case's draft; ``reply`` comes from ``after_letter``. Raises LetterChanged where a draft is
    there already."""
    with transaction.atomic(durable=True):
        Reply.objects.filter(case=reply.case, state=Reply.DRAFT, edited=False).delete()
        if Reply.objects.select_for_update().filter(case=reply.case, state=Reply.DRAFT).exists():
            raise LetterChanged("Somebody is writing another letter to this case; read it first.")
        reply.body, reply.author, reply.drafted_at = body, person, now
        reply.verdict = lint.verdict.value
        reply.findings = [finding.model_dump(mode="json") for finding in lint.findings]
        reply.save(force_insert=True)
        finish(actor=actor, case_id=reply.case_id)
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.edited",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "verdict": lint.verdict.value},
        )
    return reply
