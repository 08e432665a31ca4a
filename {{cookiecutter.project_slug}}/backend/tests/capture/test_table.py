"""The table, its document and its tests are one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from capture import document, table
from capture.table import Row

ROOT = Path(__file__).resolve().parents[3]
WITH_ROWS = (["backend/tests/capture"], ["-c", "e2e/pytest.ini", "e2e"])


def test_the_document_is_current() -> None:
    assert document.PATH.read_text(encoding="utf-8") == document.text(), "run: make capture"


@pytest.mark.timeout(600)  # it has two suites collected
def test_every_row_has_one_test_and_every_test_a_row(tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    for arguments in WITH_ROWS:
        collected = tmp_path / "collected.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "row"]
        done = subprocess.run(
            [*command, "-p", "capture.pytest_rows", *arguments],
            cwd=ROOT,
            env={**os.environ, "CAPTURE_COLLECTED": str(collected)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert collected.is_file(), done.stdout + done.stderr
        for row, tests in json.loads(collected.read_text()).items():
            found.setdefault(row, []).extend(tests)
        collected.unlink()
    assert sorted(found) == sorted(row.id for row in table.rows())
    assert {row: tests for row, tests in found.items() if len(tests) != 1} == {}


@pytest.mark.parametrize(
    "wrong",
    [
        (Row("a", "Django", "this", "never"), Row("a", "Django", "that", "never")),
        (Row("a", "Django", "this", "once"),),
        (Row("a", "Django", "this", "never", "error"),),
    ],
)
def test_a_wrong_row_is_named(wrong: tuple[Row, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capture.rows_celery.ROWS", wrong)
    with pytest.raises(ValueError, match=r"^(?:Two rows are called )?a"):
        table.rows()
