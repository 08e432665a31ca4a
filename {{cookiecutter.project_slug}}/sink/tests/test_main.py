"""The command line, and the real SDK against the real program."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SENDER = """
import sentry_sdk, sys
sentry_sdk.init(dsn=sys.argv[1], release="0.0.0", default_integrations=False)
try:
    1 / 0
except ZeroDivisionError as error:
    sentry_sdk.capture_exception(error)
sentry_sdk.flush(5)
"""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--host", "0.0.0.0"], "it listens on 127.0.0.1 only"),  # noqa: S104
        (["--host", "::"], "it listens on 127.0.0.1 only"),
        (["--port", "eighty"], "a port is a whole number"),
        (["--port", "70000"], "a port is a whole number"),
    ],
)
def test_wrong_arguments_are_refused(arguments: list[str], line: str) -> None:
    command = [sys.executable, "-m", "sink", *arguments]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert line in refused.stderr


def test_the_sdk_posts_to_an_ordinary_dsn() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sink", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as sink:
        try:
            base = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 15
            while time.monotonic() < deadline:
                try:
                    urllib.request.urlopen(f"{base}/healthz", timeout=1).close()  # noqa: S310
                    break
                except OSError:
                    time.sleep(0.05)
            clean = {
                name: value for name, value in os.environ.items() if not name.startswith("SENTRY_")
            }
            dsn = f"http://public@127.0.0.1:{port}/1"
            subprocess.run([sys.executable, "-c", SENDER, dsn], check=True, timeout=30, env=clean)
            with urllib.request.urlopen(f"{base}/records", timeout=5) as answer:  # noqa: S310
                records = json.load(answer)["records"]
        finally:
            sink.terminate()
            assert sink.wait(5) is not None
    items = [item for record in records for item in record["envelope"]["items"]]
    (event,) = [item["json"] for item in items if item["headers"]["type"] == "event"]
    assert event["exception"]["values"][0]["type"] == "ZeroDivisionError"
