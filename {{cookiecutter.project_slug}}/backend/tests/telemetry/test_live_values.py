"""What an error's frames held is remembered for its log line, and for nothing else."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from observability import live_values
from patients.models import Patient
from phi.keys import Field

FIELDS = {name: Field(name, "text", names=True) for name in ("first_name", "last_name")}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the functions whose variables are looked at, in a request."""
    names: list[str] = []
    look = live_values._variables

    def note(frame: Any) -> Any:
        names.append(frame.f_code.co_name)
        return look(frame)

    monkeypatch.setattr(live_values, "_variables", note)
    monkeypatch.setattr(live_values, "_latest", type(live_values._latest)("latest", default=None))
    live_values.begin()
    return names


def fail(first_name: str) -> None:
    raise ValueError(first_name)


def held(error: BaseException) -> dict[str, bool]:
    return live_values.found({}, {"exc_info": (type(error), error, None)}, FIELDS.get).values


def caught(first_name: str) -> ValueError:
    try:
        fail(first_name)
    except ValueError as error:
        return error
    raise AssertionError


def test_an_errors_own_frames_are_looked_at_once(asked: list[str]) -> None:
    error = caught("Mark")
    for _ in range(2):
        assert held(error) == {"Mark": True}
    assert asked.count("fail") == 1
    assert asked.count(sys._getframe().f_code.co_name) == 2


def test_live_frames_are_looked_at_each_time(asked: list[str]) -> None:
    patient = Patient(first_name="Mark")
    error = caught("Mark")
    assert held(error) == {"Mark": True}
    patient.first_name, last_name = "Grace", "Young"
    assert held(error) == {"Mark": True, "Grace": True, "Young": True}
    assert last_name
    assert asked.count("fail") == 1


def raised_again(error: BaseException) -> None:
    try:
        raise error
    except ValueError:
        pass


def from_another(error: BaseException) -> None:
    error.__cause__ = caught("Grace")


def said_anew(error: BaseException) -> None:
    error.args = ("other",)


@pytest.mark.parametrize("change", [raised_again, from_another, said_anew])
def test_an_error_that_changed_is_looked_at_anew(asked: list[str], change: Any) -> None:
    error = caught("Mark")
    assert held(error) == {"Mark": True}
    change(error)
    assert held(error)["Mark"]
    assert asked.count("fail") > 1


def test_another_error_and_another_policy_are_looked_at(asked: list[str]) -> None:
    first, second = caught("Mark"), caught("Grace")
    assert held(first) == {"Mark": True}
    assert held(second) == {"Grace": True}
    assert live_values.found({}, {"exc_info": (None, second, None)}, lambda _: None).values == {}
    assert asked.count("fail") == 3


@pytest.mark.usefixtures("asked")
def test_too_much_stays_too_much() -> None:
    def wide(first_name: str) -> None:
        rows = [{str(n): [n] * 50} for n in range(200)]
        raise ValueError(first_name, len(rows))

    try:
        wide("Mark")
    except ValueError as error:
        for _ in range(2):
            info = (type(error), error, None)
            assert not live_values.found({}, {"exc_info": info}, FIELDS.get).is_complete


def test_nothing_is_remembered_beside_requests(asked: list[str]) -> None:
    live_values.end()
    error = caught("Mark")
    for _ in range(2):
        assert held(error) == {"Mark": True}
    assert asked.count("fail") == 2
    live_values.begin()
    held(error)
    assert live_values._latest.get()
    live_values.end()
    assert live_values._latest.get() is None
