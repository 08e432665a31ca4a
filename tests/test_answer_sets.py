"""Services baked with whole sets of answers pass their own checks; they share the default one's packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from baking import ANSWER_SETS, bake_set, make

pytestmark = [pytest.mark.slow, pytest.mark.service]


@pytest.mark.parametrize("name", [name for name in ANSWER_SETS if name != "odd-but-legal"])
def test_an_answer_set_passes_its_own_check(name: str, installed: Path, tmp_path: Path) -> None:
    """All but lint, rows and servers, on which no answer bears that the odd service does not give."""
    service = bake_set(name, tmp_path, installed)
    make(service, "setup", "test-python", "test-web", "verify", "ROWS=0", seconds=1500, log=tmp_path / "check.log")
