"""Known values: what a sensitive field holds is removed from every text around it.

A name that is also a word (Mark Young, Grace Field) passes every list of words; where its field
stands in the same event, it is known, in any case and encoding. Values are looked for as strings:
a compiled pattern would cost more than the search, and `re` would keep it in its cache.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phi.encodings import Decoder
from phi.found import merged, replaced
from phi.spelling import in_identifier, lowered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from phi.found import Found

MARK: Final = "[filtered]"
_TOKEN: Final = re.compile("[A-Za-z0-9\u0080-\U0010ffff]+", re.ASCII)
_DIGITS: Final = re.compile("[0-9]+", re.ASCII)
_LETTERS: Final = re.compile("[A-Za-z\u0080-\U0010ffff]+", re.ASCII)
_DULL: Final = frozenset(
    (
        *(
            "none",
            "null",
            "true",
            "false",
            "undefined",
            "nan",
            "unknown",
            "other",
            "yes",
            "no",
            "na",
        ),
        *("nil", "test", "user", "admin", "anonymous", "the", "and", "mr", "mrs", "ms", "dr", "md"),
        *("jr", "sr", "de", "la", "van", "von", "der", "del", "st", "street", "city", "new", "id"),
        *("filtered", "text", "number"),
    )
)
_ENCODED: Final = re.compile("[%\\\\&]|[^\x00-\x7f]", re.ASCII)
_HIDING: Final = re.compile(r"%(?:25)*[3-9A-Fa-f]|\\[ux]|&#", re.ASCII)  # letters and digits
_MOST: Final = 400
_GLUED: Final = 10  # letters and digits; a value as long as this is found inside of words too
_LONGEST: Final = 400
_WIDEST_GAP: Final = 4  # characters between two parts of a value: `Doe, Jane`, `doe%20jane`
_MOST_STEPS: Final = 20_000  # parts compared in one text


@dataclass(frozen=True)
class _Value:
    """A value in lower case, in its parts; the longest one is looked for first."""

    parts: tuple[str, ...]
    needle: str
    glued: bool
    part: bool = False  # of a name: never cut out of an identifier


@lru_cache(maxsize=1)
def _decoder() -> Decoder:
    path = Path(__file__).resolve().parents[2] / "phi" / "defaults" / "characters.json"
    return Decoder(json.loads(path.read_text(encoding="utf-8")))


class Values:
    """Values to remove; add them, use them for one event, and forget them."""

    def __init__(self, values: Iterable[object] = ()):
        """Take strings and integers; anything else is left out."""
        self._known: dict[str, _Value] = {}
        for value in values:
            self.add(value)

    def __len__(self) -> int:
        """Return how many values are known."""
        return len(self._known)

    def add(self, value: object, *, names: bool = False) -> None:
        """Remember a value; with `names`, its parts as well: `Mary Johnson` is also `Johnson`."""
        if type(value) is int:
            text = str(value)
        elif type(value) is str:
            text = value
        else:
            return
        if not 1 < len(text) <= _LONGEST or len(self._known) >= _MOST:
            return
        spelled = _TOKEN.findall(text if text.isascii() else _decoder().fold(text))
        parts = [lowered(part) for part in spelled]
        self._add(parts)
        if names and 1 < len(parts) <= 4 and all(_is_name(part) for part in spelled):
            self._add(parts[::-1])
            for part in parts:
                if len(part) > 2:
                    self._add([part], part=True)

    def _add(self, parts: list[str], *, part: bool = False) -> None:
        joined = "".join(parts)
        if len(joined) < 2 or joined in _DULL or (len(joined) < 4 and _DIGITS.fullmatch(joined)):
            return
        known = self._known.get(joined)
        if known is None or (known.part and not part):
            self._known[joined] = _Value(
                tuple(parts), max(parts, key=len), len(joined) >= _GLUED and not part, part
            )

    def in_any(self, texts: Sequence[str]) -> bool:
        """Tell whether one of the texts may hold one of the values."""
        return len(self.among(texts)) > 0

    def among(self, texts: Sequence[str]) -> Values:
        """Return the values that may stand in one of the texts."""
        few = Values()
        if self._known:
            whole = "\0".join(texts)
            whole_text = _folded(whole)
            escaped = _holds_escapes(whole)
            for joined, value in self._known.items():
                # Escapes hide what is not plain ASCII; letters and digits are seldom escaped.
                if value.needle in whole_text or (escaped and not value.needle.isascii()):
                    few._known[joined] = value
        return few

    def replacements(self, texts: Iterable[str]) -> dict[str, str]:
        """Return what is left of each text that holds a value; no entry for the others."""
        if not self._known:
            return {}
        distinct = list(dict.fromkeys(texts))
        few = self.among(distinct)
        if not few:
            return {}
        changed = {text: few.remove(text) for text in few._suspects(distinct)}
        return {text: left for text, left in changed.items() if left != text}

    def _suspects(self, texts: list[str]) -> Iterator[str]:
        """Yield the texts in which one of the values may stand."""
        needles = {value.needle for value in self._known.values()}
        plain = {needle for needle in needles if needle.isascii()}
        wide = len(plain) < len(needles)  # stands only where something is not ASCII, or escaped
        joined = _folded("\0".join(texts))
        lengths = (len(one if one.isascii() else _decoder().fold(one)) for one in texts)
        starts = list(accumulate((length + 1 for length in lengths), initial=0))
        found = {
            index
            for index, text in enumerate(texts)
            if _HIDING.search(text) or (wide and not text.isascii())
        }
        for needle in plain:
            position = joined.find(needle)
            while position != -1:
                index = bisect_right(starts, position) - 1
                found.add(index)
                position = joined.find(needle, starts[index + 1])
        yield from (texts[index] for index in found)

    def remove(self, text: str) -> str:
        """Return the text with `[filtered]` where a value stood."""
        if not self._known:
            return text
        if text.isascii() and not _HIDING.search(text):
            # Decoding would bring forth no letter and no digit: what is not there is nowhere.
            plain = text.lower()
            if not any(value.needle in plain for value in self._known.values()):
                return text
        view = _decoder().view(text) if _ENCODED.search(text) else None
        decoded = lowered(view.text if view else text)
        found: Found = []
        steps = 0
        for value in self._known.values():
            if value.needle in decoded:
                steps += _find(decoded, value, found)
                if steps > _MOST_STEPS:
                    return MARK
        return replaced(text, merged(found), view) if found else text


def _find(text: str, value: _Value, found: Found) -> int:
    """Add where the value stands; return how many parts were compared."""
    first, *others = value.parts
    steps = 0
    start = text.find(first)
    while start != -1 and steps <= _MOST_STEPS:
        end = start + len(first)
        steps += 1
        for part in others:
            end = _behind_gap(text, end)
            steps += 1
            if not text.startswith(part, end):
                end = -1
                break
            end += len(part)
        if end != -1 and value.part and in_identifier(text, start, end):
            end = -1
        if end != -1 and (value.glued or _stands_alone(text, start, end)):
            found.append((start, end, MARK, "value"))
            start = text.find(first, end)
        else:
            start = text.find(first, start + 1)
    return steps


def _behind_gap(text: str, position: int) -> int:
    limit = min(len(text), position + _WIDEST_GAP)
    while position < limit and text[position] < "\x80" and not text[position].isalnum():
        position += 1
    return position


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the value ends where its word or its number does, and begins so."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not _goes_on(text[start], before) and not _goes_on(text[end - 1], after)


def _goes_on(edge: str, beyond: str) -> bool:
    if "0" <= edge <= "9":
        return "0" <= beyond <= "9" if beyond else False
    return beyond >= "\x80" or beyond.isalpha()


def _holds_escapes(text: str) -> bool:
    return "%" in text or "\\" in text or "&#" in text


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else lowered(_decoder().fold(text))


def _is_name(token: str) -> bool:
    if _LETTERS.fullmatch(token) is None:
        return False
    return token[0] != token[0].lower() or not token.isascii()
