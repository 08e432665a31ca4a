"""The same drill with the gate and without: three columns, by kind of data and in sum."""

from __future__ import annotations

from html import escape

from e2e.kinds import EVERY_KIND
from e2e.report import Report, Row

OWN = "This service"
# Heading, mode (see backend/canaries/modes.py), and what it is.
OTHERS = {
    "Stock": ("stock", "init(dsn) and the wizard's defaults"),
    "Hand-written before_send": ("hooked", "keys and patterns over the whole event"),
}
_SAID = {
    OWN: "the gate, as it is in production",
    **{name: said for name, (_, said) in OTHERS.items()},
}


def _left(row: Row) -> bool:
    # Of a value that is made of words: any of them.
    return bool(row.left or row.kept)


def _cell(rows: list[Row]) -> str:
    if not rows:
        return "<td>-</td>"
    left = sum(map(_left, rows))
    share = 100 * left / len(rows)
    # A share that is not none, and not all, is not shown as such.
    shown = f"{min(max(share, 0.1), 99.9):.1f}" if 0 < left < len(rows) else f"{share:.0f}"
    none = " none" if left == 0 else ""
    return f'<td><div class="bar{none}"><b>{shown} %</b><i><u style="width:{share:.1f}%"></u></i></div></td>'


def _total(rows: list[Row]) -> str:
    left = sum(map(_left, rows))
    return f"<td>{left:,} of {len(rows):,}</td>"


def comparison(own: Report, others: dict[str, Report]) -> str:
    """Return the section, or nothing if nothing was compared."""
    if not others:
        return ""
    columns = {**{name: report.rows for name, report in others.items()}, OWN: own.rows}
    heads = "".join(
        f"<th>{escape(name)}<span>{escape(_SAID[name])}</span></th>" for name in columns
    )
    kinds = "".join(
        f"<tr><td>{escape(kind)}</td>"
        + "".join(_cell([row for row in rows if row.kind == kind]) for rows in columns.values())
        + "</tr>"
        for kind in EVERY_KIND
        if any(row.kind == kind for row in own.rows)
    )
    sums = "".join(_cell(rows) for rows in columns.values())
    counts = "".join(_total(rows) for rows in columns.values())
    return f"""<section class="sheet" id="comparison"><h2>What would have left</h2>
<p class="soft">The same made-up values in the same places of the same service; what changes is how
Sentry is started, in the servers and in the browser. Share of the planted values that arrived
at the sink, or were printed; of names and notes that are made of words, those of which any word did. Without the gate three kinds of value were planted in each place.</p>
<div class="scroll"><table class="compare"><tr><th>Kind</th>{heads}</tr>{kinds}
<tr class="sum"><td>All</td>{sums}</tr><tr><td class="soft">values that left</td>{counts}</tr></table></div></section>"""
