"""Run the service's own commands as real processes, with an environment made for the test."""

import os
import subprocess
import sys
from pathlib import Path

BACKEND = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "config"]
GUNICORN = [sys.executable, "-m", "gunicorn", "config.wsgi"]
# Set-but-empty wins over a developer's .env and means the default.
PLAIN = {
    "DEBUG": "",
    "DATABASE_URL": "",
    "CELERY_BROKER_URL": "",
    "EMAIL_URL": "",
    "RELEASE": "",
    "SECRET_KEY": "only-for-tests",
    "TRACES_SAMPLE_RATE": "",
    "CRON_MONITORS": "",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment, plain, with `changes`."""
    return {**os.environ, **PLAIN, **changes}


def run(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command,
        cwd=BACKEND,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
