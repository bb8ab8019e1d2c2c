from django.db import models

from amends.desk.cases.models import Case
from amends.desk.people.models import Person


class Offer(models.Model):
    """What the engine proposed, on which facts, and what a person made of it. Replay runs on ``request``.

    ``sent_menu`` is what really went to the buyer; proposed and sent are kept apart.
    """

    PROPOSED, CHOSEN, SENT, ACCEPTED, REFUSED, REPLACED = (
        "proposed",
        "chosen",
        "sent",
        "accepted",
        "refused",
        "replaced",
    )
    STATES = [(s, s) for s in (PROPOSED, CHOSEN, SENT, ACCEPTED, REFUSED, REPLACED)]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offers")
    at = models.DateTimeField()
    request = models.JSONField()
    result = models.JSONField()
    silence_minor = models.BigIntegerField()
    policy_version = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=STATES, default=PROPOSED)
    chosen_menu = models.JSONField(null=True)
    chosen_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    approval_needed = models.BooleanField(default=False)
    approved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_menu = models.JSONField(null=True)
    answer = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
