"""Playing the demo practice mails nobody, now or later."""

import pytest
from django_tasks_db.models import DBTaskResult

from engagements.demo import hospital, housing, metal, municipality, practice, scaleup
from engagements.lifecycle.models import Engagement


@pytest.mark.django_db(transaction=True)
def test_demo_leaves_no_mail_for_a_worker_to_send_later(settings, monkeypatch, mailoutbox):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for module in (hospital, housing, municipality, metal, scaleup):  # the short ones do for this
        monkeypatch.setattr(module, "play", lambda stage: None)

    practice.load(say=lambda line: None)

    assert Engagement.objects.count() == 4
    assert not DBTaskResult.objects.exists()
    assert mailoutbox == []
