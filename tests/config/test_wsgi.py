"""The web process does by itself what is due, unless that is done elsewhere."""

import os
import subprocess
import sys

import pytest

LOOK = "import config.wsgi; from clock import heartbeat; print(heartbeat.beats())"


@pytest.mark.static
@pytest.mark.parametrize(("task_worker", "beats"), [("0", "True"), ("1", "False")])
def test_heart_beats_in_the_web_process_of_the_embedded_default_alone(tmp_path, task_worker, beats):
    environment = {
        "DEBUG": "1",
        "TASK_WORKER": task_worker,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite://{tmp_path / 'site.sqlite3'}",
        "LOG_LEVEL": "ERROR",
    }
    found = subprocess.run(
        [sys.executable, "-c", LOOK], env=os.environ | environment, capture_output=True, text=True, check=True
    )

    assert (found.stdout.strip(), found.stderr) == (beats, "")
