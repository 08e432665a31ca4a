"""What is handed to the database, the cache, templates, other hosts and other processes."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from contextlib import suppress

import redis
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import connection
from django.shortcuts import render
from django.test import RequestFactory

from canaries.place import Canary, place
from patients.models import Patient

PATHS = ("name", "ssn", "mrn", "email", "phone", "date of birth")


def _ask_third_host(path: str) -> None:
    port = int(os.environ["CANARIES_THIRD_HOST_PORT"])
    third = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    third.request("GET", path)
    third.getresponse().read()
    third.close()


@place("SQL: literal")
def sql_literal(canary: Canary) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '" + canary.read().replace("%", "%%") + "'")


@place("SQL: parameter")
def sql_parameter(canary: Canary) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, 1", [canary.read()])


@place("SQL: filter of a queryset")
def sql_filter(canary: Canary) -> None:
    list(Patient.objects.filter(last_name=canary.read()))


@place("SQL: name of a column", kinds=("name",))
def sql_column(canary: Canary) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 AS "{canary.read()}"')


@place("cache: key", kinds=PATHS)
def cache_key(canary: Canary) -> None:
    key = urllib.parse.quote(canary.read())
    cache.set(f"patient:{key}", canary.read())
    cache.get(f"patient:{key}")
    del key


@place("Redis: key", kinds=PATHS)
def redis_key(canary: Canary) -> None:
    # Nobody listens there: the SDK has taken the command down before.
    with suppress(redis.RedisError):
        redis.Redis(port=1, socket_timeout=1).set(f"patient:{canary.read()}", canary.read())


@place("template: context")
def template_context(canary: Canary) -> None:
    request = RequestFactory().get("/")
    render(request, "canaries/page.html", {"patient": {"name": canary.read()}, "x": canary.read()})


@place("template: name", kinds=("name", "ssn"))
def template_name(canary: Canary) -> None:
    render(RequestFactory().get("/"), f"canaries/{canary.read()}.html")


@place("outgoing request: path", kinds=PATHS)
def outgoing_path(canary: Canary) -> None:
    _ask_third_host(f"/patients/{urllib.parse.quote(canary.read())}")


@place("outgoing request: query")
def outgoing_query(canary: Canary) -> None:
    _ask_third_host(f"/patients?{urllib.parse.urlencode({'q': canary.read()})}")


@place("outgoing request: in a transaction with a name", kinds=PATHS)
def outgoing_baggage(canary: Canary) -> None:
    import sentry_sdk

    sentry_sdk.get_current_scope().set_transaction_name(canary.read(), source="custom")
    _ask_third_host("/")


@place("outgoing request: user and password")
def outgoing_user(canary: Canary) -> None:
    port = os.environ["CANARIES_THIRD_HOST_PORT"]
    who = urllib.parse.quote(canary.read(), safe="")
    url = f"http://127.0.0.1:{port}/?#{who}"
    urllib.request.urlopen(url, timeout=5).close()
    del who, url


@place("child process: argument")
def child_argument(canary: Canary) -> None:
    subprocess.run([sys.executable, "-S", "-c", "", canary.read()], check=True)  # noqa: S603


@place("child process: environment and folder")
def child_environment(canary: Canary) -> None:
    subprocess.run(
        [sys.executable, "-S", "-c", ""],
        check=True,
        env={**os.environ, "PATIENT": canary.read()},
        cwd="/",
    )


@place("management command: argument", kinds=("name", "ssn"))
def command_argument(canary: Canary) -> None:
    from django.core.management import call_command

    call_command("loaddata", canary.read(), verbosity=0)


@place("mail")
def mail(canary: Canary) -> None:
    send_mail(canary.read(), canary.read(), None, ["nobody@example.org"])


@place("own command line")
def command_line(canary: Canary) -> None:
    sys.argv.append(canary.read())
    try:
        import sentry_sdk

        sentry_sdk.capture_message("a constant line")
    finally:
        sys.argv.pop()
