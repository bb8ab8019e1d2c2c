"""From a reply to a letter that may leave."""

from __future__ import annotations

from amends.connect.contract import Attachment, OutgoingLetter
from amends.core.vocabulary import InboundChannel, LetterChannel
from amends.desk.replies.models import Reply
from amends.desk.storage import fetch


def outgoing(reply: Reply) -> OutgoingLetter:
    """The letter as the connector sends it, with its files. Raises FileNotFoundError, ValueError for one that is gone."""
    case = reply.case
    buyer = case.buyer
    channel = InboundChannel.MESSAGE
    if reply.channel == LetterChannel.REVIEW.value:
        channel = InboundChannel.REVIEW
    elif reply.channel == LetterChannel.FORM.value:
        channel = InboundChannel.DISPUTE
    return OutgoingLetter(
        key=reply.key,
        shop=case.shop.key,
        platform=case.shop.platform,
        channel=channel,
        recipient=(buyer.email or buyer.reference) if buyer else "",
        recipient_name=buyer.name if buyer else "",
        order_number=case.order.number if case.order else "",
        subject=reply.subject,
        text=reply.body,
        attachments=tuple(
            Attachment(each["name"], each["media_type"], fetch(each["sha256"])) for each in reply.attachments
        ),
    )
