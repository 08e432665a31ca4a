"""Envelopes of the SDKs' own items, each bent one to six times. Same seed, same inputs."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from e2e.drill.fuzz.steps import Path, Step, at, bent
from e2e.drill.fuzz.values import Values
from e2e.kinds import Mint

MOST_STEPS = 6
_DEEP = 60
_ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        7,
        10**30,
        1e308,
        0.1,
        "",
        " ",
        "0",
        [],
        {},
        [[]],
        [None],
        {"": {}},
    ),
    *("constructor", "__proto__", "\x00", "\ud83d\ude00", "{{ default }}", "%s", "null", "[text]"),
)


@dataclass(frozen=True)
class Template:
    """An envelope as an SDK makes it."""

    kind: str
    text: str  # JSON of [headers, item's headers, payload]
    tree: Any  # the same, to be read only
    paths: tuple[Path, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Input:
    """A template and what is done to it."""

    template: Template
    steps: tuple[Step, ...]

    def line(self, steps: tuple[Step, ...] | None = None) -> str:
        """Return the envelope in one line of JSON, with all of the steps or with these only."""
        return json.dumps(bent(self.template.text, self.steps if steps is None else steps))


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _paths(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _paths(one, (*path, number))


def templates() -> list[Template]:
    """Return the items, the usual ones several times."""
    found = []
    for one in json.loads(File(__file__).with_name("items.json").read_text(encoding="utf-8")):
        tree = [one["headers"], one["item"], one["payload"]]
        # Not the three parts themselves: without one there is no item.
        paths = tuple(path for path in _paths(tree) if len(path) > 1)
        keys = tuple({key for path in paths for key in path if isinstance(key, str)})
        template = Template(one["item"]["type"], json.dumps(tree), tree, paths, tuple(sorted(keys)))
        found += [template] * one["often"]
    return found


class Inputs:
    """A stream of inputs; what they plant is the mint's."""

    def __init__(self, seed: str, every: list[Template]) -> None:
        """Start with a seed."""
        self.mint = Mint(random.Random(seed).randrange(2**32))  # noqa: S311 - nothing secret
        self._pick = random.Random(seed)  # noqa: S311
        self._values = Values(self._pick, self.mint)
        self._templates = every

    def make(self, count: int) -> list[Input]:
        """Return so many inputs."""
        return [self._input() for _ in range(count)]

    def _input(self) -> Input:
        template = self._pick.choice(self._templates)
        count = self._pick.randint(1, MOST_STEPS)
        paths = self._pick.choices(template.paths, k=count)
        return Input(template, tuple(self._step(path, template) for path in paths))

    def _step(self, path: Path, template: Template) -> Step:
        make = self._pick.choices(_MAKERS, _WEIGHTS)[0]
        return make(self, path, template)

    def _replaced(self, path: Path, _: Template) -> Step:
        value, said = self._values.any()
        return Step("replaced", path, value, written=said)

    def _like(self, path: Path, template: Template) -> Step:
        value, said = self._values.like(at(template.tree, path))
        return Step("replaced", path, value, written=said)

    def _added_to(self, path: Path, template: Template) -> Step:
        old = at(template.tree, path)
        text, said = self._values.text(str(old) if isinstance(old, (str, int, float)) else "")
        return Step("added to", path, text, written=said)

    def _renamed(self, path: Path, _: Template) -> Step:
        text, said = self._values.text()
        return Step("renamed", path, text, written=said)

    def _wrapped(self, path: Path, template: Template) -> Step:
        if self._pick.random() < 0.4:
            return Step("put into a list", path)
        if self._pick.random() < 0.5:
            return Step("put below a key", path, self._pick.choice(template.keys))
        text, said = self._values.text()
        return Step("put below a key", path, text, written=said)

    def _beside(self, path: Path, template: Template) -> Step:
        value, said = self._values.any()
        if self._pick.random() < 0.3:
            name, _ = self._values.text()
        else:
            name = self._pick.choice(template.keys)
        return Step("given a neighbour", path, [name, value], written=said)

    def _odd(self, path: Path, _: Template) -> Step:
        value = self._pick.choice(_ODD)
        if self._pick.random() < 0.1:
            value, _said = self._values.any()
            for level in range(self._pick.randint(2, _DEEP)):
                value = [value] if level % 2 else {"patient": value}
        return Step("replaced", path, value, written="by another type")

    def _moved(self, path: Path, template: Template) -> Step:
        return Step(
            self._pick.choice(("moved", "doubled")), path, to=self._pick.choice(template.paths)
        )


_Maker = Callable[[Inputs, Path, Template], Step]
_MAKERS: tuple[_Maker, ...] = (
    Inputs._replaced,
    Inputs._like,
    Inputs._added_to,
    Inputs._renamed,
    Inputs._wrapped,
    Inputs._beside,
    Inputs._odd,
    Inputs._moved,
)
_WEIGHTS = (25, 18, 12, 8, 6, 14, 10, 12)
