from decimal import Decimal

from django.db import models

from amends.core.vocabulary import Platform
from amends.desk.people.models import Organisation, Person


class Shop(models.Model):
    """A shop on one platform.

    ``as_of`` stops the shop's clock at a moment, for looking at history. What a feed does not tell about costs is
    here as a default, in the shop's currency and minor units, and shown as such.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shops")
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    platform = models.CharField(max_length=40, choices=[(member.value, member.value) for member in Platform])
    region = models.CharField(max_length=8, blank=True, default="")
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    currency = models.CharField(max_length=3, default="USD")
    origin = models.CharField(max_length=2, default="CN")
    as_of = models.DateTimeField(null=True, blank=True)
    postage_minor = models.BigIntegerField(default=0)
    return_label_minor = models.BigIntegerField(default=0)
    dispute_fee_minor = models.BigIntegerField(default=0)
    weekly_margin_minor = models.BigIntegerField(default=0)
    minute = models.DecimalField(max_digits=10, decimal_places=4, default=Decimal("0.15"))
    unit_cost_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal("0.400"))
    default_rating = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("4.60"))
    default_reviews = models.PositiveIntegerField(default=100)
    response_hours = models.PositiveSmallIntegerField(default=24)
    last_heard_at = models.DateTimeField(null=True, blank=True)
    silent_after_hours = models.PositiveSmallIntegerField(default=24)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Who may work in which shop, and as what."""

    AGENT, LEAD, OWNER = "agent", "lead", "owner"
    ROLES = [(AGENT, AGENT), (LEAD, LEAD), (OWNER, OWNER)]

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=ROLES, default=AGENT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "shop"], name="shops_one_membership")]


class ExchangeRate(models.Model):
    """What one unit of ``source`` bought in ``target`` on a day, and who said so."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rates")
    source = models.CharField(max_length=3)
    target = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    origin = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "target", "day"], name="shops_one_rate_a_day")
        ]
