"""A real `celery worker` with forked children, on the broker that the run is given.

The queue is one of files by default; the second pass runs this against a Redis-protocol server.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
