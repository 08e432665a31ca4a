"""What became of each canary: a table of place, kind, runtime and item type. It repeats no data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from e2e.detector import Detector
from e2e.kinds import Planted
from e2e.stack import Sent
from e2e.word_kinds import STRICT
from e2e.word_score import WordScore


@dataclass
class Row:
    """One canary: where it was put, what its action sent, and where it was seen."""

    place: str
    kind: str
    runtime: str
    # Trace and event ids of what the action sends.
    marks: set[str]
    sent: Counter[str] = field(default_factory=Counter)
    left: set[tuple[str, str]] = field(default_factory=set)
    # Of the kinds that are scored by words: the words, those that left and in what, and whether two
    # of a name left side by side.
    words: tuple[str, ...] = ()
    kept: set[tuple[str, str]] = field(default_factory=set)
    neighbours: bool = False

    @property
    def outcome(self) -> str:
        """Return left, removed or never sent."""
        if self.left:
            return "left"
        return "removed" if self.sent else "never sent"


def marks_in(payload: Any) -> set[str]:
    """Return the ids of the traces that an item belongs to, and its own."""
    if not isinstance(payload, dict):
        return set()
    contexts = payload.get("contexts")
    trace = contexts.get("trace") if isinstance(contexts, dict) else None
    entries = payload.get("items")
    holders = [trace, *(entries if isinstance(entries, list) else [])]
    found = {holder.get("trace_id") for holder in holders if isinstance(holder, dict)}
    found.add(payload.get("trace_id"))
    return {mark for mark in (*found, payload.get("event_id")) if isinstance(mark, str)}


class Report:
    """The table of one run."""

    def __init__(self, mode: str, stem: str, rows: list[Row], planted: dict[Planted, Row]) -> None:
        """Take what was done; ``stem`` is what the run's words begin with."""
        self.stem = stem
        self.mode = mode
        # Requests that a third host got, and how many of them had trace headers.
        self.third_host = (0, 0)
        # Hosts other than the service's own that the browser asked.
        self.strangers: set[str] = set()
        self.rows = rows
        self._of = planted
        self._of_mark: dict[str, list[Row]] = {}
        for row in rows:
            for mark in row.marks:
                self._of_mark.setdefault(mark, []).append(row)

    def note_sent(self, sent: list[Sent], detector: Detector) -> None:
        """Enter what arrived at the sink."""
        words = WordScore(self.rows)
        for one in sent:
            head, _, body = one.wire.partition(b"\n")
            self.note_text("request", head.decode(), detector)
            if one.envelope is None:
                self.note_text("unreadable envelope", body.decode("utf-8", "replace"), detector)
                continue
            self._note("envelope header", one.envelope["headers"], detector)
            for item in one.envelope["items"]:
                kind = str(item["headers"].get("type"))
                kind = "unknown item" if detector.found(kind) else kind
                self._note(f"{kind}'s header", item["headers"], detector)
                payload = item.get("json", item.get("text"))
                self._note(kind, payload, detector)
                for row in self._rows_of(payload):
                    row.sent[kind] += 1
                entries = payload.get("items") if isinstance(payload, dict) else None
                for entry in entries if isinstance(entries, list) else [payload]:
                    words.note(kind, entry, self._rows_of(entry))
        words.settle(self.rows)
        for row in self.rows:
            if row.kind in STRICT:
                row.left |= {(kind, "") for _, kind in row.kept}

    def _rows_of(self, payload: Any) -> list[Row]:
        """Return the rows whose action sent this."""
        rows = {id(row): row for m in marks_in(payload) for row in self._of_mark.get(m, ())}
        return list(rows.values())

    def _note(self, kind: str, payload: Any, detector: Detector) -> None:
        for path, planted in detector.in_json(payload):
            self._enter(planted, kind, path)

    def note_text(self, where: str, text: str, detector: Detector) -> None:
        """Enter what stands in some text, by line."""
        for line in set(text.splitlines()):
            for planted in detector.found(line):
                self._enter(planted, where, "")

    def _enter(self, planted: Planted, kind: str, path: str) -> None:
        row = self._of.get(planted)
        if row is not None:
            row.left.add((kind, path))

    def count(self, *outcomes: str) -> int:
        """Return how many canaries had one of the outcomes."""
        return sum(row.outcome in outcomes for row in self.rows)

    def places(self, *outcomes: str) -> set[tuple[str, str]]:
        """Return the places with a canary of one of these outcomes."""
        return {(row.runtime, row.place) for row in self.rows if row.outcome in outcomes}

    def every_place(self) -> set[tuple[str, str]]:
        """Return all places."""
        return {(row.runtime, row.place) for row in self.rows}

    def leaks(self) -> list[str]:
        """Return one line for each place, item type and path at which something left."""
        found: dict[tuple[str, str, str, str], set[str]] = {}
        for row in self.rows:
            for kind, path in row.left:
                found.setdefault((row.runtime, row.place, kind, path), set()).add(row.kind)
        return [
            f"{runtime} | {place} | {kind} {path} | {', '.join(sorted(kinds))}"
            for (runtime, place, kind, path), kinds in sorted(found.items())
        ]

    def totals(self) -> dict[str, dict[str, int]]:
        """Return the counts of outcomes by runtime."""
        table: dict[str, Counter[str]] = {}
        for row in self.rows:
            table.setdefault(row.runtime, Counter())[row.outcome] += 1
        return {runtime: dict(counts) for runtime, counts in sorted(table.items())}

    def write(self, folder: Path) -> None:
        """Write the table as JSON and as text for people."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = [
            {
                "place": row.place,
                "kind": row.kind,
                "runtime": row.runtime,
                "outcome": row.outcome,
                "sent": dict(row.sent),
                "left": sorted(map(list, row.left)),
                "words": len(row.words),
                "words left": sorted(kind for _, kind in row.kept),
            }
            for row in self.rows
        ]
        content = {"mode": self.mode, "totals": self.totals(), "rows": rows}
        (folder / f"{self.mode}.json").write_text(json.dumps(content, indent=1))
        lines = [f"# {self.mode}", "", *(f"{k}: {v}" for k, v in self.totals().items()), ""]
        for runtime, place in sorted(self.every_place()):
            mine = [row for row in self.rows if (row.runtime, row.place) == (runtime, place)]
            types = sorted({name for row in mine for name in row.sent})
            outcomes = Counter(row.outcome for row in mine)
            said = ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items()))
            lines.append(f"{runtime:12} {place:58} {said}; sent: {', '.join(types) or '-'}")
        lines += ["", "Left:", *(self.leaks() or ["nothing"])]
        (folder / f"{self.mode}.txt").write_text("\n".join(lines) + "\n")
