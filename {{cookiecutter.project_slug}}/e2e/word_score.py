"""What of planted words left, in what their own action sent and their place does not say anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from e2e.report import Row

# A number that is part of a longer one, of an id or of a moment is no age.
_TOKEN = re.compile(r"[a-z]+|(?<![0-9a-z.:])[0-9]+(?![0-9a-z:]|\.[0-9])")


def strings(value: Any) -> Iterator[str]:
    """Yield each text and each key in ``value``, in lower case."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield str(key).casefold()
            yield from strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)
    elif isinstance(value, str):
        yield value.casefold()


class WordScore:
    """Gathers, row by row, which planted words were seen."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Take the rows of a run; only those that have words are scored."""
        self._words = {word for row in rows for word in row.words}
        # What a place's items say when these words were not planted in them.
        self._said_anyway: dict[tuple[str, str], set[str]] = {}

    def note(self, kind: str, payload: Any, rows: Sequence[Row]) -> None:
        """Enter an item, or an entry of one, that belongs to these rows."""
        if not self._words or not rows:
            return
        texts = set(strings(payload))
        seen = {token for text in texts for token in _TOKEN.findall(text)} & self._words
        for row in rows:
            if not row.words:
                continue
            row.kept |= {(word, kind) for word in row.words if word in seen}
            row.neighbours |= len(row.words) == 2 and any(
                _neighbours(row.words).search(text) for text in texts
            )
        of_words = {(row.runtime, row.place) for row in rows if row.words}
        for place in {(row.runtime, row.place) for row in rows} - of_words:
            self._said_anyway.setdefault(place, set()).update(seen)

    def settle(self, rows: Sequence[Row]) -> None:
        """Take away what the places say anyway."""
        for row in rows:
            anyway = self._said_anyway.get((row.runtime, row.place), set())
            row.kept = {(word, kind) for word, kind in row.kept if word not in anyway}


def _neighbours(words: Sequence[str]) -> re.Pattern[str]:
    one, other = map(re.escape, words)
    return re.compile(rf"\b(?:{one}[\W_]{{1,3}}{other}|{other}[\W_]{{1,3}}{one})\b")
