"""What an event says beside its error: tags, extra, contexts, request, as the policy names them.

Pure, as `rebuild` is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from observability import shapes

if TYPE_CHECKING:
    from observability.known import Known
    from observability.rebuild import Process

REQUEST_ID: Final = "request_id"
LONGEST_TAG: Final = 200  # what Sentry takes
_MOST_TRIES: Final = 9999
HASH: Final = 8  # hex digits of a policy's or a list's hash: enough to compare


def request(source: dict[str, Any], process: Process) -> dict[str, Any]:
    """Return the method, and the headers that the policy names, scrubbed."""
    built: dict[str, Any] = {}
    shapes.put(built, "method", shapes.one_of(source.get("method"), shapes.HTTP_METHODS))
    if process.policy.headers:
        given = shapes.mapping(source.get("headers"))
        named = {name.lower(): one for name, one in given.items() if type(name) is str}
        headers = {
            name: process.texts.text(named[name], LONGEST_TAG)
            for name in sorted(process.policy.headers & named.keys())
        }
        shapes.put(built, "headers", headers or None)
    return built


def tags(source: dict[str, Any], process: Process) -> dict[str, str]:
    """Return the tags that the policy names, the runtime, and which policy and words decided."""
    policy = process.policy
    built = listed(source, process)
    shapes.put(built, REQUEST_ID, shapes.session_id(source.get(REQUEST_ID)))
    words = "" if policy.words is None else policy.words.sha256
    decided = {"policy": policy.sha256[:HASH], "words": words[:HASH]}
    return built | {"runtime": process.runtime} | {key: one for key, one in decided.items() if one}


def listed(source: dict[str, Any], process: Process) -> dict[str, str]:
    """Return what the policy lists as tags, and lets out as extra as well."""
    built: dict[str, str] = {}
    for name, allowed in process.policy.tags.items():
        shapes.put(built, name, shapes.one_of(source.get(name), allowed))
    for name in process.policy.text_tags:
        shapes.put(built, name, process.texts.text(source.get(name), LONGEST_TAG))
    return built


def contexts(source: dict[str, Any], process: Process) -> dict[str, Any]:
    """Return the contexts that the policy names, their ids as keyed hashes."""
    built: dict[str, Any] = {}
    for name, keys in process.policy.contexts.items():
        given = shapes.mapping(source.get(name))
        marks = {key: process.hashed(given.get(key)) for key in sorted(keys)}
        shapes.put(built, name, {key: mark for key, mark in marks.items() if mark} or None)
    return built


def celery(source: dict[str, Any], known: Known, process: Process) -> dict[str, Any]:
    """Return which task an event is of: its name if known, its ids as hashes, its tries."""
    built: dict[str, Any] = {}
    name = source.get("task")
    if type(name) is str and known.route(name):
        built["task"] = name
    for key in ("id", "parent_id", "root_id"):
        shapes.put(built, key, process.hashed(source.get(key)))
    shapes.put(built, "tries", shapes.integer(source.get("tries"), _MOST_TRIES))
    return built
