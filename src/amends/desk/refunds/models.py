from django.db import models

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop


class SecondPerson(models.Model):
    """Above which sum, in the shop's currency, a refund needs a second person. No row: none does."""

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="second_person")
    above_minor = models.BigIntegerField()
    set_at = models.DateTimeField()


class Refund(models.Model):
    """Money that somebody decided to give back and that no platform sends by itself, in minor units of ``currency``.

    ``waits``: a second person has to confirm it; ``open``: to be sent; ``held``: ``holder`` is sending it now;
    ``failed``: the last attempt did not go; ``sent``: all of it left; ``dropped``: it is not owed any more. The same
    ``key`` (what it came from) is one refund. ``decided_by`` is who decided it, null where a rule did.
    """

    WAITS, OPEN, HELD, FAILED, SENT, DROPPED = "waits", "open", "held", "failed", "sent", "dropped"
    STATES = [(s, s) for s in (WAITS, OPEN, HELD, FAILED, SENT, DROPPED)]
    #: What still asks for something.
    RUNNING = (WAITS, OPEN, HELD, FAILED)
    #: From where money can leave.
    PAYABLE = (OPEN, HELD, FAILED)

    PLATFORM, PAYPAL, CARD, BANK, OTHER = "platform", "paypal", "card", "bank", "other"
    WAYS = [(w, w) for w in (PLATFORM, PAYPAL, CARD, BANK, OTHER)]

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="refunds")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="refunds")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="refunds")
    key = models.CharField(max_length=100)
    offer_id = models.BigIntegerField(null=True)
    taken = models.PositiveSmallIntegerField(null=True)
    remedy = models.CharField(max_length=40, blank=True, default="")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    sent_minor = models.BigIntegerField(default=0)
    way = models.CharField(max_length=10, choices=WAYS)
    due = models.DateTimeField()
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "key"], name="refunds_one_a_key")]
        indexes = [
            models.Index(
                fields=["shop", "due"],
                condition=models.Q(state__in=["waits", "open", "held", "failed"]),
                name="refunds_running",
            ),
            models.Index(fields=["case"], name="refunds_of_a_case"),
        ]
        ordering = ["due", "id"]

    @property
    def rest_minor(self) -> int:
        """What has not left yet."""
        return self.amount_minor - self.sent_minor


class Payment(models.Model):
    """An attempt to send a refund, or a part of it: what left under which reference, or why nothing did.

    A reference is used once in a shop and way. ``key`` makes the same form count once. ``unbooked`` says why a payment
    that left could not stand in the order's ledger. A payment that did not go after all is ``undone_at``;
    ``followed_at``: its case knows of it.
    """

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="payments")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="payments")
    key = models.CharField(max_length=100)
    sent = models.BooleanField()
    amount_minor = models.BigIntegerField()
    way = models.CharField(max_length=10, choices=Refund.WAYS)
    reference = models.CharField(max_length=200, blank=True, default="")
    reference_key = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    booking = models.CharField(max_length=200, blank=True, default="")
    unbooked = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "key"], name="refunds_one_payment_a_key"),
            models.UniqueConstraint(
                fields=["shop", "way", "reference_key"],
                condition=models.Q(sent=True, undone_at__isnull=True) & ~models.Q(reference_key=""),
                name="refunds_one_payment_a_reference",
            ),
        ]
        ordering = ["id"]
