from django.db import models

from amends.desk.cases.models import Case
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Shop


class Batch(models.Model):
    """Letters of many cases that one person sends together.

    ``preview``: chosen, nothing decided; ``asked``: waits for somebody's agreement; ``approved``; ``running``: letters
    are being queued; ``paused``: the first ones went, the rest waits for a word; ``stopped``; ``done``. ``whole``: the
    rest goes too, not the first ones only.
    """

    PREVIEW, ASKED, APPROVED, RUNNING, PAUSED, STOPPED, DONE = (
        "preview",
        "asked",
        "approved",
        "running",
        "paused",
        "stopped",
        "done",
    )
    STATES = [(s, s) for s in (PREVIEW, ASKED, APPROVED, RUNNING, PAUSED, STOPPED, DONE)]
    #: From where sending begins or goes on.
    STARTABLE = (PREVIEW, APPROVED, PAUSED)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="batches")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="batches")
    made_at = models.DateTimeField()
    kind = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=8, choices=STATES, default=PREVIEW)
    whole = models.BooleanField(default=False)
    approved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    declined_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decline_reason = models.CharField(max_length=300, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="batches_of_a_company")]


class Item(models.Model):
    """One case of a batch, with the letter as it was shown (``reply_id`` in ``version``).

    ``excluded`` and ``failed`` say why in ``reason``: a code for what was left out, a sentence for what failed.
    ``money_minor`` is the most that the buyer can get, ``cost_minor`` what is expected, both in ``currency``.
    """

    READY, EXCLUDED, LEFT_OUT, QUEUED, FAILED, TAKEN_BACK = (
        "ready",
        "excluded",
        "left_out",
        "queued",
        "failed",
        "taken_back",
    )
    STATES = [(s, s) for s in (READY, EXCLUDED, LEFT_OUT, QUEUED, FAILED, TAKEN_BACK)]

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    reply_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=16, blank=True, default="")
    menu = models.JSONField(default=list)
    money_minor = models.BigIntegerField(default=0)
    cost_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True, default="")
    state = models.CharField(max_length=10, choices=STATES, default=READY)
    reason = models.CharField(max_length=300, blank=True, default="")
    leaves_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "case"], name="batches_one_item_a_case")]
        ordering = ["position"]
