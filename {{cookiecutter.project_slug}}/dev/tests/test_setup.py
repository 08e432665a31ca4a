"""`make setup` and its helpers: a fresh `.env`, a Python and a Node that are new enough."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from dev.dotenv import main, with_fresh_keys

ROOT = Path(__file__).resolve().parents[2]
SHELL = shutil.which("sh") or "/bin/sh"


def _script(name: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SHELL, str(ROOT / "dev" / name)],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _program(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!{SHELL}\n{body}\n")
    program.chmod(0o755)
    return program


def _outside_make() -> dict[str, str]:
    """Return the environment without what a `make test` above us tells its sub-makes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}


def test_dotenv_gets_fresh_keys_and_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("SECRET_KEY=\nDEBUG=true\nPHI_HASH_KEY=\n")
    assert main(tmp_path) == 0
    made = (tmp_path / ".env").read_text()
    keys = [line.partition("=")[2] for line in made.splitlines()]
    assert len(keys[0]) >= 50
    assert len(keys[2]) >= 50
    assert keys[0] != keys[2]
    assert keys[1] == "true"
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert main(tmp_path) == 0
    assert (tmp_path / ".env").read_text() == made


def test_keys_that_are_given_stay() -> None:
    assert with_fresh_keys("SECRET_KEY=mine\n") == "SECRET_KEY=mine\n"


def test_the_first_python_that_is_new_enough_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "with a space"
    _program(folder, "python3.13", "exit 1")
    good = _program(folder, "python3.12", "exit 0")
    found = _script("find_python.sh", folder)
    assert (found.returncode, found.stdout.strip()) == (0, str(good))


def test_no_python_is_said_in_one_line(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "python3", "exit 1")
    found = _script("find_python.sh", tmp_path / "bin")
    assert found.returncode == 1
    (line,) = found.stderr.splitlines()
    assert line.startswith("No Python 3.11 or newer with venv was found")


def test_a_python_that_was_named_is_used_or_refused(tmp_path: Path) -> None:
    good = _program(tmp_path / "my tools", "snake", "exit 0")
    assert _script("find_python.sh", tmp_path, PYTHON=str(good)).stdout.strip() == str(good)
    found = _script("find_python.sh", good.parent, PYTHON="/no/such/python")
    assert found.returncode == 1
    assert "PYTHON is '/no/such/python'" in found.stderr


@pytest.mark.parametrize("answer", ["exit 1", "exit 127"])
def test_an_old_node_is_said_in_one_line(tmp_path: Path, answer: str) -> None:
    folder = tmp_path / "bin"
    _program(folder, "npm", "exit 0")
    assert "Node with npm was not found" in _script("find_node.sh", folder).stderr
    _program(folder, "node", f'[ "$1" = --version ] && echo v18.1.0 && exit 0\n{answer}')
    found = _script("find_node.sh", folder)
    assert found.returncode == 1
    (line,) = found.stderr.splitlines()
    assert line.startswith("Node v18.1.0 found: install Node 24")


def test_the_node_of_this_machine_is_accepted() -> None:
    path = os.environ["PATH"]
    command = [SHELL, str(ROOT / "dev/find_node.sh")]
    assert subprocess.run(command, env={"PATH": path}, check=False).returncode == 0


def test_make_says_what_to_do_before_anything_is_installed(tmp_path: Path) -> None:
    folder = tmp_path / "a clinic's service"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for target in ("test", "lint", "e2e"):  # `make dev` installs by itself
        made = subprocess.run(
            ["make", target],
            cwd=folder,
            env=_outside_make(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode != 0
        assert made.stdout.splitlines()[0] == "Nothing is installed yet; run: make setup"


def test_help_names_every_target_on_a_line() -> None:
    made = subprocess.run(
        ["make"], cwd=ROOT, env=_outside_make(), capture_output=True, text=True, check=True
    )
    named = [line.split()[1] for line in made.stdout.splitlines() if line.startswith("  make ")]
    assert named[:7] == ["help", "setup", "dev", "test", "lint", "check", "e2e"]
    rest = ["canaries", "drill", "evidence", "release", "words", "capture", "soak", "fuzz"]
    assert named[7:] == rest
