"""The addresses that fail on purpose."""

from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from sentry_check import tasks
from sentry_check.errors import SentryCheckError
from tests.conftest import World

PATHS = [f"/api/sentry-check/{name}/" for name in ("django", "drf", "celery")]
NOTE = "Ada Kowalski 900-12-3456"
SORRY = "Something went wrong."


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Keep what would be queued."""
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.fail, "delay", lambda *args: kept.append(args))
    return kept


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(("path", "status"), [(PATHS[0], 500), (PATHS[1], 503)])
def test_the_answer_holds_a_reference_and_no_text(
    world: World, settings: Settings, path: str, status: int, debug: bool
) -> None:
    settings.DEBUG = debug
    client = APIClient(raise_request_exception=False)
    client.force_login(world.doctor.user)
    answer = client.post(path, {"note": NOTE})
    assert answer.status_code == status
    assert answer.json() == {"detail": SORRY, "reference": ""}


def test_the_django_view_raises_with_the_note(world: World, doctor_client: APIClient) -> None:
    with pytest.raises(SentryCheckError, match=NOTE):
        doctor_client.post(PATHS[0], {"note": NOTE})


def test_the_task_gets_the_event_id_that_is_answered(
    world: World, doctor_client: APIClient, queued: list[tuple[str, str]]
) -> None:
    answer = doctor_client.post(PATHS[2], {"note": NOTE})
    assert answer.status_code == 202
    assert queued == [(answer.json()["event_id"], NOTE)]
    assert len(answer.json()["event_id"]) == 32


def test_only_the_error_gets_that_id() -> None:
    pin = tasks.pinning("1" * 32)
    assert pin({"event_id": "2" * 32}, {})["event_id"] == "1" * 32
    transaction = pin({"event_id": "2" * 32, "type": "transaction"}, {})
    assert transaction["event_id"] == "2" * 32


def test_the_task_fails_with_the_note() -> None:
    with pytest.raises(SentryCheckError, match=NOTE):
        tasks.fail("0" * 32, NOTE)


@pytest.mark.parametrize("path", PATHS)
def test_none_of_it_exists_in_production(
    world: World, doctor_client: APIClient, settings: Settings, path: str
) -> None:
    settings.IS_PRODUCTION = True
    assert doctor_client.post(path, {}).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_strangers_may_not_unless_in_debug(
    db: None, settings: Settings, queued: list[Any], path: str
) -> None:
    client = APIClient(raise_request_exception=False)
    assert client.post(path, {}).status_code == 403
    settings.DEBUG = True
    assert client.post(path, {}).status_code in {202, 500, 503}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", ['{"note": "' + "x" * 501 + '"}', "{", '{"note": {}}', "[]"])
def test_wrong_bodies_are_400(world: World, doctor_client: APIClient, path: str, body: str) -> None:
    answer = doctor_client.post(path, body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_only_post(world: World, doctor_client: APIClient, path: str) -> None:
    assert doctor_client.get(path).status_code == 405


def test_a_plain_view_wants_a_csrf_token(world: World) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(world.doctor.user)
    answer = client.post(PATHS[0], {})
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("CSRF Failed")
