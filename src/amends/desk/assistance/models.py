from decimal import Decimal

from django.db import models

from amends.connect.assist.engines import ENGINES, NONE
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.people.models import Organisation, Person
from amends.desk.people.personal_data import EncryptedText


class AssistSetup(models.Model):
    """The engine of a company, as its owner set it up; without a row there is none.

    ``platforms`` are those whose texts may be handed to it (empty: none). Prices are ``currency`` units per million
    tokens, ``cap_minor`` is the most that a calendar month may cost, in minor units. While ``paused_until`` lies ahead
    nothing is asked on its own account: the last answer was ``trouble``.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="assist_setup")
    engine = models.CharField(max_length=20, choices=[(name, name) for name in ENGINES], default=NONE)
    address = models.CharField(max_length=300, blank=True, default="")
    key = EncryptedText(blank=True, default="")
    model = models.CharField(max_length=120, blank=True, default="")
    allow_local = models.BooleanField(default=False)
    seconds = models.PositiveSmallIntegerField(default=20)
    price_in = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(0))
    price_out = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(0))
    currency = models.CharField(max_length=3, default="USD")
    cap_minor = models.BigIntegerField(default=0)
    translates = models.BooleanField(default=True)
    drafts = models.BooleanField(default=False)
    platforms = models.JSONField(default=list)
    paused_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True, default="")


class Call(models.Model):
    """One question to an engine. It is stored before it is asked, with what it may cost at most.

    ``cost_micros`` is in millionths of a ``currency`` unit, because a call costs less than a cent; ``estimated`` where
    the engine did not count its tokens.
    """

    TRANSLATE, BACK, DRAFT, TEST = "translate", "back", "draft", "test"
    PURPOSES = [(name, name) for name in (TRANSLATE, BACK, DRAFT, TEST)]
    STARTED, DONE, FAILED = "started", "done", "failed"
    STATES = [(name, name) for name in (STARTED, DONE, FAILED)]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="assist_calls")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=10, choices=PURPOSES)
    engine = models.CharField(max_length=20)
    model = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=8, choices=STATES, default=STARTED)
    trouble = models.CharField(max_length=20, blank=True, default="")
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    estimated = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="assistance_calls_by_time")]


class MessageTranslation(models.Model):
    """A message in a language of the desk, made by a machine and perhaps corrected by a person.

    ``differences`` is what the translation seems to have lost or added; ``engine`` names engine and model, or
    ``memory`` where a corrected translation of the same words was taken.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=16)
    text = EncryptedText()
    engine = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    differences = models.JSONField(default=list)
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, related_name="+")
    corrected = EncryptedText(blank=True, default="")
    corrected_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "language"], name="assistance_one_a_language")]

    @property
    def words(self) -> str:
        """The corrected words where a person corrected them."""
        return self.corrected or self.text


class RememberedPair(models.Model):
    """A translation that a person corrected: the same words are translated so again.

    Both texts are sealed (``core.sealing``): names and numbers are placeholders, so that the next buyer's message fits.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="remembered_pairs")
    source_language = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    index = models.CharField(max_length=32)
    source = EncryptedText()
    target = EncryptedText()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_language", "language", "index"], name="assistance_one_pair"
            )
        ]


class RememberedTerm(models.Model):
    """A keyed hash by which a remembered pair is found for words that are only like its own (``similar.terms_of``)."""

    pair = models.ForeignKey(RememberedPair, on_delete=models.CASCADE, related_name="terms")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    source_language = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    term = models.CharField(max_length=16)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "source_language", "language", "term"], name="assistance_terms_of_pairs"
            )
        ]


class BackTranslation(models.Model):
    """What a person's own words in a buyer's language say in hers: who has read it may send them.

    ``index`` is the blind index of the letter's exact words; other words need another one.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="back_translations")
    language = models.CharField(max_length=16)
    index = models.CharField(max_length=32)
    text = EncryptedText()
    engine = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    differences = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "language", "index"], name="assistance_one_back_translation")
        ]
