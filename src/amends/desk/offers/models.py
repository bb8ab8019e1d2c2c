from typing import Any

from django.db import models

from amends.core.vocabulary import Remedy
from amends.desk.cases.models import Case
from amends.desk.people.models import Person


class Offer(models.Model):
    """What the engine proposed, on which facts, and what a person made of it. Replay runs on ``request``.

    ``sent_menu`` is what really went to the buyer; proposed and sent are kept apart. ``escalated``: it would have
    passed somebody's daily cap; ``person``, and the ``reasons`` in words.
    ``declined_by``: a lead did not
    agree to what was chosen; it is proposed again until somebody chooses anew.
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
    declined_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=300, blank=True, default="")
    sent_menu = models.JSONField(null=True)
    answer = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["case"],
                condition=models.Q(state="chosen", approval_needed=True, approved_by__isnull=True),
                name="offers_to_approve",
            ),
            models.Index(
                fields=["chosen_by", "-declined_at"],
                condition=models.Q(declined_at__isnull=False),
                name="offers_declined",
            ),
        ]

    @property
    def menu(self) -> list[dict[str, Any]]:
        """What is on the table: as a person chose it, else as the engine proposed it."""
        menu: list[dict[str, Any]] = self.chosen_menu if self.chosen_menu is not None else self.result["menu"]
        return menu

    @property
    def buyers_menu(self) -> list[dict[str, Any]]:
        """What of it a buyer is told: an answer to the platform and a report are no options of hers."""
        return [item for item in self.menu if item["remedy"] not in (Remedy.DEFEND.value, Remedy.REPORT.value)]


class ApprovalLimit(models.Model):
    """Up to which sum, in the company's currency, a person agrees to what others chose. No row: no limit."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="approval_limit")
    most_minor = models.BigIntegerField()
    set_at = models.DateTimeField()


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
