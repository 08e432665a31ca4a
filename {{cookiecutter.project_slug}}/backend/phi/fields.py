"""The fields that a policy asks for, from the shipped table and the organisation's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from phi.keys import Field, tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER_ENDINGS: Final = frozenset({"number", "no", "num", "nr", "id", "code", "date", "nummer"})


def fields_of(defaults: Mapping[str, Any], own: Sequence[str]) -> dict[str, Field]:
    """Return every field by each of its spellings."""
    fields: dict[str, Field] = {}
    joined: dict[str, Field] = {}
    for name, data in defaults.items():
        field = Field(
            name=name,
            kind=data["kind"],
            mark=f"[{data.get('mark', 'filtered')}]",
            label=data.get("label", False),
            exact=data.get("exact", False),
            names=data.get("names", False),
        )
        for spelling in (name, *data.get("same", ())):
            fields[spelling] = field
            joined["".join(tokens_of(spelling))] = field
    for name in own:
        tokens = tokens_of(name)
        if "".join(tokens) in joined:
            continue
        number = bool(tokens) and tokens[-1] in _NUMBER_ENDINGS
        fields[name] = Field(name=name, kind="number" if number else "text", label=number)
    return fields
