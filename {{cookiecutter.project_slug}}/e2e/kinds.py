"""The kinds of patients' data that are planted; each value is of one run, place and kind."""

from __future__ import annotations

import hashlib
import random
import secrets
import unicodedata
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from e2e.word_kinds import WORD_KINDS, made

KINDS = ("name", "ssn", "mrn", "email", "phone", "date of birth", "clinical note")
# Planted too where every kind is, once a run plants all (see `kinds_of_turn`).
MORE_KINDS = (
    *("name, other forms", "address", "card", "plan number", "device number", "patient's UUID"),
    *WORD_KINDS,
)
EVERY_KIND = (*KINDS, *MORE_KINDS)
# Nothing else holds such a value, so that it is found wherever it stands.
UNIQUE_KINDS = tuple(kind for kind in EVERY_KIND if kind not in WORD_KINDS)
AT_ONCE, FEW = 2, 3
# What a place lets pass as it is, and why.
LET_PASS = {
    ("request: header X-Request-Id", "patient's UUID"): (
        "an id of the edge's own making, a UUID by chance, joins its log with ours"
    ),
}
_LETTERS = "abcdefghijklmnop"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# One letter for each of ours: what is written so is a name to people, and is found again.
_CYRILLIC = "абцдефгхийклмнопярстувшжыз"
_HAN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐"
TO_LATIN = str.maketrans(_CYRILLIC + _HAN, _LATIN * 2)


def every_kind(place: str, kinds: Sequence[str]) -> list[str]:
    """Return all of the place's kinds, and those that places need not name."""
    every = EVERY_KIND if set(kinds) == set(KINDS) else kinds
    return [kind for kind in every if (place.partition(" ")[2], kind) not in LET_PASS]


def few_kinds(place: str, kinds: Sequence[str]) -> list[str]:
    """Return three of them, other ones for each place."""
    every = every_kind(place, kinds)
    first = zlib.crc32(place.encode())
    return [every[(first + step) % len(every)] for step in range(min(FEW, len(every)))]


def kinds_of_turn(place: str, kinds: Sequence[str], turn: int | None) -> list[str]:
    """Return the two of the place's kinds whose turn it is; every kind if ``turn`` is None.

    Four turns in a row have all. Where a place begins hangs on its name alone, so that a new place
    changes nothing for the others.
    """
    if turn is None:
        return every_kind(place, kinds)
    if len(kinds) <= AT_ONCE:
        return list(kinds)
    first = zlib.crc32(place.encode()) + AT_ONCE * turn
    return [kinds[(first + step) % len(kinds)] for step in range(AT_ONCE)]


@dataclass(frozen=True)
class Planted:
    """One value, and where it was put."""

    place: str
    kind: str
    text: str
    # Of the kinds that are scored by words: its words.
    words: tuple[str, ...] = ()


def _serial(number: int) -> str:
    return "".join(_LETTERS[number >> shift & 15] for shift in (16, 12, 8, 4, 0))


def _accented(word: str) -> str:
    return unicodedata.normalize("NFC", "\u0301".join(word[i : i + 2] for i in range(0, 12, 2)))


def _spelled_otherwise(word: str, number: int) -> str:
    """Return the name as other cultures and systems write it: HL7, scripts, accents, case."""
    forms = (
        f"{word.upper()}^JOSÉ^Q",
        word.translate(str.maketrans(_LATIN, _CYRILLIC)).capitalize(),
        word.translate(str.maketrans(_LATIN, _HAN)),
        _accented(word).capitalize(),
        f"O’{word.capitalize()}",  # noqa: RUF001 - as names are typeset
        f"van der {word}",
        f"{word.upper()}, MARÍA DEL MAR",
    )
    return forms[number % len(forms)]


def _with_check_digit(digits: str) -> str:
    """Return ``digits`` and the digit that makes them a card's number (ISO 7812)."""
    doubled = [int(one) * (2 - place % 2) for place, one in enumerate(reversed(digits))]
    return digits + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


class Mint:
    """Makes values up. Words share a stem, so that one search finds all; numbers are looked up."""

    def __init__(self, seed: int | None = None) -> None:
        """Choose this run's stem; the same ``seed`` makes the same values up again."""
        self.seed = secrets.randbelow(2**32) if seed is None else seed
        self._random = random.Random(self.seed)  # noqa: S311 - to be repeated, not to be secret
        self.stem = "".join(self._random.choices("bcdfghjklmnpqrstvwxz", k=7))
        self.words: dict[str, Planted] = {}
        self.numbers: dict[str, Planted] = {}
        # Hex digests without a key, which anybody can go back from.
        self.digests: dict[str, Planted] = {}
        self._kept: dict[tuple[str, str], Planted] = {}

    def keep(self, place: str, kind: str) -> Planted:
        """Make a value now that ``make`` will return when it is first asked for it."""
        planted = self.make(place, kind)
        self._kept[place, kind] = planted
        return planted

    def make(self, place: str, kind: str) -> Planted:
        """Return a value of this kind, and of this place alone."""
        if (place, kind) in self._kept:
            return self._kept.pop((place, kind))
        if kind in WORD_KINDS:
            return Planted(place, kind, *made(kind, self._random))
        if kind == "patient's UUID":
            value = uuid.UUID(int=self._random.getrandbits(128), version=4)
            planted = Planted(place, kind, str(value))
            self.digests[value.hex] = planted
            return planted
        number = len(self.words) + 1
        word = f"{self.stem}{_serial(number)}"
        if kind in ("name", "name, other forms", "email", "clinical note", "address"):
            text = {
                "name": word.capitalize(),
                "name, other forms": _spelled_otherwise(word, number),
                "email": f"{word}@example.org",
                "clinical note": f'presented with "{word.capitalize()} syndrome" & chest pain',
                "address": f"{self._digits(3)} {word.capitalize()} Street, Apt {number % 90 + 1}",
            }[kind]
            planted = Planted(place, kind, text)
            self.words[word] = planted
            return planted
        while True:
            digits, text = self._number(kind)
            if digits not in self.numbers:
                planted = Planted(place, kind, text)
                self.numbers[digits] = planted
                self._note_digests({digits, text}, planted)
                return planted

    def _note_digests(self, spellings: set[str], planted: Planted) -> None:
        for text in spellings:
            for algorithm in ("md5", "sha1", "sha256"):
                digest = hashlib.new(algorithm, text.encode(), usedforsecurity=False)
                self.digests[digest.hexdigest()] = planted

    def _digits(self, count: int) -> str:
        # No zero in front: a number that passes through arithmetic keeps its length.
        digits = self._random.choices("0123456789", k=count - 1)
        return self._random.choice("123456789") + "".join(digits)

    def _number(self, kind: str) -> tuple[str, str]:
        if kind == "ssn":
            digits = "9" + self._digits(8)
            return digits, f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
        if kind == "card":
            digits = _with_check_digit("4" + self._digits(14))
            return digits, " ".join(digits[start : start + 4] for start in (0, 4, 8, 12))
        if kind == "plan number":
            digits = self._digits(9)
            return digits, f"W{digits}"
        digits = self._digits(10)
        if kind == "mrn":
            return digits, f"MRN-{digits}"
        if kind == "device number":
            return digits, f"SN-{digits}"
        if kind == "phone":
            return digits, f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
        year, month = self._random.randrange(1900, 1990), self._random.randrange(1, 13)
        text = f"{year}-{month:02}-{self._random.randrange(1, 29):02}"
        return text.replace("-", ""), text
