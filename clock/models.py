"""What the clock remembers of each job."""

from django.db import models


class Job(models.Model):
    """When a regular job is due, and who is at it. `claimed_at` is a lease: an old one is up for taking."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    last_run_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
