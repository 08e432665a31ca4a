"""Each thing that is missing gets one line with its remedy."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import preflight

FREE = {"WEB_PORT": "3147", "API_PORT": "8147", "SINK_PORT": "8947"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder that looks installed."""
    for name in (*preflight.INSTALLED, "frontend/node_modules/next/dist/bin/next", ".env"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for stamp in preflight.INSTALLED.values():
        (tmp_path / stamp).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / stamp).touch()
    return tmp_path


@pytest.fixture
def busy_port() -> Iterator[int]:
    """Return a port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def _fake_node(folder: Path, version: str) -> dict[str, str]:
    folder.mkdir()
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    return {"PATH": str(folder)}


def _found(root: Path, changes: dict[str, str]) -> list[str]:
    return preflight.problems(root, {"PATH": os.environ["PATH"], **FREE, **changes})


def test_nothing_to_say_when_all_is_there(root: Path) -> None:
    assert _found(root, {}) == []


@pytest.mark.parametrize("name", ["WEB_PORT", "API_PORT", "SINK_PORT"])
def test_a_busy_port_is_named_with_its_variable(root: Path, busy_port: int, name: str) -> None:
    (line,) = _found(root, {name: str(busy_port)})
    assert line.startswith(f"Port {busy_port} is in use: ")
    assert f"set {name} to another port" in line


def test_a_port_that_only_ipv6_uses_is_busy(root: Path) -> None:
    with socket.socket(socket.AF_INET6) as server:
        server.bind(("::1", 0))
        server.listen()
        (line,) = _found(root, {"WEB_PORT": str(server.getsockname()[1])})
    assert "is in use" in line


@pytest.mark.parametrize(
    "given", ["http", "80", "70000", "-1", "3000 4000", "\uff13\uff10\uff10\uff10"]
)
def test_a_port_that_is_none_is_refused(root: Path, given: str) -> None:
    (line,) = _found(root, {"WEB_PORT": given})
    assert line.startswith(f"WEB_PORT is {given!r}; a port is a whole number")
    assert "\n" not in line


def test_two_of_one_port_are_refused(root: Path) -> None:
    (line,) = _found(root, {"API_PORT": FREE["WEB_PORT"]})
    assert line.startswith("WEB_PORT and API_PORT are both 3147")


def test_a_missing_node_is_named(root: Path, tmp_path: Path) -> None:
    (line,) = _found(root, {"PATH": str(tmp_path)})
    assert line.startswith("Node was not found: install Node 24")


@pytest.mark.parametrize("version", ["v18.20.1", "v20.18.9", "nonsense", ""])
def test_an_old_node_is_named(root: Path, tmp_path: Path, version: str) -> None:
    (line,) = _found(root, _fake_node(tmp_path / "a b", version))
    assert "install Node 24 (or 20.19 and newer)" in line


@pytest.mark.parametrize("version", ["v20.19.0", "v22.12.0", "v24.1.0"])
def test_a_new_node_is_accepted(root: Path, tmp_path: Path, version: str) -> None:
    assert _found(root, _fake_node(tmp_path / "bin", version)) == []


def test_missing_packages_are_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "frontend/node_modules/next/dist/bin/next").unlink()
    (line,) = _found(root, {})
    assert line == "Node packages are missing (frontend/node_modules): run: make setup"
    monkeypatch.setattr(preflight, "PACKAGES", ("supervisor", "no_such_package"))
    (line,) = _found(root, {})
    assert line == "Python packages are missing (no_such_package): run: make setup"


@pytest.mark.parametrize("lock", list(preflight.INSTALLED))
def test_a_lock_that_changed_is_named(root: Path, lock: str) -> None:
    os.utime(root / preflight.INSTALLED[lock], (1, 1))
    assert _found(root, {}) == [f"{lock} has changed since the last set-up: run: make setup"]


def test_a_missing_dotenv_is_named_unless_the_environment_has_the_keys(root: Path) -> None:
    (root / ".env").unlink()
    assert _found(root, {}) == ["There is no .env: run: make setup"]
    assert _found(root, {"SECRET_KEY": "given"}) == []


def test_an_old_python_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    (line,) = _found(root, {})
    assert line.startswith("Python 3.9 found, 3.11 or newer is needed")
