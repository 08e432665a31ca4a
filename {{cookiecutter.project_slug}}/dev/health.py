"""Ask a process whether it is ready: by a URL, or by the line that it logs."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

# No proxy stands between us and this machine, whatever the environment says.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Program:
    """One program of the supervisor's configuration, and how one sees that it is ready."""

    name: str
    url: str = ""
    log_says: str = ""

    def is_ready(self, log: Path) -> bool:
        """Tell whether the program answers by now."""
        return _answers(self.url) if self.url else self.log_says in _text(log)


def _answers(url: str) -> bool:
    try:
        with _OPENER.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def _text(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def last_lines(log: Path, count: int = 15) -> list[str]:
    """Return the end of a log, without empty lines."""
    return [line for line in _text(log).splitlines() if line.strip()][-count:]
