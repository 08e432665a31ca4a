"""Behind the gate: a last look at the texts of a rebuilt item for what must not be there.

A hit means that the gate has a hole, so that the item is dropped and the log says so. Runs in the
thread that sends. The TypeScript twin is `frontend/src/observability/tripwire.ts`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from observability import cards, policy

_SEPARATORS: Final = r"[-. /_\u00a0\u2010-\u2015\u2212]"
_SSN: Final = re.compile(rf"(?<![0-9])[0-9]{{3}}({_SEPARATORS})[0-9]{{2}}\1[0-9]{{4}}(?![0-9])")
_EMAIL: Final = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,190}")
_CARD: Final = re.compile(r"(?<![0-9A-Za-z])[2-6][0-9](?:[ -]?[0-9]){11,17}(?![0-9A-Za-z])")
# Ids that the gate let through by their shape; among hex digits some are a card's by chance.
_IDS: Final = frozenset(
    {"event_id", "trace_id", "span_id", "parent_span_id", "sid", "check_in_id", "public_key"}
)
_SILENT: Final = frozenset({int, float, bool, type(None)})
_CLASSES: Final = re.compile(r"\[[^\]]*\]|\\.|\(\?[a-zA-Z:=!<]+")
_TWO_LETTERS: Final = re.compile(r"[A-Za-z]{2}")
_MOST_PASSED: Final = 8192  # texts that are remembered
_LONGEST_PASSED: Final = 256


_passed: tuple[str, set[str]] = ("", set())  # texts without a hit, by the pattern of numbers


def hit(payload: object) -> str | None:
    """Return what kind of thing a text of `payload` spells: ssn, email, mrn or card; else None."""
    global _passed
    found = policy.current()
    pattern = "" if found is None else found.mrn
    passed = _passed  # threads that send take turns
    if passed[0] != pattern or len(passed[1]) >= _MOST_PASSED:
        passed = _passed = (pattern, set())
    # Names of modules and functions are the same in most events.
    texts = _texts(payload) - passed[1]
    kind = _kind("\n".join(texts), _mrn(pattern) if pattern else None)
    if kind is None:
        passed[1].update(one for one in texts if len(one) <= _LONGEST_PASSED)
    return kind


def _kind(text: str, mrn: re.Pattern[str] | None) -> str | None:
    if _SSN.search(text):
        return "ssn"
    if "@" in text and _EMAIL.search(text):
        return "email"
    if mrn is not None and mrn.search(text):
        return "mrn"
    return "card" if any(map(_is_card, _CARD.finditer(text))) else None


def _texts(payload: object) -> set[str]:
    found: set[str] = set()
    pending = [payload]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            found.update(one)
            for key, value in one.items():
                kind = type(value)
                if kind is str:
                    if key not in _IDS:
                        found.add(value)
                elif kind not in _SILENT and key not in _IDS:
                    pending.append(value)
        elif isinstance(one, str):
            found.add(one)
        elif isinstance(one, list):
            pending.extend(one)
    return found


@lru_cache(maxsize=8)
def _mrn(pattern: str) -> re.Pattern[str] | None:
    # A pattern of digits alone is found in every timestamp.
    has_literal = _TWO_LETTERS.search(_CLASSES.sub(" ", pattern)) is not None
    return re.compile(pattern, re.IGNORECASE) if has_literal else None


def _is_card(found: re.Match[str]) -> bool:
    return cards.is_card("".join(one for one in found[0] if one.isdigit()))
