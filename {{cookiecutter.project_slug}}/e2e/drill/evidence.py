"""Keep what a release can show: `python -m e2e.drill.evidence CYCLONEDX`, after a drill of this commit.

CYCLONEDX is the program `cyclonedx-py`; `make evidence` installs it in an environment of its own.
The folder below var/evidence/ holds the drill's report and tables, a bill of materials of each
lock (CycloneDX), the versions, and the checksums of all of it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from e2e.drill.facts import state
from e2e.stack import ROOT

DRILL = ROOT / "var/drill"
KEPT = ROOT / "var/evidence"
FACTS = "facts.json"


class NoEvidenceError(Exception):
    """There is nothing to keep; the message says why, and what to do."""


def drilled(folder: Path = DRILL) -> dict[str, str]:
    """Return the facts of the last drill if it passed and is of this commit."""
    file = folder / FACTS
    if not file.is_file():
        message = f"No drill is here: {file} is missing. Run: make drill"
        raise NoEvidenceError(message)
    content = json.loads(file.read_text(encoding="utf-8"))
    if content["failures"]:
        message = f"The last drill failed: {content['failures'][0]}. Mend it, then run: make drill"
        raise NoEvidenceError(message)
    facts: dict[str, str] = content["facts"]
    now = state()
    if facts["Commit"] != now:
        message = f"The last drill is of commit {facts['Commit']}, this is {now}. Run: make drill"
        raise NoEvidenceError(message)
    return facts


def _bill(command: list[str], folder: Path, name: str, at: Path) -> None:
    made = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)
    if made.returncode != 0 or '"CycloneDX"' not in made.stdout:
        last = (made.stderr.strip().splitlines() or ["it said nothing"])[-1]
        message = f"{command[0]} made no bill of materials: {last}"
        raise NoEvidenceError(message)
    (folder / name).write_text(made.stdout, encoding="utf-8")


def keep(cyclonedx: Path, drill: Path = DRILL, kept: Path = KEPT) -> Path:
    """Make the folder; return it."""
    facts = drilled(drill)
    name = f"{facts['Commit'].replace(' ', '-')}-seed-{facts['Seed']}"
    folder = kept / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(drill, folder)
    python = [str(cyclonedx), "requirements", "backend/requirements.txt", "--output-reproducible"]
    _bill([*python, "-o", "-"], folder, "sbom-python.cdx.json", ROOT)
    web = ["npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"]
    _bill(web, folder, "sbom-web.cdx.json", ROOT / "frontend")
    files = sorted(file for file in folder.iterdir() if file.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return folder


def main(arguments: list[str]) -> int:
    """Keep the evidence, or say in one line why there is none."""
    if len(arguments) != 1:
        print("Usage: python -m e2e.drill.evidence CYCLONEDX", file=sys.stderr)
        return 2
    try:
        folder = keep(Path(arguments[0]).resolve())
    except NoEvidenceError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{folder.relative_to(ROOT)}/: {', '.join(sorted(file.name for file in folder.iterdir()))}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
