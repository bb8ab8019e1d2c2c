from django.db import models

from amends.desk.people.models import Organisation, Person


class SavedView(models.Model):
    """A filter of the queue under a name. ``owner`` is None where it is shared by the whole company.

    ``filters`` holds what ``cases.filters.Filter`` holds; what somebody may not see is not shown by it either.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="saved_views")
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """With which view a person's queue opens."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="default_view")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")
