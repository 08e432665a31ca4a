"""Patients' names in a source tree, read by `make words`: what it learns is what the drill runs with."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.canary_service import COPY, prepared
from e2e.kinds import Mint
from e2e.stack import ROOT

_READ = ("backend", "dev", "phi", "frontend/src", "frontend/package-lock.json", "service.json")
_LISTS = ("own.txt", "packages.txt", "words.lock.json")
_RUNTIME = "django"
# Where a name is written, the file, and the line that holds it.
WRITTEN: dict[str, tuple[str, Callable[[str], str]]] = {
    "a seed": (
        "backend/patients/management/commands/seed_more.py",
        lambda name: f'raise ValueError("{name}")',
    ),
    "a migration": (
        "backend/patients/migrations/0900_more.py",
        lambda name: f'raise ValueError("{name}")',
    ),
    "a fixture": ("backend/patients/fixtures/people.json", lambda name: f'["{name}"]'),
    "a test": ("backend/tests/test_more.py", lambda name: f'raise ValueError("{name}")'),
    "a choice of a model": (
        "backend/patients/choices_more.py",
        lambda name: f'CHOICES = [("x", "{name}")]',
    ),
    "a default value": (
        "backend/patients/defaults_more.py",
        lambda name: f'doctor = {{"name": "{name}"}}',
    ),
    "a comment": ("backend/patients/comment_more.py", lambda name: f"# {name} was here"),
    "a docstring": ("backend/patients/docstring_more.py", lambda name: f'"""{name} was here."""'),
    "a catalogue of texts": (
        "frontend/src/locales/en.ts",
        lambda name: f'throw new Error("{name}");',
    ),
    "a story": ("frontend/src/app/page.stories.tsx", lambda name: f'throw new Error("{name}");'),
    "a test of the web app": (
        "frontend/src/app/page.test.tsx",
        lambda name: f'throw new Error("{name}");',
    ),
    "a text of a page": (
        "frontend/src/app/more.tsx",
        lambda name: f"export const More = () => <p>{name}</p>;",
    ),
}


def place_of(where: str) -> str:
    """Return the name of the place in backend/canaries/gathered.py."""
    return f"name in {where}, gathered: error's text"


def _copied(folder: Path) -> None:
    for part in _READ:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)


def gather(mint: Mint, folder: Path) -> None:
    """Write names into a copy of the source tree in ``folder``, and have its words gathered."""
    _copied(folder)
    for where, (file, line) in WRITTEN.items():
        name = mint.keep(f"{_RUNTIME} {place_of(where)}", "name").text
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(line(name) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "dev.words"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"make words failed in a copy of the source: {done.stderr.strip()[-500:]}"
        raise AssertionError(message)


@contextmanager
def gathered(mint: Mint) -> Iterator[None]:
    """Let the canaries' copy of the service have the words that were learned of such a tree."""
    with tempfile.TemporaryDirectory(prefix="gathered-") as name:
        gather(mint, Path(name))
        prepared()
        theirs = COPY / "phi/words"
        held = {file: (theirs / file).read_bytes() for file in _LISTS}
        for file in _LISTS:
            shutil.copyfile(Path(name) / "phi/words" / file, theirs / file)
        try:
            yield
        finally:
            for file, content in held.items():
                (theirs / file).write_bytes(content)
