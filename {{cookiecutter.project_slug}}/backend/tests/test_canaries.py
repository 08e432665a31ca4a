"""The canaries app is the harness's alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

BACKEND = Path(settings.BACKEND)


def _started(environment: str, canaries: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    names = settings.SERVICE["variables"]
    changes = {
        "DJANGO_SETTINGS_MODULE": "canaries.settings",
        "CANARIES": canaries,
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "x",
        "DEBUG": "false",
        "VAR_DIR": str(tmp_path),
        names["environment"]: environment,
        names["backend_dsn"]: "",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BACKEND,
        env={**os.environ, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_service_does_not_have_it() -> None:
    assert "canaries" not in settings.INSTALLED_APPS
    with pytest.raises(Resolver404):
        resolve("/canaries/places/")
    with pytest.raises(NoReverseMatch):
        reverse("canaries")


def test_it_starts_for_the_harness(tmp_path: Path) -> None:
    answer = _started("staging", "1", tmp_path)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(("environment", "canaries"), [("staging", ""), ("production", "1")])
def test_it_refuses_anybody_else(environment: str, canaries: str, tmp_path: Path) -> None:
    answer = _started(environment, canaries, tmp_path)
    assert answer.returncode != 0
    (line,) = answer.stderr.strip().splitlines()
    assert "only tests may have it" in line
