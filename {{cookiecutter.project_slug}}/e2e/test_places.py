"""Nothing planted leaves in any mode. Without the gate everything does: the search is not blind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.canary_service import COPY, OVERLAY, prepared
from e2e.harness import run_in
from e2e.report import Report
from e2e.stack import ROOT

REPORTS = ROOT / "var/canaries/report"
# As `canaries.modes` names them; empty: static spans, nothing collected. Together the modes plant
# every kind in every place; CANARIES_ALL_KINDS=1 plants all of them in each mode.
MODES = ("", "stream", "collect", "stream,collect")
LEAKY = "leaky,collect"
ALL_KINDS = os.environ.get("CANARIES_ALL_KINDS", "") not in ("", "0")
PLACES = 80
PROVED = 0.99
# What the stock SDK does not send either, as a run without the gate has shown, and why.
SILENT = {
    ("browser", "browser: error: JSON that does not parse"): "Chromium quotes ten characters of it",
    (
        "browser",
        "browser: error: other properties",
    ): "an integration of its own would add them",
    ("browser", "browser: name of the window"): "nothing reads it",
    ("browser", "browser: span: status"): "a span's status is one of a few words",
    ("browser", "browser: timing marks"): "an option that is off turns them into spans",
    ("browser", "browser: title of the page"): "nothing reads it",
    ("celery", "task: description of arguments"): "the service's Celery app replaces it",
    ("django", "child process: environment and folder"): "the SDK notes arguments only",
    ("django", "exception: decimal"): "Python's text of this error names no value",
    ("django", "mail"): "the SDK does not look at mail",
    ("django", "outgoing request: user and password"): "the fragment stays with the client",
    ("django", "request: header Authorization"): "the SDK filters this header by itself",
    ("next-server", "request: cookie of the session"): "the SDK filters this cookie by itself",
    ("next-server", "request: header Authorization"): "the SDK filters this header by itself",
    ("next-server", "request: report of a violation"): "one word of the policy's list is counted",
    ("next-server", "server: child process: argument"): "no default integration notes it",
    ("next-server", "server: error: JSON that does not parse"): "Node quotes ten characters of it",
    ("next-server", "server: log line"): "it is printed, by way of the engine alone",
    ("next-server", "server: outgoing request: one that fails"): "it fails before there is a span",
    ("next-server", "server: span: status"): "a span's status is one of a few words",
}


@pytest.fixture(scope="module", params=MODES, ids=lambda mode: mode or "static")
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Report:
    """Return the table of one run behind the gate."""
    return _run(request.param, tmp_path_factory.mktemp("canaries"), browser)


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Report:
    """Return the table of a run without the gate."""
    return _run(LEAKY, tmp_path_factory.mktemp("canaries"), browser)


def _run(mode: str, folder: Path, browser: Browser) -> Report:
    turn = None if ALL_KINDS else [*MODES, LEAKY].index(mode)
    report = run_in(mode, turn, folder / "run", browser)
    report.write(REPORTS)
    return report


def test_there_are_enough_places_in_each_runtime(report: Report) -> None:
    every = report.every_place()
    assert len(every) >= PLACES
    counts = {runtime: sum(of == runtime for of, _ in every) for runtime, _ in every}
    assert counts["django"] >= PLACES
    assert counts["browser"] >= PLACES // 2
    assert counts["next-server"] >= PLACES // 2
    assert counts["celery"] >= 10


def test_nothing_that_was_planted_is_on_the_wire(report: Report) -> None:
    assert [line for line in report.leaks() if not _is_printed(line)] == []


def test_nothing_that_was_planted_is_printed_or_written_outside_of_var(report: Report) -> None:
    assert [line for line in report.leaks() if _is_printed(line)] == []


def test_the_places_are_proved_to_have_sent_something(report: Report) -> None:
    silent = report.count("never sent")
    assert silent <= (1 - PROVED) * len(report.rows), sorted(report.places("never sent"))


def test_trace_headers_go_to_no_third_host(report: Report) -> None:
    asked, given = report.third_host
    assert asked >= 10
    # `collect` asks for headers to every host; what these then hold, the search has seen.
    assert given == 0 or "collect" in report.mode


def test_the_browser_asks_no_other_host(report: Report) -> None:
    assert report.strangers == set()


def test_without_the_gate_every_place_leaks(leaky: Report) -> None:
    assert leaky.every_place() - leaky.places("left") == set(SILENT)


def test_reports_repeat_no_canary(leaky: Report) -> None:
    texts = [text for file in REPORTS.glob("*") for text in [file.read_text()]]
    assert texts
    assert all(leaky.stem not in text.casefold() for text in texts)


def test_a_normal_build_has_no_such_route() -> None:
    sources = ROOT / "frontend/src"
    overlaid = [path.relative_to(ROOT / "frontend" / OVERLAY) for path in _overlay()]
    test_only = {"canaries", "failures"}
    assert test_only == {part for path in overlaid for part in path.parts} & test_only
    assert [path for path in sources.rglob("*") if test_only & set(path.parts)] == []
    named = json.loads((prepared() / "frontend/.next/app-path-routes-manifest.json").read_text())
    assert "/canaries/browser" in named.values()
    normal = ROOT / "frontend/.next/app-path-routes-manifest.json"
    if normal.is_file():
        routes = json.loads(normal.read_text()).values()
        assert [route for route in routes if "canar" in route or "failures" in route] == []
    assert COPY.is_relative_to(ROOT / "var")


def _is_printed(line: str) -> bool:
    return "| output of " in line or "| file outside " in line


def _overlay() -> list[Path]:
    return [path for path in (ROOT / "frontend" / OVERLAY).rglob("*") if path.is_file()]
