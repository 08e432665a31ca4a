"""The hook that careful teams write by hand, to compare with: keys and patterns, everywhere.

It does more than most: it walks the whole event, and it is given transactions too. The TypeScript
twin is frontend/canaries/src/canaries/hook.ts.
"""

from __future__ import annotations

import re
from typing import Any

_KEYS = re.compile(
    r"ssn|social|name|birth|dob|phone|email|address|mrn|patient|diagnos|note|password|token|secret",
    re.IGNORECASE,
)
_PATTERNS = re.compile(
    r"\b\d{3}-\d{2}-\d{4}\b"
    r"|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b"
    r"|\bMRN[- ]?\d{5,10}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b(?!T)"
    r"|\b(?:\d{4}[- ]?){3}\d{4}\b"
)
# A key of the SDK's own that would be taken for one.
_GRAMMAR = frozenset({"filename"})


def filtered(value: Any) -> Any:
    """Return the event with what looks sensitive replaced by `[Filtered]`."""
    if isinstance(value, dict):
        return {
            key: "[Filtered]"
            if _KEYS.search(str(key)) and key not in _GRAMMAR and isinstance(child, str)
            else filtered(child)
            for key, child in value.items()
        }
    if isinstance(value, list | tuple):
        return [filtered(child) for child in value]
    return _PATTERNS.sub("[Filtered]", value) if isinstance(value, str) else value
