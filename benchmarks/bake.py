"""Time a bake of this template against a bare template of one file, in the same run.

Both bake with cookiecutter's defaults, in turns, each in a process of its own: the time of a person
who types `cookiecutter`, hooks and `git init` included. What is claimed is the ratio of the medians.

Usage: python benchmarks/bake.py [ROUNDS]   (default 12, at least 10)
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEWEST_ROUNDS = 10


def bare_template(folder: Path) -> Path:
    """Write a template of one file, one prompt and no hooks."""
    baked = folder / "{{cookiecutter.project_slug}}"
    baked.mkdir(parents=True)
    (baked / "README.md").write_text("# {{ cookiecutter.project_slug }}\n", encoding="utf-8")
    (folder / "cookiecutter.json").write_text(json.dumps({"project_slug": "bare"}), encoding="utf-8")
    return folder


def seconds_to_bake(template: Path, scratch: Path) -> float:
    """Bake once into a folder that is thrown away, and return how long the command took."""
    with tempfile.TemporaryDirectory(dir=scratch) as output:
        command = [sys.executable, "-m", "cookiecutter", "--no-input", "--default-config", "--output-dir", output]
        began = time.perf_counter()
        # Replays are kept below HOME; this one is thrown away as well.
        subprocess.run(
            [*command, str(template)],
            check=True,
            env=os.environ | {"HOME": str(scratch)},
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - began


def measure(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every round by template; the first to bake changes from round to round."""
    with tempfile.TemporaryDirectory() as scratch:
        templates = {"bare": bare_template(Path(scratch) / "bare"), "this": ROOT}
        for template in templates.values():
            seconds_to_bake(template, Path(scratch))  # warms the disk's cache and Python's
        times: dict[str, list[float]] = {name: [] for name in templates}
        for number in range(rounds):
            for name in sorted(templates, reverse=number % 2 == 1):
                times[name].append(seconds_to_bake(templates[name], Path(scratch)))
        return times


def report(times: dict[str, list[float]]) -> str:
    """Return medians, spread and ratio as a small table."""
    rounds = len(times["bare"])
    bare = statistics.median(times["bare"])
    lines = [f"{'template':<22} {'median':>8} {'fastest':>8} {'slowest':>8} {'ratio':>6}"]
    for name, label in (("bare", "bare, one file"), ("this", "clinic-sentry-template")):
        median = statistics.median(times[name])
        lines.append(
            f"{label:<22} {median:>7.3f}s {min(times[name]):>7.3f}s {max(times[name]):>7.3f}s {median / bare:>6.2f}"
        )
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True).stdout.split()[2]
    lines.append(
        f"N = {rounds} rounds, interleaved; cookiecutter {version('cookiecutter')}, "
        f"Python {platform.python_version()}, git {git}, {platform.system()} on {os.cpu_count()} cores"
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure as often as asked for and print the table; return the exit code."""
    given = arguments[0] if arguments else "12"
    if len(arguments) > 1 or not given.isdecimal() or int(given) < FEWEST_ROUNDS:
        print(f"bake: {' '.join(arguments)} is not accepted; give a number of rounds from {FEWEST_ROUNDS} on (e.g. 20)")
        return 1
    print(report(measure(int(given))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
