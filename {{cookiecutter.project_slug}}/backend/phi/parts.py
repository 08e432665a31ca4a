"""What goes of a value whose end is sure: each item of a list, what a validator's message quotes.

`IN ('x')` reads `IN ('[mrn]')` afterwards, `["x" is too long.]` keeps its message, and
`LIKE '%x%'` its percent signs. Where the parts are not sure, the whole value goes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from phi.messages import quoted_in

if TYPE_CHECKING:
    from phi.found import Found
    from phi.keys import Field
    from phi.literals import Literals, Span

_ITEM: Final = re.compile(
    r"\s*(?:['\"](?:S|N|value|val|old|new|from|to|before|after|query|\$?(?:eq|ne|gte?|lte?|regex))['\"]\s*:\s*)?"
    r"(?:[bu]?(['\"`])([^\r\n]{0,400}?)\1|([^\s,'\"`\[\](){}=:]{1,200}))\s*(?:,|\Z)",
    re.ASCII,
)
_PAIR: Final = re.compile(r"['\"`]\s*(?::|=>)", re.ASCII)
_BLANK: Final = re.compile(r"\s*\Z", re.ASCII)
_MOST_ITEMS: Final = 100


def add_value(
    text: str, span: Span, field: Field, rule: str, found: Found, literals: Literals
) -> None:
    """Add the parts of a value that go; all of it where they are not sure."""
    start, end = span
    before = text[start - 1 : start]
    items = items_of(text, start, end) if before and before in "[({" else None
    if items is None:
        _add(text, start, end, field, rule, found, quoted=before in {"'", '"', "`"})
        return
    for first, last in items:
        if literals.goes(text[first:last], field):
            quoted = text[first - 1 : first] in {"'", '"', "`"}
            _add(text, first, last, field, rule, found, quoted=quoted)


def items_of(text: str, position: int, end: int) -> list[Span] | None:
    """Return where the items of a list stand; None if it is no list of plain values."""
    items: list[Span] = []
    while not _BLANK.match(text, position, end):
        item = _ITEM.match(text, position, end)
        if item is None or len(items) >= _MOST_ITEMS:
            return None
        first, last = item.span(2) if item.group(1) else item.span(3)
        if _PAIR.search(text, first, last):
            return None  # a key that may be a value itself
        items.append((first, last))
        position = item.end()
    return items or None


def _add(
    text: str, start: int, end: int, field: Field, rule: str, found: Found, *, quoted: bool
) -> None:
    if quoted:
        told = quoted_in(text[start:end])
        if told:
            start, end = start + told[0], start + told[1]
        else:  # a pattern of SQL: `LIKE '%x%'`
            while end - start > 1 and text[start] == "%":
                start += 1
            while end - start > 1 and text[end - 1] == "%":
                end -= 1
    if text[start:end] != field.mark:
        found.append((start, end, field.mark, rule))
