"""`python -m dev.soak`, which is `make soak`: all rows, many times over.

Each time once with the queue of files and SQLite, once with a Redis-protocol broker and PostgreSQL,
and once those of the web app: its server by itself, and the whole stack in a browser.
Says at the end which rows failed, and how often; ends with 1 if any did.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTEST: Final = ("-m", "pytest", "-q", "-p", "capture.pytest_rows")
SUITE: Final = (*PYTEST, "backend/tests/capture")
WEB_SUITE: Final = ("e2e/test_faults_next.py", "e2e/test_capture_next.py")
PASSES: Final[dict[str, tuple[str, ...]]] = {
    "files": (sys.executable, *SUITE, "-m", "row", "-n", "2", "--dist", "loadfile"),
    "services": (
        *(sys.executable, "-m", "dev.with_services", "--"),
        *(sys.executable, *SUITE, "-m", "row and services"),
    ),
    "web": (sys.executable, *PYTEST, "-c", "e2e/pytest.ini", "-m", "row", *WEB_SUITE),
}


def run(command: tuple[str, ...], folder: Path) -> dict[str, bool]:
    """Run all rows of a pass once; return of each whether it was as the table says."""
    outcomes = folder / "outcomes.jsonl"
    outcomes.unlink(missing_ok=True)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**_outside_xdist(), "CAPTURE_OUTCOMES": str(outcomes)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    found: dict[str, bool] = {}
    lines = outcomes.read_text(encoding="utf-8").splitlines() if outcomes.exists() else []
    for row, passed in map(json.loads, lines):
        found[row] = found.get(row, True) and passed
    if done.returncode or not all(found.values()):
        sys.stdout.write(done.stdout[-20_000:])
    if not found or (done.returncode and all(found.values())):
        message = "The rows could not be run; what pytest says stands above."
        raise SystemExit(message)
    return found


def _outside_xdist() -> dict[str, str]:
    # A pass is not part of the test run that may have started this.
    return {name: held for name, held in os.environ.items() if not name.startswith("PYTEST_XDIST")}


def main(arguments: list[str]) -> int:
    """Run the rows as often as asked, and say what failed."""
    parser = argparse.ArgumentParser(prog="python -m dev.soak", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often (default: 20)")
    parser.add_argument("--only", choices=PASSES, help="of the passes one (default: all)")
    asked = parser.parse_args(arguments)
    times: int = asked.times
    failed: Counter[tuple[str, str]] = Counter()
    rows: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        for time in range(1, times + 1):
            for pass_ in [asked.only] if asked.only else PASSES:
                found = run(PASSES[pass_], Path(name))
                rows[pass_] = len(found)
                failed.update((pass_, row) for row, passed in found.items() if not passed)
                wrong = sum(not passed for passed in found.values())
                sys.stdout.write(f"{time} of {times}, {pass_}: {len(found)} rows, {wrong} failed\n")
                sys.stdout.flush()
    for pass_, number in rows.items():
        of_pass = {row: count for (one, row), count in sorted(failed.items()) if one == pass_}
        whole = number - len(of_pass)
        sys.stdout.write(f"{pass_}: {whole} of {number} rows {times} of {times}\n")
        for row, count in of_pass.items():
            sys.stdout.write(f"  {row}: {times - count} of {times}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
