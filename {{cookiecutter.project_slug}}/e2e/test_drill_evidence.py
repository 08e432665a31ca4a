"""Evidence is kept of a drill that passed, of this commit, and of no other."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from e2e.drill.evidence import FACTS, NoEvidenceError, drilled, keep
from e2e.drill.facts import state

FAKE = """#!/bin/sh
echo '{"bomFormat": "CycloneDX"}'
"""


def write(folder: Path, *, failures: list[str], commit: str) -> Path:
    """Write what a drill leaves behind."""
    folder.mkdir()
    facts = {"Commit": commit, "Seed": "7"}
    (folder / FACTS).write_text(json.dumps({"facts": facts, "failures": failures}))
    (folder / "report.html").write_text("<p>a report</p>")
    return folder


def test_without_a_drill_there_is_nothing_to_keep(tmp_path: Path) -> None:
    with pytest.raises(NoEvidenceError, match="Run: make drill"):
        drilled(tmp_path)


def test_a_drill_that_failed_is_not_kept(tmp_path: Path) -> None:
    folder = write(tmp_path / "drill", failures=["left: somewhere"], commit=state())
    with pytest.raises(NoEvidenceError, match="failed: left: somewhere"):
        drilled(folder)


def test_a_drill_of_another_commit_is_not_kept(tmp_path: Path) -> None:
    folder = write(tmp_path / "drill", failures=[], commit="0123456789ab")
    with pytest.raises(NoEvidenceError, match="commit 0123456789ab, this is"):
        drilled(folder)


def test_report_bills_and_checksums_are_kept(tmp_path: Path) -> None:
    """npm makes its bill in earnest; cyclonedx-py is no part of the tests' installation."""
    program = tmp_path / "cyclonedx-py"
    program.write_text(FAKE)
    program.chmod(0o755)
    drill = write(tmp_path / "drill", failures=[], commit=state())
    folder = keep(program, drill, tmp_path / "kept")
    names = {file.name for file in folder.iterdir()}
    bills = {"sbom-python.cdx.json", "sbom-web.cdx.json"}
    assert names == {FACTS, "report.html", "SHA256SUMS", *bills}
    web = json.loads((folder / "sbom-web.cdx.json").read_text())
    assert "@sentry/nextjs" in {
        f"{one.get('group', '')}/{one['name']}".strip("/") for one in web["components"]
    }
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_a_tool_that_makes_no_bill_is_named(tmp_path: Path) -> None:
    drill = write(tmp_path / "drill", failures=[], commit=state())
    with pytest.raises(NoEvidenceError, match="made no bill of materials"):
        keep(Path("/bin/true"), drill, tmp_path / "kept")
