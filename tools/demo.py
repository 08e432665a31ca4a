"""Bake the demo service into build/demo, or bring the one there up to date without losing work.

The folder is also where the service is developed. So what was last baked is committed there, and
a file that differs from that commit as well as from a fresh bake is somebody's unsynced work:
it is named, and nothing is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cookiecutter.main import cookiecutter
from sync import ROOT, listed_files

DEMO = ROOT / "build" / "demo"
IDENTITY = ["-c", "user.name=make bake", "-c", "user.email=bake@localhost", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in ``folder`` and return what it prints."""
    command = ["git", *IDENTITY, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


def committed_files(service: Path) -> dict[str, bytes]:
    """Return path and content of everything in the service's last commit, if there is one."""
    if subprocess.run(
        ["git", "rev-parse", "--quiet", "--verify", "HEAD"], cwd=service, capture_output=True, check=False
    ).returncode:
        return {}
    paths = git(service, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0")
    return {path: git(service, "show", f"HEAD:{path}") for path in paths if path}


def read(folder: Path) -> dict[str, bytes]:
    """Return path and content of the files below ``folder`` that git does not ignore."""
    return {path: (folder / path).read_bytes() for path in listed_files(folder)}


def unsynced(working: dict[str, bytes], baked: dict[str, bytes], fresh: dict[str, bytes]) -> list[str]:
    """Name the files that are neither as they were baked nor as they would be baked now."""
    return sorted(
        path for path in working.keys() | baked.keys() if working.get(path) not in (baked.get(path), fresh.get(path))
    )


def update(service: Path, fresh: Path) -> list[str]:
    """Carry a fresh bake over into ``service``; return the unsynced files that forbid it."""
    working, baked, wanted = read(service), committed_files(service), read(fresh)
    in_the_way = unsynced(working, baked, wanted)
    if in_the_way:
        return in_the_way
    for path in working.keys() - wanted.keys():
        (service / path).unlink()
    for path in sorted(wanted):
        if working.get(path) != wanted[path]:
            (service / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(fresh / path, service / path)
    return []


def bake(service: Path) -> int:
    """Bake ``service``, or update it, and commit what was baked; return the exit code."""
    service.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=service.parent, prefix=".bake-") as scratch:
        fresh = Path(
            cookiecutter(
                str(ROOT),
                no_input=True,
                output_dir=scratch,
                default_config=True,
                # Every request is traced, so that the viewer shows each click through all runtimes.
                extra_context={"project_slug": service.name, "traces_sample_rate": "1.0"},
            )
        )
        if not service.exists():
            fresh.rename(service)
        elif not (service / ".git").is_dir():
            print(
                f"bake: {service.parent.name}/{service.name} is not a baked service; move it away, then run this again"
            )
            return 1
        elif found := update(service, fresh):
            print(
                f"bake: {service.parent.name}/{service.name} has changes that the template does not have "
                f"({len(found)} files, e.g. {found[0]}): run `make sync` to keep them, or remove the folder"
            )
            return 1
    git(service, "add", "--all")
    if git(service, "status", "--porcelain"):
        git(service, "commit", "--quiet", "--no-verify", "--message", "As baked")
    return 0


if __name__ == "__main__":
    sys.exit(bake(DEMO))
