"""Labels of two words or with a sign before a value in prose: `Chart # 441…`, `ZIP code 606…`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.found import Found
    from phi.keys import Field, Keys

_NUMBERED: Final = re.compile(
    r"[ \t]{0,2}(?:[:=.-]|is|was)?[ \t]{0,2}['\"]?((?:[A-Za-z]{1,4}-?)?[0-9][0-9A-Za-z./-]{2,40})",
    re.ASCII,
)
_PHRASE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z'-]{1,20} ){0,3}[A-Za-z'-]{2,20} ?\Z", re.ASCII
)
_DIGITS: Final = re.compile("[0-9]", re.ASCII)
_CODE: Final = re.compile(r" (?:[Cc]ode|CODE)(?![A-Za-z0-9_])", re.ASCII)
_CLINICAL: Final = re.compile(
    r"(?:-?[0-9]{1,2})?(?:-CM)?(?: (?:[Cc]odes?|CODE))? (?:(?:is|was|of) )?"
    r"([A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?![0-9A-Za-z-]|\.[0-9])",
    re.ASCII,
)
_AFTER_NOUN: Final = re.compile(
    r" (?:no\.? |[Ii][Dd] )?([0-9]{6,12})(?![0-9A-Za-z/:-]|\.[0-9])", re.ASCII
)
_NOUN: Final = re.compile("(?<![0-9A-Za-z_\u0080-\U0010ffff-])[A-Za-z]{2,12}\\Z", re.ASCII)
_EXTENSION: Final = re.compile(
    r",? ?(?:[Ee]xt(?:ension|n)?\.?:?|EXT\.?:?|[xX]) ?[0-9]{1,6}(?![0-9A-Za-z])", re.ASCII
)
_FURTHEST: Final = 64
_FEWEST_DIGITS: Final = 4


def with_extensions(text: str, found: Found) -> None:
    """Let each phone number end where its extension does: `… ext 33`, `… x 33`."""
    for place, (start, end, mark, rule) in enumerate(found):
        if mark == "[phone]":
            more = _EXTENSION.match(text, end)
            if more:
                found[place] = (start, more.end(), mark, rule)


class Labels:
    """Finds numbers behind a label that is more than one word."""

    def __init__(self, nouns: Mapping[str, str], keys: Keys):
        """Take the nouns that a number is told of, with its field, and what knows fields."""
        self._keys = keys
        self._nouns = {
            spelled: keys.find(name)
            for noun, name in nouns.items()
            for spelled in (noun, noun.capitalize(), noun.upper())
        }
        self.nouns = frozenset(self._nouns)

    def hashes(self, text: str, found: Found) -> None:
        """Add the number behind each `#` that stands for the word number: `Rx #: 772…`."""
        place = text.find("#")
        while place != -1:
            value = _NUMBERED.match(text, place + 1)
            if value and len(_DIGITS.findall(value.group(1))) >= _FEWEST_DIGITS:
                field = self._numbered(text, place)
                if field:
                    found.append((*value.span(1), field.mark, f"label:{field.name}"))
            place = text.find("#", place + 1)

    def _numbered(self, text: str, place: int) -> Field | None:
        phrase = _PHRASE.search(text[max(0, place - _FURTHEST) : place])
        if phrase is None:
            return None
        words = phrase.group().rstrip()
        field = self._keys.ends(words + " number") or self._keys.ends(words)
        if field is None:
            field = self._keys.find(words.rpartition(" ")[2])
            if field and not field.label:
                return None
        return field

    def past_code(self, text: str, word: str, end: int, field: Field, found: Found) -> int:
        """Return where a label ends that goes on with `code`; add a clinical code behind it."""
        if field.name == "diagnosis":
            clinical = _CLINICAL.match(text, end)
            if clinical:
                found.append((*clinical.span(1), field.mark, f"label:{field.name}"))
        code = _CODE.match(text, end)
        return code.end() if code and self._keys.find(word + " code") is field else end

    def of_nouns(self, text: str, found: Found) -> None:
        """Add the long number right behind a person or a paper: `patient 441…`, `claim 441…`."""
        for match in _AFTER_NOUN.finditer(text):
            place = match.start()
            noun = _NOUN.search(text[max(0, place - 13) : place])
            field = self._nouns.get(noun.group()) if noun else None
            if field:
                found.append((*match.span(1), field.mark, f"label:{field.name}"))
