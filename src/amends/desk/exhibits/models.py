from django.db import models

from amends.desk.cases.models import Case


class Exhibit(models.Model):
    """A piece of evidence: bytes in the store under their hash, or text; where it comes from and when it was taken."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exhibits")
    type = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=120)
    captured_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=120)
    name = models.CharField(max_length=255, blank=True, default="")
    media_type = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True, default="")
    attachment_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "type", "sha256"], name="exhibits_kept_once")]
        ordering = ["captured_at", "id"]
