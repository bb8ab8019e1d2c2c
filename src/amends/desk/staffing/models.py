from django.db import models

from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop


class Staff(models.Model):
    """What a colleague is good at beside her languages, how much she takes, and when she is away.

    Empty ``kinds``, ``platforms`` or ``shops`` mean that she has no favourites. ``most_open`` is how many open cases
    she is given at most, 0 for no limit. ``away_until`` is None while it is not known when she comes back.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="staff")
    kinds = models.JSONField(default=list)
    platforms = models.JSONField(default=list)
    shops = models.JSONField(default=list)
    most_open = models.PositiveSmallIntegerField(default=0)
    away_from = models.DateTimeField(null=True)
    away_until = models.DateTimeField(null=True)


class Dispatch(models.Model):
    """A shop whose new cases are given out by themselves."""

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="dispatch")


class Cap(models.Model):
    """How much one person may offer buyers on one day before a lead has to approve.

    For one ``person``, or for everybody of a ``role``; a person's own cap counts instead of her role's. ``most`` is in
    minor units of ``currency``; with an empty currency it is a number of letters.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="caps")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="caps")
    role = models.CharField(max_length=8, choices=Membership.ROLES, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    most = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "currency"],
                condition=models.Q(person__isnull=False),
                name="staffing_one_cap_a_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "role", "currency"],
                condition=models.Q(person__isnull=True),
                name="staffing_one_cap_a_role",
            ),
        ]
        ordering = ["role", "person__name", "currency"]
