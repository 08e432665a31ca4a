"""What a drill comes to: counts by place, and what makes it fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from e2e.drill.word_rate import is_of_words, word_rates
from e2e.report import Report, Row

STOPPED = "while telemetry is off"  # places that begin so must send nothing
PROVED = 0.99  # share of places of which something must have arrived
ENOUGH = 3_000  # canaries in a run


@dataclass
class Line:
    """One place in one runtime: canaries, and in which item types they arrived or leaked."""

    runtime: str
    place: str
    planted: int = 0
    proved: int = 0
    left: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    left_in: Counter[str] = field(default_factory=Counter)


def lines(report: Report) -> list[Line]:
    """Return a line for each place, by runtime and name."""
    found: dict[tuple[str, str], Line] = {}
    for row in report.rows:
        line = found.setdefault((row.runtime, row.place), Line(row.runtime, row.place))
        line.planted += 1
        line.proved += bool(row.sent)
        line.left += bool(row.left)
        line.sent.update(set(row.sent))
        line.left_in.update({kind for kind, _ in row.left})
    return [found[key] for key in sorted(found)]


def whole_values(report: Report) -> list[Row]:
    """Return the rows whose value is looked for as a whole, and could have left."""
    return [row for row in report.rows if not (is_of_words(row) or _is_stopped(row.place))]


def _is_stopped(place: str) -> bool:
    return place.startswith(STOPPED)


def share_left(report: Report) -> str:
    """Return the share that left; of none, the bound that the number of trials allows."""
    rows = whole_values(report)
    planted, left = len(rows), sum(bool(row.left) for row in rows)
    if planted == 0:
        return "nothing was planted"
    if left == 0:
        return f"≤ {100 * 3 / planted:.2g} %"
    return f"{100 * left / planted:.2g} %"


@dataclass(frozen=True)
class Egress:
    """Whether the network was closed, why not if so, and how often something tried to pass."""

    closed: bool
    reason: str = ""
    attempts: int = 0

    def said(self) -> str:
        """Return it in one sentence."""
        if not self.closed:
            return f"Egress was NOT closed: {self.reason}. No attempt was counted."
        return f"Egress was closed (network namespace); attempts to reach another host: {self.attempts}."


def failures(report: Report, egress: Egress) -> list[str]:
    """Return what makes the drill fail, a line each; nothing if it passed."""
    found = [f"left: {line}" for line in report.leaks()]
    found += [f"left: {rate.said}" for rate in word_rates(report) if rate.too_many]
    places = {place for place in report.every_place() if not _is_stopped(place[1])}
    silent = places - report.places("removed", "left")
    if len(silent) > (1 - PROVED) * len(places):
        found += [f"never sent anything: {runtime} | {place}" for runtime, place in sorted(silent)]
    talking = {row.place for row in report.rows if row.sent and _is_stopped(row.place)}
    found += [f"sent something: {place}" for place in sorted(talking)]
    planted = len(whole_values(report))
    if planted < ENOUGH:
        found.append(f"only {planted} canaries were planted, of {ENOUGH}")
    if report.third_host[1]:
        found.append(f"trace headers went to a third host {report.third_host[1]} times")
    if report.strangers:
        found.append(f"the browser asked other hosts: {', '.join(sorted(report.strangers))}")
    if egress.attempts:
        found.append(f"something tried to reach another host {egress.attempts} times")
    return found


def table(report: Report) -> list[str]:
    """Return the terminal's table: a line for each runtime, and one of all."""
    every = lines(report)
    head = f"{'':14}{'places':>8}{'planted':>9}{'sent':>8}{'left':>7}   item types that arrived"
    rows = [head]
    for runtime in [*sorted({line.runtime for line in every}), "all"]:
        mine = [line for line in every if runtime in (line.runtime, "all")]
        types = sum((line.sent for line in mine), Counter[str]())
        named = ", ".join(f"{kind} {count}" for kind, count in types.most_common(4))
        rows.append(
            f"{runtime:14}{len(mine):8}{sum(line.planted for line in mine):9}"
            f"{sum(line.proved for line in mine):8}{sum(line.left for line in mine):7}   {named}"
        )
    return rows
