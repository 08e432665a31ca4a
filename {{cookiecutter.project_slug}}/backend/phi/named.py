"""Names in an event and what they name: keys, pairs, `{"field": …, "value": …}`, log entries."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Final

from phi import text as texts
from phi.keys import tokens_of
from phi.leaves import Leaves

if TYPE_CHECKING:
    from phi.keys import Field

    Place = dict[str, tuple[str, Any]] | None

UNREADABLE: Final = "[filtered]"
_LARGEST_CACHE: Final = 8_192
_LONGEST_CACHED_KEY: Final = 128
_IDENTIFIER: Final = re.compile(
    "[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*", re.ASCII
)
_LOWER_WORD: Final = re.compile("[a-z]+", re.ASCII)
_TELLING_KEY: Final = re.compile(
    r"[0-9]{3}|[@%<{|:*&]|[^ -~]|[0-9]\.[0-9]|[0-9][A-Z]|[A-Z][0-9]", re.ASCII
)
_KEY_LIKE: Final = re.compile(
    "[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_.\\[\\]\u0080-\U0010ffff-]*", re.ASCII
)
_MARKS: Final = re.compile(r"(?<![A-Za-z0-9_])\[[a-z]{2,8}\]", re.ASCII)


class Named(Leaves, ABC):
    """Finds the field that a key, a pair or a dict names."""

    @abstractmethod
    def _any(self, value: Any, place: Place, denied: Field | None) -> Any:
        """Return a value as it may leave: the walk's."""

    def _pair(self, pair: Any, *, of_many: bool) -> list[Any] | None:
        """Return a pair (name, value) of a sensitive name, scrubbed; None if it is none."""
        name, item = pair
        if type(name) is bytes:
            name = name.decode("utf-8", "replace")
        if (
            type(name) is not str
            or len(name) > _LONGEST_CACHED_KEY
            or not _KEY_LIKE.fullmatch(name)
        ):
            return None
        clean, field = self._keys.get(name) or self._key(name)
        if field is None or field.kind == "url":
            return None
        if type(item) is str and field.kind != "number":
            if self._find(item) is not None and _IDENTIFIER.fullmatch(item):
                return None
            if not of_many and _LOWER_WORD.fullmatch(item):
                return None
        if type(item) is dict or type(item) is list:
            return None if not of_many else [clean, self._any(item, None, field)]
        return [clean, self._any(item, None, field)]

    def _key(self, key: Any) -> tuple[str, Field | None]:
        """Return a key as it may leave, and the field that it names."""
        kind = type(key)
        if kind is not str:
            if issubclass(kind, str):
                key = str.__str__(key)
            elif key is None or kind is bool or kind is int or kind is float:
                key = "null" if key is None else str(key).lower()
            elif kind is bytes:
                key = key.decode("utf-8", "replace")
            else:
                return UNREADABLE, None
        clean = key
        if _TELLING_KEY.search(key) or " " in key or "=" in key:
            clean = texts.scrub(key, self._rules.patterns_only(self._policy))
        # Marks are no names: a key reads the same once its identifiers are gone.
        field = self._find(_MARKS.sub(" ", clean) if "[" in clean else clean)
        if self._words is not None and " " in clean:
            clean = self._words.filter(clean)  # no name that code gives: it is text
        entry = (clean, field)
        if len(key) <= _LONGEST_CACHED_KEY:
            if len(self._keys) >= _LARGEST_CACHE:
                self._keys.clear()
            self._keys[key] = entry
        return entry

    def _named(self, value: dict[Any, Any]) -> Field | None:
        """Return the field that a dict names beside its value: `{"field": "ssn", "value": …}`."""
        if self._names.isdisjoint(value):
            return None
        for key in self._name_keys:
            if key not in value:
                continue
            name = value[key]
            if type(name) is dict:
                name = name.get("text")  # FHIR: `"type": {"text": "MRN"}`
            if type(name) is list or type(name) is tuple:
                name = next((one for one in reversed(name) if type(one) is str), None)
            if type(name) is str and len(name) <= _LONGEST_CACHED_KEY:
                clean, field = self._keys.get(name) or self._key(name)
                if field is not None and field.kind != "url" and len(tokens_of(clean)) <= 6:
                    return field
        return None

    def _logentry(self, value: dict[Any, Any]) -> dict[Any, Any]:
        """Look at each parameter of a log entry where its message puts it."""
        message, params = value.get("message"), value.get("params")
        if type(message) is not str or not isinstance(params, list | tuple):
            return value
        shown: list[Any] = []
        last = 0
        for param in params:
            position = message.find("%", last)
            if position == -1 or type(param) not in (str, int):
                shown.append(param)
                continue
            before = message[max(0, position - 80) : position]
            probe = f"{before}{param}"
            hits, decoded, _view = texts.hits_in(probe, self._rules)
            whole = len(decoded) - len(str(param))
            hit = next((one for one in hits if one[0] <= whole and one[1] == len(decoded)), None)
            if hit:
                self.values.add(param)
                shown.append(self._mark(hit[2], hit[3]))
            else:
                shown.append(param)
            last = position + 1
        return {**value, "params": shown}
