"""Makes texts and events for comparing the two halves of the PHI engine. Same seed, same inputs.

A text is glued together from pieces that the rules care about (identifiers, labels, keys, quotes,
encodings, library messages), then bent: encoded, cut, joined, folded. All values are made up.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

_PIECES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("fuzz_pieces.json").read_text(encoding="utf-8")
)
WORDS, NUMBERS, CONTACTS = (_PIECES[name] for name in ("words", "numbers", "contacts"))
KEYS, JOINTS, SHAPES, ODD = (_PIECES[name] for name in ("keys", "joints", "shapes", "odd"))
LONGEST_TEXT = 600
DEEPEST = 4


class Inputs:
    """A stream of inputs: lines of the engine's command, each with a small id."""

    def __init__(self, seed: int, seeds_of_texts: tuple[str, ...] = ()) -> None:
        """Start with a seed; texts of the vectors are bent like all others."""
        self.pick = random.Random(seed)  # noqa: S311 - nothing secret
        self._texts = seeds_of_texts

    def lines(self, count: int) -> Iterator[dict[str, Any]]:
        """Yield `count` inputs, two texts for each event."""
        for number in range(count):
            if number % 3:
                yield {"id": number, "text": self.text()}
            else:
                yield {"id": number, "event": self.event()}

    def text(self) -> str:
        """Return one text."""
        pick = self.pick
        if self._texts and pick.random() < 0.3:
            text = pick.choice(self._texts)
        else:
            pieces = [self._piece() for _ in range(pick.choice((1, 1, 2, 3, 4, 6)))]
            text = "".join(piece + pick.choice(JOINTS) for piece in pieces)
        if pick.random() < 0.35:
            text = pick.choice(BENDS)(text, pick)
        return text[:LONGEST_TEXT]

    def _piece(self) -> str:
        pick = self.pick
        kind = pick.random()
        if kind < 0.3:
            return " ".join(pick.choice(WORDS) for _ in range(pick.randint(1, 5)))
        if kind < 0.45:
            return pick.choice(NUMBERS)
        if kind < 0.55:
            return pick.choice(CONTACTS)
        if kind < 0.6:
            return pick.choice(ODD)
        return pick.choice(SHAPES).format(
            k=pick.choice(KEYS), v=self._value(), w=self._value(), n=pick.randint(0, 9999)
        )

    def _value(self) -> str:
        return self.pick.choice(self.pick.choice((WORDS, NUMBERS, NUMBERS, CONTACTS)))

    def event(self) -> dict[str, Any]:
        """Return one small event: some of the positions that Sentry's have."""
        pick = self.pick
        names = pick.sample(sorted(POSITIONS), k=pick.randint(1, 3))
        return {name: POSITIONS[name](self) for name in names}

    def pairs(self) -> list[list[str]]:
        """Return keys with texts, as pairs."""
        pick = self.pick
        return [[pick.choice(KEYS), self.text()] for _ in range(pick.randint(0, 3))]

    def mapping(self, depth: int = 0) -> dict[str, Any]:
        """Return keys with anything."""
        pick = self.pick
        keys = [pick.choice(KEYS) if pick.random() < 0.9 else self.text() for _ in range(2)]
        return {key: self.anything(depth + 1) for key in keys}

    def anything(self, depth: int = 0) -> Any:
        """Return any JSON value."""
        pick = self.pick
        kind = pick.random()
        if kind < 0.5 or depth >= DEEPEST:
            return self.text()
        if kind < 0.6:
            return pick.choice((0, 7, 42, 123456789, 1700000000, -5, 2**53, 4111111111111111))
        if kind < 0.7:
            return pick.choice((None, True, False, 0.5, 1e21, -0.25, "", "None", "null", "[text]"))
        if kind < 0.8:
            return [self.anything(depth + 1) for _ in range(pick.randint(0, 3))]
        return self.mapping(depth)


POSITIONS: dict[str, Callable[[Inputs], Any]] = {
    "message": Inputs.text,
    "logentry": lambda self: {"message": self.text(), "params": [self.anything(), self.anything()]},
    "exception": lambda self: {
        "values": [
            {
                "type": "ValueError",
                "value": self.text(),
                "stacktrace": {
                    "frames": [
                        {
                            "filename": "patients/views.py",
                            "function": "get",
                            "lineno": 42,
                            "context_line": self.text(),
                            "pre_context": [self.text()],
                            "vars": self.mapping(),
                        }
                    ]
                },
            }
        ]
    },
    "breadcrumbs": lambda self: {
        "values": [{"category": "http", "message": self.text(), "data": self.mapping()}]
    },
    "tags": lambda self: self.pairs() if self.pick.random() < 0.5 else dict(self.pairs()),
    "extra": Inputs.mapping,
    "contexts": lambda self: {"patient": self.mapping(), "trace": {"trace_id": "0" * 31 + "7"}},
    "user": lambda self: {"id": self.text(), "email": "a@example.org", "x": self.anything()},
    "request": lambda self: {
        "url": self.text(),
        "query_string": self.pick.choice((self.text(), self.pairs(), dict(self.pairs()))),
        "headers": self.pick.choice((self.pairs(), dict(self.pairs()))),
        "cookies": self.text(),
        "data": self.pick.choice((self.anything(), json.dumps(self.mapping()))),
    },
    "spans": lambda self: [
        {"op": "db", "description": self.text(), "data": self.mapping(), "span_id": "0" * 16}
    ],
    "transaction": Inputs.text,
    "fingerprint": lambda self: [self.text(), "{{ default }}"],
    "modules": lambda self: {"django": "5.2.1", "x": self.text()},
    "timestamp": lambda self: self.pick.choice(
        (1700000000.25, "2026-11-27T02:31:21Z", self.text())
    ),
}


def _cut(text: str, pick: random.Random) -> str:
    return text[: pick.randint(0, len(text))]


def _insert(text: str, pick: random.Random) -> str:
    place = pick.randint(0, len(text))
    return text[:place] + pick.choice(ODD) + text[place:]


def _swap(text: str, pick: random.Random) -> str:
    if not text:
        return text
    place = pick.randrange(len(text))
    return text[:place] + pick.choice("0123456789 -_=:'\"/.aZé") + text[place + 1 :]


BENDS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut,
    _insert,
    _insert,
    _swap,
    _swap,
    lambda text, _: quote(text, safe="", errors="replace"),
    lambda text, _: quote(quote(text, errors="replace"), errors="replace"),
    lambda text, _: text.replace(" ", "+"),
    lambda text, _: json.dumps(text),
    lambda text, _: json.dumps({"message": text}),
    lambda text, _: repr(text),
    lambda text, _: text.upper(),
    lambda text, _: text.lower(),
    lambda text, _: text.replace("-", "\u2013").replace("1", "\uff11"),
    lambda text, _: text.replace(" ", "_"),
    lambda text, _: text.replace(" ", ""),
    lambda text, _: f"{text} {text}",
    lambda text, _: text[::-1],
    lambda text, _: "".join(f"\\u{ord(one):04x}" if one <= "\uffff" else one for one in text[:60]),
    lambda text, _: "".join(f"&#{ord(one)};" for one in text[:60]),
    lambda text, pick: text.replace(" ", pick.choice(ODD)),
)
