"""Typed positions for what an error is about: what fits leaves as it is, all else as a mark."""

from __future__ import annotations

import sqlite3
from typing import Any

import psycopg
import pytest
from rest_framework import serializers
from rest_framework.exceptions import APIException

from observability import detail, known_schema, rebuild, rebuild_batches, rebuild_detail
from observability.known import KnownHere
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

KNOWN = KnownHere()
CANARY = hostile.CANARY


def rebuilt(**contexts: Any) -> dict[str, Any]:
    source = hostile.error_event()
    source["contexts"] |= contexts
    built = rebuild.event(source, KNOWN, PROCESS)
    assert built is not None
    assert "Mary" not in str(built)
    return {name: built["contexts"].get(name) for name in contexts}


def test_what_code_and_schema_spell_leaves_golden() -> None:
    given = {
        "api": {"code": "parse_error"},
        "database": {
            "sqlstate": "23505",
            "sqlite": "SQLITE_CONSTRAINT_UNIQUE",
            "constraint": "clinic_name_unique",
            "table": "patients_patient",
        },
        "response": {"status_code": 502},
        "validation": {"fields": {"mrn": ["unique"], "doctor_id": ["does_not_exist", "null"]}},
    }
    assert rebuilt(**given) == given


def test_anything_else_is_a_mark_or_nothing_golden() -> None:
    given = {
        "api": {"code": CANARY, CANARY: CANARY},
        "database": dict.fromkeys(("sqlstate", "sqlite", "constraint", "table", CANARY), CANARY),
        "response": {"status_code": 123456789, "body": CANARY},
        "validation": {"fields": {CANARY: [CANARY, 7], "mrn": CANARY}, CANARY: CANARY},
    }
    assert rebuilt(**given) == {
        "api": {"code": "[code]"},
        "database": {"constraint": "[constraint]", "table": "[table]"},
        "response": None,
        "validation": {"fields": {"[field]": ["[code]"], "mrn": []}},
    }


@pytest.mark.parametrize("code", ["60614", "SMITH", "", "23505 "])
def test_an_sqlstate_is_one_that_postgresql_has(code: str) -> None:
    assert rebuilt(database={"sqlstate": code}) == {"database": None}


@pytest.mark.parametrize("wrong", [CANARY, [CANARY], None, 7, {CANARY: CANARY}])
def test_contexts_of_another_shape_are_left_out(wrong: object) -> None:
    named = dict.fromkeys(rebuild_detail.NAMES, wrong)
    assert set(rebuilt(**named).values()) == {None}


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("patients_patient_pkey", True),
        ("patients_appointment_doctor_id_1f2e3d4c_fk_patients_staffmember_id", True),
        ("clinic_name_unique", True),
        ("patients_mary_pkey", False),
        ("1f2e3d4c_1f2e3d4c", False),
        ("patients_patient_19550312_uniq", False),
        ("patients_patient_03121955_uniq", False),
        ("patients_patient_09055781_uniq", True),
        ("mary", False),
        ("deadbeef", False),
        ("patient " * 40, False),
    ],
)
def test_constraints_are_made_of_tables_and_columns(name: str, is_known: bool) -> None:
    assert KNOWN.constraint(name) is is_known


def test_codes_are_declared_by_code() -> None:
    # The last one by a serializer of this service.
    for code in ("required", "max_length", "throttled", "forbidden"):
        assert KNOWN.code(code), code
    for data in ("mary", "Mary", "john_doe", "123456789", "", "x" * 200):
        assert not KNOWN.code(data), data
    name = "".join(["zeph", "yra"])
    made = type("MadeError", (APIException,), {"default_code": name})
    known_schema._codes.cache_clear()
    assert not KNOWN.code(name)
    assert vars(made)["default_code"] == name


def test_fields_are_declared_by_code() -> None:
    assert all(map(KNOWN.field, ("mrn", "doctor_id", "non_field_errors")))
    assert not any(map(KNOWN.field, ("Mary", "", "mrn Mary", "x" * 200)))
    # A form of questions that somebody typed.
    name = "".join(["Zeph", "yra"])
    made = type("Made", (serializers.Serializer,), {name: serializers.CharField()})
    assert name in made().fields
    assert not KNOWN.field(name)


def test_without_a_schema_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_schema, "_columns", lambda: 1 / 0)
    assert not KNOWN.field("mrn")


def test_a_breadcrumb_of_refused_fields_golden() -> None:
    source = hostile.error_event()
    fields = {"mrn": ["unique"], CANARY: [CANARY], f"status.{CANARY}": ["required"]}
    crumb = {"category": "validation", "level": "warning", "message": CANARY}
    source["breadcrumbs"]["values"] = [crumb | {"data": {"fields": fields, CANARY: CANARY}}]
    built = rebuild.event(source, KNOWN, PROCESS)
    assert built is not None
    assert built["breadcrumbs"]["values"] == [
        {
            "level": "warning",
            "category": "validation",
            "message": "[text]",
            "data": {
                "fields": {
                    "mrn": ["unique"],
                    "[field]": ["[code]"],
                    "status.[field]": ["required"],
                }
            },
        }
    ]


@pytest.mark.parametrize(
    ("route", "leaves"), [("/healthz", True), (f"/{CANARY}", False), (7, False)]
)
def test_a_metric_says_the_route_that_it_was_counted_at(route: object, leaves: bool) -> None:
    given = hostile.trace_metric()
    given["items"][0]["attributes"]["transaction"] = {"value": route, "type": "string"}
    built, _ = rebuild_batches.trace_metric(given, KNOWN, PROCESS)
    assert built is not None
    said = built["items"][0]["attributes"].get("transaction")
    assert said == ({"value": route, "type": "string"} if leaves else None)


def of(error: BaseException) -> object:
    event = detail.add({"contexts": {"x": 1}}, {"exc_info": (type(error), error, None)})
    assert event["contexts"]["x"] == 1
    return event["contexts"].get("database")


def test_a_cause_is_asked_as_well() -> None:
    with sqlite3.connect(":memory:") as database, pytest.raises(sqlite3.Error) as raised:
        database.execute("SELECT name FROM no_such_table")
    database.close()
    error = RuntimeError()
    error.__cause__ = raised.value
    error.__suppress_context__ = True
    assert of(error) == {"sqlite": "SQLITE_ERROR"}


def test_a_server_that_was_not_reached_says_nothing() -> None:
    assert of(psycopg.OperationalError("no connection")) is None
    assert of(ValueError()) is None


def test_whatever_fails_the_event_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detail, "_of", lambda _: 1 / 0)
    assert of(ValueError()) is None
