"""Patients' data made up for one run, and the search for it in whatever left."""

from __future__ import annotations

import base64
import html
import json
import re
import secrets
import string
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-f]{2}){8,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def _word() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(9)).capitalize()


def _digits(count: int) -> str:
    return "".join(secrets.choice(string.digits) for _ in range(count))


@dataclass(frozen=True)
class Canary:
    """An invented patient of this run, whom nothing else on earth mentions."""

    first_name: str
    last_name: str
    ssn: str
    phone: str
    sentence: str

    @classmethod
    def fresh(cls) -> Canary:
        """Make one up."""
        return cls(
            first_name=_word(),
            last_name=_word(),
            # The umlaut and the quotes are there for the encodings that they take.
            ssn=f"9{_digits(2)}-{_digits(2)}-{_digits(4)}",
            phone=f"({_digits(3)}) 555-{_digits(4)}",
            sentence=f'presented with "Müller {_word()} syndrome" & chest pain',
        )

    def note(self) -> str:
        """Return what somebody might type about the patient."""
        return f"{self.first_name} {self.last_name} (SSN {self.ssn}, {self.phone}) {self.sentence}"

    def values(self) -> list[str]:
        """Return each thing that must not be found, in each way that people write it."""
        digits = re.sub(r"\D", "", self.phone)
        syndrome = self.sentence.split("Müller ")[1].split()[0]
        return [
            self.first_name,
            self.last_name,
            self.ssn,
            self.ssn.replace("-", ""),
            self.phone,
            digits,
            f"{digits[:3]}-{digits[3:6]}-{digits[6:]}",
            self.sentence,
            syndrome,
        ]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def _from_base64(text: str) -> Iterator[str]:
    for token in _BASE64.findall(text):
        plain = token.rstrip("=").translate(str.maketrans("-_", "+/"))
        # What is encoded may begin anywhere in a longer run of such letters.
        for start in range(4):
            piece = plain[start:]
            piece = piece[: len(piece) // 4 * 4] if len(piece) % 4 == 1 else piece
            yield base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8", "ignore")


def _from_hex(text: str) -> Iterator[str]:
    for token in _HEX.findall(text.lower()):
        yield bytes.fromhex(token).decode("utf-8", "ignore")


def readings(data: bytes) -> set[str]:
    """Return the ways in which one may read the bytes, two layers deep."""
    texts = {data.decode("utf-8", "replace")}
    for _ in range(2):
        found = set(texts)
        for text in texts:
            found |= {
                urllib.parse.unquote_plus(text),
                urllib.parse.unquote(text),
                html.unescape(text),
                _unescaped(text),
                text.replace('\\"', '"').replace("\\/", "/"),
                "\n".join(_from_base64(text)),
                "\n".join(_from_hex(text)),
            }
        texts = found
    return {text.casefold() for text in texts}


def found_in(data: bytes, values: Iterable[str]) -> list[int]:
    """Return the numbers of the ``values`` that were found; reports then repeat no data."""
    every = readings(data)
    spelled = [{value.casefold(), json.dumps(value)[1:-1].casefold()} for value in values]
    return [
        number
        for number, spellings in enumerate(spelled)
        if any(one in text for one in spellings for text in every)
    ]
