"""The queue of files: private, whole messages, in order."""

from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from kombu import Connection

from config.celery import ClinicCelery
from config.file_broker import Transport


def taken_from(connection: Connection) -> str | None:
    """Take the next message of the default queue; return its task's id."""
    channel: Any = connection.channel()
    message = channel.basic_get("celery", no_ack=True)
    return None if message is None else str(message.headers["id"])


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    return tmp_path / "queue"


@pytest.fixture
def files(queue: Path, monkeypatch: pytest.MonkeyPatch) -> Celery:
    # Celery itself reads this before anything else.
    monkeypatch.delenv("CELERY_BROKER_URL")
    taken = queue.with_name("taken")
    for folder in (queue, taken):
        folder.mkdir()
    made = ClinicCelery("files", broker="filesystem://localhost", set_as_current=False)
    made.conf.broker_transport_options = {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(queue.with_name("control")),
        "processed_folder": str(taken),
    }
    return made


def test_a_message_is_private_and_its_headers_hold_no_arguments(files: Celery, queue: Path) -> None:
    files.send_task("any.task", args=["Ada"], kwargs={"note": "Kowalski"}, argsrepr="Ada")
    (message,) = queue.iterdir()
    assert message.stat().st_mode & 0o777 == 0o600
    text = message.read_text()
    assert "[arguments]" in text
    assert "Ada" not in text, "the body is there in base64"
    assert "Kowalski" not in text


def test_an_unfinished_message_is_left_alone(files: Celery, queue: Path) -> None:
    files.send_task("any.task")
    (message,) = queue.iterdir()
    message.rename(queue / f".{message.name}")
    with files.connection_for_read() as connection:
        assert isinstance(connection.transport, Transport)
        assert taken_from(connection) is None
        (queue / f".{message.name}").rename(message)
        assert taken_from(connection) is not None
        assert taken_from(connection) is None
    assert list(queue.iterdir()) == []


def test_messages_come_in_the_order_they_were_sent(files: Celery, queue: Path) -> None:
    sent = [files.send_task("any.task").id for _ in range(20)]
    with files.connection_for_read() as connection:
        got = [taken_from(connection) for _ in sent]
    assert got == sent
