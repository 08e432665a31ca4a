"""Names that look like the program's own but are data."""

from __future__ import annotations

import logging
import types
from typing import Any

import sentry_sdk
from celery import current_app
from rest_framework import serializers
from sentry_sdk import crons

from canaries.place import Canary, PlantedError, place

NAMES = ("name",)
TEXTS = ("name", "ssn", "clinical note")


@place("identifier: exception class", kinds=NAMES)
def class_name(canary: Canary) -> None:
    raise type(canary.read(), (PlantedError,), {})


@place("identifier: exception class with any text", kinds=TEXTS)
def class_text(canary: Canary) -> None:
    error = type("Error", (PlantedError,), {})
    error.__name__ = error.__qualname__ = canary.read()
    raise error


@place("identifier: module of an exception class", kinds=NAMES)
def class_module(canary: Canary) -> None:
    raise type("Error", (PlantedError,), {"__module__": canary.read().lower()})


@place("identifier: exception class beside a known module", kinds=NAMES)
def class_in_known_module(canary: Canary) -> None:
    raise type(canary.read(), (PlantedError,), {"__module__": "patients.models"})


@place("identifier: compiled function", kinds=NAMES)
def function(canary: Canary) -> None:
    scope: dict[str, object] = {"PlantedError": PlantedError}
    source = f"def {canary.read()}():\n    raise PlantedError\n{canary.read()}()"
    exec(compile(source, "<string>", "exec"), scope)  # noqa: S102


@place("identifier: function that claims one of our files", kinds=NAMES)
def function_in_our_file(canary: Canary) -> None:
    scope: dict[str, object] = {"PlantedError": PlantedError, "__name__": __name__}
    source = f"def {canary.read()}():\n    raise PlantedError\n{canary.read()}()"
    exec(compile(source, __file__, "exec"), scope)  # noqa: S102


@place("identifier: file of compiled code")
def file(canary: Canary) -> None:
    exec(compile("raise E", f"/srv/{canary.read()}.py", "exec"), {"E": PlantedError})  # noqa: S102


@place("identifier: module of a frame", kinds=TEXTS)
def module(canary: Canary) -> None:
    scope = {"E": PlantedError, "__name__": canary.read()}
    exec(compile("raise E", "<string>", "exec"), scope)  # noqa: S102


@place("identifier: module that is loaded", kinds=NAMES)
def loaded_module(canary: Canary) -> None:
    import sys

    made = types.ModuleType(canary.read())
    vars(made).update(E=PlantedError, __file__=f"/srv/{canary.read()}.py")
    sys.modules[canary.read()] = made
    try:
        exec(compile("raise E", vars(made)["__file__"], "exec"), vars(made))  # noqa: S102
    finally:
        del sys.modules[canary.read()]


@place("identifier: code object renamed", kinds=TEXTS)
def renamed(canary: Canary) -> None:
    def fail() -> None:
        raise PlantedError

    name = {"co_name": canary.read(), "co_qualname": canary.read()}
    fail.__code__ = fail.__code__.replace(**name)  # type: ignore[arg-type]
    del name
    fail()


@place("identifier: logger", kinds=TEXTS)
def logger(canary: Canary) -> None:
    quiet = logging.getLogger(f"canaries.{canary.read()}")
    quiet.propagate = False
    quiet.addHandler(logging.NullHandler())
    quiet.error("a constant line")


@place("identifier: tag", kinds=TEXTS)
def tag(canary: Canary) -> None:
    sentry_sdk.set_tag(canary.read(), "1")


@place("identifier: context", kinds=TEXTS)
def context(canary: Canary) -> None:
    sentry_sdk.set_context(canary.read(), {"id": 1})


@place("identifier: key of a context", kinds=TEXTS)
def context_key(canary: Canary) -> None:
    sentry_sdk.set_context("patient", {canary.read(): 1})


@place("identifier: extra", kinds=TEXTS)
def extra(canary: Canary) -> None:
    sentry_sdk.get_isolation_scope().set_extra(canary.read(), 1)


@place("identifier: entry of beat's schedule", kinds=TEXTS)
def entry_of_the_schedule(canary: Canary) -> None:
    name = canary.read()
    schedule = current_app.conf.beat_schedule
    schedule[name] = {"task": "patients.tasks.send_appointment_reminders", "schedule": 60}
    try:
        crons.capture_checkin(monitor_slug=name, status="ok")
    finally:
        del schedule[name], name


@place("identifier: field of a serializer that is made of data", kinds=NAMES)
def field_of_a_serializer(canary: Canary) -> None:
    fields: dict[str, Any] = {canary.read(): serializers.CharField()}
    made: Any = type("Made", (serializers.Serializer,), fields)
    refused = {key: ["required"] for key in made().fields}
    sentry_sdk.add_breadcrumb(category="validation", data={"fields": refused})
    del made, fields, refused


@place("identifier: mechanism", kinds=TEXTS)
def mechanism(canary: Canary) -> None:
    from sentry_sdk.utils import event_from_exception

    event, hint = event_from_exception(
        PlantedError(), mechanism={"type": canary.read(), "data": {"x": canary.read()}}
    )
    sentry_sdk.capture_event(event, hint=hint)
