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


LISTS = ("harmless_python.txt", "harmless_web.txt")
HELD = ("harmless_held.txt",)
# What fields hold as a whole number; above 2^53 JSON holds none for sure.
NUMBERS = ("epoch_s", "epoch_ms", "epoch_us", "bytes", "pow", "pid", "int", "ns")


def numbers(seed: int, count: int) -> list[Harmless]:
    """Return events with whole numbers under names that say what machine they come from."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        hole, place = (
            rng.choice(NUMBERS),
            rng.choice(("extra", "contexts", "breadcrumbs.data", "span.data", "log.attributes")),
        )
        number = int(str(templates.HOLES[hole](rng)))
        key = rng.choice(("value", "elapsed", "started", "size", "offset", "count"))
        found.append(Harmless(f"{hole} as a number", str(number), place, positions.KEYED[place](key, number)))
    return found


def texts(seed: int, turns: int, lists: tuple[str, ...] = LISTS) -> list[Harmless]:
    """Return every template filled anew so many times, at positions in turn."""
    rng = random.Random(seed)
    found = []
    every = [line for name in lists for line in templates.lines(name)]
    for _ in range(turns):
        for template in every:
            text, place = templates.fill(template, rng), rng.choice(PLACES)
            found.append(Harmless(template, text, place, positions.TEXT[place](text)))
    return found
