"""The door for web servers, and where the heart of the embedded default begins to beat."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- there are none before the application is set up

from clock import heartbeat  # noqa: E402

if not settings.TASK_WORKER:
    heartbeat.start()
