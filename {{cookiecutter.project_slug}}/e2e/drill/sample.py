"""One scrubbed event, as people see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from e2e.harness import Done
from e2e.report import marks_in

# What a reviewer learns most from comes first.
PLACES = ("exception: IntegrityError", "exception: cause", "exception: message")
FRAMES = 4


@dataclass(frozen=True)
class Sample:
    """An error event in the parts that a person looks at."""

    planted_in: str
    title: str
    value: str
    facts: dict[str, str]
    frames: list[str]
    crumbs: list[str]


def _frame(frame: dict[str, Any]) -> str:
    shapes = ", ".join(f"{name}: {shape}" for name, shape in (frame.get("vars") or {}).items())
    where = f"{frame.get('filename', '[frame]')}:{frame.get('lineno', '')}"
    return f"{where} in {frame.get('function', '[frame]')}" + (f"   ({shapes})" if shapes else "")


def _of(event: dict[str, Any], place: str) -> Sample:
    exceptions = (event.get("exception") or {}).get("values") or [{}]
    last = exceptions[-1]
    frames = (last.get("stacktrace") or {}).get("frames") or []
    tags = event.get("tags") or {}
    own = [frame for frame in frames if frame.get("in_app")] or frames
    crumbs = (event.get("breadcrumbs") or {}).get("values") or []
    shown = {name: event.get(name) for name in ("transaction", "level", "environment")}
    return Sample(
        planted_in=place,
        title=str(last.get("type", "[exception]")),
        value=str(last.get("value", "")),
        facts={name: str(value) for name, value in {**shown, **tags}.items() if value},
        frames=[_frame(frame) for frame in own[-FRAMES:]],
        crumbs=[
            f"{crumb.get('category', '')}: {crumb.get('message', '')}" for crumb in crumbs[-3:]
        ],
    )


def sample(done: Done) -> Sample | None:
    """Return the event of the first of ``PLACES`` that sent one."""
    events = [event for one in done.sent for event in one.items("event")]
    for place in PLACES:
        marks = {mark for row in done.report.rows if row.place == place for mark in row.marks}
        for event in events:
            if marks & marks_in(event) and event.get("exception"):
                return _of(event, place)
    return None
