"""What web servers and commands capture of what fails: one server, a request a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from capture.pytest_rows import check, params
from capture.rows_django import ROWS
from capture.table import Row
from tests.capture.web import UVICORN, Web, prepared, serving
from tests.telemetry.ingest import Ingest

# Again on PostgreSQL.
pytestmark = pytest.mark.services

COMMANDS = [row for row in ROWS if row.id.startswith("django-command-")]
ASGI = {
    "django-asgi-view": "/failures/view/",
    "django-asgi-async-view": "/failures/asynchronous/",
    "django-asgi-middleware": "/failures/middleware/",
    "django-asgi-streaming": "/failures/streaming/",
    "django-asgi-returned-500": "/failures/returned-500/",
}
APART = {"django-a-b-a", "django-admin-action", *ASGI, *(row.id for row in COMMANDS)}
WSGI = [row for row in ROWS if row.id not in APART]
WRONG = '{"first_name": "Kowalski", "status": "gone", "labels": {"Ada": "x"}}'
# Method, headers and body where they are not what a row's system mostly has.
ASKED: dict[str, tuple[str, dict[str, str], str | None]] = {
    "django-csrf": ("POST", {}, None),
    "django-disallowed-host": ("GET", {"Host": "elsewhere.example"}, None),
    "drf-method-not-allowed": ("GET", {}, None),
    "drf-parse-error": ("POST", {"Content-Type": "application/json"}, "{"),
}
LOGIN = (
    "from django.contrib.auth.models import User; from django.test import Client; "
    "from patients.models import Clinic; c = Clinic.objects.create(name='Riverside'); "
    "u = User.objects.create_superuser('root', password='x'); k = Client(); k.force_login(u); "
    "print(k.cookies['sessionid'].value, c.pk)"
)


def ask(web: Web, row: str) -> None:
    system, _, way = row.partition("-")
    usual = ("POST", {"Content-Type": "application/json"}, WRONG)
    method, headers, body = ASKED.get(row, usual if system == "drf" else ("GET", {}, None))
    folder = "/failures/api" if system == "drf" else "/failures"
    web.ask(row, f"{folder}/{way}/", method, body, headers)


def ask_admin(web: Web) -> None:
    session, clinic = web.manage("shell", "-v0", "-c", LOGIN).stdout.split()
    page = web.ask(
        "admin-page", "/admin/patients/clinic/", headers={"Cookie": f"sessionid={session}"}
    )
    (token,) = re.findall(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)[:1]
    (cookie,) = re.findall(r"csrftoken=(\w+)", page.headers["Set-Cookie"])
    web.ask(
        "django-admin-action",
        "/admin/patients/clinic/",
        "POST",
        f"action=fail_on_purpose&_selected_action={clinic}&csrfmiddlewaretoken={token.decode()}",
        {
            "Cookie": f"sessionid={session}; csrftoken={cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    ingest = Ingest()
    web = prepared(tmp_path_factory.mktemp("state"), ingest)
    with serving(web):
        for row in WSGI:
            ask(web, row.id)
        web.ask("a-b-a", "/failures/a-b-a/")
        ask_admin(web)
    with serving(web, UVICORN):
        for name, path in ASGI.items():
            web.ask(name, path)
    yield web
    ingest.close()


@pytest.mark.parametrize("row", params(row for row in ROWS if row not in COMMANDS))
def test_requests(driven: Web, row: Row) -> None:
    assert row.id in driven.traces
    check(row, driven.events(row.id))


@pytest.mark.parametrize("row", params(COMMANDS))
def test_commands(driven: Web, row: Row) -> None:
    before = len(driven.ingest.items("event"))
    done = driven.manage("fail", row.id.removeprefix("django-command-"))
    assert done.returncode != 0
    check(row, driven.ingest.items("event")[before:])


def test_what_was_captured_before_is_told_by_its_object(driven: Web) -> None:
    raised = [one["exception"]["values"][-1]["type"] for one in driven.events("a-b-a")]
    assert sorted(raised) == ["FailedOnPurposeError", "OtherFailureError"]


def test_nothing_of_what_was_sent_arrives(driven: Web) -> None:
    assert b"Kowalski" not in driven.ingest.everything()
