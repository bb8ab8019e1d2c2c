from django.db import models

from amends.desk.orders.models import Buyer, Order
from amends.desk.shops.models import Shop


class Conversation(models.Model):
    """A thread with one buyer. ``first_unanswered_at`` is when her oldest message without an answer came."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="conversations")
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, null=True, related_name="conversations")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="conversations")
    thread = models.CharField(max_length=200)
    first_unanswered_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "thread"], name="conversations_one_thread")]


class Message(models.Model):
    """One message. ``text`` is what came (quoted older mail in ``quoted``); ``reading`` is how it was understood.

    ``automatic`` names the kind of program that wrote it; such a message asks nothing and is never answered.
    ``told`` is what the buyer ticked and chose in a form, where the message came from one (``told.Told``).
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    external_id = models.CharField(max_length=200)
    from_buyer = models.BooleanField(default=True)
    sent_at = models.DateTimeField()
    subject = models.CharField(max_length=998, blank=True, default="")
    text = models.TextField(blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    reading = models.JSONField(null=True)
    told = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    no_answer_needed = models.BooleanField(default=False)
    author = models.CharField(max_length=120, blank=True, default="")
    automatic = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "external_id"], name="conversations_one_message_once")
        ]
        ordering = ["sent_at", "id"]


class Attachment(models.Model):
    """A file that came or went with a message; the bytes lie in the store under their hash."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
