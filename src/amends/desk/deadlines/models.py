from django.db import models

from amends.desk.cases.models import Case
from amends.desk.shops.models import Shop


class TeamHours(models.Model):
    """When the team of a shop works; ``hours`` as ``clock.office.office_hours`` reads it. No row: always."""

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="team_hours")
    hours = models.JSONField()
    set_at = models.DateTimeField()


class Deadline(models.Model):
    """A moment by which something must be done, with its consequence and the rule that says so.

    ``pauses``: pairs of moments between which the clock stood still; a platform's clock has none.
    """

    OPEN, MET, MISSED, CANCELLED = "open", "met", "missed", "cancelled"
    STATES = [(OPEN, OPEN), (MET, MET), (MISSED, MISSED), (CANCELLED, CANCELLED)]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=200)
    platform = models.CharField(max_length=40)
    procedure = models.CharField(max_length=60, blank=True, default="")
    event = models.CharField(max_length=80)
    at = models.DateTimeField()
    due = models.DateTimeField()
    safe_by = models.DateTimeField()
    unit = models.CharField(max_length=20)
    action = models.CharField(max_length=60, blank=True, default="")
    detail = models.CharField(max_length=300, blank=True, default="")
    rule = models.JSONField(default=dict)
    hard = models.BooleanField(default=True)
    pauses = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    passed_safe = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="deadlines_one_a_key")]
        indexes = [
            models.Index(
                fields=["safe_by"], condition=models.Q(state="open", passed_safe=False), name="deadlines_safe"
            ),
            models.Index(fields=["due"], condition=models.Q(state="open"), name="deadlines_due"),
        ]
        ordering = ["due"]
