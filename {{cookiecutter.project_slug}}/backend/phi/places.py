"""The positions of an event at which a value may be left alone, by the shape that it has there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from phi import text as texts

if TYPE_CHECKING:
    from phi.policy import Policy

_LARGEST_CACHE: Final = 8_192


class Places:
    """The positions of `phi/defaults/positions.json`; remembers which values have their shape."""

    def __init__(self, policy: Policy):
        """Compile the shapes."""
        data = policy.rules.defaults["positions"]
        self._policy = policy
        self._shapes = {name: re.compile(one, re.ASCII) for name, one in data["shapes"].items()}
        self._checked = frozenset(data["checked"])
        self._kept: dict[tuple[str, str], bool] = {}
        places: dict[str, dict[str, tuple[str, Any]]] = {name: {} for name in data["places"]}
        for name, table in data["places"].items():
            for key, rule in table.items():
                if rule == "~":
                    places[name][key] = ("text", None)
                elif rule.startswith("="):
                    places[name][key] = ("shape", rule[1:])
                else:
                    places[name][key] = ("place", places[rule])
        self.structural = frozenset(key for table in places.values() for key in table)
        self.event = places["event"]
        self.logentry = places["logentry"]

    def keeps(self, shape: str, value: str) -> bool:
        """Tell whether a value has the shape that its position asks for."""
        entry = (shape, value)
        kept = self._kept.get(entry)
        if kept is None:
            kept = self._shapes[shape].fullmatch(value) is not None
            if kept and shape in self._checked:
                kept = not texts.hits_in(value, self._policy.rules)[0]
            if len(self._kept) >= _LARGEST_CACHE:
                self._kept.clear()
            self._kept[entry] = kept
        return kept
