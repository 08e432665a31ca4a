"""A name leaves only if this process's own code says it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest

from observability.known import KnownHere, name_of_class

known = KnownHere()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (None, "ValueError"),
        ("django.core.exceptions", "ValidationError"),
        ("patients.models", "Patient.DoesNotExist"),
    ],
)
def test_classes_that_code_defines(module: str | None, name: str) -> None:
    assert known.exception_type(module, name)


def test_a_class_named_by_data_is_unknown() -> None:
    named = type("MaryJohnson", (Exception,), {})
    assert not known.exception_type(named.__module__, named.__qualname__)
    assert not known.exception_type(None, "MaryJohnson")
    assert not known.exception_type("no.such.module", "ValueError")
    assert not known.exception_type(None, "print")


def test_frames_of_loaded_modules() -> None:
    assert known.file("observability.known", "observability/known.py")
    assert known.file("django.core.handlers.exception", "django/core/handlers/exception.py")
    assert not known.file("observability.known", "Mary Johnson")
    assert not known.file("Mary Johnson", "observability/known.py")


def test_functions_are_tokens_of_their_file() -> None:
    assert known.function("observability.known", "exception_type")
    assert known.function("observability.known", "<module>")
    assert known.function("observability.known", "KnownHere.route")
    assert not known.function("observability.known", "mary_johnson")


def test_compiled_code_with_a_name_for_a_file_is_unknown() -> None:
    code = compile("def mary_johnson(): raise ValueError", "Mary Johnson", "exec")
    scope: dict[str, object] = {"__name__": "observability.known"}
    exec(code, scope)  # noqa: S102 - the attack itself
    assert not known.file("observability.known", "Mary Johnson")
    assert not known.function("observability.known", "mary_johnson")


def test_nothing_of_a_module_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    class Trap(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    monkeypatch.setitem(sys.modules, "trap", Trap("trap"))
    assert not known.exception_type("trap", "Error")
    assert not known.file("trap", "trap.py")


def test_routes_are_the_urlconfs_templates() -> None:
    assert known.route("/healthz")
    assert known.route("/api/patients/{pk}/")
    assert not known.route("/api/patients/Mary/")


def test_tasks_are_the_registered_ones() -> None:
    importlib.import_module("patients.tasks")
    assert known.route("patients.tasks.send_appointment_reminders")
    assert not known.route("patients.tasks.mary_johnson")


def test_a_task_named_by_data_is_unknown() -> None:
    from celery import current_app

    made = "remind-" + "".join(["Mary", "Johnson"])

    def remind() -> None: ...

    current_app.task(name=made)(remind)
    try:
        assert made in current_app.tasks
        assert not known.route(made)
        assert known.route("celery.backend_cleanup")
    finally:
        current_app.tasks.pop(made)


def test_a_task_whose_function_is_named_by_data_is_unknown() -> None:
    from celery import current_app

    def remind() -> None: ...

    remind.__name__ = remind.__qualname__ = "".join(["Quil", "lon"])
    task = current_app.task(remind)
    try:
        assert task.name == f"{__name__}.{remind.__name__}"
        assert not known.route(task.name)
    finally:
        current_app.tasks.pop(task.name)


def test_a_monitor_is_an_entry_that_the_source_spells() -> None:
    from celery import current_app

    remind = importlib.import_module("patients.tasks").send_appointment_reminders
    schedule = current_app.conf.beat_schedule
    by_data = ["remind " + "Zephyra", "Zephyra " + "Johnson"]
    before = dict(schedule)
    try:
        # Without a name Celery makes one, of the arguments too.
        current_app.add_periodic_task(60, remind.s("Zephyra"))
        current_app.add_periodic_task(60, remind.s())
        for name in by_data:
            current_app.add_periodic_task(60, remind.s(), name=name)
        assert f"{remind.name}('Zephyra')" in schedule
        assert not any(map(known.monitor, [*by_data, f"{remind.name}('Zephyra')", "other"]))
        assert known.monitor(f"{remind.name}()")
        assert known.monitor("appointment-reminders")
    finally:
        schedule.clear()
        schedule.update(before)


@pytest.mark.parametrize("module", ["patients.models", "sqlite3", "decimal", "builtins"])
def test_a_class_put_into_a_module_is_none_that_the_module_spells(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    made = type("MaryJohnson", (Exception,), {"__module__": module})
    monkeypatch.setattr(sys.modules[module], "MaryJohnson", made, raising=False)
    assert not known.exception_type(None if module == "builtins" else module, "MaryJohnson")
    assert name_of_class(made) is None
    assert not known.class_name(f"{module}.MaryJohnson")


def test_a_class_put_into_a_class_is_none_that_the_code_spells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from patients.models import Patient

    made = type("MaryJohnson", (Exception,), {"__module__": "patients.models"})
    monkeypatch.setattr(Patient, "MaryJohnson", made, raising=False)
    assert not known.exception_type("patients.models", "Patient.MaryJohnson")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("sqlite3", "IntegrityError"),
        ("decimal", "InvalidOperation"),
        ("json.decoder", "JSONDecodeError"),
        ("struct", "error"),
        ("zlib", "error"),
        ("patients.models", "Patient.MultipleObjectsReturned"),
        ("socket", "gaierror"),
        ("ssl", "SSLCertVerificationError"),
    ],
)
def test_classes_of_compiled_modules_and_of_metaclasses_are_known(module: str, name: str) -> None:
    importlib.import_module(module)
    assert known.exception_type(module, name)


def test_a_schedule_is_what_beat_says() -> None:
    assert known.schedule("appointment-reminders") == {
        "type": "interval",
        "value": 15,
        "unit": "minute",
    }
    assert known.schedule("Mary Johnson") == {}
