"""Field names in text, and the value that stands beside each: `k=v`, JSON, SQL, XML, pair lists.

`Pairs.at` is called where a field's name was found; everything here looks only at what is near.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from phi.characters import is_word
from phi.separators import OPERATOR, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.found import Found
    from phi.keys import Field
    from phi.literals import Literals
    from phi.notations import Notations
    from phi.prose import Prose

_FUNCTION: Final = re.compile(
    r"(?:UPPER|LOWER|TRIM|CAST|COALESCE|DATE|TO_DATE|upper|lower|trim|cast|coalesce|date|to_date|DIGEST|MD5)\(",
    re.ASCII,
)
_TYPED: Final = re.compile(r"[ ]?[A-Za-z_.\[\]| ]{1,40}?[ ]?=[ ](?!=)", re.ASCII)
_AND: Final = re.compile(r" (?:AND|and) ", re.ASCII)
_TAG_END: Final = re.compile(
    r"[0-9]{0,3}((?:\s+[A-Za-z_][A-Za-z0-9_:.-]{0,40}\s?=\s?(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}')){0,8})\s*/?>",
    re.ASCII,
)
_CDATA: Final = re.compile(r"\s*<!\[CDATA\[", re.ASCII)
_REPORTED: Final = re.compile(
    r"\r?\n[ ]{1,4}[^\r\n]{0,200}?input_value=", re.ASCII
)  # pydantic names the field on a line of its own
_TAG_VALUE: Final = re.compile(r"(?:value|content|extension|root)=(['\"])", re.ASCII)
_PAIR_BEFORE: Final = re.compile(r"[\[(] ?[bu]?['\"][A-Za-z0-9_.-]{0,40}\Z", re.ASCII)
_PAIR_AFTER: Final = re.compile(r"[A-Za-z0-9_.\[\]-]{0,20}['\"], {0,2}[bu]?", re.ASCII)
_PAIR_END: Final = re.compile(r"['\"]?,? ?[\])]", re.ASCII)
_NUMBER_SEGMENT: Final = re.compile(r"[A-Z]{0,3}[0-9-]{5,20}/", re.ASCII)
_BESIDE_NAMES: Final = frozenset({"'", '"', ".", "[", "_", "-", "]", "/", ">"})
_ONE_WORD: Final = re.compile("[0-9A-Za-z\u0080-\U0010ffff]+", re.ASCII)
_LONGEST_VALUE_AHEAD: Final = 160
_MULTIPART: Final = re.compile(
    r"[0-9]{0,3}[\"'][^\r\n]{0,80}(?:\r?\n[A-Z][^\r\n]{0,80}){0,2}\r?\n\r?\n", re.ASCII
)


class Pairs:
    """Finds values beside field names; built from `phi/defaults/text.json`."""

    def __init__(
        self, data: Mapping[str, Any], literals: Literals, prose: Prose, notations: Notations
    ):
        """Compile the keys that hold a name and those that hold a value."""
        self._notations = notations
        self._literals = literals
        self._prose = prose
        names = "|".join(sorted(data["name_keys"], key=len, reverse=True))
        values = "|".join(sorted(data["value_keys"], key=len, reverse=True))
        self._named_before = re.compile(
            rf"(?<![A-Za-z0-9])(?:{names})['\"]?\s{{0,2}}[:=]\s{{0,2}}"
            r"(?:[\[(]\s?(?:['\"][A-Za-z_]{1,20}['\"],\s?)*)?['\"]?[A-Za-z0-9_.:/-]{0,60}\Z",
            re.ASCII,
        )
        self._value_key = re.compile(
            rf"(?<![A-Za-z0-9])(?:{values})[\"']?\s{{0,2}}[:=]\s{{0,2}}", re.ASCII
        )

    def at(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        """Add the value of the field whose name stands here; return where it ends, else `end`."""
        before = text[start - 1 : start]
        if (
            before == "["
            and text[end : end + 1] == "]"
            and text[end + 1 : end + 4] != " =>"
            and not is_word(text[start - 2 : start - 1])
        ):
            return end  # a mark: `[ssn]`
        if before == "<" or (before == ":" and self._opens_tag(text, start)):
            tag = _TAG_END.match(text, end)
            if tag:
                return self._tag(text, end, tag, field, found)
        if text[end : end + 1] == "/" and (before == "/" or _NUMBER_SEGMENT.match(text, end + 1)):
            return self._segment(text, end + 1, field, found)
        reported = _REPORTED.match(text, end) if text[end : end + 1] in {"\n", "\r"} else None
        if reported:
            return self._value(text, reported.end(), field, found, tight=True)
        separator = SEPARATOR.match(text, end)
        if separator:
            sign = separator.group(1)
            return self._value(text, separator.end(), field, found, tight="=" in sign)
        operator = OPERATOR.match(text, end)
        if operator:
            return self._compared(text, operator.end(), field, found)
        if (
            before in _BESIDE_NAMES
            or text[end : end + 1] in {"'", '"'}
            or text[start - 2 : start - 1] in {":", "="}
        ):
            stop = self._quoted_name(text, start, end, field, found)
            if stop != end:
                return stop
        stop = self._notations.beside(text, start, end, field, found)
        if stop == end and field.label:
            stop = self._prose.label(text, end, field, found)
            if stop != end:
                stop = self._notations.thens(text, stop, field, found)
        return stop

    def value(self, text: str, position: int, field: Field, found: Found) -> int:
        """Add the value that stands at the position; return where it ends."""
        return self._value(text, position, field, found, tight=True)

    def _value(self, text: str, position: int, field: Field, found: Found, *, tight: bool) -> int:
        function = _FUNCTION.match(text, position + (text[position : position + 1] == " "))
        if function:
            position = function.end()
        position = self._notations.past_wrapper(text, position)
        if not tight:
            position = self._notations.past_verb(text, position)
        if not tight:
            typed = _TYPED.match(text, position)
            if typed and self._literals.is_placeholder(typed.group().strip(" =")):
                position = typed.end()
        span = self._literals.at(text, position, field, tight=tight)
        if span is None:
            blank = position + (text[position : position + 1] == " ")
            stop = self._notations.thens(text, blank, field, found)
            if stop != blank:
                return stop
            if field.label and not tight:
                self._prose.label(text, position - 1, field, found)
            return position
        found.append((*span, field.mark, f"field:{field.name}"))
        return self._notations.thens(text, span[1], field, found)

    def _compared(self, text: str, position: int, field: Field, found: Found) -> int:
        end = self._value(text, position, field, found, tight=True)
        between = _AND.match(text, end + (text[end : end + 1] in {"'", '"'}))
        if between:
            end = self._value(text, between.end(), field, found, tight=True)
        return end

    def _opens_tag(self, text: str, start: int) -> bool:
        before = text[max(0, start - 16) : start - 1]
        return "<" in before and _ONE_WORD.fullmatch(before, before.rindex("<") + 1) is not None

    def _tag(self, text: str, end: int, rest: re.Match[str], field: Field, found: Found) -> int:
        attribute = _TAG_VALUE.search(text, end, rest.end(1))
        if attribute:
            position = attribute.end()
            close = text.find(attribute.group(1), position)
            self._add_if(text, position, close, field, found)
            return position if field.kind == "url" else rest.end(1)
        data = _CDATA.match(text, rest.end())
        if data:
            self._add_if(text, data.end(), text.find("]]>", data.end()), field, found)
            return end
        close = text.find("<", rest.end())
        if close == -1:
            close = len(text)
        if text[rest.end() - 2 : rest.end() - 1] == "/":
            return end
        if not text[rest.end() : close].strip(" \t\r\n\f\v"):
            stop = self._nested(text, rest.end(), field, found)
            return end if rest.group(1) and stop == rest.end() else stop
        if field.names and self._literals.is_field(text[rest.end() : close]):
            return end  # `<name>ssn</name>`: the name of another field
        self._add_if(text, rest.end(), close, field, found)
        return end if field.kind == "url" else close

    def _nested(self, text: str, start: int, field: Field, found: Found) -> int:
        """Look at the first element inside an element: `<name><given>Mary</given></name>`."""
        value = self._value_key.search(text, start, start + _LONGEST_VALUE_AHEAD)
        close = text.find("</", start, start + _LONGEST_VALUE_AHEAD)
        if value and (close == -1 or value.start() < close):
            return self._value(text, value.end(), field, found, tight=True)
        return start

    def _segment(self, text: str, start: int, field: Field, found: Found) -> int:
        end = start
        while end < len(text) and text[end] not in "/?#&; \t\n\"'<>),":
            end += 1
        value = text[start:end]
        if any("0" <= one <= "9" for one in value) or (field.names and "-" in value):
            self._add_if(text, start, end, field, found)
            return end
        return start

    def _add_if(self, text: str, start: int, end: int, field: Field, found: Found) -> None:
        if end == -1:
            end = len(text)
        value = text[start:end]
        if field.names and self._literals.is_field(value):
            return  # `<name>ssn</name>`: the name of another field
        if self._literals.goes(value, field):
            found.append((start, end, field.mark, f"field:{field.name}"))

    def _quoted_name(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        """Look for the value of a name that is itself a value: `["ssn", "…"]`, `"field": "ssn"`."""
        before = text[max(0, start - 64) : start]
        if self._notations.in_tag(text, start, end, field, found):
            return end
        if self._named_before.search(before):
            part = _MULTIPART.match(text, end)
            if part:
                stop = text.find("\n--", part.end())
                self._add_if(text, part.end(), stop, field, found)
                return end
            return self._value_near(text, start, end, field, found)
        after = _PAIR_AFTER.match(text, end)
        if after and _PAIR_BEFORE.search(before):
            span = self._literals.at(text, after.end(), field, tight=True)
            if span and _PAIR_END.match(text, span[1]):
                value = text[span[0] : span[1]]
                quoted = field.kind == "number" or text[span[0] - 1] in "'\"[({`"
                if quoted and not self._literals.is_field(value):
                    found.append((*span, field.mark, f"field:{field.name}"))
                    return span[1]
        return end

    def _value_near(self, text: str, start: int, end: int, field: Field, found: Found) -> int:
        limit = min(len(text), end + _LONGEST_VALUE_AHEAD)
        brace = text.find("}", end + 3, limit)
        if brace != -1:
            limit = brace
        ahead = self._value_key.search(text, end, limit)
        if ahead:
            return self._value(text, ahead.end(), field, found, tight=True)
        tag = re.compile(r"['\"][^<>]{0,80}>").match(text, end)
        if tag:
            close = text.find("<", tag.end())
            if not text[tag.end() : None if close == -1 else close].strip(" \t\r\n"):
                return end
            self._add_if(text, tag.end(), close, field, found)
            return end
        first = max(0, start - _LONGEST_VALUE_AHEAD)
        brace = text.rfind("{", first, start)
        for behind in self._value_key.finditer(text, max(first, brace), start):
            self._value(text, behind.end(), field, found, tight=True)
        return end
