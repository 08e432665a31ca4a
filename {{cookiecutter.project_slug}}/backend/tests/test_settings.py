"""A wrong setting is one line, and nothing starts."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile

from tests.processes import BACKEND, CELERY, GUNICORN, MANAGE, run

SERVICE = json.loads((BACKEND.parent / "service.json").read_text(encoding="utf-8"))
ENVIRONMENT = SERVICE["variables"]["environment"]
DSN = SERVICE["variables"]["backend_dsn"]
PRODUCTION = {ENVIRONMENT: "production"}
BAD = {"RELEASE": "not a release"}
CHECK = [*MANAGE, "check"]

WRONG = {
    "no secret key": ({"SECRET_KEY": ""}, "SECRET_KEY is empty"),
    "unknown environment": ({ENVIRONMENT: "prod"}, f"{ENVIRONMENT} is 'prod'"),
    "rate above one": ({"TRACES_SAMPLE_RATE": "1.5"}, "TRACES_SAMPLE_RATE is '1.5'"),
    "rate below zero": ({"TRACES_SAMPLE_RATE": "-0.1"}, "TRACES_SAMPLE_RATE is '-0.1'"),
    "rate not a number": ({"TRACES_SAMPLE_RATE": "nan"}, "TRACES_SAMPLE_RATE is 'nan'"),
    "rate with a comma": ({"TRACES_SAMPLE_RATE": "0,1"}, "TRACES_SAMPLE_RATE is '0,1'"),
    "rates without a rate": ({"TRACES_SAMPLE_RATES": "/api/"}, "TRACES_SAMPLE_RATES is '/api/'"),
    "rates of no name": ({"TRACES_SAMPLE_RATES": "a b=1"}, "TRACES_SAMPLE_RATES is 'a b=1'"),
    "rates above one": ({"TRACES_SAMPLE_RATES": "/x/=2"}, "TRACES_SAMPLE_RATES is '/x/=2'"),
    "release as a name": ({"RELEASE": "Ada Kowalski"}, "RELEASE is 'Ada Kowalski'"),
    "long release": ({"RELEASE": "x" * 90}, "RELEASE is 'xxx"),
    "no true or false": ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'"),
    "another database": ({"DATABASE_URL": "mysql://u:hunter2@h/x"}, "DATABASE_URL is of another"),
    "another broker": ({"CELERY_BROKER_URL": "sqs://"}, "CELERY_BROKER_URL is of another kind"),
    "another mail": ({"EMAIL_URL": "pigeon://u:hunter2@h"}, "EMAIL_URL is of another kind"),
    "no dsn": ({DSN: "https://sentry.example.org"}, f"{DSN} is no DSN"),
    "debug in production": ({**PRODUCTION, "DEBUG": "true"}, "DEBUG is true in production"),
    "files in production": (PRODUCTION, "CELERY_BROKER_URL is empty or filesystem://"),
    "files in production, said": (
        {**PRODUCTION, "CELERY_BROKER_URL": "filesystem://"},
        "CELERY_BROKER_URL is empty or filesystem://",
    ),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_settings_are_one_line(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    done = run(CHECK, VAR_DIR=str(tmp_path), **changes)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Not started: {said}")
    assert "Accepted: " in line
    assert len(line) < 300
    assert "hunter2" not in line
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [[*CELERY, "worker"], [*CELERY, "beat"], CHECK], ids=["worker", "beat", "manage.py"]
)
def test_every_command_says_it_alike(tmp_path: Path, command: list[str]) -> None:
    done = run(command, VAR_DIR=str(tmp_path), **BAD)
    assert done.returncode == 3
    assert [line[:24] for line in done.stderr.splitlines()] == ["Not started: RELEASE is "]


def test_gunicorn_stops_rather_than_trying_again(tmp_path: Path) -> None:
    done = run([*GUNICORN, "--workers=1", "--bind=127.0.0.1:0"], VAR_DIR=str(tmp_path), **BAD)
    assert done.returncode == 3
    assert done.stderr.count("Not started: RELEASE is") == 1
    assert "Traceback" not in done.stderr


def test_production_starts_with_a_broker_and_a_key(tmp_path: Path) -> None:
    done = run(
        [*MANAGE, "check", "--deploy", "--fail-level=WARNING"],
        VAR_DIR=str(tmp_path),
        SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        CELERY_BROKER_URL="redis://127.0.0.1:1/0",
        TRUST_PROXY_HEADERS="true",
        **PRODUCTION,
    )
    assert "SECURE_HSTS_PRELOAD" in done.stderr, "the one hint we leave to the owner of the domain"
    assert "1 issue" in done.stderr


def test_state_is_for_the_services_own_user() -> None:
    var = Path(settings.VAR)
    for folder in (var, var / "celery", var / "celery" / "queue", var / "mail"):
        if folder.exists():
            assert folder.stat().st_mode & 0o777 == 0o700, folder
    assert var.stat().st_mode & 0o777 == 0o700


def test_empty_means_the_default() -> None:
    assert settings.RELEASE == "1.2.3"
    done = run(
        [*MANAGE, "shell", "-v0", "-c", "from django.conf import settings as s; print(s.RELEASE)"]
    )
    assert done.stdout.strip() == "0.0.0"


def test_uploads_wait_in_the_services_own_folder() -> None:
    with TemporaryUploadedFile("scan.pdf", "application/pdf", 3, None) as file:
        assert Path(file.temporary_file_path()).is_relative_to(settings.VAR)
