"""What is planted: kinds of values, each with the field names and the words that stand beside it in real telemetry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True)
class Kind:
    """One kind of value of one Safe Harbor class.

    Attributes:
        name: what it is, for the tables.
        letter: A to R, as 45 CFR 164.514(b)(2)(i) lists them.
        make: a value from a random source.
        fields: names under which it is stored, in the spellings of many code bases.
        prose: sentences' parts that hold it, `{v}` in its place; empty if nothing but a field name finds it.
        bare: whether the value is recognisable without a field name or a word beside it.
        whole: whether the value is a whole text that no other notation may wrap (URLs, `Basic`, data URIs).
    """

    name: str
    letter: str
    make: Callable[[Random], str]
    fields: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    bare: bool = False
    whole: bool = False
    secrets: Callable[[str], tuple[str, ...]] = field(default=lambda value: (value,))


CLASSES = {
    "A": "names",
    "B": "geography",
    "C": "dates, ages",
    "D": "telephone",
    "E": "fax",
    "F": "e-mail",
    "G": "SSN",
    "H": "record number",
    "I": "health plan",
    "J": "accounts",
    "K": "licences",
    "L": "vehicles",
    "M": "devices",
    "N": "URLs",
    "O": "IP",
    "P": "biometrics",
    "Q": "photographs",
    "R": "policy's own",
}
