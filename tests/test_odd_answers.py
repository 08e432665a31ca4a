"""A service baked with odd but legal answers passes the same checks as the default one."""

from __future__ import annotations

from pathlib import Path

import pytest
from baking import bake_set, make

pytestmark = [pytest.mark.slow, pytest.mark.service]


def test_odd_but_legal_answers_pass_the_same_checks(installed: Path, tmp_path: Path) -> None:
    service = bake_set("odd-but-legal", tmp_path, installed)
    make(service, "setup", "check", "e2e", seconds=2700, log=tmp_path / "check.log")
