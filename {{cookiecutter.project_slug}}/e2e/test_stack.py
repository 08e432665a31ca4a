"""From the click to the task: each error once, in one trace, and nobody's data in what left."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from e2e.canaries import Canary, found_in
from e2e.chain import assert_all_callers_are_known, spans_of
from e2e.stack import ROOT, Sent, Stack
from e2e.walk import CHECKS, SHOWS_ERROR_PAGE, Walk, runtimes_by_trace

HEX32 = re.compile(r"[0-9a-f]{32}")
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NEVER_TRACED = re.compile(r"/(?:monitoring|violations|healthz|readyz)\b")
THROUGH = {
    "server-action": {"browser", "next-server"},
    "route-handler": {"browser", "next-server"},
    "django": {"browser", "next-server", "django"},
    "drf": {"browser", "next-server", "django"},
    "celery": {"browser", "next-server", "django", "celery"},
}


def _events(sent: list[Sent]) -> list[dict[str, object]]:
    return [event for one in sent for event in one.items("event")]


def _patients_values(stack: Stack) -> list[str]:
    """Return what names or finds a patient of the database; short words occur anywhere."""
    values = []
    for row in stack.patients():
        first, last = row["first_name"], row["last_name"]
        values += [f"{first} {last}", f"{last}, {first}", row["ssn"], row["ssn"].replace("-", "")]
        values += [row["phone"], row["email"], row["mrn"]]
        plain = row["id"].replace("-", "")
        values += [plain, f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"]
    return sorted({value for value in values if len(value) >= 8})


def test_the_pages_work(walk: Walk, stack: Stack) -> None:
    patients = stack.patients()
    assert sum(row["last_name"] in walk.list_text for row in patients) >= 20
    assert patients[0]["last_name"] in walk.search_text
    assert len(walk.search_text) < len(walk.list_text)
    assert any(row["mrn"] in walk.detail_text for row in patients)
    assert walk.field_errors >= 3
    assert walk.planted[0].last_name in walk.new_patient_text


@pytest.mark.parametrize("name", CHECKS)
def test_each_error_arrives_exactly_once(
    name: str, walk: Walk, sent: list[Sent], stack: Stack
) -> None:
    pressed = walk.pressed[name]
    assert HEX32.fullmatch(pressed.event_id)
    found = [event for event in _events(sent) if event["event_id"] == pressed.event_id]
    assert len(found) == 1
    (event,) = found
    tags = dict(event["tags"])  # type: ignore[call-overload]
    assert tags.pop("runtime") == pressed.runtime
    # All but the browser know which request they worked for.
    request_id = tags.pop("request_id", "none")
    assert bool(UUID4.fullmatch(request_id)) is (pressed.runtime != "browser")
    # Who asks, Next knows from Django's answers, which come before these fail.
    role = tags.pop("role", "none")
    if pressed.runtime == "next-server":
        assert role in {"doctor", "nurse", "reception", "manager"}
        assert re.fullmatch(r"\[id:[0-9a-f]{8}\]", event["user"]["id"])  # type: ignore[index]
    # Of the policy and the words that decided what leaves.
    assert set(tags) <= {"policy", "words"}
    assert all(re.fullmatch(r"[0-9a-f]{8,64}", text) for text in tags.values())
    assert event["environment"] == stack.environment
    assert event["release"] == stack.release
    assert event["level"] == "error"


def test_no_other_error_arrives(walk: Walk, sent: list[Sent]) -> None:
    expected = {pressed.event_id: 1 for pressed in walk.pressed.values()}
    assert dict(Counter(event["event_id"] for event in _events(sent))) == expected


@pytest.mark.parametrize("name", THROUGH)
def test_one_trace_from_the_click_to_the_error(name: str, walk: Walk, sent: list[Sent]) -> None:
    (event,) = [e for e in _events(sent) if e["event_id"] == walk.pressed[name].event_id]
    trace = event["contexts"]["trace"]["trace_id"]  # type: ignore[index]
    assert runtimes_by_trace(sent)[trace] >= THROUGH[name]


def test_each_caller_is_known_from_the_click_to_the_sql_and_to_the_task_and_its_retry(
    walk: Walk, sent: list[Sent]
) -> None:
    (event,) = [e for e in _events(sent) if e["event_id"] == walk.pressed["celery"].event_id]
    assert_all_callers_are_known(sent, event)
    assert not any(one.items("span") for one in sent if one.project == "1")  # these are static


def test_probes_and_the_tunnel_are_traced_by_nobody(sent: list[Sent]) -> None:
    names = {one.name for one in spans_of(sent) if one.is_segment}
    assert {"/patients", "POST /sentry-check", "/api/patients/"} <= names
    assert [name for name in names if NEVER_TRACED.search(name)] == []


@pytest.mark.parametrize("name", SHOWS_ERROR_PAGE)
def test_the_error_page_shows_a_reference_and_no_message(
    name: str, walk: Walk, sent: list[Sent]
) -> None:
    pressed = walk.pressed[name]
    (event,) = [e for e in _events(sent) if e["event_id"] == pressed.event_id]
    assert pressed.reference == event["contexts"]["trace"]["trace_id"]  # type: ignore[index]
    assert pressed.reference in pressed.text
    assert found_in(pressed.text.encode(), pressed.planted.values()) == []
    assert not re.search(r"sentry-check .*in a ", pressed.text)


def test_everything_that_arrives_is_an_envelope_of_known_items(sent: list[Sent]) -> None:
    assert all(one.envelope is not None for one in sent)
    types = {
        item["headers"]["type"] for one in sent if one.envelope for item in one.envelope["items"]
    }
    assert types <= {"event", "transaction", "span", "client_report", "trace_metric"}
    assert {one.project for one in sent} == {"1", "2"}


def test_nothing_that_was_planted_has_left(walk: Walk, sent: list[Sent]) -> None:
    values = [value for canary in walk.planted for value in canary.values()]
    wire = b"\n".join(one.wire for one in sent)
    assert len(walk.planted) == 1 + len(CHECKS)
    assert len(wire) > 10_000
    assert found_in(wire, values) == []
    # The search is no dummy: the same bytes with one note in them are found out.
    last = Canary.fresh()
    assert found_in(wire + last.note().encode(), last.values()) != []


def test_no_patient_of_the_database_has_left(stack: Stack, sent: list[Sent]) -> None:
    values = _patients_values(stack)
    assert len(values) > 300
    assert found_in(b"\n".join(one.wire for one in sent), values) == []


def test_nothing_of_it_is_in_the_logs(walk: Walk, stack: Stack) -> None:
    values = [value for canary in walk.planted for value in canary.values()]
    values += _patients_values(stack)
    logs = [*(stack.var / "log").iterdir(), stack.var / "make-dev.out"]
    assert {"api.log", "worker.log", "web.log"} <= {log.name for log in logs}
    found = {log.name: len(found_in(log.read_bytes(), values)) for log in logs}
    assert {name: count for name, count in found.items() if count} == {}


def test_the_browser_asks_nobody_but_its_own_origin(walk: Walk, stack: Stack) -> None:
    assert any(url == f"{stack.web}/monitoring" for url in walk.requested)
    assert [url for url in walk.requested if not url.startswith(_own(stack))] == []


@pytest.mark.parametrize("how", ["answers 404", "is blocked"])
def test_without_a_tunnel_the_browser_asks_nobody_else(
    how: str, browser: Browser, stack: Stack
) -> None:
    context = browser.new_context()
    requested: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    answer = {"answers 404": lambda route: route.fulfill(status=404), "is blocked": _blocked}[how]
    context.route("**/monitoring*", answer)
    page = context.new_page()
    page.goto(f"{stack.web}/sign-in")
    page.evaluate("setTimeout(() => { throw new Error('No tunnel'); })")
    page.wait_for_timeout(2_000)
    tried = requested.count(f"{stack.web}/monitoring")
    page.fill("[name=username]", "demo")  # the page still works
    context.close()
    assert tried >= 1
    assert [url for url in requested if not url.startswith(_own(stack))] == []


def _blocked(route: Route) -> None:
    route.abort("blockedbyclient")


def _own(stack: Stack) -> tuple[str, ...]:
    return (f"{stack.web}/", "data:", f"blob:{stack.web}/")


def test_the_bundle_knows_neither_key_nor_ingest(stack: Stack) -> None:
    forbidden = [stack.key, stack.sink.removeprefix("http://"), ".ingest.", "sentry.io/api"]
    chunks = [path for path in Path(ROOT / "frontend/.next/static").rglob("*") if path.is_file()]
    assert sum(path.suffix == ".js" for path in chunks) >= 5
    for path in chunks:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert [number for number, one in enumerate(forbidden) if one in text] == [], path.name


def test_the_console_stays_silent(walk: Walk) -> None:
    assert walk.console == []
    # Where errors are made on purpose the browser says so, and nothing else.
    expected = re.compile(r"sentry-check .*in a |status of 500|React error #441")
    assert [line for line in walk.console_of_checks if not expected.search(line)] == []
