"""Where in a text the words stand that rules begin at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from phi.found import Found

# Takes text, word's start and end, what is found; returns where the scan may go on.
Action = Callable[[str, int, int, Found], int]
# A word, the character that must stand before it (or none), and what to do there.
Live = tuple[str, str, Action]

_WORD: Final = re.compile("[A-Za-z_-]{2,}", re.ASCII)
_WIDE_WORD: Final = re.compile("[A-Za-z_\u0080-\U0010ffff-]{2,}", re.ASCII)
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-")
_MANY: Final = 6


def places_of(text: str, live: list[Live]) -> list[tuple[int, int, Action]]:
    """Return where the words stand, in order."""
    places: list[tuple[int, int, Action]] = []
    if len(live) > _MANY:
        by_word = {word: (before, action) for word, before, action in live}
        for match in (_WORD if text.isascii() else _WIDE_WORD).finditer(text):
            known = by_word.get(match.group())
            if known and (not known[0] or text[match.start() - 1 : match.start()] == known[0]):
                places.append((*match.span(), known[1]))
        return places
    for word, before, action in live:
        needle = before + word
        size = len(word)
        start = text.find(needle)
        while start != -1:
            start += len(before)
            end = start + size
            if not (_is_letter(text[end : end + 1]) or (start and _is_letter(text[start - 1]))):
                places.append((start, end, action))
            start = text.find(needle, end)
    if len(places) > 1:
        places.sort(key=_first)
    return places


def _first(place: tuple[int, int, Action]) -> int:
    return place[0]


def _is_letter(one: str) -> bool:
    return one in _LETTERS if one < "\x80" else one != ""
