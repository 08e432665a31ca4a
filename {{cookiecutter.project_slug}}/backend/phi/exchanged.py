"""Known values leave an event that is scrubbed already: its texts and keys are exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Set


def texts_in(value: Any, texts: list[str]) -> None:
    """Add every text of a scrubbed event, keys as well."""
    if type(value) is dict:
        texts += value
        value = value.values()
    for one in value:
        kind = type(one)
        if kind is str:
            texts.append(one)
        elif kind is dict or kind is list:
            texts_in(one, texts)


def unlike(key: str, record: dict[str, Any], clashes: dict[str, int]) -> str:
    """Return a key like the given one that the record does not have yet: `[email]~1`."""
    found = key
    count = clashes.get(key, 1)
    while found in record:
        found = f"{key}~{count}"
        count += 1
        clashes[key] = count
    return found


def exchanged(value: Any, left: dict[str, str], structural: Set[str]) -> Any:
    """Return a scrubbed event with texts, and keys, exchanged for what is left of them.

    Structural keys, those of Sentry's protocol, stay: a patient may be called Level or Event.
    """
    get = left.get
    if type(value) is str:
        return get(value, value)
    if type(value) is dict:
        return {
            key if key in structural else get(key, key): (
                exchanged(one, left, structural) if type(one) is not str else get(one, one)
            )
            for key, one in value.items()
        }
    if type(value) is list:
        return [exchanged(one, left, structural) for one in value]
    return value
