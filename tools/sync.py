"""Bring changes made in a baked service back into the template.

Work happens in ``build/demo``, because cookiecutter copies directories whole: an installed
``node_modules`` inside the template folder would be baked into every service. This copies back
the files that git does not ignore there. Answer files, which hold Jinja, are edited in the
template itself; a change to one is reported, never copied.

Usage: python tools/sync.py [SERVICE_FOLDER]   (default: build/demo)
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "{{cookiecutter.project_slug}}"


def copied_patterns() -> list[str]:
    """Return the patterns of the paths that cookiecutter copies unrendered."""
    answers = json.loads((ROOT / "cookiecutter.json").read_text())
    return list(answers["_copy_without_render"])


def is_copied(path: str, patterns: list[str]) -> bool:
    """Tell whether ``path`` (relative, POSIX) is copied as it is rather than rendered."""
    parts = path.split("/")
    heads = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return any(fnmatch(head, pattern) for head in heads for pattern in patterns)


def listed_files(folder: Path) -> set[str]:
    """Return the files below ``folder`` that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return {path for path in output.split("\0") if path and (folder / path).is_file()}


def main(service: Path) -> int:
    """Copy new and changed files back, remove deleted ones, and say what was done."""
    if not (service / ".git").is_dir():
        print(f"sync: {service} is no git repository; bake a service there with `make bake`.")
        return 1
    patterns = copied_patterns()
    there = {path for path in listed_files(service) if is_copied(path, patterns)}
    here = {path for path in listed_files(TEMPLATE) if is_copied(path, patterns)}
    for path in sorted(there):
        source, target = service / path, TEMPLATE / path
        if target.is_file() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        print(f"copied   {path}")
    for path in sorted(here - there):
        (TEMPLATE / path).unlink()
        print(f"removed  {path}")
    for path in sorted(listed_files(service) - there):
        if not (TEMPLATE / path).is_file():
            print(f"left     {path}: neither copied nor an answer file; name it in cookiecutter.json")
    return 0


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "demo"
    sys.exit(main(folder.resolve()))
