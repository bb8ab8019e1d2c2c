from django.db import models


class Chain(models.Model):
    """The head of one shop's chain (shop 0: the installation). Its row is locked while an entry is added.

    ``followed``: somebody outside wants to be told of what happens there; entries are then announced by a job.
    ``unrecorded`` counts changes of what lists show that are no entry of their own, such as a case's line in the queue.
    """

    shop = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    followed = models.BooleanField(default=False, db_default=False)
    unrecorded = models.BigIntegerField(default=0, db_default=0)


class Entry(models.Model):
    """One thing that happened. Entries are only ever added; ``digest`` seals this one and all before it."""

    shop = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "sequence"], name="journal_one_entry_a_sequence")]
        indexes = [models.Index(fields=["subject", "id"], name="journal_by_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
