from django.db import models

from amends.desk.cases.models import Case
from amends.desk.people.models import Person


class Offer(models.Model):
    """What the engine proposed, on which facts, and what a person made of it. Replay runs on ``request``.

    ``sent_menu`` is what really went to the buyer; proposed and sent are kept apart. ``escalated``: it would have
    passed somebody's daily cap; ``person``, and the ``reasons`` in words.
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
    escalated = models.JSONField(null=True)
    sent_menu = models.JSONField(null=True)
    answer = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]


class Ending(models.Model):
    """How a case ended after an offer, as a person tells it: what no feed says. Nothing here is ever changed.

    The newest one that was not taken back counts. One of ``accepted`` (a position in ``sent_menu``), ``ruled`` and
    ``gave_up`` is set; ``returned`` says what came back, ``arrived`` whether the second or the awaited parcel came.
    """

    SELLER, BUYER, PARTIAL = "seller", "buyer", "partial"
    RULINGS = [(ruling, ruling) for ruling in (SELLER, BUYER, PARTIAL)]
    SELLABLE, UNSELLABLE, NEVER = "sellable", "unsellable", "never"
    RETURNS = [(state, state) for state in (SELLABLE, UNSELLABLE, NEVER)]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="endings")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted = models.PositiveSmallIntegerField(null=True)
    ruled = models.CharField(max_length=8, choices=RULINGS, blank=True, default="")
    gave_up = models.BooleanField(default=False)
    returned = models.CharField(max_length=10, choices=RETURNS, blank=True, default="")
    arrived = models.BooleanField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
