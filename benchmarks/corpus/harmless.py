"""Harmless telemetry: what must come back as it went in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from corpus import positions, templates

# A position may be emptied as a whole, or is no place for such a text: left out.
PLACES = tuple(
    name for name in positions.TEXT if name not in {"request.data, text", "request.data, dict", "request.env", "a key"}
)


@dataclass(frozen=True)
class Harmless:
    """A text at a position of an event."""

    template: str
    text: str
    position: str
    event: dict[str, Any]


def texts(seed: int, turns: int) -> list[Harmless]:
    """Return every template filled anew so many times, at positions in turn."""
    rng = random.Random(seed)
    found = []
    every = [*templates.lines("harmless_python.txt"), *templates.lines("harmless_web.txt")]
    for _ in range(turns):
        for template in every:
            text, place = templates.fill(template, rng), rng.choice(PLACES)
            found.append(Harmless(template, text, place, positions.TEXT[place](text)))
    return found
