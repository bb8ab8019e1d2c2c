from django.db import models

from amends.desk.cases.models import Case
from amends.desk.people.models import Organisation, Person
from amends.desk.people.personal_data import EncryptedText


class Handover(models.Model):
    """The sheet of one person at the end of her shift. ``receiver`` is None where it is for whoever is on.

    Nothing changes hands before somebody has taken it; until then its author can take it back.
    """

    OPEN, TAKEN, WITHDRAWN = "open", "taken", "withdrawn"
    STATES = [(state, state) for state in (OPEN, TAKEN, WITHDRAWN)]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handovers")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handovers_given")
    receiver = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="handovers_got")
    at = models.DateTimeField()
    remark = EncryptedText(default="")
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    taken_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation"], condition=models.Q(state="open"), name="handovers_open"),
        ]


class HandedCase(models.Model):
    """One case of a sheet with what its author says of it. ``moved``: it went to who took the sheet."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    note = EncryptedText(default="")
    moved = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "case"], name="handovers_one_line_a_case")]
        ordering = ["id"]
