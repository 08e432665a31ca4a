"""Choose from what was gathered: what is said, less names and clinical words, within a size."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from phi.words import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shipped.gather import Gathered

LARGEST: Final = 160_000  # bytes of shipped.txt
# Shares of the US population, in percent, whose name may be a shipped word, by the case it is in.
BUDGETS: Final = {"title": 0.6, "lower": 1.5, "upper": 0.6}
FIRST_NAMES_WEIGH: Final = 2.0  # they are fewer, so that each is said more often
# Words that engines' strings must hold in this many strings, and identifiers in this many files.
ENGINE_STRINGS: Final = 2
IDENTIFIER_FILES: Final = 3
GLUED_ROOM: Final = 12_000  # bytes left for snake_case and camelCase
COMMON_FILES: Final = 4  # a lower-case word said in so many files is shipped in Title case as well
SINGLE_LETTERS: Final = frozenset("aAsIxkvenbgi")
# Spelled in many messages, and not about anybody: kept in just this case.
SPARED: Final = frozenset({"Broken", "FATAL", "Fatal", "CRITICAL", "TABLET", "NORMAL", "day"})
_WORD: Final = re.compile(r"_*[A-Za-z][A-Za-z_]{0,38}(?:'[a-z]{1,2})?", re.ASCII)
_WITH_DIGITS: Final = re.compile(r"[A-Za-z][A-Za-z_]{1,20}[0-9]{1,3}[a-z]{0,4}", re.ASCII)
_TYPOGRAPHIC: Final = re.compile("[A-Za-z]+\u2019(?:t|s|re|ve|ll|d)")
_LOWER: Final = re.compile(r"[a-z]{2,20}", re.ASCII)
_EXCEPTION: Final = re.compile(
    r"[A-Z]\w*(?:Error|Exception|Warning|Exists?|Interrupt|Exit|Timeout|Failed|Rejected)", re.ASCII
)
_GLUED: Final = re.compile(r"[A-Za-z_]*(?:_|[a-z][A-Z])[A-Za-z_]*", re.ASCII)
_CAMEL: Final = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+", re.ASCII)


@dataclass(frozen=True)
class Names:
    """Shares of the population by name, and the names that count whatever their share is."""

    surnames: Mapping[str, float]
    first: Mapping[str, float]
    listed: frozenset[str]

    def share(self, name: str) -> float:
        """Return how many of a hundred people have this name, first names counted as they weigh."""
        first = self.first.get(name, 0.0) * FIRST_NAMES_WEIGH
        return self.surnames.get(name, 0.0) + first + (0.0002 if name in self.listed else 0.0)


def said(gathered: Gathered) -> dict[str, float]:
    """Return what is said in messages, with how often it is: files, or strings of engines."""
    weights: dict[str, float] = defaultdict(float)
    for word, places in gathered.messages.items():
        if _WORD.fullmatch(word) or _TYPOGRAPHIC.fullmatch(word) or (_WITH_DIGITS.fullmatch(word) and len(places) > 1):
            weights[word] += len(places)
    for word, places in gathered.engines.items():
        if len(places) >= ENGINE_STRINGS and _WORD.fullmatch(word):
            weights[word] += len(places) / 4
    for word, places in gathered.classes.items():
        if _EXCEPTION.fullmatch(word) or (len(places) > 1 and _CAMEL.fullmatch(word)):
            weights[word] += len(places)
    return {word: weight for word, weight in weights.items() if len(word) > 1 or word in SINGLE_LETTERS}


def identifier_parts(gathered: Gathered) -> dict[str, int]:
    """Return the lower-case parts of identifiers, with the number of files that hold them."""
    files: dict[str, set[str]] = defaultdict(set)
    for name, places in gathered.identifiers.items():
        for part in parts_of(name):
            if _LOWER.fullmatch(part):
                files[part] |= places
    return {part: len(places) for part, places in files.items() if len(places) >= IDENTIFIER_FILES}


def titled(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the Title case of common lower-case words, as sentences begin with it."""
    return {
        word.capitalize(): weight / 4
        for word, weight in weights.items()
        if weight >= COMMON_FILES and _LOWER.fullmatch(word) and word.capitalize() not in weights
    }


def without_names(weights: dict[str, float], names: Names) -> dict[str, float]:
    """Take out names, sparing the most useful for their share of the population in each case."""
    left = dict(BUDGETS)
    kept = dict(weights)
    doubtful = [word for word in weights if names.share(word.lower()) > 0 and word not in SPARED]
    for word in sorted(doubtful, key=lambda word: (-weights[word] / names.share(word.lower()), word)):
        case = "lower" if word.islower() else "upper" if word.isupper() and len(word) > 1 else "title"
        share = names.share(word.lower())
        if share <= left[case]:
            left[case] -= share
        else:
            del kept[word]
    return kept


def without_clinical(weights: dict[str, float], clinical: Iterable[str]) -> dict[str, float]:
    """Take out clinical words in any case."""
    words = frozenset(clinical)
    return {word: weight for word, weight in weights.items() if word in SPARED or word.lower() not in words}


def within(weights: Mapping[str, float], size: int) -> list[str]:
    """Return the most common words, sorted, within ``size`` bytes.

    Single words come first. A glued one is left out where its parts are in, as the filter lets it pass.
    """
    chosen: set[str] = set()
    room = size

    def choose(words: Iterable[str]) -> None:
        nonlocal room
        for word in sorted(words, key=lambda word: (-weights[word], word)):
            needed = len(word.encode()) + 1
            if needed <= room:
                chosen.add(word)
                room -= needed

    single = {word for word in weights if not _GLUED.fullmatch(word)}
    room -= GLUED_ROOM
    choose(single)
    room += GLUED_ROOM
    choose(word for word in weights.keys() - single if not chosen.issuperset(parts_of(word)))
    return sorted(chosen)
