"""Each pattern of the example domain and of the documents, by what has left when it was used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import phi
from tests.patterns import snippets
from tests.patterns.driver import SNIPPETS, trace_of
from tests.processes import BACKEND, run
from tests.settings import SERVICE
from tests.telemetry.ingest import Ingest

REMINDER = "patients.tasks.send_appointment_reminder"
AWAY = "127.0.0.1:9"
HASHED = re.compile(r"\[id:[0-9a-f]{8}\]")
VALUES = ["Kowalski", "MRN-100001", "ada@example.org", "900-12-3456", "penicillin", "cough"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ingest]:
    ingest, folder = Ingest(), tmp_path_factory.mktemp("shown")
    snippets.write(folder)
    done = run(
        [sys.executable, "-m", "tests.patterns.driver", str(folder)],
        VAR_DIR=str(tmp_path_factory.mktemp("state")),
        CELERY_BROKER_URL=f"redis://{AWAY}/0",
        EMAIL_URL=f"smtp://{AWAY}",
        PYTHONPATH=os.pathsep.join([str(BACKEND), str(snippets.ROOT)]),
        PHI_HASH_KEY="a key",
        TRACES_SAMPLE_RATE="1",
        ALLOWED_HOSTS="localhost",
        **{SERVICE["variables"]["backend_dsn"]: ingest.dsn},
    )
    assert done.returncode == 0, done.stderr
    yield ingest
    ingest.close()


def of(told: Ingest, kind: str, name: str) -> list[dict[str, Any]]:
    """Return what is of a pattern's trace, or of the task of that name."""

    def is_of(one: dict[str, Any]) -> bool:
        if "." in name:
            return bool(one["transaction"] == name)
        return bool(one["contexts"]["trace"]["trace_id"] == trace_of(name))

    return [one for one in told.items(kind) if is_of(one)]


def only(told: Ingest, name: str) -> dict[str, Any]:
    (event,) = of(told, "event", name)
    return event


def crumbs(event: dict[str, Any]) -> list[str]:
    return [one.get("message", "") for one in event["breadcrumbs"]["values"]]


def spans(told: Ingest, name: str) -> list[tuple[str, str]]:
    return [
        (span["op"], span["description"])
        for one in of(told, "transaction", name)
        for span in one["spans"]
        if span["op"] == "function"
    ]


def test_the_viewset_captures_what_it_answers_with_context_and_tags(told: Ingest) -> None:
    event = only(told, "viewset")
    assert event["exception"]["values"][-1]["type"] == "OperationalError"
    assert event["transaction"] == "/api/appointments/{pk}/remind/"
    assert HASHED.fullmatch(event["contexts"]["appointment"]["id"])
    tags = {"resource_type": "appointment", "operation": "remind", "role": "doctor"}
    assert tags.items() <= event["tags"].items()
    assert event["level"] == "error"


def test_a_missing_row_is_an_answer_and_no_event(told: Ingest) -> None:
    assert of(told, "event", "missing") == []
    (transaction,) = of(told, "transaction", "missing")
    assert transaction["tags"]["operation"] == "retrieve"


@pytest.mark.parametrize(
    ("task", "tries"),
    [(REMINDER, 6), ("shown_task.remind_again", 3)],
)
def test_the_task_is_one_event_after_its_last_try(told: Ingest, task: str, tries: int) -> None:
    event = only(told, task)
    assert event["exception"]["values"][-1]["type"] == "ConnectionRefusedError"
    assert event["contexts"]["celery"]["task"] == task
    assert event["contexts"]["celery"]["tries"] == tries
    assert HASHED.fullmatch(event["contexts"]["appointment"]["id"])
    earlier = [one for one in crumbs(event) if one.startswith("An earlier try failed")]
    assert earlier == ["An earlier try failed: ConnectionRefusedError"] * (tries - 1)


def test_what_is_caught_is_captured(told: Ingest) -> None:
    event = only(told, "catch")
    frames = [value["stacktrace"]["frames"] for value in event["exception"]["values"]]
    assert ("shown_catch", "queue_reminder") in {
        (frame.get("module"), frame["function"]) for each in frames for frame in each
    }


def test_the_span_leaves_by_its_name(told: Ingest) -> None:
    # The snippet's around two, of which the domain's own sends one.
    assert spans(told, "span") == [("function", "Send the reminder")] * 2
    assert ("function", "Send the reminder") in spans(told, REMINDER)


def test_context_tags_and_extra_leave_as_the_policy_says(told: Ingest) -> None:
    event = only(told, "context")
    assert HASHED.fullmatch(event["contexts"]["patient"]["id"])
    assert event["tags"]["resource_type"] == "patient"
    assert event["extra"] == {"operation": "update"}
    assert event["exception"]["values"][-1]["value"] == "The reminder could not be queued."


def test_an_error_in_the_log_is_an_event_less_is_a_breadcrumb_and_a_metric_counts(
    told: Ingest,
) -> None:
    event = only(told, "log")
    assert event["message"] == "The reminder could not be queued."
    assert "The reminder was sent." in crumbs(event)
    counted = [
        (one["name"], one["value"])
        for batch in told.items("trace_metric")
        for one in batch["items"]
        if one["trace_id"] == trace_of("log")
    ]
    assert counted == [("reminders.sent", 2)]


def test_no_value_of_the_patients_has_left(told: Ingest) -> None:
    sent = told.everything()
    assert len(sent) > 10_000
    phi.assert_no_phi([sent], VALUES)
    with pytest.raises(AssertionError):
        phi.assert_no_phi([sent + b"Kowalski"], VALUES)


def test_every_snippet_is_run_and_the_documents_are_short() -> None:
    found = [name for language, name, _ in snippets.shown() if language == "python"]
    assert sorted(found) == sorted(SNIPPETS)
    assert {language for language, *_ in snippets.shown()} == {"python", "ts", "tsx"}
    for name in snippets.DOCUMENTS:
        text = (snippets.ROOT / name).read_text(encoding="utf-8")
        assert text.count("\n") < snippets.LONGEST, name


def test_the_snippets_pass_the_linters(tmp_path: Path) -> None:
    files = [str(file) for file in snippets.write(tmp_path)]
    ruff = ["ruff", "check", "--no-cache", "--config", "pyproject.toml"]
    form = ["ruff", "format", "--check", "--no-cache", "--config", "pyproject.toml"]
    for command in (ruff, form, ["mypy"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, *files],
            cwd=snippets.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
