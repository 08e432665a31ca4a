"""The patterns that a policy may bring: those that Python and JavaScript read alike, in short time.

The same grammar as the template's question for record numbers: literals, escaped punctuation,
character classes, `?`, `{m}` and `{m,n}`; no groups, no alternatives, no unbounded repetition.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 64
# Ways to match the same text; each costs time at every place where the pattern nearly fits.
MOST_WAYS: Final = 1000
ACCEPTED: Final = (
    "literals, \\ before punctuation, [classes], ?, {m} and {m,n}; "
    "1 to 64 characters, few of them variable"
)
PIECE: Final = (
    r"(?:(?P<literal>[A-Za-z0-9 _/#:,-])|\\[\\/^$.*+?()\[\]{}|]"
    r"|\[(?!\]|--)-?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9 _/#:,.]|\\[\\\[\]^-])*-?\])"
    r"(?:(?P<optional>\?)|\{(?P<low>[0-9]{1,2})(?:,(?P<high>[0-9]{1,2}))?\})?"
)
_PIECES: Final = re.compile("(?:" + re.sub(r"\?P<\w+>", "", PIECE) + ")+", re.ASCII)


def is_safe(pattern: str) -> bool:
    """Tell whether a pattern needs a character, ends within 64, and never backtracks far."""
    if _PIECES.fullmatch(pattern) is None:
        return False
    shortest, longest, ways = 0, 0, 1
    for piece in re.finditer(PIECE, pattern, re.ASCII):
        low = 0 if piece["optional"] else int(piece["low"] or 1)
        high = 1 if piece["optional"] else int(piece["high"] or low)
        if high < max(low, 1):
            return False
        shortest, longest, ways = shortest + low, longest + high, ways * (high - low + 1)
    try:
        re.compile(pattern, re.ASCII)
    except re.error:  # a range such as [9-0]
        return False
    return shortest > 0 and longest <= LONGEST and ways <= MOST_WAYS
