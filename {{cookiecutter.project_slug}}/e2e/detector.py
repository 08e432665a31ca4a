"""Find planted values in whatever left: in each encoding, and with the path of where they stood."""

from __future__ import annotations

import base64
import html
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from e2e.kinds import TO_LATIN, Mint, Planted

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_FOLDED = str.maketrans("", "", "-_. \u2010\u2011\u2012\u2013\u2014")
_GAP = r"[^0-9A-Za-z\n]{0,7}"  # a number may be cut, and its parts joined by anything
# Each looks ahead, so that matches may overlap; digits that stand in a longer number do not count.
_NUMBERS = tuple(
    re.compile(rf"(?<![0-9])(?=({shape})(?![0-9]))")
    for shape in (
        rf"[0-9]{{3}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{4}}",
        rf"[0-9]{{3}}\)?{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}",
        rf"[0-9]{{4}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}",
        rf"[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}",
    )
)
# MD5, SHA-1, SHA-256.
_DIGEST = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])")
_AMERICAN_DATE = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_PYTHON_DATE = re.compile(r"date\(([0-9]{4}), ([0-9]{1,2}), ([0-9]{1,2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_IN_WORDS = re.compile(rf"([0-9]{{1,2}})[ -]({'|'.join(_MONTHS)})[a-z]*[ -]([0-9]{{4}})", re.I)
_DASH = r"[- \u2010-\u2014]"
_UUID = re.compile(rf"[0-9a-f]{{8}}(?:{_DASH}[0-9a-f]{{4}}){{3}}{_DASH}[0-9a-f]{{12}}")
# What noise that was taken for base64 or hexadecimal does not hold.
_LIKE_TEXT = re.compile(r"[\w\u0300-\u036f .,:;@^'’\"()%/+=&#\\-]{8}")  # noqa: RUF001
_LAYERS = 3


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def _text_in(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    if _LIKE_TEXT.search(text):
        yield text


def _from_base64(text: str) -> Iterator[str]:
    for token in _BASE64.findall(text):
        plain = token.translate(str.maketrans("-_", "+/"))
        # What is encoded may begin anywhere in a longer run of such letters.
        for start in range(4):
            piece = plain[start:]
            piece = piece[: len(piece) // 4 * 4] if len(piece) % 4 == 1 else piece
            yield from _text_in(base64.b64decode(piece + "=" * (-len(piece) % 4)))


def _from_hex(text: str) -> Iterator[str]:
    for token in _HEX.findall(text):
        for start in (0, 1):
            piece = token[start:]
            yield from _text_in(bytes.fromhex(piece[: len(piece) // 2 * 2]))


def _as_latin(text: str) -> str:
    """Return names in other scripts, or with accents, in the letters that they stand for."""
    plain = unicodedata.normalize("NFD", text.translate(TO_LATIN))
    return "".join(one for one in plain if not unicodedata.combining(one))


def _decoded(text: str) -> Iterator[str]:
    if not text.isascii():
        # Bytes that somebody took for Latin-1, as HTTP headers are.
        yield text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    if "%" in text:
        yield urllib.parse.unquote(text)
        yield urllib.parse.unquote_plus(text)
    if "+" in text:
        yield text.replace("+", " ")
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _unescaped(text)
        yield _unescaped(text).replace("\\", "")
        yield text.replace('\\"', '"').replace("\\/", "/")
    yield from _from_base64(text)
    yield from _from_hex(text)


def readings(text: str) -> set[str]:
    """Return the ways in which one may read ``text``, some layers deep."""
    every, last = {text}, {text}
    for _ in range(_LAYERS):
        last = {new for one in last for new in _decoded(one)} - every
        every |= last
    return every


class Detector:
    """Knows what one run has planted."""

    def __init__(self, mint: Mint) -> None:
        """Take what was made up; more may be made later."""
        self._mint = mint
        self._word = re.compile(rf"{mint.stem}[a-p]{{5}}")
        self._of_text = lru_cache(maxsize=200_000)(self._search)

    def found(self, text: str) -> frozenset[Planted]:
        """Return what stands in ``text`` in one form or another."""
        return self._of_text(text)

    def found_plainly(self, text: str) -> set[Planted]:
        """Return what stands in ``text`` as it is: quick, for much text."""
        words = self._mint.words
        low = text.casefold()
        low = low if low.isascii() else f"{low} {_as_latin(low)}"
        hits = {words[one] for one in self._word.findall(low) if one in words}
        if self._mint.stem[:3] in low:
            folded = low.translate(_FOLDED)
            hits |= {words[one] for one in self._word.findall(folded) if one in words}
        for digits in self._numbers(text):
            planted = self._mint.numbers.get(digits)
            if planted:
                hits.add(planted)
        digests = self._mint.digests
        hexes = _DIGEST.findall(low) + [one.translate(_FOLDED) for one in _UUID.findall(low)]
        hits |= {digests[one] for one in hexes if one in digests}
        return hits

    def _numbers(self, text: str) -> Iterator[str]:
        for shape in _NUMBERS:
            for found in shape.finditer(text):
                yield re.sub(r"[^0-9]", "", found[1])
        for month, day, year in _AMERICAN_DATE.findall(text):
            yield f"{year}{int(month):02}{int(day):02}"
            yield f"{year}{int(day):02}{int(month):02}"
        for day, name, year in _DATE_IN_WORDS.findall(text):
            yield f"{year}{_MONTHS.index(name.lower()) + 1:02}{int(day):02}"
        for year, month, day in _PYTHON_DATE.findall(text):
            yield f"{year}{int(month):02}{int(day):02}"

    def _search(self, text: str) -> frozenset[Planted]:
        return frozenset(
            planted for reading in readings(text) for planted in self.found_plainly(reading)
        )

    def in_json(self, value: Any, path: str = "$") -> Iterator[tuple[str, Planted]]:
        """Yield what stands in ``value`` with its path, in which no key that is data stands."""
        if isinstance(value, dict):
            for key, child in value.items():
                hits = self.found(key)
                for planted in hits:
                    yield f"{path}.<key>", planted
                yield from self.in_json(child, f"{path}.{'<key>' if hits else key}")
        elif isinstance(value, list):
            for child in value:
                yield from self.in_json(child, f"{path}[]")
        elif value is not None and not isinstance(value, bool):
            for planted in self.found(str(value)):
                yield path, planted
