"""docs/capture.md, made of the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from capture.table import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

PATH: Final = Path(__file__).resolve().parent.parent / "docs" / "capture.md"

_HEAD: Final = """\
# What is captured

Made by `make capture` from `capture/`; the tests take what they expect from there, one test a row.

Each error arrives once, or its loss is counted and said. Levels mean:

| level | when |
| --- | --- |
| `info` | nothing is wrong; somebody asked to be told |
| `warning` | a refusal or a loss that the service is made for, sent because somebody asked for it |
| `error` | one request, one task or one view failed; the process goes on |
| `fatal` | a process ended by it |

*Captured*: `once` is one event for each time that it happens; `never` is none; `counted` is none,
but a number that is sent.
*Handled* is what the event says: `no` where nobody but the framework caught the error.
"""
_COLUMNS: Final = """
| what fails | captured | level | handled | by | note |
| --- | --- | --- | --- | --- | --- |
"""


def text(table: Iterable[Row] | None = None) -> str:
    """Return the document."""
    found = rows() if table is None else tuple(table)
    systems = dict.fromkeys(row.system for row in found)
    parts = [_HEAD]
    for system in systems:
        lines = "".join(_line(row) for row in found if row.system == system)
        parts.append(f"\n## {system}\n{_COLUMNS}{lines}")
    return "".join(parts)


def _line(row: Row) -> str:
    cells = (row.way, row.captured, row.level, row.handled, row.by, row.note)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
