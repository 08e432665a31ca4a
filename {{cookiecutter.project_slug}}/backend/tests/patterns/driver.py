"""Does once what the example domain and the documents show, in a process that tells an ingest.

Run in backend/ with a folder of snippets as its argument, a broker and a mail server that are away,
and an empty database. Each pattern has a trace of its own, made from its name; but an eager task
begins a new one.
"""

from __future__ import annotations

import io
import sys
import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

SNIPPETS = ("catch", "context", "span", "task", "log")


def trace_of(name: str) -> str:
    """Return the id of the pattern's trace."""
    return uuid.UUID(bytes=name.encode().ljust(16, b"-"), version=4).hex


def header(name: str) -> str:
    return f"{trace_of(name)}-00f067aa0ba902b7-1"


def traced(name: str, do: Callable[[], object]) -> object:
    """Do it in the pattern's trace."""
    import sentry_sdk

    with sentry_sdk.isolation_scope():
        begun = sentry_sdk.continue_trace({"sentry-trace": header(name)}, op="function", name=name)
        with sentry_sdk.start_transaction(begun):
            return do()


def ask(name: str, path: str, session: str, method: str = "POST") -> str:
    """Ask the WSGI application, signed in; return the status."""
    from config.wsgi import application

    token = "a" * 32
    answered: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": "0",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"sessionid={session}; csrftoken={token}",
        "HTTP_X_CSRFTOKEN": token,
        "HTTP_SENTRY_TRACE": header(name),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }

    def start_response(status: str, *_: Any) -> Callable[[bytes], object]:
        answered.append(status)
        return lambda _: None

    content = application(environ, start_response)
    b"".join(content)
    content.close()
    return answered[0]


def main(folder: str) -> None:
    import django

    django.setup()
    import sentry_sdk
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", "-v0")
    from patients.models import Clinic, Role
    from patients.tasks import send_appointment_reminder
    from tests import conftest

    clinic = Clinic.objects.create(name="Riverside Clinic")
    doctor = conftest.staff(clinic, "dana", Role.DOCTOR)
    patient = conftest.patient_of(clinic, doctor)
    appointment = str(conftest.appointment_of(patient, doctor).pk)
    client = Client()
    client.force_login(doctor.user)
    session = client.cookies["sessionid"].value

    path = f"/api/appointments/{appointment}/remind/"
    said = ask("viewset", path, session)
    assert said.startswith("503"), said
    said = ask("missing", f"/api/patients/{uuid.uuid4()}/", session, "GET")
    assert said.startswith("404"), said
    traced("retries", lambda: send_appointment_reminder.apply((appointment,)))

    sys.path.insert(0, folder)
    shown = {name: import_module(f"shown_{name}") for name in SNIPPETS}
    assert traced("catch", lambda: shown["catch"].queue_reminder(appointment)) is False
    traced("task", lambda: shown["task"].remind_again.apply((appointment,)))

    def with_context() -> None:
        shown["context"].tell_of(patient)
        sentry_sdk.capture_exception(ValueError("The reminder could not be queued."))

    traced("context", with_context)
    traced("log", lambda: shown["log"].report(2, 1))
    from django.core import mail

    with sentry_sdk.isolation_scope():
        from django.conf import settings

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert traced("span", lambda: shown["span"].remind([appointment, appointment])) == 1
    assert len(mail.outbox) == 1
    sentry_sdk.flush(10)


if __name__ == "__main__":
    main(sys.argv[1])
