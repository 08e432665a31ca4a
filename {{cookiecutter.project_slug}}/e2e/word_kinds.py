"""Values made of words that the code may know too, and ages: scored by what of them leaves.

Names come as often as people bear them. Notes are telling words between plain ones; these, such as
`reports` and `since`, are the code's own too, tell nothing of a person, and do not count.
"""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

NAME, NOTE, AGE = "name of the census", "note, its telling words", "age over 89"
WORD_KINDS = (NAME, NOTE, AGE)
# Of these no word may leave; of the others such a share, and never two neighbours of a name.
STRICT = (AGE,)
MOST_SHARE = 0.02
_HERE = Path(__file__).parent
_NOTES = (
    "Patient reports {0} and {1} since Monday, history of {2}.",
    "{0} after {1}; started on {2}, return in two weeks",
    "was admitted with {0}, also {1}, no {2}",
    "known to be {0}: denies {1} but not {2}",
)
_AGES = ("{}-year-old", "age {}", "aged {} years", "Age: {}", "{} y/o")


@lru_cache(maxsize=1)
def _census() -> dict[str, tuple[list[str], list[float]]]:
    found: dict[str, tuple[list[str], list[float]]] = {"first": ([], []), "last": ([], [])}
    for line in (_HERE / "names_census.txt").read_text(encoding="ascii").splitlines()[1:]:
        which, name, share = line.split()
        found[which][0].append(name)
        found[which][1].append(float(share))
    return found


@lru_cache(maxsize=1)
def _telling() -> list[str]:
    lines = (_HERE / "telling_words.txt").read_text(encoding="ascii").splitlines()[1:]
    return " ".join(lines).split()


def _name(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    first, last = (chance.choices(*_census()[which])[0] for which in ("first", "last"))
    title = f"{first.capitalize()} {last.capitalize()}"
    forms = (title, title.lower(), title.upper(), f"{last.upper()}^{first.upper()}")
    return chance.choice((*forms, f"{last.capitalize()}, {first.capitalize()}")), (first, last)


def made(kind: str, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """Return a value of this kind, and its words in lower case in the order of the value."""
    if kind == NAME:
        return _name(chance)
    if kind == NOTE:
        words = tuple(chance.sample(_telling(), 3))
        return chance.choice(_NOTES).format(*words), words
    age = str(chance.randrange(90, 110))
    return chance.choice(_AGES).format(age), (age,)
