"""Do the drill: `python -m e2e.drill [--seed N] [--compare] [--fuzz N]`, within e2e.drill.closed.

Exits with 1 if anything left, too little was proved to be sent, or a network was asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from e2e.browser import chromium
from e2e.detector import Detector
from e2e.drill.closed import CLOSED, attempts
from e2e.drill.comparison import OTHERS
from e2e.drill.evidence import FACTS
from e2e.drill.facts import facts
from e2e.drill.faults import befall
from e2e.drill.fuzz.run import run as run_fuzz
from e2e.drill.gathered import gathered
from e2e.drill.page import Drill, Fuzzed, page
from e2e.drill.sample import sample
from e2e.drill.verdict import Egress, failures, share_left, table, whole_values
from e2e.drill.word_rate import word_rates
from e2e.harness import Choose, Done, do
from e2e.kinds import Mint, every_kind, few_kinds
from e2e.stack import ROOT

OUT = ROOT / "var/drill"
OWN_MODE = "production"
SERVICES = ("DATABASE_URL", "CELERY_BROKER_URL")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def egress() -> Egress:
    """Return what the kernel has counted, if we are closed in."""
    said = os.environ.get(CLOSED, "it was started without e2e.drill.closed")
    return Egress(True, attempts=attempts()) if said == "1" else Egress(False, said)


def run(mode: str, choose: Choose, mint: Mint, browser: Browser) -> Done:
    """Run the stack in this mode, on the database and the broker that the environment names."""
    services = {name: os.environ.get(name, "") for name in SERVICES}
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        out = Path(folder) / "run"
        if mode != OWN_MODE:
            return do(mode, choose, out, browser, mint=mint, extra=services)
        with gathered(mint):
            return do(mode, choose, out, browser, mint=mint, extra=services, befall=befall)


def write(drill: Drill, done: Done) -> Path:
    """Write page and tables, unless a canary stands in one of them."""
    html = page(drill)
    detector = Detector(done.mint)
    texts = [html, *drill.failures]
    if any(detector.found(line) for text in texts for line in text.splitlines()):
        message = (
            "a canary stands in the report, which is not written: e2e/drill/page.py put it there"
        )
        raise AssertionError(message)
    shutil.rmtree(OUT, ignore_errors=True)
    for report in (drill.report, *drill.others.values()):
        report.write(OUT)
    content = {"facts": drill.facts, "failures": drill.failures, "egress": drill.egress.said()}
    (OUT / FACTS).write_text(json.dumps(content, indent=1), encoding="utf-8")
    file = OUT / "report.html"
    file.write_text(html, encoding="utf-8")
    return file


def main(arguments: list[str] | None = None) -> int:
    """Drill, compare if asked to, report."""
    parser = argparse.ArgumentParser(prog="python -m e2e.drill", description=__doc__)
    parser.add_argument("--seed", type=int, help="of an earlier run, to make its canaries again")
    parser.add_argument(
        "--compare", action="store_true", help="once more without the gate, in two ways"
    )
    parser.add_argument(
        "--fuzz", type=int, default=100_000, help="bent envelopes for each language's gate"
    )
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    with chromium() as browser:
        done = run(OWN_MODE, every_kind, Mint(options.seed), browser)
        seed = done.mint.seed
        others = {}
        for name, (mode, _) in OTHERS.items() if options.compare else ():
            say(f"Once more without the gate: {name} …")
            others[name] = run(mode, few_kinds, Mint(seed), browser).report
    say(f"{options.fuzz:,} bent envelopes through each language's gate …")
    fuzzed = Fuzzed(options.fuzz, run_fuzz(options.fuzz, seed)) if options.fuzz else None
    events = [event for one in done.sent for event in one.items("event")]
    closed = egress()
    found = failures(done.report, closed)
    found += [f"bent envelope: {line}" for line in fuzzed.result.failures] if fuzzed else []
    drill = Drill(
        service=json.loads((ROOT / "service.json").read_text(encoding="utf-8"))["name"],
        when=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        seconds=time.monotonic() - begin,
        report=done.report,
        facts=facts(seed, events),
        egress=closed,
        failures=found,
        sample=sample(done),
        others=others,
        fuzzed=fuzzed,
    )
    file = write(drill, done)
    report = done.report
    rows = whole_values(report)
    say("\n".join(["", *table(report), ""]))
    for rate in word_rates(report):
        say(rate.said)
    for line in found:
        say(f"FAILED  {line}")
    for name, other in others.items():
        say(f"{name}: {share_left(other)} of {len(other.rows):,} left")
    if fuzzed:
        say(fuzzed.said())
    say(closed.said())
    say(
        f"{sum(bool(row.left) for row in rows):,} of {len(rows):,} canaries left ({share_left(report)}, 95 % bound 3/N); "
        f"repeat with SEED={seed}; {file.relative_to(ROOT)}"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
