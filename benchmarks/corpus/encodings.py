"""How a key and its value stand in a text: `key=value`, JSON, forms, representations, headers, logs.

Every encoding takes a key, a value and a small number that picks among its variants, and gives the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

Encoding = Callable[[str, str, int], str]


def pick(variants: tuple[str, ...], variant: int, **given: str) -> str:
    """Fill one of the variants."""
    return variants[variant % len(variants)].format(**given)


def dumps(value: object, variant: int = 0) -> str:
    """Return JSON, spaced or tight, with or without escapes for other scripts."""
    return json.dumps(value, ensure_ascii=variant % 2 == 0, separators=((", ", ": "), (",", ":"))[variant // 2 % 2])


def assigned(key: str, value: str, variant: int) -> str:
    """`key=value`."""
    return pick(("{k}={v}", "{k}={v};", "[{k}={v}]", "{k} = {v}"), variant, k=key, v=value)


def quoted(key: str, value: str, variant: int) -> str:
    """`key='value'`."""
    if "'" in value:
        return pick(('{k}="{v}"', '{k}="{v}", page=2'), variant, k=key, v=value)
    return pick(("{k}='{v}'", '{k}="{v}"', "{k}='{v}', page=2", "save({k}='{v}')"), variant, k=key, v=value)


def colon(key: str, value: str, variant: int) -> str:
    """`key: value`, on a line of its own."""
    return pick(("{k}: {v}", "\n{k}: {v}\n", "- {k}: {v}\n"), variant, k=key, v=value)


def as_json(key: str, value: str, variant: int) -> str:
    """A JSON object, at times with the value deeper inside."""
    whole = ({"page": 2, key: value, "active": True}, {key: value}, {"rows": [{key: value}]}, {"data": {key: [value]}})
    return dumps(whole[variant % 4], variant)


def escaped_json(key: str, value: str, variant: int) -> str:
    """JSON inside a JSON string, once or twice."""
    inner = dumps({key: value, "ok": False}, variant)
    once = dumps({"body": inner}, variant) if variant % 2 else dumps(inner)
    return dumps(once) if variant % 3 == 2 else once


def form(key: str, value: str, variant: int) -> str:
    """A form's body."""
    return pick(
        ("{k}={v}", "page=2&{k}={v}&sort=asc", "csrf=&{k}={v}"), variant, k=quote_plus(key), v=quote_plus(value)
    )


def percent(key: str, value: str, variant: int) -> str:
    """A form's body, encoded once more."""
    return quote(form(key, value, variant), safe="") if variant % 2 else f"{quote(key)}%3D{quote(value, safe='')}"


def representation(key: str, value: str, variant: int) -> str:
    """A dict as Python prints it."""
    whole = (
        {key: value, "active": True},
        {"id": None, key: value},
        [{key: value}],
        {"data": {key: value}},
        {key: (value,)},
    )
    return repr(whole[variant % 5])


def objects(key: str, value: str, variant: int) -> str:
    """An object as its `repr` prints it."""
    variants = (
        f"<Row: {key}={value!r}>",
        f"Row({key}={value!r}, active=True)",
        f"Row(page=2, {key}={value!r})",
        f"OrderedDict({{{key!r}: {value!r}}})",
    )
    return variants[variant % 4]


def header(key: str, value: str, variant: int) -> str:
    """A header's line."""
    name = "-".join(part.capitalize() for part in key.replace("-", "_").split("_"))
    return pick(
        ("X-{k}: {v}", "Accept: */*\r\nX-{k}: {v}\r\nVia: proxy", "HTTP_X_{u}: {v}"),
        variant,
        k=name,
        u=key.replace("-", "_").upper(),
        v=value,
    )


def pairs(key: str, value: str, variant: int) -> str:
    """A list of pairs."""
    if variant % 3 == 0:
        return repr([("page", "2"), (key, value)])
    return dumps([["page", "2"], [key, value]], variant) if variant % 3 == 1 else repr((key, value))


def field_value(key: str, value: str, variant: int) -> str:
    """The name of a field and its value under keys of their own."""
    names = (("field", "value"), ("name", "value"), ("key", "value"), ("field", "new_value"))[variant % 4]
    whole = {names[0]: key, names[1]: value}
    return dumps(whole, variant) if variant % 3 else repr(whole)


def logfmt(key: str, value: str, variant: int) -> str:
    """A line of logfmt."""
    held = json.dumps(value, ensure_ascii=False) if " " in value or variant % 2 else value
    return f"level=warn msg=saved {key}={held} took=12ms"


def literal_newline(key: str, value: str, variant: int) -> str:
    r"""A line behind a literal `\n`, as a log of a log has it."""
    return pick((r"failed\n{k}: {v}\nnext", r"failed\r\n{k}={v}", r"failed\n\t{k}: {v}"), variant, k=key, v=value)


def typographic(key: str, value: str, variant: int) -> str:
    """Quotes as an office program turns them."""
    return pick(
        ("\u201c{k}\u201d: \u201c{v}\u201d", "{k} = \u2018{v}\u2019", "{k}: \u00ab{v}\u00bb", "{k}=\u201e{v}\u201c"),
        variant,
        k=key,
        v=value,
    )


def query(key: str, value: str, variant: int) -> str:
    """A request line with a query."""
    return pick(
        (
            "GET /api/rows/?{k}={v} HTTP/1.1",
            "https://clinic.example/find?page=2&{k}={v}",
            "/find?{k}={v}#top",
            "/rows;{k}={v}",
        ),
        variant,
        k=quote(key),
        v=quote(value, safe=""),
    )


def cookie(key: str, value: str, variant: int) -> str:
    """A cookie's pair."""
    return pick(("theme=dark; {k}={v}", "{k}={v}; Path=/; Secure"), variant, k=key, v=quote(value))


def graphql(key: str, value: str, variant: int) -> str:
    """An argument in GraphQL."""
    return pick(
        ("mutation {{ save({k}: {v}) {{ ok }} }}", "query {{ rows(first: 2, {k}: {v}) }}"),
        variant,
        k=key,
        v=json.dumps(value, ensure_ascii=False),
    )


def xml(key: str, value: str, variant: int) -> str:
    """An element, or an attribute as FHIR has it."""
    name = key.replace(" ", "")
    return pick(
        (
            "<{k}>{v}</{k}>",
            '<{k} value="{v}"/>',
            '<row {k}="{v}" active="true"/>',
            "<ns:{k}>{v}</ns:{k}>",
            "<{k}><![CDATA[{v}]]></{k}>",
        ),
        variant,
        k=name,
        v=escape(value),
    )


KEYED: dict[str, Encoding] = {
    "k=v": assigned, "k='v'": quoted, "k: v": colon, "JSON": as_json, "escaped JSON": escaped_json, "form": form, "percent": percent,
    "repr of a dict": representation, "repr of an object": objects, "header": header, "pair list": pairs, "field/value": field_value,
    "logfmt": logfmt, "literal newline": literal_newline, "typographic": typographic, "query": query, "cookie": cookie,
    "GraphQL": graphql, "XML": xml,
}  # fmt: skip
