from django.db import models

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.shops.models import Shop


class Review(models.Model):
    """A public review. One or two stars open a case; ``replied_at`` says when we answered."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="reviews")
    external_id = models.CharField(max_length=200)
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="reviews")
    sku = models.CharField(max_length=120, blank=True, default="")
    rating = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    reading = models.JSONField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "external_id"], name="reviews_one_review_once")]
        indexes = [models.Index(fields=["shop", "-written_at"], name="reviews_of_a_shop")]
