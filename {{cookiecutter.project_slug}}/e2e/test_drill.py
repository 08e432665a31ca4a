"""The drill's verdict, its page, and the network that is closed."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from e2e.detector import Detector
from e2e.drill import __main__ as drill_main
from e2e.drill.closed import attempts, why_not
from e2e.drill.comparison import OTHERS, OWN
from e2e.drill.gathered import WRITTEN, gather, place_of
from e2e.drill.page import Drill, page
from e2e.drill.sample import Sample
from e2e.drill.verdict import (
    ENOUGH,
    STOPPED,
    Egress,
    failures,
    lines,
    share_left,
    table,
    whole_values,
)
from e2e.drill.word_rate import word_rates
from e2e.harness import Done
from e2e.kinds import KINDS, LET_PASS, UNIQUE_KINDS, Mint, every_kind
from e2e.report import Report, Row
from e2e.request_places import REQUEST_PLACES
from e2e.stack import ROOT
from e2e.word_kinds import NAME, NOTE

CLOSED = Egress(True)


def made(count: int = ENOUGH, *, mode: str = "production", seed: int = 1) -> tuple[Report, Mint]:
    """Return the table of a run in which everything was sent and nothing left."""
    mint = Mint(seed)
    rows, of = [], {}
    for number in range(count):
        kind = UNIQUE_KINDS[number % len(UNIQUE_KINDS)]
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


def word_row(kind: str, words: tuple[str, ...], *kept: str, place: str = "a place") -> Row:
    row = Row(place, kind, "django", {"x"}, Counter({"event": 1}), words=words)
    row.kept = {(word, "event") for word in kept}
    return row


def test_of_words_a_share_may_leave_and_no_whole_name() -> None:
    report, _ = made()
    names = [word_row(NAME, ("ann", "ray")) for _ in range(50)]
    report.rows += [*names, word_row(NOTE, ("asthma", "orphan", "gout"), "orphan")]
    assert [rate.said for rate in word_rates(report)] == [
        "name of the census: 0 of 100 words left (0.00 %); whole names: 0",
        "note, its telling words: 1 of 3 words left (33.33 %)",
    ]
    assert [line.partition(":")[0] for line in failures(report, CLOSED)] == ["left"]
    report.rows[-1].kept.clear()
    assert failures(report, CLOSED) == []
    names[0].neighbours = True
    assert "whole names: 1" in "".join(failures(report, CLOSED))


def test_while_telemetry_is_off_silence_is_the_success() -> None:
    report, _ = made()
    quiet = Row(f"{STOPPED}: a place", "ssn", "django", {"x"})
    report.rows.append(quiet)
    assert (failures(report, CLOSED), len(whole_values(report))) == ([], ENOUGH)
    quiet.sent["event"] += 1
    assert failures(report, CLOSED) == [f"sent something: {STOPPED}: a place"]


def test_what_is_let_pass_is_a_place_with_such_a_kind() -> None:
    names = {place.name for place in REQUEST_PLACES}
    for place, kind in LET_PASS:
        assert place in names
        assert kind not in every_kind(f"django {place}", KINDS)
        assert kind in every_kind("django another place", KINDS)


def test_names_in_data_of_a_source_tree_are_not_gathered(tmp_path: Path) -> None:
    mint = Mint(3)
    gather(mint, tmp_path)
    learned = (tmp_path / "phi/words/own.txt").read_text(encoding="utf-8").split()
    assert "CHOICES" in learned  # which the copy alone says
    assert len(mint.words) == len(WRITTEN)
    assert not any(mint.stem in word.casefold() for word in learned)
    first = next(iter(WRITTEN))
    kept = next(iter(mint.words.values()))
    assert mint.make(f"django {place_of(first)}", "name") is kept
    assert mint.make(f"django {place_of(first)}", "name") is not kept


def test_each_name_in_data_has_its_place() -> None:
    listed = (ROOT / "backend/canaries/gathered.py").read_text(encoding="utf-8")
    assert [where for where in WRITTEN if f'"{where}"' not in listed] == []
