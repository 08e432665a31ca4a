"""What of a policy lets out more than the defaults do, and the reasons that it gives.

A field removed, a word allowed, `patterns` chosen, a header or a collision added: each needs a
reason, a name and a date in the policy's `loosenings`, or the service does not start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from phi.merge import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FIELDS: Final = "fields"  # the section of fields that a list does not name any more
_LEAVES: Final = {
    FIELDS: "values of {item} are no longer known by their name",
    "fields.remove": "values of {item} are no longer known by their name",
    "free_text": "texts leave but for what patterns find: names and diagnoses do",
    "words.allow": "the word {item} leaves wherever it stands in a text",
    "headers": "the values of the header {item} leave",
    "collisions": "values of the key {item} leave, whatever field its name holds",
}


@dataclass(frozen=True)
class Loosening:
    """One thing that leaves beyond the defaults, and who answers for it."""

    section: str
    item: str
    at: str  # the key in the policy, such as `words.allow[2]`
    reason: str = ""
    name: str = ""
    date: str = ""

    @property
    def leaves(self) -> str:
        """Say what newly leaves because of it."""
        return _LEAVES[self.section].format(item=self.item)

    @property
    def is_answered(self) -> bool:
        """Tell whether it has a reason."""
        return bool(self.reason)


def of(
    data: Mapping[str, Any], out: Mapping[str, frozenset[str]], missing: Sequence[str] = ()
) -> list[Loosening]:
    """Return the loosenings of a policy that is as the schema says.

    Args:
        data: the policy as it was read.
        out: the fields that it leaves out, with their spellings.
        missing: answered names that its list of fields does not hold any more.
    """
    reasons = {
        (entry["section"], item): entry
        for entry in data.get("loosenings", ())
        for item in entry["items"]
    }
    of_fields = {joined(item): entry for (at, item), entry in reasons.items() if at == FIELDS}
    found = [_one(reasons.get(one[:2], {}), *one) for one in _items(data)]
    told = set(of_fields)
    for name, same in _not_named(data, out).items():
        for spelling in sorted(same & of_fields.keys())[:1]:
            found.append(_one(of_fields[spelling], FIELDS, name, FIELDS))
            told |= same
    untold = [name for name in missing if joined(name) not in told]
    return [*found, *(Loosening(FIELDS, name, FIELDS) for name in untold)]


def _one(entry: Mapping[str, str], section: str, item: str, at: str) -> Loosening:
    return Loosening(section, item, at, *(entry.get(key, "") for key in ("reason", "name", "date")))


def unused(data: Mapping[str, Any], out: Mapping[str, frozenset[str]]) -> list[str]:
    """Return items of `loosenings` that nothing in the policy loosens any more."""
    used = {(section, item) for section, item, _ in _items(data)}
    gone = {one for name in _not_named(data, out) for one in out[name]}
    return [
        f"{entry['section']}: {item}"
        for entry in data.get("loosenings", ())
        for item in entry["items"]
        if not (
            joined(item) in gone if entry["section"] == FIELDS else (entry["section"], item) in used
        )
    ]


def refusal(unanswered: Sequence[Loosening]) -> tuple[str, str, str]:
    """Return for loosenings without a reason the key, what is wrong there, and what is accepted."""
    first = unanswered[0]
    entry = (
        f'an entry in loosenings: {{"section": "{first.section}", "items": ["{first.item}"], '
        '"reason": "…", "name": "…", "date": "2026-01-31"}'
    )
    if first.section != FIELDS:
        return first.at, "is a loosening without a reason", f"only with {entry}"
    others = sum(one.section == FIELDS for one in unanswered) - 1
    names = f"{first.item} and {others} more" if others else first.item
    told = f"leaves out {names} without a reason, unlike the answers in service.json"
    return first.at, told, f"{first.item} in the list, or {entry}"


def _not_named(
    data: Mapping[str, Any], out: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    """Return the fields that a list leaves out; an object says itself what it removes."""
    return {} if isinstance(data.get("fields"), dict) else out


def _items(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    fields = data.get("fields")
    if isinstance(fields, dict):
        yield from _listed("fields.remove", fields.get("remove", ()))
    if data.get("free_text") == "patterns":
        yield "free_text", "patterns", "free_text"
    yield from _listed("words.allow", data.get("words", {}).get("allow", ()))
    yield from _listed("headers", data.get("headers", ()))
    yield from _listed("collisions", data.get("collisions", ()))


def _listed(section: str, items: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for at, item in enumerate(items):
        yield section, item, f"{section}[{at}]"
