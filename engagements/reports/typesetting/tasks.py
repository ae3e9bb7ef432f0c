"""Background work: a key in, claimed, made."""

from django.tasks import task

from engagements.reports.typesetting import making


@task
def make(pk: int) -> int:
    """Make one file, if nobody else is at it; return how many were made."""
    return making.make_due(pks=[pk])
