"""Known values: what a sensitive field holds is removed from every text around it.

A name that is also a word (Mark Young, Grace Field) passes every list of words; where its field
stands in the same event, it is known, in any case and encoding.
"""

from __future__ import annotations

import json
import re
import re._compiler as _compiler  # type: ignore[import-not-found]  # typeshed leaves it out
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phi.encodings import Decoder
from phi.found import merged, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phi.found import Found

_TOKEN: Final = re.compile("[A-Za-z0-9\u0080-\U0010ffff]+", re.ASCII)
# ASCII ranges only: with IGNORECASE one up to U+10FFFF costs 30 ms to compile, at each event.
_BETWEEN: Final = r"[\x00-/:-@\[-`{-\x7f]{0,4}"
_LETTER: Final = r"[^\x00-@\[-`{-\x7f]"
_NO_LETTER: Final = f"(?!{_LETTER})"
_DULL: Final = frozenset(
    (
        *(
            "none",
            "null",
            "true",
            "false",
            "undefined",
            "nan",
            "unknown",
            "other",
            "yes",
            "no",
            "na",
        ),
        *("nil", "test", "user", "admin", "anonymous", "the", "and", "mr", "mrs", "ms", "dr", "md"),
        *("jr", "sr", "de", "la", "van", "von", "der", "del", "st", "street", "city", "new", "id"),
    )
)
_ENCODED: Final = re.compile("[%\\\\&]|[^\x00-\x7f]", re.ASCII)
_MOST: Final = 400
_LONGEST: Final = 400


@lru_cache(maxsize=1)
def _decoder() -> Decoder:
    path = Path(__file__).resolve().parents[2] / "phi" / "defaults" / "characters.json"
    return Decoder(json.loads(path.read_text(encoding="utf-8")))


class Values:
    """Values to remove; add them, use them for one event, and forget them."""

    def __init__(self, values: Iterable[object] = ()):
        """Take strings and integers; anything else is left out."""
        self._patterns: dict[str, str] = {}
        self._needles: dict[str, str] = {}  # of each pattern the longest word
        self._compiled: re.Pattern[str] | None = None
        for value in values:
            self.add(value)

    def __len__(self) -> int:
        """Return how many values are known."""
        return len(self._patterns)

    def add(self, value: object, *, names: bool = False) -> None:
        """Remember a value; with `names`, its parts as well: `Mary Johnson` is also `Johnson`."""
        if type(value) is int:
            text = str(value)
        elif type(value) is str:
            text = value
        else:
            return
        if not 1 < len(text) <= _LONGEST or len(self._patterns) >= _MOST:
            return
        tokens = _TOKEN.findall(_decoder().fold(text).lower())
        self._add(tokens)
        if names and 1 < len(tokens) <= 5:
            self._add(tokens[::-1])
            for token in tokens:
                if len(token) > 2 and not token.isdigit():
                    self._add([token])

    def _add(self, tokens: list[str]) -> None:
        joined = "".join(tokens)
        if len(joined) < 2 or joined in _DULL or (joined.isdigit() and len(joined) < 4):
            return
        if joined in self._patterns:
            return
        last = re.escape(tokens[-1])
        body = _BETWEEN.join([re.escape(token) for token in tokens])
        digit_first = "(?<![0-9])" if tokens[0][0].isdigit() else f"(?<!{_LETTER})"
        digit_last = "(?![0-9])" if last[-1].isdigit() else _NO_LETTER
        glued = len(joined) >= 10
        self._patterns[joined] = body if glued else f"{digit_first}{body}{digit_last}"
        self._needles[joined] = max(tokens, key=len)
        self._compiled = None

    def in_any(self, texts: list[str]) -> bool:
        """Tell whether one of the texts may hold one of the values."""
        if not self._needles:
            return False
        whole = "\0".join(texts)
        lowered = (whole if whole.isascii() else _decoder().fold(whole)).lower()
        needles = self._needles.values()
        if any(needle in lowered for needle in needles):
            return True
        # Escapes can hide only what they stand for; plain ASCII letters are seldom escaped.
        return any(not needle.isascii() for needle in needles) and (
            "%" in whole or "\\" in whole or "&#" in whole
        )

    def among(self, texts: list[str]) -> Values:
        """Return the values that may stand in one of the texts: few, which compile fast."""
        whole = "\0".join(texts)
        view = _decoder().view(whole) if _ENCODED.search(whole) else None
        lowered = (view.text if view else whole).lower()
        few = Values()
        for joined, needle in self._needles.items():
            if needle in lowered:
                few._needles[joined] = needle
                few._patterns[joined] = self._patterns[joined]
        return few

    def remove(self, text: str) -> str:
        """Return the text with `[filtered]` where a value stood."""
        if not self._patterns:
            return text
        if self._compiled is None:
            longest = sorted(self._patterns, key=len, reverse=True)
            # `re.compile` would keep the pattern, and with it the values, in its cache.
            self._compiled = _compiler.compile(
                "|".join([self._patterns[joined] for joined in longest]), re.IGNORECASE
            )
        view = _decoder().view(text) if _ENCODED.search(text) else None
        decoded = view.text if view else text
        found: Found = [
            (*match.span(), "[filtered]", "value") for match in self._compiled.finditer(decoded)
        ]
        return replaced(text, merged(found), view) if found else text
