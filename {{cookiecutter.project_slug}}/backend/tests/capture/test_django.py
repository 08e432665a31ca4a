"""What web servers and commands capture of what fails: one server, a request a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
ASKED_FOR = "drf-validation-asked-for"
A_B_A = "django-a-b-a"
# In test_gunicorn and test_broker.
ELSEWHERE = [row for row in ROWS if row.id.startswith("django-worker-") or row.id.endswith("-lost")]
APART = {A_B_A, "django-admin-action", ASKED_FOR, *ASGI}
APART |= {row.id for row in (*COMMANDS, *ELSEWHERE)}
WSGI = [row for row in ROWS if row.id not in APART]
AGAIN = "again "  # in ASGI
# Not: what would end uvicorn, and what is warned of once that was asked for.
ALIKE = [row for row in WSGI if row.id not in ("django-system-exit", "drf-validation")]
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
    "from patients.models import Clinic; c, _ = Clinic.objects.get_or_create(name='Riverside'); "
    "admin = {'is_staff': True, 'is_superuser': True}; k = Client(); "
    "u, _ = User.objects.get_or_create(username='root', defaults=admin); k.force_login(u); "
    "print(k.cookies['sessionid'].value, c.pk)"
)


def ask(web: Web, row: str, like: str = "") -> None:
    like = like or row
    system, _, way = like.partition("-")
    usual = ("POST", {"Content-Type": "application/json"}, WRONG)
    method, headers, body = ASKED.get(like, usual if system == "drf" else ("GET", {}, None))
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
        ask(web, A_B_A)
        ask_admin(web)
    web.changes["CAPTURE_VALIDATION_ERRORS"] = "1"
    with serving(web, UVICORN):
        for name, path in ASGI.items():
            web.ask(name, path)
        ask(web, ASKED_FOR, "drf-validation")
        for row in ALIKE:
            ask(web, f"{AGAIN}{row.id}", row.id)
    yield web
    ingest.close()


@pytest.mark.parametrize(
    "row", params(row for row in ROWS if row not in (*COMMANDS, *ELSEWHERE) and row.id != A_B_A)
)
def test_requests(driven: Web, row: Row) -> None:
    assert row.id in driven.traces
    check(row, driven.events(row.id))


def test_what_fails_in_wsgi_fails_alike_in_asgi(driven: Web) -> None:
    for row in ALIKE:
        check(row, driven.events(f"{AGAIN}{row.id}"))


@pytest.mark.parametrize("row", params(COMMANDS))
def test_commands(driven: Web, row: Row) -> None:
    before = len(driven.ingest.items("event"))
    done = driven.manage("fail", row.id.removeprefix("django-command-"))
    assert done.returncode != 0
    check(row, driven.ingest.items("event")[before:])


@pytest.mark.parametrize("row", params(ROWS, A_B_A))
def test_objects_that_alternate(driven: Web, row: Row) -> None:
    def of(name: str) -> list[dict[str, Any]]:
        raised = ((one, one["exception"]["values"][-1]["type"]) for one in driven.events(row.id))
        return [one for one, type_ in raised if type_ == name]

    check(row, of("FailedOnPurposeError"))
    check(row, of("OtherFailureError"))


def test_a_database_error_says_what_the_database_does(driven: Web) -> None:
    found = {
        name: driven.events(f"django-{name}")[0]["contexts"]["database"]
        for name in ("integrity", "operational")
    }
    on_postgresql = {
        "integrity": {
            "sqlstate": "23505",
            "constraint": "clinic_name_unique",
            "table": "patients_clinic",
        },
        "operational": {"sqlstate": "57014"},
    }
    on_sqlite = {
        "integrity": {"sqlite": "SQLITE_CONSTRAINT_UNIQUE"},
        "operational": {"sqlite": "SQLITE_ERROR"},
    }
    assert found == (on_postgresql if driven.changes["DATABASE_URL"] else on_sqlite)


def test_other_errors_say_code_or_status(driven: Web) -> None:
    def said(row: str, context: str) -> object:
        return driven.events(row)[0]["contexts"][context]

    assert said("drf-api-exception", "api") == {"code": "error"}
    assert said("drf-unavailable", "api") == {"code": "records_unavailable"}
    assert said("django-returned-500", "response") == {"status_code": 500}


def types(event: dict[str, Any]) -> list[str]:
    return [one["type"] for one in event["exception"]["values"]]


def test_a_group_shows_its_members_and_a_failure_what_was_told_first(driven: Web) -> None:
    (group,) = driven.events("django-group")
    assert set(types(group)) == {"ExceptionGroup", "FailedOnPurposeError", "OtherFailureError"}
    for row in ("django-group-of-told", "django-log-raise-from"):
        (told,) = driven.events(row)
        assert types(told) == ["FailedOnPurposeError"]


def test_what_was_told_before_is_counted(driven: Web) -> None:
    reports = driven.ingest.items("client_report")
    lost = [one for report in reports for one in report["discarded_events"]]
    assert ("error", "before_send") in {(one["category"], one["reason"]) for one in lost}


def test_a_warning_is_a_breadcrumb(driven: Web) -> None:
    (event,) = driven.events("django-log-critical")
    levels = [one["level"] for one in event["breadcrumbs"]["values"]]
    assert levels.count("warning") == 1


REFUSED = {
    "first_name": ["max_length"],
    "status": ["invalid_choice"],
    "labels.[field]": ["invalid"],
}


def test_a_refused_body_is_counted_by_its_route(driven: Web) -> None:
    counted = [
        one
        for batch in driven.ingest.items("trace_metric")
        for one in batch["items"]
        if one["name"] == "validation.failed"
    ]
    assert {one["trace_id"] for one in counted} == {
        driven.traces[row] for row in ("drf-validation", ASKED_FOR)
    }
    for one in counted:
        assert one["value"] == 1
        assert one["attributes"]["transaction"]["value"] == "/failures/api/{way}/"


def test_a_refusal_that_is_asked_for_names_fields_and_codes(driven: Web) -> None:
    (event,) = driven.events(ASKED_FOR)
    assert event["contexts"]["validation"] == {"fields": REFUSED}
    (crumb,) = [
        one for one in event["breadcrumbs"]["values"] if one.get("category") == "validation"
    ]
    assert crumb["data"] == {"fields": REFUSED}


def test_nothing_of_what_was_sent_arrives(driven: Web) -> None:
    assert b"Kowalski" not in driven.ingest.everything()
