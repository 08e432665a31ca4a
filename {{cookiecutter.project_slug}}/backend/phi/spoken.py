"""Numbers that are spoken digit by digit: `five five five, one two three four`.

Each of the words is one of programs, so that each may stand; three of them in a row are a number.
The TypeScript twin is `frontend/src/phi/spoken.ts`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("oh", "double", "triple"),
)
_IN_ANY_CASE: Final = frozenset(
    spelling for word in _WORDS for spelling in (word, word.capitalize(), word.upper())
)
_LETTER: Final = "A-Za-z0-9_\u0080-\U0010ffff"
_ONE: Final = f"(?:{'|'.join(_WORDS)})"
_RUN: Final = re.compile(
    f"(?<![{_LETTER}]){_ONE}(?:[ \t,./_-]{{1,3}}{_ONE}){{2,}}(?![{_LETTER}])",
    re.ASCII | re.IGNORECASE,
)
_FEWEST: Final = 3


def may_be_spoken(tokens: Iterable[str]) -> bool:
    """Tell whether one of the tokens is a digit's word."""
    return not _IN_ANY_CASE.isdisjoint(tokens)


def is_spoken(parts: Iterable[str]) -> bool:
    """Tell whether so many parts of one token, in lower case, are digits' words."""
    return sum(part in _IN_ANY_CASE for part in parts) >= _FEWEST


def without_spoken(text: str) -> str:
    """Return ``text`` with a mark for each number that is spoken."""
    return _RUN.sub("[number]", text)
