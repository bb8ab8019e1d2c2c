from django.db import models

from amends.core.vocabulary import Milestone
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.personal_data import EncryptedText
from amends.desk.shops.models import Shop

MILESTONES = [(member.value, member.value) for member in Milestone]


class Setup(models.Model):
    """How many notices of a shop may leave in one of its days. Without a row the default holds."""

    DAILY_CAP = 200

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="notice_setup")
    daily_cap = models.PositiveIntegerField(default=DAILY_CAP)


class Choice(models.Model):
    """A milestone of which the buyers of a shop are told. ``since``: what was reached before is never told."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="notice_choices")
    milestone = models.CharField(max_length=20, choices=MILESTONES)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "milestone"], name="notices_one_choice_a_milestone")]


class Notice(models.Model):
    """One order reached one milestone: told once, or passed over for the reason in ``why``.

    ``sending`` is stored, with the words, before the outside world is asked; the connector knows ``key``. ``unclear``:
    nobody knows whether it left, and it is not tried again.
    """

    WAITING, SENDING, SENT, PASSED, FAILED, UNCLEAR = "waiting", "sending", "sent", "passed", "failed", "unclear"
    STATES = [(s, s) for s in (WAITING, SENDING, SENT, PASSED, FAILED, UNCLEAR)]

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="notices")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="notices")
    milestone = models.CharField(max_length=20, choices=MILESTONES)
    reached_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    why = models.CharField(max_length=20, blank=True, default="")
    key = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=16, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    body = EncryptedText(blank=True, default="")
    noted_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=300, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "milestone"], name="notices_one_a_milestone")]
        indexes = [models.Index(fields=["shop", "-begun_at"], name="notices_of_a_day")]
        ordering = ["-id"]


class Refusal(models.Model):
    """A buyer who wants no notices. ``how``: by her answer, on her page, or by a person for her."""

    ANSWER, PAGE, PERSON = "answer", "page", "person"
    HOWS = [(s, s) for s in (ANSWER, PAGE, PERSON)]

    buyer = models.OneToOneField(Buyer, on_delete=models.CASCADE, related_name="notice_refusal")
    how = models.CharField(max_length=8, choices=HOWS)
    at = models.DateTimeField()
