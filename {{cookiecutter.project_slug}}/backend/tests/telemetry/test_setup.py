"""The door: what it refuses, and that every collection switch is off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk import data_collection

from observability import setup

BACKEND = Path(setup.__file__).resolve().parent.parent

START = """
import logging, sys, warnings
warnings.simplefilter("error")
from pathlib import Path
from observability import setup
setup.start(dsn=sys.argv[1], environment="staging", release="1.2.3",
            traces_sample_rate=1.0, backend_root=Path.cwd())
import sentry_sdk
client = sentry_sdk.get_client()
print(type(client.transport).__name__, client.is_active())
"""


def test_every_switch_that_the_sdk_knows_is_named() -> None:
    known = set(data_collection._resolve_explicit({})) - {"provided_by_user"}
    assert set(setup.NOTHING_COLLECTED) == known


def test_every_switch_is_off() -> None:
    resolved = data_collection._resolve_explicit(setup.NOTHING_COLLECTED)
    resolved.pop("provided_by_user")  # type: ignore[misc]

    def is_off(value: object) -> bool:
        if isinstance(value, dict):
            return value == {"mode": "off"} or all(is_off(part) for part in value.values())
        return not value

    assert [key for key, value in resolved.items() if not is_off(value)] == []


@pytest.mark.parametrize("name", setup.BYPASS_VARIABLES)
def test_bypass_variables_are_refused_by_name(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        setup.refuse_bypasses({name: "1"})


def test_empty_bypass_variables_are_fine() -> None:
    setup.refuse_bypasses(dict.fromkeys(setup.BYPASS_VARIABLES, ""))


@pytest.mark.parametrize(
    ("dsn", "printed"),
    [("", "NoneType False"), ("http://public@127.0.0.1:9/1", "GateTransport True")],
)
def test_start_in_a_process_of_its_own(dsn: str, printed: str) -> None:
    environment = {"PATH": os.environ["PATH"], "SENTRY_DSN": "http://other@127.0.0.1:9/2"}
    result = subprocess.run(
        [sys.executable, "-c", START, dsn],
        cwd=BACKEND,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert result.stdout.strip() == printed
    assert result.stderr == ""
