"""Ids in URLs: what stands behind a resource word, and behind the policy's sensitive prefixes.

Query, fragment and `;params` need no rule of their own: they are pairs like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phi.found import Found

_SEGMENT: Final = re.compile("/([^/?#&;,\\s\"'<>()\\[\\]{}|]+)", re.ASCII)
_ROUTE: Final = re.compile(
    r"v[0-9]{1,2}|[A-Za-z_-]+\.[a-z]{2,4}|:[A-Za-z_]+|%[sd]|\*+|\$[a-z]+|[0-9]{3}\.html?"
    r"|[0-9]{4}_[a-z][a-z0-9_]{0,80}\.pyc?",
    re.ASCII,
)
_SLUG: Final = re.compile(
    r"[A-Za-z\u0080-\U0010ffff]+[-_.+ ][A-Za-z\u0080-\U0010ffff_.+-]+", re.ASCII
)
_FILE: Final = re.compile(r"[A-Za-z_-]+\.[a-z]{2,4}", re.ASCII)
_DIGIT: Final = re.compile("[0-9]", re.ASCII)
_LONG: Final = re.compile("[0-9]{4}", re.ASCII)
_BARE: Final = re.compile(r"/([A-Za-z]{0,8}-?[0-9][0-9A-Za-z-]{0,60})(?![0-9A-Za-z_.%-])", re.ASCII)
_WORD_BEFORE: Final = re.compile(r"(?<![0-9A-Za-z_./%:\\-])[A-Za-z][A-Za-z_-]{2,30}\Z", re.ASCII)
_FEWEST_DIGITS: Final = 5
_PATH: Final = re.compile("[^?#\\s\"'<>]*", re.ASCII)


class Urls:
    """Finds ids in paths; built from `phi/defaults/urls.json` and the policy's prefixes."""

    def __init__(self, data: Mapping[str, Any], prefixes: Sequence[str]):
        """Take the resource words."""
        own = {prefix.strip("/").rpartition("/")[2] for prefix in prefixes}
        self.sensitive = frozenset(word for word in own if word)
        words = "|".join(sorted(map(re.escape, self.sensitive), reverse=True))
        # Names in a path: `/patients/mary-johnson` has nothing else that would tell.
        self.may_hold_slug = re.compile(
            f"/(?:{words})/[A-Za-z]" if words else "(?!)", re.ASCII
        ).search
        self.resources = frozenset(data["resources"]) | self.sensitive

    def segments(self, text: str, word: str, end: int, found: Found) -> int:
        """Add the ids that follow a resource word in a path; return where the last one ends."""
        first = True
        position = last = end
        while True:
            match = _SEGMENT.match(text, position)
            if match is None:
                return last
            segment = match.group(1)
            position = match.end()
            if _ROUTE.fullmatch(segment):
                first = False
                continue
            holds = (_DIGIT if first else _LONG).search(segment) is not None
            if word in self.sensitive:
                slug = _SLUG.fullmatch(segment) is not None and not _FILE.fullmatch(segment)
                mixed = first or segment != segment.lower()
                holds = _DIGIT.search(segment) is not None or (slug and mixed)
            if holds:
                found.append((match.start(1), match.end(1), "[id]", "url:segment"))
                last = position
            elif not first and word not in self.sensitive:
                return last
            first = False

    def bare(self, text: str, found: Found) -> None:
        """Add ids in a path without a slash before it: `visits/604…`, `Practitioner/44`."""
        for match in _BARE.finditer(text):
            place = match.start()
            word = _WORD_BEFORE.search(text[max(0, place - 32) : place])
            if word is None or word.group() not in self.resources:
                continue
            fhir = "A" <= word.group()[0] <= "Z"
            if fhir or len(_DIGIT.findall(match.group(1))) >= _FEWEST_DIGITS:
                found.append((*match.span(1), "[id]", "url:segment"))

    def strict(self, url: str, found: Found) -> None:
        """Add what identifies in an address that is itself the value of a field."""
        path = url.find("://")
        start = url.find("/", path + 3) if path != -1 else 0
        end = _PATH.match(url, max(start, 0))
        if start == -1 or end is None:
            return
        for match in _SEGMENT.finditer(url, max(start, 0), end.end()):
            if _LONG.search(match.group(1)) and not _FILE.fullmatch(match.group(1)):
                found.append((match.start(1), match.end(1), "[id]", "url:segment"))
