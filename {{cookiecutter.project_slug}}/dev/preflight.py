"""Look before anything starts: one line with the remedy for each thing that is missing.

Only the standard library is used, so that it can run where nothing is installed yet.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

MIN_PYTHON = (3, 11)
MIN_NODE = (20, 19)
SETUP = "run: make setup"
PACKAGES = ("supervisor", "uvicorn", "django", "celery", "gunicorn")
PORTS = {"WEB_PORT": 3000, "API_PORT": 8000, "SINK_PORT": 8969}
# Each lock file, and the stamp that `make setup` writes once it is installed.
INSTALLED = {
    "requirements-dev.txt": ".venv/.installed",
    "frontend/package-lock.json": "frontend/node_modules/.installed",
}


def port_of(name: str, environment: Mapping[str, str]) -> int:
    """Return the port that the variable gives, or its default; refuse what is none."""
    given = environment.get(name, "").strip() or str(PORTS[name])
    if not re.fullmatch(r"[0-9]{1,5}", given) or not 1024 <= int(given) <= 65535:
        example = PORTS[name] + 1
        accepted = f"a port is a whole number from 1024 to 65535, e.g. {example}"
        msg = f"{name} is {given[:40]!r}; {accepted}"
        raise ValueError(msg)
    return int(given)


def is_free(port: int) -> bool:
    """Tell whether nobody listens on the port of this machine, under either form of `localhost`."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as client:
                client.settimeout(0.5)
                if client.connect_ex((address, port)) == 0:
                    return False
        except OSError:  # no IPv6 here
            continue
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _python() -> Iterator[str]:
    if sys.version_info[:2] < MIN_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        yield f"Python {found} found, 3.11 or newer is needed: install it, then {SETUP}"


def _node(environment: Mapping[str, str]) -> Iterator[str]:
    remedy = "install Node 24 (or 20.19 and newer), e.g. from your package manager or nvm"
    node = shutil.which("node", path=environment.get("PATH"))
    if node is None:
        yield f"Node was not found: {remedy}"
        return
    try:
        answer = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        yield f"{node} does not run: {remedy}"
        return
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < MIN_NODE:
        yield f"Node {answer.stdout.strip()[:20] or 'of unknown version'} found: {remedy}"


def _installed(root: Path) -> Iterator[str]:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        yield f"Python packages are missing ({', '.join(missing)}): {SETUP}"
    elif not (root / "frontend/node_modules/next/dist/bin/next").is_file():
        yield f"Node packages are missing (frontend/node_modules): {SETUP}"
    else:
        for lock, stamp in INSTALLED.items():
            done = root / stamp
            if done.is_file() and done.stat().st_mtime < (root / lock).stat().st_mtime:
                yield f"{lock} has changed since the last set-up: {SETUP}"


def _dotenv(root: Path, environment: Mapping[str, str]) -> Iterator[str]:
    if not (root / ".env").is_file() and not environment.get("SECRET_KEY", "").strip():
        yield f"There is no .env: {SETUP}"


def _ports(environment: Mapping[str, str]) -> Iterator[str]:
    taken: dict[int, str] = {}
    for name in PORTS:
        try:
            port = port_of(name, environment)
        except ValueError as error:
            yield str(error)
            continue
        if port in taken:
            yield f"{taken[port]} and {name} are both {port}: give each a port of its own in .env"
        elif not is_free(port):
            remedy = f"set {name} to another port, in .env or before make"
            yield f"Port {port} is in use: stop what listens there, or {remedy}"
        taken[port] = name


def problems(root: Path, environment: Mapping[str, str]) -> list[str]:
    """Return a line for each reason why the service cannot start here; none if it can."""
    here = [*_installed(root), *_dotenv(root, environment)]
    return [*_python(), *_node(environment), *here, *_ports(environment)]
