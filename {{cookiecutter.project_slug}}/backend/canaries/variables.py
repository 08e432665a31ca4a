"""Local variables of the frames that a traceback shows."""

# Nothing reads these variables: a traceback does.
# ruff: noqa: F841

from __future__ import annotations

from dataclasses import dataclass

from canaries.place import Canary, PlantedError, place
from patients.models import Clinic, Patient


@place("local: text")
def text(canary: Canary) -> None:
    surname = canary.read()
    raise PlantedError


@place("local: long text")
def long_text(canary: Canary) -> None:
    chart = f"{canary.read()} " + "x" * 20_000
    raise PlantedError


@place("local: dictionary")
def dictionary(canary: Canary) -> None:
    row = {"ssn": canary.read(), "nested": {"deep": [canary.read()]}}
    raise PlantedError


@place("local: deep in others")
def deep(canary: Canary) -> None:
    value: object = canary.read()
    for _ in range(6):
        value = {"next": [value]}
    raise PlantedError


@place("local: key of a dictionary")
def key(canary: Canary) -> None:
    rows = {canary.read(): 1}
    raise PlantedError


@place("local: list")
def many(canary: Canary) -> None:
    rows = [canary.read()]
    raise PlantedError


@place("local: set in a tuple")
def tuple_of_set(canary: Canary) -> None:
    pair = (1, {canary.read()})
    raise PlantedError


@place("local: bytes")
def raw(canary: Canary) -> None:
    body = canary.read().encode()
    raise PlantedError


@dataclass
class _Record:
    surname: str


@place("local: dataclass")
def record(canary: Canary) -> None:
    found = _Record(canary.read())
    raise PlantedError


@place("local: model")
def model(canary: Canary) -> None:
    # Its text is its name.
    clinic = Clinic(name=canary.read())
    raise PlantedError


@place("local: queryset")
def queryset(canary: Canary) -> None:
    clinics = [Clinic(name=canary.read())]
    query = Patient.objects.filter(last_name=canary.read()).query
    raise PlantedError


@place("local: object with a repr")
def with_repr(canary: Canary) -> None:
    class Shown:
        def __repr__(self) -> str:
            return canary.read()

    shown = Shown()
    raise PlantedError


@place("local: exception")
def exception(canary: Canary) -> None:
    kept = ValueError(canary.read())
    raise PlantedError


@place("local: generator's frame")
def generator(canary: Canary) -> None:
    def rows() -> object:
        surname = canary.read()
        raise PlantedError
        yield surname

    list(rows())  # type: ignore[call-overload]


@place("local: argument of a function")
def argument(canary: Canary) -> None:
    def save(surname: str) -> None:  # noqa: ARG001 - the traceback reads it
        raise PlantedError

    save(canary.read())


@place("local: name of a class", kinds=("name",))
def class_name(canary: Canary) -> None:
    thing = type(canary.read(), (), {})()
    raise PlantedError


@place("local: name of the variable", kinds=("name",))
def variable_name(canary: Canary) -> None:
    scope = {"PlantedError": PlantedError}
    exec(compile(f"{canary.read()} = 1\nraise PlantedError", __file__, "exec"), scope)  # noqa: S102
