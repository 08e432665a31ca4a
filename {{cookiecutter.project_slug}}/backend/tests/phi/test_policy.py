"""The policy file: read strictly, refused in one line, and laid over the defaults."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

import phi
from phi.policy import PATH, SERVICE, Policy, PolicyError, load
from phi.telemetry import Metric

WHY = {"reason": "agreed with privacy", "name": "A. Clinician", "date": "2026-01-31"}
TELEMETRY: dict[str, Any] = {
    "tags": {"role": ["doctor"], "step": "text"},
    "contexts": {"patient": ["id"]},
    "metrics": {"patients.created": {"unit": "none", "low": 0, "high": 10}},
}
BED = {"pattern": "BED[- ]?[0-9]{3}", "example": "in BED-123", "counter_example": "BED-12"}


def policy(folder: Path, data: object, **options: Any) -> Policy:
    file = folder / "policy.json"
    file.write_text(json.dumps(data))
    return load(file, **options)


def test_the_services_own_policy_is_valid() -> None:
    own = load()
    assert own.sha256 == hashlib.sha256(PATH.read_bytes()).hexdigest()
    assert own.rules.keys.find("ssn")


def test_an_empty_policy_is_the_defaults(tmp_path: Path) -> None:
    plain = policy(tmp_path, {})
    assert plain.free_text == "known-words"
    assert plain.fields_left_out == ()
    assert plain.loosenings == ()
    for name in ("first_name", "dateOfBirth", "patient_ssn", "county", "zip"):
        assert phi.field_of(name, plain), name
    assert phi.field_of("ward_note", plain)  # `note` is a field
    assert phi.field_of("ward_label", plain) is None


def test_telemetry_is_read(tmp_path: Path) -> None:
    found = policy(tmp_path, {"telemetry": TELEMETRY})
    assert found.tags == {"role": frozenset({"doctor"})}
    assert found.text_tags == {"step"}
    assert found.contexts == {"patient": frozenset({"id"})}
    assert found.metrics == {"patients.created": Metric("none", 0, 10)}


FIELDS: dict[str, Any] = json.loads(
    Path(__file__).with_name("fields_left_out.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", FIELDS["cases"], ids=lambda case: case["why"])
def test_no_field_goes_without_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]
) -> None:
    service = tmp_path / "service.json"
    if "answered" in case:
        service.write_text(json.dumps({"phi_fields": case["answered"]}))
    monkeypatch.setattr("phi.policy.SERVICE", service)
    if "refused" in case:
        with pytest.raises(PolicyError) as refused:
            policy(tmp_path, case["policy"])
        assert str(refused.value) == case["refused"]
        return
    found = policy(tmp_path, case["policy"])
    assert [name for name in case["in_force"] if phi.field_of(name, found) is None] == []
    assert [name for name in case["left_out"] if phi.field_of(name, found)] == []
    assert set(found.fields_left_out) >= set(case["left_out"])
    assert found.unused_loosenings == tuple(case.get("unused", ()))


def test_the_services_own_fields_are_those_that_were_answered() -> None:
    """The answers tell which fields were deleted from the list, so they must be there."""
    answered = json.loads(SERVICE.read_text(encoding="utf-8"))["phi_fields"]
    assert answered
    found = load()
    reasoned = set(found.fields_left_out)
    assert [
        name for name in answered if name not in reasoned and not phi.field_of(name, found)
    ] == []


def test_fields_are_added_with_their_kind_and_removed_with_a_reason(tmp_path: Path) -> None:
    kinds = [{"name": "bed", "kind": "number"}, "ward_label"]
    loosened = {"section": "fields.remove", "items": ["city"], **WHY}
    changed = policy(
        tmp_path, {"fields": {"add": kinds, "remove": ["city"]}, "loosenings": [loosened]}
    )
    bed, ward = phi.field_of("bed", changed), phi.field_of("ward_label", changed)
    assert bed is not None
    assert ward is not None
    assert (bed.kind, ward.kind) == ("number", "text")
    assert phi.field_of("town", changed) is None
    assert phi.field_of("street", changed)
    assert changed.fields_left_out == ("city",)


def scrubbed(text: str, by: Policy) -> str:
    return phi.scrub_text(text, by)


def test_identifiers_labels_resources_and_collisions(tmp_path: Path) -> None:
    data = {
        "identifiers": {
            "bed": BED,
            "mrn": {"pattern": "NH[0-9]{6}"},
            "card_no": {
                "pattern": "C[0-9]{16}",
                "check": "luhn",
                "example": "C4111111111111111",
                "counter_example": "C4111111111111112",
            },
        },
        "labels": ["bed no"],
        "urls": {"resources": ["wards"]},
        "collisions": ["patient_city"],
        "loosenings": [{"section": "collisions", "items": ["patient_city"], **WHY}],
    }
    own = policy(tmp_path, data, free_text="patterns")
    plain = policy(tmp_path, {}, free_text="patterns")
    for text, left in (
        ("moved to bed-123 today", "moved to [id] today"),
        ("NH123456 was seen", "[mrn] was seen"),
        ("paid with C4111111111111111 twice", "paid with [id] twice"),
        ("bed no 44121 is free", "bed no [id] is free"),
        ("GET /wards/71a/rounds", "GET /wards/[id]/rounds"),
    ):
        assert scrubbed(text, own) == left
        assert scrubbed(text, plain) != left
    assert phi.field_of("patient_city", own) is None
    assert phi.field_of("patient_city", plain)


def test_the_mode_to_try_wins(tmp_path: Path) -> None:
    loosened = {"section": "free_text", "items": ["patterns"], **WHY}
    data = {"free_text": "patterns", "loosenings": [loosened]}
    assert policy(tmp_path, data).free_text == "patterns"
    assert policy(tmp_path, data, free_text="known-words").free_text == "known-words"


LOOSE: list[tuple[dict[str, Any], str]] = [
    ({"fields": {"remove": ["city"]}}, "fields.remove[0]"),
    ({"free_text": "patterns"}, "free_text"),
    ({"words": {"allow": ["stroke"]}}, "words.allow[0]"),
    ({"headers": ["x-request-id"]}, "headers[0]"),
    ({"collisions": ["patient_city"]}, "collisions[0]"),
]


@pytest.mark.parametrize(("data", "key"), LOOSE)
def test_a_loosening_needs_a_reason(tmp_path: Path, data: dict[str, Any], key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        policy(tmp_path, data)
    assert str(refused.value).startswith(f"policy.json: {key} is a loosening without a reason.")
    section = key.partition("[")[0]
    # The line holds the entry as it is to be typed.
    told = re.search(r'\{"section": "[^"]+", "items": \["([^"]+)"\]', str(refused.value))
    assert told
    assert f'"section": "{section}"' in told[0]
    reasons = [{"section": section, "items": [told[1], "more"], **WHY}]
    found = policy(tmp_path, data | {"loosenings": reasons})
    assert found.loosenings[0].at == key
    assert found.loosenings[0].reason == WHY["reason"]
    assert found.unused_loosenings == (f"{section}: more",)


WRONG: list[tuple[str, str]] = [
    ("{", "the file is no JSON"),
    ("[]", "the file is no object"),
    ("[" * 100_000, "the file is no JSON"),
    (json.dumps({"field": []}), "the file has the key 'field'"),
    (json.dumps({"telemetry": {**TELEMETRY, "tags": None}}), "telemetry.tags is of another kind"),
    (
        json.dumps({"telemetry": {**TELEMETRY, "tags": {"role": ["Mary Johnson"]}}}),
        "telemetry.tags.role[0] is of another shape",
    ),
    (
        json.dumps(
            {"telemetry": {**TELEMETRY, "metrics": {"a": {"unit": "none", "low": 2, "high": 1}}}}
        ),
        "telemetry.metrics.a has no range",
    ),
    (
        json.dumps(
            {
                "telemetry": {
                    **TELEMETRY,
                    "metrics": {"a": {"unit": "none", "low": 0, "high": 1e400}},
                }
            }
        ),
        "telemetry.metrics.a.high is out of range",
    ),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_a_wrong_policy_is_refused_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(content)
    with pytest.raises(PolicyError) as refused:
        load(file)
    line = str(refused.value)
    assert line.startswith("policy.json: ")
    assert said in line
    assert "Accepted: " in line
    assert "\n" not in line
    assert "Mary" not in line


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (BED | {"pattern": "BED[0-9]+"}, "bed.pattern is outside the safe grammar"),
        (BED | {"pattern": "("}, "bed.pattern is outside the safe grammar"),
        (BED | {"example": "BED"}, "bed.example is not found by the pattern"),
        (BED | {"counter_example": "BED 123"}, "bed.counter_example is found by the pattern"),
        (BED | {"check": "npi"}, "bed.example is not found by the pattern"),
        ({"pattern": "BED[0-9]{3}", "example": "BED123"}, "identifiers.bed has no counter_example"),
        ({"pattern": "BED[0-9]{3}"}, "identifiers.bed has no example"),
    ],
)
def test_identifiers_are_proved_at_load(tmp_path: Path, entry: object, said: str) -> None:
    with pytest.raises(PolicyError, match="Accepted: a pattern in the safe grammar") as refused:
        policy(tmp_path, {"identifiers": {"bed": entry}})
    assert said in str(refused.value)


def test_a_missing_policy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="the file cannot be read"):
        load(tmp_path / "policy.json")


def test_without_words_nothing_of_a_text_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phi.policy.WORDS", tmp_path / "none")
    found = policy(tmp_path, {})
    assert found.words_problem
    assert scrubbed("Patient matching query does not exist.", found) == "[text]."
