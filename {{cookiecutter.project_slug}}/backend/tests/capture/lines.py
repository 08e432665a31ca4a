"""What a process has printed, where it prints JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"time", "level", "logger", "message", "runtime"}


def json_lines(log: Path) -> list[dict[str, Any]]:
    """Return all that was printed, line by line; fails if any of it is no JSON of ours."""
    found = [json.loads(line) for line in log.read_text().splitlines()]
    assert found
    assert [one for one in found if not one.keys() >= NAMES] == []
    return found
