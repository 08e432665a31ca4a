"""One place is one function: it is given one canary and puts it into one position."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

KINDS: Final = ("name", "ssn", "mrn", "email", "phone", "date of birth", "clinical note")
# What the harness plants besides where a place takes all KINDS; their numbers follow.
MORE_KINDS: Final = (
    *("name, other forms", "address", "card", "plan number", "device number", "patient's UUID"),
    *("name of the census", "note, its telling words", "age over 89"),
)
EVERY_KIND: Final = (*KINDS, *MORE_KINDS)

Runtime = Literal["django", "celery"]


class Canary:
    """Holds the text so that nobody who looks at local variables or arguments sees it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.__text = text

    def read(self) -> str:
        """Return the text, to be put where the place puts it and nowhere else."""
        return self.__text

    def __repr__(self) -> str:
        return "<Canary>"


class PlantedError(Exception):
    """Ends a place that raises nothing of its own: what it set then has an event to ride on."""


Plant = Callable[[Canary], None]


@dataclass(frozen=True)
class Place:
    """A position where data of some kinds is planted."""

    name: str
    runtime: Runtime
    kinds: tuple[str, ...]
    run: Plant


PLACES: dict[str, Place] = {}


def place(
    name: str, *, runtime: Runtime = "django", kinds: tuple[str, ...] = KINDS
) -> Callable[[Plant], Plant]:
    """Register the function as a place."""

    def register(run: Plant) -> Plant:
        if name in PLACES:
            message = f"two places are called {name!r}"
            raise ValueError(message)
        PLACES[name] = Place(name, runtime, kinds, run)
        return run

    return register


def canary_of(name: str, kind: str) -> Canary:
    """Return this run's canary, which the harness has written into the var folder."""
    return Canary(_planted(name)[kind])


def kind_of(name: str, canary: Canary) -> str:
    """Return the kind that the canary is of; a run plants some kinds only."""
    return next(kind for kind, text in _planted(name).items() if text == canary.read())


def _planted(name: str) -> dict[str, str]:
    file = Path(os.environ["VAR_DIR"]) / "canaries.json"
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))[name]
    return found
