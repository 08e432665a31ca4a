"""A copy of the service in which the test-only parts are linked in: below var/, never in a build.

The Next segment lives in frontend/canaries/, where no build looks; only this copy has it in src/.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from e2e.stack import ROOT

COPY = ROOT / "var/canaries/service"
PARTS = ("backend", "dev", "sink", "phi", "frontend", "service.json")
OVERLAY = Path("canaries/src")
_MADE = ("node_modules", ".next", "__pycache__", "coverage", "next-env.d.ts")
_NOT_RUN = ("tests", "vitest.config.ts")
_IGNORED = shutil.ignore_patterns(*_MADE, "*.tsbuildinfo", *_NOT_RUN)


def _files(root: Path) -> Iterator[Path]:
    for part in PARTS:
        if (root / part).is_file():
            yield root / part
            continue
        for folder, names, files in os.walk(root / part):
            names[:] = sorted(name for name in names if name not in (*_MADE, *_NOT_RUN))
            yield from (Path(folder) / name for name in sorted(files))


def fingerprint(root: Path = ROOT) -> str:
    """Return a hash of everything that the copy is made of."""
    digest = hashlib.sha256()
    for file in _files(root):
        if file.suffix not in (".pyc", ".tsbuildinfo") and file.name != "next-env.d.ts":
            digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _link_packages(source: Path, target: Path, lock: Path) -> None:
    """Give the copy its packages without copying bytes; a link would lead out of its root."""
    seen = target.with_name(".packages")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if target.is_dir() and seen.is_file() and seen.read_text() == wanted:
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=os.link, symlinks=True)
    seen.write_text(wanted)


def _overlay() -> None:
    """Lay the test-only parts over the copy; of what they name ``.own`` the original stays."""
    source, target = ROOT / "frontend" / OVERLAY, COPY / "frontend/src"
    for declared in source.rglob("*.own.d.ts"):
        name = declared.name.removesuffix(".own.d.ts")
        folder = target / declared.parent.relative_to(source)
        (own,) = (path for path in folder.glob(f"{name}.ts*") if path.suffix in (".ts", ".tsx"))
        own.rename(own.with_name(f"{name}.own{own.suffix}"))
    shutil.copytree(source, target, dirs_exist_ok=True)


@lru_cache(maxsize=1)
def prepared() -> Path:
    """Return the copy's root, brought up to date once; `next build` is the stack's own business."""
    wanted, stamp = fingerprint(), COPY / ".fingerprint"
    if stamp.is_file() and stamp.read_text() == wanted:
        return COPY
    COPY.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    kept = {COPY / "frontend" / name for name in ("node_modules", ".packages")}
    for part in PARTS:
        target = COPY / part
        if target.is_dir():
            for child in target.iterdir():
                if child not in kept:
                    shutil.rmtree(child) if child.is_dir() else child.unlink()
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target, ignore=_IGNORED, dirs_exist_ok=True)
        else:
            shutil.copy2(ROOT / part, target)
    _overlay()
    lock = ROOT / "frontend/package-lock.json"
    _link_packages(ROOT / "frontend/node_modules", COPY / "frontend/node_modules", lock)
    stamp.write_text(wanted)
    return COPY
