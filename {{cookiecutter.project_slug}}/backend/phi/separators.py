"""What stands between a key and its value: signs, and the operators of SQL."""

from __future__ import annotations

import re
from typing import Final

_CLOSERS: Final = r"[0-9]{0,3}(?:\[[0-9a-z_]{0,12}\])?[)\]}\"'`*]{0,6}"
_CAST: Final = (
    r"(?:::[a-z]{1,20}(?: varying)?(?:\([0-9]{1,4}\))?)?[)]{0,3}(?: COLLATE [A-Za-z\"_-]{1,20})?"
)
SEPARATOR: Final = re.compile(
    _CLOSERS + _CAST + r"[ \t]{0,4}"
    r"(=>|:=|===?|\?:|!==?|<>|>=|<=|->|=|:(?!:|//)|<-(?=[ ]?['\"0-9])"
    r"|<(?=[ ]?['0-9])|>(?=[ ]['0-9]))",
    re.ASCII,
)
OPERATOR: Final = re.compile(
    _CLOSERS + _CAST + r"[ \t\r\n]{1,4}(?:NOT |not )?"
    r"(?:I?LIKE(?: BINARY)?|i?like|IN|in|SIMILAR TO|BETWEEN|between|REGEXP|GLOB|~\*?"
    r"|IS DISTINCT FROM)"
    r"[ \t\r\n]{0,4}(?=['\"(0-9E%$:?])",
    re.ASCII,
)
