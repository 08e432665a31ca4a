"""Read an envelope strictly: what an ingest would silently ignore is an error here."""

from __future__ import annotations

import io
import json
from typing import Any

from sentry_sdk.envelope import Item


class ParseError(ValueError):
    """Bytes that are no envelope; the message is one line for the sender."""


def _headers(line: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        msg = f"{what} is not one line of JSON"
        raise ParseError(msg) from None
    if not isinstance(value, dict):
        msg = f"{what} is not a JSON object"
        raise ParseError(msg)
    return value


def _payload(item: Item) -> tuple[str, Any]:
    """Return how the payload is given (``json`` or ``text``) and the payload itself."""
    raw = item.get_bytes()
    if item.payload.json is not None:
        return "json", item.payload.json
    try:
        return "json", json.loads(raw)
    except (ValueError, RecursionError):
        return "text", raw.decode("utf-8", "replace")


def parse(body: bytes) -> dict[str, Any]:
    """Return ``{"headers": …, "items": [{"headers": …, "json"|"text": …}]}`` or raise."""
    stream = io.BytesIO(body)
    items: list[dict[str, Any]] = []
    envelope = {"headers": _headers(stream.readline(), "the envelope header"), "items": items}
    while stream.tell() < len(body):
        number = len(items) + 1
        start = stream.tell()
        headers = _headers(stream.readline(), f"the header of item {number}")
        length = headers.get("length")
        if length is not None:
            if not isinstance(length, int) or isinstance(length, bool) or length < 0:
                msg = f"item {number}: length is not a whole number"
                raise ParseError(msg)
            end = stream.tell() + length
            if end > len(body):
                msg = f"item {number}: the body ends before its length"
                raise ParseError(msg)
            if body[end : end + 1] not in (b"", b"\n"):
                msg = f"item {number}: no line end after its length"
                raise ParseError(msg)
        stream.seek(start)
        try:
            item = Item.deserialize_from(stream)
        except (ValueError, RecursionError):
            msg = f"item {number}: its payload is not JSON"
            raise ParseError(msg) from None
        if item is None:
            msg = f"item {number}: empty header"
            raise ParseError(msg)
        kind, payload = _payload(item)
        items.append({"headers": headers, kind: payload})
    return envelope
