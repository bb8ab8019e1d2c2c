from django.db import models

from amends.desk.people.models import Organisation
from amends.desk.people.personal_data import EncryptedText
from amends.desk.shops.models import Shop


class Webhook(models.Model):
    """An address of a company that is told of ``events`` (journal actions) in one shop, or (``shop`` None) in all.

    ``failing_since`` is when the run of failures began that still goes on; ``disabled_at`` is set by the system after
    failing for long, or by a person.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="webhooks")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, null=True, related_name="webhooks")
    url = models.CharField(max_length=500)
    secret = EncryptedText()
    events = models.JSONField(default=list)
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event on its way to one address. ``message_id`` stays the same however often it is tried or sent again."""

    WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"
    STATES = [(s, s) for s in (WAITING, DELIVERED, FAILED)]

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    entry_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=80)
    message_id = models.CharField(max_length=40, unique=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_index=True)
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "entry_id"], name="webhooks_one_delivery_an_entry")]
        indexes = [models.Index(fields=["webhook", "-id"], name="webhooks_log")]
