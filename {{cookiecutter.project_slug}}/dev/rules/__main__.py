"""Run the rules: `python -m dev.rules [FILE…]`, without files over all of the service's Python."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Final

from dev.rules import blind_except, celery_tasks, default_pii, log_messages

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDERS: Final = ("backend", "capture", "dev", "sink")
# Tests, and apps that only tests load, fail on purpose.
LEFT_OUT: Final = frozenset({"tests", "canaries", "failures"})
RULES: Final = (
    blind_except.problems,
    celery_tasks.problems,
    default_pii.problems,
    log_messages.problems,
)


def found(path: Path) -> list[str]:
    """Return what is wrong in a file, a line each."""
    text = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(text, str(path)), text.splitlines()
    problems = sorted(problem for rule in RULES for problem in rule(tree))
    return [f"{path}:{line}: {said}" for line, said in problems if not _excused(lines[line - 1])]


def _excused(line: str) -> bool:
    # The one rule that stands for a linter's has that one's way to say why not.
    return f"# noqa: {blind_except.CODE} - " in line


def files(root: Path) -> list[Path]:
    """Return the files that the rules are for."""
    every = [path for folder in FOLDERS for path in (root / folder).rglob("*.py")]
    return sorted(path for path in every if not LEFT_OUT & set(path.relative_to(root).parts))


def main(arguments: list[str]) -> int:
    """Print what is wrong; return 1 if something is."""
    chosen = [Path(one) for one in arguments] or files(ROOT)
    lines = [line for path in chosen for line in found(path)]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
