"""Names of fields: those that must be seen, and those that must not be taken for them."""

from __future__ import annotations

import random
from typing import Any

from corpus import templates

# No pattern finds this: what removes it has understood the name.
HELD = "Tarrow 58 Lim"


def names(listing: str) -> list[str]:
    """Return the names of a list."""
    return list(dict.fromkeys(name for line in templates.lines(listing) for name in line.split()))


def events(seed: int, listing: str) -> list[tuple[str, dict[str, Any]]]:
    """Return each name with an event that has it as a key, at a position in turn."""
    rng = random.Random(seed)
    found: list[tuple[str, dict[str, Any]]] = []
    for name in names(listing):
        held: dict[str, Any] = {name: HELD}
        places: tuple[dict[str, Any], ...] = (
            {"extra": {"row": held}},
            {"contexts": {"import": held}},
            {"request": {"method": "POST", "data": held}},
            {"breadcrumbs": {"values": [{"category": "rows", "data": held}]}},
        )
        found.append((name, rng.choice(places)))
    return found
