"""How a value is spelled around: in lower case of the same length, and in names of code."""

from __future__ import annotations

import re
from typing import Final

_SQL_BEFORE: Final = re.compile(
    r"(?:column|relation|table|constraint|index|view|schema|sequence"
    r"|from|into|update|join|only|on) \Z",
    re.ASCII,
)


def lowered(text: str) -> str:
    """Return the text in lower case, as long as it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join([one.lower() if len(one.lower()) == 1 else one for one in text])


def in_identifier(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a name stands in `clinic_id` or `"clinic"."id"`: a name of code."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "_" or after == "_":
        return True
    if before != '"' or after != '"':
        return False
    if text[start - 2 : start - 1] == "." or text[end + 1 : end + 2] == ".":
        return True
    return _SQL_BEFORE.search(text[max(0, start - 16) : start - 1]) is not None
