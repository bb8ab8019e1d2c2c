from django.db import models

from amends.desk.people.personal_data import EncryptedBytes, EncryptedText
from amends.desk.shops.models import Shop

_SECURITIES = [(name, name) for name in ("tls", "starttls", "plain")]


class Mailbox(models.Model):
    """A mailbox of one shop, and how to reach it. No mailbox serves two shops: its letters would tie them together.

    ``last_uid`` within ``uid_validity`` is how far the folder was read; it is written with the mails themselves.
    ``reading_*`` and ``sending_*`` say how it goes: no code where all is well, else the code of the trouble, the
    server's words, since when, how often in a row, and when it is tried again.
    ``sign_in`` is ``password``, or the provider at which a person signed in (``google``, ``microsoft``): then ``token``
    enters until ``token_until``, and ``renewal`` brings the next one.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="mailboxes")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=120, blank=True, default="")
    aliases = models.JSONField(default=list)
    signature = models.TextField(blank=True, default="")
    imap_host = models.CharField(max_length=253)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=_SECURITIES, default="tls")
    imap_user = models.CharField(max_length=254)
    imap_password = EncryptedText(blank=True, default="")
    folder = models.CharField(max_length=200, default="INBOX")
    smtp_host = models.CharField(max_length=253, blank=True, default="")
    smtp_port = models.PositiveIntegerField(default=465)
    smtp_security = models.CharField(max_length=8, choices=_SECURITIES, default="tls")
    smtp_user = models.CharField(max_length=254, blank=True, default="")
    smtp_password = EncryptedText(blank=True, default="")
    sign_in = models.CharField(max_length=10, default="password")
    renewal = EncryptedText(blank=True, default="")
    token = EncryptedText(blank=True, default="")
    token_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    since = models.DateField()
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    reading_code = models.CharField(max_length=24, blank=True, default="")
    reading_said = models.CharField(max_length=300, blank=True, default="")
    reading_since = models.DateTimeField(null=True)
    reading_failures = models.PositiveIntegerField(default=0)
    reading_next_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    sending_code = models.CharField(max_length=24, blank=True, default="")
    sending_said = models.CharField(max_length=300, blank=True, default="")
    sending_since = models.DateTimeField(null=True)
    sending_failures = models.PositiveIntegerField(default=0)
    sending_next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    watcher = models.CharField(max_length=36, blank=True, default="")
    watched_until = models.DateTimeField(null=True)
    connected_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="mailboxes_one_mailbox_a_shop")]

    def __str__(self) -> str:
        return self.address


class Mail(models.Model):
    """One mail as it came, whole. ``identity`` knows it again by whatever way it comes a second time.

    ``waiting`` until it was read; then ``taken`` into a conversation, or ``kept`` aside where no person wrote it.
    ``forced``: a person said that it is a message after all.
    """

    WAITING, TAKEN, KEPT = "waiting", "taken", "kept"
    STATES = [(state, state) for state in (WAITING, TAKEN, KEPT)]

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="mails")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.SET_NULL, null=True, related_name="mails")
    identity = models.CharField(max_length=64)
    message_id = models.CharField(max_length=300, blank=True, default="", db_index=True)
    uid_validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    marked = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    taken_in_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()
    whole = models.BooleanField(default=True)
    raw = EncryptedBytes()
    sender = EncryptedText(blank=True, default="")
    sender_index = models.CharField(max_length=32, blank=True, default="")
    reply_to = EncryptedText(blank=True, default="")
    subject = EncryptedText(blank=True, default="")
    references = models.JSONField(default=list)
    thread = models.CharField(max_length=200, blank=True, default="")
    platform = models.CharField(max_length=40, blank=True, default="")
    answers = models.CharField(max_length=10, blank=True, default="")
    nature = models.CharField(max_length=20, blank=True, default="")
    reason = models.CharField(max_length=120, blank=True, default="")
    forced = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "identity"], name="mailboxes_one_mail_once")]
        indexes = [
            models.Index(fields=["shop", "thread", "-id"], name="mailboxes_mails_of_a_thread"),
            models.Index(fields=["shop", "sender_index", "received_at"], name="mailboxes_mails_of_a_sender"),
            models.Index(
                fields=["mailbox", "uid"], condition=models.Q(marked=False, uid__gt=0), name="mailboxes_unmarked"
            ),
            models.Index(fields=["shop", "state", "-id"], name="mailboxes_mails_by_state"),
        ]


class Handover(models.Model):
    """A letter that was handed to the mail server, or is just being: written before its content flows.

    ``key`` is the letter's. ``handing`` with nobody at work on it means that nobody knows whether it has left.
    """

    HANDING, SENT = "handing", "sent"
    STATES = [(HANDING, HANDING), (SENT, SENT)]

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="handovers")
    key = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=300, db_index=True)
    thread = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, choices=STATES, default=HANDING)
    at = models.DateTimeField()
