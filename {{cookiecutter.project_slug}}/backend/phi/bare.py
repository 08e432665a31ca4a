"""Where a value without quotes goes on: behind an apostrophe, over further words."""

from __future__ import annotations

import re
from typing import Final

from phi.characters import is_letter

BARE: Final = re.compile("[^\\s&;,|<>\"'`)\\]}]+", re.ASCII)
WORDS: Final = re.compile(r"[^ \t\r\n&;,|<>\"'`)\]}=]+", re.ASCII)
_NEXT_WORD: Final = re.compile(
    r",? (?!(?:failed|while|timed|on retry|retry|rejected|not found|could|during|when|because)\b)"
    "[0-9A-Za-z\u0080-\U0010ffff][^\\s&;,|<>\"'`)\\]}=]*",
    re.ASCII,
)
_PARAMETER: Final = re.compile(r"[?&;][A-Za-z0-9_.\[\]-]{1,60}=\Z", re.ASCII)
_NEXT_KEY: Final = re.compile(r"[,;]? ?[A-Za-z_][A-Za-z0-9_.-]*['\"]? ?[=:]", re.ASCII)
_WHOLE: Final = re.compile("[0-9]{3,6}", re.ASCII)
_OLDEST: Final = 150
_YEARS: Final = range(1850, 2051)


def past_apostrophe(text: str, end: int) -> int:
    """Go on past an apostrophe between letters: `surname=D'Angelo`."""
    while text[end : end + 1] == "'" and is_letter(text[end - 1]):
        word = BARE.match(text, end + 1) if is_letter(text[end + 1 : end + 2]) else None
        if word is None:
            break
        end = word.end()
    return end


def is_parameter(text: str, start: int) -> bool:
    """Tell whether a value is that of a URL's parameter, which ends at a blank."""
    return _PARAMETER.search(text, max(0, start - 64), start) is not None


def sentence(text: str, end: int) -> int:
    """Take along the words of what is told in sentences: `notes = one and two`."""
    while True:
        word = _NEXT_WORD.match(text, end)
        if word is None or _NEXT_KEY.match(text, end):
            return end
        end = word.end()


def more_words(text: str, end: int) -> int:
    """Take along words that go on with a capital: `name=Mary Ann Smith, dob=…`."""
    while text[end : end + 1] in {" ", ","}:
        gap = 2 if text[end : end + 2] == ", " else 1
        word = WORDS.match(text, end + gap)
        if word is None or _NEXT_KEY.match(text, end):
            return end
        first = word.group()[0]
        if not (first.isupper() or first.isdigit() or first >= "\u0080"):
            return end
        end = word.end()
    return end


def is_no_age(value: str) -> bool:
    """Tell whether a number is too great for an age, and no year: `Age: 3600` of HTTP."""
    value = value.strip(" '\"")
    return bool(_WHOLE.fullmatch(value)) and int(value) > _OLDEST and int(value) not in _YEARS
