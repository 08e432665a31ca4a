"""The gate's one way to the engine: scrubbed, bounded, cut afterwards, and closed when broken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import phi
from config.celery import app
from observability import rebuild, rebuild_batches, rebuild_scope, rebuild_spans
from observability.known import KnownHere
from observability.texts import LONGEST, Texts
from phi.words import Words
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

if TYPE_CHECKING:
    from phi.policy import Policy

PROGRAM = """
SELECT FROM WHERE GET id s x a of is the not found patient patients visit http https api html list
could reach host example operation
"""
WORDS = Words(PROGRAM.split())
KNOWN = replace(phi.load(free_text="known-words"), words=WORDS)
OURS = replace(PROCESS, policy=KNOWN, texts=Texts(KNOWN))


def test_a_text_keeps_what_is_known() -> None:
    texts = Texts(KNOWN)
    assert texts.text("patient Mary Johnson not found") == "patient [text] not found"
    assert texts.text("SSN 123-45-6789") == "[text] [ssn]"
    assert texts.text("") is None
    assert texts.text(None) is None
    assert texts.text({"a": "Mary"}) == "[text]"
    assert texts.text(7) == "[text]"


def test_without_a_policy_nothing_is_known() -> None:
    assert Texts(None).text("patient not found") == "[text]"
    assert Texts(None).statement("SELECT id FROM patients") == "[text]"
    assert Texts(None).url("/patients/") is None


def test_a_broken_engine_lets_nothing_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str, policy: Policy) -> str:
        raise RuntimeError(text)

    monkeypatch.setattr(phi, "scrub_text", broken)
    assert Texts(KNOWN).text("patient Mary Johnson") == "[text]"
    assert "Mary" not in caplog.text


def test_texts_are_cut_after_they_are_scrubbed() -> None:
    long = Texts(KNOWN).text("patient " * 1000)
    assert long is not None
    assert len(long) <= LONGEST
    assert long.endswith("…")
    # Wherever the window's edge goes through a number, nothing of it is left.
    patterns = replace(KNOWN, free_text="patterns")
    for shift in range(14):
        text = "x" * (8192 - 14 + shift - 20) + " the visit of 123-45-6789 is found"
        left = Texts(patterns).text(text, 100_000)
        assert left is not None
        assert "123" not in left
        assert "6789" not in left


def test_no_half_of_a_mark_is_left() -> None:
    for longest in range(8, 40):
        left = Texts(KNOWN).text("patient Mary not found 123-45-6789 patient Johnson", longest)
        assert left is not None
        assert len(left) <= longest
        assert left.count("[") == left.count("]")


def test_one_envelope_has_a_budget() -> None:
    texts = Texts(KNOWN, budget=20)
    assert texts.text("patient not found") == "patient not found"
    assert texts.text("patient not found") == "[text]"


@pytest.mark.timeout(10)
def test_a_hundred_megabytes_take_no_longer_than_their_window() -> None:
    """Read whole, they would take the better part of a minute."""
    assert Texts(KNOWN).text("Mary 123-45-6789, " * 6_000_000) is not None


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://example/api/patients/17?ssn=1#x", "https://example/api/patients/[id]"),
        ("https://mary:secret@example/api/", "https://example/api/"),
        ("/api/patients/;name=mary", "/api/patients/"),
        ("/api/patients/%3Fname=mary", "/api/patients/"),
        ("mary", "[text]"),
    ],
)
def test_urls_lose_what_identifies(url: str, left: str) -> None:
    assert Texts(KNOWN).url(url) == left


SPANS = [
    ("db", "SELECT id FROM patients WHERE id = 'Mary'", "SELECT id FROM patients WHERE id = %s"),
    ("db.redis", "GET 'patient:Mary'", None),
    ("cache.get", "patient:mary", None),
    ("http.client", "GET https://example/patients/17?x=1", "GET https://example/patients/[id]"),
    ("http.server", "GET /api/patients/", "GET /api/patients/"),
    ("http.server", "Mary Johnson", "[text]"),
    ("queue.task.celery", "patients.tasks.send_appointment_reminders", None),
    ("template.render", "patients/list.html", "patients/list.html"),
    ("function", "patients.tasks.send_reminders_to_mary", "patients.[text]"),
    (None, "visit of Mary", "visit of [text]"),
    ("db", 7, None),
]


@pytest.mark.parametrize(("op", "given", "left"), SPANS)
def test_descriptions_of_spans(op: str | None, given: object, left: str | None) -> None:
    app.loader.import_default_modules()
    if given in app.tasks:
        left = str(given)
    assert rebuild_spans.description(given, op, KnownHere(), Texts(KNOWN)) == left


def test_data_is_kept_key_by_key_and_by_shape() -> None:
    given = {
        "db.system": "postgresql",
        "db.operation": "SELECT",
        "http.request.method": "GET",
        "http.response.status_code": 500,
        "url": "https://example/patients/17?x=1",
        "cache.hit": True,
        "messaging.message.receive.latency": 12.3456789,
        "db.params": ["Mary"],
        "cache.key": "Mary",
        "http.query": "name=mary",
        "reason": "Mary",
        "Mary": "Mary",
    }
    assert rebuild_spans.data(given, Texts(KNOWN)) == {
        "cache.hit": True,
        "db.operation": "SELECT",
        "db.system": "postgresql",
        "http.request.method": "GET",
        "http.response.status_code": 500,
        "messaging.message.receive.latency": 12.3457,
        "url": "https://example/patients/[id]",
    }
    wrong = dict.fromkeys(given, hostile.CANARY)
    assert rebuild_spans.data(wrong, Texts(KNOWN)) == {"url": "[text] [ssn]"}
    assert rebuild_spans.data({"status_code": 123456789, "cache.hit": 1}, Texts(KNOWN)) == {}


def test_breadcrumbs_by_category() -> None:
    def crumb(**given: object) -> dict[str, object]:
        return rebuild_spans.breadcrumb(given, KnownHere(), OURS)

    assert crumb(category="query", message="SELECT id FROM patients WHERE id = 7") == {
        "category": "query",
        "message": "SELECT id FROM patients WHERE id = %s",
    }
    assert crumb(category="subprocess", message="mail patient") == {"category": "subprocess"}
    assert crumb(category="redis", message="GET patient") == {"category": "redis"}
    assert crumb(message="visit of Mary", data={"first_name": "Mary"}) == {
        "message": "visit of [text]"
    }


def test_a_message_leaves_formatted_and_without_its_parameters() -> None:
    entry = {"message": "%s not found", "params": ["Mary"], "formatted": "patient Mary not found"}
    built = rebuild.event({"event_id": hostile.EVENT_ID, "logentry": entry}, KnownHere(), OURS)
    assert built is not None
    assert built["message"] == "patient [text] not found"
    assert "logentry" not in built
    logs = {"items": [hostile.log()["items"][0] | {"body": "patient Mary not found"}]}
    batch, _ = rebuild_batches.log(logs, OURS)
    assert batch is not None
    assert batch["items"][0]["body"] == "patient [text] not found"


def test_tags_that_are_texts_are_scrubbed() -> None:
    process = replace(OURS, policy=replace(KNOWN, text_tags=frozenset({"step"})))
    assert rebuild_scope.tags({"step": "visit of Mary"}, process)["step"] == "visit of [text]"
    given = hostile.log()["items"][0]
    given["attributes"]["step"] = {"value": "visit of Mary", "type": "string"}
    batch, _ = rebuild_batches.log({"items": [given]}, process)
    assert batch is not None
    assert batch["items"][0]["attributes"]["step"]["value"] == "visit of [text]"


def test_headers_that_the_policy_names_leave_scrubbed() -> None:
    given = {"X-Host": "example of Mary", "Referer": "patient", "Cookie": "patient", 7: "a"}
    source = {"event_id": hostile.EVENT_ID, "request": {"method": "GET", "headers": given}}
    process = replace(OURS, policy=replace(KNOWN, headers=frozenset({"x-host", "x-none"})))
    built = rebuild.event(source, KnownHere(), process)
    assert built is not None
    assert built["request"] == {"method": "GET", "headers": {"x-host": "example of [text]"}}
    plain = rebuild.event(source, KnownHere(), OURS)
    assert plain is not None
    assert plain["request"] == {"method": "GET"}
