"""The event that the gate is handed in place of a serialised one."""

from __future__ import annotations

import enum
from collections import OrderedDict
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sentry_sdk
from sentry_sdk._types import AnnotatedValue
from sentry_sdk.serializer import serialize

from observability import lean, rebuild, setup
from observability.gate import GateTransport
from observability.known import KnownHere
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

WHEN = datetime(2026, 11, 23, 0, 31, 0, 123456, tzinfo=UTC)


class Role(enum.StrEnum):
    DOCTOR = "doctor"


class Trap:
    """Fails when anything of it is called."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(name)

    def __repr__(self) -> str:
        raise AssertionError

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    def __hash__(self) -> int:
        raise AssertionError


class TrapText(str):
    """Text that fails when it is asked."""

    __slots__ = ()

    def __str__(self) -> str:
        raise AssertionError

    __hash__ = __len__ = __getitem__ = __iter__ = __str__  # type: ignore[assignment]


def live_event() -> dict[str, Any]:
    event = hostile.error_event()
    crumbs = event["breadcrumbs"]["values"]
    for crumb in crumbs:
        if isinstance(crumb, dict) and crumb.get("timestamp") == "2026-11-23T00:30:58Z":
            crumb["timestamp"] = WHEN - timedelta(seconds=2)
    event["breadcrumbs"] = AnnotatedValue({"values": crumbs}, {"len": 200})
    event["timestamp"] = WHEN
    event["tags"] |= {"operation": "create", "role": Role.DOCTOR}
    return event


def test_what_hooks_change_is_not_the_applications() -> None:
    headers = {"referer": "open"}
    built = lean.event({"request": {"headers": headers}})
    built["request"]["headers"]["referer"] = "[text]"
    assert headers == {"referer": "open"}


def test_the_gate_makes_the_same_of_it_as_of_a_serialised_one() -> None:
    known = KnownHere()
    serialised = rebuild.event(serialize(live_event()), known, PROCESS)
    built = rebuild.event(lean.event(live_event()), known, PROCESS)
    assert built is not None
    assert serialised is not None
    for event in (built, serialised):
        for crumb in event["breadcrumbs"]["values"]:
            crumb["timestamp"] = crumb.get("timestamp", "").replace("+00:00", "Z")
        event["timestamp"] = event["timestamp"].replace("+00:00", "Z")
    assert built["tags"].pop("role") == "doctor"
    serialised["tags"].pop("role", None)
    assert built == serialised


def test_a_transactions_spans_too() -> None:
    payload = hostile.transaction()
    for span in [payload, *payload["spans"]]:
        if isinstance(span, dict):
            span["start_timestamp"] = WHEN.astimezone(timezone(timedelta(hours=5)))
    payload["spans"] = AnnotatedValue(payload["spans"], {"len": 3})
    built = rebuild.transaction(lean.event(payload), KnownHere(), PROCESS)
    assert built is not None
    assert built["start_timestamp"] == "2026-11-23T00:31:00.123456+00:00"
    assert len(built["spans"]) == len(payload["spans"].value)


def test_nothing_of_the_applications_is_called_or_changed() -> None:
    event = live_event()
    for place in (event, event["contexts"], event["tags"], event["user"], event["extra"]):
        place["trap"] = Trap()
        place["text"] = TrapText("x")
    event["user"]["id"] = TrapText("x")
    event["breadcrumbs"].value["values"].append({"message": TrapText("x"), "data": {"a": Trap()}})
    event["transaction"] = TrapText("/healthz")
    before = [id(value) for value in event.values()]
    built = lean.event(event)
    assert rebuild.event(built, KnownHere(), PROCESS) is not None
    for crumb in built["breadcrumbs"]["values"]:
        crumb["message"] = "changed"
    built["tags"]["role"] = built["logentry"]["message"] = "changed"
    assert [id(value) for value in event.values()] == before
    assert "changed" not in [event["tags"]["role"], event["logentry"]["message"]]
    assert not any(
        crumb.get("message") == "changed"
        for crumb in event["breadcrumbs"].value["values"]
        if isinstance(crumb, dict)
    )


@pytest.mark.parametrize("source", [None, [], "x", {"breadcrumbs": {"values": Trap()}}, {1: 2}])
def test_what_is_no_event_is_refused_by_the_gate(source: object) -> None:
    assert rebuild.event(lean.event(source), KnownHere(), PROCESS) is None


def test_dicts_of_other_kinds_are_read() -> None:
    made = lean.event(OrderedDict(hostile.error_event()))
    assert made["event_id"] == hostile.EVENT_ID


def test_an_applications_own_hook_gets_a_serialised_event(monkeypatch: pytest.MonkeyPatch) -> None:
    def own(event: Any, _: Any) -> Any:
        return event

    for hook, expected in ((own, False), (setup.before_send, True)):
        made = sentry_sdk.Client(  # noqa: TID251 - a client of its own, so that none is global
            dsn="http://public@127.0.0.1:9/1",
            transport=GateTransport,
            before_send=hook,  # type: ignore[arg-type]  # plain dicts there
        )
        monkeypatch.setattr(sentry_sdk, "get_client", lambda made=made: made)
        assert setup._only_the_gate_reads() is expected
        made.close(timeout=0)
