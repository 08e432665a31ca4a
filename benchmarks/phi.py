"""What the PHI engine of a baked service finds, keeps and costs, beside its peers in the same run.

    make bench BENCH="--seed 20"
    build/benchmark-venv/bin/python benchmarks/phi.py PATH-OF-A-BAKED-SERVICE [--seed 20] [--only found speed …]

Every value, text and name comes from `benchmarks/corpus/`, made from the seed. Tables are printed, nothing is written
but by `--missed FILE`. Figures hold for one run, one seed and the versions that stand in `benchmarks/`'s locks.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from corpus import found, known, policies, speed, tools

PARTS = {"found": found.run, "known-words": known.run, "speed": speed.run}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("service", type=Path)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--turns", type=int, default=2, help="how often each kind takes each encoding")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of the timing")
    parser.add_argument("--languages", nargs="+", choices=tools.LANGUAGES, default=list(tools.LANGUAGES))
    parser.add_argument("--no-peers", action="store_true", help="the engine alone")
    parser.add_argument("--missed", type=Path, help="write what the engine missed to this file")
    given = parser.parse_args()
    service = given.service.resolve()
    if not (service / ".venv" / "bin" / "python").exists() or not (service / "frontend" / "node_modules").exists():
        sys.exit(f"{given.service} is no baked service with its parts installed. Run `make setup` there first.")
    if not (service / "backend" / "phi").exists():
        sys.exit(
            f"{given.service} has no backend/phi: it was baked from a version without the PHI engine. Bake it anew."
        )
    others = [] if given.no_peers else tools.peers()
    with tempfile.TemporaryDirectory() as folder:
        written = policies.written(service, Path(folder))
        for part in PARTS:
            if part in given.only:
                PARTS[part](service, written, others, given)


if __name__ == "__main__":
    main()
