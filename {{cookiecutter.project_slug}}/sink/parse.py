"""Read an envelope strictly: what an ingest would silently ignore is an error here."""

from __future__ import annotations

import io
import json
import math
from typing import Any

from sentry_sdk.envelope import Item

# Deeper than any SDK nests, and shallow enough to be written out again.
MAX_DEPTH = 100


class ParseError(ValueError):
    """Bytes that are no envelope; the message is one line for the sender."""


def _no_number(text: str) -> float:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _strict(data: bytes) -> Any:
    """Return the JSON in ``data``; unlike json.loads refuse NaN, infinities and deep nesting."""
    value = json.loads(data, parse_constant=_no_number, parse_float=_finite)
    layer = [value]
    for _ in range(MAX_DEPTH):
        nested = [one for one in layer if isinstance(one, dict | list)]
        if not nested:
            return value
        layer = [
            child for one in nested for child in (one.values() if isinstance(one, dict) else one)
        ]
    message = "too deep"
    raise ValueError(message)


def _headers(line: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
        value = _strict(line) if isinstance(value, dict) else value
    except (ValueError, RecursionError):
        message = f"{what} is not one line of JSON"
        raise ParseError(message) from None
    if not isinstance(value, dict):
        message = f"{what} is not a JSON object"
        raise ParseError(message)
    return value


def _check_length(length: object, start: int, body: bytes, number: int) -> None:
    """Refuse a length that the SDK's own reader would take as it comes."""
    why = ""
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        why = "length is not a whole number"
    elif start + length > len(body):
        why = "the body ends before its length"
    elif body[start + length : start + length + 1] not in (b"", b"\n"):
        why = "no line end after its length"
    if why:
        message = f"item {number}: {why}"
        raise ParseError(message)


def _item(stream: io.BytesIO, body: bytes, number: int) -> dict[str, Any]:
    begin = stream.tell()
    headers = _headers(stream.readline(), f"the header of item {number}")
    start, length = stream.tell(), headers.get("length")
    if length is not None:
        _check_length(length, start, body, number)
    stream.seek(begin)
    try:
        item = Item.deserialize_from(stream)
    except (ValueError, RecursionError):
        message = f"item {number}: its payload is not JSON"
        raise ParseError(message) from None
    raw = body[start : stream.tell()] if length is None else body[start : start + length]
    try:
        payload = _strict(raw)
    except (ValueError, RecursionError):
        if item is None or item.payload.json is not None:
            message = f"item {number}: its payload is not JSON"
            raise ParseError(message) from None
        return {"headers": headers, "text": raw.decode("utf-8", "replace")}
    return {"headers": headers, "json": payload}


def parse(body: bytes) -> dict[str, Any]:
    """Return ``{"headers": …, "items": [{"headers": …, "json"|"text": …}]}`` or raise."""
    stream = io.BytesIO(body)
    headers = _headers(stream.readline(), "the envelope header")
    items: list[dict[str, Any]] = []
    while stream.tell() < len(body):
        items.append(_item(stream, body, len(items) + 1))
    return {"headers": headers, "items": items}
