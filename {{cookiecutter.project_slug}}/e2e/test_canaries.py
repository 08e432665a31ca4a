"""The detector itself: it finds a value in each encoding, and nothing where there is nothing."""

from __future__ import annotations

import base64
import html
import json
import urllib.parse
from collections.abc import Callable

import pytest

from e2e.canaries import Canary, found_in

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "raw": lambda text: text.encode(),
    "upper": lambda text: text.upper().encode(),
    "percent": lambda text: urllib.parse.quote(text).encode(),
    "form": lambda text: urllib.parse.quote_plus(text).encode(),
    "percent twice": lambda text: urllib.parse.quote(urllib.parse.quote(text)).encode(),
    "json": lambda text: json.dumps({"a": [text]}).encode(),
    "json in json": lambda text: json.dumps(json.dumps(text)).encode(),
    "html": lambda text: html.escape(text).encode(),
    "base64": lambda text: b"x: " + base64.b64encode(f"before {text} after".encode()),
    "base64 for urls": lambda text: base64.urlsafe_b64encode(text.encode()).rstrip(b"="),
    "base64 in a path": lambda text: b"ab/" + base64.b64encode(text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "all escaped": lambda text: "".join(f"\\u{ord(one):04x}" for one in text).encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_note_is_found_in_each_encoding(encoding: str) -> None:
    canary = Canary.fresh()
    data = b'{"noise": "' + ENCODINGS[encoding](canary.note()) + b'"}'
    found = {canary.values()[number] for number in found_in(data, canary.values())}
    assert {canary.first_name, canary.last_name, canary.ssn, canary.phone} <= found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_ones_note_is_not(encoding: str) -> None:
    data = ENCODINGS[encoding](Canary.fresh().note())
    assert found_in(data, Canary.fresh().values()) == []


def test_each_value_is_found_alone() -> None:
    values = Canary.fresh().values()
    for number, value in enumerate(values):
        assert number in found_in(f"<{value}>".encode(), values)
