"""The sink over HTTP: everything sent is recorded, nothing is shown to other origins."""

from __future__ import annotations

import base64
import gzip
import json
import time
from typing import Any

import brotli
import pytest
from starlette.testclient import TestClient

EVENT = {"event_id": "0" * 32, "level": "error"}
ENVELOPE = b'{"event_id":"%s"}\n{"type":"event"}\n%s' % (b"0" * 32, json.dumps(EVENT).encode())
PATH = "/api/1/envelope/"


def _records(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = client.get(f"/records{query}").json()["records"]
    return records


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("", ENVELOPE), ("gzip", gzip.compress(ENVELOPE, mtime=0)), ("br", brotli.compress(ENVELOPE))],
)
def test_an_envelope_is_recorded_decompressed_and_parsed(
    client: TestClient, encoding: str, body: bytes
) -> None:
    headers = {"content-encoding": encoding, "x-sentry-auth": "Sentry sentry_key=public"}
    answer = client.post(PATH, content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"id": "0" * 32})
    (record,) = _records(client)
    assert record["path"] == PATH
    assert ["x-sentry-auth", "Sentry sentry_key=public"] in record["headers"]
    assert base64.b64decode(record["body"]) == ENVELOPE
    assert record["envelope"]["items"] == [{"headers": {"type": "event"}, "json": EVENT}]
    assert record["problem"] is None


@pytest.mark.parametrize(
    ("path", "body", "encoding", "why"),
    [
        (PATH, b"SSN 123-45-6789", "", "the envelope header is not one line of JSON"),
        (PATH, b"SSN 123-45-6789", "gzip", "the body is not valid gzip"),
        (PATH, b"SSN 123-45-6789", "zstd", "unknown content encoding"),
        ("/api/1/store/", b"SSN 123-45-6789", "", "not posted to /api/<project>/envelope/"),
        ("/stream?ssn=123", b"SSN 123-45-6789", "", "not posted to"),
    ],
)
def test_what_is_no_envelope_is_refused_and_kept_raw(
    client: TestClient, path: str, body: bytes, encoding: str, why: str
) -> None:
    answer = client.post(path, content=body, headers={"content-encoding": encoding})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("refused: ")
    assert "123" not in answer.json()["detail"]
    (record,) = _records(client)
    assert record["path"] == path
    assert base64.b64decode(record["body"]) == body
    assert record["envelope"] is None
    assert why in record["problem"]


def test_an_overlarge_body_is_refused_and_its_beginning_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sink.app.MAX_BODY", 1000)
    assert client.post(PATH, content=b"x" * 5000).status_code == 400
    (record,) = _records(client)
    assert len(base64.b64decode(record["body"])) == 1000
    assert record["problem"] == "the body is larger than 1000 bytes"


@pytest.mark.parametrize(
    "payload",
    [b'{"a":"\\ud800"}', b"1", b'"text"', b"null", b'{"a":1e400}', b"[" * 500 + b"]" * 500],
)
def test_odd_payloads_never_stop_the_records_from_being_read(
    client: TestClient, payload: bytes
) -> None:
    body = b'{"event_id":"\\udfff"}\n{"type":"log"}\n' + payload
    assert client.post(PATH, content=body).status_code == 200
    (record,) = _records(client)
    assert base64.b64decode(record["body"]) == body
    assert record["envelope"]["items"][0]["headers"] == {"type": "log"}


def test_records_can_be_read_in_part_and_forgotten(client: TestClient) -> None:
    for _ in range(3):
        client.post(PATH, content=ENVELOPE)
    assert [record["id"] for record in _records(client, "?after=1")] == [2, 3]
    assert "body" not in _records(client, "?body=0")[0]
    assert client.get("/records?after=now").status_code == 400
    assert client.delete("/records").json() == {"deleted": 3}
    assert _records(client) == []
    assert client.get("/healthz").json()["kept"] == 0


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8969", ""])
@pytest.mark.parametrize("path", ["/", "/records", "/healthz"])
def test_other_names_for_this_machine_are_refused(client: TestClient, host: str, path: str) -> None:
    assert client.get(path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8969", "localhost:8969"])
def test_its_own_names_are_accepted(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/records", "/healthz"])
def test_no_other_origin_can_read_it(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.options(path, headers={"origin": "https://evil.example"}).status_code == 405


def test_it_misbehaves_when_told_and_still_records(client: TestClient) -> None:
    assert client.put("/behaviour", json={"status": 503, "delay_ms": 150}).status_code == 200
    begin = time.monotonic()
    assert client.post(PATH, content=ENVELOPE).status_code == 503
    assert time.monotonic() - begin >= 0.15
    assert client.put("/behaviour", json={}).json() == {"status": 200, "delay_ms": 0}
    assert client.post(PATH, content=ENVELOPE).status_code == 200
    assert len(_records(client)) == 2


@pytest.mark.parametrize(
    "asked",
    [[], {"status": 99}, {"status": "503"}, {"delay_ms": -1}, {"status": True}, {"speed": 1}],
)
def test_a_behaviour_that_is_none_is_refused(client: TestClient, asked: object) -> None:
    assert client.put("/behaviour", json=asked).status_code == 400
    assert client.post(PATH, content=ENVELOPE).status_code == 200
