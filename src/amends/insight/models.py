from django.db import models

from amends.desk.people.models import Organisation, Person
from amends.desk.policies.models import LearnedModel
from amends.desk.shops.models import Shop


class Trial(models.Model):
    """A question of the policy lab: what would ``candidate`` have cost beside ``against``, over sent menus of a span?

    Both are kept as what they stood for when they were asked (``ways.Way``), and so is ``yardstick``, whose policy says
    what things cost. ``log`` is the hash of the lines it runs
    on: what is learned meanwhile changes nothing. ``judges`` are the two models that price them.
    """

    WAITING, READING, LEARNING, TRYING = "waiting", "reading", "learning", "trying"
    DONE, CANCELLED, FAILED = "done", "cancelled", "failed"
    STATES = [(s, s) for s in (WAITING, READING, LEARNING, TRYING, DONE, CANCELLED, FAILED)]
    AT_WORK = (WAITING, READING, LEARNING, TRYING)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="trials")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, null=True, related_name="trials")
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    candidate = models.JSONField()
    against = models.JSONField()
    yardstick = models.JSONField()
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    log = models.CharField(max_length=64, blank=True, default="")
    untold = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    judges = models.JSONField(default=list)
    result = models.JSONField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-id"]


class TrialPart(models.Model):
    """Cases of a trial that were tried already (``decide.estimates.Tried``), from a position of its log on."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "position"], name="insight_one_part_a_position")]
        ordering = ["position"]


class Night(models.Model):
    """What was learned in a night, and what the promotion gate said of it. One a company and day.

    ``reasons`` are the gate's sentences; ``figures`` the comparison they rest on (``decide.estimates.report``).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="nights")
    day = models.DateField()
    at = models.DateTimeField()
    lines = models.PositiveIntegerField(default=0)
    still_open = models.PositiveIntegerField(default=0)
    untold = models.PositiveIntegerField(default=0)
    sample = models.PositiveIntegerField(default=0)
    drift = models.BooleanField(default=False)
    promoted = models.BooleanField(default=False)
    model = models.ForeignKey(LearnedModel, on_delete=models.SET_NULL, null=True, related_name="+")
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="insight_one_night_a_day")]
        ordering = ["-day"]
