"""Single changes of an envelope, each of which can be made alone or among others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
NAMES = ("headers", "item", "payload")  # the parts of an envelope of one item, in their order


@dataclass(frozen=True)
class Step:
    """One change. Where its path leads nowhere, it changes nothing."""

    what: str
    path: Path
    value: Any = None
    to: Path = ()
    written: str = ""  # which kind of value it plants, and how written

    def apply(self, tree: Any) -> None:
        """Change the envelope in place."""
        try:
            place = at(tree, self.path[:-1])
            _CHANGES[self.what](self, tree, place, self.path[-1])
        except (LookupError, TypeError, AttributeError):
            return  # an earlier step took away what this one is about

    def __str__(self) -> str:
        """Say it without what is planted."""
        way = ".".join("[]" if type(one) is int else str(one) for one in self.path[1:])
        return f"{NAMES[int(self.path[0])]}.{way} {self.what} {self.written}".strip()


def at(tree: Any, path: Path) -> Any:
    """Return what stands at the path."""
    for one in path:
        tree = tree[one]
    return tree


def bent(text: str, steps: Sequence[Step]) -> Any:
    """Return the envelope that the JSON `text` spells, after the steps."""
    tree = json.loads(text)
    for step in steps:
        step.apply(tree)
    return tree


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, (dict, list)) else value


def _replaced(step: Step, _: Any, place: Any, key: Any) -> None:
    place[key]  # only what is there
    place[key] = _copied(step.value)


def _renamed(step: Step, _: Any, place: Any, key: Any) -> None:
    place[step.value] = place.pop(key)


def _in_list(_: Step, __: Any, place: Any, key: Any) -> None:
    place[key] = [place[key]]


def _in_dict(step: Step, _: Any, place: Any, key: Any) -> None:
    place[key] = {step.value: place[key]}


def _beside(step: Step, _: Any, place: Any, key: Any) -> None:
    name, value = step.value
    target = place[key] if isinstance(place[key], (dict, list)) else place
    if isinstance(target, dict):
        target[name] = _copied(value)
    else:
        target.append(_copied(value))


def _moved(step: Step, tree: Any, place: Any, key: Any) -> None:
    target = at(tree, step.to[:-1])
    target[step.to[-1]]  # only to where something is
    target[step.to[-1]] = place.pop(key)


def _doubled(step: Step, tree: Any, place: Any, key: Any) -> None:
    if isinstance(place, list):
        place.insert(key, _copied(place[key]))
    else:
        at(tree, step.to[:-1])[step.to[-1]] = _copied(place[key])


_CHANGES = {
    "replaced": _replaced,
    "added to": _replaced,
    "renamed": _renamed,
    "put into a list": _in_list,
    "put below a key": _in_dict,
    "given a neighbour": _beside,
    "moved": _moved,
    "doubled": _doubled,
}
