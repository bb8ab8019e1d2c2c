from django.db import models

from amends.core.vocabulary import CaseStage, Fault, Kind, Turn
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop

#: What was agreed stands, until something new comes up.
SETTLED_STAGES = frozenset({CaseStage.SETTLED.value, CaseStage.FULFILLED.value, CaseStage.FOLLOW_UP.value})


class Tab(models.TextChoices):
    """The fixed tabs of the queue."""

    DEADLINE = "deadline"
    APPROVE = "approve"
    ANSWER = "answer"
    BUYER = "buyer"
    PLATFORM = "platform"
    PARCEL = "parcel"
    REVIEW = "review"
    DONE = "done"


class Case(models.Model):
    """One thing to be made right, above conversations, parcels, disputes and reviews of one order.

    ``claim`` is what the buyer says, ``situation`` what the records show, ``platform_reason`` the platform's own
    code; ``kind`` is what the case is decided as. The queue reads this row alone: what it shows is kept here by the
    operations. ``rank`` orders the queue: cases past their safe time first, then by expected loss in the owner's
    currency (minor units).
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="cases")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="cases")
    buyer = models.ForeignKey(Buyer, on_delete=models.SET_NULL, null=True, related_name="cases")
    conversation_id = models.BigIntegerField(null=True, db_index=True)
    opened_by = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=40, default=Kind.OTHER.value)
    kind_set_by = models.CharField(max_length=120, blank=True, default="")
    claim = models.CharField(max_length=40, blank=True, default="")
    situation = models.CharField(max_length=40, blank=True, default="")
    platform_reason = models.CharField(max_length=120, blank=True, default="")
    confidence = models.FloatField(default=0.0)
    abstained = models.BooleanField(default=False)
    flags = models.JSONField(default=list)
    asks = models.JSONField(default=list)
    missing = models.PositiveIntegerField(null=True)
    asked_minor = models.BigIntegerField(null=True)
    language = models.CharField(max_length=8, blank=True, default="")
    fault = models.CharField(max_length=10, default=Fault.UNKNOWN.value)
    fault_set_by = models.CharField(max_length=120, blank=True, default="")
    cause = models.JSONField(default=dict)
    stage = models.CharField(max_length=14, default=CaseStage.RECEIVED.value)
    turn = models.CharField(max_length=10, default=Turn.SELLER.value)
    tab = models.CharField(max_length=10, choices=Tab.choices, default=Tab.ANSWER)
    assignee = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="cases")
    waiting_until = models.DateTimeField(null=True)
    order_candidates = models.JSONField(default=list)
    dispute_open = models.BooleanField(default=False)
    procedure = models.CharField(max_length=60, blank=True, default="")

    headline = models.CharField(max_length=300, blank=True, default="")
    product = models.CharField(max_length=200, blank=True, default="")
    due = models.DateTimeField(null=True)
    safe_by = models.DateTimeField(null=True)
    consequence = models.CharField(max_length=60, blank=True, default="")
    past_safe = models.BooleanField(default=False)
    stake_minor = models.BigIntegerField(default=0)
    stake_currency = models.CharField(max_length=3, blank=True, default="")
    loss_minor = models.BigIntegerField(default=0)
    loss_rate = models.JSONField(default=dict)
    proposal = models.CharField(max_length=40, blank=True, default="")
    proposal_cost_minor = models.BigIntegerField(null=True)
    parcel_leg = models.CharField(max_length=20, blank=True, default="")
    evidence_have = models.PositiveSmallIntegerField(default=0)
    evidence_wanted = models.PositiveSmallIntegerField(default=0)
    needs_approval = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(closed_at__isnull=True), name="cases_one_open_case_an_order"
            )
        ]
        indexes = [
            models.Index(
                fields=["shop", "tab", "-past_safe", "-loss_minor", "-id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_queue_of_a_shop",
            ),
            models.Index(
                fields=["tab", "-past_safe", "-loss_minor", "-id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_queue",
            ),
            models.Index(
                fields=["-past_safe", "-loss_minor", "-id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_queue_all",
            ),
            # With all that the morning's sums look at, so that they are read from the index alone.
            models.Index(
                fields=[
                    "due",
                    "shop",
                    "consequence",
                    "stake_currency",
                    "stake_minor",
                    "loss_minor",
                    "past_safe",
                    "turn",
                    "assignee",
                    "order",
                    "id",
                ],
                condition=models.Q(closed_at__isnull=True),
                name="cases_due_with_stakes",
            ),
            models.Index(fields=["buyer", "-opened_at"], name="cases_of_a_buyer"),
            models.Index(
                fields=["assignee", "turn", "due"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_open_of_a_person",
            ),
        ]

    @property
    def in_danger(self) -> bool:
        """Whether the safe time of a deadline that is still open has passed; ``past_safe`` alone may be one missed."""
        return self.past_safe and self.due is not None


class Signal(models.Model):
    """What brought something to a case: a message, a dispute, a review, a parcel. Each belongs to one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="signals")
    source = models.CharField(max_length=10)
    source_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="cases_one_case_a_signal")]


class Dispute(models.Model):
    """A formal dispute; it has its own state. The case above it holds the conversation with the buyer."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="disputes")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="disputes")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="disputes")
    external_id = models.CharField(max_length=200)
    platform = models.CharField(max_length=40)
    procedure = models.CharField(max_length=60, blank=True, default="")
    event = models.CharField(max_length=80, blank=True, default="")
    region = models.CharField(max_length=8, blank=True, default="")
    scheme = models.CharField(max_length=20, blank=True, default="")
    reason_code = models.CharField(max_length=120, blank=True, default="")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    asked_minor = models.BigIntegerField(null=True)
    asked_currency = models.CharField(max_length=3, blank=True, default="")
    asks = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")
    reading = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "external_id"], name="cases_one_dispute_once")]


class Note(models.Model):
    """Something that somebody of the team wrote down; the buyer never sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField()
    text = models.TextField()


class Mention(models.Model):
    """A note names a colleague. ``opened_at`` is when she looked at the case since."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentions")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="cases_one_mention_a_note")]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(opened_at__isnull=True), name="cases_mentions_unopened"),
        ]


class Presence(models.Model):
    """Who has the page of a case open, and when its page last said so; an old row says nothing.

    ``typing``: she was changing her words then. Nothing of this is in the journal: it is no record of work.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="presences")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()
    typing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="cases_one_presence_a_person")]
        indexes = [models.Index(fields=["shop", "seen_at"], name="cases_presence_of_a_shop")]


class Correction(models.Model):
    """A text whose kind a person corrected, without names and numbers: what the understanding can learn from.

    Kept only where the company agrees. It refers to no case and no buyer.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField()
    text = models.TextField()
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=8, blank=True, default="")
    rating = models.PositiveSmallIntegerField(null=True)
    read_as = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)


class TabCount(models.Model):
    """How many open cases a tab of a shop holds; kept by operations, never counted for a page."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="tab_counts")
    tab = models.CharField(max_length=10)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "tab"], name="cases_one_count_a_tab")]
