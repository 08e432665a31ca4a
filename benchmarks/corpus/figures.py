"""All questions of one seed, and what one tool makes of them."""

from __future__ import annotations

from typing import Any

from corpus import fields, harmless, report
from corpus.cases import Maker
from corpus.report import Judged, per_cent
from corpus.tools import Tool

Named = list[tuple[str, dict[str, Any]]]


class Corpus:
    """All questions of one seed, in one list, so that each tool is started once.

    What ends in `held`, and `other`, are kinds of which nobody was told while the engine was made.
    """

    def __init__(self, seed: int, turns: int, spread: int) -> None:
        """Make them; `spread` is how many texts are put at every position."""
        maker = Maker(seed)
        self.planted = list(maker.planted(turns))
        self.spread = list(maker.spread(spread))
        self.other = list(maker.other(turns))
        self.harmless = [*harmless.texts(seed, 5 * turns), *harmless.numbers(seed, 200)]
        self.harmless_held = harmless.texts(seed, 3 * turns, harmless.HELD)
        self.names: dict[str, Named] = {
            name: fields.events(seed, f"fields_{name}.txt")
            for name in ("sensitive", "harmless", "sensitive_held", "harmless_held")
        }
        self.asked: list[dict[str, Any]] = [
            case.event
            for part in (self.planted, self.spread, self.other, self.harmless, self.harmless_held)
            for case in part
        ]
        self.size = (
            f"{len(self.planted)} planted values, {len(self.spread)} more for the spread between positions, "
            f"{len(self.harmless)} harmless texts ({len({case.text for case in self.harmless})} different)"
        )
        self.asked += [event for named in self.names.values() for _, event in named]


class Figures:
    """What one tool made of the corpus."""

    def __init__(self, corpus: Corpus, tool: Tool) -> None:
        """Ask the tool and judge its answers."""
        self.tool = tool
        self.answers = tool.answers(corpus.asked)
        left = iter(self.answers)

        def answers(part: list[Any]) -> list[Any]:
            return [next(left) for _ in part]

        self.planted = Judged(corpus.planted, answers(corpus.planted))
        self.spread = Judged(corpus.spread, answers(corpus.spread))
        self.other = Judged(corpus.other, answers(corpus.other))
        self.touched, self.kept = judged_harmless(corpus.harmless, answers(corpus.harmless))
        _, self.kept_held = judged_harmless(corpus.harmless_held, answers(corpus.harmless_held))
        changed = {name: report.named(named, answers(named)) for name, named in corpus.names.items()}
        self.names = {name: per_cent(len(changed[name]), len(named)) for name, named in corpus.names.items()}
        self.unseen = sorted({name for name, _ in corpus.names["sensitive"]} - set(changed["sensitive"]))
        self.taken = changed["harmless"]

    def row(self) -> list[str]:
        """Return the tool's line of the first table."""
        places = self.spread.positions()
        figures = (self.planted.found, self.planted.clean, self.kept, self.planted.around)
        return [
            self.tool.name,
            *(f"{figure:.1f}" for figure in (*figures, self.names["sensitive"], self.names["harmless"])),
            f"{max(places.values()) - min(places.values()):.1f}",
            self.planted.worst(),
        ]

    def held(self) -> list[str]:
        """Return the tool's line of the table of what nobody was told."""
        figures = (self.other.found, self.kept_held, self.names["sensitive_held"], self.names["harmless_held"])
        return [self.tool.name, *(f"{figure:.1f}" for figure in figures)]


def judged_harmless(
    cases: list[harmless.Harmless], answers: list[Any]
) -> tuple[list[tuple[harmless.Harmless, Any]], float]:
    """Return the harmless events that were touched, with their answers, and the share that was not."""
    touched = [
        (case, answer) for case, answer in zip(cases, answers, strict=True) if not report.untouched(case, answer)
    ]
    return touched, per_cent(len(cases) - len(touched), len(cases))
