"""Values that SQL puts in an order of its own: INSERT, `Key (…)=(…)`, failing rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from phi.found import Found
    from phi.keys import Field, Keys
    from phi.literals import Literals

_INTO: Final = re.compile(r"\s+(?:OR [A-Z]+ )?(?:INTO|into)\s+[^\s(]{1,120}\s*\(", re.ASCII)
_INTO_ALL: Final = re.compile(
    r"\s+(?:OR [A-Z]+ )?(?:INTO|into)\s+[^\s(]{1,120}\s+(?:VALUES|values)\s*(?=\()", re.ASCII
)
_VALUES: Final = re.compile(
    r"\)\s*(?:OVERRIDING [A-Z ]{1,30})?(?:VALUES|values)\s*(?=\()", re.ASCII
)
_NEXT_ROW: Final = re.compile(r"\)\s*,\s*(?=\()", re.ASCII)
_DETAIL: Final = re.compile(r" ?\((?=[^\r\n=]{0,300}\)=\()", re.ASCII)
_DETAIL_END: Final = re.compile(
    r"\)(?= (?:already exists|is (?:not present|still referenced|duplicated)|conflicts))", re.ASCII
)
_FAILING: Final = re.compile(r" row contains \(", re.ASCII)
_LONGEST_ROWS: Final = 8_000
_LONGEST_DETAIL: Final = 1_000
_LINE_END: Final = re.compile(r"[\r\n]", re.ASCII)
_ITEM: Final = re.compile(r"'(?:[^']|'')*(?:'|\Z)|\(|\)|,", re.ASCII)
_ROW_END: Final = re.compile(r"\)[.\"']{0,2}[ \t]*(?![^\r\n])", re.ASCII)
_BODY: Final = re.compile(r" of the message body was:[ \r\n]{1,4}", re.ASCII)
_BODY_END: Final = "\n\nThe full contents of the message headers"
_LITERAL: Final = re.compile(r"'((?:[^']|'')*)(?:'|\Z)", re.ASCII)
_PARAMETER: Final = re.compile(r"\$[0-9]{1,4} = '((?:[^']|'')*)(?:'|\Z)", re.ASCII)
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_NO_VALUE: Final = frozenset({"null", "NULL", "t", "f", "true", "false", "DEFAULT", "default", ""})


class Sql:
    """Finds values by the place of their column."""

    def __init__(self, keys: Keys, literals: Literals):
        """Take what knows fields and placeholders."""
        self._keys = keys
        self._literals = literals

    def insert(self, text: str, end: int, found: Found) -> int:
        """Add the values of sensitive columns of an INSERT; return where to go on."""
        names: list[Field | None] | None = None
        head = _INTO.match(text, end)
        if head:
            close = text.find(")", head.end())
            columns = text[head.end() : close] if close != -1 else ""
            names = [self._field(column) for column in columns.split(",")]
            values = _VALUES.match(text, close) if close != -1 else None
        else:
            values = _INTO_ALL.match(text, end)
        if values is None or (names is not None and not any(names)):
            return end
        position = values.end()
        while True:
            items, stop = _items(text, position + 1)
            for index, (start, last) in enumerate(items):
                field = names[index] if names and index < len(names) else None
                if names is None or field:
                    self._add(text, start, last, field, found)
            following = _NEXT_ROW.match(text, stop)
            if following is None:
                # Looked at once more word by word, unless that would take too long.
                return end if stop - end <= _LONGEST_ROWS else stop
            position = following.end()

    def detail(self, text: str, end: int, found: Found) -> int:
        """Add the values of `Key (columns)=(values)`; return where to go on."""
        head = _DETAIL.match(text, end)
        if head is None:
            return end
        middle = text.find(")=(", head.end())
        columns = [self._field(column) for column in text[head.end() : middle].split(",")]
        first = middle + 3
        line = _LINE_END.search(text, first, first + _LONGEST_DETAIL)
        stop = min(line.start() if line else len(text), first + _LONGEST_DETAIL)
        close = _DETAIL_END.search(text, first, min(len(text), stop + 24))
        last = close.start() if close else text.rfind(")", first, stop)
        last = stop if last == -1 else last
        values = text[first:last].split(", ")
        if not any(columns):
            return first
        if self._literals.is_placeholder(text[first:last]):
            return last
        if len(values) != len(columns):
            found.append((first, last, "[filtered]", "sql:detail"))
            return last
        position = first
        for value, field in zip(values, columns, strict=True):
            if field:
                self._add(text, position, position + len(value), field, found)
            position += len(value) + 2
        return first

    def failing_row(self, text: str, end: int, found: Found) -> int:
        """Add the whole row of `Failing row contains (…)`; return where it ends."""
        head = _FAILING.match(text, end)
        if head is None:
            return end
        line = _LINE_END.search(text, head.end())
        stop = line.start() if line else len(text)
        close = _ROW_END.search(text, head.end(), stop)
        last = close.start() if close else stop  # a row that was cut short is not closed
        if text[head.end() : last] != "[filtered]":
            found.append((head.end(), last, "[filtered]", "sql:row"))
        return last

    def message_body(self, text: str, end: int, found: Found) -> int:
        """Add a queue's message as Celery writes it into the log of an unregistered task."""
        head = _BODY.match(text, end)
        if head is None:
            return end
        stop = text.find(_BODY_END, head.end())
        stop = len(text) if stop == -1 else stop
        if text[head.end() : stop] != "[filtered]":
            found.append((head.end(), stop, "[filtered]", "message"))
        return stop

    def parameters(self, text: str, found: Found) -> None:
        """Add the values of parameters as PostgreSQL tells them: `$1 = 'x', $2 = 'y'`."""
        for parameter in _PARAMETER.finditer(text):
            if not self._literals.is_placeholder(parameter.group(1)):
                found.append((*parameter.span(1), "[filtered]", "sql:parameter"))

    def _field(self, column: str) -> Field | None:
        for name in _NAME.findall(column):
            field = self._keys.find(name)
            if field:
                return field
        return None

    def _add(self, text: str, start: int, end: int, field: Field | None, found: Found) -> None:
        while start < end and text[start] in " \t\r\n":
            start += 1
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        quoted = _LITERAL.search(text, start, end)
        if quoted:  # also within a cast or a call: `UPPER('x')`, `'x'::text`
            start, end = quoted.span(1)
        value = text[start:end]
        if value in _NO_VALUE or self._literals.is_placeholder(value):
            return
        if field is None or self._literals.goes(value, field):
            mark = field.mark if field else "[filtered]"
            found.append((start, end, mark, f"sql:{field.name if field else 'row'}"))


def _items(text: str, position: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans between commas up to the closing bracket, and where that stands."""
    items: list[tuple[int, int]] = []
    start, depth = position, 0
    for match in _ITEM.finditer(text, position):
        sign = match.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            if depth == 0:
                items.append((start, match.start()))
                return items, match.start()
            depth -= 1
        elif sign == "," and depth == 0:
            items.append((start, match.start()))
            start = match.end()
    items.append((start, len(text)))
    return items, len(text)
