"""Takes what arrives at the sink while a run goes on, before the sink forgets it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from e2e.stack import Sent, Stack

QUIET_FOR = 6.5  # seconds; the SDKs send what they gather every five
ARRIVES_WITHIN = 60.0


@dataclass
class Collector:
    """Takes from the sink what it holds before it forgets."""

    stack: Stack
    sent: list[Sent] = field(default_factory=list)

    def collect(self) -> int:
        """Return how many requests are new."""
        new = self.stack.sent(after=len(self.sent))
        self.sent += new
        return len(new)

    def wait_until_quiet(self) -> None:
        """Collect until nothing more comes."""
        deadline = time.monotonic() + ARRIVES_WITHIN
        since = time.monotonic()
        while time.monotonic() < deadline and time.monotonic() - since < QUIET_FOR:
            if self.collect():
                since = time.monotonic()
            time.sleep(0.5)
