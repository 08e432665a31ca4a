"""The schema beside the policy: one file says what is accepted, to editors and to the start."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from phi import schema
from phi.policy import FOLDER

SCHEMA: dict[str, Any] = json.loads((FOLDER / "policy.schema.json").read_text(encoding="utf-8"))
REASON = {"reason": "needed for the audit", "name": "A. Clinician", "date": "2026-01-31"}

GOOD: list[dict[str, Any]] = [
    {},
    {"$schema": "./policy.schema.json"},
    {"fields": ["ssn", "__proto__", "_"]},
    {"loosenings": [{"section": "fields", "items": ["ssn"], **REASON}]},
    {"fields": {"add": ["ward_note", {"name": "bed", "kind": "number"}], "remove": ["city"]}},
    {"identifiers": {"bed": {"pattern": "BED-[0-9]{4}", "check": "luhn", "example": "BED-1"}}},
    {"labels": ["bed no"], "urls": {"sensitive_prefixes": ["/", "/a/b/"], "resources": ["ward"]}},
    {"free_text": "patterns", "words": {"allow": ["Foo_1"], "deny": []}},
    {"headers": ["x-request-id"], "collisions": ["patient_count"]},
    {"loosenings": [{"section": "words.allow", "items": ["Foo_1"], **REASON}]},
    {"telemetry": {"tags": {"a": ["x"], "b": "text"}, "contexts": {}, "metrics": {}}},
]
WRONG: list[tuple[object, str]] = [
    ([], "the file is of another kind"),
    ({"field": []}, "the file has the key 'field'"),
    ({"fields": "ssn"}, "fields is of another kind"),
    ({"fields": [1]}, "fields[0] is of another kind"),
    ({"fields": ["a b"]}, "fields[0] is of another shape"),
    ({"fields": ["a\n"]}, "fields[0] is of another shape"),
    ({"fields": [{"name": "a", "kind": "date"}]}, "fields[0].kind is unknown"),
    ({"fields": [{"name": "a"}]}, "fields[0] has no kind"),
    ({"fields": {"drop": []}}, "fields has the key 'drop'"),
    ({"identifiers": {"Bed": {"pattern": "x"}}}, "identifiers has the key 'Bed'"),
    ({"identifiers": {"bed": {}}}, "identifiers.bed has no pattern"),
    ({"identifiers": {"bed": {"pattern": "x", "check": 1}}}, "identifiers.bed.check is unknown"),
    ({"identifiers": {"bed": {"pattern": ""}}}, "bed.pattern is too short or too long"),
    ({"free_text": "all"}, "free_text is unknown"),
    ({"free_text": True}, "free_text is unknown"),
    ({"words": {"allow": ["Mary Johnson"]}}, "words.allow[0] is of another shape"),
    ({"urls": {"sensitive_prefixes": ["patients"]}}, "sensitive_prefixes[0] is of another shape"),
    ({"loosenings": [{"section": "fields.remove", "items": [], **REASON}]}, "items has another"),
    ({"loosenings": [{"section": "x", "items": ["a"], **REASON}]}, "loosenings[0].section is"),
    ({"loosenings": [{"section": "headers", "items": ["a"]}]}, "loosenings[0] has no reason"),
    ({"telemetry": {"tags": {}, "contexts": {}}}, "telemetry has no metrics"),
    ({"telemetry": {"tags": {"a": "doctor"}, "contexts": {}, "metrics": {}}}, "tags.a is unknown"),
    (
        {"telemetry": {"tags": {}, "contexts": {}, "metrics": {
            "a": {"unit": "none", "low": True, "high": 1}}}},
        "metrics.a.low is of another kind",
    ),
    (
        {"telemetry": {"tags": {}, "contexts": {}, "metrics": {
            "a": {"unit": "none", "low": 0, "high": 1e16}}}},
        "metrics.a.high is out of range",
    ),
]  # fmt: skip
STOCK = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("data", GOOD)
def test_what_is_accepted(data: dict[str, Any]) -> None:
    schema.check(data, SCHEMA)
    STOCK.validate(data)


@pytest.mark.parametrize(("data", "said"), WRONG)
def test_what_is_not_accepted_is_named(data: object, said: str) -> None:
    with pytest.raises(schema.NotAcceptedError) as refused:
        schema.check(data, SCHEMA)
    assert said in f"{refused.value.key} {refused.value.given}"
    assert refused.value.accepted
    assert "Mary" not in str(refused.value)


@pytest.mark.parametrize(
    "data", [data for data, _ in WRONG if data != {"fields": ["a\n"]}], ids=repr
)
def test_the_usual_validator_refuses_the_same(data: object) -> None:
    # But for a final newline, which its `$` lets pass.
    assert not STOCK.is_valid(data)


def test_the_schema_uses_nothing_that_is_not_read() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    pending: list[Any] = [SCHEMA]
    while pending:
        one = pending.pop()
        assert set(one) <= schema.KEYWORDS, set(one) - schema.KEYWORDS
        for key in ("properties", "$defs"):
            pending += one.get(key, {}).values()
        pending += [one[key] for key in ("items", "additionalProperties") if one.get(key)]
        pending += one.get("anyOf", [])
        if "$ref" not in one and one is not SCHEMA:
            assert one.get("description"), one
