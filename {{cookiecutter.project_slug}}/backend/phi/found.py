"""What a rule found in a text: (start, end, mark, rule), and how marks are put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phi.encodings import View

Hit = tuple[int, int, str, str]
Found = list[Hit]


def merged(found: Found) -> Found:
    """Return the hits in order, without overlaps; of two that overlap the wider gives the mark."""
    ordered = sorted(found, key=lambda hit: (hit[0], -hit[1]))
    kept: Found = []
    for hit in ordered:
        if kept and hit[0] < kept[-1][1]:
            last = kept[-1]
            if hit[1] > last[1]:
                wider = hit if hit[1] - hit[0] > last[1] - last[0] else last
                kept[-1] = (last[0], hit[1], wider[2], wider[3])
        elif hit[1] > hit[0]:
            kept.append(hit)
    return kept


def replaced(text: str, hits: Found, view: View | None) -> str:
    """Return the original text with a mark where each (ordered) hit stands."""
    parts: list[str] = []
    last = 0
    for first, stop, mark, _rule in hits:
        start, end = (view.position(first), view.position(stop)) if view else (first, stop)
        if start < last:
            continue
        parts.append(text[last:start])
        parts.append(mark)
        last = end
    parts.append(text[last:])
    return "".join(parts)
