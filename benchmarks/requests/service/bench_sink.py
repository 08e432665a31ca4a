"""An ingest that answers at once and counts what each project sends; says it, as JSON, for each line read."""

import gzip
import json
import sys
import threading
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

bodies: list[tuple[str, str, bytes]] = []  # project, encoding, body


class Handler(BaseHTTPRequestHandler):
    """Keeps connections, as an ingest does."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Keep the body as it came."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        bodies.append((self.path.split("/")[2], self.headers.get("Content-Encoding", ""), body))
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")  # one packet

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def counts() -> dict[str, dict[str, int]]:
    """Return of each project how many items of each type came since this was last asked, and `bytes`."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for project, encoding, body in bodies:
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(body)
        lines = plain.split(b"\n")
        found[project].update(json.loads(line)["type"] for line in lines[1::2] if line)
        found[project]["bytes"] += len(body)
    bodies.clear()
    return found


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    for _ in sys.stdin:
        print(json.dumps(counts()), flush=True)
