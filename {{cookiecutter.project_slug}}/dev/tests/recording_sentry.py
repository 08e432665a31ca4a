"""A Sentry that takes source maps, and remembers every byte that it was sent."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Received:
    """What arrived: each request's method, path, headers and body."""

    requests: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    bundles: list[zipfile.ZipFile] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        """Return methods and paths, in their order."""
        return [f"{method} {path}" for method, path, _, _ in self.requests]

    def everything(self) -> bytes:
        """Return all bytes, those of the packed files unpacked."""
        sent = [f"{path}\n{headers}\n".encode() + body for _, path, headers, body in self.requests]
        files = [one.read(name) for one in self.bundles for name in one.namelist()]
        names = [name.encode() for one in self.bundles for name in one.namelist()]
        return b"\n".join([*sent, *names, *files])


class RecordingSentry(ThreadingHTTPServer):
    """Answers as Sentry's documented upload of chunks does; everything else is accepted."""

    daemon_threads = True

    def __init__(self, status: int = 200) -> None:
        """Listen on a free port of this machine; `status` is answered to all but GET."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received, self.status = Received(), status

    @property
    def url(self) -> str:
        """Return the address to be told as SENTRY_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: RecordingSentry

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        received = self.server.received
        received.requests.append((self.command, self.path, str(self.headers), body))
        if self.command == "POST" and self.path.endswith("/chunk-upload/"):
            received.bundles += _bundles(body)
        answer = json.dumps(self._said(body)).encode()
        self.send_response(200 if self.command == "GET" else self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815 - http.server asks for these names

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _said(self, body: bytes) -> dict[str, Any]:
        if self.path.endswith("/chunk-upload/"):
            return {
                "url": self.server.url + self.path,
                "chunkSize": 8 << 20,
                "chunksPerRequest": 64,
                "maxFileSize": 2 << 30,
                "maxRequestSize": 32 << 20,
                "concurrency": 1,
                "hashAlgorithm": "sha1",
                "compression": ["gzip"],
                "accept": ["artifact_bundles", "artifact_bundles_v2"],
            }
        if self.path.endswith("/assemble/"):
            known = bool(self.server.received.bundles)
            chunks = [] if known else json.loads(body)["chunks"]
            return {"state": "created" if known else "not_found", "missingChunks": chunks}
        now = "2026-11-27T12:00:00Z"
        return {"version": "1.2.3", "shortVersion": "1.2.3", "dateCreated": now, "projects": []}


def _bundles(body: bytes) -> list[zipfile.ZipFile]:
    parts = body.split(b"\r\n\r\n")[1:]
    packed = [part[: part.rindex(b"\r\n--")] for part in [b"\r\n\r\n".join(parts)]]
    plain = [gzip.decompress(one) for one in packed]
    return [zipfile.ZipFile(io.BytesIO(one[one.index(b"PK") :])) for one in plain]
