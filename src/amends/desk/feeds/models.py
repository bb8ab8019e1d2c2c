from django.db import models

from amends.desk.shops.models import Shop


class Mapping(models.Model):
    """A saved column mapping of a shop, under a name."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="mappings")
    name = models.CharField(max_length=120)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "name"], name="feeds_one_mapping_a_name")]


class Import(models.Model):
    """One file (or set of files) that is read into a shop. ``cursor`` says how far; a broken run goes on from there."""

    RUNNING, FINISHED, FAILED, UNDONE = "running", "finished", "failed", "undone"
    STATES = [(RUNNING, RUNNING), (FINISHED, FINISHED), (FAILED, FAILED), (UNDONE, UNDONE)]

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="imports")
    name = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=STATES, default=RUNNING)
    cursor = models.BigIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=120)


class ImportedRow(models.Model):
    """What an import did to one record, so that it can be undone. ``before`` holds what an update replaced."""

    CREATED, UPDATED = "created", "updated"

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    record = models.CharField(max_length=12)
    record_id = models.BigIntegerField()
    action = models.CharField(max_length=8)
    before = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["source", "record", "record_id"], name="feeds_rows_of_an_import")]


class ImportProblem(models.Model):
    """A row, or a part of one, that could not be used: where, what stood there, why."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    line = models.BigIntegerField(null=True)
    field = models.CharField(max_length=120, blank=True, default="")
    value = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=500)
