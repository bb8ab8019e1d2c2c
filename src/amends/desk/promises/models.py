from django.db import models

from amends.desk.cases.models import Case
from amends.desk.people.models import Person


class Promise(models.Model):
    """What a letter promised: what, by when, who sees to it, and the proof that it was done."""

    OPEN, KEPT, BROKEN, RELEASED = "open", "kept", "broken", "released"
    STATES = [(s, s) for s in (OPEN, KEPT, BROKEN, RELEASED)]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises")
    reply_id = models.BigIntegerField()
    what = models.CharField(max_length=20)
    due = models.DateTimeField()
    owner = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="promises")
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    proof = models.CharField(max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply_id", "what"], name="promises_one_a_letter")]
        # A settled promise is due no more; "settled" and not the two states, because only a condition without values
        # is recognised in a prepared statement.
        indexes = [
            models.Index(fields=["due"], condition=models.Q(settled_at__isnull=True), name="promises_unsettled_by_due")
        ]
        ordering = ["due"]
