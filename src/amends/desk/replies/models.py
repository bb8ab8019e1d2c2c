from django.db import models

from amends.desk.cases.models import Case
from amends.desk.offers.models import Offer
from amends.desk.people.models import Person
from amends.desk.people.personal_data import EncryptedText


class Reply(models.Model):
    """A letter. It waits ``send_after`` (undo), is sent under its ``key`` once, and is never sent again after that.

    ``sending`` is stored before the outside world is asked, so that a crash leaves a question for a person or an
    idempotent repeat, never a second letter. ``unclear`` is that question: nobody knows whether it left, and a person
    says. ``returned_at``: it left and came back; ``error`` says why. ``gives_minor`` is the most money that it offers,
    ``given_at`` when its author sent it: what her daily cap counts.
    """

    DRAFT, QUEUED, SENDING, SENT, FAILED, CANCELLED = "draft", "queued", "sending", "sent", "failed", "cancelled"
    UNCLEAR = "unclear"
    STATES = [(s, s) for s in (DRAFT, QUEUED, SENDING, SENT, FAILED, CANCELLED, UNCLEAR)]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies")
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, related_name="replies")
    stage = models.CharField(max_length=14)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=16)
    subject = models.CharField(max_length=300, blank=True, default="")
    body = models.TextField()
    gist = models.TextField(blank=True, default="")
    request = models.JSONField(default=dict)
    promises = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    verdict = models.CharField(max_length=6)
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    edited = models.BooleanField(default=False)
    override_reason = models.CharField(max_length=500, blank=True, default="")
    overridden_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    author = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    send_after = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=300, blank=True, default="")
    error = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    attachments = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True, default="")
    gives_minor = models.BigIntegerField(default=0)
    gives_currency = models.CharField(max_length=3, blank=True, default="")
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="draft"), name="replies_one_draft_a_case")
        ]
        indexes = [
            models.Index(
                fields=["author", "given_at"], condition=models.Q(given_at__isnull=False), name="replies_given_by_day"
            ),
        ]
        ordering = ["-id"]


class Unfinished(models.Model):
    """A person's half-written letter in a case, as she typed it; nobody else sees it.

    ``reply_id`` and ``version`` are the letter and its version over which it was begun, ``seen`` the newest entry of
    the journal about the case that she had before her then. ``revision`` counts its changes, ``window`` is the page
    that made the last one: a second window of hers that knows an older revision overwrites nothing. It goes when the
    letter is saved or sent, or after some time.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="unfinished")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reply_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    body = EncryptedText()
    revision = models.PositiveIntegerField(default=1)
    window = models.CharField(max_length=40, blank=True, default="")
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="replies_one_unfinished_a_person")]
