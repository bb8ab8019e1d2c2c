from django.db import models

from amends.core import vocabulary
from amends.desk.cases.models import Case
from amends.desk.orders.models import Order, OrderLine
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop


class Recovery(models.Model):
    """Money that can be claimed back for one order: from whom, why, how much, until when, and what came of it.

    Money is in minor units of ``currency``, the order's; ``worth_minor`` is what the claim adds to the expectation in
    the owner's currency, by ``rate``. ``due`` is null where the deadline is not known; ``rule`` says why. One
    that a person set (``due_set_by``) stays. ``share`` is
    the part of what was asked that came back, once that is decided: what later chances are learned from. ``arrived_at``: a parcel that was claimed as lost came after all; the carrier has to hear of it. ``previous``
    holds what the last step changed, so that it can be taken back.
    """

    OPEN, FILED, PAID, PART_PAID = "open", "filed", "paid", "part_paid"
    REFUSED, EXPIRED, GIVEN_UP, WITHDRAWN = "refused", "expired", "given_up", "withdrawn"
    STATES = [(s, s) for s in (OPEN, FILED, PAID, PART_PAID, REFUSED, EXPIRED, GIVEN_UP, WITHDRAWN)]
    #: What still asks for something: to be filed, or to be answered.
    RUNNING = (OPEN, FILED)
    #: What the other side decided.
    DECIDED = (PAID, PART_PAID, REFUSED)

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="recoveries")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recoveries")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="recoveries")
    kind = models.CharField(max_length=20, choices=[(member.value, member.value) for member in vocabulary.Recovery])
    way = models.CharField(max_length=80)
    party = models.CharField(max_length=120, blank=True, default="")
    situation = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    currency = models.CharField(max_length=3)
    asked_minor = models.BigIntegerField()
    expected_minor = models.BigIntegerField()
    adds_minor = models.BigIntegerField()
    worth_minor = models.BigIntegerField(default=0)
    rate = models.JSONField(default=dict)
    chance = models.FloatField()
    chance_prior = models.FloatField()
    chance_strength = models.FloatField()
    chance_own = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField()
    effort_minor = models.BigIntegerField(null=True)
    have = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    helps = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    name = models.CharField(max_length=120, blank=True, default="")
    began_at = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    safe_by = models.DateTimeField(null=True)
    due_set_by = models.CharField(max_length=120, blank=True, default="")
    passed_safe = models.BooleanField(default=False)
    rule = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200, blank=True, default="")
    pack_sha256 = models.CharField(max_length=64, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    received_minor = models.BigIntegerField(default=0)
    share = models.FloatField(null=True)
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="recoveries")
    previous = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["shop", "due"],
                condition=models.Q(state__in=("open", "filed")),
                name="recoveries_running_of_a_shop",
            ),
            models.Index(fields=["due"], condition=models.Q(state="open"), name="recoveries_due"),
            models.Index(fields=["looked_at"], condition=models.Q(state="open"), name="recoveries_looked_at"),
            models.Index(
                fields=["shop", "kind", "party"], condition=models.Q(share__isnull=False), name="recoveries_results"
            ),
            models.Index(fields=["shop", "-settled_at"], name="recoveries_settled"),
        ]
        ordering = ["due", "id"]


class ClaimedLine(models.Model):
    """An order line that a claim covers: never twice by one kind of claim."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="claimed")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "kind"], name="recoveries_once_a_line_and_kind")]


class Receipt(models.Model):
    """Money that came back, in the currency in which it came; ``counted_minor`` is the same in the claim's currency.

    It is no entry of the buyers' ledger: what goes back to a buyer and what comes back to the seller never mix.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="receipts")
    key = models.CharField(max_length=80)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    counted_minor = models.BigIntegerField()
    rate = models.JSONField(default=dict)
    reference = models.CharField(max_length=200, blank=True, default="")
    received_at = models.DateTimeField()
    booked_by = models.CharField(max_length=120)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recovery", "key"], name="recoveries_one_receipt_a_key")]
        indexes = [models.Index(fields=["received_at"], name="recoveries_received")]
