"""What of a policy lets out more than the defaults do, and the reasons that it gives.

A field removed, a word allowed, `patterns` chosen, a header or a collision added: each needs a
reason, a name and a date in the policy's `loosenings`, or the service does not start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ACCEPTED: Final = "only with an entry in loosenings: section, items, reason, name and date"
_LEAVES: Final = {
    "fields": "values of {item} are no longer known by their name (not among the answered fields)",
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
        """Tell whether it has a reason; a shorter list of fields is the organisation's answer."""
        return bool(self.reason) or self.section == "fields"


def of(data: Mapping[str, Any], shipped_fields: Sequence[str]) -> list[Loosening]:
    """Return the loosenings of a policy that is as the schema says.

    Args:
        data: the policy as it was read.
        shipped_fields: the default fields that a list of fields leaves out.
    """
    reasons = {
        (entry["section"], item): entry
        for entry in data.get("loosenings", ())
        for item in entry["items"]
    }
    found = []
    for section, item, at in [
        *_items(data),
        *(("fields", name, "fields") for name in shipped_fields),
    ]:
        entry = reasons.get((section, item), {})
        given = {key: entry.get(key, "") for key in ("reason", "name", "date")}
        found.append(Loosening(section, item, at, **given))
    return found


def unused(data: Mapping[str, Any]) -> list[str]:
    """Return items of `loosenings` that nothing in the policy loosens any more."""
    used = {(section, item) for section, item, _ in _items(data)}
    return [
        f"{entry['section']}: {item}"
        for entry in data.get("loosenings", ())
        for item in entry["items"]
        if (entry["section"], item) not in used
    ]


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
