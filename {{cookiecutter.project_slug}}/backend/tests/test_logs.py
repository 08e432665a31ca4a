"""What log lines leave out."""

import logging

import pytest

from config.logs import AccessFormatter, PlainFormatter


def record(message: str, *args: object, name: str = "app", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, __file__, 1, message, args, None)
    vars(made).update(extra)
    return made


def test_access_lines_have_no_query() -> None:
    line = record('"%s" %s %s', "GET /api/patients/?search=Kowalski HTTP/1.1", "200", "52")
    assert AccessFormatter().format(line) == '"GET /api/patients/ HTTP/1.1" 200 52'


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
    line = record("It failed.", exc_info=(failure.type, failure.value, failure.tb))
    text = PlainFormatter(exception_text=shown).format(line)
    assert text.startswith("INFO app: It failed.\n")
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert "test_logs.py" in text
    assert ("'Ada'" in text, "for Kowalski" in text.split("raise")[-1]) == (shown, shown)


def test_celery_lines_have_no_result_and_no_exception() -> None:
    data = {"id": "7", "name": "patients.tasks.x", "return_value": "'Ada'", "exc": "Ada"}
    line = record("Task %(name)s succeeded: %(return_value)s", name="celery.app.trace", data=data)
    line.args = (data,)
    assert PlainFormatter().format(line) == "INFO celery.app.trace: Task patients.tasks.x[7] done"
    line.levelno = logging.ERROR
    line.exc_text = "Ada"
    text = PlainFormatter().format(line)
    assert text.endswith("Task patients.tasks.x[7] failed")
    assert line.args == (data,), "other handlers get the record as it was"
