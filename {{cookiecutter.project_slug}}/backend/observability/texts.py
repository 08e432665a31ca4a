"""The gate's only way to the PHI engine: a text goes in, what of it may leave comes out.

Closed when broken: whatever fails, and whatever is too much, becomes `[text]`. Texts are cut
after they are scrubbed, so that no cut goes through an identifier.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

import phi
from observability import statements

if TYPE_CHECKING:
    from phi.policy import Policy

logger = logging.getLogger(__name__)

MARK: Final = "[text]"
CUT: Final = "…"
LONGEST: Final = 2048  # characters of one text that leave
_WINDOW: Final = 8192  # characters of one text that are looked at
# What may be left of an identifier that the window's edge went through.
_EDGE: Final = 64
_LONGEST_MARK: Final = 16
_BEHIND: Final = re.compile(r"[?#;]|%3[FfBb]|%23")
# Characters of one envelope that are looked at; an error with all that Sentry keeps has 40 000.
BUDGET: Final = 400_000


class Texts:
    """The texts of one envelope."""

    def __init__(self, policy: Policy | None, budget: int = BUDGET) -> None:
        """Take the policy to scrub by (None: every text is `[text]`) and the characters in all."""
        self._policy = policy
        self._left = budget

    def text(self, value: object, longest: int = LONGEST) -> str | None:
        """Return `value` scrubbed and cut; None if there is none."""
        if type(value) is not str:
            return None if value is None else MARK
        return self._scrubbed(value, longest) if value else None

    def statement(self, value: object, longest: int = LONGEST) -> str | None:
        """Return the SQL statement without its values, scrubbed and cut; None if there is none."""
        if type(value) is not str:
            return None if value is None else MARK
        return self._scrubbed(statements.without_values(value), longest) if value else None

    def url(self, value: object, longest: int = LONGEST) -> str | None:
        """Return a URL without query, fragment, user and ids; None if there is none."""
        if type(value) is not str or not value or self._policy is None:
            return None
        return self._scrubbed(_bare(value), longest)

    def _scrubbed(self, text: str, longest: int) -> str:
        seen = text[:_WINDOW]
        self._left -= len(seen)
        if self._policy is None or self._left < 0:
            return MARK
        try:
            clean = phi.scrub_text(seen, self._policy)
        except Exception:  # noqa: BLE001 - a text that cannot be scrubbed does not leave
            logger.warning("A text could not be scrubbed; telemetry has a mark in its place.")
            return MARK
        if len(text) > _WINDOW:
            clean = clean[:-_EDGE] + CUT
        return clean if len(clean) <= longest else _cut(clean, longest)


def _bare(url: str) -> str:
    """Return scheme, host and path: never query, fragment, parameters and user."""
    path = _BEHIND.split(url[:_WINDOW], maxsplit=1)[0]
    scheme, found, rest = path.partition("://")
    if not found:
        return path
    host, slash, way = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{way}"


def _cut(text: str, longest: int) -> str:
    shown = text[: longest - 1]
    opened = shown.rfind("[")
    # No half of a mark.
    if opened > shown.rfind("]") and len(shown) - opened < _LONGEST_MARK:
        shown = shown[:opened]
    return shown + CUT
