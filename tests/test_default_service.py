"""The default service passes its own checks: installed and run, in a path with a space, so this takes minutes.

The tests build in one folder, so they stay in one file, which one worker runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from baking import git, make

pytestmark = [pytest.mark.slow, pytest.mark.service]


def test_it_passes_its_own_check_and_leaves_git_clean(installed: Path, tmp_path: Path) -> None:
    """Installs, builds and checks make no file that a team would commit by mistake, and change none."""
    git(installed, "add", "--all")
    git(installed, "commit", "--quiet", "--message", "Baked")
    make(installed, "check", seconds=1500, log=tmp_path / "check.log")
    assert git(installed, "status", "--porcelain") == ""


def test_setup_is_at_once_the_second_time(installed: Path, tmp_path: Path) -> None:
    assert make(installed, "setup", seconds=60, log=tmp_path / "setup.log") < 10


def test_it_runs_in_a_browser(installed: Path, tmp_path: Path) -> None:
    make(installed, "e2e", seconds=1500, log=tmp_path / "e2e.log")


def test_no_canary_leaves_in_the_drill(installed: Path, tmp_path: Path) -> None:
    """A hundred thousand bent envelopes for each gate are part of it."""
    make(installed, "drill", seconds=1200, log=tmp_path / "drill.log")


def test_both_halves_of_the_engine_answer_alike(installed: Path, tmp_path: Path) -> None:
    make(installed, "fuzz", seconds=600, log=tmp_path / "fuzz.log")
