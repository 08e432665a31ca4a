"""Labels before a number, streets, ages and dates in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from phi.characters import is_word
from phi.checks import digits_of
from phi.spelled import DATE_IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.found import Found
    from phi.keys import Field

_LABELLED: Final = re.compile(
    r"[0-9]{0,2}(?:[^0-9\n\r;|{}<>=\[]|\[(?=[A-Za-z]{0,3}[0-9])){1,20}?(?=[0-9+]|\([(+]?[0-9])",
    re.ASCII,
)
_NUMBER: Final = re.compile(
    r"[(+]{0,2}[0-9][0-9A-Za-z]*(?:[-./()+ ]{1,2}[0-9][0-9A-Za-z]*)*", re.ASCII
)
_LETTERS_BEFORE: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,5}[-_]?\Z", re.ASCII)
_ENDING: Final = re.compile(r"(?: that)? end(?:s|ing)?(?: in| with| on)?:? (?=[0-9])", re.ASCII)
_PRODUCT: Final = re.compile(r"[A-Za-z]/\Z", re.ASCII)
UUID: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Za-z])", re.ASCII
)
_UUID_LENGTH: Final = 36
_WORD: Final = re.compile("[a-z]+", re.ASCII)
_UNIT: Final = re.compile(r" ?([A-Za-z%]+)", re.ASCII)
_HOUSE: Final = re.compile(
    r"(?<![0-9A-Za-z.-])(?<![0-9][:/])[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,4})?"
    r"(?: (?:[A-Z][A-Za-z'.-]{0,20}|[0-9]{1,3}(?:st|nd|rd|th))){1,4} \Z",
    re.ASCII,
)
_LOWER_HOUSE: Final = re.compile(
    r"(?<![0-9A-Za-z.:/-])[0-9]{1,6}[A-Za-z]?(?: [A-Za-z][A-Za-z'.-]{1,20}){1,3} \Z", re.ASCII
)
_AFTER_STREET: Final = re.compile(
    r"\.?(?:,? (?:[Aa]pt|[Ss]uite|[Uu]nit|[Ss]te|APT|SUITE|UNIT|[Ff]loor|#)\.? ?"
    r"#?[0-9A-Za-z-]{1,6})?(?:,(?: [A-Z][A-Za-z.-]{1,20}(?:'[A-Za-z]{1,20})?){1,3})?"
    r"(?:,? [A-Z]{2})?(?:,? [0-9]{5}(?:-[0-9]{4})?(?![0-9]))?",
    re.ASCII,
)
_HOUSE_AFTER: Final = re.compile(
    r" [0-9]{1,4} ?[a-z]?(?![0-9A-Za-z])(?:, [0-9]{5}(?: [A-Z][a-z]+)?)?"
)
_BOX: Final = re.compile(r"(?:P\. ?O\.|PO|P\.O|p\.o\.|po) ?\Z", re.ASCII)
_AGE: Final = re.compile(
    r"(?<![0-9A-Za-z.,:-])(9[0-9]|1[0-4][0-9])"
    r"(?=[ -]?(?:years?|yrs?|y)?[ -]?(?:old|o(?![a-z])|of age))"
    r"|(?<=aged )(?:9[0-9]|1[0-4][0-9])(?![0-9])"
    r"|(?<=[Aa]ge )(?:9[0-9]|1[0-4][0-9])(?![0-9])"
    r"|(?<=[Aa]ge is )(?:9[0-9]|1[0-4][0-9])(?![0-9])"
    r"|(?<=[Aa]ge was )(?:9[0-9]|1[0-4][0-9])(?![0-9])"
    r"|(?<=age of )(?:9[0-9]|1[0-4][0-9])(?![0-9])"
    r"|(?<![0-9A-Za-z.,:-])(?:9[0-9]|1[0-4][0-9])(?= ?(?:yo|y/o|y\.o\.)(?![a-z]))",
    re.ASCII,
)
_SHORT_LABELS: Final = frozenset({"[zip]", "[phone]", "[ssn]", "[card]", "[iban]", "[id]", "[mrn]"})


class Prose:
    """Finds what is told in sentences; built from `phi/defaults/text.json`."""

    def __init__(self, data: Mapping[str, Any], newest_year: int):
        """Take the words that count, and units."""
        self._counting = frozenset(data["counting"])
        self._units = frozenset(data["units"])
        self._newest_year = newest_year

    def label(self, text: str, end: int, field: Field, found: Found) -> int:
        """Add the number that follows a name within about twenty characters; return its end."""
        between = _LABELLED.match(text, end)
        if between is None or text[end : end + 1] == "/":  # a product: `Mobile/15E148`
            return end
        if _PRODUCT.search(between.group()):  # `Mobile Safari/537.36`
            return end
        unique = UUID.search(text, end, between.end() + _UUID_LENGTH)
        if unique and text[end] == "[" and unique.start() == end + 1:
            return unique.end()  # a task's id: `send_fax[…]`
        if unique and unique.start() <= between.end():
            found.append((*unique.span(), "[id]", f"label:{field.name}"))
            return unique.end()
        words = _WORD.findall(between.group().lower())
        few = _ENDING.match(text, end)
        if few:
            words = []
        of = words[:1] == ["of"]  # a value, unless it counts: `a passport of K5519028`
        if of:
            words = words[1:]
        if field.mark == "[date]":
            spoken = DATE_IN_WORDS.search(text, end, between.end() + 24)
            if spoken and spoken.start() - end <= 20:
                found.append((*spoken.span(), field.mark, f"label:{field.name}"))
                return spoken.end()
        if len(words) > 4 or not self._counting.isdisjoint(words):
            return end
        number = _NUMBER.match(text, between.end())
        if number is None or text[between.end() - 1 : between.end()] == "$":
            return end
        start, stop = number.span()
        digits = digits_of(number.group())
        if len(digits) < (5 if of else 4) or (of and digits.endswith("000")):
            return end
        unit = _UNIT.match(text, stop)
        if unit and unit.group(1).lower() in self._units:
            return end
        letters = _LETTERS_BEFORE.search(text[max(end, start - 8) : start])
        if letters and letters.group()[-1] != " ":
            start -= len(letters.group())
        found.append((start, stop, field.mark, f"label:{field.name}"))
        return stop

    def street(self, text: str, start: int, end: int, found: Found) -> None:
        """Add the address that a word such as Street ends."""
        before = text[max(0, start - 72) : start]
        house = (_HOUSE if text[start].isupper() else _LOWER_HOUSE).search(before)
        if house is None:
            return
        after = _AFTER_STREET.match(text, end)
        stop = after.end() if after else end
        found.append((start - len(before) + house.start(), stop, "[street]", "prose:street"))

    def house_after(self, text: str, start: int, end: int, found: Found) -> None:
        """Add an address that puts the house after the street: `Hauptstraße 12`."""
        house = _HOUSE_AFTER.match(text, end)
        if house:
            found.append((start, house.end(), "[street]", "prose:street"))

    def box(self, text: str, start: int, end: int, found: Found) -> None:
        """Add a post-office box."""
        before = _BOX.search(text[max(0, start - 6) : start])
        number = re.compile(r" [0-9]{1,6}").match(text, end)
        if before and number:
            found.append((start - len(before.group()), number.end(), "[street]", "prose:street"))

    def age(self, text: str, start: int, end: int, found: Found) -> None:
        """Add an age of ninety or more."""
        first = max(0, start - 20)
        for match in _AGE.finditer(text, first, min(len(text), end + 24)):
            found.append((*match.span(), "[age]", "prose:age"))

    def month(self, text: str, start: int, end: int, found: Found) -> None:
        """Add a date in words, unless its year is one of telemetry's own."""
        for match in DATE_IN_WORDS.finditer(text, max(0, start - 16), min(len(text), end + 16)):
            before = text[match.start() - 1 : match.start()]
            year = int(digits_of(match.group()[-4:]) or 0)
            if 1850 <= year <= self._newest_year and year != 1970 and not is_word(before):
                found.append((*match.span(), "[date]", "prose:date"))
