"""Provoke the forty, look for the made-up patients in what left, and write docs/exceptions.md.

With `--page` only write the page anew, from the last run; with `--judged` note first that the verdicts are of that run.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import Any, Final

from exceptions.copied import ROOT
from exceptions.page import PAGE, confirm, page, scrubbed_list, unjudged

RUN: Final = ROOT / "build/exceptions/run.json"
SCRUBBED: Final = ROOT / "build/exceptions/scrubbed.txt"


def _provoke() -> bool:
    """Write down what a new run has shown; tell whether nothing of a patient had left."""
    from exceptions.leaks import found
    from exceptions.provoke import provoked

    began = time.monotonic()
    events, wire = provoked()
    RUN.write_text(json.dumps({title: asdict(one) for title, one in events.items()}, indent=1))
    print(f"{len(events)} exceptions, {len(wire)} requests to the sink, {time.monotonic() - began:.0f} s")
    left = sorted({value for text in wire for value in found(text)})
    for value in left:
        titles = [title for title, one in events.items() if value in found(json.dumps(one.after, ensure_ascii=False))]
        print(f"LEFT: {value!r} in: {'; '.join(titles) or 'something that is no event'}")
    return not left


def main(arguments: list[str]) -> int:
    """Return 0, or 1 where something of a patient has left."""
    if arguments not in ([], ["--page"], ["--judged"]):
        print(f"exceptions: {' '.join(arguments)} is not accepted; --page, --judged, or nothing, is")
        return 2
    clean = bool(arguments) or _provoke()
    events: dict[str, dict[str, dict[str, Any]]] = json.loads(RUN.read_text())
    if arguments == ["--judged"]:
        confirm(events)
    SCRUBBED.write_text(scrubbed_list(events), encoding="utf-8")
    PAGE.write_text(page(events), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}; without titles: {SCRUBBED.relative_to(ROOT)}")
    if titles := unjudged(events):
        print(f"judge anew, then run this with --judged: {'; '.join(titles)}")
    return int(not clean)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
