"""Locals as shapes: known classes only, powers of two, and no code of the application's runs."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from sentry_sdk.utils import event_from_exception

from observability import frame_locals
from observability.known import KnownHere
from patients.models import Patient
from tests.telemetry import hostile


class HostileMeta(type):
    """Raises whenever it is asked for anything."""

    def __getattribute__(cls, name: str) -> Any:
        raise AssertionError(name)

    def __hash__(cls) -> int:
        raise AssertionError

    def __eq__(cls, _: object) -> bool:
        raise AssertionError

    def __instancecheck__(cls, _: object) -> bool:
        raise AssertionError

    def __subclasscheck__(cls, _: type) -> bool:
        raise AssertionError


class Hostile(metaclass=HostileMeta):
    """So does each of its objects."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(name)

    __repr__ = __str__ = __len__ = __hash__ = __eq__ = __bool__ = __iter__ = None  # type: ignore[assignment]


class Lying:
    """Says that it is a patient."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        raise AssertionError

    def __len__(self) -> int:
        raise AssertionError


class HostileList(list[int]):
    """A list that counts itself."""

    def __len__(self) -> int:
        raise AssertionError


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, "None"),
        (True, "bool"),
        (17, "int"),
        (1.5, "float"),
        ("", "str[0]"),
        ("a", "str[1]"),
        ("Mary", "str[4]"),
        ("Mary Johnson", "str[16]"),
        (b"x" * 1025, "bytes[2048]"),
        ([1, 2, 3], "list[4]"),
        ((), "tuple[0]"),
        ({"a": 1}, "dict[1]"),
        ({1, 2}, "set[2]"),
        (Patient(), "patients.models.Patient"),
        (ValueError("Mary"), "ValueError"),
        (Patient.DoesNotExist(), "patients.models.Patient.DoesNotExist"),
        (type("MaryJohnson", (), {})(), "[class]"),
        (type("Patient", (), {"__module__": "patients.models"})(), "[class]"),
        (type("list", (), {"__module__": "builtins"})(), "[class]"),
        (type("MaryJohnson", (), {"__module__": 7})(), "[class]"),
        (Patient, "django.db.models.base.ModelBase"),
        (object.__new__(Hostile), "tests.telemetry.test_frame_locals.Hostile"),
        (Lying(), "tests.telemetry.test_frame_locals.Lying"),
        (HostileList([1]), "tests.telemetry.test_frame_locals.HostileList"),
    ],
    ids=lambda value: value if type(value) is str else "value",
)
def test_shapes(value: object, shape: str) -> None:
    assert frame_locals.shape(value) == shape
    assert frame_locals.checked({"value": shape}, __name__, KnownHere()) == {"value": shape}


@pytest.mark.parametrize(
    "text",
    [
        "str[3]",
        "str[-1]",
        "str[01]",
        "str[999999999999999999]",
        "int[4]",
        "patients.models.Patient[4]",
        "patients.models.MaryJohnson",
        "MaryJohnson",
        "Mary Johnson",
        "str[4] Mary",
        17,
        ["str[4]"],
        None,
    ],
)
def test_other_shapes_are_marked(text: object) -> None:
    assert frame_locals.checked({"text": text}, __name__, KnownHere()) == {"text": "[class]"}


def test_names_are_tokens_of_the_file() -> None:
    given = {"mary_johnson": "int", "Mary J": "int", "found": "int"}
    assert frame_locals.checked(given, "observability.known", KnownHere()) == {"found": "int"}
    many = dict.fromkeys(dir(frame_locals), "int")
    checked = frame_locals.checked(many, "observability.frame_locals", KnownHere())
    assert len(checked) == frame_locals.MAX_NAMES


def test_a_module_that_no_file_names_makes_no_class_known(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ModuleType("MaryJohnson")
    monkeypatch.setitem(sys.modules, "MaryJohnson", made)
    cls = type("Error", (Exception,), {"__module__": "MaryJohnson"})
    for path in (None, "/srv/MaryJohnson.py", frame_locals.__file__):
        vars(made).update(Error=cls, __file__=path)
        assert frame_locals.shape(cls()) == "[class]"
        assert not KnownHere().file("MaryJohnson", "MaryJohnson.py")


def raised() -> tuple[dict[str, Any], dict[str, Any]]:
    options = {
        "include_local_variables": False,
        "include_source_context": False,
        "max_value_length": None,
        "custom_repr": None,
    }
    try:
        try:
            surname = hostile.CANARY
            trap = object.__new__(Hostile)
            raise KeyError(surname, type(trap) is Hostile)
        except KeyError:
            number = 7
            raise ValueError(number) from None
    except ValueError as error:
        event, hint = event_from_exception(error, client_options=options)
        return dict(event), dict(hint)


def test_the_hook_adds_shapes_to_the_frames_that_raised() -> None:
    event, hint = raised()
    (value,) = frame_locals.add(event, hint)["exception"]["values"]
    (frame,) = value["stacktrace"]["frames"]
    assert frame["vars"]["surname"] == "str[32]"
    assert frame["vars"]["number"] == "int"
    assert frame["vars"]["trap"] == "tests.telemetry.test_frame_locals.Hostile"
    assert hostile.CANARY not in str(frame["vars"])


@pytest.mark.parametrize("hint", [{}, {"exc_info": None}, {"exc_info": (1, 2, 3)}, {"exc_info": 7}])
def test_the_hook_never_raises(hint: dict[str, Any]) -> None:
    events: list[dict[str, Any]] = [
        {},
        {"exception": 7},
        {"exception": {"values": [None, {"stacktrace": []}]}},
    ]
    for event in events:
        assert frame_locals.add(dict(event), hint) == event
