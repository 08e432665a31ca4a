"""Run the whole service on this machine: `python -m dev.up [--built]`. Ctrl-C stops it."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from dev.build import build, is_current
from dev.environment import ROOT, completed, for_make_dev, service_answers, var_folder
from dev.health import Program
from dev.preflight import problems
from dev.runner import Interrupted, interruptible, run, run_step, say

CONFIGURATION = Path(__file__).with_name("supervisord.conf")
MIGRATE = ("migrate", "--no-input", "--verbosity", "0")
SEED = ("seed", "--verbosity", "0")


def programs(environment: Mapping[str, str]) -> list[Program]:
    """Return what must answer before the service counts as running."""
    return [
        Program("sink", url=f"http://127.0.0.1:{environment['SINK_PORT']}/healthz"),
        Program("api", url=f"http://127.0.0.1:{environment['API_PORT']}/readyz"),
        Program("worker", log_says=" ready."),
        Program("beat", log_says="beat: Starting..."),
        Program("web", url=f"http://127.0.0.1:{environment['WEB_PORT']}/healthz"),
    ]


def table(environment: Mapping[str, str], logs: Path, seconds: float) -> list[str]:
    """Return the lines that tell a person where everything is."""
    answers = service_answers()
    web, api = environment["WEB_ORIGIN"], environment["API_URL"]
    viewer = f"http://127.0.0.1:{environment['SINK_PORT']}"
    elsewhere = [
        name
        for name in (answers["variables"]["backend_dsn"], answers["variables"]["frontend_dsn"])
        if not environment[name].startswith(f"http://public@127.0.0.1:{environment['SINK_PORT']}/")
    ]
    note = f"  ({' and '.join(elsewhere)} set: sent there, not here)" if elsewhere else ""
    shown = logs.relative_to(ROOT) if logs.is_relative_to(ROOT) else logs
    rows = [
        ("Web app", web),
        ("Sentry check", f"{web}/sentry-check"),
        ("Local viewer", f"{viewer}/{note}"),
        ("API schema", f"{api}/api/schema/"),
        ("Admin", f"{api}/admin/"),
        ("Sign in as", "demo / demo-clinic"),
        ("Logs", f"{shown}/"),
    ]
    lines = [f"  {label:<14}{value}" for label, value in rows]
    head = f"{answers['name']} is running (after {seconds:.0f} s)."
    return ["", head, "", *lines, "", "Ctrl-C stops everything."]


def _step(what: str, status: int, output: str) -> bool:
    """Say what went wrong in a step, if anything did, and what it warned of."""
    if status == 0:
        for line in warnings(output):
            say(line)
        return True
    for line in reason(what, output):
        say(line)
    return False


def warnings(output: str) -> list[str]:
    """Return what a step warned of, each line once: what production would refuse."""
    lines = (line.strip() for line in output.splitlines())
    return list(dict.fromkeys(line for line in lines if line.startswith("WARNING ")))


def reason(what: str, output: str) -> list[str]:
    """Return the lines that a person needs of what a failed step printed.

    Settings refuse in one line of their own; of a traceback only the last line is the reason.
    """
    lines = [line for line in output.strip().splitlines() if line.strip()]
    refused = [line for line in lines if line.startswith("Not started: ")]
    if refused:
        return refused[:1]
    if any(line.startswith("Traceback ") for line in lines):
        last = next((line for line in reversed(lines) if re.match(r"[\w.]+: ", line)), lines[-1])
        return [f"{what} failed: {last}"]
    return [f"{what} failed:", *(f"  {line}" for line in lines[-15:])]


def _start(*, built: bool) -> int:
    begin = time.monotonic()
    given = for_make_dev()
    found = problems(ROOT, given)
    if found:
        for line in found:
            say(line)
        return 1
    environment = completed(given)
    node = shutil.which("node", path=environment.get("PATH")) or "node"
    logs = var_folder(ROOT, environment) / "log"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment |= {
        "RUN_ROOT": str(ROOT),
        "RUN_PYTHON": shlex.quote(sys.executable),
        "RUN_NODE": shlex.quote(node),
        "RUN_NEXT": "start" if built else "dev",
        "RUN_GUNICORN": "--workers 2" if built else "--workers 1 --reload",
    }
    if built and not is_current(ROOT):
        say("Building the web app …")
        if not _step("next build", *build(ROOT, node, environment, logs)):
            return 1
    say("Preparing the database …")
    # The viewer is not up yet, and what fails here is told right here.
    untold = {**environment, service_answers()["variables"]["backend_dsn"]: ""}
    for command in (MIGRATE, SEED):
        manage = [sys.executable, "manage.py", *command]
        status, output = run_step(manage, ROOT / "backend", untold)
        # All of them warn of the same; the first says it.
        told = output if command is MIGRATE or status else ""
        if not _step(f"manage.py {command[0]}", status, told):
            return 1
    say("Starting …")

    def when_ready() -> None:
        for line in table(environment, logs, time.monotonic() - begin):
            say(line)

    return run(CONFIGURATION, environment, logs, programs(environment), when_ready)


def main(arguments: list[str] | None = None) -> int:
    """Start everything and stay until it ends."""
    parser = argparse.ArgumentParser(prog="python -m dev.up", description=__doc__)
    parser.add_argument(
        "--built", action="store_true", help="next build, next start: as production"
    )
    options = parser.parse_args(arguments)
    with interruptible():
        try:
            return _start(built=options.built)
        except Interrupted:
            say("\nStopped.")
            return 0


if __name__ == "__main__":
    sys.exit(main())
