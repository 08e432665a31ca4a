"""The drill's verdict, its page, and the network that is closed."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections import Counter

import pytest

from e2e.detector import Detector
from e2e.drill import __main__ as drill_main
from e2e.drill.closed import attempts, why_not
from e2e.drill.comparison import OTHERS, OWN
from e2e.drill.page import Drill, page
from e2e.drill.sample import Sample
from e2e.drill.verdict import ENOUGH, Egress, failures, lines, share_left, table
from e2e.harness import Done
from e2e.kinds import EVERY_KIND, Mint
from e2e.report import Report, Row

CLOSED = Egress(True)


def made(count: int = ENOUGH, *, mode: str = "production", seed: int = 1) -> tuple[Report, Mint]:
    """Return the table of a run in which everything was sent and nothing left."""
    mint = Mint(seed)
    rows, of = [], {}
    for number in range(count):
        kind = EVERY_KIND[number % len(EVERY_KIND)]
        row = Row(
            f"place {number % 100}", kind, "django", {f"{number:032x}"}, Counter({"event": 1})
        )
        rows.append(row)
        of[mint.make("here", kind)] = row
    return Report(mode, mint.stem, rows, of), mint


def drill_of(report: Report, **given: object) -> Drill:
    parts = {"egress": CLOSED, "failures": failures(report, CLOSED), "facts": {"Seed": "1"}}
    return Drill("A clinic", "today", 1.0, report, **{**parts, **given})  # type: ignore[arg-type]


def test_a_run_in_which_nothing_left_passes_and_states_its_bound() -> None:
    report, _ = made()
    assert failures(report, CLOSED) == []
    assert share_left(report) == "≤ 0.1 %"
    assert "3/N = 3/3,000 = 0.1 %" in page(drill_of(report))
    assert table(report)[-1].split()[:5] == ["all", "100", "3000", "3000", "0"]


def test_one_canary_that_left_fails_it_and_is_shown_by_place_and_item_type() -> None:
    report, _ = made()
    report.rows[5].left.add(("transaction", "$.spans[].data"))
    assert len(failures(report, CLOSED)) == 1
    assert [(line.place, dict(line.left_in)) for line in lines(report) if line.left] == [
        ("place 5", {"transaction": 1})
    ]
    html = page(drill_of(report))
    assert "1 of 3,000 canaries left" in html
    assert html.count('<tr class="left">') == 1


def test_silence_few_canaries_other_hosts_and_attempts_fail_it() -> None:
    report, _ = made(ENOUGH - 1)
    for row in report.rows:
        if row.place in ("place 1", "place 2"):
            row.sent.clear()
    report.strangers, report.third_host = {"example.org"}, (10, 2)
    found = "\n".join(failures(report, Egress(True, attempts=3)))
    for said in ("place 1", "2999 canaries", "third host 2 times", "example.org", "host 3 times"):
        assert said in found


def test_a_network_that_was_not_closed_is_said_plainly() -> None:
    report, _ = made(10)
    html = page(drill_of(report, egress=Egress(False, "no unshare")))
    assert "Egress was NOT closed: no unshare" in html


def test_the_page_compares_loads_nothing_and_repeats_no_canary() -> None:
    report, mint = made()
    other, _ = made(mode="stock")
    for row in other.rows[::2]:
        row.left.add(("event", "$.a"))
    shown = Sample("a place", "<b>", "x & y", {"level": "error"}, ["a.py:1 in f"], [])
    html = page(drill_of(report, others={next(iter(OTHERS)): other}, sample=shown))
    assert OWN in html
    assert "50.0 %" in html
    assert "1,500 of 3,000" in html
    assert "&lt;b&gt;: x &amp; y" in html
    assert not any(loads in html for loads in ("src=", "href=", "@import", "url(", "<script"))
    detector = Detector(mint)
    assert not any(detector.found(line) for line in html.splitlines())


def test_a_page_with_a_canary_is_not_written(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, mint = made(20)
    planted = next(iter(mint.words.values())).text
    monkeypatch.setattr(drill_main, "OUT", tmp_path)
    shown = Sample("a place", "Error", f"of {planted}", {}, [], [])
    with pytest.raises(AssertionError, match="a canary stands in the report"):
        drill_main.write(drill_of(report, sample=shown), Done(report, [], mint))


_ASK = """
import socket, sys
sys.path.insert(0, ".")
from e2e.drill.closed import attempts
before = attempts()
socket.create_connection(("127.0.0.1", {port}), 5) if {port} else None
for family, host in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
    try:
        socket.socket(family).connect((host, 443))
        sys.exit("connected")
    except OSError:
        pass
print(attempts() - before)
"""


def test_attempts_to_reach_another_host_fail_and_are_counted() -> None:
    reason = why_not()
    command = [sys.executable, "-m", "e2e.drill.closed", "--", sys.executable, "-c"]
    if reason:
        # Said, and run all the same: here the machine decides, not we.
        told = subprocess.run([*command, "pass"], capture_output=True, text=True, check=False)
        assert (told.returncode, reason in told.stderr) == (0, True)
        return
    asked = subprocess.run(
        [*command, _ASK.format(port=0)], capture_output=True, text=True, check=False
    )
    assert asked.stdout == "2\n"


def test_a_closed_network_holds_no_port_of_this_machine() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        command = [sys.executable, "-m", "e2e.drill.closed", "--", sys.executable, "-c"]
        asked = subprocess.run(
            [*command, _ASK.format(port=server.server_port)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ("ConnectionRefusedError" in asked.stderr) == (why_not() == "")
    finally:
        server.shutdown()
        server.server_close()


def test_the_counter_reads_this_machine_too() -> None:
    assert attempts() >= 0
