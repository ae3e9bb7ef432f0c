"""What need not be kept is forgotten, and nothing else."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from outbox import post, tasks
from outbox.models import Mail
from outbox.tidying import tidy

NOW = timezone.now()


def test_old_mail_of_signing_in_is_forgotten_once_it_went_out(ria, kinds):
    for number, topic, days, sent in (
        (1, "", 31, NOW),
        (2, "", 29, NOW),
        (3, "", 31, None),
        (4, "engagement:1", 31, NOW),
    ):
        mail = post.queue("code", recipient=ria, topic=topic, number=number)
        Mail.objects.filter(pk=mail.pk).update(made_at=NOW - timedelta(days=days), sent_at=sent)

    assert tidy(NOW) == 1
    assert [each.args["number"] for each in Mail.objects.all()] == [2, 3, 4]


def test_tasks_are_forgotten_after_a_day_unless_they_still_have_to_be_done(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for status, days in (("READY", 2), ("RUNNING", 2), ("SUCCESSFUL", 2), ("FAILED", 0)):
        task = tasks.send.enqueue([])
        DBTaskResult.objects.filter(pk=task.id).update(status=status, enqueued_at=NOW - timedelta(days=days))

    tidy(NOW)

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
