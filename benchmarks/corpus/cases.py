"""Planted cases: a kind of value, in an encoding, at a position of an event; all from one seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from corpus import (
    encodings,
    encodings_bare,
    encodings_other,
    encodings_records,
    kinds_numbers,
    kinds_people,
    kinds_web,
    positions,
)
from corpus.kinds import Kind

Writer = Callable[[str], str]
Build = Callable[[str], dict[str, Any]]

KINDS = (*kinds_people.KINDS, *kinds_numbers.KINDS, *kinds_web.KINDS)
KEYED = {**encodings.KEYED, **encodings_records.RECORDS}
CARRIERS = (
    ("Could not save the record: ", ""),
    ("Import stopped because ", " was refused by the server"),
    ("", " could not be parsed"),
    ("Retrying task after failure, ", " remains in the queue"),
    ("Request rejected (", ") while loading results"),
    ("worker failed: ", " - giving up now"),
    ("", ""),
    ("Unexpected response from upstream: ", " please check the settings"),
)
# What ends at a line's end or is a whole document: text goes before it, on lines of its own.
OWN_LINES = {"header", "HL7", "CSV", "multipart", "YAML", "DETAIL Key", "DETAIL Key, columns", "Failing row", "k: v", "logfmt", "cookie", "settings file", "COPY context"}  # fmt: skip
NEUTRAL = ("reason", "raw_value", "payload", "content", "result", "val")
# Shapes in which a name stands in a text while a field of the same event holds it.
MENTIONS = (
    "{v} is not on the list",
    "row of {v}",
    "{u}",
    "/find/{p}/",
    '"{v}"',
    "user:{v}",
    "<td>{v}</td>",
    "_{v}_",
    "{l}",
)
WHOLE_NUMBERS = {"bank account", "record number", "SSN, nine digits", "phone, ten digits", "age", "NPI"}


@dataclass(frozen=True)
class Case:
    """One planted value.

    Attributes:
        build: the event around any value, to know what belongs to the case and what to the value.
        around: words beside the value that should stay; empty where the position may be emptied as a whole.
    """

    number: int
    kind: Kind
    encoding: str
    position: str
    value: str
    build: Build = field(repr=False)
    around: tuple[str, ...] = ()

    @property
    def event(self) -> dict[str, Any]:
        """Return the event with the value in its place."""
        return {"event_id": f"{self.number:032x}", "platform": "python", "level": "error", **self.build(self.value)}


def writer(encoding: encodings.Encoding, key: str, variant: int) -> Writer:
    """Return a function that writes a value beside a key."""
    return lambda value: encoding(key, value, variant)


def bare_writer(name: str, variant: int, shape: str = "{v}") -> Writer:
    """Return a function that writes a value, in its sentence, without a key."""
    return lambda value: encodings_bare.BARE[name](shape.format(v=value), variant)


def placed(place: Callable[[str], dict[str, Any]], write: Writer) -> Build:
    """Return a function that puts a written value at a position."""
    return lambda value: place(write(value))


def beside(place: Callable[[str, object], dict[str, Any]], key: str, whole_number: bool = False) -> Build:
    """Return a function that puts a value under a key at a position."""
    if whole_number:
        return lambda value: place(key, int(value or "0"))
    return lambda value: place(key, value)


def carried(write: Writer, encoding: str, carrier: int) -> tuple[Writer, tuple[str, ...]]:
    """Put words around what is written; return the new function and these words."""
    before, after = CARRIERS[carrier]
    if encoding in OWN_LINES:
        after = ""
    words = tuple(word.strip("():,-") for word in (before + after).split() if len(word.strip("():,-")) > 2)

    def carry(value: str) -> str:
        text = write(value)
        line = "\n" if encoding in OWN_LINES and not text.startswith("\n") else ""
        return before + line + text + after

    return carry, words


def mention(shape: str) -> Writer:
    """Return a function that writes a name as a program mentions it."""
    return lambda value: shape.format(v=value, u=value.upper(), l=value.lower(), p=value.replace(" ", "%20"))


def texts(kind: Kind, rng: Random) -> Iterator[tuple[str, Writer]]:
    """Yield every encoding that can hold such a value, with a function that writes it."""
    for name, keyed in KEYED.items() if kind.fields else ():
        if name != "cookie" or kind.letter not in "PQ":
            key = rng.choice(NEUTRAL if kind.bare and rng.random() < 0.35 else kind.fields)
            yield name, writer(keyed, key, rng.randrange(60))
    if kind.name in encodings_records.HL7:
        yield "HL7", writer(encodings_records.hl7, kind.name, rng.randrange(60))
    if kind.name in encodings_records.FHIR:
        yield "FHIR", writer(encodings_records.fhir, kind.name, rng.randrange(60))
    for shape in kind.prose:
        yield "prose, labelled", bare_writer("prose", rng.randrange(60) if kind.bare else 0, shape)
        name = rng.choice(("literal newline, bare", "typographic, bare", "in quotes", "neutral key"))
        yield name, bare_writer(name, rng.randrange(60), shape)
    if kind.whole:
        bare: tuple[str, ...] = ("prose", "in quotes", "neutral key", "literal newline, bare", "typographic, bare", "argument")  # fmt: skip
    elif kind.bare:
        bare = tuple(encodings_bare.BARE)
    else:
        bare = ("Failing row",) if kind.fields else ()
    for name in bare:
        yield name, bare_writer(name, rng.randrange(60))


def fresh(kind: Kind, rng: Random, build: Build) -> str:
    """Return a value that the rest of its event does not hold already."""
    rest = repr(build("")).casefold()
    for _ in range(50):
        value = kind.make(rng)
        if kind.secrets(value) and all(secret.casefold() not in rest for secret in kind.secrets(value)):
            return value
    raise RuntimeError(f"no fresh value for {kind.name}")


class Maker:
    """Numbers the cases and draws their values."""

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self.rng = Random(seed)
        self.count = 0

    def case(self, kind: Kind, encoding: str, position: str, build: Build, around: tuple[str, ...] = ()) -> Case:
        """Return the next case."""
        self.count += 1
        return Case(self.count, kind, encoding, position, fresh(kind, self.rng, build), build, around)

    def carrier(self) -> int:
        """Return the number of one of the carriers."""
        return self.rng.randrange(len(CARRIERS))

    def planted(self, turns: int) -> Iterator[Case]:
        """Yield all cases; each kind takes each encoding that can hold it so many times, at positions in turn."""
        places = list(positions.TEXT)
        for _ in range(turns):
            for kind in KINDS:
                for name, write in texts(kind, self.rng):
                    if self.count % len(places) == 0:
                        self.rng.shuffle(places)
                    position = places[self.count % len(places)]
                    carry, words = carried(write, name, self.carrier())
                    yield self.case(kind, name, position, placed(positions.TEXT[position], carry), words)
        for _ in range(turns):
            yield from self.structured()
            yield from self.known()
            yield from self.links()

    def structured(self) -> Iterator[Case]:
        """Yield every kind under its own fields, at each position that has keys."""
        for position, place in positions.KEYED.items():
            for kind in KINDS:
                if kind.fields:
                    key = self.rng.choice(kind.fields)
                    yield self.case(kind, "key and value", position, beside(place, key))
                    if kind.name in WHOLE_NUMBERS:
                        yield self.case(kind, "key and integer", position, beside(place, key, whole_number=True))

    def known(self) -> Iterator[Case]:
        """Yield names in prose of events that hold the same name in a field."""
        for position, place in positions.TEXT.items():
            for kind in KINDS[:3]:
                key = self.rng.choice(kind.fields)
                carry, words = carried(mention(self.rng.choice(MENTIONS)), "known", self.carrier())
                yield self.case(kind, "known from a field", position, self.also(placed(place, carry), key), words)

    @staticmethod
    def also(build: Build, key: str) -> Build:
        """Return a function that adds the value in a field elsewhere in the event."""

        def both(value: str) -> dict[str, Any]:
            event = build(value)
            return {**event, "extra": {**event.get("extra", {}), "row": {key: value}}}

        return both

    def links(self) -> Iterator[Case]:
        """Yield URLs and forms at the positions that hold such."""
        for kind in KINDS:
            for position, place in positions.LINK.items():
                if kind.letter == "N":
                    yield self.case(kind, "URL", position, place)
            for position, place in positions.FORM.items():
                if kind.fields:
                    write = writer(encodings.form, self.rng.choice(kind.fields), self.rng.randrange(60))
                    yield self.case(kind, "form", position, placed(place, write))

    def other(self, turns: int) -> Iterator[Case]:
        """Yield every kind in notations that nobody was told of."""
        places = list(positions.TEXT)
        for _ in range(turns):
            for kind in KINDS:
                for name, keyed in encodings_other.OTHER.items() if kind.fields else ():
                    write = writer(keyed, self.rng.choice(kind.fields), self.rng.randrange(60))
                    carry, words = carried(write, name, self.carrier())
                    position = self.rng.choice(places)
                    yield self.case(kind, name, position, placed(positions.TEXT[position], carry), words)

    def spread(self, count: int) -> Iterator[Case]:
        """Yield the same texts at every position that carries text, so that positions compare."""
        every = [(kind, name, write) for kind in KINDS for name, write in texts(kind, self.rng)]
        for kind, name, write in self.rng.sample(every, min(count, len(every))):
            carry, words = carried(write, name, self.carrier())
            value = fresh(kind, self.rng, placed(lambda text: {"": text}, carry))
            for position, place in positions.TEXT.items():
                self.count += 1
                yield Case(self.count, kind, name, position, value, placed(place, carry), words)
