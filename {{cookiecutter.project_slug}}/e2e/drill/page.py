"""The reviewer's page: one HTML file that loads nothing, and repeats no canary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from e2e.drill.comparison import comparison
from e2e.drill.fuzz.run import Result
from e2e.drill.sample import Sample
from e2e.drill.verdict import Egress, Line, lines, share_left, whole_values
from e2e.drill.word_rate import word_rates
from e2e.report import Report

STYLE = Path(__file__).with_name("page.css")
_RUNTIMES = {
    "browser": "Browser (Chromium)",
    "next-server": "Next.js server",
    "django": "Django (gunicorn)",
    "celery": "Celery (prefork)",
}


@dataclass(frozen=True)
class Fuzzed:
    """How many bent envelopes went through each language's gate, and what came of it."""

    count: int
    result: Result

    def said(self) -> str:
        """Return it in one sentence."""
        languages = " and ".join(sorted(self.result.sent))
        stopped = sum(self.result.stopped.values())
        return (
            f"{self.count:,} envelopes of all item types, bent at random with made-up values, through "
            f"each gate ({languages}): {len(self.result.failures)} ways for one to leave; "
            f"the tripwire behind the gate stopped {stopped:,}."
        )


@dataclass
class Drill:
    """Everything that the page is made from."""

    service: str
    when: str
    seconds: float
    report: Report
    facts: dict[str, str]
    egress: Egress
    failures: list[str]
    sample: Sample | None = None
    # The same drill without the gate, by heading.
    others: dict[str, Report] = field(default_factory=dict)
    fuzzed: Fuzzed | None = None


def _counts(found: Counter[str]) -> str:
    return escape(", ".join(f"{kind} {count}" for kind, count in sorted(found.items())) or "-")


def _verdict(drill: Drill) -> str:
    report = drill.report
    rows = whole_values(report)
    planted, left = len(rows), sum(bool(row.left) for row in rows)
    proved = sum(bool(row.sent) for row in rows)
    places = len(report.every_place())
    bad = " bad" if drill.failures else ""
    bound = (
        f"95 % upper bound of the share that leaves: 3/N = 3/{planted:,} = {300 / planted:.2g} %"
        if left == 0
        else f"{share_left(report)} left"
    )
    fuzzed = f" {drill.fuzzed.said()}" if drill.fuzzed else ""
    words = "".join(f"<p>{escape(rate.said)}</p>" for rate in word_rates(report))
    shown = "".join(f'<p class="alarm">{escape(line)}</p>' for line in drill.failures)
    return f"""<section class="sheet verdict{bad}"><strong>{left:,} of {planted:,} canaries left</strong>
<p>N = {planted:,} made-up values in {places} places of {len(drill.report.totals())} runtimes; {bound}.</p>{words}
<p class="soft">{proved:,} of them rode on something that arrived at the recording sink, so that
silence is no success. {escape(drill.egress.said())}{escape(fuzzed)}</p>{shown}</section>"""


def _facts(drill: Drill) -> str:
    said = {"Date": drill.when, "Took": f"{drill.seconds:.0f} s", **drill.facts}
    rows = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in said.items())
    return f'<section class="sheet"><h2>What ran</h2><dl class="facts">{rows}</dl></section>'


def _sample(shown: Sample | None) -> str:
    if shown is None:
        return ""
    tags = "   ".join(f"{name}={value}" for name, value in shown.facts.items())
    text = [f"{shown.title}: {shown.value}", "", *shown.frames, "", *shown.crumbs, "", tags]
    return f"""<section class="sheet"><h2>One event as people see it</h2>
<p class="soft">Planted in “{escape(shown.planted_in)}”. The whole of it leaves through the gate; this is its core.</p>
<pre>{escape(chr(10).join(text))}</pre></section>"""


def _row(line: Line) -> str:
    marked = ' class="left"' if line.left else ""
    where = _counts(line.left_in) if line.left else ""
    return (
        f"<tr{marked}><td>{escape(line.place)}</td><td class=num>{line.planted}</td>"
        f"<td class=num>{line.proved}</td><td class=num>{line.left}</td>"
        f"<td>{_counts(line.sent)}</td><td>{where}</td></tr>"
    )


_HEAD = (
    "<tr><th>Place</th><th class=num>planted</th><th class=num>sent</th><th class=num>left</th>"
    "<th>item types that arrived</th><th>item types in which it left</th></tr>"
)


def _places(report: Report) -> str:
    every = lines(report)
    found = []
    for runtime, name in _RUNTIMES.items():
        mine = [line for line in every if line.runtime == runtime]
        planted, left = sum(line.planted for line in mine), sum(line.left for line in mine)
        rows = "".join(map(_row, mine))
        found.append(
            f"<details><summary>{name}<span class=soft>{len(mine)} places, {planted:,} planted, "
            f"{left:,} left</span></summary><div class=scroll><table>{_HEAD}{rows}</table></div></details>"
        )
    return f"""<section class="sheet"><h2>Every place</h2><p class="soft">Sent: canaries whose own
event, trace or span arrived. Left: canaries that were found in anything that arrived, was printed,
or was written outside of var/.</p>{"".join(found)}</section>"""


def page(drill: Drill) -> str:
    """Return the page's HTML."""
    title = f"Leak drill of {drill.service}"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><style>{STYLE.read_text(encoding="utf-8")}</style></head><body><main>
<header><h1>{escape(title)}</h1><p class="soft">The whole service as in production, Sentry fully on,
driven with made-up patients; everything that left was searched for them, in many encodings.</p></header>
{_verdict(drill)}
{comparison(drill.report, drill.others)}
{_facts(drill)}
{_sample(drill.sample)}
{_places(drill.report)}
<p class="soft small">A technical safeguard with evidence, for these places, versions and kinds of
data. It is no proof for places that nobody has thought of, no “HIPAA compliance”, and no
“de-identification”.</p>
</main></body></html>
"""
