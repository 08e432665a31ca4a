"""What Celery prints past its loggers, where lines are JSON: no banners, and last words as lines.

Imported by workers and beat alone.
"""

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from celery.apps import beat, worker

from config.logs import json_line

_RESTARTING = "Restarting celery worker"


class Beat(beat.Beat):
    """Celery's own without its banner, which is for people."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """Take what Celery's takes."""
        super().__init__(*given, **{**options, "quiet": True})


def quieten(instance: worker.Worker) -> None:
    """Have a worker print no banner, and what its handlers of signals say as JSON."""
    vars(instance)["quiet"] = True
    vars(worker)["safe_say"] = _say


def _say(said: str, file: TextIO | None = sys.__stderr__) -> None:
    # Not by logging, whose locks the signal may have found taken.
    line = json_line("INFO", _RESTARTING if said.startswith(_RESTARTING) else said)
    with suppress(OSError):
        os.write(2 if file is None else file.fileno(), f"{line}\n".encode())
