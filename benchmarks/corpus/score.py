"""What is still readable in an answer, and what of the harmless text is left."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus

from corpus.cases import Case

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
ESCAPE = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
BASE64 = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
MARK = re.compile(r"\[[a-z]+(?::[0-9a-f]{8})?\]")
DIGITS = re.compile(r"[0-9]+")


def strings(value: Any) -> Iterator[str]:
    """Yield every text of an answer: keys, values, numbers."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield str(key)
            yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)
    elif value is not None:
        yield str(value)


def fold(text: str) -> str:
    """Fold what a reader would not tell apart: case, dashes, blanks, other forms of the same letter."""
    text = unicodedata.normalize("NFKC", text.translate(DASHES)).translate(UNSEEN)
    return " ".join(text.casefold().split())


def unescape(text: str) -> str:
    """Undo JSON's, Python's and C's escapes, how deep they may be."""
    simple = {"n": "\n", "t": "\t", "r": "\r", "N": "\n"}

    def one(found: re.Match[str]) -> str:
        number = found[1] or found[2]
        return chr(int(number, 16)) if number else simple.get(found[3], found[3])

    return ESCAPE.sub(one, text)


def decoded(text: str) -> Iterator[str]:
    """Yield what base64 hides."""
    for found in BASE64.findall(text):
        try:
            yield base64.b64decode(found + "=" * (-len(found) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def forms(answer: Any) -> list[str]:
    """Return the answer's text in every form in which a value could be read."""
    raw = "\n".join(strings(answer))
    plain = unescape(raw)
    every = [raw, plain, html.unescape(raw), unquote(raw), unquote_plus(raw), unquote_plus(unquote(raw)), *decoded(raw)]
    return [fold(text) for text in dict.fromkeys(every)]


def readable(secret: str, texts: list[str]) -> bool:
    """Tell whether a value stands in one of the texts, not merely as a part of another word or number."""
    wanted = {fold(secret), fold(unquote(secret)), fold(unescape(secret))} - {""}
    for text in texts:
        for one in wanted:
            start = text.find(one)
            while start >= 0:
                before, after = text[start - 1 : start], text[start + len(one) : start + len(one) + 1]
                if not part_of_more(before, one, after):
                    return True
                start = text.find(one, start + 1)
    return False


def part_of_more(before: str, one: str, after: str) -> bool:
    """Tell whether a value only stands there as a part of a longer number, or a short one of a longer word."""
    if (before.isdigit() and one[0].isdigit()) or (after.isdigit() and one[-1].isdigit()):
        return True
    return len(one) < 4 and not one.isdigit() and (before.isalpha() or after.isalpha())


def runs(texts: str) -> Counter[str]:
    """Count the runs of digits, marks left out."""
    return Counter(DIGITS.findall(MARK.sub(" ", texts)))


def digits_left(case: Case, answer: Any) -> bool:
    """Tell whether four digits of the value in a row, or most of them, are left."""
    digits = "".join(DIGITS.findall(unicodedata.normalize("NFKC", unquote(case.value))))
    if not digits or case.kind.letter in "PQN" or case.kind.name == "Basic":
        return False
    around = runs("\n".join(strings({**case.event, **case.build("")})))
    raw = "\n".join(strings(answer))
    for text in dict.fromkeys((raw, unquote(raw), unescape(raw))):
        left = runs(unicodedata.normalize("NFKC", text)) - around
        if any(run[n : n + 4] in digits for run in left for n in range(len(run) - 3)):
            return True
        if 2 * sum(len(run) * times for run, times in left.items() if run in digits) > len(digits):
            return True
    return False


@dataclass(frozen=True)
class Score:
    """What one answer is worth."""

    found: bool
    clean: bool
    kept: int
    words: int


def score(case: Case, answer: Any) -> Score:
    """Judge one answer."""
    texts = forms(answer)
    found = not any(readable(secret, texts) for secret in case.kind.secrets(case.value))
    kept = 0
    if case.around:
        held = Counter(re.findall(r"[A-Za-z]+", "\n".join(strings(answer))))
        kept = sum(held[word] > 0 for word in case.around)
    return Score(found, found and not digits_left(case, answer), kept, len(case.around))
