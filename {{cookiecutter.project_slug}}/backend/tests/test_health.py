"""What /healthz and /readyz answer, and what a failed request does."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from config import health
from config.celery import app


def test_alive_without_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.services
def test_ready(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "ok"
    assert {name: check["status"] for name, check in body["checks"].items()} == {
        "database": "ok",
        "broker": "ok",
    }
    policy_file = settings.SERVICE_ROOT / "phi" / "policy.json"
    assert set(body["telemetry"]) == {"dropped", "lost", "off", "policy", "words"}
    assert body["telemetry"]["off"] is False
    assert body["telemetry"]["policy"] == hashlib.sha256(policy_file.read_bytes()).hexdigest()
    files = settings.CELERY_BROKER_IS_FILES
    assert ("folder" in body["checks"]["broker"]["means"]) is files


class BrokenConnection:
    """A database that is away."""

    def cursor(self) -> None:
        message = "password of Ada Kowalski is wrong"
        raise DatabaseError(message)


def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", BrokenConnection())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"]["status"] == "unavailable"
    assert answer.json()["checks"]["broker"]["status"] == "ok"
    assert b"Ada" not in answer.content


def test_not_ready_without_the_queues_folder(
    client: Client, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.CELERY_BROKER_IS_FILES = True
    settings.CELERY_QUEUE_FOLDER = tmp_path / "gone"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"]["status"] == "unavailable"


def test_not_ready_without_the_broker(
    client: Client, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = app.connection_for_write

    def to_nowhere(**options: Any) -> Any:
        return real("redis://127.0.0.1:1/0", **options)

    settings.CELERY_BROKER_IS_FILES = False
    monkeypatch.setattr(app, "connection_for_write", to_nowhere)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == {
        "status": "unavailable",
        "means": "a connection was made",
    }
