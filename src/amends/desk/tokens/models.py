from django.db import models

from amends.desk.people.models import Person
from amends.desk.people.personal_data import EncryptedText


class Token(models.Model):
    """A key with which a program acts for a person, within ``scopes`` and never beyond what she herself may do.

    The key itself is random (256 bits) and shown once; kept are its SHA-256 and its beginning, to recognise it by.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class KeptAnswer(models.Model):
    """What a request with an idempotency key was answered, so that the same request again does nothing twice.

    ``status`` is 0 from before the work begins until its answer is kept. ``fingerprint`` is the SHA-256 of method,
    path and body.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True, default="")
    body = EncryptedText(blank=True, default="")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="tokens_one_answer_a_key")]


class RequestCount(models.Model):
    """How many requests came under one key (a token, a signed-in person) in the minute in which the last one came.

    One row a key, which starts over in each minute: every process of the installation counts in the same row.
    """

    key = models.CharField(max_length=60, unique=True)
    minute = models.BigIntegerField()
    used = models.PositiveIntegerField()
