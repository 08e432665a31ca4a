"""SQL without its values: what is left are keywords, names of tables and columns, and `%s`.

Django hands values over apart from the statement; SQL written by hand may spell them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PLACEHOLDER: Final = "%s"
MARK_REST: Final = "[text]"
LONGEST: Final = 4096  # characters that are looked at; more are rows of values
# Each alternative begins with another character and is left at the first that ends it: linear.
_PIECES: Final = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]*|\"[A-Za-z_][A-Za-z0-9_]*\"|`[A-Za-z_][A-Za-z0-9_]*`)"
    r"|(?P<value>'(?:[^']|'')*(?:'|(?![\s\S]))|\"[^\"]*\"?|`[^`]*`?|[0-9][0-9A-Za-z_.]*"
    r"|[^\x00-\x7f]+)"
    # To the last end of one, as comments may hold others.
    r"|(?P<comment>--[^\n]*|/\*(?:[\s\S]*\*/|[\s\S]*))"
    r"|(?P<slot>%\([A-Za-z_][A-Za-z0-9_]*\)s)"
)
_SEVERAL: Final = re.compile(r"%s(?:, ?%s)+")
_ROWS: Final = re.compile(r"\(%s\)(?:, ?\(%s\))+")
# Where quotes mean something else, what is a value cannot be told.
_UNCLEAR: Final = re.compile(r"[\\\x00]|\$[A-Za-z0-9_]*\$")


@lru_cache(maxsize=2048)
def without_values(statement: str) -> str:
    """Return the statement with each value as `%s`, lists of them as one, and no comments."""
    shown = statement[:LONGEST]
    unclear = _UNCLEAR.search(shown)
    if unclear is not None:
        shown = shown[: unclear.start()]
        # A quote that opens before must not show what stands behind it.
        opened = min((at for quote in "'\"`" if (at := shown.find(quote)) >= 0), default=len(shown))
        shown = shown[:opened]
    shown = _ROWS.sub("(%s)", _SEVERAL.sub(PLACEHOLDER, _PIECES.sub(_piece, shown))).strip()
    cut = unclear is not None or len(statement) > LONGEST
    return f"{shown} {MARK_REST}".lstrip() if cut else shown


def _piece(found: re.Match[str]) -> str:
    if found["value"] is not None:
        return PLACEHOLDER
    return " " if found["comment"] is not None else found[0]
