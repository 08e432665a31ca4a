"""Quick search of many short answers that mostly say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from e2e.detector import Detector
from e2e.kinds import Mint, Planted

# Strings of JSON, keys among them, and numbers.
_LEAF = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*')


class Search:
    """Knows which leaves hold nothing; all others are read in every way."""

    def __init__(self, mint: Mint) -> None:
        """Take what was made up; nothing may be made up later."""
        self._detector = Detector(mint)
        self._dull: set[str] = set()

    def found(self, sent: str) -> bool:
        """Tell whether anything planted stands in an envelope's text."""
        new = set(_LEAF.findall(sent)) - self._dull
        hits = any(self._detector.found(str(json.loads(leaf))) for leaf in new)
        if not hits:
            self._dull |= new
        return hits

    def places(self, sent: str) -> Iterator[tuple[str, Planted]]:
        """Yield what stands where."""
        for line in sent.splitlines():
            yield from self._detector.in_json(json.loads(line))
