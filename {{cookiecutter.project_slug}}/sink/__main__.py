"""Run the sink: ``python -m sink [--port 8969]``. It listens on this machine only."""

from __future__ import annotations

import argparse
import os
import sys

import uvicorn

from sink.app import build

LOOPBACK = "127.0.0.1"


def _host(text: str) -> str:
    if text != LOOPBACK:
        why = "the sink keeps what it receives readable"
        msg = f"{text!r} given; {why}, so it listens on {LOOPBACK} only"
        raise argparse.ArgumentTypeError(msg)
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        accepted = "a port is a whole number, 1 to 65535 (SINK_PORT)"
        msg = f"{text!r} given; {accepted}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m sink", description=__doc__)
    parser.add_argument("--host", type=_host, default=LOOPBACK)
    parser.add_argument("--port", type=_port, default=os.environ.get("SINK_PORT") or "8969")
    options = parser.parse_args(arguments)
    # No access log: the paths of hostile requests do not belong on a terminal.
    uvicorn.run(
        build(), host=options.host, port=options.port, access_log=False, log_level="warning"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
