"""From a reply to a letter that may leave, and by which way it leaves."""

from __future__ import annotations

from datetime import datetime

from amends.connect.contract import Attachment, Connector, OutgoingLetter
from amends.connect.mail import Code, MailTrouble
from amends.connect.registry import connector_for
from amends.core.text import normal_form
from amends.core.vocabulary import InboundChannel, LetterChannel, LetterStage
from amends.desk.conversations.models import Conversation
from amends.desk.mailboxes.entering import connector_of
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.queries import WayOut, way_out
from amends.desk.replies.models import Reply
from amends.desk.storage import fetch

#: What stands before the subject of an answer.
_ANSWER = "Re: "


def outgoing(reply: Reply, way: WayOut | None = None) -> OutgoingLetter:
    """The letter as the connector sends it, with its files; ``way``: by mail, in answer to a mail where there is one.

    Raises FileNotFoundError, ValueError where a file of it is gone.
    """
    case = reply.case
    buyer = case.buyer
    recipient = (buyer.email or buyer.reference) if buyer else ""
    answered = way.answered if way is not None else None
    return OutgoingLetter(
        key=reply.key,
        shop=case.shop.key,
        platform=case.shop.platform,
        channel=_channel(reply),
        recipient=way.recipient if way is not None else recipient,
        recipient_name=buyer.name if buyer else "",
        order_number=case.order.number if case.order else "",
        subject=_answering(answered.subject) if answered is not None else reply.subject,
        text=reply.body,
        attachments=tuple(
            Attachment(each["name"], each["media_type"], fetch(each["sha256"])) for each in reply.attachments
        ),
        in_reply_to=(answered.message_id or None) if answered is not None else None,
        references=tuple(answered.references) if answered is not None else (),
        automatic=reply.stage == LetterStage.ACKNOWLEDGE.value and reply.author_id is None,
    )


def _channel(reply: Reply) -> InboundChannel:
    if reply.channel == LetterChannel.REVIEW.value:
        return InboundChannel.REVIEW
    return InboundChannel.DISPUTE if reply.channel == LetterChannel.FORM.value else InboundChannel.MESSAGE


def _answering(subject: str) -> str:
    plain = normal_form(subject).strip()
    return plain if plain.lower().startswith("re:") else f"{_ANSWER}{plain}".strip()


def way_of(reply: Reply) -> WayOut | None:
    """Whether a letter leaves by mail. Public answers and forms of a platform never do."""
    if _channel(reply) is not InboundChannel.MESSAGE:
        return None
    case = reply.case
    thread = ""
    if case.conversation_id is not None:
        held = Conversation.objects.filter(pk=case.conversation_id)
        thread = held.values_list("thread", flat=True).first() or ""
    if not thread and case.order is not None:
        thread = f"order:{case.order.number}"
    return way_out(case.shop, thread, case.buyer.email if case.buyer else "")


def connector_by(reply: Reply, way: WayOut | None, now: datetime) -> Connector:
    """The connector that takes the letter. Raises MailTrouble while its mail server is not to be asked again yet."""
    if way is None:
        return connector_for(reply.case.shop.platform)
    _may_ask(way.mailbox, now)
    return connector_of(way.mailbox, way.thread, now)


def _may_ask(mailbox: Mailbox, now: datetime) -> None:
    """A server that hangs or refuses its password is not asked for every letter: each would wait for it in turn."""
    if mailbox.sending_next_at is not None and mailbox.sending_next_at > now:
        raise MailTrouble(Code(mailbox.sending_code), said=mailbox.sending_said)
