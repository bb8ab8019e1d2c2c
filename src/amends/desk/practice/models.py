from django.db import models

from amends.desk.cases.models import Case
from amends.desk.orders.models import Buyer
from amends.desk.people.models import Organisation, Person
from amends.desk.people.personal_data import EncryptedText


class Attempt(models.Model):
    """One person's answer to one exercise. ``exercise`` is ``shipped:KEY`` or ``case:ID``.

    The exercise begins at ``started_at`` and its made-up present runs on from there until ``answered_at``. ``answer``
    is what she chose, ``letter`` what she wrote, ``points`` what was found (``points.Point``), kept as it was then.
    ``case`` is set for a past case alone: when that goes, its attempts go with it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attempts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attempts")
    exercise = models.CharField(max_length=80)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.JSONField(default=dict)
    letter = EncryptedText(blank=True, default="")
    points = models.JSONField(default=list)
    right = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exercise"],
                condition=models.Q(answered_at__isnull=True),
                name="practice_one_open_attempt",
            )
        ]
        indexes = [models.Index(fields=["organisation", "answered_at"], name="practice_of_a_team")]
        ordering = ["-id"]


class Consent(models.Model):
    """Whether a company lets its own ended cases be practised on. Without a row it does not."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="practice_consent")
    agrees = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class KeptOut(models.Model):
    """A buyer whose cases nobody practises on: she asked to be forgotten, or withdrew her consent."""

    buyer = models.OneToOneField(Buyer, on_delete=models.CASCADE, related_name="kept_out_of_practice")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
