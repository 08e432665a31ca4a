"""What engines written in C say: short NUL-terminated strings of their binaries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A binary also holds dictionaries, docstrings and bundled scripts: those are long, or have many lines.
_STRING: Final = re.compile(rb"(?<=\x00)[\x20-\x7e\n]{5,299}(?=\x00)")
_LETTERS: Final = re.compile(r"[A-Za-z]", re.ASCII)
_WORDY: Final = re.compile(r"[a-z]{2,}[^a-z]+[a-z]{2,}", re.ASCII)
_MOST_LINES: Final = 1
_LEAST_LETTERS: Final = 0.6


def strings(binary: Path) -> Iterator[str]:
    """Yield the strings of ``binary`` that read like a message."""
    for found in _STRING.findall(binary.read_bytes()):
        text = found.decode("ascii")
        if text.strip().count("\n") > _MOST_LINES or " " not in text.strip() or not _WORDY.search(text):
            continue
        if len(_LETTERS.findall(text)) >= _LEAST_LETTERS * len(text):
            yield text
