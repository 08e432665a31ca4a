"""What events and traces say of a request: its id, who asked, about which patient; what is traced.

Not rows of the table: these are asked of errors that are rows of their own.
"""

from __future__ import annotations

import re
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.capture.web import PATIENCE, Web, prepared, serving
from tests.processes import BACKEND, CELERY, environment
from tests.telemetry.ingest import Ingest

pytestmark = pytest.mark.services

UNDECIDED = {"sentry-trace": ""}
GIVEN = str(uuid.uuid4())
SIGN_IN = (
    "from django.test import Client; from django.contrib.auth.models import User; "
    "from patients.models import Clinic, StaffMember; "
    "c = Clinic.objects.create(name='Riverside'); u = User.objects.create_user('nurse'); "
    "StaffMember.objects.create(user=u, clinic=c, role='nurse'); "
    "k = Client(); k.force_login(u); print(k.cookies['sessionid'].value)"
)


@contextmanager
def working(web: Web) -> Iterator[None]:
    with (
        (web.var / "worker.log").open("wb") as output,
        subprocess.Popen(
            [*CELERY, "worker", "--pool=prefork", "--concurrency=1"],
            cwd=BACKEND,
            env=environment(**web.changes),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as worker,
    ):
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    ingest = Ingest()
    web = prepared(
        tmp_path_factory.mktemp("state"),
        ingest,
        PHI_HASH_KEY="a key",
        TRACES_SAMPLE_RATES="/failures/{way}/=1",
    )
    session = web.manage("shell", "-v0", "-c", SIGN_IN).stdout.strip()
    with serving(web), working(web):
        web.ask("queue", "/failures/queue/", headers={"X-Request-ID": GIVEN})
        web.ask("view", "/failures/view/", headers={"X-Request-ID": GIVEN})
        web.ask("made", "/failures/view/", headers={"X-Request-ID": "Ada Kowalski"})
        web.ask("patient", "/failures/patient/")
        signed_in = {"Cookie": f"sessionid={session}"}
        web.ask("user", "/failures/signed-in/", headers=signed_in)
        web.ask("user's task", "/failures/signed-in/queue/", headers=signed_in)
        for path in ("/failures/view/", "/healthz", "/api/session/"):
            web.ask(f"traced {path}", path, headers=UNDECIDED)
        web.ask("probe", "/healthz")
        deadline = time.monotonic() + PATIENCE
        while not (web.events("queue") and web.events("user's task")):
            assert time.monotonic() < deadline, (web.var / "worker.log").read_text()
            time.sleep(0.1)
    yield web
    ingest.close()


def only(web: Web, name: str) -> dict[str, Any]:
    (event,) = web.events(name)
    return event


def test_a_request_id_that_is_a_random_uuid_is_kept_and_answered(driven: Web) -> None:
    assert only(driven, "view")["tags"]["request_id"] == GIVEN
    assert driven.answers["view"].headers["X-Request-ID"] == GIVEN


def test_any_other_is_replaced(driven: Web) -> None:
    made = only(driven, "made")["tags"]["request_id"]
    assert driven.answers["made"].headers["X-Request-ID"] == made
    assert uuid.UUID(made).version == 4


def test_the_task_that_a_request_queued_has_its_id_and_trace(driven: Web) -> None:
    event = only(driven, "queue")
    assert event["transaction"] == "sentry_check.tasks.fail"
    assert event["tags"]["runtime"] == "celery"
    assert event["tags"]["request_id"] == GIVEN


def test_who_asks_is_a_keyed_hash_and_a_role(driven: Web) -> None:
    event = only(driven, "user")
    assert re.fullmatch(r"\[id:[0-9a-f]{8}\]", event["user"]["id"])
    assert event["tags"]["role"] == "nurse"
    assert "user" not in only(driven, "view")


def test_a_task_bears_who_asked_for_it_as_the_request_does(driven: Web) -> None:
    event = only(driven, "user's task")
    assert event["tags"]["runtime"] == "celery"
    assert event["user"] == only(driven, "user")["user"]
    assert event["tags"]["role"] == "nurse"
    assert "user" not in only(driven, "queue")


def test_the_patient_is_a_keyed_hash(driven: Web) -> None:
    context = only(driven, "patient")["contexts"]["patient"]
    assert context.keys() == {"id"}
    assert re.fullmatch(r"\[id:[0-9a-f]{8}\]", context["id"])


def test_probes_are_not_traced_and_routes_have_rates_of_their_own(driven: Web) -> None:
    traced = [one["transaction"] for one in driven.ingest.items("transaction")]
    # Whoever began a trace has decided; the other two were asked without a decision.
    assert "/healthz" not in traced
    assert "/api/session/" not in traced
    without_parent = [
        one["transaction"]
        for one in driven.ingest.items("transaction")
        if one["contexts"]["trace"]["trace_id"] not in driven.traces.values()
    ]
    assert without_parent == ["/failures/{way}/"]
