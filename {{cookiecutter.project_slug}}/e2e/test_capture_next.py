"""Each way to fail in the web app: as often as the table says, by whom it says, and joined."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from capture.pytest_rows import check, params
from capture.rows_next import WEB_ROWS
from capture.table import Row
from e2e.chain import assert_all_callers_are_known
from e2e.failing_web import Failed, fail_in_every_way
from e2e.walk import runtimes_by_trace
from tests.capture.lines import json_lines

PRINTS = {
    "api": {"gunicorn", "django"},
    "worker": {"celery"},
    "beat": {"celery"},
    "web": {"next-server"},
}
RUNTIMES = {"Next.js server": "next-server", "Browser": "browser", "API client": "next-server"}


@pytest.fixture(scope="module")
def failed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Failed:
    """Return what came of every row."""
    return fail_in_every_way(browser, tmp_path_factory.mktemp("failures"), WEB_ROWS)


@pytest.mark.parametrize("row", params(WEB_ROWS))
def test_it_is_captured_as_the_table_says(row: Row, failed: Failed) -> None:
    assert row.id not in failed.broken, failed.broken[row.id]
    events = failed.events[row.id]
    for event in events:
        check(row, [event])
        runtime = "django" if row.by == "Django" else RUNTIMES[row.system]
        assert event["tags"]["runtime"] == runtime
    assert len(events) == row.events
    if row.captured == "counted":
        (name,) = re.findall(r"`([a-z-]+)`", row.note)
        assert failed.violations()[name] == 1


def test_each_caller_is_known_from_a_click_to_the_task_and_its_retry(failed: Failed) -> None:
    (event,) = failed.clicked
    assert_all_callers_are_known(failed.sent, event)
    assert not any(one.items("transaction") for one in failed.sent)  # all are streamed


@pytest.mark.parametrize("process", ["api", "worker", "beat", "web"])
def test_all_that_is_printed_is_json_from_start_to_end(process: str, failed: Failed) -> None:
    said = json_lines(failed.stack.var / f"log/{process}.log")
    assert {one["runtime"] for one in said} <= PRINTS[process]


def test_nothing_comes_late(failed: Failed) -> None:
    assert failed.late == []


@pytest.mark.parametrize(
    ("row", "through"),
    [
        ("api-fails", {"next-server", "django"}),
        ("api-fails-navigated", {"browser", "next-server", "django"}),
    ],
)
def test_the_apis_event_is_in_the_trace_of_the_click(
    row: str, through: set[str], failed: Failed
) -> None:
    event = failed.events[row][0]
    found = runtimes_by_trace(failed.sent)
    assert through <= found[event["contexts"]["trace"]["trace_id"]]


@pytest.mark.parametrize(
    "row", ["api-fails", "next-component", "next-suspended", "next-action-returns", "next-proxy"]
)
def test_what_fails_has_the_id_of_its_request(row: str, failed: Failed) -> None:
    (request_id,) = {event["tags"]["request_id"] for event in failed.events[row]}
    assert request_id in failed.request_ids[row]


def test_who_asks_is_on_the_web_apps_events_as_on_djangos(failed: Failed) -> None:
    theirs, ours = failed.events["api-fails"][0], failed.events["api-breadcrumb"][0]
    assert (theirs["tags"]["runtime"], ours["tags"]["runtime"]) == ("django", "next-server")
    assert re.fullmatch(r"\[id:[0-9a-f]{8}\]", ours["user"]["id"])
    assert ours["user"] == theirs["user"]
    assert ours["tags"]["role"] in {"doctor", "nurse", "reception", "manager"}


def test_a_refusal_of_the_api_is_a_breadcrumb_of_what_fails_next(failed: Failed) -> None:
    event = failed.events["api-breadcrumb"][0]
    data = [crumb.get("data", {}) for crumb in event["breadcrumbs"]]
    assert [one["status_code"] for one in data if "status_code" in one] == [404]
    assert "api/patients/[id]/" in data[-1]["url"]
