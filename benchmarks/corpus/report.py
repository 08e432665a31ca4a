"""Turns answers into figures and figures into tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from corpus import positions, score
from corpus.cases import Case
from corpus.fields import HELD
from corpus.harmless import Harmless
from corpus.kinds import CLASSES

Rows = list[list[str]]


def per_cent(part: float, whole: float) -> float:
    """Return a share in per cent; of nothing, all."""
    return 100 * part / whole if whole else 100.0


def table(head: list[str], rows: Rows) -> str:
    """Return a table in plain text."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [head, *rows]
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


class Judged:
    """Planted cases with what an answer to each is worth. No answer counts as nothing found."""

    def __init__(self, cases: list[Case], answers: list[Any]) -> None:
        """Judge every answer."""
        self.cases = cases
        self.all = [
            (case, score.score(case, answer) if answer is not None else score.Score(False, False, 0, len(case.around)))
            for case, answer in zip(cases, answers, strict=True)
        ]

    @property
    def found(self) -> float:
        """Return the share of values that cannot be read."""
        return per_cent(sum(one.found for _, one in self.all), len(self.all))

    @property
    def clean(self) -> float:
        """Return the share of values of which no digits are left, among those that hold digits."""
        held = [one for case, one in self.all if any(letter.isdigit() for letter in case.value)]
        return per_cent(sum(one.clean for one in held), len(held))

    @property
    def around(self) -> float:
        """Return the share of words beside a removed value that are still there."""
        hits = [one for _, one in self.all if one.found and one.words]
        return per_cent(sum(one.kept for one in hits), sum(one.words for one in hits))

    def by(self, name: Callable[[Case], str]) -> dict[str, tuple[float, int]]:
        """Return the share found and the number of cases, by anything of a case."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for case, one in self.all:
            counts[name(case)][0] += one.found
            counts[name(case)][1] += 1
        return {key: (per_cent(found, count), count) for key, (found, count) in sorted(counts.items())}

    def worst(self) -> str:
        """Return the class with the smallest share."""
        classes = self.by(lambda case: case.kind.letter)
        letter = min(classes, key=lambda one: classes[one][0])
        return f"{letter} {CLASSES[letter]} {classes[letter][0]:.1f}"

    def positions(self) -> dict[str, float]:
        """Return the share found by position of a text."""
        shares = self.by(lambda case: case.position)
        return {name: shares[name][0] for name in positions.TEXT if name in shares}

    def missed(self) -> list[Case]:
        """Return the cases of which something can be read."""
        return [case for case, one in self.all if not one.found]

    def digits(self) -> list[Case]:
        """Return the cases that were found but of which digits are left."""
        return [case for case, one in self.all if one.found and not one.clean]


def contained(held: Any, answer: Any) -> bool:
    """Tell whether an answer still holds what a harmless event held; what an answer adds is no loss."""
    if isinstance(held, dict):
        return isinstance(answer, dict) and all(
            key in answer and contained(one, answer[key]) for key, one in held.items()
        )
    if isinstance(held, list):
        return isinstance(answer, list) and len(held) == len(answer) and all(map(contained, held, answer))
    return json.dumps(held) == json.dumps(answer)


def untouched(case: Harmless, answer: Any) -> bool:
    """Tell whether a harmless event came back as it was. A peer may move a message: its text counts, not its place."""
    if contained(case.event, answer):
        return True
    return case.position in {"message", "logentry.message"} and case.text in list(score.strings(answer))


def named(events: Iterable[tuple[str, dict[str, Any]]], answers: list[Any]) -> list[str]:
    """Return the names of fields whose value was changed."""
    return [name for (name, _), answer in zip(events, answers, strict=True) if HELD not in list(score.strings(answer))]


def canonical(answer: Any) -> str:
    """Return an answer in the form in which languages compare."""
    return json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
