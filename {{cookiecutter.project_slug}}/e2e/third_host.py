"""A host that is none of the service's: it notes the trace headers that it is given.

Below /gateway/ it answers as a proxy does whose service is away.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# The application chose path, query and body; these are what the SDK adds.
ADDED = ("sentry-trace", "baggage", "traceparent", "tracestate")


class ThirdHost(ThreadingHTTPServer):
    """Listens on this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        """Take a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = 0
        self.given: list[dict[str, str]] = []


class _Handler(BaseHTTPRequestHandler):
    server: ThirdHost

    def do_GET(self) -> None:
        self.server.asked += 1
        given = {name: self.headers[name] for name in ADDED if name in self.headers}
        if given:
            self.server.given.append(given)
        self.send_response(502 if self.path.startswith("/gateway/") else 200)
        self.send_header("Content-Length", "0")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.end_headers()

    do_POST = do_OPTIONS = do_HEAD = do_GET  # noqa: N815 - the base class looks for these names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Print nothing."""


@contextmanager
def third_host() -> Iterator[ThirdHost]:
    """Run it."""
    host = ThirdHost()
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
