"""The policy file: read strictly, and refused in one line."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from observability import policy

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "identifiers": {"mrn": {"pattern": "MRN-[0-9]{6}"}},
    "telemetry": {
        "tags": {"role": ["doctor"]},
        "contexts": {"patient": ["id"]},
        "metrics": {"patients.created": {"unit": "none", "low": 0, "high": 10}},
    },
}


def test_the_services_own_policy_is_valid() -> None:
    assert policy.problem() is None
    found = policy.current()
    assert found is not None
    assert found.sha256 == hashlib.sha256(policy.PATH.read_bytes()).hexdigest()


def test_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(GOOD))
    found = policy.read(file)
    assert found.tags == {"role": frozenset({"doctor"})}
    assert found.contexts == {"patient": frozenset({"id"})}
    assert found.metrics == {"patients.created": policy.Metric("none", 0, 10)}
    assert found.mrn == "MRN-[0-9]{6}"


def changed(path: str, value: object) -> str:
    data = json.loads(json.dumps(GOOD))
    *steps, last = path.split("/")
    place = data
    for step in steps:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return json.dumps(data)


WRONG = [
    ("{", "the file is no JSON"),
    ("[]", "the file is missing or no object"),
    (changed("telemetry", None), "telemetry is missing"),
    (changed("telemetry/tags", None), "telemetry has other keys"),
    (changed("telemetry/more", {}), "telemetry has other keys"),
    (changed("telemetry/tags", ["role"]), "telemetry.tags is missing or no object"),
    (changed("telemetry/tags/role", "doctor"), "telemetry.tags.role is no list of words"),
    (changed("telemetry/tags/role", ["Mary Johnson"]), "telemetry.tags.role is no list of words"),
    (changed("telemetry/tags/a b", ["x"]), "telemetry.tags has a name of another shape"),
    (changed("telemetry/contexts/patient", [1]), "telemetry.contexts.patient is no list"),
    (changed("telemetry/metrics/patients.created/unit", "furlong"), "created.unit is unknown"),
    (changed("telemetry/metrics/patients.created/high", -1), "created has no range"),
    (changed("telemetry/metrics/patients.created/high", "9"), "created has no range"),
    (changed("telemetry/metrics/patients.created/x", 1), "created has other keys"),
    (changed("identifiers/mrn/pattern", "("), "identifiers.mrn.pattern is no pattern"),
    (changed("identifiers/mrn/pattern", 7), "identifiers.mrn.pattern is no pattern"),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_policy_is_refused_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(content)
    with pytest.raises(policy.PolicyError) as refused:
        policy.read(file)
    line = str(refused.value)
    assert line.startswith("phi/policy.json: ")
    assert said in line
    assert "Accepted: " in line
    assert "\n" not in line
    assert "Mary" not in line


def test_a_missing_policy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(policy.PolicyError, match="the file cannot be read"):
        policy.read(tmp_path / "policy.json")
