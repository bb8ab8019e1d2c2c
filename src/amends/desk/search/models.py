from __future__ import annotations

from django.db import models

from amends.desk.cases.models import Case
from amends.desk.shops.models import Shop


class CaseText(models.Model):
    """A case that can be found by its words. The terms lie in the database's own full-text index under its number.

    ``digest`` is a hash of the terms, so that what did not change is not written again. ``shop`` is the case's, kept
    here so that a search stays inside the person's shops without reading cases.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32)
