"""The index: for everything that can be searched, its words without case and accents. Who may see it is not in here."""

from django.db import models


class SearchEntry(models.Model):
    """The words of one row of another table. Derived: `manage.py search_index` makes all of them anew."""

    engagement = models.ForeignKey("engagements.Engagement", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    words = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "object_id"), name="indexed_once"),)
        indexes = (models.Index(fields=("engagement", "kind")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
