from django.db import models

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.shops.models import Shop


class Link(models.Model):
    """The link to the page of one order (of one case, where its order is not known).

    The address carries id and ``version``, signed. A new version makes every address before it worthless, and so does
    ``revoked_at``. The address itself is stored nowhere.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="buyer_links")
    order = models.OneToOneField(Order, on_delete=models.CASCADE, null=True, related_name="buyer_link")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="buyer_link")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(order__isnull=False) ^ models.Q(case__isnull=False),
                name="portal_an_order_or_a_case",
            )
        ]


class Upload(models.Model):
    """A file that a buyer sends in pieces. ``name`` is what she calls it: data, never part of a path.

    The pieces lie in a folder of their own under ``token``; complete and of a kind that is taken, the bytes go to the
    store under ``sha256``. ``used_at`` is when a message took the file along.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uploads")
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    started_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["link", "started_at"], name="portal_uploads_of_a_link")]


class Allowance(models.Model):
    """How often something was tried in a stretch of time; ``key`` is a keyed hash, never an address or a number."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField(default=0)
