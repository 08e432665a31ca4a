"""Bend and search: `python -m e2e.drill.fuzz --count 100000 --seed 7`. Exits with 1 if anything left."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import asdict

from e2e.drill.fuzz.run import run
from e2e.stack import ROOT

OUT = ROOT / "var/fuzz-vectors.json"


def main(arguments: list[str] | None = None) -> int:
    """Fuzz, and print what failed."""
    parser = argparse.ArgumentParser(prog="python -m e2e.drill.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="inputs for each language")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    result = run(options.count, options.seed)
    for line in result.failures:
        print(line)
    if result.vectors:
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_text(json.dumps([asdict(one) for one in result.vectors], indent=1))
        print(f"{OUT.relative_to(ROOT)} has them, for e2e/drill/fuzz/vectors.json")
    stopped = ", ".join(f"{number} in {one}" for one, number in sorted(result.stopped.items()))
    print(
        f"{options.count:,} envelopes through each language's gate, seed {options.seed}: "
        f"{len(result.failures)} ways to fail; the tripwire stopped {stopped}; "
        f"{time.monotonic() - begin:.0f} s"
    )
    return 1 if result.failures else 0


if __name__ == "__main__":
    sys.exit(main())
