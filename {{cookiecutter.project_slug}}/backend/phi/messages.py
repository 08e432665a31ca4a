"""Validators that tell a value away from its field's name, or inside of a message of their own.

Django REST framework: `{'mrn': [ErrorDetail(string='"x" is not a valid pk.', code='bad')]}`;
forms: `last_name: Select a valid choice. x is not one of the available choices.`; jsonschema:
`'x' is too short … On instance['mrn']`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phi.literals import Span

_LEAD: Final = (
    r"(?:(?:[Tt]he |[Tt]his )?(?:given |provided )?(?:[Vv]alue|[Ii]nput|[Nn]umber|[Ss]tring|[Dd]ate"
    r"|[Cc]hoice)[: ] ?|[Ii]nvalid [a-z]{2,12}[: ] ?|Object with [a-z_]{2,40}=)?"
)
_TAIL: Final = (
    r" (?:- object |value )?(?:is (?:not|too|an? invalid|invalid|already|unknown|out of|no )"
    r"|does (?:not|n't)|doesn't|must |has (?:an? )?(?:wrong|invalid|more|too|an )|cannot |can't "
    r"|should |already |exceeds |contains |was not |isn't )"
    r"(?:[a-z0-9 ,:;()/_-]|\.(?: [A-Z])?){0,160}"
)
_CHOICE: Final = r"Select a valid choice\. ([^\r\n]{1,80}?) is not one of the available choices\.?"
_MESSAGE: Final = re.compile(
    rf"{_LEAD}(?:(['\"`])([^\r\n]{{1,200}}?)\1"
    rf"|([^\s'\"`,]{{0,60}}[0-9][^\s'\"`,]{{0,40}})){_TAIL}|{_CHOICE}",
    re.ASCII,
)
_FORM: Final = re.compile(_CHOICE, re.ASCII)
_DETAILS: Final = re.compile(
    r" ?\[?(?:ErrorDetail\(string=|ValidationError\(\[?)(?=[bu]?['\"])", re.ASCII
)
_DETAIL: Final = re.compile(
    r"(?:ErrorDetail\(string=|ValidationError\(\[?)[bu]?(['\"])([^\r\n]{0,400}?)\1"
    r"(?=, code=|, params=|[\])])[^\[\]{}'\"]{0,40}(?:'[a-z_]{0,40}')?\)?\]?\)?,? ?",
    re.ASCII,
)
_LISTED: Final = re.compile(
    r"(?:\r?\n {0,4}\* |<ul class=\"errorlist[a-z ]{0,20}\"[^<>]{0,60}><li>)(?=Select a valid c)",
    re.ASCII,
)
_INSTANCE: Final = re.compile(r"On instance(?:\[[^\[\]\r\n]{1,40}\]){0,6}\['\Z", re.ASCII)
_SCHEMA: Final = re.compile(r"schema(?:\[[^\[\]\r\n]{1,40}\]){0,12}\['\Z", re.ASCII)
_REFUSED: Final = re.compile(
    r"(?:(?<![^\r\n])|: )(?:(['\"])([^\r\n]{1,400}?)\1|(-?[0-9]{1,20}(?:\.[0-9]{1,20})?))"
    r" (?:is |does not |has |was |should |must )",
    re.ASCII,
)
_RECEIVED: Final = re.compile(
    r" ?(?:[Ee]xpected|[Mm]ust|Invalid|String|Number|Value|Should)\b[A-Za-z0-9 ,()<>.=-]{0,100}?"
    r"\b(?:received|got|given|was) (?=['\"])",
    re.ASCII,
)
_BESIDE: Final = re.compile(
    r"['\"]\s{0,2},\s{0,12}['\"](?:message|msg|detail|error)['\"]\s{0,2}:\s{0,2}"
    r"(['\"])([^\r\n]{1,300}?)\1\s{0,12}[,}]",
    re.ASCII,
)
_FURTHEST_REFUSED: Final = 2_000
_LONG_NUMBER: Final = re.compile("[0-9]{4}", re.ASCII)


def quoted_in(value: str) -> Span | None:
    """Return where a validator's message tells the value it speaks of; None if that is unsure."""
    if " " not in value:
        return None
    message = _MESSAGE.fullmatch(value)
    if message is None:
        return None
    group = 2 if message.group(1) else 3 if message.group(3) else 4
    if _LONG_NUMBER.search(value, message.end(group)):
        return None
    return message.span(group)


def details(text: str, position: int) -> Iterator[Span]:
    """Yield the messages of the `ErrorDetail(…)` or `ValidationError(…)` that begin here."""
    head = _DETAILS.match(text, position)
    if head is None:
        return
    detail = _DETAIL.match(text, text.index("E" if "ErrorD" in head.group() else "V", position))
    while detail:
        yield detail.span(2)
        detail = _DETAIL.match(text, detail.end())


def choice(text: str, position: int) -> Span | None:
    """Return where a form tells the choice that it refuses."""
    if not text.startswith("Select a valid choice. ", position):
        return None
    match = _FORM.match(text, position)
    return match.span(1) if match else None


def received(text: str, position: int) -> int:
    """Return where the value begins behind `Expected string, received '…'`; -1 if nowhere."""
    match = _RECEIVED.match(text, position)
    return match.end() if match else -1


def beside(text: str, end: int) -> Span | None:
    """Return what the message tells that stands beside a field's name: `"message": "'x' is …"`."""
    message = _BESIDE.match(text, end)
    told = quoted_in(message.group(2)) if message else None
    if message is None or told is None:
        return None
    return message.start(2) + told[0], message.start(2) + told[1]


def listed(text: str, position: int) -> int:
    """Return where the message of a field begins that a form lists below its name; -1 if none."""
    match = _LISTED.match(text, position)
    return match.end() if match else -1


def refused(text: str, start: int) -> Span | None:
    """Return the value that jsonschema tells long before the property whose name is at `start`."""
    if not _INSTANCE.search(text, max(0, start - 300), start):
        return None
    first = max(0, start - _FURTHEST_REFUSED)
    last = None
    for last in _REFUSED.finditer(text, first, start):  # noqa: B007
        pass
    return (last.span(2) if last.group(1) else last.span(3)) if last else None


def in_schema(text: str, start: int) -> bool:
    """Tell whether the name at `start` is that of a schema's property, which has no value."""
    return _SCHEMA.search(text, max(0, start - 400), start) is not None
