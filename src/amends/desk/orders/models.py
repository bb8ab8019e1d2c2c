from django.db import models

from amends.desk.people.personal_data import EncryptedText
from amends.desk.shops.models import Shop


class Buyer(models.Model):
    """A buyer of one shop, as the platform names her. Counters are kept by operations."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="buyers")
    reference = models.CharField(max_length=120)
    name = EncryptedText(blank=True, default="")
    email = EncryptedText(blank=True, default="")
    email_index = models.CharField(max_length=32, blank=True, default="", db_index=True)
    locale = models.CharField(max_length=16, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    claims = models.PositiveIntegerField(default=0)
    bad_reviews = models.PositiveIntegerField(default=0)
    apologies = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "reference"], name="orders_one_buyer_a_reference")]


class Order(models.Model):
    """An order as it was placed. Money in minor units of ``currency``; ``listings`` is the listing as it was sold."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=120)
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="orders")
    placed_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    value_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField(default=0)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=60, blank=True, default="")
    postcode = EncryptedText(blank=True, default="")
    site = models.CharField(max_length=40, blank=True, default="")
    dispatch_due = models.DateTimeField(null=True)
    promised_by = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled = models.BooleanField(default=False)
    platform_fulfilled = models.BooleanField(default=False)
    listings = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=32, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "number"], name="orders_one_order_a_number")]
        indexes = [models.Index(fields=["buyer", "-placed_at"], name="orders_of_a_buyer")]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """A line of an order. ``unit_cost_minor`` is null where no feed told it; then the shop's share is assumed."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=120)
    title = models.CharField(max_length=500, blank=True, default="")
    quantity = models.PositiveIntegerField(default=1)
    unit_price_minor = models.BigIntegerField()
    unit_cost_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="orders_one_line_a_position")]
        ordering = ["position"]


class LedgerEntry(models.Model):
    """Money (or goods instead of money) that goes back to the buyer for one order line.

    The same ``key`` books once. ``voided_at`` takes an entry back (a reship that failed, a refund that was refused).
    """

    CHAT, PLATFORM, PAYMENT, RESHIP = "chat", "platform", "payment", "reship"
    SOURCES = [(CHAT, CHAT), (PLATFORM, PLATFORM), (PAYMENT, PAYMENT), (RESHIP, RESHIP)]

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="ledger")
    amount_minor = models.BigIntegerField()
    source = models.CharField(max_length=10, choices=SOURCES)
    key = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True, default="")
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=120)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "line"], name="orders_one_entry_a_key")]
        indexes = [models.Index(fields=["booked_at"], name="orders_entries_by_time")]
