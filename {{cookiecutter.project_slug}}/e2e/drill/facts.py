"""What a reviewer must know to repeat a drill: versions, commit, policy, words, seed."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from dev.environment import commit
from e2e.stack import ROOT

_PYTHON = ("sentry-sdk", "Django", "djangorestframework", "celery", "gunicorn")
_WEB = ("@sentry/nextjs", "next", "react")


def _web_versions() -> dict[str, str]:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))
    return {name: lock["packages"][f"node_modules/{name}"]["version"] for name in _WEB}


def state() -> str:
    """Return the commit, and whether files differ from it."""
    asked = ["git", "-C", str(ROOT), "status", "--porcelain"]
    changed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    name = commit(ROOT)
    return f"{name or 'none'}{' and changes' if name and changed else ''}"


def versions() -> dict[str, str]:
    """Return the versions of what ran."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    found = {"Python": platform.python_version(), "Node": node.stdout.strip().removeprefix("v")}
    return {**found, **{name: version(name) for name in _PYTHON}, **_web_versions()}


def decided_by(name: str, events: Iterable[dict[str, Any]]) -> str:
    """Return the hash of the policy or the words as the events bear it; all, if they differ."""
    tags = (event.get("tags") for event in events)
    found = {tag[name] for tag in tags if isinstance(tag, dict) and name in tag}
    return ", ".join(sorted(found)) or "none"


def facts(seed: int, events: list[dict[str, Any]]) -> dict[str, str]:
    """Return what stands at the head of a report, by its label."""
    return {
        "Seed": str(seed),
        "Commit": state(),
        "Policy": decided_by("policy", events),
        "Known words": decided_by("words", events),
        **versions(),
    }
