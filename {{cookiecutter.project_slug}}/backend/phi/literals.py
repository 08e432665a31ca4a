"""Values as they stand in text: where they end, and whether they hold anything."""

from __future__ import annotations

import re
from threading import local
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from phi.spelled import DATE_IN_WORDS, closed_brackets

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from phi.keys import Field, Keys

Span = tuple[int, int]

_PREFIX: Final = re.compile(r"[uUbBrRfFnNeE]{1,2}(?=['\"])", re.ASCII)
_DIGIT: Final = re.compile("[0-9]", re.ASCII)
# Letters of all scripts: what is outside of ASCII counts as one, as in TypeScript.
_ANYTHING: Final = re.compile("[0-9A-Za-z\u0080-\U0010ffff]", re.ASCII)
_LONG_NUMBER: Final = re.compile("[0-9]{4}", re.ASCII)
# Also what YAML puts before a block (`|`, `>-`) or the first item of a list (`- `).
_BLANKS: Final = re.compile(
    r"(?:\*\*)?[ \t]{0,8}(?:[|>][+-]?(?=\r?\n))?(?:\r?\n[ \t]{0,40}(?:- (?=[0-9A-Za-z'\"]))?)?",
    re.ASCII,
)
_BARE: Final = re.compile("[^\\s&;,|<>\"'`)\\]}]+", re.ASCII)
_MORE_DIGITS: Final = re.compile(r"(?: ?[(/x+.-]? ?[0-9][0-9()./+:-]*)+", re.ASCII)
_LETTERS_FIRST: Final = re.compile(r"[A-Za-z]{1,4}[ -]#?(?=[0-9])", re.ASCII)
_WORDS: Final = re.compile(r"[^ \t\r\n&;,|<>\"'`)\]}=]+", re.ASCII)
_NEXT_KEY: Final = re.compile(r"[,;]? ?[A-Za-z_][A-Za-z0-9_.-]*['\"]?[=:]", re.ASCII)
_TO_END: Final = re.compile(r"[^\r\n;|\"<>&{}\[\]]+", re.ASCII)
_KEY_AHEAD: Final = re.compile(r"[ ,]+[A-Za-z_][A-Za-z0-9_.-]*[=:](?=[^/])", re.ASCII)
_MODULE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+", re.ASCII)
_ARROW: Final = re.compile(" ?(?:-{1,2}>|=>|\u2192)", re.ASCII)
_CHAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\??\.[A-Za-z_][A-Za-z0-9_]*)+", re.ASCII)
_OPEN: Final = {"[": "]", "{": "}", "(": ")"}
_AREA: Final = re.compile(r"\([0-9]{2,4}\)", re.ASCII)
_ADDRESS: Final = re.compile("[^\\s\"'<>]+", re.ASCII)
_LONGEST_LOOKED_AT: Final = 2_000
_LONGEST_BARE: Final = 200
_WORD_SPLIT: Final = re.compile(r"[^a-z']+", re.ASCII)


class AtHand(local):
    """What is known of the text at hand; each thread has its own, as all share one policy."""

    blanks: Set[int] = frozenset()  # those that belong to a value
    bracketed: str | None = None  # the text whose brackets are known
    closed: Mapping[int, int] = MappingProxyType({})


class Literals:
    """Finds values; built from `phi/defaults/text.json`."""

    def __init__(self, data: Mapping[str, Any], keys: Keys):
        """Compile what is no value."""
        self._keys = keys
        self.at_hand = AtHand()
        self._placeholders = frozenset(data["placeholders"])
        self._placeholder = re.compile(data["placeholder_pattern"], re.ASCII)
        self._code_words = frozenset(data["code_words"])
        self._starts = tuple(data["message_starts"])
        self._message_words = frozenset(data["message_words"])

    def is_placeholder(self, value: str) -> bool:
        """Tell whether the value stands for another or for none: `%s`, `None`, `[ssn]`, a call."""
        value = value.strip(" \t\r\n'\"")
        if not value or value in self._placeholders:
            return True
        match = self._placeholder.match(value)
        return match is not None and (match.end() == len(value) or value[match.end() - 1] == "(")

    def is_field(self, value: str) -> bool:
        """Tell whether the value is itself a field's name, as in a list of columns."""
        return value.isascii() and " " not in value and self._keys.find(value) is not None

    def is_message(self, value: str, *, of_number: bool) -> bool:
        """Tell whether the value is what a validator says about a value."""
        lowered = value.strip(" \t\r\n'\"[](){}").lower()
        if _LONG_NUMBER.search(lowered):
            return False
        if lowered.startswith(self._starts):
            return True
        if not of_number or " " not in lowered:
            return False
        return not self._message_words.isdisjoint(_WORD_SPLIT.split(lowered))

    def goes(self, value: str, field: Field) -> bool:
        """Tell whether a field's value is to be removed."""
        if field.kind == "url" and "/" in value:
            return False  # an address is cleaned, not emptied
        if field.kind == "number":
            if not _DIGIT.search(value):
                return False
            return not self.is_placeholder(value) and not self.is_message(value, of_number=True)
        if self.is_placeholder(value) or _ANYTHING.search(value) is None:
            return False
        if field.names and "." in value and self._is_module(value):
            return False
        return not self.is_message(value, of_number=False)

    def _is_module(self, value: str) -> bool:
        """Tell whether a name is that of code, such as Celery's `intake.tasks.send_fax`."""
        value = value.strip(" '\"")
        if _MODULE.fullmatch(value) is None:
            return False
        return not self._code_words.isdisjoint(value.split("."))

    def at(self, text: str, position: int, field: Field, *, tight: bool) -> Span | None:
        """Return where the field's value stands that begins here; None if nothing must go.

        tight: after `=`, where a value ends at a blank unless more of it clearly follows.
        """
        blanks = _BLANKS.match(text, position)
        start = blanks.end() if blanks else position
        prefix = _PREFIX.match(text, start)
        if prefix:
            start = prefix.end()
        opener = text[start : start + 1]
        if not opener:
            return None
        if opener in "'\"`":
            return self._quoted(text, start, opener, field)
        if opener in _OPEN and not _AREA.match(text, start):
            return self._bracketed(text, start, field)
        if field.kind == "number":
            return self._bare_number(text, start, field)
        return self._bare_text(text, start, field, tight=tight)

    def _quoted(self, text: str, start: int, quote: str, field: Field) -> Span | None:
        first = start + 1
        end = text.find(quote, first)
        while quote == "'" and end != -1 and text[end + 1 : end + 2] == "'" and end > first:
            end = text.find(quote, end + 2)  # SQL writes O'Brien as 'O''Brien'
        if end == -1:
            end = len(text)
        elif text[end + 1 : end + 2] == "." and quote != "'":
            return None  # a column: "patients"."ssn"
        inner = text[first:end]
        if field.names and self.is_field(inner):
            return None  # `name="ssn"`: the name of another field
        if inner[:1] in {"[", "{", "("} and self.is_placeholder(inner):
            return None
        return (first, end) if self.goes(inner, field) else None

    def closing(self, text: str, start: int) -> int:
        """Return where the bracket that opens at `start` is closed; the text's end if nowhere."""
        here = self.at_hand
        if here.bracketed is not text:
            here.bracketed, here.closed = text, closed_brackets(text)
        return here.closed.get(start, len(text))

    def _bracketed(self, text: str, start: int, field: Field) -> Span | None:
        mark = self._placeholder.match(text, start)
        if mark and mark.group().endswith("]"):
            return None
        end = self.closing(text, start)
        inner = text[start + 1 : min(end, start + _LONGEST_LOOKED_AT)]
        return (start + 1, end) if self.goes(inner, field) else None

    def _bare_number(self, text: str, start: int, field: Field) -> Span | None:
        if field.mark in {"[date]", "[filtered]"}:
            words = DATE_IN_WORDS.match(text, start)
            if words:
                return words.span()
        letters = _LETTERS_FIRST.match(text, start)
        first = letters.end() if letters else start
        if text[first : first + 1] == "(":
            bare = _MORE_DIGITS.match(text, first)
        else:
            bare = _BARE.match(text, first, first + _LONGEST_BARE)
        if bare is None or not self.goes(text[start : bare.end()], field):
            return None
        if bare.end() == first + _LONGEST_BARE:
            bare = _BARE.match(text, first) or bare
        end = bare.end()
        if field.mark != "[age]":
            more = _MORE_DIGITS.match(text, end)
            if more and (field.mark != "[filtered]" or text[end] != " "):
                end = more.end()
        while end > first and text[end - 1] in ".:":
            end -= 1
        return (start, end)

    def _bare_text(self, text: str, start: int, field: Field, *, tight: bool) -> Span | None:
        if self._placeholder.match(text, start) or self._is_code(text, start):
            return None
        if field.names or tight or field.mark in {"[email]", "[mac]", "[url]"}:
            words = _ADDRESS if field.mark == "[url]" else _BARE if tight else _WORDS
            first = words.match(text, start)
            if first is None or not self.goes(first.group(), field):
                return None
            if field.names and self.is_field(first.group()):
                return None  # `name: ssn`: the name of another field
            end = first.end()
            end = self._past_blanks(text, end)
            if field.mark == "[filtered]":
                end = self._more_words(text, end)
        else:
            rest = _TO_END.match(text, start)
            if rest is None:
                return None
            end = rest.end()
            ahead = _KEY_AHEAD.search(text, start, end + 1)
            if ahead:
                end = ahead.start()
            arrow = _ARROW.search(text, start, end + 1)
            if arrow:
                end = arrow.start()  # an old value and a new one
            if text[end : end + 1] == "[" and text[end - 1] == "=":
                return None  # `Cookie: a=[filtered]`: what it holds is gone
            if not self.goes(text[start:end], field):
                return None
        if self.is_message(text[start : end + 24].partition("\n")[0], of_number=False):
            return None
        while end > start and text[end - 1] in " .,:":
            end -= 1
        return (start, end)

    def _past_blanks(self, text: str, end: int) -> int:
        """Go on past blanks that were encoded: `notes=Hodgkin+lymphoma&x=1`."""
        while end in self.at_hand.blanks:
            word = _BARE.match(text, end + 1)
            if word is None:
                break
            end = word.end()
        return end

    def _more_words(self, text: str, end: int) -> int:
        """Take along words that go on with a capital: `name=Mary Ann Smith, dob=…`."""
        while text[end : end + 1] in {" ", ","}:
            gap = 2 if text[end : end + 2] == ", " else 1
            word = _WORDS.match(text, end + gap)
            if word is None or _NEXT_KEY.match(text, end):
                return end
            first = word.group()[0]
            if not (first.isupper() or first.isdigit() or first >= "\u0080"):
                return end
            end = word.end()
        return end

    def _is_code(self, text: str, start: int) -> bool:
        chain = _CHAIN.match(text, start)
        if chain is None:
            return False
        if text[chain.end() : chain.end() + 1] in {"(", "["}:
            return True
        first, _, last = chain.group().partition(".")
        if first in {"self", "request", "this", "props", "data", "obj", "models", "settings"}:
            return True
        return self._keys.find(last.rpartition(".")[2]) is not None
