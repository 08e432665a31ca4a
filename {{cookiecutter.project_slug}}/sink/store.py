"""What was received, in memory and bounded: the oldest go first, and their number is told."""

from __future__ import annotations

import base64
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sink.parse import ParseError, parse

MAX_RECORDS = 5_000
MAX_BYTES = 128 * 1024 * 1024


def _new_generation() -> str:
    # Ids begin anew after a restart or a deletion; by this name the viewer notices.
    return secrets.token_hex(4)


@dataclass(frozen=True)
class Record:
    """One request as it was received: every byte of it is kept, understood or not."""

    id: int
    received: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes
    problem: str | None

    def size(self) -> int:
        """Return the bytes that the record holds."""
        head = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + len(self.path) + head

    def as_json(self, *, with_body: bool) -> dict[str, Any]:
        """Return the record for a test or the viewer; no ``envelope`` if it could not be read."""
        answer: dict[str, Any] = {
            "id": self.id,
            "received": self.received,
            "path": self.path,
            "headers": [list(pair) for pair in self.headers],
            "problem": self.problem,
            "envelope": None,
        }
        if with_body:
            answer["body"] = base64.b64encode(self.body).decode()
        if self.problem is None:
            try:
                answer["envelope"] = parse(self.body)
            except ParseError as error:
                answer["problem"] = str(error)
        return answer


@dataclass
class Store:
    """A queue of records with two bounds."""

    max_records: int = MAX_RECORDS
    max_bytes: int = MAX_BYTES
    forgotten: int = 0
    size: int = 0
    generation: str = field(default_factory=_new_generation)
    _last_id: int = 0
    _records: deque[Record] = field(default_factory=deque)

    def add(
        self,
        *,
        received: str,
        path: str,
        headers: list[tuple[str, str]],
        body: bytes,
        problem: str | None,
    ) -> Record:
        """Keep one request, and forget the oldest ones where a bound is passed."""
        self._last_id += 1
        record = Record(self._last_id, received, path, headers, body, problem)
        self._records.append(record)
        self.size += record.size()
        while len(self._records) > self.max_records or (
            self.size > self.max_bytes and len(self._records) > 1
        ):
            self.size -= self._records.popleft().size()
            self.forgotten += 1
        return record

    def since(self, after: int = 0) -> list[Record]:
        """Return the records with an id above ``after``, oldest first."""
        return [record for record in self._records if record.id > after]

    def clear(self) -> int:
        """Forget everything on request, and return how many records there were."""
        count = len(self._records)
        self._records.clear()
        self.size = 0
        self.forgotten = 0
        self.generation = _new_generation()
        return count

    def __len__(self) -> int:
        return len(self._records)
