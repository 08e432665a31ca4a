"""Dates in words and brackets: shapes that more than one rule reads."""

from __future__ import annotations

import re
from typing import Final

_BRACKET: Final = re.compile(r"[\[\]{}()]")
_MONTH: Final = (
    "(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec"
    "|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[a-zA-Z]{0,6}\\.?"
)
DATE_IN_WORDS: Final = re.compile(
    rf"(?:(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]{{0,6}},? )?"
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}[0-9]{{2,4}}"
    rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    rf"|{_MONTH},? [0-9]{{4}})",
    re.ASCII,
)


def closed_brackets(text: str) -> dict[int, int]:
    """Return where each bracket is closed, by where it opens; one pass over the text."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "[{(":
            opened.append(match.start())
        elif opened:
            closed[opened.pop()] = match.start()
    return closed
