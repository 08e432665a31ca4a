"""Identifiers that the organisation adds: a pattern, perhaps a check digit, and proofs of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from phi import checks, grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

# The organisation's own pattern of these has a mark of its own; all others are `[id]`.
_OWN_MARKS: Final = frozenset({"mrn", "ssn", "npi", "dea", "vin", "mbi", "iban", "card", "phone"})
# The only identifier that may stand without its proofs: the template's answer is a pattern alone.
ANSWERED: Final = "mrn"


@dataclass(frozen=True)
class Identifier:
    """One of the organisation's identifiers."""

    name: str
    pattern: str
    check: str = ""  # a name in phi.checks; empty for none

    @property
    def mark(self) -> str:
        """Return what stands in its place."""
        return f"[{self.name}]" if self.name in _OWN_MARKS else "[id]"

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it stands: in any case, not as a part of a longer number."""
        lead = _lead(self.pattern)
        if lead and lead not in text.upper():
            return []  # most texts: far cheaper than a search in any case
        check = checks.CHECKS[self.check] if self.check else None
        found = _compiled(self.pattern).finditer(text)
        return [one.span() for one in found if check is None or check(one[0])]


def read(section: Mapping[str, Any]) -> tuple[dict[str, Identifier], str, str]:
    """Return the identifiers; or of the first that is wrong its key and what is wrong with it.

    An identifier needs an example, in which it must be found, and a counter-example, in which
    it must not.
    """
    found: dict[str, Identifier] = {}
    for name, entry in section.items():
        one = Identifier(name, entry["pattern"], entry.get("check", ""))
        if not grammar.is_safe(one.pattern):
            return found, f"{name}.pattern", "is outside the safe grammar"
        for proof, wanted in (("example", True), ("counter_example", False)):
            if proof not in entry:
                if name != ANSWERED:
                    return found, name, f"has no {proof}"
            elif bool(one.spans(entry[proof])) != wanted:
                told = "is not found" if wanted else "is found"
                return found, f"{name}.{proof}", f"{told} by the pattern"
        found[name] = one
    return found, "", ""


@lru_cache(maxsize=256)
def _lead(pattern: str) -> str:
    """Return the letters that any match begins with, in upper case; empty if they vary."""
    letters = re.match(r"[A-Za-z]+(?![?{A-Za-z])", pattern, re.ASCII)
    return letters[0].upper() if letters else ""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9])(?:{pattern})(?![0-9])", re.ASCII | re.IGNORECASE)
