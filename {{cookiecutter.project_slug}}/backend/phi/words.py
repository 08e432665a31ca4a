"""Known words: a token leaves a text only if the runtime's libraries or our own source spell it.

Lists (in `phi/words/`, one word a line, sorted): `shipped.txt` and `own.txt` are what may stand;
`names.txt` and `clinical.txt` (lower case) never pass as a part of a glued token. Look-up is
case-sensitive. Everything outside ASCII counts as a letter, but for a few marks of typography.
The TypeScript twin is `frontend/src/phi/words.ts`.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from phi.spoken import is_spoken, may_be_spoken, without_spoken
from phi.word_numbers import NUMBER, Counting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LISTS: Final = ("shipped.txt", "names.txt", "clinical.txt", "own.txt", "packages.txt")
LOCK: Final = "words.lock.json"
# Letters, digits, underscore, and all of Unicode but dashes (2013, 2014), double quotes (201C,
# 201D) and the ellipsis (2026), which stand between words in messages of libraries.
LETTER: Final = "A-Za-z0-9_\u0080-\u2012\u2015-\u201b\u201e-\u2025\u2027-\U0010ffff"
TOKEN: Final = f"[{LETTER}]+(?:['\u2019](?:t|s|re|ve|ll|d|m)(?![{LETTER}]))?"
# The engine's own marks: they stay as they are, and end a run of unknown words.
MARKS: Final = frozenset(
    (
        *("ssn", "email", "phone", "date", "mrn", "card", "iban", "ip", "mac", "vin", "mbi", "dea"),
        *("npi", "zip", "street", "url", "age", "id", "number", "media", "filtered", "text"),
    )
)
_MARK: Final = {kind: f"[{kind}]" for kind in ("text", "number", "id")}
# A run of unknown tokens with nothing but these between them becomes one mark.
_BETWEEN_WORDS: Final = " \t,.'-^"
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_GLUED: Final = re.compile(r"[A-Za-z_]*(?:_|[a-z][A-Z])[A-Za-z_]*", re.ASCII)
_HASHED: Final = re.compile(r"(?=[0-9]{0,7}[a-f])[0-9a-f]{8}", re.ASCII)  # as ids are marked
_HEX: Final = re.compile(r"0x[0-9A-Fa-f]+|[0-9A-Fa-f]{4,}", re.ASCII)
_CONSTRAINT: Final = re.compile(
    r"([a-z]+(?:_[a-z]+)*)_"
    # Digits that are a day are no hash.
    r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])_"
    r"|(?:(?:0[1-9]|[12][0-9]|3[01])){2}(?:19|20)[0-9]{2}_)"
    r"[0-9a-f]{6,8}_(?:fk|uniq|idx|like|pk)(?:_([a-z]+(?:_[a-z]+)*))?",
    re.ASCII,
)
_MOST_DIGITS: Final = 3  # of a number that may stand
_DIGIT: Final = re.compile(r"[0-9]", re.ASCII)
_GLUED_KEPT: Final = 4096  # cached glued tokens that pass; unknown ones are never kept in memory


class WordsError(Exception):
    """What is wrong with the lists, in one line that names the file."""


def tokens_of(text: str) -> list[str]:
    """Return the tokens of ``text``, in order, as the filter sees them."""
    found: list[str] = _split(text)[1::2]
    return found


def parts_of(token: str) -> list[str]:
    """Return the parts of a snake_case or camelCase token, in lower case."""
    return [part.lower() for part in _PARTS.findall(token)]


class Words:
    """The words that may stand, compiled once."""

    __slots__ = ("_counting", "_glued", "_known", "_never_part", "sha256")

    def __init__(
        self,
        known: Iterable[str],
        *,
        never_part: Iterable[str] = (),
        counting: Counting | None = None,
        sha256: str = "",
    ) -> None:
        """Take the words that may stand, and the lower-case words that never pass as a part."""
        # Glued tokens that pass are added as they come, so that they are split once only.
        self._known = {word for word in known if NUMBER.fullmatch(word) is None}
        self._never_part = frozenset(never_part)
        self._counting = counting or Counting()
        self._glued: set[str] = set()
        self.sha256 = sha256

    @classmethod
    def load(cls, folder: Path, allow: Iterable[str] = (), deny: Iterable[str] = ()) -> Words:
        """Read the lists of ``folder`` (`phi/words`), checked against `words.lock.json`.

        ``allow`` adds words as they are spelled; ``deny`` removes words in any case, and as a part.
        Raises WordsError if a list is missing or not what the lock says.
        """
        texts = _read_locked(folder)
        lists = {name: frozenset(text.split("\n")) - {""} for name, text in texts.items()}
        denied = {word.lower() for word in deny}
        never_part = lists["names.txt"] | lists["clinical.txt"] | denied
        known = lists["shipped.txt"] | lists["own.txt"] | set(allow)
        if denied:
            known = frozenset(word for word in known if word.lower() not in denied)
        counting = Counting.load(
            folder.parent / "defaults" / "counting.json", lists["packages.txt"]
        )
        digest = hashlib.sha256("".join(sorted(known)).encode()).hexdigest()
        return cls(known, never_part=never_part, counting=counting, sha256=digest)

    def keeps(self, token: str) -> bool:
        """Tell whether ``token`` may stand by itself, numbers aside."""
        return token in self._known or self._admits_glued(token)

    def filter(self, text: str) -> str:
        """Return ``text`` with each unknown token, or run of them, replaced by a mark."""
        pieces = _split(text)
        tokens = pieces[1::2]
        if may_be_spoken(tokens) and (shown := without_spoken(text)) != text:
            return self.filter(shown)
        known = self._known
        if known.issuperset(tokens):
            return text
        runs: list[tuple[int, int, str]] = []
        done = -1
        for index, token in enumerate(tokens):
            if token in known or index <= done:
                continue
            kind, done = self._kind(pieces, tokens, index)
            if not kind:
                continue
            if runs and runs[-1][1] == index - 1:
                joined = _joined(runs[-1][2], pieces[2 * index], kind)
                if joined:
                    runs[-1] = (runs[-1][0], done, joined)
                    continue
            runs.append((index, done, kind))
        if not runs:
            return text
        for first, last, kind in runs:
            pieces[2 * first + 1] = _MARK[kind]
            if last > first:
                pieces[2 * first + 2 : 2 * last + 2] = [""] * (2 * (last - first))
        return "".join(pieces)

    def _kind(self, pieces: list[str], tokens: list[str], index: int) -> tuple[str, int]:
        """Return the mark's name for a token that is no known word, or nothing if it may stand.

        The second value is the last token that this speaks of: numbers go in groups.
        """
        token = tokens[index]
        if _DIGIT.search(token) is None:
            if token.islower() and "_" not in token:
                if token in MARKS and _is_mark(pieces, tokens, index):
                    return "", index
                return "text", index
            return ("" if self._admits_glued(token) else "text"), index
        if "_" in token and self._is_constraint(token):
            return "", index
        long = len(token) > _MOST_DIGITS and token.isdigit() and token.isascii()
        if long and self._counting.is_lone(pieces, tokens, index):
            return "number", index
        last = self._counting.group_end(pieces, tokens, index)
        if last >= 0:
            stays = self._counting.keeps(pieces, tokens, index, last, self.keeps)
            return ("" if stays else "number"), last
        if _HEX.fullmatch(token):
            return ("" if _is_hash(pieces, tokens, index) else "id"), index
        return ("" if self._counting.is_amount(token) else "text"), index

    def _is_constraint(self, token: str) -> bool:
        """Tell whether the token is a constraint's or an index's name, with Django's hash in it."""
        match = _CONSTRAINT.fullmatch(token)
        if match is None:
            return False
        return all(self.keeps(name) for name in match.groups() if name)

    def _admits_glued(self, token: str) -> bool:
        """Tell whether all parts of a glued token are known in lower case, and none is a name."""
        if _GLUED.fullmatch(token) is None:
            return False
        parts = parts_of(token)
        if not parts or not self._known.issuperset(parts) or not self._never_part.isdisjoint(parts):
            return False
        if is_spoken(parts):
            return False
        if len(self._glued) >= _GLUED_KEPT:
            self._known -= self._glued
            self._glued.clear()
        self._glued.add(token)
        self._known.add(token)
        return True


_split: Final = re.compile(f"({TOKEN})").split


def _is_mark(pieces: list[str], tokens: list[str], index: int) -> bool:
    """Tell whether the token, one of `MARKS`, stands in brackets: `[ssn]`, `[id:1a2b3c4d]`."""
    if not pieces[2 * index].endswith("["):
        return False
    return pieces[2 * index + 2].startswith("]") or _is_hash(pieces, tokens, index + 1)


def _is_hash(pieces: list[str], tokens: list[str], index: int) -> bool:
    """Tell whether the token is the hash of a mark such as `[id:1a2b3c4d]`."""
    return (
        0 < index < len(tokens)
        and tokens[index - 1] == "id"
        and pieces[2 * index] == ":"
        and pieces[2 * index - 2].endswith("[")
        and pieces[2 * index + 2].startswith("]")
        and _HASHED.fullmatch(tokens[index]) is not None
    )


def _joined(before: str, gap: str, kind: str) -> str:
    """Return the kind of two neighbours that become one mark, or an empty string."""
    if before == kind == "text":
        return "text" if not gap.strip(_BETWEEN_WORDS) else ""
    if len(gap) == 1 and gap in "-.:/^'":
        kinds = {before, kind}
        return "text" if "text" in kinds else "id" if "id" in kinds else "number"
    return ""


def _read_locked(folder: Path) -> dict[str, str]:
    """Return each list's text; raise WordsError where it is not what the lock says."""
    try:
        locked = json.loads((folder / LOCK).read_text(encoding="utf-8"))["files"]
        texts = {}
        for name in LISTS:
            content = (folder / name).read_bytes()
            if hashlib.sha256(content).hexdigest() != locked[name]["sha256"]:
                raise WordsError(f"{folder.name}/{name}: not what {LOCK} says; run: make words")
            texts[name] = content.decode("utf-8")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WordsError(
            f"{folder.name}: lists or {LOCK} missing or broken; run: make words"
        ) from error
    return texts
