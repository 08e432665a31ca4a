"""What spans and breadcrumbs say: statements without values, routes, addresses without ids.

Pure, as `rebuild` is. Which data stays is said key by key, with the shape that each must have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from observability import rebuild_detail, shapes
from observability.held import Held
from phi.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from observability.known import Known
    from observability.rebuild import Process
    from observability.texts import Texts

_MARK_TEXT: Final = "[text]"
_NESTED: Final = frozenset({dict, list, tuple})
_HOSTS: Final = frozenset({"network.peer.address", "server.address", "server.socket.address"})
LONGEST: Final = 1024  # characters of a description
_DATABASES: Final = frozenset({"mysql", "oracle", "postgresql", "redis", "sqlite"})
_VERBS: Final = frozenset(
    {"BEGIN", "COMMIT", "DELETE", "INSERT", "MERGE", "ROLLBACK", "SELECT", "UPDATE", "connect"}
)
_BROKERS: Final = frozenset({"amqp", "amqps", "filesystem", "memory", "redis", "rediss", "sqs"})
_HIGHEST_STATUS: Final = 999
_MOST_RETRIES: Final = 999
_LONGEST_WAIT: Final = 10**8  # milliseconds


def _status(value: object) -> int | None:
    return shapes.integer(value, _HIGHEST_STATUS)


def _method(value: object) -> str | None:
    return shapes.one_of(value, shapes.HTTP_METHODS)


def _count(value: object) -> int | None:
    return shapes.integer(value, _MOST_RETRIES)


# Of `data` and of attributes; `url` is looked at apart, because the policy decides over it.
_SHAPES: Final[dict[str, Callable[[object], str | int | float | bool | None]]] = {
    "db.system": lambda value: shapes.one_of(value, _DATABASES),
    "db.system.name": lambda value: shapes.one_of(value, _DATABASES),
    "db.operation": lambda value: shapes.one_of(value, _VERBS),
    "db.operation.name": lambda value: shapes.one_of(value, _VERBS),
    "http.method": _method,
    "http.request.method": _method,
    "method": _method,
    "http.response.status_code": _status,
    "http.status_code": _status,
    "status_code": _status,
    "cache.hit": shapes.boolean,
    "messaging.message.receive.latency": lambda value: shapes.rounded(value, 0, _LONGEST_WAIT),
    "messaging.message.retry.count": _count,
    "messaging.system": lambda value: shapes.one_of(value, _BROKERS),
}
_URLS: Final = ("url", "url.full")
DATA_KEYS: Final = frozenset({*_SHAPES, *_URLS})


def description(given: object, op: object, known: Known, texts: Texts) -> str | None:
    """Return what of a span's description may leave; None if there is none, or it is a key."""
    if type(given) is not str or not given:
        return None
    kind = op.partition(".")[0] if type(op) is str else ""
    if kind == "cache" or op == "db.redis":
        return None  # cache keys are made of ids and names
    if kind == "db":
        return texts.statement(given, LONGEST)
    if known.route(given):
        return given
    if kind == "http":
        method, _, rest = given.partition(" ")
        if shapes.one_of(method, shapes.HTTP_METHODS) is None:
            return texts.url(given, LONGEST)
        return f"{method} {rest if known.route(rest) else texts.url(rest, LONGEST) or ''}".rstrip()
    return texts.text(given, LONGEST)


def without_named(said: object, named: dict[str, object], process: Process) -> object:
    """Return a text without what stands beside it under the names of sensitive fields."""
    if type(said) is not str or not said or not named:
        return said
    find = process.policy.rules.keys.find
    # What the SDK itself puts there is flat, and has few such names.
    if not any(
        type(one) in _NESTED or (find(name) and name not in _HOSTS) for name, one in named.items()
    ):
        return said
    held = Held(find)
    held.look({name.rpartition(".")[2]: one for name, one in named.items()})
    if not held.is_complete:
        return _MARK_TEXT
    values = Values()
    for text, is_name in held.values.items():
        values.add(text, names=is_name)
    return values.remove(said)


def data(given: object, texts: Texts) -> dict[str, Any]:
    """Return the entries of a span's or a breadcrumb's data that may leave."""
    source = shapes.mapping(given)
    built: dict[str, Any] = {}
    for key in source.keys() & DATA_KEYS:
        shape = _SHAPES.get(key)
        value = texts.url(source[key], LONGEST) if shape is None else shape(source[key])
        shapes.put(built, key, value)
    return dict(sorted(built.items()))


def data_without_named(given: object, named: dict[str, object], process: Process) -> dict[str, Any]:
    """Return those entries, and of their addresses nothing that stands in a sensitive field."""
    source = dict(shapes.mapping(given))
    for key in _URLS:
        if key in source:
            source[key] = without_named(source[key], named, process)
    return data(source, process.texts)


# What the SDK's integrations say, the browser's included; a logger's breadcrumbs bear its name.
_CRUMB_TYPES: Final = frozenset({"default", "debug", "error", "http", "log", "subprocess"})
_CRUMB_CATEGORIES: Final = frozenset(
    {
        *("console", "fetch", "httplib", "log", "query", "redis", "subprocess", "transaction"),
        "validation",
    }
)
# A refusal of the API's: names of fields with codes, never what was sent.
VALIDATION: Final = "validation"
FIELDS: Final = "fields"
# Command lines, and keys of a store.
SILENT_CATEGORIES: Final = frozenset({"redis", "subprocess"})


def breadcrumb(payload: object, known: Known, process: Process) -> dict[str, Any]:
    """Return a new breadcrumb: its moment and kind, its message scrubbed, its allow-listed data."""
    source = shapes.mapping(payload)
    category = source.get("category")
    built: dict[str, Any] = {}
    shapes.put(built, "timestamp", shapes.timestamp(source.get("timestamp"), process.now))
    shapes.put(built, "level", shapes.one_of(source.get("level"), shapes.LEVELS))
    shapes.put(built, "type", shapes.one_of(source.get("type"), _CRUMB_TYPES))
    shapes.put(built, "category", shapes.one_of(category, _CRUMB_CATEGORIES))
    message = source.get("message")
    if message and not (type(category) is str and category in SILENT_CATEGORIES):
        say = process.texts.statement if category == "query" else process.texts.text
        shapes.put(built, "message", say(message, LONGEST))
    if source.get("data"):
        shapes.put(built, "data", data(source["data"], process.texts) or None)
    if category == VALIDATION:
        named = rebuild_detail.fields(shapes.mapping(source.get("data")).get(FIELDS), known)
        shapes.put(built, "data", {FIELDS: named} if named else None)
    return built
