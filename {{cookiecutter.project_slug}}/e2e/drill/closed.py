"""Run a command where no network is: `python -m e2e.drill.closed -- CMD…`.

A namespace of its own holds this machine's loopback and nothing else, so that every attempt to
reach another host fails, and is counted by the kernel. Where that is not allowed the command runs
all the same, and knows why it is not closed: the report says so.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from e2e.browser import VARIABLE, NoBrowserError, find_chromium

CLOSED = "DRILL_EGRESS_CLOSED"  # "1", or why it is not
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _SIOCSIFADDR, _IFF_UP = 0x8913, 0x8914, 0x8916, 1
# Chromium asks the kernel for a route to this address, sends nothing, and so knows whether there is
# IPv6. Here it is this machine's own, so that the question counts as no attempt.
_PROBED_BY_CHROMIUM = "2001:4860:4860::8888"
_COUNTERS = (("/proc/net/snmp", "Ip"), ("/proc/net/snmp6", "Ip6OutNoRoutes"))


def _namespace() -> list[str]:
    """Return what runs a command in a network namespace as the same user."""
    as_user = [] if os.geteuid() == 0 else ["--map-current-user", "--keep-caps"]
    return ["unshare", *as_user, "--net"]


def why_not() -> str:
    """Return why this machine gives no network namespace; nothing if it does."""
    if shutil.which("unshare") is None:
        return "there is no `unshare` here (Linux with util-linux has it)"
    inside = [*_namespace(), sys.executable, "-m", "e2e.drill.closed", "--probe"]
    tried = subprocess.run(inside, capture_output=True, text=True, check=False)
    said = (tried.stderr.strip().splitlines() or ["unshare failed"])[-1]
    return "" if tried.returncode == 0 else f"no network namespace is allowed here ({said})"


def loopback_up() -> None:
    """Switch on this namespace's 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(asked, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(asked, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))
    address = socket.inet_pton(socket.AF_INET6, _PROBED_BY_CHROMIUM)
    given = struct.pack("16sIi", address, 128, socket.if_nametoindex("lo"))
    # Where the kernel has no IPv6 there is no probe either.
    with suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, _SIOCSIFADDR, given)


def attempts() -> int:
    """Return how often something in this namespace has tried to reach another host."""
    found = 0
    for file, name in _COUNTERS:
        path = Path(file)
        rows = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        of_name = [row for row in rows if row and row[0].rstrip(":") == name]
        if name == "Ip":
            heads, values = of_name
            found += int(values[heads.index("OutNoRoutes")])
        else:
            found += sum(int(row[1]) for row in of_name)
    return found


def main(arguments: list[str]) -> int:
    """Run the command, closed in if that is possible; return its exit code."""
    if arguments == ["--probe"]:
        loopback_up()
        return 0
    if arguments[:1] == ["--inside"]:
        loopback_up()
        return subprocess.run(
            arguments[1:], env={**os.environ, CLOSED: "1"}, check=False
        ).returncode
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    environment = dict(os.environ)
    try:
        # A browser may have to be fetched, which needs the network.
        environment[VARIABLE] = find_chromium()
    except NoBrowserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    reason = why_not()
    if reason:
        sys.stderr.write(f"Egress is not closed: {reason}. The drill runs with it open.\n")
        return subprocess.run(command, env={**environment, CLOSED: reason}, check=False).returncode
    inside = [*_namespace(), sys.executable, "-m", "e2e.drill.closed", "--inside", *command]
    return subprocess.run(inside, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
