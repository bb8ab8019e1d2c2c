from django.db import models


class Job(models.Model):
    """A piece of work. Waiting: ``done_at`` and ``failed_at`` are null; leased: ``lease_until`` lies ahead.

    ``key`` makes enqueuing idempotent while a job waits: a second one with the same key is not written. A job that
    has begun gives its key up, because what is enqueued from then on may know more than it does.
    """

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True, blank=True)
    priority = models.SmallIntegerField(default=0)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=36, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True, key__isnull=False),
                name="jobs_one_waiting_job_a_key",
            )
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_at", "id"],
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
                name="jobs_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
