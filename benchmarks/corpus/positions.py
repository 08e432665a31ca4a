"""Where a Sentry event holds text, and where it holds keys with values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Event = dict[str, Any]


def frame(**given: object) -> dict[str, Any]:
    """Return a frame of a stack trace."""
    return {
        "filename": "clinic/rows.py",
        "function": "save",
        "module": "clinic.rows",
        "lineno": 81,
        "in_app": True,
        **given,
    }


def raised(value: str, **frames: object) -> Event:
    """Return the part of an event that holds an exception."""
    return {
        "exception": {"values": [{"type": "ValueError", "value": value, "stacktrace": {"frames": [frame(**frames)]}}]}
    }


def span(**given: object) -> Event:
    """Return the part of an event that holds spans."""
    return {
        "type": "transaction",
        "spans": [{"span_id": "b0fe11c0ffeeb0a7", "op": "task", "start_timestamp": 1.5, **given}],
    }


def crumb(**given: object) -> Event:
    """Return the part of an event that holds breadcrumbs."""
    return {"breadcrumbs": {"values": [{"type": "default", "category": "rows", "level": "info", **given}]}}


TEXT: dict[str, Callable[[str], Event]] = {
    "exception.value": raised,
    "exception, chained": lambda text: {"exception": {"values": [{"type": "KeyError", "value": text}, {"type": "ValueError", "value": "again"}]}},
    "message": lambda text: {"message": text},
    "logentry.message": lambda text: {"logentry": {"message": text}},
    "logentry.formatted": lambda text: {"logentry": {"message": "row %s", "formatted": text}},
    "logentry.params": lambda text: {"logentry": {"message": "row %s", "params": [text]}},
    "breadcrumbs.message": lambda text: crumb(message=text),
    "breadcrumbs.data": lambda text: crumb(data={"reason": text}),
    "tags, dict": lambda text: {"tags": {"reason": text}},
    "tags, pairs": lambda text: {"tags": [["reason", text], ["kind", "row"]]},
    "contexts": lambda text: {"contexts": {"import": {"reason": text, "type": "import"}}},
    "extra": lambda text: {"extra": {"reason": text}},
    "extra, deep": lambda text: {"extra": {"steps": [{"result": [text, True]}]}},
    "request.data, text": lambda text: {"request": {"method": "POST", "data": text}},
    "request.data, dict": lambda text: {"request": {"method": "POST", "data": {"reason": text}}},
    "headers, dict": lambda text: {"request": {"headers": {"X-Reason": text}}},
    "headers, pairs": lambda text: {"request": {"headers": [["X-Reason", text]]}},
    "request.env": lambda text: {"request": {"env": {"REASON": text}}},
    "frame.vars": lambda text: raised("failed", vars={"reason": text}),
    "frame.context_line": lambda text: raised("failed", context_line=text, pre_context=["try:"], post_context=[""]),
    "frame.pre_context": lambda text: raised("failed", context_line="save()", pre_context=[text], post_context=[""]),
    "threads.vars": lambda text: {"threads": {"values": [{"id": 7, "stacktrace": {"frames": [frame(vars={"reason": text})]}}]}},
    "span.description": lambda text: span(description=text),
    "span.data": lambda text: span(description="save", data={"reason": text}),
    "transaction": lambda text: {"transaction": text},
    "fingerprint": lambda text: {"fingerprint": ["{{ default }}", text]},
    "log.body": lambda text: {"items": [{"level": "info", "body": text, "attributes": {}}]},
    "log.attributes": lambda text: {"items": [{"level": "info", "body": "saved", "attributes": {"reason": {"value": text, "type": "string"}}}]},
    "a key": lambda text: {"extra": {"seen": {text: True}}},
}  # fmt: skip

KEYED: dict[str, Callable[[str, object], Event]] = {
    "extra": lambda key, value: {"extra": {key: value}},
    "extra, deep": lambda key, value: {"extra": {"rows": [{"row": {key: value, "active": True}}]}},
    "extra, below the key": lambda key, value: {"extra": {key: {"old": None, "new": value}}},
    "extra, list": lambda key, value: {"extra": {key: [value]}},
    "extra, field/value": lambda key, value: {"extra": {"changes": [{"field": key, "value": value}]}},
    "contexts": lambda key, value: {"contexts": {"import": {key: value}}},
    "tags, dict": lambda key, value: {"tags": {key: value}},
    "tags, pairs": lambda key, value: {"tags": [[key, value], ["kind", "row"]]},
    "breadcrumbs.data": lambda key, value: crumb(data={key: value}),
    "request.data": lambda key, value: {"request": {"method": "POST", "data": {key: value}}},
    "headers, dict": lambda key, value: {"request": {"headers": {"X-" + key.replace("_", "-"): value}}},
    "headers, pairs": lambda key, value: {"request": {"headers": [["X-" + key.replace("_", "-"), value]]}},
    "cookies": lambda key, value: {"request": {"cookies": {key: value}}},
    "query_string, dict": lambda key, value: {"request": {"query_string": {key: value}}},
    "query_string, pairs": lambda key, value: {"request": {"query_string": [[key, value], ["page", "2"]]}},
    "request.env": lambda key, value: {"request": {"env": {"HTTP_X_" + key.replace("-", "_").upper(): value}}},
    "user": lambda key, value: {"user": {key: value}},
    "frame.vars": lambda key, value: raised("failed", vars={key: repr(value)}),
    "frame.vars, nested": lambda key, value: raised("failed", vars={"row": {key: repr(value)}}),
    "logentry.params": lambda key, value: {"logentry": {"message": "row %(row)s", "params": {key: value}}},
    "span.data": lambda key, value: span(description="save", data={key: value}),
    "log.attributes": lambda key, value: {"items": [{"body": "saved", "attributes": {key: {"value": value, "type": "string"}}}]},
}  # fmt: skip

LINK: dict[str, Callable[[str], Event]] = {
    "request.url": lambda text: {"request": {"url": text, "method": "GET"}},
    "headers.Referer": lambda text: {"request": {"headers": {"Referer": text}}},
    "breadcrumbs.data.url": lambda text: crumb(data={"url": text, "method": "GET", "status_code": 404}),
    "breadcrumbs.data.to": lambda text: crumb(data={"from": "/", "to": text}),
    "span.data.url": lambda text: span(description="GET", data={"http.url": text}),
}  # fmt: skip
FORM: dict[str, Callable[[str], Event]] = {
    "query_string": lambda text: {"request": {"query_string": text}},
    "request.data, form": lambda text: {"request": {"method": "POST", "data": text}},
    "cookies, text": lambda text: {"request": {"cookies": text.replace("&", "; ")}},
    "http.query": lambda text: span(description="GET", data={"http.query": text}),
}  # fmt: skip
