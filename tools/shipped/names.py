"""Names of people: Faker's en_US lists (MIT) and the US Census of 1990 (public domain).

The packages are fetched, by hash, into build/words-data and read there; nothing is installed.
"""

from __future__ import annotations

import ast
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Census:
    """Shares of the population by name, in percent, in lower case."""

    surnames: dict[str, float]
    male: dict[str, float]
    female: dict[str, float]


def archive(folder: Path, pattern: str) -> Path:
    """Return the one fetched package that is named like ``pattern``."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{folder}/{pattern}: expected one file, found {len(found)}; run: make words-data")
    return found[0]


def census(folder: Path) -> Census:
    """Read the Census lists out of the package `names`."""
    with tarfile.open(archive(folder, "names-*.tar.gz")) as package:

        def shares(name: str) -> dict[str, float]:
            member = next(entry for entry in package.getnames() if entry.endswith(f"/names/{name}"))
            stream = package.extractfile(member)
            assert stream is not None  # noqa: S101
            rows = (line.split() for line in stream.read().decode("ascii").splitlines())
            return {row[0].lower(): float(row[1]) for row in rows if row}

        return Census(shares("dist.all.last"), shares("dist.male.first"), shares("dist.female.first"))


def faker(folder: Path) -> set[str]:
    """Return the first and last names of Faker's en_US locale, in lower case."""
    with zipfile.ZipFile(archive(folder, "faker-*.whl")) as package:
        source = package.read("faker/providers/person/en_US/__init__.py")
    return {name for name in names_in(source) if name.isalpha()}


def names_in(source: bytes) -> set[str]:
    """Return the names in one of Faker's modules, in lower case."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if "first_names" in name or "last_names" in name:
                strings = (item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant))
                found |= {value.lower() for value in strings if isinstance(value, str)}
    return found
