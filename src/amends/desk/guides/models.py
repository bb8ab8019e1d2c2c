from django.db import models

from amends.desk.people.models import Organisation, Person


class Guide(models.Model):
    """A file of the company about its products: its bytes lie in the store under their hash.

    Empty lists mean any: any product (``skus``), language, country (``regions``), kind of dispute. Both days are
    inclusive; a removed guide stays, because letters went out with it.
    """

    MANUAL, VIDEO, REPORT, CERTIFICATE = "manual", "video", "report", "certificate"
    SORTS = [(s, s) for s in (MANUAL, VIDEO, REPORT, CERTIFICATE)]

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="guides")
    sort = models.CharField(max_length=12, choices=SORTS)
    title = models.CharField(max_length=120)
    skus = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    regions = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], condition=models.Q(removed_at__isnull=True), name="guides_in_use")
        ]
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
