r"""Read through encodings: `%40`, `\u0031`, `\n`, `&quot;`, other scripts' digits, dashes.

The rules look at the decoded text; what they find is cut out of the text as it was given, so that
everything around a hit stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ENCODED: Final = re.compile(
    r"(?<=[A-Za-z0-9,.;])\+(?=[A-Za-z0-9(#])(?![A-Za-z0-9._+-]{0,64}(?:@|%40))"
    r"|(?:%(?:25){0,3}[89A-Fa-f][0-9A-Fa-f])+"
    r"|%(?:25){0,3}[0-7][0-9A-Fa-f]"
    r"|(?<!\\)\\+(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt\"'/])"
    r"|&(?:quot|apos|amp|lt|gt|nbsp|#[0-9]{1,5}|#[xX][0-9A-Fa-f]{1,4});"
    "|[^\x00-\x7f]",
    re.ASCII,
)
_PATTERN: Final = re.compile(r"LIKE (?:UPPER\(|LOWER\()?'\Z", re.ASCII | re.IGNORECASE)
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]", re.ASCII)
_BYTE: Final = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})", re.ASCII)
_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]{0,64}(?:@|%40|%2540)", re.ASCII)
_SIMPLE: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "/": "/"}
_ENTITIES: Final = {"quot": '"', "apos": "'", "amp": "&", "lt": "<", "gt": ">", "nbsp": " "}


class View:
    """A text as it reads once decoded, and where each of its characters stands in the original."""

    __slots__ = ("_coded", "_from", "_to", "blanks", "original", "text")

    def __init__(self, original: str, pieces: Iterable[tuple[int, int, str, bool]]):
        """Take pieces (start in the original, end, decoded text, is it encoded?) in order."""
        self.original = original
        self._from: list[int] = []
        self._to: list[int] = []
        self._coded: list[bool] = []
        self.blanks: set[int] = set()  # where a blank stands that was none: `+`, `%20`
        decoded: list[str] = []
        length = 0
        for start, _end, text, coded in pieces:
            if text:
                self._from.append(length)
                self._to.append(start)
                self._coded.append(coded)
                if coded and text == " ":
                    self.blanks.add(length)
                decoded.append(text)
                length += len(text)
        self._from.append(length)
        self._to.append(len(original))
        self._coded.append(True)
        self.text = "".join(decoded)

    def position(self, index: int) -> int:
        """Return where the decoded character at `index` begins in the original."""
        piece = bisect_right(self._from, index) - 1
        inside = 0 if self._coded[piece] else index - self._from[piece]
        return self._to[piece] + inside


class Decoder:
    """Decodes texts; built from `phi/defaults/characters.json`."""

    def __init__(self, data: Mapping[str, Any]):
        """Take the characters that read as others."""
        self._folds: dict[str, str] = dict(data["folds"])
        for zero in data["zeros"]:
            self._folds.update({chr(zero + digit): str(digit) for digit in range(10)})

    def fold(self, text: str) -> str:
        """Return the text with other scripts' digits, dashes and quotes as ASCII has them."""
        if text.isascii():
            return text
        folds = self._folds
        return _NOT_ASCII.sub(lambda match: folds.get(match[0], match[0]), text)

    def view(self, text: str) -> View | None:
        """Return the text decoded; None if it reads the same."""
        pieces: list[tuple[int, int, str, bool]] = []
        last = 0
        for match in _ENCODED.finditer(text):
            start, end = match.span()
            coded = match.group()
            first = coded[0]
            if first == "%":
                quoted = text[start - 1 : start] == "'"
                if quoted and _PATTERN.search(text, max(0, start - 13), start):
                    continue  # `LIKE '%48…'`: any text, then 48
                plus = coded[-2:] == "2B" and "%3D" in text and text[end : end + 1] != "%"
                if plus and _joins_words(text, start, end):
                    units = [(start, end, " ", True)]  # a form, encoded once more
                else:
                    units = self._percent(coded, start)
            elif first == "\\":
                units = [(start, end, self._escape(coded), True)]
            elif first == "+":
                if "=" not in text:
                    continue
                units = [(start, end, " ", True)]
            elif first == "&":
                units = [(start, end, self._entity(coded), True)]
            else:
                folded = self._folds.get(coded)
                if folded is None:
                    continue
                units = [(start, end, folded, True)]
            if start > last:
                pieces.append((last, start, text[last:start], False))
            pieces += units
            last = end
        if not pieces:
            return None
        if last < len(text):
            pieces.append((last, len(text), text[last:], False))
        return View(text, pieces)

    def _percent(self, coded: str, start: int) -> list[tuple[int, int, str, bool]]:
        found = list(_BYTE.finditer(coded))
        values = bytes(int(match.group(1), 16) for match in found)
        characters = values.decode("utf-8", "replace")
        units = []
        index = 0
        for character in characters:
            size = 1 if character == "\ufffd" else len(character.encode())
            if index >= len(found):
                break
            first, last = found[index], found[min(index + size, len(found)) - 1]
            folded = self._folds.get(character, character)
            units.append((start + first.start(), start + last.end(), folded, True))
            index += size
        return units

    def _escape(self, coded: str) -> str:
        letter = coded.lstrip("\\")
        if letter[0] in "ux" and len(letter) > 1:
            character = chr(int(letter[1:], 16))
            return self._folds.get(character, character)
        return _SIMPLE[letter]

    def _entity(self, coded: str) -> str:
        name = coded[1:-1]
        if name[0] != "#":
            return _ENTITIES[name]
        value = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        character = chr(value)
        return self._folds.get(character, character)


def _joins_words(text: str, start: int, end: int) -> bool:
    return (
        text[start - 1 : start].isalnum()
        and text[start - 3 : start - 2] != "%"
        and text[end : end + 1].isalnum()
        and _MAIL.match(text, end) is None
    )
