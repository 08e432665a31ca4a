"""Which files of the libraries are read."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_PYTHON: Final = frozenset(
    {"tests", "test", "testing", "idlelib", "lib2to3", "turtledemo", "locale", "site-packages"}
)
# Tables of languages, nations and months, which say where somebody comes from.
_TABLES: Final = frozenset({"global_settings.py", "dates.py", "locale.py", "aliases.py", "LC_MESSAGES"})
_NO_SCRIPT: Final = re.compile(
    r"(?:^|/)(?:esm|types|test|tests|__tests__|umd)/|\.min\.|production|\.profiling\.", re.ASCII
)
# Modules built into Node that are bundles of others, or tables.
_NO_BUILTIN: Final = (
    "internal/deps/cjs-module-lexer",
    "internal/deps/undici/undici",
    "internal/deps/acorn",
    "config",
)


def python(folder: Path) -> Iterator[Path]:
    """Yield the Python files below ``folder`` that a service runs."""
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).parts
        if not (_NO_PYTHON | _TABLES) & set(inside) and not inside[-1].startswith("test_"):
            yield path


def javascript(folder: Path) -> Iterator[Path]:
    """Yield the JavaScript below ``folder`` that runs, without minified and production twins."""
    for path in sorted(folder.rglob("*.js")):
        if path.is_file() and not _NO_SCRIPT.search(path.relative_to(folder).as_posix()):
            yield path


def node_builtins(node: str) -> dict[str, str]:
    """Return the JavaScript that is built into Node, by module name."""
    script = "process.stdout.write(JSON.stringify(process.binding('natives')))"
    command = [node, "--no-deprecation", "-e", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    sources: dict[str, str] = json.loads(done.stdout)
    return {name: text for name, text in sources.items() if not name.startswith(_NO_BUILTIN)}
