from django.db import models

from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Shop


class Placed(models.Model):
    """Where something of a company's own wording belongs: its sort, language and key, for all its shops or for one.

    ``key`` is ``<phrase>.<variant>`` for a phrase, a token for a snippet, the word itself for a word, and empty for a
    signature, of which a language has one. ``language`` names a wording of the library (``pt``, ``es-419``).
    """

    PHRASE, SNIPPET, SIGNATURE, WORD = "phrase", "snippet", "signature", "word"
    SORTS = [(s, s) for s in (PHRASE, SNIPPET, SIGNATURE, WORD)]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, null=True, related_name="+")
    sort = models.CharField(max_length=10, choices=SORTS)
    language = models.CharField(max_length=16)
    key = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        abstract = True


class Wording(Placed):
    """What the company words its own way now; ``content`` is one of ``contents``."""

    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sort", "language", "key"],
                condition=models.Q(shop__isnull=True),
                name="wordings_one_for_all_shops",
            ),
            models.UniqueConstraint(
                fields=["organisation", "shop", "sort", "language", "key"],
                condition=models.Q(shop__isnull=False),
                name="wordings_one_for_a_shop",
            ),
        ]
        ordering = ["pk"]


class Change(Placed):
    """One change: what stood before and after, None where the library's own stood. Never changed itself."""

    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="wordings_changes_newest")]
        ordering = ["-id"]


class Suggestion(Placed):
    """What a lead would word otherwise; an owner adopts or declines it."""

    OPEN, ADOPTED, DECLINED = "open", "adopted", "declined"
    STATES = [(s, s) for s in (OPEN, ADOPTED, DECLINED)]

    content = models.JSONField()
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], condition=models.Q(state="open"), name="wordings_suggestions_open")
        ]
        ordering = ["-id"]
