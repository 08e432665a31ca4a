"""The policy as Sentry's own scrubbing: valid by Relay's code, and it does what it is for."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from sentry_relay import processing

from phi import relay
from phi.policy import Policy, load

if TYPE_CHECKING:
    from pathlib import Path

relay_code: Any = processing  # it has no types
TEXT = "mary@example.org 123-45-6789 4111111111111111 BED-123"
CLEAN: dict[str, Any] = {
    "event_id": "0123456789abcdef0123456789abcdef",
    "level": "error",
    "logger": "patients.views",
    "platform": "python",
    "release": "1.2.3",
    "environment": "staging",
    "transaction": "/api/patients/{id}/",
    "tags": {"runtime": "django", "operation": "create", "policy": "01234567"},
    "contexts": {
        "patient": {"id": "[id:01234567]"},
        "runtime": {"name": "CPython", "version": "3.11.7"},
        "trace": {"trace_id": "fedcba9876543210fedcba9876543210", "span_id": "0123456789abcdef"},
    },
    "exception": {
        "values": [
            {
                "type": "ValueError",
                "value": "patient [text] not found: [ssn]",
                "stacktrace": {
                    "frames": [
                        {
                            "module": "patients.views",
                            "filename": "patients/views.py",
                            "function": "create",
                            "lineno": 3,
                            "vars": {"first_name": "str[8]", "patient": "patients.models.Patient"},
                        }
                    ]
                },
            }
        ]
    },
    "breadcrumbs": {"values": [{"message": "SELECT id FROM patients", "category": "query"}]},
    "sdk": {"name": "sentry.python.django", "version": "2.75.0"},
    "user": {"id": "[id:01234567]"},
}


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    bed = {"pattern": "BED-[0-9]{3}", "example": "BED-123", "counter_example": "BED-12"}
    telemetry = {
        "tags": {"operation": ["create"], "step": "text"},
        "contexts": {"patient": ["id"]},
        "metrics": {},
    }
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"identifiers": {"bed": bed}, "telemetry": telemetry}))
    return load(file)


def stripped(policy: Policy, event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = relay_code.pii_strip_event(relay.config(policy), copy.deepcopy(event))
    return found


def test_relay_accepts_it(policy: Policy) -> None:
    relay_code.validate_pii_config(json.dumps(relay.config(policy)))
    relay_code.validate_pii_config(json.dumps(relay.config(load())))


def test_relay_would_refuse_what_is_wrong(policy: Policy) -> None:
    config = relay.config(policy)
    config["rules"]["fields_1"]["keyPattern"] = "("
    with pytest.raises(ValueError, match="regex"):
        relay_code.validate_pii_config(json.dumps(config))


def test_what_has_passed_the_gate_stays_as_it_is(policy: Policy) -> None:
    assert "_meta" not in stripped(policy, CLEAN)


PLACES = [
    ("exception", "values", 0, "value"),
    ("breadcrumbs", "values", 0, "message"),
    ("contexts", "patient", "note"),
    ("extra", "note"),
]


@pytest.mark.parametrize("place", PLACES)
def test_texts_are_scrubbed(policy: Policy, place: tuple[Any, ...]) -> None:
    event = copy.deepcopy(CLEAN) | {"extra": {}}
    *steps, last = place
    spot: Any = event
    for step in steps:
        spot = spot[step]
    spot[last] = TEXT
    left = json.dumps(stripped(policy, event))
    for part in ("mary@", "123-45-6789", "4111111111111111", "BED-123"):
        assert part not in left


def test_messages_spans_and_registered_tags_are_scrubbed(policy: Policy) -> None:
    event = CLEAN | {
        "message": TEXT,
        "spans": [{"description": TEXT, "data": {"x": TEXT}}],
        "tags": {"step": TEXT},
    }
    left = json.dumps(stripped(policy, event))
    for part in ("mary@", "123-45-6789", "4111111111111111", "BED-123"):
        assert part not in left


@pytest.mark.parametrize(
    "key", ["first_name", "firstName", "First-Name", "patient_ssn", "ssn2", "dob", "mrn"]
)
def test_fields_are_emptied_by_name(policy: Policy, key: str) -> None:
    left = stripped(policy, CLEAN | {"extra": {key: "Mary", "other": "stays"}})
    assert left["extra"][key] == "[filtered]"
    assert left["extra"]["other"] == "stays"


def test_every_pattern_of_the_safe_grammar_is_one_of_relays(tmp_path: Path) -> None:
    for number, pattern in enumerate(
        ["NH[A-E][- ]?[0-9]{2}[- /]?[0-9]{6}", "[\\]\\[a-c-]{2}#/[0-9]?\\.[ ]{0,2}X\\\\", "\\(A\\)"]
    ):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps({"identifiers": {"mrn": {"pattern": pattern}}}))
        relay_code.validate_pii_config(json.dumps(relay.config(load(file))))
