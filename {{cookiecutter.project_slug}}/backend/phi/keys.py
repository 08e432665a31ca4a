"""Which keys name a sensitive field: `patientSSN`, `HTTP_X_PATIENT_SSN`, `patients[0].ssn`.

A key is split into words; a field's name matches as a run of them, or in its joined form. It is
never looked for inside of a word: `class_name`, `main_pid` and `gzip` are no names, ids or ZIPs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from phi.policy import Policy

_TOKEN: Final = re.compile(
    "[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z\u0080-\ud7ff\ue000-\uffff])|[A-Z]?[a-z\u0080-\ud7ff\ue000-\uffff]+",
    re.ASCII,
)
_SEGMENTS: Final = re.compile(r"[.\[\]\"']+|-[0-9]+-", re.ASCII)
_OWN_HEADER: Final = re.compile("(?:HTTP[_-])?[Xx][_-][A-Za-z]", re.ASCII)
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LONGEST_KEY: Final = 256
_LONGEST_RUN: Final = 6
_LAST_FOUR: Final = frozenset({"last4", "Last4", "last_4"})
_LARGEST_CACHE: Final = 20_000
_SHORTEST_JOINED: Final = 5


@dataclass(frozen=True)
class Field:
    """A sensitive field.

    kind says what of its value goes: "number" whatever holds a digit, "text" whatever is no
    placeholder, "url" what identifies in an address.
    """

    name: str
    kind: str
    mark: str = "[filtered]"
    label: bool = False  # the name also marks a number that follows it in prose
    exact: bool = False  # only as the whole key
    names: bool = False  # its values are people's names


def tokens_of(key: str) -> list[str]:
    """Return the key's words in lower case, without digits."""
    if not key.isascii():
        key = _INVISIBLE.sub("", unicodedata.normalize("NFKC", key))
    if len(key) > _LONGEST_KEY:
        key = key[: _LONGEST_KEY // 2] + " " + key[-_LONGEST_KEY // 2 :]
    return [token.lower() for token in _TOKEN.findall(key)]


class Keys:
    """Finds fields by key; the same key costs one look-up."""

    def __init__(self, fields: Mapping[str, Field], data: Mapping[str, Any]):
        """Take fields by name, and the collisions of `phi/defaults/collisions.json`."""
        self._synonyms: dict[str, str] = data["synonyms"]
        read = self._synonyms.get
        self.runs: dict[tuple[str, ...], Field] = {}
        self.joined: dict[str, Field] = {}
        endings: set[str] = set()
        for name, field in fields.items():
            tokens = tokens_of(name)
            if tokens:
                self.runs.setdefault(tuple(read(token, token) for token in tokens), field)
                self.joined.setdefault("".join(tokens), field)
            if len(tokens) > 1:
                endings.add(tokens[-1])
        endings |= {token for token, other in self._synonyms.items() if other in endings}
        self.endings = frozenset(endings - set(data["no_endings"]))
        self._vocabulary = {token for run in self.runs for token in run} | set(self._synonyms)
        glue = {token for token in self._vocabulary if len(token) > 1} - set(data["no_glue"])
        self._glue = frozenset(glue | set(data["glue"]))
        self.before = {name: self._read(words) for name, words in data["before"].items()}
        self._after = self._read(data["after"])
        self._after_of = {name: self._read(words) for name, words in data["after_of"].items()}
        self._whole = frozenset(data["whole"])
        self.needs = {name: self._read(words) for name, words in data["needs"].items()}
        self._between = frozenset(data["between"])
        self._holders = frozenset(data["holders"])
        self._settings = self._read(data["settings"])
        self._switches = self._read(data["switches"])
        self.cache: dict[str, Field | None] = {}

    def find(self, key: str) -> Field | None:
        """Return the field that the key names, else None."""
        try:
            return self.cache[key]
        except KeyError:
            pass
        held = "last_four" if key in _LAST_FOUR else self._held(key)
        found = self._find(self._past_x(key, tokens_of(held)))
        if len(self.cache) >= _LARGEST_CACHE:
            self.cache.clear()
        self.cache[key] = found
        return found

    def is_field(self, value: str) -> bool:
        """Tell whether a value is a field's name; one in CamelCase only if each word is known."""
        if self.find(value) is None:
            return False
        if not value[:1].isupper() or not value.isalpha():
            return True
        tokens = tokens_of(value)  # `MacGregorson` is no MAC address
        return len(tokens) < 2 or self._vocabulary.issuperset(tokens)

    def ends(self, phrase: str) -> Field | None:
        """Return the field that the last words of the phrase name, else None."""
        key = "\0" + phrase
        if key in self.cache:
            return self.cache[key]
        tokens = self._words_of(phrase)
        found = None
        for size in range(min(_LONGEST_RUN, len(tokens)), 1, -1):
            field = self.runs.get(tuple(tokens[-size:]))
            if field and not self._collides(tokens, len(tokens) - size, size):
                found = field
                break
        if len(self.cache) >= _LARGEST_CACHE:
            self.cache.clear()
        self.cache[key] = found
        return found

    def _words_of(self, phrase: str) -> list[str]:
        words = [self._singular(token) for token in tokens_of(phrase)]
        return [self._synonyms.get(word, word) for word in words]

    def _read(self, words: Iterable[str]) -> frozenset[str]:
        """Return the words as they read in a key: with their synonyms' names."""
        return frozenset(self._synonyms.get(word, word) for word in words)

    def collides(self, phrase: str) -> bool:
        """Tell whether a phrase's last word is another thing by those before it: `table name`."""
        tokens = self._words_of(phrase)
        return self._collides(tokens, len(tokens) - 1, 1)

    def is_thing(self, word: str, name: str = "name") -> bool:
        """Tell whether a word such as `TaskInfo` or `thread` is a thing that has a name."""
        tokens = [self._singular(token) for token in tokens_of(word)]
        needs = self.needs.get(name, frozenset())
        return bool(tokens) and tokens[-1] in self.before[name] and needs.isdisjoint(tokens)

    def is_person(self, phrase: str, name: str) -> bool:
        """Tell whether the phrase before a `name` ends with a person's word: `the guardian`."""
        tokens = self._words_of(phrase)
        return bool(tokens) and tokens[-1] in self.needs[name]

    def _held(self, key: str) -> str:
        """Return the last segment of `form.name`, where the one before only holds values."""
        if "." not in key and "[" not in key and "-" not in key:
            return key
        segments = [one for one in _SEGMENTS.split(key) if one and not one.isdecimal()]
        last = segments[-1] if segments else ""
        if last not in self.needs:
            return key
        before = tokens_of(segments[-2]) if len(segments) > 1 else []
        return last if not before or before[-1] in self._holders else key

    def _past_x(self, key: str, tokens: list[str]) -> list[str]:
        """Return the words without the sign of a header of one's own: `X-Phone`."""
        if "x" not in tokens[:2] or _OWN_HEADER.match(key) is None:
            return tokens
        rest = tokens[tokens.index("x") + 1 :]
        return tokens if len(rest) == 1 and rest[0] in self.needs else rest

    def _find(self, tokens: list[str]) -> Field | None:
        if not tokens:
            return None
        whole = "".join(tokens)
        if whole in self._whole:
            return None
        field = self.joined.get(whole)
        if field and (len(tokens) == 1 or len(whole) > _SHORTEST_JOINED - 2):
            return field
        words: list[str] = []
        for token in tokens:
            words += self._parts(self._singular(token))
        words = [self._synonyms.get(word, word) for word in words]
        if len(words) > 1 and words[0] in self._switches:
            return None
        return self._last_run(words)

    def _singular(self, token: str) -> str:
        if token in self._vocabulary or not token.endswith("s"):
            return token
        if token[:-1] in self._vocabulary:
            return token[:-1]
        if token.endswith(("ses", "xes", "zes", "ches", "shes")) and token[:-2] in self._vocabulary:
            return token[:-2]
        if token.endswith("ies") and token[:-3] + "y" in self._vocabulary:
            return token[:-3] + "y"
        return token[:-1] if token[:-1] in self.joined else token

    def _parts(self, token: str) -> list[str]:
        """Return the words that a token is glued together from: `patientssn`, `homephone`."""
        if len(token) < 6 or len(token) > 40 or token in self._vocabulary or token in self.joined:
            return [token]
        best: list[list[str] | None] = [[]] + [None] * len(token)
        for end in range(2, len(token) + 1):
            for start in range(end - 2, -1, -1):
                before = best[start]
                if before is not None and token[start:end] in self._glue:
                    candidate = [*before, token[start:end]]
                    if best[end] is None or len(candidate) < len(best[end] or ()):
                        best[end] = candidate
        return best[-1] or [token]

    def _last_run(self, words: list[str]) -> Field | None:
        # The last name is what the key is about: `patient_email` is an e-mail address.
        dead: set[int] = set()  # words of a name that is another thing here: `birth_date_format`
        for end in range(len(words), 0, -1):
            for size in range(min(_LONGEST_RUN, end), 0, -1):
                start = end - size
                field = self.runs.get(tuple(words[start:end]))
                if field is None:
                    joined = "".join(words[start:end])
                    if len(joined) >= _SHORTEST_JOINED or size == 1:
                        field = self.joined.get(joined)
                if field is None or (field.exact and len(words) > size):
                    continue
                if self._collides(words, start, size) or self._is_setting(words, start, size):
                    dead.update(range(start, end))
                elif not dead.issuperset(range(start, end)):
                    return field
        return None

    def _is_setting(self, words: list[str], start: int, size: int) -> bool:
        """Tell whether the key sets something about the field, or names a thing: `disk_name`."""
        end = start + size
        if not self._settings.isdisjoint(words[end:]):
            return True
        needed = self.needs.get("_".join(words[start:end]))
        if needed is None or len(words) == size:
            return False
        before = next((one for one in words[:start][::-1] if one not in self._between), "")
        after = next((one for one in words[end:] if one not in self._between), "")
        return before not in needed and after not in needed

    def _collides(self, words: list[str], start: int, size: int) -> bool:
        name = "_".join(words[start : start + size])
        if start and words[start - 1] in self.before.get(name, ()):
            return True
        end = start + size
        if end < len(words):
            return words[end] in self._after or words[end] in self._after_of.get(name, ())
        return False


def field_of(key: object, policy: Policy) -> Field | None:
    """Return the sensitive field that a key names, else None."""
    return policy.rules.keys.find(key) if type(key) is str else None
