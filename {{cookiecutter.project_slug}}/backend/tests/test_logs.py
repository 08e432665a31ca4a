"""What log lines leave out."""

import json
import logging
import re

import pytest

from config.logs import JsonFormatter, PlainFormatter
from observability import request_id
from patients.tasks import send_appointment_reminders
from tests.processes import MANAGE, run


def record(message: str, *args: object, name: str = "app", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, __file__, 1, message, args, None)
    vars(made).update(extra)
    return made


def test_json_lines_are_what_plain_lines_are() -> None:
    task = send_appointment_reminders.name
    line = record("Task %(name)s succeeded", name="celery.app.trace")
    vars(line)["data"] = {"id": "7", "name": task, "return_value": "'Ada'"}
    said = json.loads(JsonFormatter().format(line))
    assert f"{said['level']} {said['logger']}: {said['message']}" == PlainFormatter().format(line)
    assert said["runtime"] == "django"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", said["time"])


def test_json_lines_tell_the_exception_and_the_request_id() -> None:
    with pytest.raises(RuntimeError) as failure:
        fail()
    given = request_id.begin(None)
    line = record("It failed.", exc_info=(failure.type, failure.value, failure.tb), name=__name__)
    said = json.loads(JsonFormatter().format(line))
    assert said["request_id"] == given
    assert any("ValueError" in one for one in said["exception"])
    assert not any("Kowalski" in one or "Ada" in one for one in said["exception"])


def fail() -> None:
    try:
        int("Ada")
    except ValueError as error:
        message = "no number for Kowalski"
        raise RuntimeError(message) from error


@pytest.mark.parametrize("shown", [True, False])
def test_exception_texts_are_for_developers_only(shown: bool) -> None:
    with pytest.raises(RuntimeError) as failure:
        fail()
    line = record("It failed.", exc_info=(failure.type, failure.value, failure.tb), name=__name__)
    text = PlainFormatter(exception_text=shown).format(line)
    assert text.startswith(f"INFO {__name__}: It failed.\n")
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert "test_logs.py" in text
    assert ("'Ada'" in text, "for Kowalski" in text.split("raise")[-1]) == (shown, shown)


def test_celery_lines_have_no_result_and_no_exception() -> None:
    task = send_appointment_reminders.name
    data = {"id": "7", "name": task, "return_value": "'Ada'", "exc": "Ada"}
    line = record("Task %(name)s succeeded: %(return_value)s", name="celery.app.trace", data=data)
    line.args = (data,)
    for formatter in (PlainFormatter(), PlainFormatter(exception_text=True)):
        text = formatter.format(line)
        assert re.fullmatch(rf"INFO celery\.app\.trace: Task {task}\[id:[0-9a-f]{{8}}\] done", text)
    line.levelno, line.levelname = logging.ERROR, "ERROR"
    line.exc_text = "Ada"
    text = PlainFormatter().format(line)
    assert text.endswith(" failed")
    data["name"] = "Ada"
    assert "Ada" not in PlainFormatter().format(line)
    assert line.args == (data,), "other handlers get the record as it was"


@pytest.mark.parametrize("how", ["raise SystemExit(said)", "import sys; sys.exit(said)"])
def test_a_command_that_ends_with_a_text_prints_none_of_a_patient(how: str) -> None:
    done = run([*MANAGE, "shell", "-v0", "-c", f"said = 'failed: Mary Johnson'; {how}"])
    assert done.stderr == "failed: [text]\n"
    assert done.returncode == 1
