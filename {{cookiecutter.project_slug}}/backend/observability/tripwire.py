"""Behind the gate: a last look at the texts of a rebuilt item for what must not be there.

A hit means that the gate has a hole, so that the item is dropped and the log says so. Runs in the
thread that sends. The TypeScript twin is `frontend/src/observability/tripwire.ts`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from observability import cards, policy

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS: Final = r"[-. /_\u00a0\u2010-\u2015\u2212]"
_SSN: Final = re.compile(rf"(?<![0-9])[0-9]{{3}}({_SEPARATORS})[0-9]{{2}}\1[0-9]{{4}}(?![0-9])")
_EMAIL: Final = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,190}")
_CARD: Final = re.compile(r"(?<![0-9A-Za-z])[2-6][0-9](?:[ -]?[0-9]){11,17}(?![0-9A-Za-z])")
# Ids that the gate let through by their shape; among hex digits some are a card's by chance.
_IDS: Final = frozenset(
    {"event_id", "trace_id", "span_id", "parent_span_id", "sid", "check_in_id", "public_key"}
)
_CLASSES: Final = re.compile(r"\[[^\]]*\]|\\.|\(\?[a-zA-Z:=!<]+")
_TWO_LETTERS: Final = re.compile(r"[A-Za-z]{2}")


def hit(payload: object) -> str | None:
    """Return what kind of thing a text of `payload` spells: ssn, email, mrn or card; else None."""
    text = "\n".join(set(_texts(payload)))
    if _SSN.search(text):
        return "ssn"
    if "@" in text and _EMAIL.search(text):
        return "email"
    found = policy.current()
    mrn = None if found is None else _mrn(found.mrn)
    if mrn is not None and mrn.search(text):
        return "mrn"
    return "card" if any(map(_is_card, _CARD.finditer(text))) else None


def _texts(payload: object) -> Iterator[str]:
    pending = [payload]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            pending.extend(value for key, value in one.items() if key not in _IDS)
        elif isinstance(one, list):
            pending.extend(one)


@lru_cache(maxsize=8)
def _mrn(pattern: str) -> re.Pattern[str] | None:
    # A pattern of digits alone is found in every timestamp.
    has_literal = _TWO_LETTERS.search(_CLASSES.sub(" ", pattern)) is not None
    return re.compile(pattern, re.IGNORECASE) if has_literal else None


def _is_card(found: re.Match[str]) -> bool:
    return cards.is_card("".join(one for one in found[0] if one.isdigit()))
