"""The kinds of patients' data that are planted; each value is of one run, place and kind."""

from __future__ import annotations

import secrets
import string
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

KINDS = ("name", "ssn", "mrn", "email", "phone", "date of birth", "clinical note")
AT_ONCE = 2
_LETTERS = "abcdefghijklmnop"


def kinds_of_turn(place: str, kinds: Sequence[str], turn: int | None) -> list[str]:
    """Return the two of the place's kinds whose turn it is; all of them if ``turn`` is None.

    Four turns in a row have all. Where a place begins hangs on its name alone, so that a new place
    changes nothing for the others.
    """
    if turn is None or len(kinds) <= AT_ONCE:
        return list(kinds)
    first = zlib.crc32(place.encode()) + AT_ONCE * turn
    return [kinds[(first + step) % len(kinds)] for step in range(AT_ONCE)]


@dataclass(frozen=True)
class Planted:
    """One value, and where it was put."""

    place: str
    kind: str
    text: str


def _digits(count: int) -> str:
    # No zero in front: a number that passes through arithmetic keeps its length.
    return secrets.choice("123456789") + "".join(
        secrets.choice(string.digits) for _ in range(count - 1)
    )


def _serial(number: int) -> str:
    return "".join(_LETTERS[number >> shift & 15] for shift in (16, 12, 8, 4, 0))


class Mint:
    """Makes values up. Words share a stem, so that one search finds all; numbers are looked up."""

    def __init__(self) -> None:
        """Choose this run's stem."""
        self.stem = "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(7))
        self.words: dict[str, Planted] = {}
        self.numbers: dict[str, Planted] = {}

    def make(self, place: str, kind: str) -> Planted:
        """Return a value that nothing else on earth holds."""
        serial = _serial(len(self.words) + 1)
        word = f"{self.stem}{serial}"
        if kind in ("name", "email", "clinical note"):
            text = {
                "name": word.capitalize(),
                "email": f"{word}@example.org",
                "clinical note": f'presented with "{word.capitalize()} syndrome" & chest pain',
            }[kind]
            planted = Planted(place, kind, text)
            self.words[word] = planted
            return planted
        while True:
            digits, text = self._number(kind)
            if digits not in self.numbers:
                planted = Planted(place, kind, text)
                self.numbers[digits] = planted
                return planted

    def _number(self, kind: str) -> tuple[str, str]:
        if kind == "ssn":
            digits = "9" + _digits(8)
            return digits, f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
        if kind == "mrn":
            digits = _digits(10)
            return digits, f"MRN-{digits}"
        if kind == "phone":
            digits = _digits(10)
            return digits, f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
        year, month, day = 1900 + secrets.randbelow(90), 1 + secrets.randbelow(12), 0
        day = 1 + secrets.randbelow(28)
        text = f"{year}-{month:02}-{day:02}"
        return text.replace("-", ""), text
