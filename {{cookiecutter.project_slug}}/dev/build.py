"""`next build`, only when something that it reads is newer than the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dev.runner import run_step

_NOT_SOURCES = {
    "node_modules",
    ".next",
    ".maps",
    "tests",
    "coverage",
    "next-env.d.ts",
    "tsconfig.tsbuildinfo",
}


def _sources(root: Path) -> Iterator[Path]:
    """Yield all that a build depends on; folders too, whose time tells of deleted files."""
    for entry in (root / "frontend").iterdir():
        if entry.name in _NOT_SOURCES:
            continue
        yield entry
        if entry.is_dir():
            yield from entry.rglob("*")
    yield from (root / "phi").rglob("*")
    yield root / "service.json"


def is_current(root: Path) -> bool:
    """Tell whether the last build has seen every source as it is now."""
    built = root / "frontend/.next/BUILD_ID"
    if not built.is_file():
        return False
    when = built.stat().st_mtime
    return all(path.stat().st_mtime <= when for path in _sources(root))


def build(root: Path, node: str, environment: Mapping[str, str], logs: Path) -> tuple[int, str]:
    """Build the web app; return the exit code and what was printed."""
    command = [node, "node_modules/next/dist/bin/next", "build"]
    return run_step(command, root / "frontend", environment, logs / "build.log")
