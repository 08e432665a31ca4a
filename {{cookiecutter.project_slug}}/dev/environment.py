"""The environment of the service's processes: the real one, `.env`, the viewer's address."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environ import Env

from dev.preflight import PORTS, port_of

ROOT = Path(__file__).resolve().parent.parent
# These name a port; while they name the default one they follow the port's own variable.
ADDRESSES = {
    "WEB_ORIGIN": ("http://localhost:", "WEB_PORT"),
    "API_URL": ("http://127.0.0.1:", "API_PORT"),
}


def service_answers(root: Path = ROOT) -> dict[str, Any]:
    """Return the content of `service.json`."""
    answers: dict[str, Any] = json.loads((root / "service.json").read_text(encoding="utf-8"))
    return answers


def with_dotenv(root: Path, real: Mapping[str, str]) -> dict[str, str]:
    """Return `real` with what `.env` adds, read just as the settings read it; `real` wins."""
    # Filled instead of this process's own environment.
    reader: Any = type("Reader", (Env,), {"ENVIRON": dict(real)})
    path = root / ".env"
    if path.is_file():
        reader.read_env(path)
    return dict(reader.ENVIRON)


def commit(root: Path) -> str:
    """Return the short SHA of the service's commit, or nothing without git or a commit."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(root), "rev-parse", "--verify", "--quiet", "--short=12", "HEAD"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


def var_folder(root: Path, environment: Mapping[str, str]) -> Path:
    """Return the folder of everything that the service writes on this machine."""
    return root / (environment.get("VAR_DIR", "").strip() or "var")


def completed(environment: Mapping[str, str], root: Path = ROOT) -> dict[str, str]:
    """Return the environment with ports, addresses, release and DSNs filled in where empty."""
    full = dict(environment)

    def default(name: str, value: str) -> None:
        if not full.get(name, "").strip():
            full[name] = value

    for name in PORTS:
        full[name] = str(port_of(name, full))
    for name, (head, port) in ADDRESSES.items():
        if full.get(name, "").strip() in ("", f"{head}{PORTS[port]}"):
            full[name] = head + full[port]
    names = service_answers(root)["variables"]
    viewer = f"http://public@127.0.0.1:{full['SINK_PORT']}"
    default(names["backend_dsn"], f"{viewer}/1")
    default(names["frontend_dsn"], f"{viewer}/2")
    default("RELEASE", commit(root))
    full.update(NEXT_TELEMETRY_DISABLED="1", PYTHONUNBUFFERED="1")
    return full


def for_make_dev(root: Path = ROOT) -> dict[str, str]:
    """Return this process's environment with what `.env` adds."""
    return with_dotenv(root, os.environ)
