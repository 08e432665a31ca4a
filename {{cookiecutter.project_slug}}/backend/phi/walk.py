"""Walk an event: every string, key, list, number and byte of it, into a new object.

Nothing of the application's is called: no `repr`, no getter, no `__eq__`. What is of no plain type
becomes a mark. Values are left alone by position only, never because of how their key is called.
"""

from __future__ import annotations

import datetime
import decimal
import math
import uuid
from typing import TYPE_CHECKING, Any, Final

from phi import text as texts
from phi.exchanged import exchanged, texts_in, unlike
from phi.leaves import attribute
from phi.named import UNREADABLE, Named
from phi.text import add_told, examined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from phi.keys import Field
    from phi.policy import Policy
    from phi.values import Values

    Place = dict[str, tuple[str, Any]] | None

_DEEPEST: Final = 96
_MOST_NODES: Final = 500_000
_EMPTY_PLACE: Final[dict[str, tuple[str, Any]]] = {}
_SCALARS: Final = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


class Walk(Named):
    """One walk through one event."""

    def event(self, event: dict[str, Any]) -> Any:
        """Return the event, scrubbed."""
        return self._any(event, self._places.event, None)

    def _any(self, value: Any, place: Place, denied: Field | None) -> Any:
        kind = type(value)
        if kind is str:
            return self._text(value, denied)
        if value is None or kind is bool:
            return value
        if kind is dict:
            return self._container(value, place, denied)
        if kind is list or kind is tuple:
            return self._container(value, place, denied)
        if kind is int:
            return self._integer(value, denied)
        if kind is float:
            return self._float(value, denied)
        return self._other(value, kind, place, denied)

    def _other(self, value: Any, kind: type, place: Place, denied: Field | None) -> Any:
        if issubclass(kind, str):
            return self._text(str.__str__(value), denied)
        if kind is bytes or kind is bytearray or kind is memoryview:
            return self._text(bytes(value).decode("utf-8", "replace"), denied)
        if issubclass(kind, dict):
            return self._container(dict(dict.items(value)), place, denied)
        if issubclass(kind, list):
            return self._container(list.__getitem__(value, slice(None)), place, denied)
        if issubclass(kind, tuple):
            return self._container(tuple.__getitem__(value, slice(None)), place, denied)
        if kind is set or kind is frozenset:
            return self._set(value, place, denied)
        if issubclass(kind, int):
            return self._integer(int.__int__(value), denied)
        if issubclass(kind, float):
            return self._float(float.__float__(value), denied)
        if kind in _SCALARS or kind is uuid.UUID or kind is decimal.Decimal:
            return self._text(str(value), denied)
        return self._mark(UNREADABLE, "object")

    def _set(self, value: Iterable[Any], place: Place, denied: Field | None) -> Any:
        found = self._container(list(value), place, denied)
        return sorted(found, key=_order) if type(found) is list else found

    def _container(self, value: Any, place: Place, denied: Field | None) -> Any:
        """Return a dict or list scrubbed; a mark if it holds itself, is too deep or too large."""
        own = id(value)
        opened = self._open
        if own in opened or len(opened) >= _DEEPEST or self._nodes > _MOST_NODES:
            return self._mark(UNREADABLE, "depth")
        opened.add(own)
        self._nodes += len(value) + 1
        try:
            if denied is not None:
                found = self._emptied(value, denied)
                if found is not None:
                    return attribute(value, found)
            if type(value) is dict:
                return self._dict(value, place)
            return self._list(value, place)
        finally:
            opened.discard(own)

    def _dict(self, value: dict[Any, Any], place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        place = place or _EMPTY_PLACE
        every = place.get("*")
        keys = self._keys
        cache = self._cache
        telling = self._telling
        rules, words = self._rules, self._words
        slug = rules.urls.may_hold_slug
        explain = self._explain
        clashes: dict[str, int] | None = None
        named: Field | None = None
        if not self._value_keys.isdisjoint(value):
            named = self._named(value)
        told = None
        if "display" in value or "resourceType" in value or "system" in value or "coding" in value:
            told = rules.standards.of_dict(value)
        if place is self._places.logentry:
            value = self._logentry(value)
        for key, item in value.items():
            entry = keys.get(key) if type(key) is str else None
            clean, field = entry or self._key(key)
            if clean in result:
                clashes = clashes or {}
                clean = unlike(clean, result, clashes)
            if explain:
                self._path.append(clean)
            inner = None
            rule = place.get(key, every) if place and type(key) is str else None
            if rule is not None:
                how, what = rule
                if how == "place":
                    inner, field = what, None
                elif how == "text":
                    field = None
                elif self._keeps(what, item):
                    result[clean] = item
                    if explain:
                        self._path.pop()
                    continue
            elif named is not None and key in self._value_keys:
                field = field or named
            elif told is not None and field is None:
                field = told.get(key)
            if type(item) is str and field is None:
                if telling(item) or ("/" in item and slug(item)):
                    found = cache.get(item) if explain is None else None
                    if found is not None:
                        if item in rules.told:
                            add_told(item, rules, self.values)
                    elif explain is None:
                        found = examined(item, rules, words, names=self.values)
                    else:
                        found = self._scrubbed(item)
                else:
                    found = item
                result[clean] = found
            else:
                result[clean] = self._any(item, inner, field)
            if explain:
                self._path.pop()
        return result

    def _list(self, value: Any, place: Place) -> Any:
        if len(value) == 2 and type(value[0]) is str:
            pair = self._pair(value, of_many=False)
            if pair is not None:
                return pair
        result: list[Any] = []
        explain, telling = self._explain, self._telling
        slug = self._rules.urls.may_hold_slug
        for index, item in enumerate(value):
            kind = type(item)
            if kind is str and explain is None:
                found = item
                if telling(item) or ("/" in item and slug(item)):
                    found = self._scrubbed(item)
                result.append(found)
                continue
            if explain:
                self._path.append(str(index))
            if (kind is list or kind is tuple) and len(item) == 2:
                pair = self._pair(item, of_many=True)
                result.append(self._any(item, None, None) if pair is None else pair)
            else:
                result.append(self._any(item, place, None))
            if explain:
                self._path.pop()
        return result

    def _keeps(self, shape: str, item: Any) -> bool:
        kind = type(item)
        if kind is str:
            return self._places.keeps(shape, item)
        return (kind is int or kind is float) and shape in {"time", "word"} and math.isfinite(item)


def _order(value: Any) -> str:
    return f"{type(value).__name__}{value}" if type(value) in (str, int, float, bool) else ""


def scrub_event(
    event: dict[str, Any],
    policy: Policy,
    *,
    values: Values | None = None,
    explain: Callable[[str, str, str], None] | None = None,
) -> dict[str, Any]:
    """Return a new event without what the policy keeps in; the one given is never changed.

    Args:
        event: any structure as the SDK makes it; what is no plain type becomes a mark.
        policy: what goes.
        values: known values, removed from every text besides those of the event's own fields.
        explain: told mark, rule and JSON position of whatever goes.
    """
    walk = Walk(policy, explain)
    result = walk.event(event)
    for known in (walk.values, values):
        if known and type(result) is dict:
            texts_of_all: list[str] = []
            texts_in(result, texts_of_all)
            left = known.replacements(texts_of_all)
            if left:
                # What a value hid may show now: a date that stood right behind it.
                plain = policy.rules.patterns_only(policy)
                left = {text: texts.scrub(rest, plain) for text, rest in left.items()}
                result = exchanged(result, left, policy.rules.places(policy).structural)
    return result if type(result) is dict else {}
