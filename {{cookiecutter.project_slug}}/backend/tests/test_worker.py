"""A real `celery worker` with forked children, on the broker that the run is given.

The queue is one of files by default; the second pass runs this against a Redis-protocol server.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from kombu import Connection

from config.file_broker import Transport
from tests.processes import BACKEND, CELERY, MANAGE, environment, run

pytestmark = pytest.mark.services
PATIENCE = 30  # seconds
REMIND_ALL = (
    "from patients.tasks import send_appointment_reminders as t; "
    "t.apply_async(kwargs={}, argsrepr='Ada')"
)
COUNT_REMINDED = (
    "from patients.models import Appointment as A; "
    "print(A.objects.filter(reminder_sent_at__isnull=False).count(), "
    "A.objects.filter(status='scheduled').count())"
)


class Service:
    """The service's processes, with state of their own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.changes = {
            "VAR_DIR": str(var),
            "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL", ""),
        }

    def manage(self, *arguments: str) -> str:
        done = run([*MANAGE, *arguments], **self.changes)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def shell(self, code: str) -> str:
        return self.manage("shell", "-v0", "-c", code)

    def queue(self) -> list[Path]:
        return sorted((self.var / "celery" / "queue").glob("*"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    made = Service(tmp_path_factory.mktemp("state") / "a folder with spaces")
    made.manage("migrate", "-v0")
    made.manage("seed")
    # All that is to come, moved to where reminders are due.
    made.shell(
        "from patients.models import Appointment as A; from django.utils import timezone as z; "
        "import datetime as d; "
        "A.objects.filter(status='scheduled').update(starts_at=z.now() + d.timedelta(hours=2))"
    )
    return made


@pytest.fixture
def worker(service: Service) -> Iterator[subprocess.Popen[bytes]]:
    log = service.var / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*CELERY, "worker", "--pool=prefork", "--concurrency=2", "--loglevel=INFO"],
            cwd=BACKEND,
            env=environment(**service.changes),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    yield process
    process.terminate()
    process.wait(timeout=PATIENCE)


def until(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.5)
    return done()


def test_a_task_runs_and_nothing_stays(service: Service, worker: subprocess.Popen[bytes]) -> None:
    service.shell(REMIND_ALL)
    letters = service.var / "mail"

    def all_reminded() -> bool:
        reminded, scheduled = service.shell(COUNT_REMINDED).split()
        return int(reminded) == int(scheduled) > 0

    assert until(all_reminded), (service.var / "worker.log").read_text()
    service.shell(REMIND_ALL)
    assert until(lambda: not service.queue())
    _, scheduled = service.shell(COUNT_REMINDED).split()
    sent = "".join(letter.read_text() for letter in letters.iterdir())
    assert sent.count("Subject: Your appointment") == int(scheduled)
    worker.terminate()
    assert worker.wait(timeout=PATIENCE) == 0
    assert service.queue() == []
    assert list((service.var / "celery" / "taken").glob("*")) == []
    log = (service.var / "worker.log").read_text()
    assert "Task patients.tasks.send_appointment_reminder[" in log
    for word in ("example.org", "Traceback", "ERROR", "succeeded"):
        assert word not in log


def test_a_failing_task_says_its_name_and_nothing_else(
    service: Service, worker: subprocess.Popen[bytes]
) -> None:
    log = service.var / "worker.log"
    service.shell(
        "from sentry_check.tasks import fail; fail.delay('0' * 32, 'Ada Kowalski 900-12-3456')"
    )
    failed = "ERROR celery.app.trace: Task sentry_check.tasks.fail["
    assert until(lambda: failed in log.read_text()), log.read_text()
    assert "Kowalski" not in log.read_text()
    assert "900-12" not in log.read_text()


class TestFiles:
    """The broker of files; the same whatever broker the run is given."""

    @pytest.fixture
    def queue(self, tmp_path: Path) -> Path:
        return tmp_path / "queue"

    @pytest.fixture
    def files(self, queue: Path) -> Celery:
        from config.celery import ClinicCelery

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

    def test_a_message_is_private_and_its_headers_hold_no_arguments(
        self, files: Celery, queue: Path
    ) -> None:
        files.send_task("any.task", args=["Ada"], kwargs={"note": "Kowalski"}, argsrepr="Ada")
        (message,) = queue.iterdir()
        assert message.stat().st_mode & 0o777 == 0o600
        text = message.read_text()
        assert "[arguments]" in text
        assert "Ada" not in text, "the body is there in base64"
        assert "Kowalski" not in text

    def test_an_unfinished_message_is_left_alone(self, files: Celery, queue: Path) -> None:
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

    def test_messages_come_in_the_order_they_were_sent(self, files: Celery, queue: Path) -> None:
        sent = [files.send_task("any.task").id for _ in range(20)]
        with files.connection_for_read() as connection:
            got = [taken_from(connection) for _ in sent]
        assert got == sent


def taken_from(connection: Connection) -> str | None:
    """Take the next message of the default queue; return its task's id."""
    channel: Any = connection.channel()
    message = channel.basic_get("celery", no_ack=True)
    return None if message is None else str(message.headers["id"])
