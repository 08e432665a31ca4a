"""Values told without `k=v`: `set k to 'x'`, `k was 'x'`, `'x' is not a valid k`, HTML, tables.

The patterns are those of `phi/defaults/notations.json`; each says what stands between a field's
name and its value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.found import Found
    from phi.keys import Field
    from phi.literals import Literals

_LAST_WORD: Final = re.compile(r"([A-Za-z!=]{1,12}) ['\"`]?(?:[A-Za-z_]{1,40}\.){0,2}\Z", re.ASCII)
_REST_OF_TAG: Final = re.compile(r"[A-Za-z0-9_ -]{0,40}['\"][^<>]{0,160}>\s{0,16}", re.ASCII)
_TITLES: Final = re.compile(
    r"<(?:label|th|dt|legend|button|option|h[1-6]|a|meta|input)[ >]", re.ASCII
)
_ASSERTION: Final = re.compile(r"[Aa]ssert[A-Za-z_.]{0,40}\([^()]{0,60}\Z", re.ASCII)
_COMMA: Final = re.compile(r", ?(?=[bu]?['\"])", re.ASCII)
_CALLER: Final = re.compile(r"[A-Z]?[a-z]+", re.ASCII)
_FURTHEST_BEHIND: Final = 160
_MOST_THENS: Final = 4


class Notations:
    """Finds values by what is told around a field's name."""

    def __init__(self, data: Mapping[str, Any], literals: Literals):
        """Compile the patterns."""
        self._literals = literals
        self._told = re.compile(data["told"], re.ASCII)
        self._told_bare = re.compile(data["told_bare"], re.ASCII)
        self._beside = re.compile(data["beside"], re.ASCII)
        self._called = re.compile(data["called"], re.ASCII)
        self._setter = re.compile(data["setter"], re.ASCII)
        self._element = re.compile(data["element"], re.ASCII)
        self._input = re.compile(data["input"], re.ASCII)
        self._row = re.compile(data["row"], re.ASCII)
        self._wrapper = re.compile(data["wrapper"], re.ASCII)
        self._then = re.compile(data["then"], re.ASCII)
        self._behind = re.compile(data["behind"], re.ASCII)
        self._behind_words = frozenset(data["behind_words"])
        self._named_tag = re.compile(data["named_tag"], re.ASCII)
        self._unquoted = frozenset(data["unquoted"])
        self._callers = frozenset(data["callers"])

    def past_wrapper(self, text: str, position: int) -> int:
        """Return where the value begins that stands in a call: `Decimal('1')`, `Some("x")`."""
        wrapper = self._wrapper.match(text, position + (text[position : position + 1] == " "))
        return wrapper.end() if wrapper else position

    def past_verb(self, text: str, position: int) -> int:
        """Return where the value begins after a colon and a verb: `'ssn': rejected value [x]`."""
        told = self._told.match(text, position)
        return told.end() if told else position

    def thens(self, text: str, end: int, field: Field, found: Found) -> int:
        """Add the values that follow an old one: `'a' -> 'b'`, `None -> 'b'`, `'a' to 'b'`."""
        for _one in range(_MOST_THENS):
            then = self._then.match(text, end)
            if then is None:
                break
            span = self._literals.at(text, then.end(), field, tight=True)
            if span is None:
                break
            found.append((*span, field.mark, f"told:{field.name}"))
            end = span[1]
        return end

    def beside(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        """Add the value told beside a name that no separator follows; return where it ends."""
        after = text[end : end + 1]
        if after == " " or after in "'\"`)]:,":
            stop = self._after(text, end, field, found)
            if stop != end:
                return stop
        if after == "," and _ASSERTION.search(text[max(0, start - 80) : start]):
            return self._add_at(text, _COMMA.match(text, end), end, field, found)
        if after == "(" and _CALLER.match(text, start):
            caller = _CALLER.match(text, start)
            if caller and caller.group().lower() in self._callers:
                return self._add_at(text, self._setter.match(text, end), end, field, found)
        if after in ".)":
            stop = self._add_at(text, self._called.match(text, end), end, field, found)
            if stop != end:
                return stop
        if after in "<:*" or after == " ":
            stop = self._next_element(text, end, field, found)
            if stop != end:
                return stop
        if after in " |":
            stop = self._cell(text, start, end, field, found)
            if stop != end:
                return stop
        self._value_behind(text, start, field, found)
        return end

    def in_tag(self, text: str, start: int, end: int, field: Field, found: Found) -> bool:
        """Add the content of `<span class="ssn">…` and the value of `<input … id="ssn">`."""
        before = text[max(0, start - 200) : start]
        if self._named_tag.search(before) is None:
            return False
        opened = text.rfind("<", 0, start)
        given = self._input.match(text, opened)
        if given:
            close = text.find(given.group(1), given.end())
            self._add(text, given.end(), close, field, found)
            return True
        content = _REST_OF_TAG.match(text, end)
        if content is None or _TITLES.match(text, opened):
            return False
        close = text.find("<", content.end())
        return self._add(text, content.end(), close, field, found) != content.end()

    def _after(self, text: str, end: int, field: Field, found: Found) -> int:
        told = self._told.match(text, end) or self._told_bare.match(text, end)
        if told is None and field.name not in self._unquoted:
            told = self._beside.match(text, end)
        stop = self._add_at(text, told, end, field, found)
        return self.thens(text, stop, field, found) if stop != end else end

    def _add_at(
        self, text: str, match: re.Match[str] | None, end: int, field: Field, found: Found
    ) -> int:
        if match is None:
            return end
        span = self._literals.at(text, match.end(), field, tight=True)
        if span is None or self._literals.is_field(text[span[0] : span[1]]):
            return end
        found.append((*span, field.mark, f"told:{field.name}"))
        return span[1]

    def _next_element(self, text: str, end: int, field: Field, found: Found) -> int:
        element = self._element.match(text, end)
        if element is None:
            return end
        opened = text.rfind("<", end, element.end())
        given = self._input.match(text, opened)
        if given:
            return self._add(
                text, given.end(), text.find(given.group(1), given.end()), field, found
            )
        return self._add(text, element.end(), text.find("<", element.end()), field, found)

    def _cell(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        row = self._row.match(text, end)
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if row is None or "|" in line.strip(" |"):
            return end
        stop = row.end()
        while stop < len(text) and text[stop] not in "|\r\n":
            stop += 1
        return self._add(text, row.end(), stop, field, found)

    def _value_behind(self, text: str, start: int, field: Field, found: Found) -> None:
        first = max(0, start - _FURTHEST_BEHIND)
        before = text[first:start]
        word = _LAST_WORD.search(before, max(0, len(before) - 60))
        if word is None or word.group(1) not in self._behind_words:
            return
        value = self._behind.search(before)
        if value:
            group = 2 if value.group(2) else 3 if value.group(3) else 4
            self._add(text, first + value.start(group), first + value.end(group), field, found)

    def _add(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        end = len(text) if end == -1 else end
        value = text[start:end]
        if not self._literals.goes(value, field) or self._literals.is_field(value.strip()):
            return start
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        found.append((start, end, field.mark, f"told:{field.name}"))
        return end
