"""A build is done again only when something that it reads has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dev.build import is_current


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a service that was built after its sources were written."""
    for name in (
        "frontend/src/app/page.tsx",
        "frontend/package.json",
        "frontend/tests/page.test.ts",
        "frontend/.next/BUILD_ID",
        "phi/policy.json",
        "service.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for path in tmp_path.rglob("*"):
        os.utime(path, (1000, 1000))
    os.utime(tmp_path / "frontend/.next/BUILD_ID", (2000, 2000))
    return tmp_path


def test_a_build_that_saw_everything_is_current(root: Path) -> None:
    assert is_current(root)


@pytest.mark.parametrize(
    "changed",
    ["frontend/src/app/page.tsx", "frontend/package.json", "phi/policy.json", "service.json"],
)
def test_a_changed_source_asks_for_a_build(root: Path, changed: str) -> None:
    os.utime(root / changed, (3000, 3000))
    assert not is_current(root)


def test_a_deleted_source_asks_for_a_build(root: Path) -> None:
    (root / "frontend/src/app/page.tsx").unlink()
    assert not is_current(root)


def test_a_changed_test_does_not(root: Path) -> None:
    os.utime(root / "frontend/tests/page.test.ts", (3000, 3000))
    assert is_current(root)


def test_without_a_build_one_is_needed(root: Path) -> None:
    (root / "frontend/.next/BUILD_ID").unlink()
    assert not is_current(root)
