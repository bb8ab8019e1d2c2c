from django.db import models

from amends.desk.people.models import Person
from amends.desk.shops.models import Shop


class StockCount(models.Model):
    """How many pieces of a product a shop has, and when that was counted. No row: nobody knows, and nothing is held up."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="stock_counts")
    sku = models.CharField(max_length=120)
    pieces = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "sku"], name="means_one_count_a_product")]
        ordering = ["sku"]


class Means(models.Model):
    """What a shop may spend a month, in minor units of ``currency`` (null: no budget), and how long a count of its
    stock holds. No row: no budget, and a count holds ``STOCK_DAYS``.
    """

    STOCK_DAYS = 14

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="means")
    budget_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    stock_days = models.PositiveSmallIntegerField(default=STOCK_DAYS)
    set_at = models.DateTimeField()
