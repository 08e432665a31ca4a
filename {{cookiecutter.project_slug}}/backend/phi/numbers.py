"""Numbers that are identifiers by how they look: SSN, phone, card, IP address, a person's date.

One linear search finds clusters of digits; each cluster's shape (every digit as 0) is looked up in
a table that says where in it an identifier may stand. Almost every shape holds none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from phi import checks
from phi.characters import is_letter, is_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.found import Found

_CLUSTER: Final = re.compile(r"[0-9](?:[-. /()+:]{0,3}[0-9]){3,}", re.ASCII)
_TO_SHAPE: Final = str.maketrans("123456789", "000000000")
_SEPARATORS: Final = re.compile(r"[^0-9]+", re.ASCII)
_TIME_AFTER: Final = re.compile(
    r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?: ?[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_CLOCK_NEAR: Final = re.compile(r",? ?[-T]? ?[0-9]{1,2}:[0-9]{2}", re.ASCII)
_WORD_BEFORE: Final = re.compile(r"([A-Za-z]+)[\"'\])]?[ =:/@<>~^_-]{0,3}\Z", re.ASCII)
_NO_PERSONS_DATE: Final = frozenset(
    {(1970, 1, 1), (1900, 1, 1), (2000, 1, 1), (1601, 1, 1), (1899, 12, 30), (1899, 12, 31)}
)
_LARGEST_CACHE: Final = 8_192
_LONGEST_CACHED: Final = 64

Candidates = tuple[tuple[int, int, str, str], ...]


class Numbers:
    """Finds identifiers among numbers; built from `phi/defaults/shapes.json`."""

    def __init__(self, data: Mapping[str, Any]):
        """Compile the shapes."""
        self._rules = [
            (
                rule["mark"],
                re.compile(
                    rf"(?<!0)(?<!0[-./])(?:{rule['shape']})(?!0)(?!{_follower(rule['mark'])})",
                    re.ASCII,
                ),
                rule["check"],
            )
            for rule in data["numbers"]
        ]
        self._not_versions = frozenset(data["not_versions"])
        self._versions = frozenset(data["versions"])
        self._newest_plain = data["newest_plain_year"]
        self._newest_slash = data["newest_slash_year"]
        self._cache: dict[str, Candidates] = {}

    def find(self, text: str, found: Found) -> None:
        """Add what is found in a decoded text."""
        cache = self._cache
        for match in _CLUSTER.finditer(text):
            start, end = match.span()
            if start and text[start - 1] in "+(":
                start -= 1
                if start and text[start - 1] in "+(":
                    start -= 1
            shape = text[start:end].translate(_TO_SHAPE)
            candidates = cache.get(shape)
            if candidates is None:
                candidates = self._candidates(shape)
            if candidates:
                self._verify(text, start, candidates, found)

    def _candidates(self, shape: str) -> Candidates:
        taken: list[tuple[int, int, str, str]] = []
        for mark, pattern, check in self._rules:
            match = pattern.search(shape)
            while match:  # also those that overlap: one of them may pass its check
                taken.append((match.start(), match.end(), mark, check))
                match = pattern.search(shape, match.start() + 1)
        candidates = tuple(taken)
        if len(shape) <= _LONGEST_CACHED:
            if len(self._cache) >= _LARGEST_CACHE:
                self._cache.clear()
            self._cache[shape] = candidates
        return candidates

    def _verify(self, text: str, offset: int, candidates: Candidates, found: Found) -> None:
        done = -1
        for first, last, mark, check in candidates:
            start, end = offset + first, offset + last
            value = text[start:end]
            if check == "card":
                right = checks.card(value) or (value[4] == "-" and value[0] in "3456")
            elif check == "area":
                right = _area(value)
            elif check == "ip":
                right = checks.ipv4(value) and not self._is_version(text, start, end)
            elif check == "day":
                right = self._is_day(text, start, end)
            elif check == "iso":
                right = self._is_old(value)
            elif check == "national":
                right = value[0] == "0" and value[1] != "0" and not _glued(text, start)
            else:
                right = True
            if right:
                if mark == "date":
                    after = _TIME_AFTER.match(text, end)
                    end = after.end() if after else end
                elif mark == "phone" and text[start] != "+" and text[start - 1 : start] == "+":
                    start -= 1
                found.append((start, end, f"[{mark}]", f"number:{mark}"))
                done = max(done, end)

    def _is_day(self, text: str, start: int, end: int) -> bool:
        value = text[start:end]
        first, second, year = (int(part) for part in _SEPARATORS.split(value))
        if not (checks.calendar(year, second, first) or checks.calendar(year, first, second)):
            return False
        if text[start - 1 : start] in {"v", "V"}:
            return False
        if "/" in value and year > self._newest_slash:
            return _CLOCK_NEAR.match(text, end) is None
        return True

    def _is_old(self, value: str) -> bool:
        year, month, day = (int(part) for part in _SEPARATORS.split(value))
        if not checks.calendar(year, month, day) or year > self._newest_plain:
            return False
        return (year, month, day) not in _NO_PERSONS_DATE

    def _is_version(self, text: str, start: int, end: int) -> bool:
        before = _WORD_BEFORE.search(text[max(0, start - 24) : start])
        if is_letter(text[end : end + 1]) or is_letter(text[start - 1 : start]):
            return True
        if before is None:
            return text[max(0, start - 2) : start] in {"==", ">=", "<=", "~="}
        word = before.group(1).lower()
        gap = text[max(0, start - 24) : start][before.end(1) :]
        if gap == "/" and text[max(0, start - 24) : start][: before.start()].endswith("/"):
            return False  # a segment of a path
        if word in self._versions or gap in {"/", "==", ">=", "<=", "~=", "@", "-", "_"}:
            return True
        first = int(text[start : text.index(".", start)])
        return first < 10 and gap == " " and word not in self._not_versions


def _follower(mark: str) -> str:
    return r"\.0" if mark == "ip" else "[-./]0" if mark != "date" else "[-/]0|\\.00?\\."


def _area(value: str) -> bool:
    digits = checks.digits_of(value)
    return digits[-10] >= "2"


def _glued(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return is_word(before) or before in {"_", "-", "."}
