"""Which numbers may stand in free text, where only known words do.

A group of digits (`3`, `1/3`, `0.5`) of at most three digits stays beside a word that counts
things (`line 3`, `3 items`) or as an HTTP status; a version stays after `v` or a package's name;
`UTF-8` and the like are spelled out. The words are in `phi/defaults/counting.json`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

NUMBER: Final = re.compile(r"[0-9]+|v[0-9]+", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_AMOUNT: Final = re.compile(r"([0-9]{1,3})([A-Za-z]{1,3})", re.ASCII)
# Up to four parts of up to three digits, none with a leading zero: no date looks like that.
_VERSION: Final = re.compile(r"v?(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){1,3}", re.ASCII)
_SHORT_VERSION: Final = re.compile(r"v[0-9]{1,3}", re.ASCII)
_JOINS_DIGITS: Final = frozenset({" ", ".", ",", ":", "-", "/", ", "})
_NO_JOINTS: Final = str.maketrans("", "", " .,:-/")
_BEFORE: Final = " \t=:#([<\"'-"
_AFTER: Final = " \t)]\"'(-"
_LONGEST_GAP: Final = 4
_MOST_DIGITS: Final = 3
_BEFORE_SPELLED: Final = frozenset({"-", " ", "_", ""})
_BEFORE_VERSION: Final = frozenset(
    {" ", "/", "==", "-", " (", ">=", "<=", "<", ">", "~=", ">= ", " v"}
)
_LAST_PART: Final = re.compile(r"[A-Z]?[a-z]+_*$|[A-Z]+_*$", re.ASCII)


class Counting:
    """The words that count things, compiled once."""

    __slots__ = ("_after", "_before", "_packages", "_phrases", "_spelled", "_units")

    def __init__(self, data: dict[str, Any] | None = None, packages: Iterable[str] = ()) -> None:
        """Take the content of `counting.json`, and further packages' names."""
        data = data or {}
        self._before: frozenset[str] = frozenset(data.get("before", ()))
        self._after: frozenset[str] = frozenset(data.get("after", ()))
        self._units: frozenset[str] = frozenset(data.get("units", ()))
        names = [*data.get("packages", ()), *packages]
        self._packages: frozenset[str] = frozenset(name.lower() for name in names)
        self._phrases: dict[str, str] = dict(data.get("http_phrases", {}))
        self._spelled: dict[str, frozenset[str]] = {
            word: frozenset(numbers) for word, numbers in data.get("spelled", {}).items()
        }

    @classmethod
    def load(cls, path: Path, packages: Iterable[str] = ()) -> Counting:
        """Read ``path`` (`phi/defaults/counting.json`)."""
        return cls(json.loads(path.read_text(encoding="utf-8")), packages)

    def group_end(self, pieces: list[str], tokens: list[str], first: int) -> int:
        """Return the last token of the digit group that begins at ``first``, or -1 if none does."""
        if NUMBER.fullmatch(tokens[first]) is None:
            return -1
        last = first
        while (
            last + 1 < len(tokens)
            and pieces[2 * last + 2] in _JOINS_DIGITS
            and _DIGITS.fullmatch(tokens[last + 1])
        ):
            last += 1
        return last

    def keeps(
        self,
        pieces: list[str],
        tokens: list[str],
        first: int,
        last: int,
        known: Callable[[str], bool],
    ) -> bool:
        """Tell whether the digit group of tokens ``first`` to ``last`` may stand."""
        written = "".join(pieces[2 * first + 1 : 2 * last + 2]) if last > first else tokens[first]
        gap, before = pieces[2 * first], tokens[first - 1] if first else ""
        before_known = bool(before) and known(before)
        if written[0] == "v":
            return bool(_SHORT_VERSION.fullmatch(written) or _VERSION.fullmatch(written))
        if before_known:
            if gap in _BEFORE_SPELLED and written in self._spelled.get(before, ()):
                return True
            if (
                gap in _BEFORE_VERSION
                and before.lower() in self._packages
                and _VERSION.fullmatch(written)
            ):
                return True
        if len(written.translate(_NO_JOINTS)) > _MOST_DIGITS:
            return False
        if (
            before_known
            and len(gap) <= _LONGEST_GAP
            and not gap.strip(_BEFORE)
            and _last_part(before) in self._before
        ):
            return True
        after_gap = pieces[2 * last + 2]
        after = tokens[last + 1] if last + 1 < len(tokens) else ""
        if (
            after
            and len(after_gap) <= _LONGEST_GAP
            and not after_gap.strip(_AFTER)
            and known(after)
            and (
                _last_part(after) in self._after
                or (after_gap == " " and self._phrases.get(written) == after)
            )
        ):
            return True
        # `3 of 10`: what follows `of` stays, because what precedes it did.
        return self._is_total(pieces, tokens, first)

    def is_amount(self, token: str) -> bool:
        """Tell whether ``token`` is a short number with a unit of time or size, such as `30s`."""
        match = _AMOUNT.fullmatch(token)
        return match is not None and match[2] in self._units

    def _is_total(self, pieces: list[str], tokens: list[str], first: int) -> bool:
        """Tell whether the group is the 10 of `3 of 10`, where the 3 is a group that stays."""
        if first < 2 or tokens[first - 1] != "of" or "of" not in self._after:
            return False
        part = tokens[first - 2]
        return (
            pieces[2 * first] == " " == pieces[2 * first - 2]
            and len(part) <= _MOST_DIGITS
            and _DIGITS.fullmatch(part) is not None
            and not (
                first > 2
                and pieces[2 * first - 4] in _JOINS_DIGITS
                and NUMBER.fullmatch(tokens[first - 3])
            )
        )


def _last_part(token: str) -> str:
    """Return the last part of a token in lower case: `code` of `status_code` and `statusCode`."""
    match = _LAST_PART.search(token)
    return match[0].rstrip("_").lower() if match else ""
