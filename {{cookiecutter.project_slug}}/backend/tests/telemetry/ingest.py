"""A real HTTP server that keeps what it is sent."""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any

import brotli


def _chunks(stream: BufferedIOBase) -> bytes:
    """Return a body that comes in chunks, as Node sends it."""
    body = b""
    while size := int(stream.readline(), 16):
        body += stream.read(size)
        stream.readline()
    stream.readline()
    return body


class Ingest:
    """Keeps bodies, decompressed, of requests to any address, and answers well or redirects.

    `status`, `headers`, `answer` and `delay` (seconds) may be changed while it runs.
    """

    def __init__(self, redirect_to: str | None = None) -> None:
        bodies: list[bytes] = []
        self.status = 200 if redirect_to is None else 307
        self.headers = {} if redirect_to is None else {"Location": redirect_to}
        self.answer = b""
        self.delay = 0.0
        ingest = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = self.headers["Content-Length"]
                body = _chunks(self.rfile) if length is None else self.rfile.read(int(length))
                match self.headers.get("Content-Encoding"):
                    case "br":
                        body = brotli.decompress(body)
                    case "gzip":
                        body = gzip.decompress(body)
                time.sleep(ingest.delay)
                bodies.append(body)
                with contextlib.suppress(ConnectionError):  # whoever sent it may be gone
                    self.send_response(ingest.status)
                    for name, value in ingest.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(ingest.answer)

            def log_message(self, *_: object) -> None:
                return

        self.bodies = bodies
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://public@127.0.0.1:{self.server.server_port}/1"
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def everything(self) -> bytes:
        """Return all that came, one after another."""
        return b"\n".join(self.bodies)

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Return the payloads of a type."""
        found: list[dict[str, Any]] = []
        for body in self.bodies:
            lines = body.split(b"\n")
            for header, payload in zip(lines[1::2], lines[2::2], strict=False):
                if header and json.loads(header).get("type") == kind:
                    found.append(json.loads(payload))
        return found
