"""How a value stands in a text without the name of a field: prose, brackets, arguments, rows, other encodings."""

from __future__ import annotations

import json
from urllib.parse import quote

from corpus.encodings import pick
from corpus.encodings_records import failing_row, sql


def prose(value: str, variant: int) -> str:
    """Plain."""
    return pick(("{v}", "{v}.", "({v})", "{v},", "{v};"), variant, v=value)


def in_quotes(value: str, variant: int) -> str:
    """Between quotes of programs."""
    return pick(("'{v}'", '"{v}"', "`{v}`", "[{v}]", "<{v}>", "b'{v}'"), variant, v=value)


def arguments(value: str, variant: int) -> str:
    """As an argument."""
    shapes = (
        f"args=({value!r},) kwargs={{}}",
        f"[{value!r}, None]",
        f"call({value!r}, retry=False)",
        f"invalid literal for int() with base ten: {value!r}",
        f"KeyError: {value!r}",
    )
    return shapes[variant % len(shapes)]


def neutral(value: str, variant: int) -> str:
    """Under a name that says nothing."""
    key = ("value", "input", "raw", "text", "content", "result")[variant % 6]
    return (json.dumps({key: value}), f"{key}={value!r}", f"{key}: {value}", json.dumps(json.dumps({key: value})))[
        variant % 4
    ]


def rows(value: str, variant: int) -> str:
    """In a row without a head."""
    return (
        f"INSERT INTO rows VALUES ({sql(value)}, true)",  # noqa: S608  # never run
        f"(t, {value}, f)",
        f"up|{value}|down",
        f"up\t{value}\tdown",
        f"SELECT {sql(value)}",
    )[variant % 5]


def failing(value: str, variant: int) -> str:
    """PostgreSQL's whole row."""
    return failing_row("", value, variant)


def newline(value: str, variant: int) -> str:
    r"""Behind a literal `\n`."""
    return pick((r"failed\n{v}\nnext", r"failed\r\n{v}", r"failed\t{v}", "failed\n{v}\n"), variant, v=value)


def typographic(value: str, variant: int) -> str:
    """Between quotes as an office program turns them."""
    return pick(("\u201c{v}\u201d", "\u2018{v}\u2019", "\u00ab{v}\u00bb", "\u201e{v}\u201c"), variant, v=value)


def encoded(value: str, variant: int) -> str:
    """Percent-encoded, in a path or a message."""
    held = quote(value, safe="")
    return pick(("/find/{v}", "text%20{v}%20more", "%22{v}%22", "q%3D{v}"), variant, v=held)


BARE = {
    "prose": prose, "in quotes": in_quotes, "argument": arguments, "neutral key": neutral, "row": rows, "Failing row": failing,
    "literal newline, bare": newline, "typographic, bare": typographic, "percent, bare": encoded,
}  # fmt: skip
