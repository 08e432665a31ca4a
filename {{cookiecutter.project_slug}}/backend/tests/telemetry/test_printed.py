"""What is printed holds no text that may be data, whoever prints it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest

import phi
from observability import policy, printed, setup
from patients.models import Patient
from phi.words import Words

BACKEND = Path(setup.__file__).resolve().parent.parent
CANARY = "Mary Johnson 123-45-6789"
logger = logging.getLogger(__name__)

START = """
import asyncio, logging, sys, threading, traceback, warnings
from observability import quiet
quiet.install()
canary = sys.argv[1]

class Failing:
    def __del__(self):
        raise ValueError(canary)

async def forget():
    async def fail():
        raise ValueError(canary)
    asyncio.get_running_loop().create_task(fail())
    await asyncio.sleep(0.01)

def fail():
    raise ValueError(canary)

DRILL
"""

PRINTERS = {
    "uncaught": ("fail()", "ValueError: [text]"),
    "uncaught, with a cause": (
        "try:\n    fail()\nexcept ValueError as error:\n    raise KeyError(canary) from error",
        "which led to:",
    ),
    "uncaught, a group": (
        "raise ExceptionGroup(canary, [ValueError(canary), KeyError(canary)])",
        "in the group:",
    ),
    "in a thread": ("threading.Thread(target=fail).start()", "in a thread"),
    "in __del__": ("Failing()", "nobody could be told"),
    "a warning": ("warnings.warn(canary)", "UserWarning: [text]"),
    "asyncio": ("asyncio.run(forget()); import gc; gc.collect()", "asyncio: Task"),
    "a logger without handlers": ("logging.getLogger().error(canary)", "ERROR root: [text]"),
    "a logger called by data": ("logging.getLogger(canary).error('x')", "ERROR [logger]"),
    "a wrong format": (
        "one = logging.StreamHandler(); logging.getLogger().addHandler(one)\n"
        "logging.error('%d', canary)\nprint('went on')",
        "",
    ),
    "a library's traceback": (
        "try:\n    fail()\nexcept ValueError as error:\n"
        "    traceback.print_exc(); traceback.print_exception(error)",
        "Traceback:\n",
    ),
    "a class called by data": ("raise type(canary, (Exception,), {})(canary)", "[exception]"),
    "a traceback that was kept": (
        "try:\n    fail()\nexcept ValueError as error:\n"
        "    traceback.TracebackException.from_exception(error).print()",
        "Traceback:\n",
    ),
    "exit with a text": ("exit('failed: ' + canary)", "failed: [text]"),
    "a value that argparse refuses": (
        "import argparse\none = argparse.ArgumentParser()\n"
        "one.add_argument('--id', type=int)\none.parse_args(['--id', canary])",
        "invalid int value: '[text] [ssn]'",
    ),
    "a handler of its own": (
        "one = logging.StreamHandler(); one.setFormatter(logging.Formatter('%(message)s'))\n"
        "logging.getLogger().addHandler(one)\n"
        "try:\n    fail()\nexcept ValueError:\n    logging.exception('for %s', canary)",
        "ValueError: [text]",
    ),
    "a handler of its own, to stdout, without a formatter": (
        "logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))\n"
        "logging.warning('for %s', canary); print('went on', file=sys.stderr)",
        "went on",
    ),
    "sys.exit with a text": ("sys.exit('failed: ' + canary)", "failed: [text]"),
    "a management command": (
        "from django.conf import settings; settings.configure()\n"
        "from django.core.management.base import BaseCommand, CommandError\n"
        "class One(BaseCommand):\n    requires_system_checks = []\n"
        "    def handle(self, **options):\n        raise CommandError(canary)\n"
        "One().run_from_argv(['manage.py', 'one'])",
        "CommandError: [text]",
    ),
    "a level that is data": ("logging.getLogger().log(999996789, 'x')", ""),
    "what the printing itself fails at": (
        "class Odd(dict):\n    def get(self, *_):\n        raise RuntimeError(canary)\n"
        "exec('fail()', Odd(fail=fail))",
        "Uncaught exception:\n[exception]",
    ),
    "a file called by data": ("exec(compile('1/0', canary, 'exec'))", "[frame]"),
}


@pytest.mark.parametrize("name", PRINTERS)
def test_nothing_of_the_canary_is_printed(name: str) -> None:
    drill, shown = PRINTERS[name]
    done = subprocess.run(
        [sys.executable, "-c", START.replace("DRILL", drill), CANARY],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert shown in done.stderr
    assert not any(part in done.stdout + done.stderr for part in ("Mary", "Johnson", "6789"))


def test_exit_codes_stay() -> None:
    for status, code in (("3", 3), ("", 0), ("canary", 1)):
        drill = START.replace("DRILL", f"sys.exit({status})")
        done = subprocess.run(
            [sys.executable, "-c", drill, CANARY],
            cwd=BACKEND,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code


def test_a_traceback_written_elsewhere_is_whole(tmp_path: Path) -> None:
    drill = "file = open(canary, 'w')\ntry:\n    fail()\nexcept ValueError:\n"
    drill += "    traceback.print_exc(file=file)\n"
    drill += "    traceback.print_exception(*sys.exc_info(), None, file)"
    target = tmp_path / "kept"
    subprocess.run(
        [sys.executable, "-c", START.replace("DRILL", drill), str(target)],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"]},
        check=True,
        timeout=60,
    )
    assert target.read_text().count(f"ValueError: {target}") == 2


def line_of(caplog: pytest.LogCaptureFixture) -> str:
    return printed.line(caplog.records[-1])


def test_a_line_of_the_code_is_printed_without_its_arguments(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger.error("no room for %s (%5.2f%%)", CANARY, 3.5)
    assert line_of(caplog) == f"ERROR {__name__}: no room for [text] ([text]%)"
    logger.error("no room for " + CANARY)  # noqa: G003 - the place
    assert line_of(caplog).endswith("[text] [ssn]")
    logger.error(f"no room for {CANARY}")  # noqa: G004 - the place
    assert line_of(caplog).endswith("[text] [ssn]")
    logger.log(37, "a constant line")
    assert line_of(caplog) == f"37 {__name__}: a constant line"


def test_a_line_in_a_file_that_is_no_modules_is_text(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.py"
    notes.write_text(f"logger.error({CANARY!r})")
    exec(compile(notes.read_text(), str(notes), "exec"), {"logger": logger})  # noqa: S102
    assert line_of(caplog).endswith("[text] [ssn]")


def test_a_failed_request_is_its_method_route_and_status(
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = f"/api/patients/{CANARY}/".replace(" ", "")
    request = types.SimpleNamespace(method="GET", path_info=path)
    extra = {"status_code": 500, "request": request}
    logger.error("%s: %s", "Internal Server Error", path, extra=extra)
    assert line_of(caplog).endswith("GET /api/patients/{pk}/ was answered with 500")
    request.path_info, request.method = f"/{CANARY}", CANARY
    logger.error("%s: %s", "Internal Server Error", path, extra=extra)
    assert line_of(caplog).endswith("[method] [unrouted] was answered with 500")


def test_no_code_of_an_exception_runs() -> None:
    class TrapError(Exception):
        def __getattribute__(self, name: str) -> object:
            raise AssertionError(name)

        def __str__(self) -> str:
            raise AssertionError

    assert printed.failure(TrapError(CANARY)) == ["[exception]: [text]"]


def test_what_a_live_field_holds_is_not_printed(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words(["Mark", "Young", "not", "found"])
    own = replace(phi.load(free_text="known-words"), words=words)
    monkeypatch.setattr(policy, "current", lambda: own)
    assert printed.text(lambda: "Mark Young not found") == "Mark Young not found"
    patient = Patient(first_name="Mark", last_name="Young")
    logger.error(f"not found: {patient.first_name} Young")  # noqa: G004 - the place
    assert line_of(caplog) == f"ERROR {__name__}: not found: [filtered] [filtered]"
    with pytest.raises(ValueError, match="not found") as failed:
        raise ValueError(f"{patient.first_name} not found")
    assert printed.failure(failed.value)[-1] == "ValueError: [filtered] not found"
