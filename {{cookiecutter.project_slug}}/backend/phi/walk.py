"""Walk an event: every string, key, list, number and byte of it, into a new object.

Nothing of the application's is called: no `repr`, no getter, no `__eq__`. What is of no plain type
becomes a mark. Values are left alone by position only, never because of how their key is called.
"""

from __future__ import annotations

import datetime
import decimal
import math
import re
import uuid
from typing import TYPE_CHECKING, Any, Final

from phi import text as texts
from phi.checks import card
from phi.found import Found, replaced
from phi.keys import tokens_of
from phi.text import examined
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from phi.keys import Field
    from phi.policy import Policy

    Place = dict[str, tuple[str, Any]] | None

UNREADABLE: Final = "[filtered]"
_DEEPEST: Final = 96
_MOST_NODES: Final = 500_000
_LARGEST_CACHE: Final = 8_192
_LONGEST_CACHED_KEY: Final = 128
_SMALLEST_CARD: Final = 10**12
_EMPTY_PLACE: Final[dict[str, tuple[str, Any]]] = {}
_IDENTIFIER: Final = re.compile(
    "[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*", re.ASCII
)
_LOWER_WORD: Final = re.compile("[a-z]+", re.ASCII)
_TELLING_KEY: Final = re.compile(r"[0-9]{3}|@|[^ -~]|%|[0-9]\.[0-9]", re.ASCII)
_KEY_LIKE: Final = re.compile(
    "[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_.\\[\\]\u0080-\U0010ffff-]*", re.ASCII
)
_MARKS: Final = re.compile(r"(?<![A-Za-z0-9_])\[[a-z]{2,8}\]", re.ASCII)
_SCALARS: Final = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


class Places:
    """The positions of `phi/defaults/positions.json`; remembers which values have their shape."""

    def __init__(self, policy: Policy):
        """Compile the shapes."""
        data = policy.rules.defaults["positions"]
        self._policy = policy
        self._shapes = {name: re.compile(one, re.ASCII) for name, one in data["shapes"].items()}
        self._checked = frozenset(data["checked"])
        self._kept: dict[tuple[str, str], bool] = {}
        places: dict[str, dict[str, tuple[str, Any]]] = {name: {} for name in data["places"]}
        for name, table in data["places"].items():
            for key, rule in table.items():
                if rule == "~":
                    places[name][key] = ("text", None)
                elif rule.startswith("="):
                    places[name][key] = ("shape", rule[1:])
                else:
                    places[name][key] = ("place", places[rule])
        self.event = places["event"]
        self.logentry = places["logentry"]

    def keeps(self, shape: str, value: str) -> bool:
        """Tell whether a value has the shape that its position asks for."""
        entry = (shape, value)
        kept = self._kept.get(entry)
        if kept is None:
            kept = self._shapes[shape].fullmatch(value) is not None
            if kept and shape in self._checked:
                kept = not texts.hits_in(value, self._policy.rules)[0]
            if len(self._kept) >= _LARGEST_CACHE:
                self._kept.clear()
            self._kept[entry] = kept
        return kept


class Walk:
    """One walk through one event."""

    def __init__(
        self, policy: Policy, explain: Callable[[str, str, str], None] | None = None
    ) -> None:
        """Prepare; `explain` is told mark, rule and JSON position of whatever goes."""
        self._policy = policy
        self._rules = policy.rules
        self._find = policy.rules.keys.find
        self._words = policy.words if policy.free_text == "known-words" else None
        self._telling = texts.is_telling if self._words is None else _anything
        self._cache = policy.rules.cache
        self._keys = policy.rules.walked_keys
        self._value_keys = policy.rules.value_keys
        self._name_keys = policy.rules.name_keys
        self._places = policy.rules.places(policy)
        self._explain = explain
        self._path: list[str] = []
        self._open: set[int] = set()
        self._nodes = 0
        self.values = Values()

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
                    return found
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
        if place is self._places.logentry:
            value = self._logentry(value)
        for key, item in value.items():
            entry = keys.get(key) if type(key) is str else None
            clean, field = entry or self._key(key)
            if clean in result:
                clashes = clashes or {}
                clean = _unlike(clean, result, clashes)
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
            if type(item) is str and field is None:
                if telling(item) or ("/" in item and slug(item)):
                    found = cache.get(item) if explain is None else None
                    if found is None and explain is None:
                        found = examined(item, rules, words)
                    elif found is None:
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
        explain, telling, cache = self._explain, self._telling, self._cache
        slug = self._rules.urls.may_hold_slug
        for index, item in enumerate(value):
            kind = type(item)
            if kind is str and explain is None:
                found = item
                if telling(item) or ("/" in item and slug(item)):
                    found = cache.get(item) or examined(item, self._rules, self._words)
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
        entry = (clean, field)
        if len(key) <= _LONGEST_CACHED_KEY:
            if len(self._keys) >= _LARGEST_CACHE:
                self._keys.clear()
            self._keys[key] = entry
        return entry

    def _named(self, value: dict[Any, Any]) -> Field | None:
        """Return the field that a dict names beside its value: `{"field": "ssn", "value": …}`."""
        for key in self._name_keys:
            name = value.get(key)
            if type(name) is dict:
                name = name.get("text")  # FHIR: `"type": {"text": "MRN"}`
            if type(name) is list or type(name) is tuple:
                name = next((one for one in reversed(name) if type(one) is str), None)
            if type(name) is str and len(name) <= _LONGEST_CACHED_KEY:
                field = self._find(_MARKS.sub(" ", name) if "[" in name else name)
                if field is not None and field.kind != "url" and len(tokens_of(name)) <= 6:
                    return field
        return None

    def _keeps(self, shape: str, item: Any) -> bool:
        kind = type(item)
        if kind is str:
            return self._places.keeps(shape, item)
        return (kind is int or kind is float) and shape in {"time", "word"} and math.isfinite(item)

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
            return texts.scrub(value, self._policy)
        return texts.scrub(value, self._policy, explain=self._tell)

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


def _texts_in(value: Any, texts: list[str]) -> None:
    """Add every text of a scrubbed event, keys as well."""
    if type(value) is dict:
        texts += value
        value = value.values()
    for one in value:
        kind = type(one)
        if kind is str:
            texts.append(one)
        elif kind is dict or kind is list:
            _texts_in(one, texts)


def _order(value: Any) -> str:
    return f"{type(value).__name__}{value}" if type(value) in (str, int, float, bool) else ""


def _unlike(key: str, record: dict[str, Any], clashes: dict[str, int]) -> str:
    """Return a key like the given one that the record does not have yet: `[email]~1`."""
    found = key
    count = clashes.get(key, 1)
    while found in record:
        found = f"{key}~{count}"
        count += 1
        clashes[key] = count
    return found


def _exchanged(value: Any, left: dict[str, str]) -> Any:
    """Return a scrubbed event with texts, and keys, exchanged for what is left of them."""
    get = left.get
    if type(value) is str:
        return get(value, value)
    if type(value) is dict:
        return {
            get(key, key): _exchanged(one, left) if type(one) is not str else get(one, one)
            for key, one in value.items()
        }
    if type(value) is list:
        return [_exchanged(one, left) for one in value]
    return value


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
            _texts_in(result, texts_of_all)
            left = known.replacements(texts_of_all)
            if left:
                # What a value hid may show now: a date that stood right behind it.
                plain = policy.rules.patterns_only(policy)
                left = {text: texts.scrub(rest, plain) for text, rest in left.items()}
                result = _exchanged(result, left)
    return result if type(result) is dict else {}
