"""A copy of build/demo with the intake desk laid over it: the exceptions are the service's own code there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exceptions.catalogue import HERE

ROOT: Final = HERE.parent.parent
DEMO: Final = ROOT / "build/demo"
COPY: Final = ROOT / "build/exceptions/service"
OVERLAY: Final = HERE / "service"
PARTS: Final = ("backend", "dev", "frontend", "phi", "service.json", "sink")
_MADE: Final = ("node_modules", ".next", ".packages", "__pycache__", "coverage", "next-env.d.ts", "tests", "canaries")
_LEFT_OUT: Final = shutil.ignore_patterns(*_MADE, "*.tsbuildinfo")


def _files(root: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    for part in parts:
        if (root / part).is_file():
            yield root / part
        for folder, names, files in os.walk(root / part):
            names[:] = sorted(name for name in names if name not in _MADE)
            yield from (Path(folder) / name for name in sorted(files) if not name.endswith((".pyc", ".tsbuildinfo")))


def fingerprint() -> str:
    """Return a hash of everything that the copy is made of."""
    digest = hashlib.sha256()
    for root, parts in ((DEMO, PARTS), (OVERLAY, ("backend", "frontend"))):
        for file in _files(root, parts):
            if file.name not in _MADE:
                digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _link_packages() -> None:
    source, target = DEMO / "frontend/node_modules", COPY / "frontend/node_modules"
    wanted = hashlib.sha256((DEMO / "frontend/package-lock.json").read_bytes()).hexdigest()
    stamp = target.with_name(".packages")
    if not (target.is_dir() and stamp.is_file() and stamp.read_text() == wanted):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, copy_function=os.link, symlinks=True)
        stamp.write_text(wanted)


def _gather_words() -> None:
    """Build the list of the service's own words anew, as a team does after a change of its source (`make words`)."""
    subprocess.run([sys.executable, "-m", "dev.words"], cwd=COPY, check=True, stdout=subprocess.DEVNULL)


def prepared() -> Path:
    """Return the copy's root, brought up to date."""
    wanted, stamp = fingerprint(), COPY / ".fingerprint"
    if stamp.is_file() and stamp.read_text() == wanted:
        return COPY
    COPY.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for part in PARTS:
        source, target = DEMO / part, COPY / part
        if source.is_file():
            shutil.copy2(source, target)
            continue
        for child in target.iterdir() if target.is_dir() else ():
            if child.name not in ("node_modules", ".packages"):
                shutil.rmtree(child) if child.is_dir() else child.unlink()
        shutil.copytree(source, target, ignore=_LEFT_OUT, dirs_exist_ok=True)
    for part in ("backend", "frontend"):
        shutil.copytree(OVERLAY / part, COPY / part, ignore=_LEFT_OUT, dirs_exist_ok=True)
    _link_packages()
    _gather_words()
    stamp.write_text(wanted)
    return COPY
