"""The template's own make targets, and the demo service that is also where the service is developed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import demo
import pytest
from baking import TEMPLATE_ROOT, environment, git, run, tracked_files

TARGETS = [
    *("help", "setup", "demo", "bake", "sync", "exceptions", "test", "test-fast", "lint", "words", "lock"),
    *("bench", "bench-web"),
]


@pytest.fixture
def service(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """Return a demo service as `make bake` makes it."""
    folder = tmp_path / "build it" / "demo"
    assert demo.bake(folder) == 0
    capfd.readouterr()
    return folder


def state(folder: Path) -> dict[str, bytes]:
    """Return path and content of the files that git does not ignore."""
    return {path: (folder / path).read_bytes() for path in tracked_files(folder)}


def test_help_names_each_target_and_is_the_default() -> None:
    shown = run("make", "--no-print-directory", cwd=TEMPLATE_ROOT)
    assert re.findall(r"^  make ([a-z-]+) +\S", shown, re.MULTILINE) == TARGETS


@pytest.mark.parametrize(
    ("tools", "python_exits", "line"),
    [
        (
            ["git"],
            1,
            "make: no Python 3.11 or newer found on PATH; install one, or name it: make PYTHON=/path/to/python3.12",
        ),
        ([], 0, "make: git not found on PATH; install it"),
    ],
)
def test_a_missing_tool_gets_one_line(tools: list[str], python_exits: int, line: str, tmp_path: Path) -> None:
    """PATH holds make and its shell, the tools that are named, and a python3 that finds itself too old or not."""
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name in ("make", "sh", "rm", "mkdir", *tools):
        (binaries / name).symlink_to(Path(shutil.which(name) or name).resolve())
    (binaries / "python3").write_text(f"#!/bin/sh\nexit {python_exits}\n")
    (binaries / "python3").chmod(0o755)
    for name in ("Makefile", "requirements.txt"):
        shutil.copy2(TEMPLATE_ROOT / name, tmp_path / name)
    done = subprocess.run(
        ["make", "setup"],
        cwd=tmp_path,
        env=environment(PATH=str(binaries)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout.splitlines() == [line]
    assert not (tmp_path / "build" / "venv").exists()


def test_the_demo_is_a_whole_service_with_its_own_history(service: Path) -> None:
    assert git(service, "status", "--porcelain") == ""
    assert "As baked" in git(service, "log", "--oneline")
    assert (service / ".env").is_file()
    assert sorted(path.name for path in service.parent.iterdir()) == ["demo"]


def test_baking_again_changes_nothing_and_keeps_what_git_ignores(service: Path) -> None:
    (service / "var").mkdir(exist_ok=True)
    (service / "var" / "database").write_text("kept")
    before, keys, head = state(service), (service / ".env").read_bytes(), git(service, "rev-parse", "HEAD")
    assert demo.bake(service) == 0
    assert (state(service), (service / ".env").read_bytes(), git(service, "rev-parse", "HEAD")) == (before, keys, head)
    assert (service / "var" / "database").read_text() == "kept"


def test_work_that_is_not_synced_is_named_and_left(service: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (service / "README.md").write_text("mine\n")
    (service / "notes.txt").write_text("mine too\n")
    before = state(service)
    assert demo.bake(service) == 1
    assert state(service) == before
    [line] = [line for line in capfd.readouterr().out.splitlines() if line.startswith("bake: ")]
    assert "2 files, e.g. README.md" in line
    assert "make sync" in line


def test_what_the_template_changed_meanwhile_is_brought_in(service: Path) -> None:
    """As if the service had been baked from an older template: a file unlike today's, one less and one more."""
    wanted = state(service)
    (service / "README.md").write_text("older\n")
    (service / ".nvmrc").unlink()
    (service / "gone.txt").write_text("no longer baked\n")
    git(service, "add", "--all")
    git(service, "commit", "--quiet", "--message", "As baked, long ago")
    assert demo.bake(service) == 0
    assert state(service) == wanted
    assert git(service, "status", "--porcelain") == ""


def test_a_folder_that_is_no_service_is_left_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert demo.bake(folder) == 1
    assert "is not a baked service" in capfd.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
