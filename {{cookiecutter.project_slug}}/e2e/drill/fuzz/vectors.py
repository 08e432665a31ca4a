"""What once left, and the answer to it today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from e2e.drill.fuzz.gates import Gates

_HEADERS = {"event_id": "8c1fa7e2b3d94e0fa6c5d7b8e9fa0b1c"}


@dataclass(frozen=True)
class Vector:
    """An item, and what of it must not leave."""

    why: str
    type: Any
    payload: Any
    planted: list[str]
    headers: Any = field(default_factory=lambda: dict(_HEADERS))

    def line(self) -> str:
        """Return the envelope in one line of JSON."""
        return json.dumps([self.headers, {"type": self.type}, self.payload])


def vectors() -> list[Vector]:
    """Return all of them."""
    text = Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
    return [Vector(**one) for one in json.loads(text)]


def holds(sent: str, text: str) -> bool:
    """Tell whether the text stands in JSON, escaped or not."""
    return any(json.dumps(text, ensure_ascii=one)[1:-1] in sent for one in (True, False))


def left(language: str, gates: Gates) -> Iterator[str]:
    """Yield a line for each that leaves again; each is asked twice, for gates that take turns."""
    every = [vector for vector in vectors() for _ in range(2)]
    answers = gates.ask([one.line() for one in every]).result()
    failed = {
        vector.why: None
        for vector, answer in zip(every, answers, strict=True)
        if answer.raised or any(holds(answer.sent, one) for one in vector.planted)
    }
    for why in failed:
        yield f"{language}: a vector leaves again: {why}"
