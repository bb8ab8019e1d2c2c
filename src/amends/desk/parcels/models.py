from django.db import models

from amends.core.vocabulary import Leg
from amends.desk.orders.models import Order
from amends.desk.shops.models import Shop


class Parcel(models.Model):
    """A parcel and what the watch last said of it. Many parcels may serve one order, and one parcel many orders."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="parcels")
    tracking_number = models.CharField(max_length=120)
    orders: "models.ManyToManyField[Order, models.Model]" = models.ManyToManyField(Order, related_name="parcels")
    carrier = models.CharField(max_length=120, blank=True, default="")
    service = models.CharField(max_length=120, blank=True, default="")
    origin = models.CharField(max_length=2)
    destination = models.CharField(max_length=2)
    dispatched_at = models.DateTimeField(null=True)
    leg = models.CharField(max_length=20, default=Leg.PRE_DISPATCH.value)
    anomaly = models.CharField(max_length=40, blank=True, default="")
    anomaly_since = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    evidence = models.JSONField(default=list)
    loss_probability = models.FloatField(default=0.0)
    arrival = models.JSONField(default=dict)
    unmapped = models.JSONField(default=list)
    looked_at = models.DateTimeField(null=True)
    look_again_at = models.DateTimeField(null=True, db_index=True)
    fingerprint = models.CharField(max_length=32, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "tracking_number"], name="parcels_one_a_number")]
        indexes = [
            models.Index(
                fields=["-loss_probability", "-id"], condition=~models.Q(anomaly=""), name="parcels_in_trouble_by_loss"
            )
        ]

    def __str__(self) -> str:
        return self.tracking_number


class Scan(models.Model):
    """One tracking event, as the source gave it. The same event is kept once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="scans")
    at = models.DateTimeField()
    source = models.CharField(max_length=12)
    code = models.CharField(max_length=80, blank=True, default="")
    status = models.CharField(max_length=80, blank=True, default="")
    description = models.TextField(blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    location = models.CharField(max_length=200, blank=True, default="")
    fingerprint = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "fingerprint"], name="parcels_one_scan_once")]
        ordering = ["at", "id"]
