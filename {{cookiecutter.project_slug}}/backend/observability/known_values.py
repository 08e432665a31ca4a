"""Remove from an event what sensitive fields held at the moment of the error.

Runs in `before_send`, in the thread where it happened, while the objects are alive. What is found
is in nobody's hands afterwards. If it cannot be found out, or if there was too much to look at all
of it, the event's texts go.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final

from observability import live_values, policy, shapes, texts
from observability.held import Held
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

_PLAIN: Final = (str, int, float, bool)
_TOKEN: Final = re.compile(r"[a-z0-9]+")


def remove(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return `event` without values that live sensitive fields hold. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return event  # the gate drops it
        held = live_values.found(event, hint, allowed.rules.keys.find)
        if not held.is_complete:
            _change_texts(event, lambda _: texts.MARK)
            return event
        values = _among(held.values, _texts_of(event)) if held.values else Values()
        if values:
            _change_texts(event, values.remove)
    except Exception:  # noqa: BLE001 - what cannot be looked up could stand in any of the texts
        logger.warning("Known values could not be looked up; an event goes without its texts.")
        _change_texts(event, lambda _: texts.MARK)
    return event


def without(text: str, hint: dict[str, Any]) -> str:
    """Return a text that is to be printed without what live sensitive fields hold.

    Args:
        text: what would be printed.
        hint: `exc_info` or `log_record`, as Sentry's hooks are given.
    """
    allowed = policy.current()
    if allowed is None:
        return texts.MARK
    held = live_values.found({}, hint, allowed.rules.keys.find)
    if not held.is_complete:
        return texts.MARK
    return _among(held.values, [text]).remove(text) if held.values else text


def remove_from_breadcrumb(crumb: dict[str, Any], given: object, record: object) -> None:
    """Take what data and log record hold in sensitive fields out of the texts. Never raises."""
    try:
        allowed = policy.current()
        if allowed is None:
            return
        find = allowed.rules.keys.find
        data, logged = shapes.mapping(given), live_values.of_record(record)
        if all(_is_flat(one) and not any(map(find, one)) for one in (data, logged)):
            return
        held = Held(find)
        held.look(data)
        held.look(logged)
        if not held.is_complete:
            _change(crumb, ("message",), lambda _: texts.MARK)
        elif held.values:
            remove_all = _values(held.values).remove
            _change(crumb, ("message",), remove_all)
            _change_all(crumb.get("data"), remove_all)
    except Exception:  # noqa: BLE001 - see `remove`
        _change(crumb, ("message",), lambda _: texts.MARK)


def _is_flat(given: dict[str, Any]) -> bool:
    return all(type(name) is str for name in given) and all(map(_is_plain, given.values()))


def _is_plain(value: object) -> bool:
    # The arguments of most log lines are a few numbers and texts.
    return (
        value is None
        or type(value) in _PLAIN
        or (type(value) is tuple and all(map(_is_plain, value)))
    )


def _among(held: dict[str, bool], said: list[str]) -> Values:
    """Return the values that may stand in one of the texts: most of what is held does in none."""
    whole = "\0".join(said)
    if whole.isascii():
        plain = whole.lower()
        held = {
            text: is_name
            for text, is_name in held.items()
            if not text.isascii() or any(part in plain for part in _TOKEN.findall(text.lower()))
        }
    return _values(held).among(said)


def _values(held: dict[str, bool]) -> Values:
    values = Values()
    for text, is_name in held.items():
        values.add(text, names=is_name)
    return values


def _change_texts(event: dict[str, Any], change: Callable[[str], str]) -> None:
    """Change the texts that the gate looks at; the event is the SDK's own copy of everything."""
    for value in shapes.listed(shapes.mapping(event.get("exception")).get("values")):
        _change(value, ("value",), change)
    _change(event, ("message",), change)
    _change(event.get("logentry"), ("message", "formatted"), change)
    for crumb in shapes.listed(shapes.mapping(event.get("breadcrumbs")).get("values")):
        _change(crumb, ("message",), change)
        _change_all(shapes.mapping(crumb).get("data"), change)
    for name in ("tags", "extra"):
        _change_all(event.get(name), change)
    _change_all(shapes.mapping(event.get("request")).get("headers"), change)


def _texts_of(event: dict[str, Any]) -> list[str]:
    texts_found: list[str] = []

    def keep(text: str) -> str:
        texts_found.append(text)
        return text

    _change_texts(event, keep)
    return texts_found


def _change(place: object, names: tuple[str, ...], change: Callable[[str], str]) -> None:
    source = shapes.mapping(place)
    for name in names:
        if type(source.get(name)) is str:
            source[name] = change(source[name])


def _change_all(place: object, change: Callable[[str], str]) -> None:
    _change(place, tuple(shapes.mapping(place)), change)
