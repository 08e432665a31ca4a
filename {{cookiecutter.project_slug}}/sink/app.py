"""The sink over HTTP: an ingest for SDKs, JSON for tests, one page for people."""

from __future__ import annotations

import asyncio
import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from sink.decode import DecodeError, decode
from sink.parse import ParseError, parse
from sink.store import Store
from sink.viewer import viewer

MAX_BODY = 24 * 1024 * 1024
MAX_DELAY_MS = 60_000
_INGEST = re.compile(r"/api/[^/]+/envelope/?")

# A page of another origin can read none of this: no CORS, no sniffing, no embedding. The Host check
# below stops the same by a name that resolves to 127.0.0.1.
PRIVATE = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


@dataclass
class Behaviour:
    """How the sink answers envelopes: well, or as a drill asks."""

    status: int = 200
    delay_ms: int = 0


def _json(content: Any, status: int = 200) -> Response:
    # Escaped, because a lone surrogate in what was received has no other form.
    text = json.dumps(content, ensure_ascii=True, allow_nan=False)
    return Response(text, status, headers=PRIVATE, media_type="application/json")


def _refusal(line: str, status: int) -> Response:
    return _json({"detail": line}, status)


async def _body(request: Request) -> tuple[bytes, str | None]:
    """Return at most ``MAX_BODY`` bytes of the body, and what was wrong with it."""
    data = bytearray()
    try:
        async for piece in request.stream():
            data += piece
            if len(data) > MAX_BODY:
                return bytes(data[:MAX_BODY]), f"the body is larger than {MAX_BODY} bytes"
    except ClientDisconnect:
        return bytes(data), "the sender went away before the end of the body"
    return bytes(data), None


def _understood(
    path: str, body: bytes, encoding: str
) -> tuple[bytes, dict[str, Any] | None, str | None]:
    """Return the decoded body, the envelope and, where there is none, why."""
    try:
        body = decode(body, encoding)
        if not _INGEST.fullmatch(path):
            msg = "not posted to /api/<project>/envelope/"
            raise ParseError(msg)
        return body, parse(body), None
    except (DecodeError, ParseError) as error:
        return body, None, str(error)


async def receive(request: Request) -> Response:
    """Record whatever is sent here: what should never have been sent must be visible to tests."""
    store: Store = request.app.state.store
    behaviour: Behaviour = request.app.state.behaviour
    raw, problem = await _body(request)
    envelope = None
    if problem is None:
        encoding = request.headers.get("content-encoding", "")
        raw, envelope, problem = _understood(request.url.path, raw, encoding)
    query = f"?{request.url.query}" if request.url.query else ""
    store.add(
        received=datetime.now(UTC).isoformat(timespec="milliseconds"),
        path=request.url.path + query,
        headers=request.headers.items(),
        body=raw,
        problem=problem,
    )
    if behaviour.delay_ms:
        await asyncio.sleep(behaviour.delay_ms / 1000)
    if envelope is None:
        return _refusal(f"refused: {problem}", 400)
    if behaviour.status != 200:
        return _refusal("refused: the sink was told to", behaviour.status)
    event_id = envelope["headers"].get("event_id")
    return _json({"id": event_id} if isinstance(event_id, str) else {})


async def read_records(request: Request) -> Response:
    """Answer the records, oldest first; ``?after=<id>`` only newer, ``?body=0`` without bytes."""
    after = request.query_params.get("after", "0")
    if not re.fullmatch(r"[0-9]{1,15}", after):
        return _refusal("after must be a record's id, e.g. /records?after=12", 400)
    store: Store = request.app.state.store
    with_body = request.query_params.get("body", "1") != "0"
    return _json(
        {
            "generation": store.generation,
            "kept": len(store),
            "forgotten": store.forgotten,
            "records": [record.as_json(with_body=with_body) for record in store.since(int(after))],
        }
    )


async def delete_records(request: Request) -> Response:
    """Forget all records."""
    return _json({"deleted": request.app.state.store.clear()})


async def set_behaviour(request: Request) -> Response:
    """Set how envelopes are answered from now on, e.g. ``{"status": 429, "delay_ms": 500}``."""
    usage = '{"status": 200-599, "delay_ms": 0-60000}'
    try:
        asked = json.loads((await _body(request))[0])
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not set(asked) <= {"status", "delay_ms"}:
        return _refusal(f"accepted: {usage}, each may be left out", 400)
    behaviour = Behaviour(asked.get("status", 200), asked.get("delay_ms", 0))
    bounds = ((behaviour.status, 200, 599), (behaviour.delay_ms, 0, MAX_DELAY_MS))
    if not all(type(value) is int and low <= value <= high for value, low, high in bounds):
        return _refusal(f"accepted: {usage} as whole numbers", 400)
    request.app.state.behaviour = behaviour
    return _json({"status": behaviour.status, "delay_ms": behaviour.delay_ms})


async def healthz(request: Request) -> Response:
    """Say that the sink is up, and how full it is."""
    store: Store = request.app.state.store
    share = math.ceil(100 * store.size / store.max_bytes)
    full = {"kept": len(store), "forgotten": store.forgotten, "percent_of_memory": share}
    return _json({"status": "ok", **full})


def build(store: Store | None = None) -> Starlette:
    """Return the application, with a store of its own unless one is handed in."""
    app = Starlette(
        routes=[
            Route("/", viewer),
            Route("/healthz", healthz),
            Route("/records", read_records, methods=["GET"]),
            Route("/records", delete_records, methods=["DELETE"]),
            Route("/behaviour", set_behaviour, methods=["PUT"]),
            Route("/{anything:path}", receive, methods=["POST", "PUT"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )
    app.state.store = store or Store()
    app.state.behaviour = Behaviour()
    return app
