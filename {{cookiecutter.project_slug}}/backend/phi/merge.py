"""The shipped data with what the organisation knows better laid over it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from phi.keys import tokens_of

_SHORT: Final = 3  # letters: `dob`, `ssn`

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def chosen_fields(
    data: Mapping[str, Any], shipped: Mapping[str, Any]
) -> tuple[dict[str, str], list[str]]:
    """Return the organisation's own fields with their kinds, and the shipped ones it leaves out.

    A list of fields is all of them, but for those that the template never asks about; an object
    adds to the shipped ones and removes from them.
    """
    given = data.get("fields")
    if given is None:
        return {}, []
    listed = given.get("add", []) if isinstance(given, dict) else given
    kinds = {
        (one if isinstance(one, str) else one["name"]): "" if isinstance(one, str) else one["kind"]
        for one in listed
    }
    fields, unasked = shipped["fields"], frozenset(shipped.get("unasked", ()))
    if isinstance(given, dict):
        removed = {_joined(name) for name in given.get("remove", ())}
        out = [name for name in fields if _spellings(name, fields[name]) & removed]
    else:
        names = {_joined(name) for name in kinds}
        out = [
            name
            for name in fields
            if name not in unasked and not _spellings(name, fields[name]) & names
        ]
    spelled = {spelling for name in fields for spelling in _spellings(name, fields[name])}
    own = {name: kind for name, kind in kinds.items() if kind or _joined(name) not in spelled}
    return own, out


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


def _spellings(name: str, field: Mapping[str, Any]) -> set[str]:
    return {_joined(one) for one in (name, *field.get("same", ()))}


def _joined(name: str) -> str:
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
        first, *others = tokens_of(name)
        if others:
            capitals = [one.capitalize() for one in others]
            found += ["_".join([first, *others]), "".join([first, *capitals])]
        elif len(first) == _SHORT:
            found += [first, first.upper()]
    return found
