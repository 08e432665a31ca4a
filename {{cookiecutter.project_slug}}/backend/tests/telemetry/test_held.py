"""What sensitive fields hold is found, and nothing of the application's runs for it."""

from __future__ import annotations

import datetime
from collections import ChainMap, UserDict, defaultdict, deque, namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from rest_framework import serializers
from rest_framework.parsers import FormParser
from rest_framework.request import Request

from observability.held import MAX_STEPS, MAX_VALUES, Held
from patients.models import Appointment, Patient, PatientStatus
from phi.keys import Field

NAMES = ("first_name", "last_name", "ssn", "date_of_birth", "notes", "phones")
FIELDS = {name: Field(name, "text", names="name" in name) for name in NAMES}


def held(**names: object) -> set[str]:
    found = Held(FIELDS.get)
    found.look(names)
    return set(found.values)


@dataclass
class Plain:
    first_name: str
    inner: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Slotted:
    last_name: str
    _: int = 0


Row = namedtuple("Row", ["ssn", "other"])


class PatientIn(serializers.Serializer[Any]):
    first_name = serializers.CharField()


def test_plain_names_and_containers() -> None:
    assert held(first_name="Mark", other="Young") == {"Mark"}
    assert held(row={"first_name": "Mark", "x": {"last_name": "Young", "y": "no"}}) == {
        "Mark",
        "Young",
    }
    assert held(rows=[({"ssn": 123456789},)]) == {"123456789"}
    assert held(phones=["1", {"a": "2"}], others=["3"]) == {"1", "2"}
    assert held(row=defaultdict(str, first_name="Mark")) == {"Mark"}
    assert held(row=Row("123", "no")) == {"123"}
    assert held(notes=b"seen", date_of_birth=datetime.date(1987, 3, 4)) == {"seen", "1987-03-04"}
    assert held(first_name=None, last_name=True) == set()


def test_names_are_told_apart() -> None:
    found = Held(FIELDS.get)
    found.look({"first_name": "Mark", "ssn": {"last_name": "1234"}, "notes": "Mark"})
    assert found.values == {"Mark": True, "1234": False}


def test_models_and_what_they_have_loaded() -> None:
    patient = Patient(first_name="Mark", last_name="Young")
    assert held(patient=patient) >= {"Mark", "Young"}
    # What holds a patient's record is not itself a value: `active` is no name.
    assert held(notes=Patient(first_name="Mark", status="active")) == {"Mark"}
    assert held(appointment=Appointment(patient=patient)) >= {"Mark", "Young"}
    rows = Patient.objects.all()
    rows._result_cache = [patient]
    assert held(rows=rows) >= {"Mark", "Young"}


def test_dataclasses_with_and_without_slots() -> None:
    assert held(one=Plain("Mark", [Slotted("Young")])) == {"Mark", "Young"}


def test_serializers_and_requests() -> None:
    serializer = PatientIn(data={"first_name": "Mark"})
    assert held(serializer=serializer) == {"Mark"}
    assert serializer.is_valid()
    assert held(serializer=serializer) == {"Mark"}
    plain = RequestFactory().post("/?last_name=Young", {"first_name": "Mark"})
    assert held(request=plain) == set()  # nothing is parsed on our account
    assert plain.POST
    assert plain.GET
    assert held(request=plain) == {"Mark", "Young"}
    drf = Request(
        RequestFactory().post(
            "/", "first_name=Mark", content_type="application/x-www-form-urlencoded"
        ),
        parsers=[FormParser()],
    )
    assert held(request=drf) == set()
    assert drf.data
    assert held(request=drf) == {"Mark"}
    assert held(form=QueryDict("ssn=1&ssn=2")) == {"1", "2"}


class Explosive:
    """Whatever is asked of it runs code of the application's."""

    first_name = property(lambda _: pytest.fail("a property was asked"))

    def __getattribute__(self, name: str) -> object:
        pytest.fail("an attribute was asked for")

    def __repr__(self) -> str:
        pytest.fail("repr was called")

    __str__ = __iter__ = __len__ = __hash__ = __eq__ = __repr__  # type: ignore[assignment]


class Meta(type):
    def __getattribute__(cls, name: str) -> object:
        pytest.fail("a metaclass was asked")

    def __hash__(cls) -> int:
        pytest.fail("a class was hashed")


class OwnDict(dict[str, object]):
    def items(self) -> Any:
        pytest.fail("items was called")

    def __iter__(self) -> Any:
        pytest.fail("a dict was iterated by its own method")

    def __getitem__(self, key: str) -> object:
        pytest.fail("an entry was asked for")


class OwnText(str):
    __slots__ = ()

    def __str__(self) -> str:
        pytest.fail("str was called")

    def __getitem__(self, at: Any) -> str:
        pytest.fail("a part was asked for")


class Hidden(Patient):
    class Meta:
        abstract = True  # so that no migration is missing
        app_label = "patients"

    @property
    def __dict__(self) -> dict[str, object]:  # type: ignore[override]
        pytest.fail("__dict__ was redefined, and called")


class Odd:
    __module__ = Explosive()  # type: ignore[assignment]


def test_nothing_of_theirs_is_called() -> None:
    of_meta: Any = Meta("OfMeta", (), {})  # a class of the module's, pytest would ask itself
    things = [
        Explosive(),
        object.__new__(of_meta),
        OwnDict(first_name="Mark"),
        OwnText("Young"),
        Odd(),
    ]
    assert held(a=things, last_name=OwnText("Young")) == {"Mark", "Young"}
    assert held(a={"first_name": Explosive()}) == set()
    hidden: Any = Hidden
    assert held(a=object.__new__(hidden)) == set()


class Own:
    def __init__(self, name: str) -> None:
        self.first_name = name

    def called(self) -> None: ...


def test_names_of_choices_are_the_codes() -> None:
    def find(name: str) -> Field | None:
        return Field(name, "text", names=True) if "name" in name else None

    class Kind(Enum):
        OPEN = 1

    found = Held(find)
    found.look({"a": PatientStatus.ACTIVE, "b": Kind.OPEN, "c": Own("Mark")})
    assert set(found.values) == {"Mark"}


def test_a_long_value_is_held_in_pieces() -> None:
    notes = " ".join(f"word{n}" for n in range(150))
    pieces = held(notes=notes)
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 300
    assert sorted(" ".join(pieces).split()) == sorted(notes.split())


def test_instances_of_our_own_classes() -> None:
    assert held(a=Own("Mark"), b=deque([Own("Young")])) == {"Mark", "Young"}
    assert held(a=SimpleNamespace(first_name="Mark")) == {"Mark"}


@pytest.mark.parametrize(
    "stands_for",
    [
        *(MappingProxyType, UserDict, ChainMap, dict.values, dict.items),
        *(
            lambda row: iter([row]),
            lambda row: map(str, [row]),
            lambda row: zip([1], [row], strict=True),
        ),
        *(lambda row: partial(print, **row), lambda row: Own(row["first_name"]).called),
        lambda row: enumerate(iter([row])),
    ],
)
def test_what_stands_for_other_things_is_looked_through(
    stands_for: Callable[[dict[str, str]], object],
) -> None:
    row = {"first_name": "Mark"}
    if stands_for in (dict.values, dict.items):
        row = {"a": row}  # type: ignore[dict-item]
    made = stands_for(row)
    assert held(made=made) == {"Mark"}
    if isinstance(made, Iterator):
        assert next(made), "it was not moved on"


def test_what_was_too_much_is_told() -> None:
    few = Held(FIELDS.get)
    few.look({"rows": [{"first_name": "Mark"}]})
    assert few.is_complete
    for names in (
        {str(n): [{"x": n} for _ in range(100)] for n in range(1000)},
        {"rows": [[{"ssn": str(n + 100 * m)} for n in range(100)] for m in range(10)]},
    ):
        many = Held(FIELDS.get)
        many.look(names)
        assert not many.is_complete


def test_time_ends_the_search_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, *[1.0] * 1000])
    monkeypatch.setattr("observability.held.thread_time", lambda: next(moments))
    slow = Held(FIELDS.get)
    slow.look({str(n): n for n in range(1000)} | {"ssn": "123-45-6789"})
    assert not slow.is_complete
    assert slow.full()
    slow.look({"first_name": "Mark"})
    assert slow.values == {}


def test_it_ends() -> None:
    loop: dict[str, object] = {"first_name": "Mark"}
    loop["again"] = [loop]
    assert held(loop=loop) == {"Mark"}
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert held(deep=deep) == set()
    wide = Held(FIELDS.get)
    wide.look({str(n): [{"x": n} for _ in range(100)] for n in range(1000)})
    assert wide.full()
    assert wide._steps <= MAX_STEPS * 2
    assert len(held(rows=[{"ssn": str(n)} for n in range(5000)])) <= MAX_VALUES
