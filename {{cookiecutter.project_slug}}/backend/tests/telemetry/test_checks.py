"""Start-up checks: what they find, and that production refuses to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from observability import checks, gate, policy, switch
from tests.processes import BACKEND, MANAGE, run

SERVICE = json.loads((BACKEND.parent / "service.json").read_text(encoding="utf-8"))
ENVIRONMENT = SERVICE["variables"]["environment"]
DSN = SERVICE["variables"]["backend_dsn"]
PRODUCTION = {ENVIRONMENT: "production", "CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}
CHECK = [*MANAGE, "check", "--tag", "telemetry"]


@pytest.fixture(autouse=True)
def other_tests_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not count the clients that other tests have made in this process."""
    monkeypatch.setattr(gate, "made", lambda: 0)


def test_a_service_as_it_is_has_no_problems() -> None:
    assert checks.problems({}) == []


@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_ENDPOINT", "DD_API_KEY", "NEW_RELIC_CONFIG"])
def test_variables_of_foreign_agents(name: str) -> None:
    (line,) = checks.problems({name: "hunter2"})
    assert line.startswith(f"{name} is set")
    assert "hunter2" not in line
    assert checks.problems({name: ""}) == []


def test_a_loaded_foreign_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ddtrace", sys)
    (line,) = checks.problems({})
    assert line.startswith("The module ddtrace is loaded")


def test_a_wrong_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "problem", lambda: "phi/policy.json: telemetry is missing.")
    assert checks.problems({}) == ["phi/policy.json: telemetry is missing."]


START = """
import sys
from pathlib import Path
import sentry_sdk
from sentry_sdk.transport import HttpTransport
from observability import checks, setup
setup.start(dsn="http://public@127.0.0.1:9/1", environment="staging", release="1.2.3",
            traces_sample_rate=1.0, backend_root=Path.cwd())
client = sentry_sdk.get_client()
assert checks.problems({}) == [], checks.problems({})
CHANGE
print("\\n".join(checks.problems({})))
"""
CHANGES = {
    "client.transport = HttpTransport(client.options)": "Sentry's transport is not the gate",
    "client.spotlight = object()": "Spotlight is on",
    "client.options['debug'] = True": "Sentry's option debug was changed",
    "client.options['trace_propagation_targets'] = ['.*']": "trace_propagation_targets was changed",
    "client.options['data_collection']['queues'] = True": "data_collection was changed",
    "client.integrations['otlp'] = object()": "Sentry's integration otlp is active",
    "sentry_sdk.init(dsn=client.dsn)": "Sentry was initialised more than once",
    "sentry_sdk.client.make_transport = lambda options: None": "The seal on Sentry's transports",
    (
        "second = sentry_sdk.Client(dsn=client.dsn);"
        "second.transport = HttpTransport(client.options);"
        "sentry_sdk.get_current_scope().set_client(second)"
    ): "Sentry's transport is not the gate",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_done_to_sentry_is_found(change: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START.replace("CHANGE", change)],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert CHANGES[change] in done.stdout


def test_production_refuses_in_one_line(tmp_path: Path) -> None:
    done = run(CHECK, VAR_DIR=str(tmp_path), DD_API_KEY="hunter2", **PRODUCTION)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("Not started: DD_API_KEY is set")
    assert "hunter2" not in line


def test_development_warns(tmp_path: Path) -> None:
    done = run(CHECK, VAR_DIR=str(tmp_path), DD_API_KEY="hunter2")
    assert done.returncode == 0
    assert done.stderr.count("In production this is refused: DD_API_KEY is set") == 1
    assert "hunter2" not in done.stderr


def test_an_app_that_initialises_sentry_again_is_refused(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "__init__.py").write_text(
        "import sentry_sdk\nsentry_sdk.init(dsn='http://public@127.0.0.1:9/1')\n"
    )
    (tmp_path / "with_again.py").write_text(
        "from config.settings import *\nINSTALLED_APPS = ['again', *INSTALLED_APPS]\n"
    )
    done = run(
        [sys.executable, "-m", "django", "check"],
        VAR_DIR=str(tmp_path / "var"),
        PYTHONPATH=f"{tmp_path}{os.pathsep}{BACKEND}",
        DJANGO_SETTINGS_MODULE="with_again",
        **(PRODUCTION | {DSN: "http://public@127.0.0.1:9/1"}),
    )
    assert done.returncode == 3, done.stderr
    assert "Not started: Sentry was initialised more than once" in done.stderr


def test_the_command_turns_the_switch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.delenv("TELEMETRY_OFF", raising=False)
    switch.forget()
    for do, said, is_off in (
        ("status", "Telemetry is on.", False),
        ("off", "Telemetry is off: nothing is sent", True),
        ("status", "Telemetry is off: nothing is sent", True),
        ("on", "Telemetry is on.", False),
    ):
        call_command("telemetry", do)
        assert capsys.readouterr().out.startswith(said)
        assert switch.off() is is_off
    monkeypatch.setenv("TELEMETRY_OFF", "1")
    call_command("telemetry", "on")
    assert capsys.readouterr().out.startswith("Telemetry is off: TELEMETRY_OFF is set")
    switch.forget()
