"""Baked services pass their own checks: these tests install and run them, so they take minutes.

Every service lies in a path with a space. One is installed; the others share its packages.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from baking import ANSWER_SETS, TEMPLATE_ROOT, answer_set, git, make, share_installs
from cookiecutter.main import cookiecutter

pytestmark = [pytest.mark.slow, pytest.mark.service]
# One after the other: they build in one folder.
in_the_default_service = pytest.mark.xdist_group("default service")


def bake_set(name: str, folder: Path, installed: Path) -> Path:
    """Bake an answer set as its documentation says, and give it what ``installed`` has."""
    output = folder / "our services"
    output.mkdir()
    service = Path(
        cookiecutter(str(TEMPLATE_ROOT), no_input=True, config_file=str(answer_set(name)), output_dir=str(output))
    )
    share_installs(installed, service)
    return service


@in_the_default_service
def test_the_default_service_passes_its_own_check_and_leaves_git_clean(installed: Path, tmp_path: Path) -> None:
    """Installs, builds and checks make no file that a team would commit by mistake, and change none."""
    git(installed, "add", "--all")
    git(installed, "commit", "--quiet", "--message", "Baked")
    make(installed, "check", seconds=1500, log=tmp_path / "check.log")
    assert git(installed, "status", "--porcelain") == ""


@in_the_default_service
def test_setup_is_at_once_the_second_time(installed: Path, tmp_path: Path) -> None:
    assert make(installed, "setup", seconds=60, log=tmp_path / "setup.log") < 10


@pytest.mark.parametrize("name", [name for name in ANSWER_SETS if name != "odd-but-legal"])
def test_an_answer_set_passes_its_own_check(name: str, installed: Path, tmp_path: Path) -> None:
    """All but lint and the rows of what is captured, which the default service and the odd one have run."""
    service = bake_set(name, tmp_path, installed)
    make(service, "setup", "test", "verify", "ROWS=0", seconds=1500, log=tmp_path / "check.log")


@in_the_default_service
def test_the_default_service_runs_in_a_browser(installed: Path, tmp_path: Path) -> None:
    make(installed, "e2e", seconds=1500, log=tmp_path / "e2e.log")


@in_the_default_service
def test_both_halves_of_the_engine_answer_alike(installed: Path, tmp_path: Path) -> None:
    make(installed, "fuzz", seconds=600, log=tmp_path / "fuzz.log")


@in_the_default_service
def test_no_canary_leaves_in_the_drill(installed: Path, tmp_path: Path) -> None:
    """A hundred thousand made-up items in each language are part of it."""
    make(installed, "drill", seconds=1200, log=tmp_path / "drill.log")


def test_odd_but_legal_answers_pass_the_same_checks(installed: Path, tmp_path: Path) -> None:
    service = bake_set("odd-but-legal", tmp_path, installed)
    make(service, "setup", "check", "e2e", seconds=2700, log=tmp_path / "check.log")
