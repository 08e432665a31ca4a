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
# ASCII ranges only: one up to U+10FFFF costs milliseconds to compile, at each event.
_BETWEEN: Final = r"[\x00-/:-@\[-`{-\x7f]{0,4}"
_LETTER: Final = r"[^\x00-@\[-`{-\x7f]"
_NO_LETTER_BEFORE: Final = f"(?<!{_LETTER})"
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
_DIGITS: Final = re.compile("[0-9]+", re.ASCII)
_LETTERS: Final = re.compile("[A-Za-z\u0080-\U0010ffff]+", re.ASCII)
_MOST: Final = 400
_GLUED: Final = 10  # letters and digits; a value as long as this is found inside of words too
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
        self._needles: dict[str, str] = {}  # what to look for first, by value
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
        spelled = _TOKEN.findall(text if text.isascii() else _decoder().fold(text))
        tokens = [_lowered(token) for token in spelled]
        self._add(tokens)
        if names and 1 < len(tokens) <= 4 and all(_is_name(token) for token in spelled):
            self._add(tokens[::-1])
            for token in tokens:
                if len(token) > 2:
                    self._add([token])

    def _add(self, tokens: list[str]) -> None:
        joined = "".join(tokens)
        if len(joined) < 2 or joined in _DULL or (_DIGITS.fullmatch(joined) and len(joined) < 4):
            return
        if joined in self._patterns:
            return
        body = _BETWEEN.join([re.escape(token) for token in tokens])
        if len(joined) < _GLUED:
            before = "(?<![0-9])" if tokens[0][0] in "0123456789" else _NO_LETTER_BEFORE
            after = "(?![0-9])" if tokens[-1][-1] in "0123456789" else _NO_LETTER
            body = f"{before}{body}{after}"
        self._patterns[joined] = body
        self._needles[joined] = max(tokens, key=len)
        self._compiled = None

    def in_any(self, texts: list[str]) -> bool:
        """Tell whether one of the texts may hold one of the values."""
        return bool(self._patterns) and len(self.among(texts)) > 0

    def among(self, texts: list[str]) -> Values:
        """Return the values that may stand in one of the texts: few, which compile fast."""
        few = Values()
        if not self._patterns:
            return few
        whole = "\0".join(texts)
        lowered = _lowered(whole if whole.isascii() else _decoder().fold(whole))
        escaped = "%" in whole or "\\" in whole or "&#" in whole
        for joined, needle in self._needles.items():
            # Escapes hide what is not plain ASCII; letters and digits are seldom escaped.
            if needle in lowered or (escaped and not needle.isascii()):
                few._needles[joined] = needle
                few._patterns[joined] = self._patterns[joined]
        return few

    def remove(self, text: str) -> str:
        """Return the text with `[filtered]` where a value stood."""
        if not self._patterns:
            return text
        if text.isascii() and "%" not in text and "\\" not in text and "&" not in text:
            plain = text.lower()
            for needle in self._needles.values():
                if needle in plain:
                    break
            else:
                return text
        if self._compiled is None:
            longest = sorted(self._patterns, key=len, reverse=True)
            # `re.compile` would keep the pattern, and with it the values, in its cache.
            self._compiled = _compiler.compile(
                "|".join([self._patterns[joined] for joined in longest]), re.ASCII
            )
        view = _decoder().view(text) if _ENCODED.search(text) else None
        decoded = _lowered(view.text if view else text)
        found: Found = [
            (*match.span(), "[filtered]", "value") for match in self._compiled.finditer(decoded)
        ]
        return replaced(text, merged(found), view) if found else text


def _lowered(text: str) -> str:
    """Return the text in lower case, as long as it was."""
    if text.isascii():
        return text.lower()
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join([one.lower() if len(one.lower()) == 1 else one for one in text])


def _is_name(token: str) -> bool:
    if _LETTERS.fullmatch(token) is None:
        return False
    return token[0] != token[0].lower() or not token.isascii()
