"""What is no container in an event: texts, numbers, and what stands under a denied key."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from phi import text as texts
from phi.checks import card
from phi.found import Found, replaced
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from phi.keys import Field
    from phi.policy import Policy

_DEEPEST: Final = 96
_ATTRIBUTE: Final = {"value", "type"}
_ATTRIBUTE_TYPES: Final = frozenset({"string", "integer", "double", "boolean"})
_SMALLEST_CARD: Final = 10**12


class Leaves:
    """Scrubs single values, and remembers what the event's own fields hold."""

    def __init__(
        self, policy: Policy, explain: Callable[[str, str, str], None] | None = None
    ) -> None:
        """Prepare; `explain` is told mark, rule and JSON position of whatever goes."""
        self._policy = policy
        self._rules = policy.rules
        self._find = policy.rules.keys.find
        self._words = policy.words if policy.free_text == "known-words" else None
        self._telling = texts.is_telling if self._words is None else _anything
        self._cache = policy.rules.cache_of(self._words)
        self._keys = policy.rules.walked_keys
        self._value_keys = policy.rules.value_keys
        self._name_keys = policy.rules.name_keys
        self._names = frozenset(self._name_keys)
        self._places = policy.rules.places(policy)
        self._explain = explain
        self._path: list[str] = []
        self._open: set[int] = set()
        self._nodes = 0
        self.values = Values()

    def _text(self, value: str, denied: Field | None) -> str:
        if denied is not None:
            if denied.kind == "url" and "/" in value:
                return self._url(value)
            if self._rules.literals.goes(
                value if value.isascii() else self._rules.decoder.fold(value), denied
            ):
                self.values.add(value, names=denied.names)
                return self._mark(denied.mark, f"field:{denied.name}")
        return self._scrubbed(value)

    def _scrubbed(self, value: str) -> str:
        if self._explain is None:
            return texts.scrub(value, self._policy, names=self.values)
        return texts.scrub(value, self._policy, explain=self._tell, names=self.values)

    def _url(self, value: str) -> str:
        found: Found = []
        self._rules.urls.strict(value, found)
        return self._scrubbed(replaced(value, found, None))

    def _integer(self, value: int, denied: Field | None) -> Any:
        if denied is not None and denied.kind != "url":
            if value.bit_length() < 200:
                self.values.add(value)
            return self._mark(denied.mark, f"field:{denied.name}")
        if value >= _SMALLEST_CARD and value < 10**19 and card(str(value)):
            return self._mark("[card]", "number:card")
        return value if value.bit_length() <= 4_096 else self._mark("[number]", "number")

    def _float(self, value: float, denied: Field | None) -> Any:
        if denied is not None and denied.kind != "url":
            return self._mark(denied.mark, f"field:{denied.name}")
        return value if math.isfinite(value) else None

    def _tell(self, mark: str, rule: str) -> None:
        self._mark(mark, rule)

    def _mark(self, mark: str, rule: str) -> str:
        if self._explain:
            self._explain(mark, rule, "/".join(self._path))
        return mark

    def _emptied(self, value: Any, field: Field) -> str | None:
        """Return the mark for what stands under a denied key; None if all of it may stay."""
        if field.kind == "url":
            return None
        leaves: list[Any] = []
        _leaves(value, leaves, 0)
        goes = False
        for leaf in leaves:
            kind = type(leaf)
            if kind is str:
                if self._rules.literals.goes(leaf, field):
                    self.values.add(leaf, names=field.names)
                    goes = True
            elif leaf is not None and kind is not bool:
                if kind is int:
                    self.values.add(leaf)
                goes = True
        return self._mark(field.mark, f"field:{field.name}") if goes else None


def attribute(value: Any, mark: str) -> Any:
    """Return the mark; for an attribute of a log, `{value, type}`, one that holds it."""
    if type(value) is not dict or value.keys() != _ATTRIBUTE:
        return mark
    if type(value["type"]) is not str or value["type"] not in _ATTRIBUTE_TYPES:
        return mark
    return {one: mark if one == "value" else "string" for one in value}


def _anything(_text: str) -> bool:
    return True


def _leaves(value: Any, leaves: list[Any], depth: int) -> None:
    if depth > _DEEPEST or len(leaves) > 10_000:
        leaves.append(0)
    elif isinstance(value, dict):
        for one in dict.values(value):
            _leaves(one, leaves, depth + 1)
    elif type(value) is list or type(value) is tuple or type(value) is set:
        for one in value:
            _leaves(one, leaves, depth + 1)
    else:
        leaves.append(value)
