"""Hold data against the JSON Schema beside the policy: the few keywords that it uses.

Written by hand because the answer must be one line that names the key and says what is accepted;
each `description` in the schema is that sentence's end. The TypeScript twin is
`frontend/src/phi/schema.ts`.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any, Final

_TYPES: Final = {"object": (dict,), "array": (list,), "string": (str,), "number": (int, float)}
KEYWORDS: Final = frozenset(
    {
        "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "description", "enum",
        "items", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum",
        "pattern", "properties", "propertyNames", "required", "title", "type",
    }
)  # fmt: skip


class NotAcceptedError(Exception):
    """A place in the data, what is the matter there, and what is accepted."""

    def __init__(self, key: str, given: str, accepted: str) -> None:
        """Take the place as a dotted key."""
        super().__init__(key, given, accepted)
        self.key, self.given, self.accepted = key, given, accepted


def check(value: object, schema: dict[str, Any], key: str = "", root: Any = None) -> None:
    """Return if `value` is as `schema` says.

    Raises:
        NotAcceptedError: it is not; its first wrong place is named.
    """
    root = schema if root is None else root
    schema = _resolved(schema, root)
    kinds = schema.get("anyOf")
    if kinds is not None:
        fitting = [one for one in kinds if _is_of_type(value, _resolved(one, root))]
        if not fitting:
            raise _wrong(schema, key, "is of another kind")
        check(value, fitting[0], key, root)
        return
    if not _is_of_type(value, schema):
        raise _wrong(schema, key, "is of another kind")
    if "enum" in schema and not (type(value) is str and value in schema["enum"]):
        raise _wrong(schema, key, "is unknown")
    if isinstance(value, dict):
        _object(value, schema, key, root)
    elif isinstance(value, list):
        _array(value, schema, key, root)
    elif isinstance(value, str):
        _string(value, schema, key)
    else:
        _number(value, schema, key)


def _object(value: dict[str, Any], schema: dict[str, Any], key: str, root: Any) -> None:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", False)
    names = schema.get("propertyNames", {}).get("pattern", "")
    for name in schema.get("required", ()):
        if name not in value:
            raise _wrong(schema, key, f"has no {name}")
    for name, entry in value.items():
        inner = known.get(name, others)
        if inner is False or (name not in known and names and not _matches(names, name)):
            raise _wrong(schema, key, f"has the key {ascii(name)[:60]}")
        check(entry, inner, f"{key}.{name}" if key else name, root)


def _array(value: list[Any], schema: dict[str, Any], key: str, root: Any) -> None:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", math.inf):
        raise _wrong(schema, key, "has another number of entries")
    for at, entry in enumerate(value):
        check(entry, schema["items"], f"{key}[{at}]", root)


def _string(value: str, schema: dict[str, Any], key: str) -> None:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", math.inf):
        raise _wrong(schema, key, "is too short or too long")
    if "pattern" in schema and not _matches(schema["pattern"], value):
        raise _wrong(schema, key, "is of another shape")


def _number(value: object, schema: dict[str, Any], key: str) -> None:
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    if isinstance(value, int | float) and not low <= value <= high:
        raise _wrong(schema, key, "is out of range")


def _is_of_type(value: object, schema: dict[str, Any]) -> bool:
    if "type" not in schema:
        return True
    return not isinstance(value, bool) and isinstance(value, _TYPES[schema["type"]])


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return schema if reference is None else root["$defs"][reference.rpartition("/")[2]]


def _matches(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    # `$` would let a final newline pass.
    return re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)


def _wrong(schema: dict[str, Any], key: str, given: str) -> NotAcceptedError:
    return NotAcceptedError(key or "the file", given, schema.get("description", "what it says"))
