"""A program that serves, has children, hangs or dies, as test_runner.py asks."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import time

mode, argument = sys.argv[1], sys.argv[2]
if mode == "child":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
if mode == "serve":
    handler = http.server.SimpleHTTPRequestHandler
    http.server.ThreadingHTTPServer(("127.0.0.1", int(argument)), handler).serve_forever()
if mode == "family":  # like a worker that is killed before it could end its pool
    for _ in range(2):
        subprocess.Popen([sys.executable, __file__, "child", argument])
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    sys.stdout.write("pool is up\n")
    sys.stdout.flush()
    time.sleep(600)
if mode == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.stdout.write("pool is up\n")
    sys.stdout.flush()
    time.sleep(600)
if mode == "die":
    sys.stdout.write("first line\nno such table: patients\n")
    sys.exit(3)
if mode == "mute":
    sys.stdout.write("still thinking\n")
    sys.stdout.flush()
    time.sleep(600)
