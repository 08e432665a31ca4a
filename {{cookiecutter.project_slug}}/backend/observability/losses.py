"""What the gate dropped, and what was accepted but could not be delivered: counted, and said.

`/readyz` tells the numbers of its process, client reports carry them once the ingest answers again,
and a line of the log says so at the 1st, 10th, 100th … loss of a kind.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import Final

logger = logging.getLogger(__name__)

ITEM_TYPES: Final = frozenset(
    {
        "attachment",
        "check_in",
        "client_report",
        "event",
        "feedback",
        "log",
        "profile",
        "profile_chunk",
        "session",
        "sessions",
        "span",
        "trace_metric",
        "transaction",
    }
)
# Constant lines: of arguments, logs show only that there were some.
_LINES: Final = {
    "network_error": "Telemetry was lost: the ingest could not be reached.",
    "queue_overflow": "Telemetry was lost: more was captured than could be sent.",
    "ratelimit_backoff": "Telemetry was lost: the ingest asked for a pause.",
    "send_error": "Telemetry was lost: the ingest refused it.",
    "unsent": "Telemetry was lost: the process ended before all of it was sent.",
}
_dropped: Counter[str] = Counter()
_lost: Counter[str] = Counter()
_times: Counter[str] = Counter()
_lock = threading.Lock()


def dropped() -> dict[str, int]:
    """Return how many items this process's gate has dropped, by `item type:reason`."""
    with _lock:
        return dict(_dropped)


def drop(item_type: object, reason: str, quantity: int = 1) -> None:
    """Count what the gate drops."""
    known = type(item_type) is str and item_type in ITEM_TYPES
    with _lock:
        _dropped[f"{item_type if known else 'unknown'}:{reason}"] += quantity


def lost() -> dict[str, int]:
    """Return how much this process has lost, by `category:reason`."""
    with _lock:
        return dict(_lost)


def note(reason: str, category: str, quantity: int) -> None:
    """Count a loss; reasons that are no losses, such as sampling, are left out."""
    line = _LINES.get(reason)
    if line is None or quantity < 1:
        return
    with _lock:
        _lost[f"{category}:{reason}"] += quantity
        _times[reason] += 1
        times = _times[reason]
    if times == 10 ** (len(str(times)) - 1):
        logger.warning(line)


def start_afresh() -> None:
    """Forget what the parent process has lost, not what it dropped; for forked children."""
    global _lock
    _lock = threading.Lock()
    _lost.clear()
    _times.clear()
