"""Envelopes are read strictly."""

from __future__ import annotations

import pytest
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from sink.parse import ParseError, parse


def test_what_the_sdk_writes_is_read() -> None:
    envelope = Envelope(headers={"event_id": "ab", "sent_at": "now"})
    envelope.add_item(Item(PayloadRef(json={"level": "error"}), type="event"))
    envelope.add_item(Item(b"\x00\xff\n\n", type="attachment", filename="x.bin"))
    envelope.add_item(Item(PayloadRef(json={"version": 2, "items": []}), type="span"))
    read = parse(envelope.serialize())
    assert read["headers"] == {"event_id": "ab", "sent_at": "now"}
    assert [item["headers"]["type"] for item in read["items"]] == ["event", "attachment", "span"]
    assert read["items"][0]["json"] == {"level": "error"}
    assert read["items"][1]["text"] == "\x00\ufffd\n\n"
    assert read["items"][2]["json"] == {"version": 2, "items": []}


def test_items_without_length_end_with_their_line() -> None:
    read = parse(b'{}\n{"type":"event"}\n{"a":1}\n{"type":"log"}\n{"b":2}')
    assert [item["json"] for item in read["items"]] == [{"a": 1}, {"b": 2}]


def test_an_envelope_without_items_is_one() -> None:
    assert parse(b"{}") == {"headers": {}, "items": []}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "envelope header is not one line of JSON"),
        (b"hello", "envelope header is not one line of JSON"),
        (b"[]", "envelope header is not a JSON object"),
        (b"{}\nnonsense\n{}", "header of item 1 is not one line of JSON"),
        (b'{}\n{"type":"event"}\n{broken', "item 1: its payload is not JSON"),
        (b'{}\n{"type":"log","length":9}\n{}', "item 1: the body ends before its length"),
        (b'{}\n{"type":"log","length":-2}\n{}', "item 1: length is not a whole number"),
        (b'{}\n{"type":"log","length":true}\n{}', "item 1: length is not a whole number"),
        (b'{}\n{"type":"log","length":2}\n{}trailing', "item 1: no line end after its length"),
        (b'{}\n{"type":"log"}\n{}\n\nSSN 123', "header of item 2 is not one line of JSON"),
        (b'{"a":NaN}', "envelope header is not one line of JSON"),
        (b'{}\n{"type":"event"}\n{"timestamp":1e400}', "item 1: its payload is not JSON"),
        (b'{}\n{"type":"event"}\n{"timestamp":-Infinity}', "item 1: its payload is not JSON"),
        (b'{}\n{"type":"event"}\n' + b"[" * 500 + b"]" * 500, "item 1: its payload is not JSON"),
        (b"[" * 200_000, "envelope header is not one line of JSON"),
        (b'{}\n{"type":"event"}\n' + b"[" * 200_000, "item 1: its payload is not JSON"),
    ],
)
def test_what_is_no_envelope_is_refused_with_one_line(body: bytes, why: str) -> None:
    with pytest.raises(ParseError, match=why) as refused:
        parse(body)
    assert "\n" not in str(refused.value)
