"""What a row of the table says, and the table as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final, Literal

Captured = Literal["once", "never", "counted"]
Level = Literal["", "info", "warning", "error", "fatal"]
Handled = Literal["", "yes", "no"]

_MODULES: Final = ("rows_django", "rows_celery", "rows_next", "rows_faults")


@dataclass(frozen=True)
class Row:
    """One way to fail, and what Sentry gets of it."""

    id: str  # a slug, the same in the table's test: django-view
    system: str  # Django, Celery, Next.js, Shutdown, …: the heading that the row stands under
    way: str  # what fails, in a few words
    captured: Captured  # one event, no event, or no event but a number that is sent
    level: Level = ""  # of the event; empty where there is none
    handled: Handled = ""  # what the event's mechanism says; empty where there is none
    by: str = ""  # the piece that captures or counts it
    note: str = ""

    @property
    def events(self) -> int:
        """Return how many events arrive each time that this happens."""
        return 1 if self.captured == "once" else 0


def rows() -> tuple[Row, ...]:
    """Return the whole table.

    Raises:
        ValueError: two rows have one id, or a row says of an event what it has not.
    """
    found: list[Row] = []
    for name in _MODULES:
        found += import_module(f"capture.{name}").ROWS
    ids = [row.id for row in found]
    for row in found:
        if ids.count(row.id) > 1:
            message = f"Two rows are called {row.id}. Accepted: ids of their own. Rename one."
            raise ValueError(message)
        if bool(row.level) != bool(row.events) or (row.handled and not row.events):
            message = f"{row.id}: level and handled are said of events, and of all events a level."
            raise ValueError(message)
    return tuple(found)
