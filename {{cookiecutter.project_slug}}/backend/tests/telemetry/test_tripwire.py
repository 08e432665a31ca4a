"""The last look: what it finds, and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observability import policy, tripwire
from observability.known import KnownHere
from observability.rebuild import event, transaction
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

pytestmark = pytest.mark.usefixtures("plain_mrn")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("is 123-45-6789.", "ssn"),
        ("123 45 6789", "ssn"),
        ("123.45.6789", "ssn"),
        ("123/45/6789", "ssn"),
        ("123\u201345\u20136789", "ssn"),
        ("to mary.johnson@example.org", "email"),
        ("MRN-123456", "mrn"),
        ("mrn 123456", "mrn"),
        ("4111 1111 1111 1111", "card"),
        ("5555-5555-5555-4444", "card"),
        ("378282246310005", "card"),
    ],
)
def test_it_finds(text: str, kind: str) -> None:
    assert tripwire.hit({"a": [{"b": f"x {text}"}]}) == kind
    assert tripwire.hit({text: 1}) == kind


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T00:31:00.123456Z",
        "123-45.6789",
        "1.2.3",
        "4111111111111112",
        "9111111111111111",
        "/api/patients/{pk}/",
        "[id:12345678]",
        "patients.models.Patient",
        "ab4111111111111111cd",
        "@app.task",
    ],
)
def test_it_leaves_alone(text: str) -> None:
    assert tripwire.hit({"a": text, text: 1}) is None


def test_what_passed_is_not_looked_at_again_but_what_stands_beside_it_is() -> None:
    assert tripwire.hit({"a": "ward 7", "b": ["4111", "1111 1111 1111"]}) is None
    assert "ward 7" in tripwire._passed[1]
    assert tripwire.hit({"a": "ward 7", "b": "4111 1111 1111 1111"}) == "card"
    assert "4111 1111 1111 1111" not in tripwire._passed[1]
    assert tripwire.hit({"a": "ward 7", "b": "4111 1111 1111 1111"}) == "card"


def test_another_policy_looks_at_all_of_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tripwire.hit({"a": "CHART 77"}) is None
    own = policy.current()
    assert own is not None
    other = replace(own, mrn="CHART [0-9]{2}")
    monkeypatch.setattr(policy, "current", lambda: other)
    assert tripwire.hit({"a": "CHART 77"}) == "mrn"


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tripwire, "_MOST_PASSED", 10)
    for number in range(50):
        assert tripwire.hit({"a": f"ward {number}", "b": "x" * 300}) is None
    assert len(tripwire._passed[1]) <= 13
    assert not any("xxx" in one for one in tripwire._passed[1])


def test_ids_of_the_sdk_are_no_cards() -> None:
    assert tripwire.hit({"span_id": "4111111111111111"}) is None
    assert tripwire.hit({"other": "4111111111111111"}) == "card"


def test_rebuilt_items_pass() -> None:
    assert tripwire.hit(event(hostile.error_event(), KnownHere(), PROCESS)) is None
    assert tripwire.hit(transaction(hostile.transaction(), KnownHere(), PROCESS)) is None
