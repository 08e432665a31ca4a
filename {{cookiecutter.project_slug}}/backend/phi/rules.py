"""All that is compiled from defaults and policy, once; and the one pass over a text's words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from phi import codes
from phi.encodings import Decoder
from phi.fields import fields_of
from phi.keys import Keys
from phi.labels import Labels
from phi.literals import Literals
from phi.live import places_of
from phi.notations import Notations
from phi.numbers import Numbers
from phi.pairs import Pairs
from phi.prose import Prose
from phi.sql import Sql
from phi.standards import Standards
from phi.tables import Tables
from phi.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from phi.found import Found
    from phi.identifiers import Identifier
    from phi.keys import Field
    from phi.live import Action, Live
    from phi.places import Places
    from phi.policy import Policy
    from phi.words import Words


_PHRASE: Final = re.compile(r"(?:[A-Za-z'-]{1,20}[ ]){1,4}\Z", re.ASCII)
_OWNER_AFTER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?=[ (])", re.ASCII)
_OWNER_BEFORE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_LABEL_GOES_ON: Final = frozenset(" -0123456789")
_FURTHEST_OWNER: Final = 100
_KEY_GOES_ON: Final = re.compile("[0-9]{1,2}_[A-Za-z]{2,20}(?![A-Za-z])", re.ASCII)  # `icd10_code`
_LARGEST_CACHE: Final = 20_000
_MOST_TEXTS: Final = 4_096  # whole ones


class Rules:
    """The compiled rules."""

    def __init__(
        self,
        *,
        defaults: Mapping[str, Mapping[str, Any]],
        fields: Sequence[str] = (),
        identifiers: Sequence[Identifier] = (),
        prefixes: Sequence[str] = (),
    ):
        """Compile `phi/defaults` (by file) with the organisation's fields and so on."""
        self.defaults = defaults
        self.keys = Keys(fields_of(defaults["fields"]["fields"], fields), defaults["collisions"])
        self.labels = Labels(defaults["text"]["nouns"], self.keys)
        self.decoder = Decoder(defaults["characters"])
        self.numbers = Numbers(defaults["shapes"])
        text = defaults["text"]
        self.literals = Literals(text, self.keys)
        self.prose = Prose(text, defaults["shapes"]["newest_plain_year"])
        notations = Notations(defaults["notations"], self.literals)
        self.pairs = Pairs(text, self.literals, self.prose, notations)
        self.sql = Sql(self.keys, self.literals)
        self.tables = Tables(self.keys, self.literals)
        self.urls = Urls(defaults["urls"], prefixes)
        self.standards = Standards(self.keys, self.urls.resources)
        self.own = identifiers
        self.dull: set[str] = set()  # words that no rule begins at
        # Whole texts, by what was asked: the answer for a key must not stand for a value.
        self._filtered: dict[str, str] = {}
        self._unfiltered: dict[str, str] = {}
        self.told: dict[str, Sequence[str]] = {}  # names that a whole text's fields hold
        self._name_rules: dict[str, bool] = {}
        self.walked_keys: dict[str, tuple[str, Field | None]] = {}
        self.value_keys = frozenset(text["value_keys"])
        self.name_keys = tuple(text["name_keys"])
        self._places: Any = None
        self._patterns: Any = None
        self._actions: dict[str, Live] = {}
        self._signs: list[tuple[str, Field | None]] = [
            *((sign, self.keys.find(name)) for sign, name in text["signs"].items()),
            *((sign, None) for sign in text["age_signs"]),
        ]
        self._special = self._specials(text)
        self._endings = tuple(text["street_endings"])
        self._person = self.keys.find("patient_name")
        self._whole = self._wholes(text)

    def find_signs(self, text: str, found: Found) -> None:
        """Add what stands beside `S/N` and `y/o`, which are no words."""
        for sign, field in self._signs:
            start = text.find(sign)
            while start != -1:
                if field is None:
                    self.prose.age(text, start, start + len(sign), found)
                else:
                    self.prose.label(text, start + len(sign), field, found)
                start = text.find(sign, start + len(sign))

    def cache_of(self, words: Words | None) -> dict[str, str]:
        """Return the answers remembered with known words, or those without."""
        return self._unfiltered if words is None else self._filtered

    def remember(self, text: str, words: Words | None, result: str, told: Sequence[str]) -> None:
        """Remember the answer for a whole text, and the names that its fields told."""
        cache = self.cache_of(words)
        if len(cache) >= _MOST_TEXTS:
            self._filtered.clear()
            self._unfiltered.clear()
            self.told.clear()
        cache[text] = result
        if told:
            self.told[text] = told

    def is_name(self, rule: str) -> bool:
        """Tell whether a hit's rule, such as `field:last_name`, found a person's name."""
        found = self._name_rules.get(rule)
        if found is None:
            field = self.keys.find(rule.partition(":")[2])
            found = self._name_rules[rule] = field is not None and field.names
        return found

    def places(self, policy: Policy) -> Places:
        """Return the positions, compiled at first use."""
        if self._places is None:
            from phi.places import Places

            self._places = Places(policy)
        return self._places  # type: ignore[no-any-return]

    def patterns_only(self, policy: Policy) -> Policy:
        """Return the same policy, without known words: for keys, which have rules of their own."""
        if self._patterns is None:
            self._patterns = replace(policy, free_text="patterns", words=None)
        return self._patterns  # type: ignore[no-any-return]

    def scan(self, text: str, words: list[str], found: Found) -> None:
        """Add what stands at the words (all of the text's) of a decoded text."""
        live: list[Live] = []
        for word in set(words) - self.dull:
            known = self._actions.get(word) or self._learn(word)
            if known is not None:
                live.append(known)
            elif word in self._whole:
                self._whole[word](text, found)
        if not live:
            return
        places = places_of(text, live)
        after = table_end = line_end = -1
        for start, end, action in places:
            if start < after:
                continue
            after = max(after, action(text, start, end, found))
            if start > line_end:
                line_end = text.find("\n", start)
                if line_end == -1:
                    line_end = len(text)
                elif start > table_end:
                    table_end = self.tables.csv(text, start, found)

    def _learn(self, word: str) -> Live | None:
        known = self._action(word)
        if known is not None:
            if len(self._actions) >= _LARGEST_CACHE:
                self._actions.clear()
            self._actions[word] = known
        elif word not in self._whole:
            if len(self.dull) >= _LARGEST_CACHE:
                self.dull.clear()
            self.dull.add(word)
        return known

    def _action(self, word: str) -> Live | None:
        special = self._special.get(word)
        if special:
            return word, "", special
        field = self.keys.find(word)
        resource = word in self.urls.resources
        ending = word.lower() in self.keys.endings
        if resource or field or ending:
            # What must stand before it, for the word to mean anything.
            before = "" if field or (resource and ending) else "/" if resource else " "
            return word, before, self._named(word, field, resource=resource, ending=ending)
        if word.lower().endswith(self._endings):
            return word, "", _going_on(self.prose.house_after)
        return None

    def _named(self, word: str, field: Field | None, *, resource: bool, ending: bool) -> Action:
        lower = word.lower()
        named = lower in self.keys.needs  # a bare `name`, which may be a thing's
        other = lower in self.keys.before  # may be another thing by the word before it

        def action(text: str, start: int, end: int, found: Found) -> int:
            if resource and (not start or text[start - 1] == "/") and text[end : end + 1] == "/":
                return self.urls.segments(text, word, end, found)
            near = field
            if resource and text[end : end + 1] == ":" and "a" <= text[end + 1 : end + 2] <= "z":
                return end  # a route's name: `patients:detail`
            if named and self._is_things(text, start):
                return end
            if (ending or other) and start and text[start - 1] == " ":
                phrase = _PHRASE.search(text, max(0, start - 60), start)
                if phrase:
                    near = self.keys.ends(phrase.group() + word) or (
                        None if self.keys.collides(phrase.group() + word) else field
                    )
                    if named and near and self.keys.is_person(phrase.group(), lower):
                        near = self._person
            more = _KEY_GOES_ON.match(text, end) if near else None
            if more:
                whole = self.keys.find(text[start : more.end()])
                near, end = (whole, more.end()) if whole else (near, end)
            if near and text[end : end + 1] in _LABEL_GOES_ON:
                end = self.labels.past_code(text, word, end, near, found)
            return self.pairs.at(text, start, end, near, found) if near else end

        return action

    def _is_things(self, text: str, start: int) -> bool:
        """Tell whether a name stands in what a thing is shown as: `<Task name=`, `Lock(name=`."""
        first = max(0, start - _FURTHEST_OWNER)
        opened = max(text.rfind("<", first, start), text.rfind("(", first, start))
        if opened == -1 or text[start - 1] not in " (<,":
            return False
        owner = _OWNER_AFTER.match(text, opened + 1) if text[opened] == "<" else None
        before = None if owner else _OWNER_BEFORE.search(text[max(0, opened - 60) : opened])
        owner = owner or before
        return owner is not None and self.keys.is_thing(owner.group())

    def _wholes(self, text: Mapping[str, Any]) -> dict[str, Callable[[str, Found], None]]:
        return dict.fromkeys(text["schemes"], codes.find_tokens)

    def _specials(self, text: Mapping[str, Any]) -> dict[str, Action]:
        special: dict[str, Action] = {}
        prose, sql = self.prose, self.sql
        for word in text["street_words"]:
            special[word] = _going_on(prose.street)
        for word in text["age_words"]:
            special[word] = self._both(word, prose.age)
        for month in text["months"]:
            for word in (month.capitalize(), month.upper()):
                special[word] = _going_on(prose.month)
        special["Box"] = special["BOX"] = special["box"] = _going_on(prose.box)
        for word in ("INSERT", "insert", "REPLACE"):
            special[word] = lambda t, _s, e, f: sql.insert(t, e, f)
        for word in ("last", "Last"):
            special[word] = self._last_four
        special["Key"] = lambda t, _s, e, f: sql.detail(t, e, f)
        special["contents"] = lambda t, _s, e, f: sql.message_body(t, e, f)
        special["Failing"] = lambda t, _s, e, f: sql.failing_row(t, e, f)
        return special

    def _last_four(self, text: str, start: int, end: int, found: Found) -> int:
        """Look at `last4`, of a social security number or a card."""
        field = self.keys.find("last4") if text[end : end + 1] == "4" else None
        return self.pairs.at(text, start, end + 1, field, found) if field else end

    def _both(self, word: str, other: Callable[[str, int, int, Found], None]) -> Action:
        field = self.keys.find(word)

        def action(text: str, start: int, end: int, found: Found) -> int:
            other(text, start, end, found)
            return self.pairs.at(text, start, end, field, found) if field else end

        return action


def _going_on(rule: Callable[[str, int, int, Found], None]) -> Action:
    def action(text: str, start: int, end: int, found: Found) -> int:
        rule(text, start, end, found)
        return end

    return action
