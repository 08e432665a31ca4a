"""Word lists that benchmarks/words.py measures with, read out of the packages in build/words-data."""

from __future__ import annotations

import bz2
import pickletools
import re
import zipfile
from typing import TYPE_CHECKING

from shipped import DATA, names

if TYPE_CHECKING:
    from collections.abc import Iterator


def strings_of_pickle(content: bytes) -> Iterator[str]:
    """Yield the strings of a pickle, which is read and never run."""
    for _, argument, _ in pickletools.genops(content):
        if isinstance(argument, str):
            yield argument


def diagnoses() -> list[str]:
    """Return the descriptions of ICD-10-CM."""
    with zipfile.ZipFile(names.archive(DATA, "simple_icd_10_cm-*.whl")) as package:
        member = next(name for name in package.namelist() if name.endswith(".xml"))
        text = package.read(member).decode("utf-8")
    return re.findall(r"<desc>([^<]+)</desc>", text)


def dictionary(pattern: str) -> set[str]:
    """Return the terms of one word, in lower case, of a package that recognises drugs or diseases."""
    with zipfile.ZipFile(names.archive(DATA, pattern)) as package:
        member = next(name for name in package.namelist() if name.endswith(".pkl.bz2"))
        content = bz2.decompress(package.read(member))
    found = (text.strip().lower() for text in strings_of_pickle(content))
    return {text for text in found if re.fullmatch(r"[a-z]{4,30}", text)}


def ordinary_words() -> set[str]:
    """Return the common English words that Faker makes sentences of."""
    with zipfile.ZipFile(names.archive(DATA, "faker-*.whl")) as package:
        source = package.read("faker/providers/lorem/en_US/__init__.py").decode("utf-8")
    return set(re.findall(r'"([a-z]+)"', source))


def names_of_the_world() -> set[str]:
    """Return the first and last names of Faker's other locales that are written in Latin letters."""
    found: set[str] = set()
    with zipfile.ZipFile(names.archive(DATA, "faker-*.whl")) as package:
        for member in package.namelist():
            if re.fullmatch(r"faker/providers/person/(?!en)\w+/__init__\.py", member):
                found |= names.names_in(package.read(member))
    return {name.capitalize() for name in found if re.fullmatch(r"[a-z\u00df-\u024f]{3,}", name)}
