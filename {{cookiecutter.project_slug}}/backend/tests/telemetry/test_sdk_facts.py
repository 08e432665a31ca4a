"""The installed SDK is the one that the gate was written against.

An SDK that puts something new somewhere, sends another type of item, or has another option,
default or variable fails here; `sdk_facts` says how to go on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from observability import losses, setup
from tests.processes import BACKEND

GOLDEN = json.loads(Path(__file__).with_name("sdk_facts.json").read_text(encoding="utf-8"))
# Read by the SDK, and of no harm: they choose what the door sets, or where certificates lie.
HARMLESS = {
    "SENTRY_DSN",
    "SENTRY_ENVIRONMENT",
    "SENTRY_KEEP_ALIVE",
    "SENTRY_RELEASE",
    "SENTRY_SPOTLIGHT_MIDDLEWARE",
    "SENTRY_SPOTLIGHT_ON_ERROR",
    "SENTRY_USE_ENVIRONMENT",
    "SUBPROCESS_",
}


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.telemetry.sdk_facts"],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", GOLDEN)
def test_facts_are_as_they_were(facts: dict[str, Any], name: str) -> None:
    assert facts[name] == GOLDEN[name]


def test_no_fact_is_missing(facts: dict[str, Any]) -> None:
    assert set(facts) == set(GOLDEN)


def test_every_item_type_has_a_decision() -> None:
    assert set(GOLDEN["item types"]) <= losses.ITEM_TYPES


def test_every_variable_has_a_decision() -> None:
    assert set(GOLDEN["environment"]) <= HARMLESS | set(setup.BYPASS_VARIABLES)
