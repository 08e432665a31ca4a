"""A made-up patient's values as a position may be given them: written, as numbers, in good shape."""

from __future__ import annotations

import random
import re
import sys
from typing import Any

from e2e.kinds import KINDS, UNIQUE_KINDS, Mint
from e2e.stack import ROOT

sys.path.append(str(ROOT / "backend"))
from canaries.encodings import WRITINGS

_WRITINGS = {
    kind: [name for name, (kinds, _) in WRITINGS.items() if kind in kinds] for kind in UNIQUE_KINDS
}
# Those take all of the kinds that places name, and so are of any kind.
_ANY = [name for name, (kinds, _) in WRITINGS.items() if set(kinds) == set(KINDS)]
# Ids and days whole; other runs of letters or digits one by one.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RUN = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9a-f]{8,}|[0-9]+|[A-Za-z]+"
)
NUMBERS = ("ssn", "mrn", "phone", "date of birth", "card", "plan number", "device number")
_OF_LENGTH = {8: "date of birth", 10: "date of birth", 16: "card"}
# Moments of the run, in seconds: a number among them is a moment to everybody.
_MOMENTS = range(1_795_300_000, 1_795_490_000)
_SHAPES = (
    "[id:{digits}]",
    "{digits:0>16}",
    "0.{digits}",
    "{text}T00:00:00Z",
    "{text}T08:30:00.000Z",
    "1.2.{digits}",
    "v{digits}",
    "GET /patients/{text}",
    "/patients/{text}/",
    "https://clinic.example/patients/{text}?q={text}#{text}",
    "http://{text}@localhost/",
    "patients_patient_{digits}_idx",
    "node:{text}",
    "observability.{text}",
    "src/{text}.ts",
    "{digits}",
    "str[{digits}]",
    "SELECT * FROM patients_patient WHERE mrn = {digits}",
    "email.{text}",
)


class Values:
    """Makes values up and writes them; the mint knows what to search for."""

    def __init__(self, pick: random.Random, mint: Mint) -> None:
        """Take chance and mint."""
        self._pick, self._mint = pick, mint

    def any(self) -> tuple[Any, str]:
        """Return a value, and what it is."""
        kind, text, digits = self._made()
        chance = self._pick.random()
        if digits and chance < 0.25:
            return self._number(digits), f"{kind} as a number"
        if digits and chance < 0.4:
            shape = self._pick.choice(_SHAPES)
            return shape.format(text=text, digits=digits), f"{kind} as {shape}"
        return self._written(kind, text)

    def text(self, beside: str = "") -> tuple[str, str]:
        """Return a text, and what it is; what stood there may stay in front of it, or behind."""
        written, said = self._written(*self._made()[:2])
        if not beside:
            return written, said
        mark = self._pick.choice((" ", "-", "", "/", ".", ":", "_", "\n", "?q="))
        if self._pick.random() < 0.7:
            return f"{beside}{mark}{written}", f"{said}, behind {mark!r}"
        return f"{written}{mark}{beside}", f"{said}, in front of {mark!r}"

    def like(self, beside: object) -> tuple[Any, str]:
        """Return a value in the shape of what stands there, and what it is."""
        if type(beside) in (int, float):
            kind, text, digits = self._made(self._pick.choice(NUMBERS))
            return self._number(digits), f"{kind} as a number"
        if not isinstance(beside, str) or not _RUN.search(beside):
            return self.any()
        run = self._pick.choice(list(_RUN.finditer(beside)))
        kind, text, digits = self._made(_OF_LENGTH.get(len(run[0])))
        new = text if _DAY.fullmatch(run[0]) or not digits else digits
        return f"{beside[: run.start()]}{new}{beside[run.end() :]}", f"{kind}, in its shape"

    def _made(self, kind: str | None = None) -> tuple[str, str, str]:
        given = kind
        while True:
            kind = given or self._pick.choice(UNIQUE_KINDS)
            text = self._mint.make("fuzz", kind).text
            digits = re.sub(r"[^0-9]", "", text) if kind in NUMBERS else ""
            if not digits or int(digits) not in _MOMENTS:
                return kind, text, digits

    def _number(self, digits: str) -> int | float:
        return self._pick.choice((int(digits), int(digits), float(digits), -int(digits)))

    def _written(self, kind: str, text: str) -> tuple[str, str]:
        if self._pick.random() < 0.5:
            return text, kind
        name = self._pick.choice(_WRITINGS[kind] or _ANY)
        return WRITINGS[name][1](text), f"{kind}, {name}"
