"""How tests take rows of the table, and how it is known which have a test.

    @pytest.mark.parametrize("row", params(ROWS))     # one test, many rows
    @pytest.mark.row("celery-hard-limit")             # a test that is one row's alone

Loaded as a plugin (`-p capture.pytest_rows`) it writes what was collected to the file that
CAPTURE_COLLECTED names: `{"row's id": ["path::test", …]}`; and to the file that CAPTURE_OUTCOMES
names a line `["row's id", true or false]` for each part of a row's test that was run.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _pytest.mark.structures import ParameterSet

    from capture.table import Row


def params(table: Iterable[Row], *only: str) -> list[ParameterSet]:
    """Return the rows (of them those with the ids `only`, if given) as parameters of a test."""
    chosen = [row for row in table if not only or row.id in only]
    return [pytest.param(row, id=row.id, marks=pytest.mark.row(row.id)) for row in chosen]


def check(row: Row, events: Sequence[dict[str, Any]]) -> None:
    """Assert that `events`, all that came of one time that it happened, are what the row says."""
    said = [(one["level"], _handled(one)) for one in events]
    assert said == [(row.level, row.handled)] * row.events, (row.id, events)


def _handled(event: dict[str, Any]) -> str:
    values = event.get("exception", {}).get("values") or [{}]
    handled = values[-1].get("mechanism", {}).get("handled")
    return {True: "yes", False: "no", None: ""}[handled]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have reports bear the rows of their tests, also those of other processes (xdist)."""
    for item in items:
        item.user_properties += [("row", mark.args[0]) for mark in item.iter_markers("row")]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write whether a row's test went well."""
    target = os.environ.get("CAPTURE_OUTCOMES")
    if not target or "PYTEST_XDIST_WORKER" in os.environ:
        return
    with Path(target).open("a", encoding="utf-8") as file:
        for name, row in report.user_properties:
            if name == "row":
                file.write(json.dumps([row, report.passed]) + "\n")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write which tests are which rows'."""
    target = os.environ.get("CAPTURE_COLLECTED")
    if not target:
        return
    found: dict[str, list[str]] = {}
    for item in session.items:
        test = item.nodeid.partition("[")[0]
        for mark in item.iter_markers("row"):
            tests = found.setdefault(mark.args[0], [])
            tests += [] if test in tests else [test]
    Path(target).write_text(json.dumps(found), encoding="utf-8")
