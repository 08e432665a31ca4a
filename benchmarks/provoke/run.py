"""Run the statements of a baked service's environment; print what they raise or log, as JSON lines.

    cd SERVICE/backend && ../.venv/bin/python .../benchmarks/provoke/run.py

Each line: {"library": …, "text": …}. PostgreSQL comes from the service's own `dev.with_services`.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SERVICE = Path.cwd().parent
PARENT = "CREATE TABLE parent (id int PRIMARY KEY CHECK (id > 0), name varchar(10) NOT NULL)"
CHILD = "CREATE TABLE child (id int UNIQUE, parent_id int REFERENCES parent)"
ROWS = ("INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (1, 1)")


def say(library: str, text: str) -> None:
    """Print one message."""
    if text.strip():
        sys.__stdout__.write(json.dumps({"library": library, "text": text}) + "\n")  # type: ignore[union-attr]


class Sayer(logging.Handler):
    """Prints what libraries log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the message as a log file would hold it."""
        with contextlib.suppress(Exception):
            say(f"log {record.name.split('.')[0]}", record.getMessage())


def statements(name: str) -> list[str]:
    """Return the statements of one file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def run(library: str, lines: list[str], names: dict[str, Any]) -> None:
    """Run each statement by itself, and print what it raises."""
    for line in lines:
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(line, dict(names))  # noqa: S102
        except (Exception, SystemExit) as error:  # noqa: BLE001
            say(library, f"{type(error).__name__}: {error}")


def run_fields(library: str, module: Any, clean: str) -> None:
    """Give made-up values to every field class, as a form or a serializer would."""
    values = ["Zorblatt", "", None, 987654321, [], {"a": 1}, "1987-13-45", b"a", True]
    for name in sorted(dir(module)):
        if not name.endswith("Field") or name.startswith("_"):
            continue
        for value in values:
            try:
                getattr(getattr(module, name)(), clean)(value)
            except Exception as error:  # noqa: BLE001
                text = " ".join(getattr(error, "messages", [])) or str(error)
                say(library, text)


def run_sql(url: str) -> None:
    """Run the SQL against PostgreSQL, each statement in a transaction of its own."""
    import psycopg

    for _ in range(50):
        with contextlib.suppress(psycopg.OperationalError):  # it is starting up
            psycopg.connect(url).close()
            break
        time.sleep(0.2)
    with psycopg.connect(url, autocommit=True) as connection:
        for made in (PARENT, CHILD, *ROWS):
            connection.execute(made)
        for statement in statements("sql.txt"):
            try:
                with connection.transaction(force_rollback=True):
                    connection.execute(statement)  # type: ignore[call-overload]
            except psycopg.Error as error:
                say("psycopg", f"{type(error).__name__}: {error}")


def run_sqlite() -> None:
    """Run the same SQL against SQLite."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    for made in (PARENT, CHILD, *ROWS):
        connection.execute(made)
    for statement in statements("sql.txt"):
        try:
            connection.execute(statement)
        except (sqlite3.Error, sqlite3.Warning) as error:
            say("sqlite", f"{type(error).__name__}: {error}")


def main() -> None:
    """Run everything."""
    warnings.simplefilter("ignore")
    sys.path[:0] = [str(SERVICE), str(SERVICE / "backend"), str(HERE)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DATABASE_URL"] = ""
    run("stdlib", statements("stdlib.txt"), {})
    import django

    django.setup()
    from django import forms
    from django.core.management import call_command
    from django.db import models
    from rest_framework import serializers

    logging.getLogger().addHandler(Sayer())
    for name in ("django", "celery", "kombu"):
        logging.getLogger(name).addHandler(Sayer())
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("migrate", verbosity=0)
    import namespace

    run("django, drf, celery", statements("django.txt"), vars(namespace))
    run_fields("django forms", forms, "clean")
    run_fields("django models", models, "to_python")
    run_fields("drf", serializers, "run_validation")
    run_sqlite()
    from dev.with_services import postgres

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with postgres(Path(folder)) as url:
            run_sql(url)


main()
