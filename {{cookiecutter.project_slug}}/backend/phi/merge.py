"""The shipped data with what the organisation knows better laid over it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from phi.keys import tokens_of

_SHORT: Final = 3  # letters: `dob`, `ssn`

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def chosen_fields(
    data: Mapping[str, Any], shipped: Mapping[str, Any], answered: Iterable[str] = ()
) -> tuple[dict[str, str], dict[str, frozenset[str]], list[str]]:
    """Return own fields with their kinds, fields left out with their spellings, and missing names.

    In force are the shipped fields, those answered at the bake, and what the policy adds. Left out
    is what it removes: an object by `remove`; a list by a loosening, or by naming no spelling of a
    field that was answered. Missing are the answered names that a list does not hold any more.
    """
    given, answers = data.get("fields", {}), list(answered)
    listed = given.get("add", []) if isinstance(given, dict) else given
    kinds = {
        (one if isinstance(one, str) else one["name"]): "" if isinstance(one, str) else one["kind"]
        for one in listed
    }
    known = {name: _spellings(name, field) for name, field in shipped["fields"].items()}
    spelled = frozenset().union(*known.values())
    answered_own = [name for name in answers if joined(name) not in spelled]
    known |= {name: frozenset({joined(name)}) for name in answered_own}
    named = {joined(name) for name in kinds}
    if isinstance(given, dict):
        removed = {joined(name) for name in given.get("remove", ())}
        out = {name: same for name, same in known.items() if same & removed}
        missing = []
    else:
        asked = {joined(name) for name in [*answers, *_loosened(data)]}
        out = {name: same for name, same in known.items() if same & asked and not same & named}
        missing = [name for name in answers if joined(name) not in named]
    own = {name: kind for name, kind in kinds.items() if kind or joined(name) not in spelled}
    for name in answered_own:
        if name not in out and joined(name) not in named:
            own[name] = ""
    return own, out, missing


def _loosened(data: Mapping[str, Any]) -> Iterator[str]:
    for entry in data.get("loosenings", ()):
        if entry["section"] == "fields":
            yield from entry["items"]


def merged(
    defaults: Mapping[str, Any], data: Mapping[str, Any], own: Mapping[str, str], out: Iterable[str]
) -> dict[str, Any]:
    """Return new defaults with the policy's fields, labels, collisions and resources in them."""
    result = copy.deepcopy(dict(defaults))
    fields = result["fields"]["fields"]
    for name in out:
        fields.pop(name, None)
    for name, kind in own.items():
        if kind:
            fields[name] = {"kind": kind}
    for label in data.get("labels", ()):
        fields[label.replace(" ", "_").lower()] = {"kind": "number", "mark": "id", "label": True}
    whole = result["collisions"]["whole"]
    whole += ["".join(tokens_of(name)) for name in data.get("collisions", ())]
    result["urls"]["resources"] += data.get("urls", {}).get("resources", ())
    return result


def _spellings(name: str, field: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(joined(one) for one in (name, *field.get("same", ())))


def joined(name: str) -> str:
    """Return a field's name without case and separators: `dateOfBirth` is `date_of_birth`."""
    return "".join(tokens_of(name))


def names(fields: Mapping[str, Any], own: Iterable[str]) -> tuple[str, ...]:
    """Return the fields' names with their other spellings, then the organisation's own."""
    shipped = [one for name in fields for one in (name, *fields[name].get("same", ()))]
    return tuple(dict.fromkeys([*shipped, *own]))


def identifiers_of(spellings: Iterable[str]) -> list[str]:
    """Return the fields' names as code spells them: `date_of_birth`, `dateOfBirth`.

    A name of one word is left out, unless it is an abbreviation: `iris` may be a person's.
    """
    found = []
    for name in spellings:
        first, *others = tokens_of(name) or [""]  # `_` has none
        if others:
            capitals = [one.capitalize() for one in others]
            found += ["_".join([first, *others]), "".join([first, *capitals])]
        elif len(first) == _SHORT:
            found += [first, first.upper()]
    return found
