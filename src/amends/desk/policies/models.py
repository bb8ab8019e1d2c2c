from decimal import Decimal

from django.db import models

from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Shop


class KeptPolicy(models.Model):
    """One version of a policy as a company keeps it; a change is a new row, and a row never changes.

    ``text`` is the YAML with the owner's comments. ``content`` is what it says, with everything that it extends laid in
    and frozen, so that a later release of the shipped policies cannot change what was kept. ``digest`` is the hash that
    ``policy_version`` shows the first twelve digits of. ``based_on`` is the version that was edited.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="policies")
    name = models.CharField(max_length=40)
    text = models.TextField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    based_on = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "name", "-id"], name="policies_versions")]
        ordering = ["-id"]

    @property
    def version(self) -> str:
        return f"{self.name}@{self.digest[:12]}"

    def __str__(self) -> str:
        return self.version


class LearnedModel(models.Model):
    """What was learned from a company's outcomes (``decide.model.Model`` in ``content``) and how it did (``report``).

    ``shop`` is None where all shops taught it. ``digest`` is the model's own; ``sample`` is the number of outcomes.
    ``content`` and ``digest`` never change once written; the state does, and ``reason`` says why.
    """

    CANDIDATE, STANDING, KEPT_OUT, RETIRED = "candidate", "standing", "kept_out", "retired"
    STATES = [(state, state) for state in (CANDIDATE, STANDING, KEPT_OUT, RETIRED)]

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="learned_models")
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, null=True, related_name="learned_models")
    made_at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    report = models.JSONField(default=dict)
    sample = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default=CANDIDATE)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"model {self.digest}"


class Switch(models.Model):
    """One change of what decides; the newest row of a shop stands, else the newest of its organisation.

    ``shop`` is None for all shops. Either ``policy`` (a kept one) or ``shipped`` (a shipped policy's name) is set; a
    row of a shop with neither says that the shop follows its organisation again. ``model`` is None where nothing
    learned is used. ``exploration_share`` is the share of cases in which a near tie is tried. ``fixed_table`` is the
    kill switch: the fixed rules decide, policy and model are kept for later. ``undoes`` is the row that was taken back.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="switches")
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, null=True, related_name="switches")
    shipped = models.CharField(max_length=40, blank=True, default="")
    policy = models.ForeignKey(KeptPolicy, on_delete=models.PROTECT, null=True, related_name="switches")
    model = models.ForeignKey(LearnedModel, on_delete=models.PROTECT, null=True, related_name="switches")
    exploration_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(0))
    fixed_table = models.BooleanField(default=False)
    since = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, default="")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shipped="") | models.Q(policy__isnull=True), name="policies_switch_to_one_policy"
            ),
            models.CheckConstraint(
                condition=models.Q(shop__isnull=False) | ~models.Q(shipped="") | models.Q(policy__isnull=False),
                name="policies_organisation_has_a_policy",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "shop", "-id"], name="policies_newest_switch")]
        ordering = ["-id"]

    @property
    def follows(self) -> bool:
        """Whether this row sends its shop back to what stands for all shops."""
        return not self.shipped and self.policy_id is None
