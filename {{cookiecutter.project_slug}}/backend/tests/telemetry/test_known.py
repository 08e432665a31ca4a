"""A name leaves only if this process's own code says it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest

from observability.known import KnownHere

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
