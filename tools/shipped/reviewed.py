"""Words that are listed rather than found: phrases of HTTP, errno and signal names, libraries."""

from __future__ import annotations

import errno
import http
import os
import signal
import sys
from pathlib import Path

from phi.words import tokens_of


def words() -> set[str]:
    """Return the reviewed words, and those that Python's standard library enumerates."""
    found: set[str] = set()
    for line in (Path(__file__).parent / "reviewed.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found.update(line.split())
    for status in http.HTTPStatus:
        found.update(tokens_of(status.phrase))
    found.update(errno.errorcode.values())
    for code in errno.errorcode:
        found.update(tokens_of(os.strerror(code)))
    found.update(entry.name for entry in signal.Signals)
    found.update(name for name in sys.stdlib_module_names if not name.startswith("_"))
    return {word for word in found if not word.isdigit()}
